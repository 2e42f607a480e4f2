//go:build browser

package test

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A command of WebDriver, as each of its two carriers writes it.
type command struct {
	gecko  string // the name over Marionette's socket
	method string // over HTTP
	path   string // below the session
}

var (
	navigate = command{"WebDriver:Navigate", http.MethodPost, "/url"}
	evaluate = command{"WebDriver:ExecuteScript", http.MethodPost, "/execute/sync"}
	perform  = command{"WebDriver:PerformActions", http.MethodPost, "/actions"}
	picture  = command{"WebDriver:TakeScreenshot", http.MethodGet, "/screenshot"}
	resize   = command{"WebDriver:SetWindowRect", http.MethodPost, "/window/rect"}
)

// An engine is a browser other than Chromium. do sends it a command and fills value with what it answers, unless value is nil.
type engine struct {
	name string
	do   func(c command, params, value any) error
}

// A reply is what either carrier wraps an answer in.
type reply struct {
	Value json.RawMessage `json:"value"`
}

func unpack(body []byte, value any) error {
	if value == nil {
		return nil
	}
	var r reply
	if err := json.Unmarshal(body, &r); err != nil {
		return err
	}
	return json.Unmarshal(r.Value, value)
}

// spawn starts a program that ends with the test, its children with it.
func spawn(t *testing.T, display string, files []*os.File, name string, args ...string) {
	t.Helper()
	c := exec.Command(name, args...)
	c.Env = append(os.Environ(), "HOME="+t.TempDir(), "LIBGL_ALWAYS_SOFTWARE=1", "DISPLAY="+display, "MOZ_CRASHREPORTER_DISABLE=1")
	c.ExtraFiles = files
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := c.Start(); err != nil {
		t.Fatalf("%v: run make engines, which installs it", err)
	}
	t.Cleanup(func() {
		syscall.Kill(-c.Process.Pid, syscall.SIGKILL)
		c.Wait()
	})
}

// screenOf starts a screen that nobody sees, and returns its name.
func screenOf(t *testing.T) string {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	spawn(t, "", []*os.File{w}, "Xvfb", "-displayfd", "3", "-screen", "0", "1440x1000x24", "-nolisten", "tcp")
	w.Close()
	number, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatalf("the screen did not start: %v", err)
	}
	return ":" + strings.TrimSpace(number)
}

func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	return port
}

