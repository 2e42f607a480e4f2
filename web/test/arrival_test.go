//go:build browser

package test

import (
	"fmt"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// A trouble is what a host does with some of its files: how many times, or always when that is negative.
type trouble struct {
	mu     sync.Mutex
	part   string // of the file's name
	how    func(w http.ResponseWriter, file string)
	left   int
	header http.Header
}

func (c *trouble) serve(w http.ResponseWriter, r *http.Request, file string) {
	c.mu.Lock()
	struck := c.how != nil && c.left != 0 && strings.HasPrefix(path.Base(file), c.part)
	how := c.how
	if struck {
		c.left--
	}
	for k, v := range c.header {
		w.Header()[k] = v
	}
	c.mu.Unlock()
	if struck {
		how(w, file)
		return
	}
	send(w, file, types[path.Ext(file)])
}

func (c *trouble) heal() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.how, c.left = nil, 0
}

var hosts atomic.Int64 // with trouble, each of a test's own: tests run beside each other

// strikes is a host with trouble, and its address. With a negative number of times it is in trouble until it is healed.
func strikes(part string, times int, how func(http.ResponseWriter, string), header http.Header) (*trouble, string) {
	c := &trouble{part: part, left: times, how: how, header: header}
	return c, site.URL + host(fmt.Sprintf("troubled-%d", hosts.Add(1)), c.serve)
}

// meets opens the lesson of a host with trouble; whatever the browser says of that is no complaint.
func (b *tab) meets(at string) *tab {
	b.t.Helper()
	b.excuse("")
	return b.at(at + "/hourglass/index.html")
}

func answer(status int) func(http.ResponseWriter, string) {
	return func(w http.ResponseWriter, _ string) { http.Error(w, "trouble", status) }
}

func as(kind string) func(http.ResponseWriter, string) {
	return func(w http.ResponseWriter, file string) { send(w, file, kind) }
}

// halved sends half of what it promises.
func halved(w http.ResponseWriter, file string) {
	b, _ := os.ReadFile(filepath.Join(distFolder, file))
	w.Header().Set("Content-Type", types[path.Ext(file)])
	w.Header().Set("Content-Length", fmt.Sprint(len(b)))
	w.Write(b[:len(b)/2])
	panic(http.ErrAbortHandler)
}

// login is what a hotel's network sends in the place of any file.
func login(w http.ResponseWriter, _ string) {
	w.Header().Set("Content-Type", "text/html")
	fmt.Fprint(w, "<!doctype html><title>Log in</title>")
}

// wrong has another byte near the end, as a broken proxy makes it: in a data segment of a program, where no compiler notices.
func wrong(w http.ResponseWriter, file string) {
	b, _ := os.ReadFile(filepath.Join(distFolder, file))
	b[len(b)-300] ^= 0x20
	w.Header().Set("Content-Type", types[path.Ext(file)])
	w.Write(b)
}

// notices are the notices and cards that are seen, each with what it says.
const notices = `[...document.querySelectorAll(".notice, .card")].filter((e) => e.checkVisibility({visibilityProperty: true})).map((e) => e.innerText)`

// seesOne waits for a notice that says something, and fails unless it is the only one and stays so.
func (b *tab) seesOne(words string) {
	b.t.Helper()
	b.wait(`(`+notices+`).some((n) => n.includes("`+words+`"))`, 40*time.Second)
	if all := eval[[]string](b, notices); len(all) != 1 {
		b.t.Errorf("these are seen at once: %q", all)
	}
}

// help presses the first button of what is seen that has one of these words.
func (b *tab) help(words string) {
	b.t.Helper()
	if !eval[bool](b, `(b => b && (setTimeout(() => b.click()), true))([...document.querySelectorAll(".notice button, .card button")].find((b) => b.checkVisibility({visibilityProperty: true}) && b.textContent === "`+words+`"))`) {
		b.t.Fatalf("there is no button %q beside %q", words, eval[[]string](b, notices))
	}
}

const arrived = `["ready", "paused"].includes(document.documentElement.dataset.state)`

