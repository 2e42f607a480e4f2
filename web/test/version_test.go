//go:build browser

package test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/serviceworker"
)

// A version is all files of a course, by name.
type version map[string][]byte

var (
	hashed   = regexp.MustCompile(`-[A-Z2-7]{8}(\.\w+)$`)
	listLine = regexp.MustCompile(`(?m)^const files = (\{.*\});`)
	versLine = regexp.MustCompile(`(?m)^const version = "[^"]*";`)
)

// thisVersion is the course in dist: what its service worker lists, and that.
func thisVersion(t *testing.T) version {
	t.Helper()
	worker, err := os.ReadFile(filepath.Join(distFolder, "sw.js"))
	if err != nil {
		t.Fatal(err)
	}
	var list map[string][]any
	if err := json.Unmarshal(listLine.FindSubmatch(worker)[1], &list); err != nil {
		t.Fatal(err)
	}
	v := version{"sw.js": worker}
	for name := range list {
		if v[name], err = os.ReadFile(filepath.Join(distFolder, name)); err != nil {
			t.Fatal(err)
		}
	}
	return v
}

// later is another version of the course, in which every script, style and program has other bytes and another name, with the letter in it, and
// every page names these.
func (v version) later(letter string) version {
	rename := map[string]string{}
	for name := range v {
		if m := hashed.FindStringIndex(name); m != nil {
			rename[name] = name[:m[0]] + "-" + strings.Repeat(letter, 4) + name[m[0]+5:]
		}
	}
	sum := func(b []byte) string {
		h := sha256.Sum256(b)
		return base64.StdEncoding.EncodeToString(h[:])
	}
	next := version{}
	// What is named comes before what names it, so that hashes in the page's own table are right: programs, the frame's scripts, the rest.
	table := map[string]string{}
	lead := func(b []byte) []byte {
		for old, now := range rename {
			b = bytes.ReplaceAll(b, []byte(old), []byte(now))
		}
		return b
	}
	for name, b := range v {
		if ext := path.Ext(name); ext == ".wasm" {
			now := append(bytes.Clone(b), 0, 2, 1, letter[0]) // a section that nobody reads
			next[rename[name]] = now
			table[fmt.Sprintf(`bytes:%d,sha256:"%s"`, len(b), sum(b))] = fmt.Sprintf(`bytes:%d,sha256:"%s"`, len(now), sum(now))
		} else if strings.HasPrefix(name, "worker-") || strings.HasPrefix(name, "stage-") && ext == ".html" || strings.HasPrefix(name, "wasm_exec-") {
			now := lead(b)
			next[rename[name]] = now
			table[fmt.Sprintf(`bytes:%d,sha256:"%s"`, len(b), sum(b))] = fmt.Sprintf(`bytes:%d,sha256:"%s"`, len(now), sum(now))
		}
	}
	for name, b := range v {
		to := name
		if rename[name] != "" {
			to = rename[name]
		}
		if next[to] != nil || name == "sw.js" {
			continue
		}
		now := lead(b)
		for old, new := range table {
			now = bytes.ReplaceAll(now, []byte(old), []byte(new))
		}
		if ext := path.Ext(name); ext == ".html" {
			now = bytes.Replace(now, []byte("<html "), []byte(`<html data-version="`+letter+`" `), 1)
		}
		next[to] = now
	}
	var list map[string][]any
	if err := json.Unmarshal(listLine.FindSubmatch(v["sw.js"])[1], &list); err != nil {
		panic(err)
	}
	now := map[string][]any{}
	for name, entry := range list {
		to := name
		if rename[name] != "" {
			to = rename[name]
		}
		now[to] = append([]any{sum(next[to]), len(next[to])}, entry[2:]...)
	}
	text, err := json.Marshal(now)
	if err != nil {
		panic(err)
	}
	worker := listLine.ReplaceAllLiteral(v["sw.js"], []byte("const files = "+string(text)+";"))
	next["sw.js"] = versLine.ReplaceAllLiteral(worker, []byte(`const version = "`+letter+`";`))
	return next
}

// put puts a version up in the place of what was there.
func (c *course) put(v version) { c.has.Store((*map[string][]byte)(&v)) }

// of is the version of the page that is open: "" for the first.
func (b *tab) of() string { return eval[string](b, `document.documentElement.dataset.version ?? ""`) }

// whole fails unless all scripts and programs that the page has asked for are of one version.
func (b *tab) whole(letter string) {
	b.t.Helper()
	b.wait(`["ready", "paused"].includes(document.documentElement.dataset.state)`, 60*time.Second)
	names := eval[[]string](b, `[...performance.getEntriesByType("resource")].map((e) => e.name.split("/").pop().split("?")[0]).filter((n) => /-[A-Z2-7]{8}\.\w+$/.test(n))`)
	for _, n := range names {
		if of := hashed.FindString(n)[1:2]; of != letter && (letter != "" || strings.HasPrefix(hashed.FindString(n), "-"+strings.Repeat(of, 4))) {
			b.t.Errorf("a page of version %q has asked for %s", letter, n)
		}
	}
	if got := b.of(); got != letter || len(names) < 8 {
		b.t.Errorf("the page is of version %q, wanted %q, and has asked for %q", got, letter, names)
	}
}

