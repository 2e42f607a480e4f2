//go:build browser

package test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

const distFolder = "../../dist"

// types are those that a browser insists on, by ending.
var types = map[string]string{".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".wasm": "application/wasm"}

// host mounts a host of the course at a path of the tests' server, and returns that path. serve gets the file's name in dist.
func host(name string, serve func(w http.ResponseWriter, r *http.Request, file string)) string {
	at := "/" + name
	site.Config.Handler.(*http.ServeMux).HandleFunc(at+"/", func(w http.ResponseWriter, r *http.Request) {
		file := strings.TrimPrefix(r.URL.Path, at+"/")
		if info, err := os.Stat(filepath.Join(distFolder, file)); err == nil && info.IsDir() {
			if file != "" && !strings.HasSuffix(file, "/") { // as static hosts do
				http.Redirect(w, r, r.URL.Path+"/", http.StatusMovedPermanently)
				return
			}
			file = path.Join(file, "index.html")
		}
		serve(w, r, file)
	})
	return at
}

// send answers with a file of dist, without any guess at its type.
func send(w http.ResponseWriter, file, kind string) {
	b, err := os.ReadFile(filepath.Join(distFolder, file))
	if err != nil {
		http.Error(w, err.Error(), http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", kind)
	w.Write(b)
}

// learns shows that a lesson which is open trains and answers its question: the page's first option, 400 steps.
func (b *tab) learns() {
	b.t.Helper()
	b.wait(`["ready", "paused"].includes(document.documentElement.dataset.state)`, 60*time.Second)
	b.press(`[data-go="predict"]`)
	b.turn("speed", "max")
	b.press(`[data-question] input`)
	b.press(`[data-run-it]`)
	b.wait(`document.querySelector(".answer.shown .happened")?.textContent`, 60*time.Second)
	if at := b.fact("step"); at < 400 {
		b.t.Errorf("the question is answered at step %v", at)
	}
}

// at goes to any address.
func (b *tab) at(address string) *tab {
	b.t.Helper()
	b.do(chromedp.Navigate(address))
	return b
}

// A host that tells nothing about its files' types but those that browsers insist on, one that has only the compressed twins, and an address that was
// typed without its last slash, in a folder of a folder.
func TestHosts(t *testing.T) {
	alongside(t)
	hosts := map[string]string{
		"octet/stream": "/hourglass/index.html", "gzip/only": "/hourglass/", "no/last/slash": "/hourglass",
	}
	host("octet/stream", func(w http.ResponseWriter, r *http.Request, file string) {
		kind := types[path.Ext(file)]
		if path.Ext(file) == ".wasm" {
			kind = "application/octet-stream"
		}
		send(w, file, kind)
	})
	host("gzip/only", func(w http.ResponseWriter, r *http.Request, file string) {
		if _, err := os.Stat(filepath.Join(distFolder, file+".gz")); err == nil {
			w.Header().Set("Content-Encoding", "gzip")
			send(w, file+".gz", types[path.Ext(file)])
			return
		}
		send(w, file, types[path.Ext(file)])
	})
	host("no/last/slash", func(w http.ResponseWriter, r *http.Request, file string) { send(w, file, types[path.Ext(file)]) })
	for name, page := range hosts {
		t.Run(strings.ReplaceAll(name, "/", "-"), func(t *testing.T) {
			bare(t).at(site.URL + "/" + name + page).learns()
		})
	}
}

// A browser that keeps nothing, as in private windows of some: each way to storage throws when it is only looked at.
func TestNoStorage(t *testing.T) {
	b := bare(t, before(`for (const [on, name] of [[globalThis, "localStorage"], [globalThis, "sessionStorage"], [globalThis, "caches"], [globalThis, "indexedDB"], [Navigator.prototype, "serviceWorker"]]) {
	Object.defineProperty(on, name, {get() { throw new DOMException("storage is forbidden", "SecurityError"); }});
}`))
	b.open("hourglass/").learns()
	b.due(4500) // by then the page has looked for a keeper
	b.open("index.html")
	b.quiet()
	if !eval[bool](b, `document.querySelector("#keep").hidden`) {
		t.Error("the button to keep the course is there where nothing can be kept")
	}
}

// A host whose scripts browsers refuse: the page says what is the matter, and its text can be read.
func TestHostOfPlainText(t *testing.T) {
	host("plain/text", func(w http.ResponseWriter, r *http.Request, file string) {
		kind := types[path.Ext(file)]
		if path.Ext(file) == ".js" {
			kind = "text/plain"
		}
		send(w, file, kind)
	})
	b := bare(t)
	b.excuse("MIME type")
	b.at(site.URL + "/plain/text/hourglass/")
	b.wait(`document.querySelector(".notice p").textContent.includes("text/javascript")`, 10*time.Second)
	if n := eval[float64](b, `[...document.querySelectorAll(".step")].filter(s => s.getClientRects().length).length`); b.state() != "failed" || n < 7 {
		t.Errorf("the page is %q and shows %v steps", b.state(), n)
	}
	b.shot("plain-text")
}

// guest opens a tab whose page may be of any origin. Complaints and requests that ask for anything outside the file fail the test.
func guest(t *testing.T, in context.Context, allowed ...string) *tab {
	t.Helper()
	b := tabIn(t, in, lifetime, func(b *tab) {
		for _, r := range b.requests {
			u, err := url.Parse(r)
			if err != nil || !slices.Contains([]string{"data", "blob", "about"}, u.Scheme) && !slices.ContainsFunc(allowed, func(a string) bool { return strings.HasPrefix(r, a) }) {
				t.Errorf("the file asked for %.200s", r)
			}
		}
		for _, e := range b.errors {
			if !strings.Contains(e, "GPU stall") && !strings.Contains(e, "favicon") && !slices.ContainsFunc(b.excused, func(p string) bool { return strings.Contains(e, p) }) {
				t.Errorf("the browser complains: %s", e)
			}
		}
	})
	b.do(screen(laptop, 1))
	return b
}

func fileURL(t *testing.T, name string) string {
	t.Helper()
	abs, err := filepath.Abs(filepath.Join(distFolder, name))
	if err != nil {
		t.Fatal(err)
	}
	return "file://" + abs
}

// The one file opens by double click: picture, trainer and question live, and nothing is asked for but the file itself.
func TestOneFile(t *testing.T) {
	address := fileURL(t, "hourglass.html")
	b := guest(t, browser, address)
	b.at(address + "#seed=7&step=50")
	b.wait(`document.querySelector("#stage").dataset.ready === "" && `+stageWin+`.hourglass.stats.frames > 1`, 90*time.Second)
	b.shot("one-file")
	if loss := native(t, "seed=7&step=50").Now().Loss; float32(b.fact("loss")) != loss {
		t.Errorf("loss %v, the core says %v", b.fact("loss"), loss)
	}
	b.learns()
	if hash := eval[string](b, `location.hash`); !strings.Contains(hash, "seed=7") {
		t.Errorf("the address says %q", hash)
	}
}

// The course in one file: its list leads to every lesson, each lesson to the next, and an unknown one to the list with a sentence.
func TestOneFileOfTheCourse(t *testing.T) {
	address := fileURL(t, "course.html")
	b := guest(t, browser, address)
	b.at(address)
	b.wait(`document.querySelector(".chapters a")`, 20*time.Second)
	b.wait(`[...document.querySelectorAll("img")].some(i => i.getClientRects().length && i.naturalWidth > 0)`, 20*time.Second)
	b.shot("one-file-course")
	b.press(`.chapters li:nth-child(2) a`)
	b.wait(`document.body?.dataset.lesson === "hourglass"`, 20*time.Second)
	b.learns()
	b.do(script(`document.querySelector(".dots button:last-child").click()`))
	b.press("#next")
	b.wait(`document.body?.dataset.lesson === "flat" && document.title.includes("bent")`, 20*time.Second)
	b.at(address + "?lesson=nosuch")
	b.wait(`document.querySelector("main [role=status]")?.textContent.includes("does not have") && document.querySelector(".chapters a")`, 20*time.Second)
}

// In a frame of another site that allows scripts and nothing else: no storage, no origin, nothing can be fetched.
func TestOneFileInASandbox(t *testing.T) {
	page := far(t, `<iframe sandbox="allow-scripts" width="1400" height="860" src="COURSE/hourglass.html#step=20"></iframe>`)
	b := guest(t, browser, page, site.URL+base+"/hourglass.html")
	b.at(page)
	f := b.frame("hourglass.html")
	f.wait(`self.origin === "null" && document.querySelector("#stage").dataset.ready === ""`, 90*time.Second)
	f.learns()
	b.shot("one-file-sandbox")
}

// frame is the frame of the tab whose address holds a text, when it is of another site.
func (b *tab) frame(holds string) *tab {
	b.t.Helper()
	for range 200 {
		all, err := chromedp.Targets(b.ctx)
		if err != nil {
			b.t.Fatal(err)
		}
		for _, target := range all {
			if string(target.Type) == "iframe" && strings.Contains(target.URL, holds) {
				ctx, cancel := chromedp.NewContext(b.ctx, chromedp.WithTargetID(target.TargetID))
				b.t.Cleanup(cancel)
				return &tab{t: b.t, ctx: ctx}
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
	b.t.Fatalf("there is no frame of %s", holds)
	return nil
}

// otherBrowser starts a browser of a name whose script engine has flags of its own.
func otherBrowser(t *testing.T, name, flags string) context.Context {
	t.Helper()
	found, err := exec.LookPath(name)
	if err != nil {
		t.Fatal(err)
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.ExecPath(found), chromedp.NoSandbox, chromedp.Flag("headless", "new"),
		chromedp.Flag("js-flags", flags), chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-sync", true))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	in, cancel := chromedp.NewContext(allocator)
	t.Cleanup(func() {
		cancel()
		stop()
	})
	if err := chromedp.Do(in); err != nil {
		t.Fatal(err)
	}
	return in
}

// A browser whose WebAssembly is switched off, as in some companies and modes of protection: the lesson is text and poster, and says so.
func TestJitless(t *testing.T) {
	alongside(t)
	in := otherBrowser(t, program(), "--jitless")
	for name, address := range map[string]string{"site": site.URL + base + "/hourglass/", "file": fileURL(t, "hourglass.html")} {
		t.Run(name, func(t *testing.T) {
			b := guest(t, in, site.URL, address)
			b.at(address)
			b.wait(`document.querySelector(".notice p").textContent.includes("WebAssembly")`, 30*time.Second)
			b.wait(`[...document.querySelectorAll("img")].some(i => i.getClientRects().length && i.naturalWidth > 0)`, 20*time.Second)
			if b.state() != "failed" {
				t.Errorf("the page is %q", b.state())
			}
		})
	}
}

// A device without memory for the picture (the rooms are in pages of 64 kB) trains all the same; without memory for the trainer too, the page says so and stays to be read.
// In *hourglass* the trainer has been seen to hold 188 pages at rest and 220 as it trains; the stage 288 at least, once it is drawn.
func TestShortOfMemory(t *testing.T) {
	alongside(t)
	for _, c := range []struct{ room, stopped, state string }{{"250", "The picture stopped", "ready"}, {"100", "The trainer stopped", "failed"}} {
		t.Run(c.stopped, func(t *testing.T) {
			b := guest(t, otherBrowser(t, program(), "--wasm-max-mem-pages="+c.room), site.URL)
			b.excuse("out of memory", "exit code", "already exited")
			b.at(site.URL + base + "/hourglass/")
			b.wait(`document.querySelector("#card h2").checkVisibility() && document.querySelector("#card h2").textContent === "`+c.stopped+`"`, 60*time.Second)
			if b.state() != c.state {
				t.Errorf("the page is %q", b.state())
			}
			b.wait(`[...document.querySelectorAll("img")].some(i => i.getClientRects().length && i.naturalWidth > 0)`, 10*time.Second)
			if c.state == "ready" {
				b.learns()
			}
		})
	}
}

// A course is what a host serves: dist, or another version, and nothing when it is down.
type course struct {
	down  atomic.Bool
	has   atomic.Pointer[map[string][]byte] // the files of another version, which are all that there is
	asked atomic.Int64
}

func (c *course) serve(w http.ResponseWriter, r *http.Request, file string) {
	if c.down.Load() {
		panic(http.ErrAbortHandler)
	}
	c.asked.Add(1)
	w.Header().Set("Cache-Control", "max-age=600") // as GitHub Pages does
	all := c.has.Load()
	if all == nil {
		send(w, file, types[path.Ext(file)])
		return
	}
	b, there := (*all)[file]
	if !there {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", types[path.Ext(file)])
	w.Write(b)
}

// keptOf counts the files that the browser keeps, by a part of their name.
func (b *tab) keptOf(part string) int {
	b.t.Helper()
	return int(eval[float64](b, `(async () => (await Promise.all((await caches.keys()).map(async (n) => (await (await caches.open(n)).keys()).map((r) => r.url)))).flat().filter((u) => u.includes("`+part+`")).length)()`))
}

func (b *tab) waitKept(part string, n int) {
	b.t.Helper()
	for end := time.Now().Add(patience); b.keptOf(part) != n; time.Sleep(100 * time.Millisecond) {
		if time.Now().After(end) {
			b.t.Fatalf("%d files of %q are kept, wanted %d", b.keptOf(part), part, n)
		}
	}
}

// After one visit the site works with the network gone: the lesson that was opened, its neighbours, the list, with trainer and picture.
func TestOffline(t *testing.T) {
	c := &course{}
	at := site.URL + host("away", c.serve)
	b := withPixels(t, laptop).at(at + "/hourglass/#step=20").live()
	b.waitKept("trainer.simd-", 1)
	b.waitKept("stage.simd-", 1)
	if n := b.keptOf("trainer-"); n != 0 {
		t.Error("the scalar trainer is kept, which this browser has not used")
	}
	b.excuse("ERR_EMPTY_RESPONSE", "ERR_CONNECTION", "ERR_FAILED", "service worker")
	c.down.Store(true)
	before := c.asked.Load()
	b.at(at + "/noise/?theme=light#step=30").live()
	if b.fact("step") != 30 {
		t.Errorf("without a network the run stands at %v", b.fact("step"))
	}
	b.at(at + "/hourglass") // typed without its slash
	b.learns()
	b.at(at + "/")
	b.wait(`!document.querySelector("#keep").hidden`, 20*time.Second)
	if says, left := eval[string](b, `document.querySelector("#keep [role=status]").textContent`), "0.4 MB to fetch, "; !strings.HasPrefix(says, left) { // the files of data, which no page has asked for
		t.Errorf("the button says %q, not %q", says, left)
	}
	if n := c.asked.Load() - before; n != 0 {
		t.Errorf("%d files came from a network that is gone", n)
	}
}

// The button on the front page says how much there is to fetch, fetches it, and says when that is done.
func TestKeepForOfflineUse(t *testing.T) {
	c := &course{}
	at := site.URL + host("button", c.serve)
	b := newTab(t, phone).at(at + "/")
	b.wait(`!document.querySelector("#keep").hidden`, 60*time.Second)
	says := eval[string](b, `document.querySelector("#keep [role=status]").textContent`)
	var left, size float64
	if n, err := fmt.Sscanf(says, "%f MB to fetch, %f MB on this device.", &left, &size); n != 2 || left < 3 || left > 6 || size < 20 {
		t.Errorf("the button says %q: %v", says, err)
	}
	if b.keptOf(".wasm") != 0 {
		t.Error("programs are kept that nobody has asked for")
	}
	b.shot("keep-before")
	b.press("#keep button")
	b.wait(`document.querySelector("#keep [role=status]").textContent.includes("works without a network")`, 60*time.Second)
	if n := b.keptOf(".simd-"); n != 2 || !eval[bool](b, `document.querySelector("#keep button").disabled`) {
		t.Errorf("%d programs are kept", n)
	}
	b.at(at + "/es/")
	b.wait(`document.querySelector("#keep [role=status]").textContent.includes("Funciona sin red")`, 20*time.Second)
}

// The front page asks for the cover of its theme alone.
func TestOneCover(t *testing.T) {
	covers := func(b *tab) (n int) {
		b.mu.Lock()
		defer b.mu.Unlock()
		for _, r := range b.requests {
			if strings.Contains(r, "poster/") {
				n++
			}
		}
		return n
	}
	b := newTab(t, laptop).at(site.URL + host("covered", (&course{}).serve) + "/")
	b.wait(`[...document.querySelectorAll(".cover img")].some((i) => i.complete && i.naturalWidth > 0)`, 20*time.Second)
	b.wait(`!document.querySelector("#keep").hidden`, 60*time.Second) // all that the page does by itself is done
	if n := covers(b); n != 1 {
		t.Errorf("%d covers are asked for", n)
	}
	b.press("[data-theme-toggle]")
	b.wait(`[...document.querySelectorAll(".cover img")].every((i) => i.complete && i.naturalWidth > 0)`, 20*time.Second)
	if n := covers(b); n != 2 {
		t.Errorf("%d covers are asked for in both themes", n)
	}
}

// fingerprint is the page's own of the weights.
func (b *tab) weights() string {
	b.t.Helper()
	return eval[string](b, `document.querySelector('[data-fact="hash"]').value || document.querySelector('[data-fact="hash"]').textContent`)
}

// A page that the browser froze, or kept for the way back, goes on where it was, with the weights of a run that nobody interrupted.
func TestFrozenAndBack(t *testing.T) {
	b := tabIn(t, otherBrowser(t, "chromium", ""), lifetime, (*tab).judge) // a page without a window is never frozen
	b.do(screen(laptop, 1), before(noPixels), before(`globalThis.log = []; for (const k of ["freeze", "resume"]) document.addEventListener(k, () => log.push(k))`))
	b.open("hourglass/#seed=11&step=100").live()
	b.turn("speed", "500")
	b.press(`[data-action="play"]`)
	b.wait(atStep+" > 150", 20*time.Second)
	focus := func(on bool) act {
		return call(emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: on})
	}
	b.do(focus(false), call(cdppage.SetWebLifecycleState, cdppage.SetWebLifecycleStateParams{State: "frozen"}), pause(1500), // what has the focus is not frozen
		call(cdppage.SetWebLifecycleState, cdppage.SetWebLifecycleStateParams{State: "active"}), focus(true))
	b.until(`log.includes("resume")`)
	b.waitState("training", 5*time.Second)
	n := b.fact("step")
	if seen := eval[[]string](b, `log`); !slices.Contains(seen, "freeze") || !slices.Contains(seen, "resume") {
		t.Fatalf("the page was not frozen: %q", seen)
	}
	b.wait(fmt.Sprintf(atStep+" > %v", n+50), 20*time.Second)
	b.same("freezing")
	b.do(script(`addEventListener("pageshow", (e) => e.persisted && (document.title = "from the cache"))`))
	b.do(chromedp.Navigate(b.home+base+"/index.html"), script(`history.back()`))
	b.wait(`document.title === "from the cache"`, 30*time.Second)
	frames := eval[float64](b, stageWin+`.hourglass.stats.frames`)
	before := b.fact("step")
	b.press(`[data-action="play"]`)
	b.wait(fmt.Sprintf(atStep+" > %v", before+50), 20*time.Second)
	b.wait(fmt.Sprintf(stageWin+`.hourglass.stats.frames > %v`, frames), 20*time.Second)
	b.same("going away and back")
}

// same pauses the run and holds its weights against those of the core's own run of the same link.
func (b *tab) same(after string) {
	b.t.Helper()
	if b.state() == "training" {
		b.press(`[data-action="play"]`)
		b.waitState("paused", 5*time.Second)
	}
	b.quiet() // the address follows
	link := strings.TrimPrefix(eval[string](b, `location.hash`), "#")
	run := native(b.t, link)
	if want := fmt.Sprintf("%016x", run.Hash()); b.weights() != want || float64(run.Now().Step) != b.fact("step") {
		b.t.Errorf("after %s the weights of %s are %s, the core says %s at step %d", after, link, b.weights(), want, run.Now().Step)
	}
}
