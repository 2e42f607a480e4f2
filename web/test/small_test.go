//go:build browser

package test

import (
	"encoding/base64"
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"

	"hourglass/lessons"
	"hourglass/wasm/figures"
	"hourglass/wasm/wire"
)

// blind opens a tab of that size that can draw nothing: the page is laid out as ever, and a software GPU is spared.
func blind(t *testing.T, s size, setup ...act) *tab {
	t.Helper()
	b := newTab(t, s, append(setup, before(`HTMLCanvasElement.prototype.getContext = () => null`))...)
	b.bare = true
	return b
}

// brief has the steps of a lesson train no longer than it takes to have numbers to show: where a page is only laid out, at many sizes, the runs of all steps
// would take as long as the looking.
func brief(l *lessons.Lesson) act {
	plan := l.Plan()
	for i := range plan.Steps {
		plan.Steps[i].Steps = min(plan.Steps[i].Steps, 16)
	}
	open := wire.AppendCommand(nil, &wire.Command{Op: wire.Open, Base: l.Setup, Apart: l.Apart(), Watches: l.Watches(), Plan: plan})
	return before(fmt.Sprintf(`document.addEventListener("readystatechange", () => { if (document.body.dataset.open) document.body.dataset.open = %q; })`, base64.StdEncoding.EncodeToString(open)))
}

// words is where the words of a step can be read: the room between what stands fixed above and below them.
const words = `(() => {
	const box = (s) => document.querySelector(s).getBoundingClientRect();
	const scrolls = getComputedStyle(document.querySelector("#words")).overflowY === "auto";
	return { top: scrolls ? box(".brand").bottom : Math.max(box(".lab").bottom, 0), bottom: box(".pager").top };
})()`

// A small window: in every step of every lesson there are lines to read, the question is in sight when its step opens, the run can be started and the
// lesson goes on, nothing sticks out, and a finger hits what can be pressed.
func TestSmallWindows(t *testing.T) {
	alongside(t)
	for _, l := range lessons.All {
		t.Run(l.ID, func(t *testing.T) {
			b := blind(t, phone, brief(l)).open(l.ID + "/").live()
			for _, c := range []struct {
				size
				lines float64
			}{{phone, 6}, {size{320, 640}, 4}, {size{360, 740}, 5}, {size{844, 390}, 4}, {size{640, 360}, 3}} {
				b.wears(c.size)
				for i, step := range l.Steps {
					b.do(clickNth("[data-go]", i))
					b.shown()
					where := fmt.Sprintf("%dx%d, step %d", c.w, c.h, i+1)
					b.fits(where)
					if step.Ask != "" {
						if out := eval[string](b, `((w, q, o) => q.top < w.top - 1 || o.bottom > w.bottom + 1 ? JSON.stringify([w, q, o]) : "")(`+words+`,
							document.querySelector(".step.here legend").getBoundingClientRect(), document.querySelectorAll(".step.here .ask label")[1].getBoundingClientRect())`); out != "" {
							t.Errorf("%s opens without its question: %s", where, out)
						}
					}
					if hidden := eval[[]string](b, `["[data-action=play]", "#next"].filter((s) => { const r = document.querySelector(s).getBoundingClientRect();
						return !document.querySelector(s).contains(document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2)); })`); len(hidden) > 0 {
						t.Errorf("%s: out of reach: %q", where, hidden)
					}
					if small := eval[[]string](b, `[...document.querySelectorAll("button, select, summary, input, a[href]")].filter((e) => e.checkVisibility({visibilityProperty: true}) && !e.closest("p, .skip, .hush") && !e.matches("[type=radio]"))
						.map((e) => [e, e.getBoundingClientRect()]).filter(([e, r]) => r.width > 1 && (r.width < 23.5 || r.height < 23.5)).map(([e]) => e.outerHTML.slice(0, 60))`); len(small) > 0 {
						t.Errorf("%s: too small for a finger: %q", where, small)
					}
					// Whoever reads has scrolled on: the step begins under what stays.
					b.do(script(`document.querySelector(".step.here").style.scrollMarginTop = 0; document.querySelector(".step.here").scrollIntoView()`))
					b.shown()
					if lines := eval[float64](b, `((w, d) => (Math.min(w.bottom, d && d.top > w.top && getComputedStyle(document.querySelector(".step.here .do")).position === "sticky" && d.bottom >= w.bottom - 8 ? d.top : w.bottom) - w.top) /
						parseFloat(getComputedStyle(document.querySelector("#words")).lineHeight))(`+words+`, document.querySelector(".step.here > .do")?.getBoundingClientRect())`); lines < c.lines {
						t.Errorf("%s: %.1f lines can be read", where, lines)
					}
					b.do(script(`document.querySelector(".step.here").style.scrollMarginTop = ""`))
				}
			}
		})
	}
}

