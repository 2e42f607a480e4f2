//go:build browser

package test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

var (
	browser context.Context // the one Chromium of all tests
	site    *httptest.Server
	port    string // of site
)

// base is where the course is served: not at the root, because hosts do not either.
const base = "/some/course"

func TestMain(m *testing.M) {
	os.Exit(run(m))
}

func run(m *testing.M) int {
	dist, _ := filepath.Abs("../../dist")
	if _, err := os.Stat(filepath.Join(dist, "hourglass", "index.html")); err != nil {
		fmt.Fprintln(os.Stderr, "the browser tests want the course in dist/: run make dist first")
		return 1
	}
	path, err := exec.LookPath(program())
	if err != nil {
		fmt.Fprintf(os.Stderr, "the browser tests want %s: sh web/test/chromium.sh installs it\n", program())
		return 1
	}
	mux := http.NewServeMux()
	mux.Handle(base+"/source/", http.StripPrefix(base+"/source", http.FileServer(http.Dir("..")))) // modules one by one, for tests of one
	mux.Handle(base+"/", http.StripPrefix(base, http.FileServer(http.Dir(dist))))
	serveSeats(mux, dist)
	site = httptest.NewServer(mux)
	_, port, _ = strings.Cut(strings.TrimPrefix(site.URL, "http://"), ":")
	defer site.Close()
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.Flag("headless", "new"),
		chromedp.Flag("site-per-process", true), // as it is with a window
		chromedp.Flag("disable-gpu", false),
		chromedp.Flag("use-angle", "swiftshader"),
		chromedp.Flag("enable-unsafe-swiftshader", true),
		chromedp.Flag("disable-gpu-compositing", true), // a software GPU draws the canvas, and the page is cheaper without
		chromedp.Flag("disable-gpu-rasterization", true),
		chromedp.Flag("host-resolver-rules", "MAP *.course.localhost 127.0.0.1"),
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true),
		chromedp.Flag("hide-scrollbars", false),
	)
	if !measuring {
		// Half the processor's time went into the second compiler, which made millions of bytes of the stage fast for the seconds of one test. What runs a
		// hundred times longer, as the trainer's loops do, still comes to it.
		options = append(options, chromedp.Flag("js-flags", "--wasm-lazy-compilation --wasm-tiering-budget=1000000000"),
			chromedp.Flag("disable-features", "BlinkGenPropertyTrees,PaintHolding,Translate,SpareRendererForSitePerProcess")) // chromedp's, and a process for a page that may never come
	}
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	defer stop()
	var cancel context.CancelFunc
	browser, cancel = chromedp.NewContext(allocator)
	defer cancel()
	if err := chromedp.Do(browser); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer atEnd()
	return m.Run()
}

// program is the browser: Chromium without the window around a page, its tabs, menus and settings, which took more than half of the processor's time for
// what no test looks at. Whoever measures has the browser that a learner has.
func program() string {
	if measuring {
		return "chromium"
	}
	return "chromium-headless-shell"
}

// atEnd runs after the last test.
var atEnd = func() {}

// An act is one step of a test in the browser.
type act = chromedp.Action[chromedp.Void]

// call makes an act of a command of the DevTools protocol.
func call[P, R any](command cdp.Command[P, R], params P) act {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, command, params)
		return err
	})
}

// script runs JavaScript for what it does. It is an error if it throws, or is no JavaScript.
func script(s string) act {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		got, err := cdp.Call(ctx, t, runtime.Evaluate, runtime.EvaluateParams{Expression: s})
		if err == nil && got.ExceptionDetails != nil {
			d := got.ExceptionDetails
			err = fmt.Errorf("%.200s: %s", s, d.Text)
			if d.Exception != nil {
				err = fmt.Errorf("%w %s", err, d.Exception.Description)
			}
		}
		return err
	})
}

// screen sets size and scale of the screen.
func screen(s size, scale float64) act {
	return call(emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: s.w, Height: s.h, DeviceScaleFactor: scale, Mobile: s.w < 500})
}

