//go:build browser

package test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
)

// listen notes all that a screen reader is told from now on; told returns it.
func (b *tab) listen() {
	b.do(script(`globalThis.told = []; new MutationObserver(() => told.push(document.querySelector("#say").textContent)).observe(document.querySelector("#say"), {childList: true})`))
}

func (b *tab) told() []string { return eval[[]string](b, `told`) }

// Of what is to be said at once, news come first and none is lost; a loss is said only while it is new.
func TestNewsAreSaid(t *testing.T) {
	b := bare(t).open("hourglass/")
	b.waitState("ready", 40*time.Second)
	b.still(2500) // until nothing waits
	b.listen()
	eval[bool](b, `import("../source/page/show.js").then(({ say }) => {
		say("Loss halved: 4", "loss");
		say("Training started.", "state");
		say("Goal reached.");
		say("Loss halved: 2", "loss");
		say("Done.");
		say("Paused.", "state");
		return true;
	})`)
	b.wait(`told.length >= 4`, 12*time.Second)
	b.still(2500)
	if got, want := b.told(), []string{"Loss halved: 4", "Goal reached.", "Done.", "Paused."}; !slices.Equal(got, want) {
		t.Errorf("a screen reader is told %q", got)
	}
}

// The goal of a run that is over in a blink is told of, though the loss halves and the run pauses meanwhile.
func TestGoalIsSaid(t *testing.T) {
	b := bare(t).open("hourglass/")
	b.waitState("ready", 40*time.Second)
	b.still(2500)
	b.listen()
	b.turn("speed", "max")
	b.press(`[data-action="play"]`)
	b.wait(`document.querySelector("[data-goal][data-reached]")`, 40*time.Second)
	b.press(`[data-action="play"]`)
	b.waitState("paused", 3*time.Second)
	for _, want := range []string{"Goal reached at step", "Done. Go on", "Paused at step"} {
		b.wait(fmt.Sprintf(`told.some(s => s.startsWith(%q))`, want), 10*time.Second)
	}
	if last := b.told(); strings.HasPrefix(last[len(last)-1], "Loss") {
		t.Errorf("a screen reader is told %q", last)
	}
}

// A step that is done says so in words and with a tick, also where the browser's user chose the colours.
func TestDoneIsSeenAndSaid(t *testing.T) {
	b := newTab(t, laptop, call(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "forced-colors", Value: "active"}, {Name: "prefers-color-scheme", Value: "dark"}}})).open("hourglass/#step=1200").live()
	dot := func(id string) []string {
		return eval[[]string](b, fmt.Sprintf(`(e => [e.getAttribute("aria-label"), getComputedStyle(e, "::before").content, getComputedStyle(e, "::before").color])(document.querySelector('[data-go=%q]'))`, id))
	}
	b.press(`[data-action="step"]`) // a link alone does nothing
	b.wait(`"done" in document.querySelector('[data-go="squeeze"]').dataset`, 3*time.Second)
	b.press("#next")
	b.quiet()
	done, open := dot("squeeze"), dot("goal")
	if !strings.HasSuffix(done[0], ", done") || done[1] != `"✓"` || done[2] != "rgb(255, 255, 255)" {
		t.Errorf("the dot of a step that is done is %q", done)
	}
	if strings.Contains(open[0], "done") || open[1] != `""` {
		t.Errorf("the dot of a step that is not done is %q", open)
	}
	b.shot("done-forced")
	b.do(call(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "forced-colors", Value: "none"}, {Name: "prefers-color-scheme", Value: "dark"}}}))
	b.shot("done-dark")
	b.do(call(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "light"}}}))
	b.press(`[data-go="squeeze"]`)
	b.shot("done-light")
}

// Whoever cannot see slow motion hears its four phases, one for each press of One step.
func TestPhasesAreSaid(t *testing.T) {
	b := bare(t).open("hourglass/").live()
	b.turn("speed", "0")
	b.still(2500)
	b.listen()
	for i, want := range []string{"1 Forward", "2 Loss", "3 Backward", "4 Update"} {
		b.press(`[data-action="step"]`)
		b.wait(fmt.Sprintf(`told.some(s => s.startsWith(%q))`, want), 6*time.Second)
		b.still(2200)
		if i < 3 && b.fact("step") != 0 || i == 3 && b.fact("step") != 1 {
			t.Errorf("after %q the run is at step %v", want, b.fact("step"))
		}
	}
}

// The slider to look back says the step under the thumb at once, and nothing else speaks in between.
func TestLookBackSpeaksOnce(t *testing.T) {
	b := bare(t).open("hourglass/#step=600")
	b.waitState("paused", 40*time.Second)
	b.still(2500)
	b.listen()
	got := eval[string](b, `(s => { s.focus(); s.value = 100; s.dispatchEvent(new Event("input", {bubbles: true})); s.dispatchEvent(new Event("change", {bubbles: true})); return s.getAttribute("aria-valuetext"); })(document.querySelector("#past"))`)
	if got != "step 300 of 600" {
		t.Errorf("at once the slider says %q", got)
	}
	for range 4 {
		b.key("ArrowRight")
		b.do(pause(50))
	}
	comes(b, "four keys later the slider says", `document.querySelector("#past").getAttribute("aria-valuetext")`, "step 312 of 600")
	b.still(2500)
	if told := b.told(); len(told) > 0 {
		t.Errorf("beside the slider a screen reader is told %q", told)
	}
	if n := eval[int](b, `document.querySelectorAll('output:not([aria-live="off"])').length`); n > 0 {
		t.Errorf("%d outputs speak by themselves", n)
	}
}
