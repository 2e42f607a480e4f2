//go:build browser

package test

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"hourglass/core/train"
	"hourglass/lessons"
)

func contains(s, part string) bool { return strings.Contains(s, part) }

// native runs a link of the lesson without any browser.
func native(t *testing.T, link string) *train.Session {
	t.Helper()
	return nativeOf(t, &lessons.Hourglass, link)
}

// nativeOf runs a link of any lesson, without its twin.
func nativeOf(t *testing.T, of *lessons.Lesson, link string) *train.Session {
	t.Helper()
	l, err := train.ParseLink(link, of.Setup, "part")
	if err != nil {
		t.Fatal(err)
	}
	r, err := train.Open(l)
	if err != nil {
		t.Fatal(err)
	}
	for r.Next() {
	}
	return r.Session
}

func TestPlayLearns(t *testing.T) {
	alongside(t)
	for name, s := range map[string]size{"laptop": laptop, "phone": phone} {
		t.Run(name, func(t *testing.T) {
			b := withPixels(t, s).open("hourglass/").live()
			if state := b.state(); state != "ready" {
				t.Fatalf("a new page is %q", state)
			}
			b.shot(name + "-before")
			b.press(`[data-action="play"]`)
			b.waitState("training", 2*time.Second)
			b.wait(`Number(document.querySelector('[data-fact="step"]').getAttribute("value")) > 200`, 10*time.Second)
			b.shot(name + "-during")
			b.turn("speed", "max") // a picture of a software GPU costs more than the steps between two of them
			b.wait(`Number(document.querySelector('[data-fact="loss"]').getAttribute("value")) < 0.02`, 20*time.Second)
			b.wait(`document.querySelector("[data-goal]").hasAttribute("data-reached")`, 30*time.Second)
			b.press(`[data-action="play"]`)
			b.waitState("paused", 2*time.Second)
			b.quiet()
			b.shot(name + "-after")
			link := eval[string](b, `location.hash.slice(1)`)
			want := native(t, link)
			p := want.Now()
			if got := b.fact("step"); got != float64(p.Step) {
				t.Errorf("the page stands at %v, its link at %d", got, p.Step)
			}
			if got := b.fact("loss"); float32(got) != p.Loss {
				t.Errorf("the page says loss %v, the core %v", got, p.Loss)
			}
			if got := b.fact("validation"); float32(got) != p.Valid {
				t.Errorf("the page says validation %v, the core %v", got, p.Valid)
			}
			if got := b.fact("rate"); got <= 0 {
				t.Errorf("%v steps a second", got)
			}
		})
	}
}

// A link retraces to the same bits, also one with knobs turned on the way.
func TestLinks(t *testing.T) {
	alongside(t)
	for _, link := range []string{
		"seed=7&rate=0.003&step=500",
		"neck=3&unit=sigmoid&step=700&log=200.rate.0.01_400.batch.64",
		"loss=bce&optimiser=momentum&rate=0.1&step=300&part=map",
	} {
		t.Run(link, func(t *testing.T) {
			b := bare(t).open("hourglass/#" + link)
			b.waitState("paused", 40*time.Second)
			p := native(t, link).Now()
			if step, loss := b.fact("step"), b.fact("loss"); step != float64(p.Step) || float32(loss) != p.Loss {
				t.Errorf("step %v loss %v, the core says %d and %v", step, loss, p.Step, p.Loss)
			}
		})
	}
}

// A link that is put into the address is opened, though the run that trains writes its own there in the same moment.
func TestLinkWhileTheRunWrites(t *testing.T) {
	b := bare(t).open("hourglass/#seed=3&step=120")
	b.waitState("paused", patience)
	b.do(script(`{ const was = location.href; location.hash = "seed=7&step=50"; history.replaceState(history.state, "", was); }`))
	b.until(atStep + ` === 50 && document.documentElement.dataset.state === "paused" && location.hash.includes("seed=7")`)
}

