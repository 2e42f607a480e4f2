//go:build browser

package test

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// killed takes from the page what tells it that it is about to go, as when the system kills a tab.
var killed = before(`addEventListener("pagehide", e => e.stopImmediatePropagation(), true);
document.addEventListener("visibilitychange", e => e.stopImmediatePropagation(), true)`)

const (
	kept     = `localStorage.getItem("hourglass.lesson.hourglass")`
	answered = `document.querySelector(".answer").classList.contains("shown")`
	marks    = `[...document.querySelectorAll("[data-go]")].map(e => "done" in e.dataset ? 1 : 0).join("")`
)

// answers has the learner answer the question of the hourglass, by its run.
func (b *tab) answers(in string) {
	b.t.Helper()
	b.do(script(in + `.querySelector('[data-go="predict"]').click(); ` + in + `.querySelectorAll("[data-question] input")[1].click(); ` + in + `.querySelector("[data-run-it]").click()`))
	b.wait(in+`.querySelector(".answer").classList.contains("shown")`, 40*time.Second)
}

// A tab that is killed loses no answer: what was done is there again, the page offers to go on, and forgets when it is told to.
func TestProgressIsKept(t *testing.T) {
	b := bare(t, killed).open("hourglass/").live()
	if eval[bool](b, kept+` !== null || !document.querySelector("#resume").hidden || !document.querySelector("#kept").hidden`) {
		t.Error("something is kept before anything was done")
	}
	b.answers("document")
	text := eval[string](b, kept)
	happened := eval[string](b, `document.querySelector(".happened").textContent`)
	var r struct {
		V      int
		Done   []string
		Answer struct{ Picked, Happened int }
		Goal   int
		At     string
	}
	if err := json.Unmarshal([]byte(text), &r); err != nil || r.V != 1 || !slices.Equal(r.Done, []string{"predict"}) || r.Answer.Picked != 1 || r.At != "predict" || r.Goal != -1 {
		t.Errorf("the answer was shown, and kept is %s: %v", text, err)
	}
	b.wait(kept+`.includes("step=400")`, 8*time.Second) // the run's link is written behind
	b.open("hourglass/").live()
	if got := eval[string](b, marks); got != "00100000" {
		t.Errorf("after the return the marks are %s", got)
	}
	if !eval[bool](b, answered+` && document.querySelectorAll("[data-question] input")[1].checked`) {
		t.Error("after the return the question is not answered")
	}
	if got := eval[string](b, `document.querySelector(".happened").textContent`); got != strings.TrimSuffix(happened, " You saw it coming.") {
		t.Errorf("what happened is %q, before %q", got, happened)
	}
	if got := eval[string](b, `document.querySelector("#resume").textContent`); got != "Last time you were at step 3.Go on at step 3Not now" {
		t.Errorf("the page offers %q", got)
	}
	b.shot("record-resume")
	b.press("#resume .main")
	b.wait(`document.querySelector("[data-step=predict]").classList.contains("here") && `+atStep+` === 400`, 20*time.Second)
	b.quiet()
	if eval[bool](b, `!document.querySelector("#resume").hidden || document.documentElement.dataset.state === "training"`) || b.fact("step") != 400 {
		t.Error("going on does not show the run as it was left")
	}
	b.press("#more")
	if !eval[bool](b, seen("#forget")) {
		t.Error("what is kept cannot be forgotten")
	}
	b.shot("record-forget")
	b.press("#forget")
	b.press("[data-go=draw]")
	b.quiet()
	if eval[bool](b, kept+` !== null || `+answered+` || !document.querySelector("#kept").hidden`) || eval[string](b, marks) != "00000000" {
		t.Errorf("forgotten is %s", eval[string](b, `String(`+kept+`)`))
	}
	b.open("hourglass/").live()
	if eval[string](b, marks) != "00000000" || eval[bool](b, `!document.querySelector("#resume").hidden`) {
		t.Error("what was forgotten is there again")
	}
}

// The goal is there again, and a link in the address goes before what was kept.
func TestGoalIsKept(t *testing.T) {
	b := bare(t).open("hourglass/").live()
	b.do(script(`localStorage.setItem("hourglass.lesson.hourglass", JSON.stringify({v: 1, done: ["goal"], answer: null, goal: 1234, at: "goal", link: "step=10"}))`))
	b.do(chromedp.Navigate("about:blank")) // an address that differs after the # alone is no new page
	b.shown()                              // a browser told to leave a page that is just arriving never answers
	b.open("hourglass/#step=200").live()
	b.wait(`document.querySelector("[data-goal] b").textContent.includes("reached before, at step 1,234")`, 5*time.Second)
	if eval[bool](b, `!document.querySelector("#resume").hidden`) || b.fact("step") != 200 {
		t.Error("the address names a run, and the page offers another")
	}
}

