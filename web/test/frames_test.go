//go:build browser

package test

import (
	"testing"
	"time"

	"hourglass/lessons"
)

// A lesson that trains draws its picture in few calls, and once it is paused draws nothing: with one run, and with two. What the pictures of the other
// lessons hold is counted in package paint, and how long a frame takes is for make budget.
func TestFrames(t *testing.T) {
	alongside(t)
	for _, l := range []*lessons.Lesson{&lessons.Hourglass, &lessons.Sampling} {
		t.Run(l.ID, func(t *testing.T) {
			b := newTab(t, laptop).open(l.ID + "/").live()
			b.turn("speed", "max")
			b.press(`[data-action="play"]`)
			b.trainsTo(500)
			b.until(stageWin + `.hourglass.stats.frames > 40 && ` + stageWin + `.hourglass.stats.drawCalls > 0`)
			b.fewCalls()
			b.press(`[data-action="play"]`)
			b.waitState("paused", patience)
			b.rests()
		})
	}
}

// fewCalls fails where a frame has more than its share of draw calls and vertices.
func (b *tab) fewCalls() (calls, vertices float64) {
	b.t.Helper()
	calls, vertices = eval[float64](b, stageWin+`.hourglass.stats.drawCalls`), eval[float64](b, stageWin+`.hourglass.stats.vertices`)
	if vertices > 45_000 || vertices < 1000 {
		b.t.Errorf("%v vertices", vertices)
	}
	if calls > 20 || calls < 1 {
		b.t.Errorf("%v draw calls", calls)
	}
	return calls, vertices
}

// drawn is how many frames the stage draws while the browser offers the page sixty and a timer of a second, whichever takes longer: the
// stage tells its count four times a second.
const drawn = `(async (stage) => {
	const before = stage.stats.frames, second = new Promise((due) => setTimeout(due, 1000));
	for (let i = 0; i < 60; i++) await new Promise((next) => requestAnimationFrame(next));
	await second;
	return stage.stats.frames - before;
})(` + stageWin + `.hourglass)`

// rests fails where a paused stage goes on drawing once its picture has come to rest.
func (b *tab) rests() {
	b.t.Helper()
	for end := time.Now().Add(patience); ; {
		n := eval[float64](b, drawn)
		if n == 0 {
			return
		}
		if time.Now().After(end) {
			b.t.Fatalf("a paused stage draws %v frames of sixty", n)
		}
	}
}

// A page that a link opens rests too: it draws nothing and computes nothing.
func TestIdle(t *testing.T) {
	withPixels(t, laptop).open("hourglass/#step=300").live().rests()
}