// lazies are the parts that few pages need: what asks for each, and what it then does.
var lazies = map[string][2]string{
	"share-":   {`document.querySelector("#share").click()`, `document.querySelector("#sharing").open`},
	"plain-":   {`document.querySelector("#plain > summary").click()`, `document.querySelector("#plain").open && document.querySelectorAll("#plain [role=gridcell]").length > 9`},
	"present-": {`document.querySelector("#present").click()`, `"present" in document.documentElement.dataset`},
}

// Each file of a lesson does not come: one notice says why, and its button helps once the file can be had.
func TestFileNeverComes(t *testing.T) {
	alongside(t)
	for _, c := range []struct {
		part, kind  string
		how         func(http.ResponseWriter, string)
		says, helps string
	}{
		{"lesson-", "503", answer(503), "error 503", "Reload"},
		{"lesson-", "type", as("text/plain"), "text/plain", "Reload"},
		{"lesson-", "cut", halved, "network gave out", "Reload"},
		{"chunk-", "404", answer(404), "has been renewed", "Reload"},
		{"trainer.", "503", answer(503), "error 503", "Again"},
		{"trainer.", "404", answer(404), "has been renewed", "Reload"},
		{"trainer.", "cut", halved, "network gave out", "Again"},
		{"trainer.", "login", login, "Another page came in its place", "Again"},
		{"trainer.", "byte", wrong, "is damaged", "Again"},
		{"worker-", "503", answer(503), "error 503", "Again"},
		{"worker-", "cut", halved, "network gave out", "Again"},
		{"wasm_exec-", "404", answer(404), "has been renewed", "Reload"},
		{"wasm_exec-", "type", as("text/html"), "text/html", "Again"},
		{"share-", "503", answer(503), "error 503", "Again"},
		{"plain-", "type", as("text/plain"), "text/plain", "Again"},
		{"present-", "cut", halved, "network gave out", "Again"},
	} {
		t.Run(c.part+c.kind, func(t *testing.T) {
			troubled, at := strikes(c.part, -1, c.how, nil)
			b := bare(t).meets(at)
			ask, lazy := lazies[c.part]
			if lazy {
				b.wait(arrived, 40*time.Second)
				b.do(script(ask[0]))
			}
			b.seesOne(c.says)
			if raw := eval[bool](b, `(`+notices+`).some((n) => /magic word|CompileError|Failed to/.test(n))`); raw {
				t.Errorf("the browser's own words are in front: %q", eval[[]string](b, notices))
			}
			troubled.heal()
			b.help(c.helps)
			if lazy {
				b.wait(ask[1], 20*time.Second)
			}
			b.wait(arrived, 40*time.Second)
		})
	}
}

// What fails once is asked for again, and nobody hears of it.
func TestFileComesTheSecondTime(t *testing.T) {
	alongside(t)
	for _, c := range []struct {
		part, kind string
		how        func(http.ResponseWriter, string)
	}{
		{"lesson-", "503", answer(503)}, {"chunk-", "cut", halved}, {"theme-", "503", answer(503)}, {"site-", "503", answer(503)}, {"trainer.", "503", answer(503)}, {"trainer.", "cut", halved},
		{"trainer.", "byte", wrong}, {"worker-", "503", answer(503)}, {"wasm_exec-", "cut", halved}, {"share-", "503", answer(503)}, {"plain-", "cut", halved},
	} {
		t.Run(c.part+c.kind, func(t *testing.T) {
			troubled, at := strikes(c.part, 1, c.how, nil)
			b := bare(t).meets(at)
			if ask, lazy := lazies[c.part]; lazy {
				b.wait(arrived, 40*time.Second)
				b.do(script(ask[0]))
				b.wait(ask[1], 20*time.Second)
			}
			b.wait(arrived, 40*time.Second)
			if c.part == "site-" {
				b.wait(`getComputedStyle(document.querySelector(".unscripted")).display === "none" && [...document.styleSheets].some((s) => s.href?.includes("site-"))`, 20*time.Second)
			}
			if all := eval[[]string](b, notices); len(all) > 1 || len(all) == 1 && !strings.Contains(all[0], "WebGL2") {
				t.Errorf("it is said: %q", all)
			}
			troubled.mu.Lock()
			defer troubled.mu.Unlock()
			if troubled.left != 0 {
				t.Error("the file was never asked for")
			}
		})
	}
}