// pause lets the page go on for a while.
func pause(ms int) act { return chromedp.Sleep(time.Duration(ms) * time.Millisecond) }

// A tab is one page of a test, with all that it asked for and complained of.
type tab struct {
	t        *testing.T
	ctx      context.Context
	mu       sync.Mutex
	requests []string
	errors   []string
	loads    int
	excused  []string // parts of complaints that the test provokes
	hosts    []string // of the test's own servers, beside the course's
	home     string   // the origin at which this test has the course
	seat     *seat
	bare     bool // it can draw nothing
}

// size is a stage for the learner: width, height in CSS pixels.
type size struct{ w, h int64 }

var (
	laptop    = size{1440, 900}
	phone     = size{390, 844}
	projector = size{1920, 1080}
)

// patience is how long a test waits for what is sure to come while nothing moves, and stamina how long while a run does. They bound the waiting
// of a test that fails, on any machine, and hold no speed: how fast things are is for make budget. A whole test may take lifetime.
const (
	patience = 4 * time.Minute
	stamina  = 10 * time.Minute
	lifetime = 15 * time.Minute
)

// newTab opens an empty tab of its own browser context: nothing stored, nothing cached by another test. When the test ends it
// fails on any complaint in the console and on any request to another origin.
//
// The stage draws, and its draw calls are counted, but no pixels come of them: a software GPU on the same processors would take most of a test's time for
// pictures that nobody looks at. With SHOTS set there is somebody; and see withPixels.
func newTab(t *testing.T, s size, setup ...act) *tab {
	t.Helper()
	if os.Getenv("SHOTS") == "" {
		setup = append(setup, before(noPixels+unpainted))
	}
	return withPixels(t, s, setup...)
}

// noPixels has the graphics card's part left undone.
const noPixels = `if (globalThis.WebGL2RenderingContext) WebGL2RenderingContext.prototype.drawElements = () => {};`

// unpainted has the page laid out, and all that can be found or pressed in it stay so, but not painted on a screen: most tests ask it where things are. A
// test that looks at its colours has it coloured.
const (
	unpainted = `if (!globalThis.inColour) { const s = new CSSStyleSheet(); s.replaceSync("@media screen { :root { opacity: 0 } }"); document.adoptedStyleSheets.push(s); }`
	coloured  = `globalThis.inColour = true;`
)

// isColoured fails where a test is about to look at colours that are not there.
func (b *tab) isColoured() {
	b.t.Helper()
	if eval[string](b, `getComputedStyle(document.documentElement).opacity`) != "1" {
		b.t.Fatal("the page is not painted")
	}
}

// withPixels is newTab with pixels, for a test of the canvas itself.
func withPixels(t *testing.T, s size, setup ...act) *tab {
	t.Helper()
	b := tabIn(t, browser, lifetime, (*tab).judge)
	b.do(call(log.Enable, cdp.Empty{}), screen(s, 1), call(emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: s.w < 500}))
	b.do(setup...)
	return b
}

// tabIn opens a tab of a browser, with a store of its own. It is closed when the test ends, or has taken longer than its limit, and then judged.
func tabIn(t *testing.T, in context.Context, limit time.Duration, judge func(*tab)) *tab {
	t.Helper()
	alongside(t)
	place, window, err := takeSeat(in)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := chromedp.NewContext(in, chromedp.WithTargetID(window), chromedp.WithDetachOnCancel())
	b := &tab{t: t, ctx: ctx, home: origin(), seat: place}
	if err := chromedp.Listen(ctx, b.hear); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(ctx, limit)
	b.ctx = ctx
	t.Cleanup(func() {
		judge(b)
		stop()
		cancel()
		place.free(in, b.tidied())
	})
	b.do(call(network.Enable, network.EnableParams{}), call(runtime.Enable, cdp.Empty{}), call(page.Enable, page.EnableParams{}),
		call(emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}), // each tab has the focus, as if it were alone
		before(unkept))
	return b
}

