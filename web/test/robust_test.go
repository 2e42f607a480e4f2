//go:build browser

package test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
)

func format(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

func clickNth(selector string, n int) act {
	return script(fmt.Sprintf(`document.querySelectorAll(%q)[%d].click()`, selector, n))
}

// before runs a script in every document of the tab before its own.
func before(source string) act {
	return call(page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: source})
}

// A lost context remounts the stage; page and run know nothing of it.
func TestLostContext(t *testing.T) {
	b := withPixels(t, laptop).open("hourglass/#seed=3&step=400").live()
	b.excuse("CONTEXT_LOST", "context lost", "Context Lost")
	loss, loads := b.fact("loss"), b.loads
	for range 2 {
		b.do(script(`globalThis.old = document.querySelector("iframe"); ` + stageDoc + `.querySelector("canvas").getContext("webgl2").getExtension("WEBGL_lose_context").loseContext()`))
		b.until(`document.querySelector("iframe") && document.querySelector("iframe") !== old`)
		b.live()
		b.wait(stageDoc+`.querySelector("canvas").getContext("webgl2") && !`+stageDoc+`.querySelector("canvas").getContext("webgl2").isContextLost()`, 20*time.Second)
	}
	if b.fact("loss") != loss || b.fact("step") != 400 {
		t.Errorf("the run moved from loss %v to %v", loss, b.fact("loss"))
	}
	if b.loads != loads {
		t.Errorf("the page was loaded %d times more", b.loads-loads)
	}
	b.press(`[data-action="play"]`)
	b.waitState("training", 3*time.Second)
}

// A program of the stage that ends, or breaks, while a timer or a frame calls it: the page says so, lives on, and can have the picture again.
func TestStageEnds(t *testing.T) {
	alongside(t)
	const ends = `(() => {
  const start = WebAssembly.instantiate, kinds = { timer: setTimeout, frame: requestAnimationFrame };
  let caller = "";
  const within = (kind) => (f, ...rest) => kinds[kind].call(globalThis, (...a) => {
    caller = kind;
    try { f(...a); } finally { caller = ""; }
  }, ...rest);
  globalThis.setTimeout = within("timer");
  globalThis.requestAnimationFrame = within("frame");
  globalThis.wanted = {};
  WebAssembly.instantiate = async (module, imports) => {
    const { exports } = await start(module, imports);
    const resume = () => {
      if (wanted.caller !== caller) return exports.resume();
      if (wanted.breaks) throw new WebAssembly.RuntimeError("unreachable");
      imports.gojs["runtime.wasmExit"](exports.getsp());
    };
    return Object.create(WebAssembly.Instance.prototype, { exports: { value: { ...exports, resume } } });
  };
})();`
	for _, caller := range []string{"timer", "frame"} {
		for name, breaks := range map[string]bool{"exit": false, "trap": true} {
			t.Run(caller+"/"+name, func(t *testing.T) {
				b := newTab(t, laptop, before(ends)).open("hourglass/").live()
				if caller == "frame" { // a picture at rest asks for none, and then only timers call
					b.press(`[data-action="play"]`)
				}
				b.do(script(fmt.Sprintf(`Object.assign(`+stageWin+`.wanted, { caller: %q, breaks: %v })`, caller, breaks)))
				b.wait(`document.querySelector("#card h2").checkVisibility() && document.querySelector("#card h2").textContent === "The picture stopped"`, 30*time.Second)
				if caller == "frame" {
					b.waitState("training", patience)
				}
				b.press("#card .main")
				b.live()
			})
		}
	}
}

// Another scale of the screen remounts the stage sharp.
func TestScaleChange(t *testing.T) {
	b := withPixels(t, laptop).open("hourglass/#step=100").live()
	b.do(screen(laptop, 2))
	b.wait(`(c => c && Math.abs(c.width / c.clientWidth - 2) < 0.02)(`+stageDoc+`?.querySelector("canvas"))`, 20*time.Second)
	b.live()
}

func TestResize(t *testing.T) {
	b := newTab(t, laptop).open("hourglass/#step=100").live()
	for _, s := range []size{{1024, 768}, {768, 1024}, {390, 844}, {320, 568}, {844, 390}, {1920, 1080}, laptop} {
		b.do(screen(s, 1))
		b.wait(fmt.Sprintf(`innerWidth === %d`, s.w), 5*time.Second)
		b.wait(`(c => c && Math.abs(c.clientWidth - document.querySelector("iframe").clientWidth) < 2 && Math.abs(c.width - c.clientWidth) < 2)(`+stageDoc+`.querySelector("canvas"))`, 10*time.Second)
		if over := eval[float64](b, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
			t.Errorf("at %dx%d the page is %v px too wide", s.w, s.h, over)
		}
		if cut := eval[[]string](b, `[...document.querySelectorAll("#controls *")].filter(e => e.closest("[hidden]") === null && e.getClientRects().length)
			.filter(e => e.getBoundingClientRect().right > innerWidth - 6 && !e.matches(".drawer, .drawer *")).map(e => e.className + e.id + e.textContent.slice(0, 20))`); len(cut) > 0 {
			t.Errorf("at %dx%d these stand at the edge: %q", s.w, s.h, cut)
		}
		b.shot(fmt.Sprintf("resize-%dx%d", s.w, s.h))
	}
}

