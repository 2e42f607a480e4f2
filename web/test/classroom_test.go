//go:build browser

package test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"hourglass/lessons"
)

// hears presses a key as the document hears it, with what a browser does of itself.
func (b *tab) hears(key string) {
	b.t.Helper()
	b.do(script(fmt.Sprintf(`(document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", {key: %q, bubbles: true, cancelable: true}))`, key)))
}

// here is the number of the step that is shown, from 0.
func (b *tab) here() int {
	b.t.Helper()
	return eval[int](b, `[...document.querySelectorAll(".step")].findIndex(s => s.classList.contains("here"))`)
}

const (
	presenting = `document.documentElement?.hasAttribute("data-present")`
	black      = `document.documentElement.hasAttribute("data-blank")`
)

// smallWords lists the words on the screen that are smaller than so many pixels, and paleWords those whose contrast is less than it should be: 7:1 for
// words, 4.5:1 for large ones and for what can be pressed.
const (
	wordsOnScreen = `[...document.querySelectorAll("body *")].filter(e => !e.closest("math, option, .hush, .skip, noscript") && e.checkVisibility({visibilityProperty: true, opacityProperty: true})
		&& [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && e.getBoundingClientRect().width > 2 && getComputedStyle(e).clipPath === "none")`
	smallWords = wordsOnScreen + `.map(e => [parseFloat(getComputedStyle(e).fontSize), e.textContent.trim().slice(0, 40)]).filter(([size]) => size < 23.99).map(String)`
	paleWords  = `(() => {
	const paint = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
	const rgba = c => { paint.clearRect(0, 0, 1, 1); paint.fillStyle = c; paint.fillRect(0, 0, 1, 1); return [...paint.getImageData(0, 0, 1, 1).data]; };
	const light = ([r, g, b]) => [r, g, b].map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4).reduce((s, v, i) => s + v * [0.2126, 0.7152, 0.0722][i], 0);
	const ground = e => { for (; e; e = e.parentElement) { const c = rgba(getComputedStyle(e).backgroundColor); if (c[3] === 255) return c; } return [255, 255, 255]; };
	return ` + wordsOnScreen + `.filter(e => !e.closest(":disabled")).map(e => {
		const [a, b] = [light(rgba(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
		return [(a + 0.05) / (b + 0.05), e.closest("button, h2, data, dd") ? 4.5 : 7, e.textContent.trim().slice(0, 40)];
	}).filter(([ratio, least]) => ratio < least).map(String);
})()`
)

// In front of a class words are at least 24 px high on a projector, in strong colours, nothing is cut, and the stage has most of the screen.
func TestPresent(t *testing.T) {
	alongside(t)
	for _, l := range lessons.All {
		t.Run(l.ID, func(t *testing.T) {
			b := bare(t, screen(projector, 1), brief(l), before(coloured))
			b.do(screen(projector, 1))
			b.open(l.ID + "/?present").live()
			b.isColoured()
			if list := eval[[]string](b, smallWords); len(list) > 0 {
				t.Errorf("small words: %q", list)
			}
			if share := eval[float64](b, `(r => r.width * r.height / innerWidth / innerHeight)(document.querySelector("#stage").getBoundingClientRect())`); share < 0.65 {
				t.Errorf("the stage has %.0f %% of the screen", 100*share)
			}
			for _, theme := range []string{"dark", "light"} {
				b.do(script(fmt.Sprintf(`document.documentElement.dataset.theme = %q`, theme)))
				for i := range l.Steps {
					b.press(fmt.Sprintf("[data-go=%q]", l.Steps[i].ID))
					if list := eval[[]string](b, paleNow); len(list) > 0 {
						t.Errorf("%s, step %d: pale words: %q", theme, i+1, list)
					}
					// What is to be done, and a question with all its options, stand on the screen without scrolling.
					if left := eval[[]string](b, `(w => [...document.querySelectorAll(".step.here > .do, .step.here .ask label, .step.here [data-run-it]")].filter(e => e.checkVisibility() &&
						e.getBoundingClientRect().bottom > w.bottom + 1).map(e => e.textContent.slice(0, 40)))(document.querySelector("#words").getBoundingClientRect())`); len(left) > 0 {
						t.Errorf("%s, step %d: out of sight: %q", theme, i+1, left)
					}
				}
			}
			if eval[bool](b, `document.documentElement.scrollWidth > innerWidth || document.documentElement.scrollHeight > innerHeight`) {
				t.Error("the page scrolls")
			}
			b.shot("present-" + l.ID)
		})
	}
}

