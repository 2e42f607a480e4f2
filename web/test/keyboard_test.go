//go:build browser

package test

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"

	"hourglass/core/train"
	"hourglass/lessons"
)

// A move is one thing that a learner does with the keyboard alone.
type move func(b *tab)

// what there is to do in each step before the goal's, as its words ask for it, in the order of the steps
var byKeys = map[string][][]move{
	"line": {
		{plays}, {plays, ring(3)}, {draws(3)}, {asked},
		{set("unit", "linear"), plays},
		{set("scatter", "0.1"), plays},
	},
	"hourglass": {
		{plays}, {phases(4)}, {asked}, {ring(1)}, {wipes, draws(3)}, {ring(3)}, {plays},
	},
	"flat": {
		{plays}, {plays}, {plays}, {asked},
		{set("neck", "14"), plays},
	},
	"noise": {
		{plays}, {asked},
		{set("neck", "64"), plays},
		{draws(3)},
		{plays, trains(2000), set("schedule", "cosine")},
		{plays},
		{set("noise", "Gaussian"), set("amount", "0.3"), plays},
	},
	"sparsity": {
		{plays},
		{set("pressure", "0.003"), plays},
		{asked}, {wipes, draws(7)},
		{set("pressure", "0.1"), plays, trains(2600), set("pressure", "0.003")},
		{plays},
	},
	"sampling": {
		{plays}, {phases(8)},
		{set("beta", "1"), plays},
		{asked}, {plays}, {ring(3)},
		{plays, trains(2000), ring(3)},
	},
	"convolution": {
		{plays},
		{set("shift", "2")},
		{asked},
		{wipes, draws(5)},
		{plays},
		{set("kernel", "4"), plays},
	},
	"anomaly": {
		{plays},
		{set("threshold", "0.0016")},
		{asked}, {wipes, draws(6)}, {plays},
		{set("rare", "0.001")},
		{set("neck", "8"), plays},
	},
	"features": {
		{plays},
		{looksOn},
		{asked},
		{set("neck", "2"), plays},
		{looksOn},
		{set("colours", "sex and island")},
		{set("colours", "k-means"), set("colours", "k-means of shuffled numbers")},
	},
	"compression": {
		{set("bits", "3"), plays},
		{set("bits", "2")},
		{asked},
		{set("bits", "4"), plays},
		{savesAndOpens},
		{set("width", "8"), plays},
		{wipes, draws(6)},
	},
	"recommender": {
		{rates(4), plays},
		{rates(5)},
		{asked},
		{set("masked", "count as 0"), plays},
		{set("neck", "1"), plays},
		{set("evenings", "10")},
	},
	"imputation": {
		{strikesOut(16), plays},
		{set("rounds", "8")},
		{set("holes", "by hand"), strikesEdges},
		{asked},
		{leavesAGap},
		{strikesOut(4)},
		{set("losing", "1"), plays},
	},
	"labels": {
		{buysEachKind(0), plays},
		{plays},
		{set("asks", "9"), plays},
		{asked},
		{buysEachKind(4), plays},
		{plays},
	},
}

// toTheGoal is what the lesson's own way to its goal has one do in the last step. What is to be turned at the beginning is turned before the run goes: at
// full speed it is thousands of steps on by the time that the Tab key comes to the knob, and what other units have learned is another way.
func toTheGoal(l *lessons.Lesson) []move {
	var turns []move
	for _, turn := range l.Goal.Way {
		turns = append(turns, set(turn.Knob, format(turn.Value)))
	}
	if l.Goal.After == 0 {
		return append(turns, plays)
	}
	return append([]move{plays, trains(l.Goal.After)}, turns...)
}