// Without WebAssembly the lesson is text and poster, and says so.
func TestNoWebAssembly(t *testing.T) {
	b := newTab(t, laptop, before(`delete globalThis.WebAssembly`)).open("hourglass/")
	b.waitState("failed", 10*time.Second)
	text := eval[string](b, `document.body.innerText`)
	if !contains(text, "WebAssembly") || !contains(text, "Forty-nine pixels") {
		t.Errorf("the page reads %.300q", text)
	}
	b.wait(`[...document.querySelectorAll("picture img, img")].some(i => i.complete && i.naturalWidth > 0 && i.getClientRects().length)`, 5*time.Second)
	b.shot("no-wasm")
}

// Without WebGL 2 text, poster, controls and trainer go on.
func TestNoWebGL(t *testing.T) {
	b := newTab(t, laptop, before(`const get = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) { return /webgl/.test(kind) ? null : get.call(this, kind, ...rest); }`)).open("hourglass/")
	b.excuse("exit", "panic", "WebGL") // the engine's own word on it
	b.waitState("ready", 30*time.Second)
	b.wait(`document.body.innerText.includes("WebGL")`, 10*time.Second)
	b.press(`[data-action="play"]`)
	b.wait(`Number(document.querySelector('[data-fact="loss"]').getAttribute("value")) < 0.02`, 20*time.Second)
	b.wait(`[...document.querySelectorAll("picture img, img")].some(i => i.complete && i.naturalWidth > 0 && i.getClientRects().length)`, 5*time.Second)
	b.shot("no-webgl")
}

// Without script all steps are there to read, with the poster.
func TestNoScript(t *testing.T) {
	b := newTab(t, phone, call(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})).open("hourglass/")
	b.shot("no-script")
	b.do(call(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{}))
	heads := eval[[]string](b, `[...document.querySelectorAll("h2")].filter(h => h.getClientRects().length).map(h => h.textContent)`)
	if len(heads) < 7 {
		t.Errorf("without script there are only %q", heads)
	}
}

// A browser without SIMD gets the scalar programs, and the same bits.
func TestNoSIMD(t *testing.T) {
	b := newTab(t, laptop, before(`WebAssembly.validate = () => false`)).open("hourglass/#seed=7&step=300")
	b.waitState("paused", 40*time.Second)
	if p := native(t, "seed=7&step=300").Now(); float32(b.fact("loss")) != p.Loss {
		t.Errorf("scalar loss %v, the core says %v", b.fact("loss"), p.Loss)
	}
	for _, r := range b.requests {
		if strings.Contains(r, "simd") {
			t.Errorf("asked for %s", r)
		}
	}
}

// A program that dies says so, and Restart brings back the run at the same bits.
func TestPanics(t *testing.T) {
	b := newTab(t, laptop, before(`globalThis.workers = [];
globalThis.Worker = class extends Worker { constructor(...a) { super(...a); if (!String(a[0]).startsWith("blob:")) workers.push(this); } }`)).open("hourglass/#seed=5&step=250").live()
	b.excuse("exit", "panic", "unreachable", "Uncaught", "worker", "died")
	loss := b.fact("loss")
	b.do(script(stageWin + `.hourglass.pointer({}, {}, {}, {})`))
	b.wait(`[...document.querySelectorAll("button")].some(e => e.getClientRects().length && /picture again|restart/i.test(e.textContent))`, 10*time.Second)
	b.shot("stage-crashed")
	b.do(script(`[...document.querySelectorAll("button")].find(e => e.getClientRects().length && /picture again|restart/i.test(e.textContent)).click()`))
	b.live()
	b.do(script(`workers.at(-1).postMessage({port: 7})`))
	b.waitState("failed", 10*time.Second)
	b.shot("trainer-crashed")
	b.do(script(`[...document.querySelectorAll("button")].find(e => e.getClientRects().length && /restart/i.test(e.textContent)).click()`))
	b.waitState("paused", 30*time.Second)
	if b.fact("loss") != loss || b.fact("step") != 250 {
		t.Errorf("after Restart the run stands at %v with loss %v, before at 250 with %v", b.fact("step"), b.fact("loss"), loss)
	}
}