// paleNow is paleWords for what is seen once a step has faded in.
const paleNow = `(() => { for (const a of document.getAnimations()) a.finish(); return ` + paleWords + `; })()`

// shownAs has the browser lay a page out for print, or, with no kind, for whatever it does, in a theme.
func shownAs(kind, theme string) act {
	return call(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: kind, Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: theme}}})
}

// The keys of a clicker, and that controls keep theirs.
func TestPresentKeys(t *testing.T) {
	b := bare(t).open("hourglass/").live()
	b.hears("PageDown")
	if n := b.here(); n != 0 {
		t.Fatalf("without presenting, a key goes to step %d", n+1)
	}
	b.press("#present")
	b.wait(presenting, time.Second)
	if s := eval[string](b, `location.search`); s != "?present" {
		t.Errorf("the address says %q", s)
	}
	b.do(script(`document.activeElement.blur()`))
	for key, want := range map[string]int{"PageDown": 1, "ArrowRight": 1, "PageUp": 0, "ArrowLeft": 0} {
		b.press(fmt.Sprintf("[data-go=%q]", lessons.Hourglass.Steps[1-want].ID))
		b.hears(key)
		if n := b.here(); n != want {
			t.Errorf("%s leads to step %d", key, n+1)
		}
	}
	b.press(`[data-go="predict"]`) // out of slow motion
	b.do(script(`document.activeElement.blur()`))
	b.hears(" ")
	b.waitState("training", 2*time.Second)
	b.hears(" ")
	b.waitState("paused", 2*time.Second)
	for _, c := range []struct{ step, focus, key string }{{"predict", "#past", "PageDown"}, {"squeeze", "#k-neck", "ArrowRight"}, {"squeeze", "#k-speed", "PageDown"},
		{"squeeze", "#more", " "}, {"predict", `[data-question] input`, "ArrowLeft"}} {
		b.press(fmt.Sprintf("[data-go=%q]", c.step))
		before := b.here()
		b.do(script(fmt.Sprintf(`document.querySelector(%q).focus()`, c.focus)))
		b.hears(c.key)
		b.quiet()
		if n, s := b.here(), b.state(); n != before || s == "training" {
			t.Errorf("with the focus on %s, %q leads to step %d, %s", c.focus, c.key, n+1, s)
		}
	}
	b.do(script(`document.activeElement.blur()`))
	for _, key := range []string{"b", "."} {
		b.hears(key)
		b.wait(black, time.Second)
		b.hears("PageDown")
		if eval[bool](b, black) || b.here() != 2 {
			t.Errorf("%q: a key does more than bring the picture back", key)
		}
	}
	b.hears("b")
	b.press(`[data-action="play"]`)
	b.quiet()
	if eval[bool](b, black) || b.state() == "training" {
		t.Error("a click does more than bring the picture back")
	}
	b.press("#more")
	b.hears("Escape")
	if !eval[bool](b, presenting+` && document.querySelector("#drawer").hidden`) {
		t.Error("Escape must close the drawer, and nothing else")
	}
	b.press("#text")
	if !eval[bool](b, `document.querySelector(".step.here > p").checkVisibility() && document.querySelector("#text").ariaPressed === "true"`) {
		t.Error("the whole text does not come")
	}
	b.hears("Escape")
	if eval[bool](b, presenting) || eval[string](b, `location.search + document.activeElement.id`) != "present" {
		t.Error("Escape must end it, in the address too, and leave the focus on its button")
	}
}

// The button fills the screen and gives it back; leaving the presentation gives it back too.
func TestFullScreen(t *testing.T) {
	b := bare(t).open("hourglass/?present").live()
	full := `document.fullscreenElement === document.documentElement && document.querySelector("#full").ariaPressed === "true"`
	b.do(chromedp.Click("#full"))
	b.wait(full, 5*time.Second)
	b.do(chromedp.Click("#full"))
	b.wait(`!document.fullscreenElement && document.querySelector("#full").ariaPressed === "false"`, 5*time.Second)
	b.do(chromedp.Click("#full"))
	b.wait(full, 5*time.Second)
	b.press("#present")
	b.wait(`!document.fullscreenElement && !(`+presenting+`)`, 5*time.Second)
}