// takes has the browser look for a new service worker, and waits until the one of that version works. The page has come to life before, and has told the old
// worker all that it tells one: an event that comes while the browser lets the old one go wakes it again, and then it stays for five minutes. So it is
// let go again, as an idle one is.
func (b *tab) takes(v version) {
	b.t.Helper()
	b.until(`document.querySelector("#keep") || ` + stageWin + `?.hourglass?.stats?.frames > 1 && ` + later)
	b.due(4500)
	b.do(call(serviceworker.Enable, cdp.Empty{}))
	line := string(versLine.Find(v["sw.js"]))
	const look = `navigator.serviceWorker.getRegistration().then((r) => r.waiting ? true : r.installing ? false : r.update().then(() => false)).catch(() => false)`
	for end := time.Now().Add(patience); b.worker() != line; time.Sleep(200 * time.Millisecond) {
		if eval[bool](b, look) {
			b.do(call(serviceworker.StopAllWorkers, cdp.Empty{}))
		}
		if time.Now().After(end) {
			b.t.Fatalf("the new version never works: %q; %s", b.worker(), eval[string](b, `navigator.serviceWorker.getRegistration().then(r => "installing " + r.installing?.state + ", waiting " + r.waiting?.state)`))
		}
	}
}

// later says whether all has come that a page loads once it rests.
const later = `document.body.dataset.later.split(" ").every((n) => performance.getEntriesByType("resource").some((e) => e.name.endsWith(n) && e.responseEnd > 0))`

// worker is the line of the service worker that says its version, asked of the worker itself; "" while another is on its way. Each worker is asked once: a
// question wakes one that the browser has just let go, and as long as questions came that one would stay, up to five minutes, in the way of the next.
func (b *tab) worker() string {
	b.t.Helper()
	return eval[string](b, `(async () => {
		const r = await navigator.serviceWorker.getRegistration(), told = (window.told ??= new WeakMap());
		if (r?.active?.state !== "activated" || r.installing || r.waiting) return "";
		if (!told.has(r.active)) {
			const { port1, port2 } = new MessageChannel();
			told.set(r.active, new Promise((f) => { port1.onmessage = (e) => f(e.data.version); }));
			r.active.postMessage({ version: true }, [port2]);
		}
		return 'const version = "' + (await told.get(r.active)) + '";';
	})()`)
}

// reload loads the page anew, and returns when the old one is gone.
func (b *tab) reload() {
	b.t.Helper()
	b.do(script(`window.left = true; location.reload()`))
	b.wait(`!window.left && document.body`, 60*time.Second)
}

// hosting opens a host of the course that starts with this version.
func hosting(t *testing.T, name string) (*course, string, version) {
	t.Helper()
	c := &course{}
	return c, site.URL + host(name, c.serve), thisVersion(t)
}

// kept waits until the browser keeps the course, and the programs that the page used.
func (b *tab) kept() {
	b.t.Helper()
	b.waitKept("trainer.simd-", 1)
	b.waitKept("stage.simd-", 1)
}

// Who comes back to a tab finds the new version by a reload, whatever the address holds, and meanwhile the old one whole.
func TestReturningLearner(t *testing.T) {
	alongside(t)
	for name, at := range map[string]string{"run": "/hourglass/index.html#seed=7", "plain": "/hourglass/", "step": "/hourglass/#seed=7&step=40"} {
		t.Run(name, func(t *testing.T) {
			c, host, a := hosting(t, "returning-"+name)
			b := newTab(t, laptop).at(host + at).live()
			b.kept()
			next := a.later("B")
			c.put(next)
			b.takes(next)
			b.press("#plain summary") // a part that comes late is the old one's
			b.wait(`document.querySelector("#plain .field button")`, 20*time.Second)
			b.whole("")
			b.reload()
			b.wait(`document.documentElement?.dataset.version === "B"`, 30*time.Second)
			b.whole("B")
			b.learns()
		})
	}
}

// A link with a run, from a page of the old version, opens the new one.
func TestLinkIntoTheNewVersion(t *testing.T) {
	c, host, a := hosting(t, "link")
	b := newTab(t, laptop).at(host + "/")
	b.wait(`!document.querySelector("#keep").hidden`, 60*time.Second)
	next := a.later("B")
	c.put(next)
	b.takes(next)
	b.do(script(`{ const link = document.querySelector('a[href^="hourglass/"]'); link.href += "#seed=7"; link.click(); }`))
	b.wait(`document.documentElement?.dataset.version === "B" && location.hash.includes("seed=7")`, 30*time.Second)
	b.whole("B")
	b.learns()
}

