//go:build browser

package test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// forced has the browser use the colours of its reader's system, dark or light ones.
func forced(theme string) act {
	return call(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "forced-colors", Value: "active"}, {Name: "prefers-color-scheme", Value: theme}}})
}

// painted is how well the mark of an element is seen on what is around it, in the pixels of a screenshot: the largest contrast of the colour that most
// pixels have with one that at least one in two hundred has.
func painted(shot image.Image, box image.Rectangle) float64 {
	box = box.Intersect(shot.Bounds())
	count := map[[3]uint32]int{}
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			r, g, b, _ := shot.At(x, y).RGBA()
			count[[3]uint32{r >> 8, g >> 8, b >> 8}]++
		}
	}
	var most [3]uint32
	for c, n := range count {
		if n > count[most] || n == count[most] && light(c) > light(most) {
			most = c
		}
	}
	best := 1.0
	for c, n := range count {
		if 200*n >= box.Dx()*box.Dy() {
			hi, lo := math.Max(light(c), light(most)), math.Min(light(c), light(most))
			best = math.Max(best, (hi+0.05)/(lo+0.05))
		}
	}
	return best
}

// light is the relative luminance of a colour.
func light(c [3]uint32) (sum float64) {
	for i, w := range [3]float64{0.2126, 0.7152, 0.0722} {
		v := float64(c[i]) / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		sum += w * v
	}
	return sum
}

// inner is the box of an element, less what an outline of its own needs.
const inner = `(() => { const e = document.querySelector(%q); e.scrollIntoView({ block: "nearest" }); const r = e.getBoundingClientRect(), d = %d;
	return [r.left + d, r.top + d, r.right - d, r.bottom - d].map(Math.round); })()`

// sees fails where the mark of an element, inside its edges, has less than 3:1.
func (b *tab) sees(when string, in int, selectors ...string) {
	b.t.Helper()
	b.isColoured()
	for range 2 { // what scrolls for one may move another
		for _, s := range selectors {
			eval[[]int](b, fmt.Sprintf(inner, s, in))
		}
	}
	data, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.t.Fatal(err)
	}
	shot, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		b.t.Fatal(err)
	}
	for _, s := range selectors {
		r := eval[[]int](b, fmt.Sprintf(inner, s, in))
		if c := painted(shot, image.Rect(r[0], r[1], r[2], r[3])); c < 3 {
			b.t.Errorf("%s: what is painted in %s has %.2f:1", when, s, c)
		}
	}
	b.shot("forced-" + strings.ReplaceAll(b.t.Name(), "/", "-") + "-" + when)
}

// With the colours of the reader's system, what paints itself is seen on them: marks of buttons, sliders, dots, progress, what is pressed and what has
// the focus. Also when the page's own theme is the other one.
func TestForcedColoursArePainted(t *testing.T) {
	alongside(t)
	for _, theme := range []string{"light", "dark"} {
		for _, own := range []string{"", map[string]string{"light": "theme=dark", "dark": "theme=light"}[theme]} {
			t.Run(theme+"-"+own, func(t *testing.T) {
				b := bare(t, forced(theme), before(coloured)).open("hourglass/?" + own + "#part=predict").live()
				b.do(script(`{ const p = document.querySelector("[data-goal] progress"); p.value = 0.5; Object.defineProperty(p, "value", { get: () => 0.5, set() {} }); }`)) // the next facts say 0
				b.sees("rest", 6, `[data-action="play"]`)
				b.sees("rest", 1, `[data-action="step"]`, `[data-slides="speed"]`, `[data-knob="neck"]`, `[data-go="predict"]`, `[data-go="squeeze"]`, "#next", "#back", "#more",
					"[data-goal] progress", "#share", "#text ~ #present")
				b.do(clickNth(`[data-question] input[type="radio"]`, 0))
				b.sees("chosen", 0, `[data-question] input:checked`, `[data-question] input:not(:checked)`)
				b.press(`[data-action="play"]`)
				b.waitState("training", 3*time.Second)
				b.sees("playing", 6, `[data-action="play"]`)
				b.press(`[data-action="play"]`)
				b.do(script(`document.querySelector('[data-action="step"]').focus({ focusVisible: true })`))
				b.sees("focus", -5, `[data-action="step"]`)
				b.press("#present")
				b.wait(presenting, 2*time.Second)
				b.sees("presenting", 1, "#present", "#full", "#text")
			})
		}
	}
}

