//go:build browser

package test

import (
	"fmt"
	"testing"
	"time"

	"hourglass/lessons"
)

// idle says whether there is nothing to look back to.
const idle = `document.querySelector(".past").hasAttribute("data-idle")`

func seen(selector string) string {
	return `(e => e.getClientRects().length > 0 && getComputedStyle(e).visibility === "visible")(document.querySelector('` + selector + `'))`
}

// The slider looks back by keyboard; the run stays in the present until it is told to go on from the past.
func TestLookBack(t *testing.T) {
	alongside(t)
	for name, s := range map[string]size{"laptop": laptop, "phone": phone, "narrow": {320, 568}} {
		t.Run(name, func(t *testing.T) {
			b := newTab(t, s).open("hourglass/#seed=3")
			b.waitState("ready", 40*time.Second)
			if !eval[bool](b, idle) || eval[bool](b, seen("#past")) {
				t.Error("there is something to look back to at step 0")
			}
			b.do(script(`location.hash = "seed=3&step=600"`))
			b.waitState("paused", 40*time.Second)
			b.wait("!"+idle, 3*time.Second)
			now := b.fact("loss")
			b.do(script(`document.querySelector("#past").focus()`))
			for _, c := range []struct {
				key  string
				back float64
			}{{"Home", 0}, {"ArrowRight", 3}, {"PageUp", 60}, {"End", -1}, {"ArrowLeft", 597}} {
				b.key(c.key)
				// Steps between two kept ones are shown by the one before, less than a sixtieth of the run earlier.
				b.until(fmt.Sprintf(`Math.abs(%s - %v) <= %d`, factOf("back"), c.back, map[bool]int{true: 12, false: 0}[c.back > 0]))
			}
			b.key("Home")
			b.wait(`document.querySelector('[data-fact="back"]').getAttribute("value") === "0"`, 3*time.Second)
			first := b.fact("loss")
			if first <= now || b.fact("step") != 600 {
				t.Errorf("step 0 has loss %v, step 600 %v; the run stands at %v", first, now, b.fact("step"))
			}
			if label := eval[string](b, `document.querySelector("[data-action=play]").getAttribute("aria-label")`); !contains(label, "from the present") {
				t.Errorf("while looking back Play is called %q", label)
			}
			if said := eval[string](b, `document.querySelector("#past").getAttribute("aria-valuetext")`); said != "step 0 of 600" {
				t.Errorf("the slider says %q", said)
			}
			b.shot("past-" + name)
			if over := eval[float64](b, `Math.max(document.documentElement.scrollWidth - innerWidth, document.querySelector(".past").scrollWidth - document.querySelector(".past").clientWidth)`); over > 0 {
				t.Errorf("the row is %v px too wide", over)
			}
			b.press(`[data-action="present"]`)
			b.wait(`!document.querySelector('[data-fact="back"]').hasAttribute("value")`, 3*time.Second)
			if got := b.fact("loss"); got != now {
				t.Errorf("back in the present the loss is %v, before %v", got, now)
			}
			b.do(script(`(s => { s.value = 100; s.dispatchEvent(new Event("input")); })(document.querySelector("#past"))`))
			b.until(factOf("back") + ` >= 0`)
			b.quiet()
			back := b.fact("back")
			then := b.fact("loss")
			b.press(`[data-action="branch"]`)
			b.wait(`document.querySelector('[data-fact="step"]').getAttribute("value") < 400 && document.documentElement.dataset.state === "paused"`, 20*time.Second)
			if b.fact("step") != back || b.fact("loss") != then || eval[bool](b, seen(`[data-action="branch"]`)) {
				t.Errorf("branched at %v with loss %v, the run stands at %v with %v", back, then, b.fact("step"), b.fact("loss"))
			}
			b.turn("rate", "0.01")
			b.press(`[data-action="play"]`)
			b.wait(`document.querySelector('[data-fact="step"]').getAttribute("value") > 500`, 20*time.Second)
			b.press(`[data-action="play"]`)
			b.waitState("paused", 3*time.Second)
			b.quiet()
			link := eval[string](b, `location.hash.slice(1)`)
			if p := native(t, link).Now(); float32(b.fact("loss")) != p.Loss || !contains(link, "rate") {
				t.Errorf("%s: loss %v, the core says %v", link, b.fact("loss"), p.Loss)
			}
		})
	}
}