// unkept spares a test of the course at its base the keeper, which would fetch, check and store all of its pages for each tab anew. What the keeper does
// is tried at hosts of the tests' own.
const unkept = `if (location.pathname.startsWith("` + base + `/")) delete Navigator.prototype.serviceWorker`

// beside holds the tests that run beside others.
var beside sync.Map

// alongside has a test that opens a tab run beside others that do, as many as the Makefile lets: a tab waits often, and shares nothing with
// another but the browser. A test of many says so first, or it would keep the next ones waiting for its longest. Where time is measured, each has the machine
// to itself.
func alongside(t *testing.T) {
	if _, again := beside.LoadOrStore(t, true); !again && !measuring {
		t.Parallel()
	}
}

// bare opens a tab that can draw nothing, and so spares a software GPU what a test of page and trainer does not look at. With SHOTS set there
// is something to look at.
func bare(t *testing.T, setup ...act) *tab {
	t.Helper()
	if os.Getenv("SHOTS") != "" {
		return newTab(t, laptop, setup...)
	}
	b := newTab(t, laptop, append(setup, before(`delete globalThis.WebGL2RenderingContext`))...)
	b.bare = true
	return b
}

func (b *tab) hear(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		b.requests = append(b.requests, e.Request.URL)
	case *page.EventLoadEventFired:
		b.loads++
	case *runtime.EventExceptionThrown:
		d := e.ExceptionDetails
		text := d.Text
		if d.Exception != nil {
			text += " " + d.Exception.Description
		}
		b.errors = append(b.errors, text+" "+d.URL)
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			var words []string
			for _, a := range e.Args {
				words = append(words, string(a.Value)+a.Description)
			}
			b.errors = append(b.errors, string(e.Type)+": "+strings.Join(words, " "))
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError {
			b.errors = append(b.errors, e.Entry.Text+" "+e.Entry.URL)
		}
	}
}

// excuse names a part of complaints that this test provokes on purpose.
func (b *tab) excuse(parts ...string) { b.excused = append(b.excused, parts...) }

func (b *tab) judge() {
	b.mu.Lock()
	defer b.mu.Unlock()
	home, _ := url.Parse(b.home)
	for _, r := range b.requests {
		u, err := url.Parse(r)
		if err != nil || u.Scheme != "data" && u.Scheme != "blob" && u.Scheme != "about" && u.Host != home.Host && u.Host != site.Listener.Addr().String() && !slices.Contains(b.hosts, u.Host) {
			b.t.Errorf("a request to another origin: %s", r)
		}
	}
	for _, e := range b.errors {
		if strings.Contains(e, "GPU stall due to ReadPixels") || strings.Contains(e, "favicon") {
			continue // the browser's word on its own software rendering
		}
		if !slices.ContainsFunc(b.excused, func(p string) bool { return strings.Contains(e, p) }) {
			b.t.Errorf("the browser complains: %s", e)
		}
	}
	if b.t.Failed() {
		b.shotLocked("failed-" + strings.ReplaceAll(b.t.Name(), "/", "-"))
	}
}

func (b *tab) do(actions ...act) {
	b.t.Helper()
	err := chromedp.Do(b.ctx, actions...)
	if err != nil && !(len(actions) == 1 && strings.Contains(err.Error(), "Inspected target navigated")) { // a script that leaves its page has run
		b.t.Fatal(err)
	}
}

// open goes to a page of the course, such as "hourglass/#seed=7".
func (b *tab) open(path string) *tab {
	b.t.Helper()
	b.do(chromedp.Navigate(b.home + base + "/" + path))
	return b
}

// attempt is the value of a JavaScript expression. A promise may take as long as patience allows.
func attempt[T any](b *tab, expression string) (T, error) {
	ctx, stop := context.WithTimeout(b.ctx, patience)
	defer stop()
	return chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
}