// Every step of every lesson can be done, its question be scored as it happens natively, and its goal be reached by the lesson's own way, with the keyboard
// alone, from the address bar on: no dragging, no pointer. Where there is a canvas it lies in the way of the Tab key, as it does for a learner. And no rule of
// axe-core is broken in a lesson at rest, with its question answered, or without the canvas.
func TestKeyboardThrough(t *testing.T) {
	alongside(t)
	for i, l := range lessons.All {
		t.Run(l.ID, func(t *testing.T) {
			var b *tab
			themes := []string{"dark", "light"}
			if i < 2 {
				b = newTab(t, laptop)
			} else {
				b, themes = bare(t), themes[i%2:i%2+1]
			}
			b.open(l.ID + "/").live()
			b.do(script(axeCore(t)))
			b.axeInColour("rest", themes)
			b.fast()
			steps := byKeys[l.ID]
			if len(steps) != len(l.Steps)-1 || l.Steps[len(steps)].ID != l.Goal.ID {
				t.Fatalf("%d steps are described, the lesson has %d, of which the last should be its goal's", len(steps), len(l.Steps))
			}
			for i, s := range l.Steps {
				if i > 0 {
					b.tabTo("#next")
					b.key("Enter")
					b.wait(fmt.Sprintf(`document.activeElement.closest("[data-step]")?.dataset.step === %q`, s.ID), 3*time.Second)
				}
				b.heeds(s.Turns)
				b.rested(&s)
				if s.ID == l.Goal.ID {
					break
				}
				for _, m := range steps[i] {
					m(b)
				}
				b.wait(fmt.Sprintf(`document.querySelector('[data-step=%q]').hasAttribute("data-done")`, s.ID), 60*time.Second)
				if s.Ask != "" {
					b.scored(l)
					b.axeInColour("answered", themes)
					b.unfolds()
					b.inspect(0, 0)
					b.axeInColour("plain", themes)
				}
			}
			for _, m := range toTheGoal(l) {
				m(b)
			}
			b.wait(`document.querySelector("[data-goal][data-reached]")`, 60*time.Second) // in this step or before: TestGoals begins at it
		})
	}
}

// heldBack keeps what the page's ports say from it while there is a list held.
const heldBack = `(() => {
	const made = Object.getOwnPropertyDescriptor(MessagePort.prototype, "onmessage");
	Object.defineProperty(MessagePort.prototype, "onmessage", {...made, set(hear) { made.set.call(this, (e) => globalThis.held ? held.push(() => hear.call(this, e)) : hear.call(this, e)); }});
})()`

// A busy run's echo comes late: what was asked for counts already, so that a knob that works again is not greyed under who has gone on to it.
func TestLateEcho(t *testing.T) {
	b := bare(t, before(heldBack))
	b.open("noise/").live()
	amount := `document.querySelector("#k-amount")`
	b.do(script(`held = []`))
	b.tabTo("#k-noise")
	b.stroke("Home")
	b.wait(amount+`.disabled`, time.Second)
	b.key("ArrowDown")
	b.wait(`!`+amount+`.disabled`, time.Second)
	b.tabTo("#k-amount")
	b.do(script(`{
		let lost = 0;
		const look = () => lost += document.activeElement !== ` + amount + ` || ` + amount + `.disabled;
		` + amount + `.addEventListener("blur", look);
		const late = held; // of no noise at all
		held = null;
		for (const hear of late) { hear(); look(); }
		setTimeout(() => (look(), document.body.dataset.lost = late.length && lost), 1000);
	}`))
	b.until(`document.body.dataset.lost`)
	if n := eval[string](b, `document.body.dataset.lost`); n != "0" || eval[string](b, `document.querySelector("#k-noise").value`) == "0" {
		t.Errorf("the knob was greyed, or lost the focus, %s times", n)
	}
}

// heeds waits until the run has what a step turns when it opens; the knobs show what the run says, and those of whole numbers exactly.
func (b *tab) heeds(turns []lessons.Turn) {
	b.t.Helper()
	for _, turn := range turns {
		b.until(fmt.Sprintf(`((c) => !c?.matches("select, [type=range][step='1']") || Number(c.value) === %v)(document.querySelector('[data-knob=%q]'))`, turn.Value, turn.Knob))
	}
}

// patient gives a tab more time than a test commonly has, if it is more.
func (b *tab) patient(span time.Duration) {
	if span <= lifetime {
		return
	}
	ctx, stop := context.WithTimeout(context.WithoutCancel(b.ctx), span)
	b.t.Cleanup(stop)
	b.ctx = ctx
}

const steps = `Number(document.querySelector('[data-fact="step"]').getAttribute("value"))`

// fast chooses full speed, so that a test waits less than a learner.
func (b *tab) fast() {
	b.t.Helper()
	b.tabTo("#k-speed")
	b.stroke("End")
	b.wait(`document.querySelector("#k-speed").value === "max"`, 2*time.Second)
}

// rested waits until a step that was just opened has its run as it wants it: at rest, where it wants that, and trained as far as it says.
func (b *tab) rested(step *lessons.Step) {
	b.t.Helper()
	const going = `document.documentElement.dataset.state === "training"`
	if step.Rest || step.Fresh || step.Steps > 0 || step.Ask != "" {
		b.until(`!(` + going + `) || document.documentElement.hasAttribute("data-leads")`)
	}
	if step.Steps > 0 {
		b.trainsTo(step.Steps)
		b.until(`!(` + going + `)`)
	}
}

