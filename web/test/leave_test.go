//go:build browser

package test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"hourglass/lessons"
	"hourglass/wasm/figures"
)

// asking opens the question of the hourglass at a speed, with an option picked.
func asking(b *tab, speed string) *tab {
	b.t.Helper()
	b.open("hourglass/#part=predict").live()
	b.turn("speed", speed)
	b.do(clickNth(`[data-question] input[type="radio"]`, 1))
	return b
}

// unanswered reports a question that was answered though its run was let go, or that cannot be run again.
func (b *tab) unanswered() {
	b.t.Helper()
	if eval[bool](b, `document.querySelector(".answer").classList.contains("shown") || document.querySelector("[data-run-it]").disabled`) {
		b.t.Error("the question whose run was let go is answered, or cannot be run again")
	}
}

func (b *tab) value(selector string) string {
	b.t.Helper()
	return eval[string](b, `document.querySelector('`+selector+`').value`)
}

const speedShown = `document.querySelector('[data-knob="speed"]').value`

const atStep = `Number(document.querySelector('[data-fact="step"]').getAttribute("value"))`

// A learner who leaves a question while its run is under way gets the run of the step that was opened.
func TestLeaveTheQuestion(t *testing.T) {
	alongside(t)
	for name, at := range map[string]string{"under way": `document.querySelector("#next").click()`, "in the same breath": `document.querySelector("[data-run-it]").click(); document.querySelector("#next").click()`} {
		t.Run(name, func(t *testing.T) {
			b := asking(bare(t), "100") // 400 steps take four seconds: no reason to hurry
			if name == "under way" {
				b.press("[data-run-it]")
				when[bool](b, atStep+` > 20`, at+`; return true`)
			} else {
				b.do(script(at))
			}
			b.wait(atStep+` === 2000`, 40*time.Second)
			b.waitState("paused", 3*time.Second)
			if neck := b.value(`[data-knob="neck"]`); neck != "2" {
				t.Errorf("the map is that of %s numbers", neck)
			}
			b.wait(`document.querySelector('[data-knob="speed"]').value === "100"`, 3*time.Second)
			b.unanswered()
		})
	}
}

// A step without a run of its own finds a run that rests.
func TestLeaveTheQuestionForRest(t *testing.T) {
	b := asking(bare(t), "100")
	b.press("[data-run-it]")
	when[bool](b, atStep+` > 20`, `document.querySelector('[data-go="goal"]').click(); return true`)
	b.wait(`document.documentElement.dataset.state !== "training"`, 3*time.Second)
	b.unanswered()
}

// The run of a question is no answer to it any more once the learner has turned a knob, or stopped it on the canvas.
func TestMeddleWithTheQuestion(t *testing.T) {
	b := asking(newTab(t, laptop), "100")
	b.press("[data-run-it]")
	if !when[bool](b, atStep+` > 20`, turning("speed", "500")+`; const still = document.querySelector("[data-run-it]").disabled; `+turning("rate", "0.01")+`; return still`) {
		t.Error("the speed lets go of the question")
	}
	b.until(atStep + ` === 400`)
	b.quiet()
	b.unanswered()
	b.turn("speed", "100")
	b.press("[data-run-it]")
	when[bool](b, atStep+` > 50 && `+atStep+` < 400`, turning("speed", "5")+`; return true`) // so that there is time for a hand on the canvas
	hits, at := b.spots("")
	curve := middle(hits[figures.Past][0], at)
	b.drag(curve, spot{curve.x + 5, curve.y})
	b.waitState("paused", 3*time.Second)
	b.wait(`!document.querySelector("[data-run-it]").disabled`, 3*time.Second)
	b.unanswered()
}

// The speed that the learner chose survives a hurry that slow motion, or the trainer's end, cuts short.
func TestSpeedAfterAHurry(t *testing.T) {
	b := asking(bare(t, before(`globalThis.workers = [];
globalThis.Worker = class extends Worker { constructor(...a) { super(...a); if (!String(a[0]).startsWith("blob:")) workers.push(this); } }`)), "20")
	b.excuse("exit", "panic", "unreachable", "Uncaught", "worker", "died")
	b.do(script(`document.querySelector("[data-run-it]").click(); document.querySelector('[data-go="step"]').click()`))
	b.wait(`document.documentElement.dataset.state !== "training"`, 3*time.Second)
	comes(b, "the speed of a slow step", speedShown, "0")
	b.quiet()
	b.unanswered()
	b.press("#next")
	comes(b, "the speed after slow motion", speedShown, "20")
	b.do(script(`document.querySelector("[data-run-it]").click(); workers.at(-1).postMessage({port: 7})`))
	b.waitState("failed", 10*time.Second)
	b.do(script(`[...document.querySelectorAll("#card button")].find(e => e.textContent === "Restart").click()`))
	b.wait(`["ready", "paused"].includes(document.documentElement.dataset.state)`, 30*time.Second)
	comes(b, "the speed after a restart", speedShown, "20")
}

// A step that opens fresh finds a run at its beginning, or begins it again.
func TestFreshStep(t *testing.T) {
	b := bare(t).open("hourglass/#step=300")
	b.waitState("paused", 40*time.Second)
	b.press(`[data-go="predict"]`)
	b.quiet()
	if b.fact("step") != 300 {
		t.Errorf("a step that asks for nothing moved the run to %v", b.fact("step"))
	}
	b.open("sparsity/").live()
	b.press(`[data-go="dense"]`)
	b.press(`[data-action="play"]`)
	b.wait(steps+" > 10", 20*time.Second)
	b.press(`[data-action="play"]`)
	b.waitState("paused", 3*time.Second)
	b.press(`[data-go="goal"]`) // with the same knobs
	b.wait(atStep+" === 0", 3*time.Second)
	b.waitState("ready", 3*time.Second)
}

// A step that trains first does so also when it opens in the same moment in which the learner pauses the run.
func TestPauseAndNext(t *testing.T) {
	b := bare(t).open("noise/").live()
	b.press(`[data-go="room"]`)
	b.press(`[data-action="play"]`)
	b.wait(steps+` > 30 && document.documentElement.dataset.state === "training"`, 20*time.Second)
	b.do(script(`document.querySelector('[data-action="play"]').click(); document.querySelector("#next").click()`))
	want := lessons.Noise.Steps[slices.IndexFunc(lessons.Noise.Steps, func(s lessons.Step) bool { return s.ID == "room" })+1].Steps
	b.wait(fmt.Sprintf(`%s === %d && document.documentElement.dataset.state === "paused"`, steps, want), 40*time.Second)
}