// eval returns the value of a JavaScript expression.
func eval[T any](b *tab, expression string) T {
	b.t.Helper()
	v, err := attempt[T](b, expression)
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// whereabouts are the step of the run as the page shows it, and all that tells where a page stands.
const whereabouts = `(s => [s, [location.href, document.documentElement.dataset.state, "step", s, document.querySelector("#card p")?.textContent].join(" ")])(
	String(document.querySelector('[data-fact="step"]')?.value ?? ""))`

// wait waits until a JavaScript expression is true. Between two pages there is nothing to ask, so that a question without an answer is asked
// again. A limit below patience counts as patience, and begins anew where the run has moved on: a thousand steps of a convolution are minutes of a
// slow machine that others use too.
func (b *tab) wait(expression string, within time.Duration) {
	b.t.Helper()
	limit := max(within, patience)
	began := time.Now()
	moved, look := began, began.Add(limit/4)
	at := []string{"", "the page never said where it is"}
	for ; ; time.Sleep(30 * time.Millisecond) {
		there, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool]("!!("+expression+")"))
		if err == nil && there {
			return
		}
		now := time.Now()
		if b.ctx.Err() == nil && now.Before(look) {
			continue
		}
		look = now.Add(limit / 4)
		if got, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]string](whereabouts)); err == nil {
			if at[0] != "" && got[0] != at[0] {
				moved = now
			}
			at = got
		}
		if b.ctx.Err() != nil || now.Sub(moved) >= limit || now.Sub(began) >= max(limit, stamina) {
			b.t.Fatalf("after %v, the last %v of them without a step, it is still not so that %s: %v (%s)",
				now.Sub(began).Round(time.Second), now.Sub(moved).Round(time.Second), expression, err, at[1])
		}
	}
}

// until is wait with patience.
func (b *tab) until(expression string) {
	b.t.Helper()
	b.wait(expression, patience)
}

// comes fails unless a JavaScript expression becomes what is wanted. Between a learner's hand and what the page shows lie a worker and a frame or
// two: what was done is looked for until it is there, and never read once after a while.
func comes[T any](b *tab, what, expression string, want T) {
	b.t.Helper()
	var got T
	var err error
	for end := time.Now().Add(patience); b.ctx.Err() == nil && time.Now().Before(end); time.Sleep(30 * time.Millisecond) {
		if got, err = chromedp.Run(b.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise)); err == nil && reflect.DeepEqual(got, want) {
			return
		}
	}
	b.t.Errorf("%s: %v, not %v (%v)", what, got, want, err)
}

// quiet waits until the page has come to rest: for thirty of its own frames, which are half a second or more, nothing of its document or its address has
// changed and nothing moves to its place. It is for what must not happen, and for what is measured; what must happen is waited for. A page whose run goes
// on is not at rest.
func (b *tab) quiet() {
	b.t.Helper()
	b.still(500)
}

// still is quiet for a time of the page's own, in milliseconds. Two announcements to a screen reader are two seconds apart.
func (b *tab) still(ms int) {
	b.t.Helper()
	if _, err := attempt[bool](b, resting(ms)); err != nil {
		b.t.Fatalf("the page never comes to rest: %s: %v", eval[string](b, moving), err)
	}
}

// moving names what moved last in a page that was asked whether it rests.
const moving = `globalThis.moving ?? ""`

// resting is an expression that comes true once the page that it is asked of rests. It counts frames, of which a second has sixty at most, and looks at
// no clock: on a slow machine there is more time to move in.
func resting(ms int) string {
	return fmt.Sprintf(`new Promise((done) => {
	let frames = 0, address = location.href;
	const moved = (what) => { frames = 0; globalThis.moving = what; };
	const name = (n) => n.nodeName + "#" + (n.id ?? n.parentElement?.id) + "." + (n.className ?? n.parentElement?.className);
	const watch = new MutationObserver((seen) => moved(name(seen.at(-1).target)));
	watch.observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
	const frame = () => {
		if (location.href !== address) moved(address = location.href);
		if (document.getAnimations().some((a) => a.playState === "running" && a.effect.getComputedTiming().endTime !== Infinity)) moved("an animation");
		if (++frames < %d) return requestAnimationFrame(frame);
		watch.disconnect();
		done(true);
	};
	requestAnimationFrame(frame);
})`, (ms*60+999)/1000)
}