// plays has the run go on by Play, unless it does already; of one that a step trains by itself that means from there.
func plays(b *tab) {
	b.t.Helper()
	goesOn := `document.documentElement.dataset.state === "training" && !document.documentElement.hasAttribute("data-leads")`
	if eval[bool](b, goesOn) {
		return
	}
	b.tabTo(`[data-action="play"]`)
	b.key("Enter")
	b.wait(goesOn, 20*time.Second)
}

func trains(to int) move { return func(b *tab) { b.trainsTo(to) } }

// phases goes through slow motion, one press for each phase.
func phases(n int) move {
	return func(b *tab) {
		b.tabTo(`[data-action="step"]`)
		for range n {
			b.key("Enter")
			b.do(pause(150))
		}
	}
}

func asked(b *tab) {
	b.t.Helper()
	b.tabTo(`[data-question] input`)
	b.stroke(" ")
	b.tabTo(`[data-run-it]`)
	b.key("Enter")
	b.wait(`document.querySelector(".happened").textContent && document.activeElement.matches(".answer")`, 60*time.Second)
}

// unfolds opens the panel that says and does what the canvas does.
func (b *tab) unfolds() {
	b.t.Helper()
	if !eval[bool](b, `document.querySelector("#plain").open`) {
		b.tabTo("#plain > summary")
		b.key("Enter")
		b.wait(`document.querySelector("#plain .field").childElementCount`, 3*time.Second)
	}
}

// ring moves the ring so many times.
func ring(n int) move {
	return func(b *tab) {
		b.t.Helper()
		b.unfolds()
		for range n {
			if !eval[bool](b, `document.activeElement.matches(".ring input")`) { // a new code has new sliders
				b.tabTo(`.ring input`)
			}
			b.key("ArrowRight")
			b.do(pause(200))
		}
		b.wait(`document.querySelector(".reading").textContent.includes("The ring stands at")`, 3*time.Second)
	}
}

func wipes(b *tab) {
	b.t.Helper()
	b.unfolds()
	b.tabTo(`[data-show="0"]`)
	b.key("Enter")
	b.until(`document.querySelector(".reading").textContent.startsWith("Your own")`) // a pixel is changed from what it shows
}

// draws changes so many numbers of the input: pixels of a picture one beside the other, or a point by its sliders.
func draws(n int) move {
	return func(b *tab) {
		b.t.Helper()
		b.unfolds()
		b.tabTo(`#plain .field :is([role="gridcell"][tabindex="0"], [type="range"])`)
		for range n {
			if eval[bool](b, `document.activeElement.matches("[type=range]")`) {
				b.key("ArrowRight")
			} else {
				b.key("Enter")
				b.key("ArrowRight")
			}
			b.do(pause(150))
		}
		b.wait(`document.querySelector(".reading").textContent.startsWith("Your own")`, 3*time.Second)
	}
}

// looksOn turns from example to example until one is there that the step asks for.
func looksOn(b *tab) {
	b.t.Helper()
	b.unfolds()
	b.tabTo(`[data-show="1"]`)
	for range 60 {
		if eval[bool](b, `document.querySelector(".step.here").hasAttribute("data-done")`) {
			return
		}
		b.key("Enter")
		b.do(pause(250))
	}
	b.t.Fatalf("sixty examples on, none is what the step asks for")
}

// buysEachKind buys, by number, the label of the first example of each kind among those of a step of the lesson of labels.
func buysEachKind(step int) move {
	return func(b *tab) {
		b.t.Helper()
		run, err := train.New(lessons.Labels.Setup)
		if err != nil {
			b.t.Fatal(err)
		}
		for _, c := range lessons.Labels.Plan().Steps[step].Turns {
			if err := run.Turn(c.Knob, c.Value); err != nil {
				b.t.Fatal(err)
			}
		}
		all := run.Set()
		bought := map[int32]bool{}
		for i, kind := range all.Labels[:all.Train] {
			if !bought[kind] {
				bought[kind] = true
				set("buy", strconv.Itoa(i+1))(b)
			}
		}
	}
}

