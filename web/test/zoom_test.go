//go:build browser

package test

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"hourglass/lessons"
)

// media has the browser say that its reader wants something.
func media(feature, value string) act {
	return call(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: feature, Value: value}}})
}

// pages are the front page and all lessons.
func pages() []string {
	all := []string{""}
	for _, l := range lessons.All {
		all = append(all, l.ID+"/")
	}
	return all
}

// beyond names what sticks out of the window to a side and cannot be scrolled to where it stands.
const beyond = `[...document.body.querySelectorAll("*")].filter((e) => e.getClientRects().length && getComputedStyle(e).clipPath === "none" && getComputedStyle(e).visibility === "visible" &&
	!e.closest(".stage, .hush, .skip, svg, math")).filter((e) => {
		const r = e.getBoundingClientRect();
		if (r.width === 0 || r.right <= innerWidth + 1 && r.left >= -1) return false;
		for (let p = e.parentElement; p; p = p.parentElement) if (["auto", "scroll"].includes(getComputedStyle(p).overflowX) || getComputedStyle(p).clipPath !== "none") return false;
		return true;
	}).slice(0, 5).map((e) => e.tagName + "." + e.className + "#" + e.id + " " + e.textContent.trim().slice(0, 30))`

// cut names texts that do not fit the box that hides what goes beyond it.
const cut = `[...document.body.querySelectorAll("*")].filter((e) => e.getClientRects().length && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) &&
	!e.closest("select, svg, math, .hush, .stage iframe") && getComputedStyle(e).clipPath === "none" && getComputedStyle(e).visibility === "visible").filter((e) => {
		for (let p = e; p && p !== document.body; p = p.parentElement) {
			const s = getComputedStyle(p), r = e.getBoundingClientRect(), box = p.getBoundingClientRect();
			if (s.clipPath !== "none") return false;
			if (s.overflowX === "hidden" || s.overflowX === "clip") {
				if (p === e ? p.scrollWidth > p.clientWidth + 1 || p.scrollHeight > p.clientHeight + 1 : r.right > box.right + 1 || r.bottom > box.bottom + 1) return true;
			}
			if (["auto", "scroll"].includes(s.overflowY)) return false;
		}
		return false;
	}).slice(0, 5).map((e) => e.tagName + "." + e.className + "#" + e.id + " " + e.textContent.trim().slice(0, 30))`

// fits reports what sticks out or scrolls sideways.
func (b *tab) fits(where string) {
	b.t.Helper()
	if over := eval[float64](b, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
		b.t.Errorf("%s: the page is %v px too wide", where, over)
	}
	if out := eval[[]string](b, beyond); len(out) > 0 {
		b.t.Errorf("%s: these stick out: %q", where, out)
	}
}

// unfolded opens everything that can be opened at once.
const unfolded = `document.querySelectorAll("details").forEach((d) => (d.open = true)); document.querySelector("#more")?.click()`

// A window of 320 pixels, which is 1280 at 400 %, scrolls one way only: in every step of every lesson, with all that unfolds open.
func TestNarrow(t *testing.T) {
	alongside(t)
	t.Run("page-", func(t *testing.T) {
		b := bare(t, screen(size{320, 568}, 1)).open("")
		b.quiet()
		b.fits("front page")
	})
	for _, l := range lessons.All {
		t.Run("page-"+l.ID+"/", func(t *testing.T) {
			b := bare(t, screen(size{320, 568}, 1), brief(l)).open(l.ID + "/").live()
			for i := range l.Steps {
				b.do(clickNth("[data-go]", i))
				b.shown()
				b.fits(fmt.Sprintf("step %d", i+1))
			}
			b.do(script(unfolded))
			b.quiet()
			b.fits("unfolded")
		})
	}
}

// The head of a lesson is one row, in either language: a button that finds no room there would push the lesson down.
func TestHeadIsOneRow(t *testing.T) {
	const rows = `new Set([...document.querySelectorAll(".brand > *")].filter((e) => e.offsetParent && e.offsetHeight).map((e) => {
		const r = e.getBoundingClientRect(); return Math.round((r.top + r.bottom) / 8); })).size`
	for _, p := range []string{"line/", "flat/", "es/line/", "es/hourglass/"} {
		b := bare(t).open(p)
		for _, s := range []size{projector, {1700, 900}, laptop, {1280, 720}, {1024, 768}, {844, 390}, phone, {320, 640}} {
			b.do(screen(s, 1))
			b.until(fmt.Sprintf(`innerWidth === %d`, s.w))
			b.shown()
			if n := eval[int](b, rows); n != 1 {
				t.Errorf("%s: %d rows at %dx%d", p, n, s.w, s.h)
			}
		}
	}
}