// While the words are read the picture is a strip: the same frame, lower, and no word moves but by the scrolling. A tap on it brings the whole picture back, over
// the words, and a new step opens with it.
func TestThePictureFolds(t *testing.T) {
	b := newTab(t, phone).open("hourglass/").live()
	b.do(clickNth("[data-go]", 1), pause(300))
	tall := `document.querySelector("#stage iframe").clientHeight`
	b.do(script(`document.querySelector("#stage iframe").same = true`))
	whole, heading := eval[float64](b, tall), eval[float64](b, `scrollY + document.querySelector(".step.here h2").getBoundingClientRect().top`)
	b.do(script(`scrollBy(0, 400)`))
	b.wait(`document.querySelector(".lab").hasAttribute("data-slim")`, 5*time.Second)
	strip := eval[float64](b, tall)
	if strip > 0.6*whole || strip < 60 {
		t.Errorf("the strip is %v high, the picture was %v", strip, whole)
	}
	if at := eval[float64](b, `scrollY + document.querySelector(".step.here h2").getBoundingClientRect().top`); at != heading {
		t.Errorf("folding moves the words by %v", at-heading)
	}
	b.wait(`(c => Math.abs(c.clientHeight - `+tall+`) < 2)(`+stageDoc+`.querySelector("canvas"))`, 10*time.Second)
	b.shot("strip-phone")
	at := eval[float64](b, `scrollY`)
	b.touch(spot{200, 60})
	b.wait(tall+` === `+fmt.Sprint(whole), 5*time.Second)
	if now := eval[float64](b, `scrollY`); now != at {
		t.Errorf("the tap scrolls the words by %v", now-at)
	}
	b.press("#next")
	b.wait(`!document.querySelector(".lab").hasAttribute("data-whole")`, 5*time.Second)
	b.press(`[data-go="map"]`)
	b.wait(tall+` === `+fmt.Sprint(whole)+` && document.querySelector(".lab").getBoundingClientRect().top > -2`, 20*time.Second)
	if !eval[bool](b, `document.querySelector("#stage iframe").same`) {
		t.Error("the stage was mounted anew")
	}
}

// A finger gets an input that it can hit: from the step that asks for a picture, and by a tap on the small one. A stroke paints what it goes over, a key one cell.
func TestPaintOnASmallScreen(t *testing.T) {
	for _, s := range []size{phone, {320, 640}} {
		b := newTab(t, s).open("hourglass/").live()
		b.do(clickNth("[data-go]", 4), pause(200))
		b.press(".step.here .paint")
		b.wait(`document.querySelector(".easel")?.open && document.querySelectorAll(".easel [role=gridcell]").length === 49`, 5*time.Second)
		cell := func(i int) spot {
			r := eval[[]float64](b, fmt.Sprintf(`(r => [r.x, r.y, r.width, r.height])(document.querySelectorAll(".easel [role=gridcell]")[%d].getBoundingClientRect())`, i))
			if r[2] < 32 || r[3] < 32 || r[0] < 0 || r[0]+r[2] > float64(s.w) || r[1]+r[3] > float64(s.h) {
				t.Fatalf("cell %d is %v", i, r)
			}
			return spot{r[0] + r[2]/2, r[1] + r[3]/2}
		}
		b.press(".easel header button")
		b.wait(`[...document.querySelectorAll(".easel [role=gridcell]")].every(c => c.textContent === "0")`, 5*time.Second)
		b.touch(cell(21), cell(22), cell(23), cell(24))
		b.wait(`[...document.querySelectorAll(".easel [role=gridcell]")].map((c, i) => c.textContent === "0" ? -1 : i).filter(i => i >= 0).join() === "21,22,23,24"`, 5*time.Second)
		b.shot(fmt.Sprintf("easel-%d", s.w))
		b.wait(`document.querySelector('[data-step="draw"]').hasAttribute("data-done") || Number(document.querySelector('[data-fact="step"]').value) < 1000`, 5*time.Second)
		b.do(call(input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeRawKeyDown, Key: "Escape", WindowsVirtualKeyCode: 27}))
		b.wait(`!document.querySelector(".easel").open`, 5*time.Second)
		b.press(`[data-go="squeeze"]`)
		b.do(pause(400))
		hits, at := b.spots("network")
		b.touch(middle(hits[figures.Pixel][24], at))
		b.wait(`document.querySelector(".easel").open`, 5*time.Second)
	}
}

// The words under a poster stand clear of it, of what loads and of everything else, at every size, in every language.
func TestThePosterIsCaptioned(t *testing.T) {
	for _, p := range []string{"hourglass/", "es/hourglass/", "sampling/"} {
		b := bare(t).open(p)
		b.live()
		for _, s := range []size{projector, laptop, {1024, 768}, {844, 390}, phone, {320, 640}} {
			b.do(screen(s, 1), script(`scrollTo(0, 0)`), pause(200))
			if over := eval[string](b, `(() => {
				const box = (e) => e.getBoundingClientRect(), after = document.querySelector(".after"), a = document.createRange();
				a.selectNodeContents(after);
				const r = a.getBoundingClientRect(), img = [...document.querySelectorAll(".stage > .poster")].find((e) => e.checkVisibility());
				const i = box(img), stage = box(document.querySelector(".stage"));
				if (!after.checkVisibility({visibilityProperty: true})) return "no words";
				if (r.top < i.bottom - 0.5) return "it lies over the picture";
				if (r.left < stage.left || r.right > stage.right || r.bottom > stage.bottom + 0.5) return "it is cut: " + [r.left, r.right, stage.right];
				return "";
			})()`); over != "" {
				t.Errorf("%s at %dx%d: %s", p, s.w, s.h, over)
			}
		}
	}
}