// strikesOut strikes so many numbers of the input out.
func strikesOut(n int) move {
	return func(b *tab) {
		b.t.Helper()
		b.unfolds()
		b.tabTo(`#plain .field :is([role="gridcell"][tabindex="0"], [type="range"][tabindex="0"])`)
		for range n {
			b.stroke("Delete")
			switch {
			case eval[bool](b, `document.activeElement.matches("[type=range]")`):
				b.key("ArrowDown")
			case eval[bool](b, `document.activeElement.nextElementSibling`+" !== null"):
				b.key("ArrowRight")
			default: // the end of a row of pixels
				b.key("ArrowDown")
				b.stroke("Home")
			}
			b.do(pause(100))
		}
	}
}

// strikesEdges strikes out what is dark in nearly every digit: the outer columns of a picture of 8 by 8, and half of another. There the twelve agree, however long
// the network has learned.
func strikesEdges(b *tab) {
	b.t.Helper()
	b.unfolds()
	b.tabTo(`#plain .field [role="gridcell"][tabindex="0"]`)
	strike := func(then ...string) {
		b.stroke("Delete")
		for _, key := range then {
			if key == "Home" || key == "End" {
				b.stroke(key)
			} else {
				b.key(key)
			}
		}
		b.do(pause(100))
	}
	b.stroke("Home")
	for range 8 { // to the first row, wherever the keys were last
		b.key("ArrowUp")
	}
	for range 8 {
		strike("End")
		strike("Home", "ArrowDown")
	}
	b.key("ArrowRight")
	for range 4 {
		strike("ArrowUp")
	}
}

// leavesAGap brings the first column of a row to its left end, where nothing is known.
func leavesAGap(b *tab) {
	b.t.Helper()
	b.unfolds()
	b.tabTo(`#plain .sliders.table input`)
	b.stroke("Home")
}

// rates begins a row of one's own, and gives so many columns of it a value.
func rates(n int) move {
	return func(b *tab) {
		b.t.Helper()
		wipes(b)
		for i := range n {
			b.tabTo(fmt.Sprintf(`#plain .sliders.table label:nth-child(%d) input`, i+1))
			for range 4 {
				b.key("ArrowRight")
			}
		}
	}
}

// savesAndOpens has the pictures saved, and opens what was saved: the windows in which the learner would say where are stood in for.
func savesAndOpens(b *tab) {
	b.t.Helper()
	b.do(script(keepsWhatIsSaved))
	b.tabTo(`.here [data-pictures="save"]`)
	b.key("Enter")
	b.wait(`document.querySelector(".notice p").textContent.startsWith("Saved: ")`, 20*time.Second)
	b.tabTo(`.here [data-pictures="open"]`)
	b.key("Enter")
	b.wait(`document.querySelector(".notice p").textContent.startsWith("Opened: ")`, 20*time.Second)
}

// set brings a knob to a value: a number is typed, a choice, named by its words or its number, and a slider are moved by keys. A knob in the drawer is fetched from there.
func set(knob, value string) move {
	return func(b *tab) {
		b.t.Helper()
		selector := fmt.Sprintf("[data-knob=%q]", knob)
		hidden := !eval[bool](b, `document.querySelector('`+selector+`').getClientRects().length > 0`)
		if hidden {
			b.tabTo("#more")
			b.key("Enter")
		}
		b.tabTo(selector)
		is := fmt.Sprintf(`(c => c.selectedOptions?.[0].text === %[2]q ? %[2]q : c.value)(document.querySelector('%[1]s'))`, selector, value)
		switch kind := eval[string](b, `document.activeElement.role ?? document.activeElement.type`); kind {
		case "spinbutton":
			b.chord("a", 2) // Ctrl+A
			for _, r := range value {
				b.stroke(string(r))
			}
			b.key("Enter")
		default:
			b.stroke("End")
			if eval[string](b, is) != value {
				b.stroke("Home")
			}
			for range 120 {
				if now := eval[string](b, is); now == value || kind == "range" && trimmed(now) == trimmed(value) {
					break
				}
				b.key(map[bool]string{true: "ArrowRight", false: "ArrowDown"}[kind == "range"])
			}
		}
		if got := eval[string](b, is); got != value {
			b.t.Fatalf("keys brought %s to %q, not to %q", knob, got, value)
		}
		if b.state() != "training" {
			b.quiet() // the trainer has heard of it
		}
		if hidden {
			b.stroke("Escape")
			b.wait(`document.activeElement.matches("#more")`, 2*time.Second)
		}
	}
}