// due lets those timers of the page run that are due within so many milliseconds: a page's timers keep their order on the slowest machine.
func (b *tab) due(ms int) {
	b.t.Helper()
	eval[bool](b, fmt.Sprintf(`new Promise((done) => setTimeout(done, %d, true))`, ms))
}

// shown lets the page lay out and paint what was done.
func (b *tab) shown() {
	b.t.Helper()
	eval[bool](b, inPlace)
}

// inPlace comes true in the next frame but one.
const inPlace = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))`

// when waits in the page until a condition holds and does something in the very frame in which it does: between a test and the page lies a way that
// a run may be over on.
func when[T any](b *tab, condition, act string) T {
	b.t.Helper()
	return eval[T](b, `new Promise((done) => {
	const look = () => {
		if (`+condition+`) return done((() => { `+act+` })());
		requestAnimationFrame(look);
	};
	look();
})`)
}

// unfold opens the panel that says and does what the canvas does, and waits for what it holds.
func (b *tab) unfold() {
	b.t.Helper()
	b.do(script(`document.querySelector("#plain").open = true`))
	b.until(`document.querySelector("#plain .field").childElementCount`)
}

func (b *tab) state() string { return eval[string](b, `document.documentElement.dataset.state ?? ""`) }

// fact is the number that the page shows under a name; -1 where it shows none.
func (b *tab) fact(name string) float64 {
	b.t.Helper()
	return eval[float64](b, factOf(name))
}

func factOf(name string) string {
	return `(v => v === null || v === undefined || v === "" ? -1 : Number(v))(document.querySelector('[data-fact="` + name + `"]')?.getAttribute("value"))`
}

func (b *tab) waitState(state string, within time.Duration) {
	b.t.Helper()
	b.wait(`document.documentElement.dataset.state === "`+state+`"`, within)
}

// press clicks what a selector finds, from script: whether it can be seen and reached is for other tests.
func (b *tab) press(selector string) {
	b.t.Helper()
	b.do(script(fmt.Sprintf(`document.querySelector(%q).click()`, selector)))
}

// turn sets a knob as its contract says: value, then the events of a learner.
func (b *tab) turn(knob, value string) {
	b.t.Helper()
	b.do(script(turning(knob, value)))
}

func turning(knob, value string) string {
	return fmt.Sprintf(`(e => { e.value = %q; e.dispatchEvent(new Event("input", {bubbles: true})); e.dispatchEvent(new Event("change", {bubbles: true})); })(document.querySelector('[data-knob=%q]'))`, value, knob)
}

// live waits until the trainer is there, and the stage where there is one.
func (b *tab) live() *tab {
	b.t.Helper()
	b.wait(`document.documentElement.dataset.state !== "loading"`, patience)
	if b.bare {
		return b
	}
	b.wait(stageDoc+`?.querySelector("canvas") && `+stageWin+`.hourglass?.stats?.frames > 1`, patience)
	return b
}

// The stage's window and document, seen from the page.
const (
	stageWin = `document.querySelector("iframe")?.contentWindow`
	stageDoc = `document.querySelector("iframe")?.contentDocument`
)

// shot leaves a screenshot where SHOTS says.
func (b *tab) shot(name string) {
	b.t.Helper()
	b.shotLocked(name)
}

func (b *tab) shotLocked(name string) {
	folder := os.Getenv("SHOTS")
	if folder == "" {
		return
	}
	png, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.t.Log(err)
		return
	}
	if err := os.WriteFile(filepath.Join(folder, name+".png"), png, 0o644); err != nil {
		b.t.Log(err)
	}
}