// Whatever stands in the storage, the lesson opens and works, and what can be read of it is.
func TestDamagedRecord(t *testing.T) {
	b := bare(t).open("hourglass/").live()
	var got []string
	for text := range map[string]string{
		"": "", "null": "", "{": "", "[]": "", `"x"`: "", "7": "", `{"v":1}`: "", `{"v":"x","done":7,"answer":{"picked":99,"happened":0},"goal":-5,"at":"nowhere","link":"<script>"}`: "",
		`{"done":{"length":1e9},"answer":[],"goal":1e300,"at":{},"link":9}`: "", `{"v":1,"done":[null,"__proto__"],"answer":{"picked":0.5,"happened":0},"goal":"12"}`: "",
		strings.Repeat("[", 30_000): "", `{"v":1,"answer":{"picked":0},"link":"a b"}`: "",
	} {
		quoted, _ := json.Marshal(text)
		got = append(got, eval[string](b, `import("../source/records/record.js").then(m => JSON.stringify(m.read(`+string(quoted)+`, {steps: ["squeeze"], options: 3})))`))
	}
	for _, g := range got {
		if g != `{"v":1,"done":[],"answer":null,"goal":-1,"at":"","link":""}` {
			t.Errorf("damage is read as %s", g)
		}
	}
	half := `{"v":1,"done":["squeeze","gone"],"answer":{"picked":9,"happened":0},"goal":7,"at":"gone","link":"seed=7&log=1.rate.1e-05_2.batch.64&step=9"}`
	if got := eval[string](b, `import("../source/records/record.js").then(m => JSON.stringify(m.read('`+half+`', {steps: ["squeeze"], options: 3})))`); got != `{"v":1,"done":["squeeze"],"answer":null,"goal":7,"at":"","link":"seed=7&log=1.rate.1e-05_2.batch.64&step=9"}` {
		t.Errorf("half a record is read as %s", got)
	}
	for _, text := range []string{"{", `{"v":1,"done":[4,{}],"answer":7,"link":"step=9999999999&neck=banana"}`, `{"v":99,"done":["squeeze"]}`} {
		b.do(script(`localStorage.setItem("hourglass.lesson.hourglass", ` + strconv.Quote(text) + `)`))
		b.open("hourglass/").live()
		b.answers("document")
		now := eval[string](b, kept)
		if later := strings.Contains(text, "99,"); later != (now == text) || !later && !contains(now, `"done":["predict"]`) {
			t.Errorf("%s became %s", text, now)
		}
	}
}

// A browser that keeps nothing for the page takes nothing from the lesson.
func TestDeniedStorage(t *testing.T) {
	alongside(t)
	for name, deny := range map[string]string{
		"denied": `Object.defineProperty(window, "localStorage", {get() { throw new DOMException("no", "SecurityError"); }})`,
		"full":   `Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }`,
	} {
		t.Run(name, func(t *testing.T) {
			b := bare(t, before(deny)).open("hourglass/?embed").live()
			b.answers("document")
			if got := eval[string](b, marks+` + document.querySelector("#kept").hidden + document.querySelector("#unrecorded").hidden`); got != "00100000truetrue" {
				t.Errorf("the marks, and what is said of them: %s", got)
			}
		})
	}
}

// Two tabs of one lesson do not undo each other's.
func TestTwoTabsOneRecord(t *testing.T) {
	b := bare(t).open("hourglass/").live()
	b.answers("document")
	b.do(script(`{ const r = JSON.parse(` + kept + `); r.done = ["squeeze", "map"]; r.goal = 77; localStorage.setItem("hourglass.lesson.hourglass", JSON.stringify(r)); }`))
	b.press("[data-go=draw]")
	b.wait(kept+`.includes('"at":"draw"')`, 3*time.Second)
	if now := eval[string](b, kept); !contains(now, `"squeeze"`) || !contains(now, `"predict"`) || !contains(now, `"goal":77`) {
		t.Errorf("kept is %s", now)
	}
}