// The last step leads to the next lesson, and that is presented too; the keys stop there.
func TestPresentGoesOn(t *testing.T) {
	b := bare(t).open("line/?present&theme=light#part=goal").live()
	last := b.here()
	b.hears("PageDown")
	if n := b.here(); n != last || !strings.Contains(eval[string](b, `location.pathname`), "/line/") {
		t.Errorf("the clicker leads on to step %d", n+1)
	}
	b.press("#next")
	b.wait(`location.pathname.includes("/hourglass/") && document.documentElement?.dataset.state === "ready" && `+presenting, 40*time.Second)
	if s := eval[string](b, `location.search`); s != "?present&theme=light" {
		t.Errorf("the next lesson opens with %q", s)
	}
}

// What a learner has done to a lesson, in one line: knobs, run, step, marks.
const standing = `[...document.querySelectorAll("[data-knob]")].map(k => k.value).join(" ") + " step " + document.querySelector('[data-fact="step"]').value +
	" hash " + document.querySelector('[data-fact="hash"]').value + " at " + document.querySelector(".step.here").id + " done " + document.querySelectorAll("[data-step][data-done], [data-go][data-done]").length +
	" answer " + document.querySelector(".answer").checkVisibility() + document.querySelector(".happened").textContent + " picked " + [...document.querySelectorAll("[data-question] input")].findIndex(o => o.checked) +
	" goal " + document.querySelector("[data-goal]").hasAttribute("data-reached") + " tells " + [...document.querySelectorAll(".tells dl > div")].filter(d => d.checkVisibility()).length`

// One button brings the lesson back to where it opened, and for a while undoes that to the last bit.
func TestResetAll(t *testing.T) {
	for _, lesson := range []string{"hourglass", "sampling"} {
		b := bare(t).open(lesson + "/").live()
		b.quiet()
		fresh := eval[string](b, standing)
		b.press(fmt.Sprintf("[data-go=%q]", asks(lessons.Find(lesson))))
		b.do(clickNth(`[data-question] input[type="radio"]`, 1))
		b.press("[data-run-it]")
		b.wait(`document.querySelector(".answer").classList.contains("shown")`, 60*time.Second)
		b.turn("rate", "0.004")
		b.turn("speed", "20")
		b.press("#next")
		b.quiet()
		b.until(`document.documentElement.dataset.state !== "training"`)
		done := eval[string](b, standing)
		if done == fresh {
			t.Fatal("nothing was done")
		}
		b.press("#more")
		b.press("#reset-all")
		b.wait(`document.querySelector("#reset-all").textContent === "Undo the reset"`, 5*time.Second)
		comes(b, lesson+": after the reset", standing, fresh)
		b.still(800) // a second press within 700 ms would be half of a double click
		kept := fmt.Sprintf(`localStorage.getItem("hourglass.lesson.%s")`, lesson)
		if eval[bool](b, kept+` !== null`) {
			t.Errorf("%s: after the reset the device still keeps %s", lesson, eval[string](b, kept))
		}
		b.press("#reset-all")
		b.wait(`document.querySelector("#reset-all").textContent === "Reset all" && document.documentElement.dataset.state !== "loading"`, 30*time.Second)
		comes(b, lesson+": undone", standing, done)
		comes(b, lesson+": undone, the device keeps the answer", kept+`?.includes('"answer":{')`, true)
		if lesson != "hourglass" {
			continue
		}
		b.still(800)
		b.press("#reset-all")
		b.do(script(`document.activeElement.blur()`))
		b.wait(`document.querySelector("#reset-all").textContent === "Undo the reset"`, 5*time.Second)
		b.do(script(`document.activeElement.blur()`))
		b.wait(`document.querySelector("#reset-all").textContent === "Reset all"`, 13*time.Second)
	}
}

// between is what is between the margins, which room.css sets, of a sheet of A4: in CSS pixels.
const between = 680

// offPaper lists what reaches beyond the paper.
const offPaper = `[...document.querySelectorAll("body *")].filter(e => e.checkVisibility() && !e.closest(".hush, pre") && (e.getBoundingClientRect().right > innerWidth + 1 || e.getBoundingClientRect().left < -1))
	.map(e => e.tagName + " " + e.className + " " + e.textContent.slice(0, 30))`