// axe, for one part of a page.
func (b *tab) axeIn(when, within string) {
	b.t.Helper()
	b.isColoured()
	found := eval[[]broken](b, fmt.Sprintf(`axe.run(%s, {resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
		.then(r => r.violations.map(v => ({id: v.id, nodes: v.nodes.map(n => n.html.slice(0, 200))})))`, within))
	for _, f := range found {
		b.t.Errorf("%s: %s: %q", when, f.ID, f.Nodes)
	}
	b.shot("axe-" + strings.NewReplacer("/", "-", " ", "-").Replace(b.t.Name()+"-"+when))
}

// stub keeps every worker at hand, so that a test can let it fail.
const stub = `{ const Own = Worker; self.workers = []; self.Worker = class extends Own { constructor(...a) { super(...a); self.workers.push(this); } }; }`

// No rule of axe-core is broken by anything that opens, in any state of a page, in either theme: each state is reached in a page that is open already.
func TestAxeOfStates(t *testing.T) {
	alongside(t)
	axe := axeCore(t)
	states := []struct {
		name, page string // "" goes on in the page that is open
		do         string
		until      string
	}{
		{"language", "es/line/", ``, ``},
		{"more", "hourglass/", `document.querySelector("#more").click()`, `!document.querySelector("#drawer").hidden`},
		{"share", "", `document.querySelector("#share").click()`, `document.querySelector("#sharing").open`},
		{"share unfolded", "", `document.querySelectorAll("#sharing details").forEach((d) => (d.open = true))`, ``},
		{"plain", "", `document.querySelector("#sharing").close(); document.querySelector("#plain").open = true`, `document.querySelector("#plain .ring input")`},
		{"class", "", `document.querySelector("#plain").open = false; document.querySelectorAll("#class, .notes details:not(#plain)").forEach((d) => (d.open = true))`, ``},
		{"last step", "", `document.querySelector('[data-go="goal"]').click()`, ``},
		{"notice", "", `document.querySelector(".notice p").textContent = "The link names a step."`, ``},
		{"present", "", `document.querySelector("#present").click()`, presenting},
		{"failed", "", `document.querySelector("#present").click(); workers.at(-1).onerror({})`, `!document.querySelector("#card").hidden`},
		{"embed", "noise/?embed&hide=past&lock=rate", ``, ``},
		{"teacher", "hourglass/teacher.html", ``, ``},
		{"teachers", "teachers/index.html", ``, ``},
		{"front", "", ``, ``},
	}
	for _, theme := range []string{"dark", "light"} {
		t.Run(theme, func(t *testing.T) {
			b := newTab(t, laptop, shownAs("", theme), before(coloured+`HTMLCanvasElement.prototype.getContext = () => null;`+stub))
			b.bare = true
			b.excuse("onerror")
			for _, s := range states {
				if s.page != "" || s.name == "front" {
					b.open(s.page)
					if strings.Contains(s.page, "html") || s.name == "front" {
						b.wait(`document.readyState === "complete"`, 10*time.Second)
					} else {
						b.live()
					}
					b.do(script(axe))
				}
				b.do(script(s.do))
				if s.until != "" {
					b.wait(s.until, 10*time.Second)
				}
				b.axeIn(s.name, `document`)
			}
			b.open("hourglass/").live()
			b.do(script(axe), screen(phone, 1))
			b.axeIn("phone", "document")
			b.press("#more")
			b.axeIn("phone, more", `".lab"`)
			b.do(screen(laptop, 1), shownAs("print", theme), pause(200))
			b.axeIn("print", "document")
		})
	}
}