// The picture's parts: everything else works, one card says what is the matter, and its button brings the picture.
func TestPictureNeverComes(t *testing.T) {
	alongside(t)
	for part, says := range map[string]string{"stage.": "error 503", "stage-": "error 503"} {
		t.Run(part, func(t *testing.T) {
			troubled, at := strikes(part, -1, answer(503), nil)
			b := newTab(t, laptop).meets(at)
			b.seesOne(says)
			b.until(arrived)
			troubled.heal()
			b.help("Show the picture again")
			b.live()
		})
	}
}

// A policy that the site's server adds is called by its name.
func TestPolicyOfTheSite(t *testing.T) {
	alongside(t)
	for name, policy := range map[string]string{"wasm": "script-src 'self'", "worker": "worker-src 'none'", "connect": "connect-src 'none'"} {
		t.Run(name, func(t *testing.T) {
			_, at := strikes("", 0, nil, http.Header{"Content-Security-Policy": {policy}})
			b := bare(t).meets(at)
			b.seesOne("security policy")
			b.wait(`document.documentElement.dataset.state === "failed"`, 5*time.Second)
		})
	}
}

// A frame with sandbox="allow-scripts": where the host sends no CORS the page says what is the matter, once; where it does, the lesson runs.
func TestSandboxed(t *testing.T) {
	alongside(t)
	for name, header := range map[string]http.Header{"without CORS": nil, "with CORS": {"Access-Control-Allow-Origin": {"*"}}} {
		t.Run(name, func(t *testing.T) {
			_, at := strikes("", 0, nil, header)
			b := guest(t, browser, "http")
			b.excuse("")
			b.at(far(t, `<iframe sandbox="allow-scripts" width="1400" height="860" src="`+at+`/hourglass/index.html#step=20"></iframe>`))
			f := b.frame(path.Base(at) + "/")
			if header == nil {
				f.seesOne("sandbox without allow-same-origin")
				return
			}
			f.wait(`document.documentElement.dataset.state === "paused" && document.querySelector("#stage").dataset.ready === ""`, 90*time.Second)
			f.learns()
		})
	}
}

// A framed lesson does without the script that speaks with the page around it; when that comes late, the page hears that the lesson is ready.
func TestTalkNeverComes(t *testing.T) {
	troubled, at := strikes("talk-", -1, answer(503), nil)
	b := guest(t, browser, "http")
	b.excuse("")
	page := far(t, `<script>const heard = []; addEventListener("message", (e) => e.data.hourglass && heard.push(e.data.type));</script><iframe width="1400" height="860" src="`+at+`/hourglass/index.html?embed"></iframe>`)
	b.at(page)
	f := b.frame(path.Base(at) + "/")
	f.wait(arrived, 40*time.Second)
	f.seesOne("cannot speak with it")
	b.wait(`heard.join() === "here"`, patience) // which keeps embed.js from covering it with a link
	troubled.heal()
	f.help("Again")
	b.wait(`heard.includes("ready") && heard.includes("height")`, 20*time.Second)
}

// A worker that dies without a word is noticed, and the run goes on from the last step that was known.
func TestWorkerKilled(t *testing.T) {
	b := bare(t, before(`globalThis.workers = [];
globalThis.Worker = class extends Worker { constructor(...a) { super(...a); if (!String(a[0]).startsWith("blob:")) workers.push(this); } }`)).open("hourglass/#seed=5&step=250").live()
	b.turn("speed", "100")
	b.press(`[data-action="play"]`)
	b.wait(atStep+` > 300`, 20*time.Second)
	b.do(script(`for (const w of workers) w.terminate()`))
	b.seesOne("does not answer any more")
	last := b.fact("step")
	b.help("Restart")
	b.wait(`document.documentElement.dataset.state === "paused" && `+notices+`.every((n) => !n.includes("answer"))`, 30*time.Second)
	if now := b.fact("step"); now != last {
		t.Errorf("the run stood at %v and goes on from %v", last, now)
	}
	b.same("a killed worker")
}