// A lesson prints as a handout: everything that is read, nothing that is pressed, what happens from the top of a page, at most six pages, whatever
// the screen shows.
func TestHandout(t *testing.T) {
	alongside(t)
	for _, l := range lessons.All {
		t.Run(l.ID, func(t *testing.T) {
			b := newTab(t, size{between, 900}, before(`delete globalThis.WebGL2RenderingContext`), shownAs("", "dark"))
			b.bare = true
			b.open(l.ID + "/?present#part=" + l.Steps[2].ID).live()
			b.wait(`document.querySelector(".paper img").naturalWidth > 0`, 5*time.Second)
			if n := len(b.pdf("handout-"+l.ID, a4)); n < 2 || n > 6 {
				t.Errorf("%s prints on %d pages", l.ID, n)
			}
			b.do(shownAs("print", "dark"))
			for _, c := range []struct{ selector, shown string }{
				{"h1", "1"}, {".lead", "1"}, {".paper img", "1"}, {".step h2", fmt.Sprint(len(l.Steps))}, {".ask label", fmt.Sprint(len(l.Question.Options))},
				{".goal p", "1"}, {"#arithmetic .formula, #arithmetic math", "some"}, {"#sources li", "some"}, {"#lies p", "1"}, {".answers p", "some"}, {".step > p", "some"},
				{"button, select, progress, iframe, input:not([type=radio]), #plain, #python, .lab, .pager, .step .answer, .tells", "0"},
			} {
				n := eval[int](b, fmt.Sprintf(`[...document.querySelectorAll(%q)].filter(e => e.checkVisibility({contentVisibilityAuto: true}) && e.getBoundingClientRect().height > 4).length`, c.selector))
				if c.shown == "some" && n == 0 || c.shown != "some" && fmt.Sprint(n) != c.shown {
					t.Errorf("%s on paper: %d of %s, not %s", l.ID, n, c.selector, c.shown)
				}
			}
			if list := eval[[]string](b, offPaper); len(list) > 0 {
				t.Errorf("%s: cut by the paper's edge: %q", l.ID, list)
			}
			if s := eval[string](b, `[getComputedStyle(document.querySelector(".step p")).color, getComputedStyle(document.querySelector(".answers")).breakBefore].join()`); s != "rgb(0, 0, 0),page" {
				t.Errorf("%s prints in, with answers on: %s", l.ID, s)
			}
			// Opened notes close again, and the screen is what it was.
			b.do(shownAs("", "dark"))
			if eval[bool](b, `document.querySelector(".notes details[open]") !== null || document.querySelector(".answers").checkVisibility()`) {
				t.Errorf("%s: printing leaves something behind", l.ID)
			}
		})
	}
}

// The pages for teachers: readable on a phone and by axe-core's rules, on paper their links say where they lead, and their runs open without a complaint.
func TestTeacherPages(t *testing.T) {
	alongside(t)
	axe := axeCore(t)
	reads := func(t *testing.T, p string) *tab {
		b := bare(t, screen(size{320, 800}, 1), before(coloured)).open(p)
		if list := eval[[]string](b, offPaper); len(list) > 0 || eval[bool](b, `document.documentElement.scrollWidth > innerWidth`) {
			t.Errorf("it scrolls sideways at 320 px: %q", list)
		}
		b.do(screen(laptop, 1), script(axe))
		b.axe(strings.ReplaceAll(p, "/", "-"))
		if relative := eval[[]string](b, `(dispatchEvent(new Event("beforeprint")), [...document.querySelectorAll('main a[href^="index.html#"]')].filter(a => !a.dataset.address?.startsWith(location.origin)).map(a => a.href))`); len(relative) > 0 {
			t.Errorf("on paper links do not say where they lead: %q", relative)
		}
		return b
	}
	t.Run("all", func(t *testing.T) { reads(t, "teachers/") })
	for _, l := range lessons.All {
		t.Run(l.ID, func(t *testing.T) {
			b := reads(t, l.ID+"/teacher.html")
			run := eval[string](b, `[...document.querySelectorAll('main a[href^="index.html#"]')].map(a => a.getAttribute("href")).sort((a, b) => Number(/step=(\d+)/.exec(a)[1]) - Number(/step=(\d+)/.exec(b)[1]))[0]`)
			b.open(l.ID + "/" + run)
			b.wait(`document.documentElement.dataset.state === "paused"`, 60*time.Second)
			want := regexp.MustCompile(`step=(\d+)`).FindStringSubmatch(run)[1]
			if got := eval[string](b, `document.querySelector('[data-fact="step"]').value + document.querySelector(".notice p").textContent.replace("The picture needs WebGL2; everything else works.", "")`); got != want {
				t.Errorf("%s opens at %s", run, got)
			}
		})
	}
}

// asks is the step of a lesson that asks its question.
func asks(l *lessons.Lesson) string {
	for _, s := range l.Steps {
		if s.Ask != "" {
			return s.ID
		}
	}
	return ""
}