// Two versions are put up while a tab is open, and then the first again: the tab stays with its own until it is left.
func TestVersionsInARow(t *testing.T) {
	c, host, a := hosting(t, "row")
	b := newTab(t, laptop).at(host + "/hourglass/#seed=7").live()
	b.kept()
	b.reload() // from now on the keeper answers
	b.whole("")
	for _, letter := range []string{"B", "C"} {
		next := a.later(letter)
		c.put(next)
		b.takes(next)
	}
	b.press("#plain summary")
	b.wait(`document.querySelector("#plain .field button")`, 20*time.Second)
	b.whole("")
	b.reload()
	b.wait(`document.documentElement?.dataset.version === "C"`, 30*time.Second)
	b.whole("C")
	c.has.Store(nil)
	b.takes(a)
	b.reload()
	b.wait(`document.documentElement && !("version" in document.documentElement.dataset)`, 30*time.Second)
	b.whole("")
	b.learns()
	b.waitKept("-BBBB", 0) // nobody needs them any more
	b.waitKept("-CCCC", 0)
}

// A version that is only half put up changes nothing for who has the old one, and comes when it is whole.
func TestHalfAVersion(t *testing.T) {
	c, host, a := hosting(t, "half")
	b := newTab(t, laptop).at(host + "/hourglass/#seed=7").live()
	b.kept()
	next := a.later("B")
	half := version(maps.Clone(next))
	for name := range next { // the new worker and pages, and none of the scripts that they name
		if hashed.MatchString(name) {
			delete(half, name)
		}
	}
	for name, bytes := range a {
		if hashed.MatchString(name) {
			half[name] = bytes
		}
	}
	b.excuse("404", "service worker", "ServiceWorker", "integrity", "digest")
	c.put(half)
	b.do(script(`navigator.serviceWorker.getRegistration().then(r => r.update()).catch(() => {})`))
	b.do(pause(1500)) // long enough for a worker that would take over wrongly
	b.reload()
	b.whole("")
	c.put(next)
	b.takes(next)
	b.reload()
	b.wait(`document.documentElement?.dataset.version === "B"`, 30*time.Second)
	b.whole("B")
}

// The files are new and the list is old, as while a host is being renewed: what the browser has not kept of the old version is gone. The page says so, and
// a reload gets the new one from the host.
func TestOldListNewFiles(t *testing.T) {
	c, host, a := hosting(t, "passed")
	b := newTab(t, laptop).at(host + "/") // the front page alone was visited before: no program is kept
	b.wait(`!document.querySelector("#keep").hidden`, 60*time.Second)
	b.at(host + "/")
	b.wait(`navigator.serviceWorker.controller`, 10*time.Second)
	b.excuse("404")
	for _, name := range []string{"constructor", "__proto__", "toString/", "valueOf.js"} { // words that a careless list would find in itself
		if status := eval[float64](b, `fetch("`+name+`").then((r) => r.status)`); status != 404 {
			t.Errorf("%s, which is no file of the course, is answered with %v", name, status)
		}
	}
	next := a.later("B")
	late := version(maps.Clone(next))
	late["sw.js"] = a["sw.js"]
	c.put(late)
	b.excuse("404", "409", "integrity", "digest", "ERR_")
	b.at(host + "/hourglass/#seed=7")
	b.wait(`document.querySelector("#card p")?.textContent.includes("renewed")`, 60*time.Second)
	b.reload()
	b.wait(`document.documentElement?.dataset.version === "B"`, 30*time.Second)
	b.whole("B")
	c.put(next)
	b.takes(next)
	b.reload()
	b.whole("B")
	b.learns()
}

// A frame has no keeper: it runs on with what it has, also with the parts that come late, when all files of its version are gone.
func TestFrameStaysOfOneVersion(t *testing.T) {
	c, at, a := hosting(t, "framed")
	page := at + "/noise/index.html?embed"
	b := newTab(t, laptop)
	b.travel(foreign(t, `<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:,"><iframe src="`+page+`" style="width:1000px;height:900px"></iframe>`, nil))
	b.waitInFrame(page, `["ready", "paused"].includes(document.documentElement.dataset.state) && `+later, patience)
	c.put(a.later("B"))
	asked := c.asked.Load()
	inFrame[bool](b, page, `document.querySelector("#plain summary").click(), true`)
	b.waitInFrame(page, `Boolean(document.querySelector("#plain .field button"))`, patience)
	inFrame[bool](b, page, `document.querySelector("#share").click(), true`)
	b.waitInFrame(page, `document.querySelector("#sharing").open`, patience)
	if n := c.asked.Load() - asked; n != 0 {
		t.Errorf("the frame asks the host for %d files more", n)
	}
}