// A worker that is only kept from working is missed, and welcome when it is back: the run is as it was.
func TestWorkerBusy(t *testing.T) {
	b := bare(t, before(`globalThis.workers = [];
globalThis.Worker = class extends Worker { constructor(...a) { super(...a); workers.push(this); this.addEventListener("message", (e) => globalThis.deaf && e.data.alive && e.stopImmediatePropagation()); } }`)).open("hourglass/#seed=5&step=100").live()
	b.do(script(`globalThis.deaf = true`))
	b.seesOne("does not answer any more")
	b.do(script(`globalThis.deaf = false`))
	b.wait(`document.documentElement.dataset.state === "paused" && document.querySelector("#card").hidden && !document.querySelector("#controls").disabled`, 20*time.Second)
	if b.fact("step") != 100 {
		t.Errorf("the run stands at %v", b.fact("step"))
	}
}

// The link to the other language leads to the same run, at the same step of the lesson, from the middle of training.
func TestLanguageCarriesTheRun(t *testing.T) {
	b := bare(t).open("hourglass/?hide=past#seed=11&step=100&part=predict").live()
	b.turn("speed", "500")
	b.press(`[data-action="play"]`)
	b.wait(atStep+" > 200", 20*time.Second)
	step := eval[float64](b, `(() => { const at = `+atStep+`; document.querySelector("header a[hreflang]").click(); return at; })()`)
	b.wait(`document.documentElement.lang === "es" && `+arrived, 40*time.Second)
	if at := b.fact("step"); at < step-100 || at <= 100 { // the address is written some times a second
		t.Errorf("the run was at %v and opens at %v", step, at)
	}
	if where := eval[string](b, `location.search + location.hash`); !strings.Contains(where, "part=predict") || !strings.Contains(where, "seed=11") || !strings.Contains(where, "hide=past") {
		t.Errorf("the address is %s", where)
	}
	b.same("the other language")
}

// Who leaves while the run trains, by Back or by a link, finds it again where it was left.
func TestLeavingWritesTheAddress(t *testing.T) {
	alongside(t)
	for name, leave := range map[string]string{"back": `history.back()`, "link": `document.querySelector(".home").click()`} {
		t.Run(name, func(t *testing.T) {
			b := bare(t, before(`addEventListener("unload", () => {})`)) // so that the page itself is not kept
			b.open("index.html")
			b.open("hourglass/#seed=11&step=100").live()
			b.turn("speed", "2000")
			b.press(`[data-action="play"]`)
			b.wait(atStep+" > 1000", 20*time.Second)
			const written = `Number(new URLSearchParams(location.hash.slice(1)).get("step"))`
			step := when[float64](b, atStep+` > `+written+` + 400`, `setTimeout(() => { `+leave+` }); return `+written)
			b.wait(`document.body?.matches(".front-page")`, 20*time.Second)
			b.do(script(map[string]string{"back": `history.forward()`, "link": `history.back()`}[name]))
			b.wait(`document.body?.matches(".lesson") && `+arrived, 40*time.Second)
			if at := b.fact("step"); at <= step { // the page hears ten times a second where the run is, and writes it once
				t.Errorf("the run was written at %v, left later and found again at %v", step, at)
			}
		})
	}
}

// A step that there is not is complained of once, however often a link asks for it.
func TestSameComplaintOnce(t *testing.T) {
	b := bare(t).open("hourglass/").live()
	for i := range 3 {
		b.do(script(fmt.Sprintf(`location.hash = "part=nosuch%d"`, i)), pause(200))
	}
	if said := eval[string](b, `document.querySelector(".notice p").textContent`); strings.Count(said, "does not have") != 1 {
		t.Errorf("it says %q", said)
	}
}

// A page around that greets without end is answered some times a second, and once more when it is done.
func TestFloodOfGreetings(t *testing.T) {
	b := guest(t, browser, "http")
	b.at(far(t, `<script>let heard = 0; addEventListener("message", (e) => heard += e.data?.context === "h5p" && e.data.action === "resize");</script><iframe width="1400" height="860" src="COURSE/hourglass/index.html?embed"></iframe>`))
	b.wait(`heard > 0`, 60*time.Second)
	b.do(script(`heard = 0; for (let i = 0; i < 5000; i++) document.querySelector("iframe").contentWindow.postMessage({context: "h5p", action: "resize"}, "*")`))
	b.wait(`heard >= 11`, 20*time.Second)
	b.do(pause(1500))
	if n := eval[float64](b, `heard`); n > 25 {
		t.Errorf("5,000 greetings have %v answers", n)
	}
}