func TestHostileLinks(t *testing.T) {
	alongside(t)
	for _, link := range []string{
		"rate=1e309", "seed=NaN&step=-4", "%00%ff=<script>alert(1)</script>", "neck=99999999999999999999", "step=1e9", strings.Repeat("a=b&", 5000),
		"log=1.rate.NaN&step=10", "__proto__=1&constructor=2", "part=%3Cimg%20src=x%20onerror=alert(1)%3E",
	} {
		t.Run(fmt.Sprintf("%.20q", link), func(t *testing.T) {
			b := newTab(t, laptop).open("hourglass/#" + link)
			b.wait(`document.documentElement.dataset.state !== "loading"`, 40*time.Second)
			if state := b.state(); state != "ready" && state != "paused" {
				t.Errorf("the page is %q", state)
			}
			said := eval[[]string](b, `[...document.querySelectorAll('[role="status"], [role="alert"]')].filter(e => e.getClientRects().length && e.getBoundingClientRect().width > 4).map(e => e.textContent.trim()).filter(Boolean)`)
			if len(said) != 1 || strings.Contains(said[0], "<") {
				t.Errorf("the page says %q", said)
			}
			if v := eval[string](b, `document.querySelector('[data-knob="rate"]').value`); v != "0.003" {
				t.Errorf("the rate is %s", v)
			}
		})
	}
}

func TestStepAndReset(t *testing.T) {
	b := bare(t).open("hourglass/").live()
	first := b.fact("loss")
	b.press(`[data-action="step"]`)
	b.wait(`document.querySelector('[data-fact="step"]').getAttribute("value") === "1"`, 3*time.Second)
	b.waitState("paused", time.Second)
	b.press(`[data-action="step"]`)
	b.wait(`document.querySelector('[data-fact="step"]').getAttribute("value") === "2"`, 3*time.Second)
	b.press(`[data-action="reset"]`)
	b.waitState("ready", 3*time.Second)
	if got := b.fact("loss"); got != first {
		t.Errorf("the same start has loss %v, then %v", first, got)
	}
	b.press(`[data-action="reseed"]`)
	b.wait(`Number(document.querySelector('[data-fact="loss"]').getAttribute("value")) !== `+format(first), 3*time.Second)
}

func TestKnobsWhileRunning(t *testing.T) {
	b := bare(t).open("hourglass/").live()
	b.press(`[data-action="play"]`)
	b.wait(`Number(document.querySelector('[data-fact="step"]').getAttribute("value")) > 100`, 10*time.Second)
	b.turn("rate", "0.01")
	b.turn("batch", "64")
	b.until(`location.hash.includes("rate") && location.hash.includes("batch")`)
	if state, step := b.state(), b.fact("step"); state != "training" || step < 100 {
		t.Errorf("turning the rate left %s at step %v", state, step)
	}
	b.turn("neck", "5")
	b.until(`location.hash.includes("neck=5")`)
	b.press(`[data-action="play"]`)
	b.waitState("paused", 3*time.Second)
	b.quiet()
	hash := eval[string](b, `location.hash.slice(1)`)
	if !contains(hash, "neck=5") || !contains(hash, "rate=0.01") || !contains(hash, "batch=64") {
		t.Errorf("the address says %q", hash)
	}
	if p := native(t, hash).Now(); float32(b.fact("loss")) != p.Loss {
		t.Errorf("%s: loss %v, the core says %v", hash, b.fact("loss"), p.Loss)
	}
}

// A knob that is left alone says what the run says, also at rest, when no more facts come: after a step has turned it under the learner's hand,
// and after its number was taken out.
func TestKnobsAtRest(t *testing.T) {
	b := bare(t).open("sampling/").live()
	rate := `document.querySelector('[data-knob="rate"]').value`
	b.turn("rate", "0.004")
	b.press(`[data-go="silent"]`)
	b.wait(rate+` === "0.01"`, 3*time.Second)
	b.turn("rate", "")
	b.wait(rate+` === "0.01"`, 3*time.Second)
}

// A rate that explodes stops the run, is named, shows no NaN, and both ways out work.
func TestExplosion(t *testing.T) {
	b := newTab(t, laptop).open("hourglass/#rate=10").live()
	b.press(`[data-action="play"]`)
	b.waitState("diverged", 20*time.Second)
	b.quiet()
	b.shot("diverged-laptop")
	text := eval[string](b, `document.body.innerText`)
	if !contains(strings.ToLower(text), "learning rate") || contains(text, "NaN") || contains(text, "Infinity") {
		t.Errorf("the page reads %q", text)
	}
	for _, f := range []string{"step", "loss", "validation", "rate"} {
		if v := b.fact(f); math.IsNaN(v) || math.IsInf(v, 0) {
			t.Errorf("%s is %v", f, v)
		}
	}
	b.press(`[data-action="reset"]`)
	b.waitState("ready", 5*time.Second)
}