// The Tab key goes through the whole page and out of it again, forwards and back, and every stop can be seen.
func TestTabThrough(t *testing.T) {
	alongside(t)
	for name, s := range map[string]size{"laptop": laptop, "phone": phone} {
		t.Run(name, func(t *testing.T) {
			wants := []string{"play", "step", "reset", "reseed", "more", "next", "Without the canvas"}
			if s == laptop {
				wants = append(wants, "rate", "neck", "speed")
			}
			b := newTab(t, s).open("hourglass/#step=50").live()
			for _, way := range []int64{0, 8} { // 8 is Shift
				seen := map[string]bool{}
				b.do(script(`document.activeElement.blur(), scrollTo(0, 0)`))
				last, stuck := "", 0
				for range 120 {
					for _, kind := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeKeyDown, input.DispatchKeyEventTypeKeyUp} {
						b.do(call(input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: kind, Key: "Tab", Code: "Tab", WindowsVirtualKeyCode: 9, Modifiers: way}))
					}
					at := eval[string](b, `(e => e === document.body ? "" : (e.dataset.action || e.dataset.knob || e.dataset.go || e.id || e.getAttribute("aria-label") || e.textContent.trim() || e.tagName).slice(0, 40))(document.activeElement)`)
					if at == last {
						stuck++
					} else {
						stuck = 0
					}
					if stuck > 3 {
						t.Fatalf("Tab is trapped at %q", at)
					}
					last = at
					if at == "" {
						break
					}
					seen[at] = true
				}
				for _, want := range wants {
					if !seen[want] {
						t.Errorf("Tab never reaches %q: %v", want, seen)
					}
				}
			}
		})
	}
}

// The wheel over the canvas scrolls the text's page, and a finger beside the things to touch does too.
func TestScrollOverTheCanvas(t *testing.T) {
	b := newTab(t, phone).open("hourglass/").live()
	r := eval[[]float64](b, `(r => [r.x + r.width / 2, r.y + 16])(document.querySelector("iframe").getBoundingClientRect())`)
	before := eval[float64](b, scrolled)
	b.do(call(input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: input.DispatchMouseEventTypeMouseWheel, X: r[0], Y: r[1], DeltaX: 0.01, DeltaY: 240}))
	b.until(scrolled + ` > ` + format(before))
}

// scrolled is how far anything on the page has been scrolled.
const scrolled = `[...document.querySelectorAll("*")].reduce((s, e) => s + e.scrollTop, 0)`

// A file dropped on the canvas ends nothing.
func TestDroppedFile(t *testing.T) {
	b := newTab(t, laptop).open("hourglass/").live()
	b.do(script(`(w => { const d = new w.DataTransfer(); d.items.add(new w.File(["x"], "x.txt"));
for (const k of ["dragenter", "dragover", "drop"]) w.document.querySelector("canvas").dispatchEvent(new w.DragEvent(k, {bubbles: true, cancelable: true, dataTransfer: d})); })(` + stageWin + `)`))
	frames := eval[float64](b, stageWin+`.hourglass.stats.frames`)
	b.press(`[data-action="play"]`)
	b.wait(stageWin+`.hourglass.stats.frames > `+format(frames+5), 10*time.Second)
}

// key presses a key.
func (b *tab) key(name string) {
	b.t.Helper()
	p := input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Key: name, Code: name}
	switch name {
	case "Enter":
		p.Text, p.WindowsVirtualKeyCode = "\r", 13
	case "Tab":
		p.WindowsVirtualKeyCode = 9
	case "Delete":
		p.WindowsVirtualKeyCode = 46
	case "ArrowRight":
		p.WindowsVirtualKeyCode = 39
	case "ArrowDown":
		p.WindowsVirtualKeyCode = 40
	}
	b.do(call(input.DispatchKeyEvent, p))
	p.Type, p.Text = input.DispatchKeyEventTypeKeyUp, ""
	b.do(call(input.DispatchKeyEvent, p))
}

// tabTo presses Tab until what a selector finds has the focus.
func (b *tab) tabTo(selector string) {
	b.t.Helper()
	for range 90 {
		if eval[bool](b, fmt.Sprintf(`document.activeElement.matches(%q)`, selector)) {
			return
		}
		b.key("Tab")
	}
	b.t.Fatalf("Tab never reaches %s", selector)
}

// The keyboard alone plays, answers the question, moves the ring, paints and goes through the steps.
func TestKeyboardAlone(t *testing.T) {
	b := newTab(t, laptop).open("hourglass/").live()
	b.tabTo(`[data-action="play"]`)
	b.key("Enter")
	b.wait(`Number(document.querySelector('[data-fact="step"]').getAttribute("value")) > 300`, 20*time.Second)
	b.key("Enter")
	b.waitState("paused", 3*time.Second)
	for _, step := range []string{"step", "predict"} {
		b.tabTo("#next")
		b.key("Enter")
		b.wait(fmt.Sprintf(`document.activeElement.closest("[data-step]")?.dataset.step === %q`, step), 3*time.Second)
	}
	b.tabTo(`[data-question] input`)
	b.key("ArrowDown")
	b.tabTo(`[data-run-it]`)
	b.key("Enter")
	b.wait(`document.querySelector(".happened").textContent && document.activeElement.matches(".answer")`, 20*time.Second)
	b.tabTo("#plain > summary")
	b.key("Enter")
	b.until(`document.querySelector("#plain .field").childElementCount`) // the cells are filled when the panel opens
	before := b.cells()
	b.tabTo(`[role="gridcell"]`)
	b.key("Enter")
	if n := b.repainted(before, 1); n != 1 {
		t.Errorf("Enter on a cell changed %d pixels", n)
	}
	b.tabTo(`.ring input`)
	b.key("ArrowRight")
	b.wait(`document.querySelector(".reading").textContent.includes("The ring stands at")`, 3*time.Second)
}