// Text spaced as wide as WCAG 1.4.12 asks is cut nowhere.
func TestTextSpacing(t *testing.T) {
	alongside(t)
	const spaced = `(s => { s.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }"); document.adoptedStyleSheets = [s]; })(new CSSStyleSheet())`
	for _, s := range []size{laptop, phone} {
		for _, p := range pages() {
			t.Run(fmt.Sprintf("%d-%s", s.w, p), func(t *testing.T) {
				b := bare(t, screen(s, 1)).open(p)
				if p != "" {
					b.live()
				}
				b.do(script(spaced), script(`dispatchEvent(new Event("resize"))`))
				b.quiet()
				b.fits("spaced")
				if c := eval[[]string](b, cut); len(c) > 0 {
					t.Errorf("these are cut: %q", c)
				}
			})
		}
	}
}

// Words twice as long, or from right to left, fit too, and none is ever taken for markup.
func TestOtherWords(t *testing.T) {
	alongside(t)
	for _, kind := range []string{"long", "rtl", "xss"} {
		for i, s := range []size{laptop, phone} {
			l := lessons.All[(i+len(kind))%len(lessons.All)]
			t.Run(fmt.Sprintf("%s-%d-%s", kind, s.w, l.ID), func(t *testing.T) {
				b := bare(t, screen(s, 1), brief(l)).open(l.ID + "/?string=" + kind).live()
				b.wait(`document.querySelector("h1").textContent.length > 0`, 3*time.Second)
				for i := range len(l.Steps) {
					b.do(clickNth("[data-go]", i))
					b.shown()
					if kind != "xss" { // which is four times as long as any word
						b.fits(fmt.Sprintf("step %d", i+1))
					}
				}
				b.do(script(unfolded))
				b.quiet()
				if eval[bool](b, `Boolean(document.querySelector("[data-taken], img[src=x]")) || document.title === "taken"`) {
					t.Error("a text was taken for markup")
				}
				if eval[bool](b, `fetch(location.pathname).then((r) => r.text()).then((t) => new DOMParser().parseFromString(t, "text/html").querySelector("h1").textContent === document.querySelector("h1").textContent)`) {
					t.Error("the words are the page's own")
				}
			})
		}
	}
}

// At 200 % the canvas has as many pixels as the screen.
func TestZoomIsSharp(t *testing.T) {
	b := withPixels(t, laptop).open("hourglass/#step=100").live()
	b.zoomed()
	b.live()
	b.fits("200 %")
}

// zoomed zooms a laptop's page to 200 %, and waits until its picture is sharp.
func (b *tab) zoomed() {
	b.t.Helper()
	b.do(screen(size{720, 450}, 2))
	b.until(`((c) => c && innerWidth === 720 && Math.abs(c.width - 2 * c.clientWidth) < 2 && Math.abs(c.height - 2 * c.clientHeight) < 2 && c.clientWidth > 100)(` + stageDoc + `?.querySelector("canvas"))`)
}

// For a reader who wants no motion, a run that rests stands still.
func TestReducedMotion(t *testing.T) {
	b := withPixels(t, laptop, media("prefers-reduced-motion", "reduce")).open("hourglass/#step=300").live()
	b.waitState("paused", 20*time.Second)
	b.rests()
	b.still(2500) // the words for a screen reader are over
	var shots [2][]byte
	for i := range shots {
		png, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
		if err != nil {
			t.Fatal(err)
		}
		shots[i] = png
		b.due(3000)
		b.shown()
	}
	if !bytes.Equal(shots[0], shots[1]) {
		t.Error("something moves")
	}
}

// With the colours of the reader's system, every control still shows where it is and what it says.
func TestForcedColours(t *testing.T) {
	alongside(t)
	for _, l := range []*lessons.Lesson{&lessons.Hourglass, &lessons.Noise} {
		t.Run(l.ID, func(t *testing.T) {
			b := bare(t, media("forced-colors", "active")).open(l.ID + "/").live()
			if !eval[bool](b, `matchMedia("(forced-colors: active)").matches`) {
				t.Fatal("the browser forces no colours")
			}
			b.do(script(`document.querySelector("#more").click()`))
			b.quiet()
			if faint := eval[[]string](b, faint); len(faint) > 0 {
				t.Errorf("these cannot be read: %q", faint)
			}
			b.shot("forced-" + l.ID)
		})
	}
}

// faint names texts of less contrast than 4.5 with what they stand on. Colours of controls that are switched off are the system's own.
const faint = `(() => {
	const parse = (c) => c.match(/[\d.]+/g).map(Number);
	const light = ([r, g, b]) => [r, g, b].map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4).reduce((s, v, i) => s + v * [0.2126, 0.7152, 0.0722][i], 0);
	const ground = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if ((c[3] ?? 1) > 0.5) return c; } return [255, 255, 255]; };
	return [...document.querySelectorAll("button, label, output, h1, h2, p, a, legend, summary, dd, dt")].filter((e) => e.getClientRects().length && e.textContent.trim() && !e.matches(":disabled") && !e.closest("[data-off]"))
		.filter((e) => { const [a, b] = [light(parse(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x); return (a + 0.05) / (b + 0.05) < 4.5; })
		.slice(0, 6).map((e) => e.tagName + "." + e.className + " " + e.textContent.trim().slice(0, 30));
})()`