// Play goes on from the present.
func TestPlayLeavesThePast(t *testing.T) {
	b := bare(t).open("hourglass/#step=300")
	b.waitState("paused", 40*time.Second)
	b.do(script(`(s => { s.value = 50; s.dispatchEvent(new Event("input")); })(document.querySelector("#past"))`))
	b.until(factOf("back") + ` >= 0`)
	b.press(`[data-action="play"]`)
	b.wait(`document.querySelector('[data-fact="step"]').getAttribute("value") > 320`, 20*time.Second)
	comes(b, "the run goes on, and the page looks at step", factOf("back"), -1)
}

// After a run blew up the card leads back to before that.
func TestBackFromABlowUp(t *testing.T) {
	b := newTab(t, laptop).open("hourglass/#step=400")
	b.waitState("paused", 40*time.Second)
	b.turn("rate", "10")
	b.press(`[data-action="play"]`)
	b.waitState("diverged", 20*time.Second)
	blown := b.fact("step")
	b.shot("blown-up")
	b.do(script(`[...document.querySelectorAll("#card button")].find(e => e.textContent.includes("Go back to step")).click()`))
	b.waitState("paused", 20*time.Second)
	if got := b.fact("step"); got >= blown || got < 0.7*blown-12 || got < 1 || !eval[bool](b, `document.querySelector("#card").hidden`) {
		t.Errorf("the run blew up at %v, the card leads back to %v", blown, got)
	}
}

// Every lesson opens, runs, tells its numbers, asks, and leads on.
func TestEveryLesson(t *testing.T) {
	alongside(t)
	for i, l := range lessons.All {
		t.Run(l.ID, func(t *testing.T) {
			b := bare(t).open(l.ID + "/")
			b.waitState("ready", 40*time.Second)
			if v := b.value(`[data-knob="speed"]`); v != format(l.Speed) {
				t.Errorf("the lesson opens at speed %s, not %v", v, l.Speed)
			}
			b.turn("speed", "max")
			b.press(`[data-action="play"]`)
			b.wait(`Number(document.querySelector('[data-fact="step"]').getAttribute("value")) > 50`, 20*time.Second)
			b.press(`[data-action="play"]`)
			b.waitState("paused", patience)
			b.quiet()
			if dashes := eval[[]string](b, `[...document.querySelectorAll(".tells div:not([data-off])")].filter(d => !/[0-9]/.test(d.querySelector("dd").textContent)).map(d => d.textContent)`); len(dashes) > 0 {
				t.Errorf("nothing is told of %q", dashes)
			}
			if n := eval[int](b, `document.querySelectorAll("[data-tell]").length`); n != len(l.Tells) {
				t.Errorf("%d numbers are told of %d", n, len(l.Tells))
			}
			if n := eval[int](b, `document.querySelectorAll("[data-question] input").length`); n != len(l.Question.Options) {
				t.Errorf("%d options of %d", n, len(l.Question.Options))
			}
			for range len(l.Steps) - 1 {
				b.press("#next")
			}
			want := "All lessons"
			if i+1 < len(lessons.All) {
				want = "Next lesson: "
			}
			if got := eval[string](b, `document.querySelector("#next").textContent`); !contains(got, want) {
				t.Errorf("the last step leads to %q", got)
			}
			if over := eval[float64](b, `(p => p.scrollWidth - p.clientWidth)(document.querySelector(".pager"))`); over > 0 {
				t.Errorf("the last step's buttons are %v px too wide", over)
			}
			b.press("#next")
			next := base + "/"
			if i+1 < len(lessons.All) {
				next += lessons.All[i+1].ID + "/"
			}
			b.wait(`location.pathname.replace(/index\.html$/, "") === "`+next+`"`, 10*time.Second)
		})
	}
}