// wordless names controls whose name lacks the words that are seen on them: who speaks to the computer says those. A slider's name holds no number, since
// that is its value, and what is said for its value is what is seen.
const wordless = `(() => {
	const plain = (s) => s.replace(/\s+/g, " ").trim().toLowerCase();
	const seen = (e) => [...e.childNodes].map((n) => n.nodeType === 3 ? n.data : n.nodeType === 1 && n.getClientRects().length && getComputedStyle(n).clipPath === "none" ? seen(n) : "").join("");
	const out = [];
	for (const e of document.querySelectorAll("button, a[href], summary, input, select, textarea")) {
		if (!e.getClientRects().length) continue;
		const label = e.labels?.[0];
		const words = plain(e.matches("input, select, textarea") ? (label ? [...label.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data).join("") : "") : seen(e) + " " + (e.dataset.word ?? ""));
		const name = plain(e.getAttribute("aria-label") ?? (label ?? e).textContent);
		if (/\p{L}/u.test(words) && !name.includes(words)) out.push(words + " / " + name);
		if (e.type === "range" && /\d/.test(name.replace(/[₀-₉]/g, "")) && /\d[.,]\d|[−-]\d/.test(name)) out.push("the value in a name: " + name);
		const value = label?.querySelector("span")?.textContent;
		if (e.type === "range" && value && value !== (e.getAttribute("aria-valuetext") ?? e.value)) out.push(name + " says " + e.getAttribute("aria-valuetext") + ", shows " + value);
	}
	return out;
})()`

func TestNamesHoldTheirWords(t *testing.T) {
	alongside(t)
	for _, p := range []string{"hourglass/", "es/hourglass/", "es/line/", "line/", "noise/", "sampling/", "sparsity/", "flat/"} {
		t.Run(p, func(t *testing.T) {
			b := bare(t).open(p + "#step=20").live()
			b.waitState("paused", 20*time.Second)
			b.do(script(unfolded))
			b.wait(`document.querySelector("#plain .ring input, #plain .ring output")`, 5*time.Second)
			b.do(script(`document.querySelector("#share").click()`))
			b.wait(`document.querySelector("#sharing").open`, 5*time.Second)
			if bad := eval[[]string](b, wordless); len(bad) > 0 {
				t.Errorf("%q", bad)
			}
		})
	}
}

// A Spanish page writes no thousands as English does.
func TestThousandsInSpanish(t *testing.T) {
	b := bare(t).open("es/hourglass/#step=2000")
	b.waitState("paused", 40*time.Second)
	if bad := eval[[]string](b, `[...document.body.innerText.matchAll(/\S*\d,\d{3}\b\S*/g)].map((m) => m[0]).concat([...document.querySelectorAll("option")].map((o) => o.text).filter((s) => /\d,\d{3}/.test(s)))`); len(bad) > 0 {
		t.Errorf("%q", bad)
	}
	if s := eval[string](b, `document.querySelector('[data-fact="step"]').textContent`); s != "2000" {
		t.Errorf("step %q", s)
	}
}

// The last step's way on is a button like any other, beside the dots; and no sliver of the title is left over a step.
func TestLastStep(t *testing.T) {
	b := bare(t).open("es/hourglass/").live()
	for _, s := range []size{phone, {1024, 768}, {1140, 800}, laptop, projector} {
		b.do(screen(s, 1), pause(200))
		b.press(`[data-go="step"]`)
		b.do(pause(200))
		if cut := eval[float64](b, `(() => { const [h, l] = [document.querySelector("h1"), document.querySelector(".lab")].map((e) => e.getBoundingClientRect());
			return innerWidth >= 1140 || h.bottom <= l.bottom + 1 || h.top >= l.bottom - 1 ? 0 : h.bottom - l.bottom; })()`); cut > 0 {
			t.Errorf("%d: %v px of the title are left", s.w, cut)
		}
		b.press(`[data-go="goal"]`)
		if !eval[bool](b, `document.querySelector("#next").getBoundingClientRect().width < 0.55 * document.querySelector(".pager").getBoundingClientRect().width`) {
			t.Errorf("%d: the last step's button fills the pager", s.w)
		}
		if s.w != 1140 && !eval[bool](b, `[...document.querySelectorAll(".dots button")].every((d) => d.getClientRects().length)`) {
			t.Errorf("%d: the last step has no dots", s.w)
		}
	}
}