// trimmed is a number without zeros behind its point.
func trimmed(s string) string {
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

// stroke presses a key that writes itself, or one of those that robust_test.go's key does not know.
func (b *tab) stroke(name string) {
	b.t.Helper()
	p := input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Key: name, Code: name}
	switch name {
	case " ":
		p.Code, p.Text, p.WindowsVirtualKeyCode = "Space", " ", 32
	case "Home":
		p.WindowsVirtualKeyCode = 36
	case "End":
		p.WindowsVirtualKeyCode = 35
	case "Escape":
		p.WindowsVirtualKeyCode = 27
	case "Delete":
		p.WindowsVirtualKeyCode = 46
	case ".":
		p.Code, p.Text, p.WindowsVirtualKeyCode = "Period", ".", 190
	default: // a digit
		p.Code, p.Text, p.WindowsVirtualKeyCode = "Digit"+name, name, int64(name[0])
	}
	b.do(call(input.DispatchKeyEvent, p))
	p.Type, p.Text = input.DispatchKeyEventTypeKeyUp, ""
	b.do(call(input.DispatchKeyEvent, p))
}

// chord presses a letter with a modifier held: 1 Alt, 2 Ctrl, 8 Shift.
func (b *tab) chord(letter string, modifier int64) {
	b.t.Helper()
	p := input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Key: letter, Code: "Key" + strings.ToUpper(letter),
		WindowsVirtualKeyCode: int64(strings.ToUpper(letter)[0]), Modifiers: modifier, Commands: []string{"selectAll"}}
	b.do(call(input.DispatchKeyEvent, p))
	p.Type, p.Commands = input.DispatchKeyEventTypeKeyUp, nil
	b.do(call(input.DispatchKeyEvent, p))
}

// Tab comes to every control of every lesson and out of the page again, forwards and back, with all that unfolds open; and wherever it stops there is
// something to see: a mark around what has the focus, in the window, with nothing over it.
func TestFocusIsSeen(t *testing.T) {
	alongside(t)
	for _, l := range lessons.All {
		t.Run(l.ID, func(t *testing.T) {
			b := bare(t).open(l.ID + "/#step=20").live()
			b.patient(3 * time.Minute)
			b.do(script(unfolded))
			b.quiet()
			reach := eval[int](b, `(globalThis.stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")].filter((e) =>
				!e.disabled && e.tabIndex >= 0 && e.checkVisibility({ visibilityProperty: true }) && !e.closest("[inert], fieldset:disabled") && !(e.type === "radio" && e !== document.getElementsByName(e.name)[0]))).length`)
			for _, way := range []int64{0, 8} { // 8 is Shift
				b.do(script(`document.activeElement.blur(); getSelection().removeAllRanges(); globalThis.passed = new Set()`))
				for range 3 * reach {
					b.chordKey("Tab", 9, way)
					if !eval[bool](b, `(passed.add(document.activeElement), document.activeElement !== document.body)`) {
						break // out of the page
					}
					if at := eval[string](b, unseen); at != "" {
						t.Errorf("way %d: the focus cannot be seen at %s", way, at)
					}
				}
				if missed := eval[[]string](b, `stops.filter((e) => !passed.has(e) && e.checkVisibility({ visibilityProperty: true })).map((e) => e.id || e.className || e.textContent.slice(0, 30))`); len(missed) > 0 {
					t.Errorf("way %d: Tab never reaches %q", way, missed)
				}
			}
		})
	}
}

// unseen names what has the focus if one cannot see that it has.
const unseen = `(() => {
	const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
	const name = e.tagName + "#" + e.id + " " + (e.getAttribute("aria-label") || e.textContent.trim().slice(0, 30));
	if (s.outlineStyle === "none" || parseFloat(s.outlineWidth) < 1.5) return name + ": no mark";
	if (r.bottom < 1 || r.top > innerHeight - 1 || r.right < 1 || r.left > innerWidth - 1) return name + ": out of the window";
	const clamp = (v, most) => Math.min(Math.max(v, 1), most - 1);
	const spots = [0.5, 0.1, 0.9].map((p) => document.elementFromPoint(clamp(r.left + p * r.width, innerWidth), clamp(r.top + 0.5 * r.height, innerHeight)));
	if (!spots.some((o) => o && (o === e || e.contains(o) || o.contains(e)))) return name + ": covered by " + spots[0]?.className;
	return "";
})()`

// chordKey presses a key that writes nothing, with a modifier held.
func (b *tab) chordKey(name string, code, modifier int64) {
	b.t.Helper()
	for _, kind := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeKeyDown, input.DispatchKeyEventTypeKeyUp} {
		b.do(call(input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: kind, Key: name, Code: name, WindowsVirtualKeyCode: code, Modifiers: modifier}))
	}
}