// The question is scored by the run, whatever was picked.
func TestPredictThenRun(t *testing.T) {
	alongside(t)
	for pick, right := range map[int]bool{0: false, 1: true} {
		t.Run(strconv.Itoa(pick), func(t *testing.T) {
			b := bare(t).open("hourglass/#part=predict").live()
			b.do(clickNth(`[data-question] input[type="radio"]`, pick))
			b.press(`[data-question] button`)
			b.wait(`document.querySelector('[data-question] .answer').getClientRects().length > 0 && document.querySelector('[data-question] .happened').textContent`, 20*time.Second)
			if step := b.fact("step"); step != float64(lessons.Hourglass.Question.Steps) {
				t.Errorf("the run ended at %v", step)
			}
			picked := eval[string](b, `document.querySelector('[data-question] .picked').textContent`)
			happened := eval[string](b, `document.querySelector('[data-question] .happened').textContent`)
			if !contains(happened, "keeps one choice") {
				t.Errorf("what happened reads %q", happened)
			}
			if contains(picked, "keeps one choice") != right {
				t.Errorf("option %d reads %q", pick, picked)
			}
			b.shot("question-laptop")
		})
	}
}

func TestSlowMotion(t *testing.T) {
	b := newTab(t, laptop).open("hourglass/#part=step&step=200").live()
	b.turn("speed", "0")
	for _, want := range []string{"1 Forward", "2 Loss", "3 Backward", "4 Update"} {
		b.press(`[data-action="step"]`)
		end := time.Now().Add(patience)
		for !contains(b.labels(), want) {
			if time.Now().After(end) {
				t.Fatalf("nothing says %q: %s", want, b.labels())
			}
			time.Sleep(50 * time.Millisecond)
		}
		b.shot("slow-" + want[2:])
	}
	if step := b.fact("step"); step != 201 {
		t.Errorf("four phases lead to step %v", step)
	}
	b.wait(`document.querySelector('[data-step="step"]').hasAttribute("data-done")`, 3*time.Second)
}

// Without the canvas a unit's arithmetic can be read as text, and a picture be painted by keys.
func TestWithoutTheCanvas(t *testing.T) {
	b := bare(t).open("hourglass/#step=300")
	b.waitState("paused", 30*time.Second)
	b.unfold()
	b.do(script(`(u => { u.value = "0 4"; u.dispatchEvent(new Event("change", {bubbles: true})); })(document.querySelector("#unit"))`))
	s := native(t, "step=300")
	var in train.Inside
	s.Inside(&in, 0, 4)
	want := strings.ReplaceAll(strconv.FormatFloat(float64(in.Sum), 'f', 3, 32), "-", "−")
	b.until(fmt.Sprintf(`(s => s.includes("Encoder unit 5") && s.includes(%q))(document.querySelector(".inside").textContent)`, want))
	if n := eval[int](b, `document.querySelectorAll(".weights td").length`); n != 49 {
		t.Errorf("%d weights in the table", n)
	}
	b.shot("plain-laptop")
	before := b.cells()
	b.do(script(`document.querySelector('[role="gridcell"]').focus()`))
	for _, key := range []string{"ArrowRight", "ArrowDown", "Enter"} {
		b.key(key)
	}
	if n := b.repainted(before, 1); n != 1 || b.cells()[8] == before[8] {
		t.Errorf("one press changed %d pixels", n)
	}
}

// Steps are places in the browser's history: Back goes to the step before, and the run stays.
func TestBackGoesAStepBack(t *testing.T) {
	b := bare(t).open("hourglass/#step=120")
	b.waitState("paused", 30*time.Second)
	b.press("#next")
	b.wait(`location.hash.includes("part=step")`, 3*time.Second)
	b.press("#next")
	b.wait(`location.hash.includes("part=predict")`, 3*time.Second)
	b.do(script(`history.back()`))
	b.wait(`document.querySelector('[data-step="step"]').classList.contains("here")`, 5*time.Second)
	b.quiet()
	if b.fact("step") != 120 || b.state() != "paused" {
		t.Errorf("going back moved the run: %s at %v", b.state(), b.fact("step"))
	}
}

// A step that speaks of a trained network finds one, also after the question has reset it.
func TestTheMapIsTrained(t *testing.T) {
	b := bare(t).open("hourglass/#part=predict").live()
	b.do(clickNth(`[data-question] input[type="radio"]`, 1))
	b.press(`[data-run-it]`)
	b.wait(`document.querySelector('[data-question] .happened').textContent`, 20*time.Second)
	b.press("#next")
	b.wait(`Number(document.querySelector('[data-fact="step"]').getAttribute("value")) === 2000`, 20*time.Second)
	b.waitState("paused", 3*time.Second)
	if loss := b.fact("loss"); loss > 0.03 {
		t.Errorf("the map opens at loss %v", loss)
	}
	b.shot("map-laptop")
}