// patiently calls f until it succeeds.
func patiently(t *testing.T, what string, f func() error) {
	t.Helper()
	var err error
	for range 300 {
		if err = f(); err == nil {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("%s: %v", what, err)
}

// firefox starts Firefox. It is spoken to as its own driver speaks to it: length, colon, JSON, over a socket.
func firefox(t *testing.T) *engine {
	t.Helper()
	port, profile := freePort(t), t.TempDir()
	prefs := fmt.Sprintf(`user_pref("marionette.port", %s); user_pref("webgl.force-enabled", true);
user_pref("app.normandy.enabled", false); user_pref("datareporting.policy.dataSubmissionEnabled", false);
`, port)
	if err := os.WriteFile(filepath.Join(profile, "user.js"), []byte(prefs), 0o644); err != nil {
		t.Fatal(err)
	}
	spawn(t, screenOf(t), nil, "firefox-esr", "--marionette", "--no-remote", "--profile", profile)
	var socket net.Conn
	patiently(t, "Firefox", func() (err error) {
		socket, err = net.Dial("tcp", "127.0.0.1:"+port)
		return err
	})
	t.Cleanup(func() { socket.Close() })
	in, id := bufio.NewReader(socket), 0
	hear := func() ([]byte, error) {
		socket.SetDeadline(time.Now().Add(60 * time.Second))
		head, err := in.ReadString(':')
		if err != nil {
			return nil, err
		}
		n, err := strconv.Atoi(strings.TrimSuffix(head, ":"))
		if err != nil {
			return nil, err
		}
		body := make([]byte, n)
		_, err = io.ReadFull(in, body)
		return body, err
	}
	if _, err := hear(); err != nil { // its greeting
		t.Fatal(err)
	}
	e := &engine{name: "firefox"}
	e.do = func(c command, params, value any) error {
		id++
		m, err := json.Marshal([]any{0, id, c.gecko, params})
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(socket, "%d:%s", len(m), m); err != nil {
			return err
		}
		body, err := hear()
		if err != nil {
			return err
		}
		var answer [4]json.RawMessage // kind, number, error, value
		if err := json.Unmarshal(body, &answer); err != nil {
			return err
		}
		if string(answer[2]) != "null" {
			return fmt.Errorf("%s: %.300s", c.gecko, answer[2])
		}
		return unpack(answer[3], value)
	}
	if err := e.do(command{gecko: "WebDriver:NewSession"}, map[string]any{}, nil); err != nil {
		t.Fatal(err)
	}
	return e
}

// webkit starts the small browser of WebKitGTK, behind its driver.
func webkit(t *testing.T) *engine {
	t.Helper()
	found, _ := filepath.Glob("/usr/lib/*/webkit2gtk-4.*/MiniBrowser")
	if len(found) == 0 {
		t.Fatal("the small browser of WebKitGTK is missing: run make engines, which installs it")
	}
	port := freePort(t)
	spawn(t, screenOf(t), nil, "WebKitWebDriver", "--port="+port)
	at := "http://127.0.0.1:" + port + "/session"
	client := http.Client{Timeout: 60 * time.Second}
	post := func(method, url string, params any, value any) error {
		m, err := json.Marshal(params)
		if err != nil {
			return err
		}
		q, err := http.NewRequest(method, url, bytes.NewReader(m))
		if err != nil {
			return err
		}
		answer, err := client.Do(q)
		if err != nil {
			return err
		}
		defer answer.Body.Close()
		body, err := io.ReadAll(answer.Body)
		if err != nil {
			return err
		}
		if answer.StatusCode != http.StatusOK {
			return fmt.Errorf("%s %s: %.300s", method, url, body)
		}
		return unpack(body, value)
	}
	var session struct {
		ID string `json:"sessionId"`
	}
	start := map[string]any{"capabilities": map[string]any{"alwaysMatch": map[string]any{
		"webkitgtk:browserOptions": map[string]any{"binary": found[0], "args": []string{"--automation"}}}}}
	patiently(t, "WebKitGTK", func() error { return post(http.MethodPost, at, start, &session) })
	at += "/" + session.ID
	t.Cleanup(func() { post(http.MethodDelete, at, nil, nil) })
	return &engine{name: "webkit", do: func(c command, params, value any) error { return post(c.method, at+c.path, params, value) }}
}

// A view is an engine in the hands of a test.
type view struct {
	t *testing.T
	*engine
}

func (v view) must(c command, params, value any) {
	v.t.Helper()
	if err := v.do(c, params, value); err != nil {
		v.t.Fatalf("%s: %v", v.name, err)
	}
}

// ask returns the value of a JavaScript expression.
func ask[T any](v view, expression string) T {
	v.t.Helper()
	var value T
	v.must(evaluate, map[string]any{"script": "return (" + expression + ")", "args": []any{}}, &value)
	return value
}

// until waits until a JavaScript expression is true.
func (v view) until(expression string, within time.Duration) {
	v.t.Helper()
	end := time.Now().Add(within)
	for !ask[bool](v, "Boolean("+expression+")") {
		if time.Now().After(end) {
			v.shot("failed")
			v.t.Fatalf("%s: after %v it is still not so that %s (%s)", v.name, within, expression,
				ask[string](v, `document.documentElement.dataset.state + " " + document.querySelector(".notice p").textContent + document.querySelector("#card p").textContent`))
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// A deed is one tick of a pointer or a key, as WebDriver writes it.
type deed map[string]any

func to(p spot) deed {
	return deed{"type": "pointerMove", "duration": 40, "x": int(p.x + 0.5), "y": int(p.y + 0.5), "origin": "viewport"}
}

// hand lets the pointer do what is listed.
func (v view) hand(deeds ...deed) {
	v.t.Helper()
	v.must(perform, map[string]any{"actions": []any{map[string]any{
		"type": "pointer", "id": "mouse", "parameters": map[string]any{"pointerType": "mouse"}, "actions": deeds}}}, nil)
}

var (
	down = deed{"type": "pointerDown", "button": 0}
	up   = deed{"type": "pointerUp", "button": 0}
)

// click brings what a selector finds into sight and presses in its middle.
func (v view) click(selector string) {
	v.t.Helper()
	v.until(fmt.Sprintf(`document.querySelector(%q)`, selector), 5*time.Second)
	r := ask[[]float64](v, fmt.Sprintf(`(e => { e.scrollIntoView({block: "center"}); const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })(document.querySelector(%q))`, selector))
	v.hand(to(spot{r[0], r[1]}), down, up)
}

// Keys, as WebDriver writes them.
const (
	arrowLeft  = "\uE012"
	arrowRight = "\uE014"
)

// keys presses keys, one after the other, on whatever has the focus.
func (v view) keys(keys ...string) {
	v.t.Helper()
	var deeds []deed
	for _, k := range keys {
		deeds = append(deeds, deed{"type": "keyDown", "value": k}, deed{"type": "keyUp", "value": k})
	}
	v.must(perform, map[string]any{"actions": []any{map[string]any{"type": "key", "id": "keys", "actions": deeds}}}, nil)
}

// shot leaves a screenshot where SHOTS says.
func (v view) shot(name string) {
	folder := os.Getenv("SHOTS")
	if folder == "" {
		return
	}
	var text string
	err := v.do(picture, map[string]any{"full": false}, &text)
	png, bad := base64.StdEncoding.DecodeString(text)
	err = errors.Join(err, bad, os.WriteFile(filepath.Join(folder, v.name+"-"+name+".png"), png, 0o644))
	if err != nil {
		v.t.Log(err)
	}
}
