//go:build browser

package test

import (
	"strconv"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"

	"hourglass/core/train"
	"hourglass/lessons"
	"hourglass/wasm/figures"
	"hourglass/wasm/scene"
)

// A spot is a place on the page, in CSS pixels.
type spot struct{ x, y float64 }

// spots finds where the lesson's things to touch lie on the page, from the very scene code that draws them.
func (b *tab) spots(figure string) (map[scene.Target][]scene.Hit, spot) {
	b.t.Helper()
	r := eval[[]float64](b, `(r => [r.x, r.y, r.width, r.height])(document.querySelector("iframe").getBoundingClientRect())`)
	s, err := train.New(lessons.Hourglass.Setup)
	if err != nil {
		b.t.Fatal(err)
	}
	var snap train.Snapshot
	s.Snapshot(&snap, 0)
	builder := scene.New(lessons.Hourglass.Stage())
	if err := builder.Update(&snap, snap.Points); err != nil {
		b.t.Fatal(err)
	}
	var out scene.Scene
	builder.Build(&out, float32(r[2]), float32(r[3]), &scene.Look{Hero: figure})
	hits := map[scene.Target][]scene.Hit{}
	for _, h := range out.Hits {
		hits[h.Target] = append(hits[h.Target], h)
	}
	return hits, spot{r[0], r[1]}
}

func middle(h scene.Hit, at spot) spot {
	if h.R > 0 {
		return spot{at.x + float64(h.X), at.y + float64(h.Y)}
	}
	return spot{at.x + float64(h.X+h.X2)/2, at.y + float64(h.Y+h.Y2)/2}
}

// mouse is one event of the mouse with its left button held or not.
func mouse(kind input.DispatchMouseEventType, p spot, held bool) act {
	m := input.DispatchMouseEventParams{Type: kind, X: p.x, Y: p.y}
	if held {
		m.Button, m.Buttons = input.MouseButtonLeft, 1
	}
	if kind != input.DispatchMouseEventTypeMouseMoved {
		m.Button, m.ClickCount = input.MouseButtonLeft, 1
	}
	return call(input.DispatchMouseEvent, m)
}

// point moves the mouse to a spot.
func (b *tab) point(p spot) {
	b.t.Helper()
	b.do(mouse(input.DispatchMouseEventTypeMouseMoved, p, false))
}

// drag presses at the first spot, moves through the others and lets go at the last.
func (b *tab) drag(path ...spot) {
	b.t.Helper()
	b.do(mouse(input.DispatchMouseEventTypeMouseMoved, path[0], false), mouse(input.DispatchMouseEventTypeMousePressed, path[0], true), pause(60))
	for _, p := range path[1:] {
		b.do(mouse(input.DispatchMouseEventTypeMouseMoved, p, true), pause(60))
	}
	b.do(mouse(input.DispatchMouseEventTypeMouseReleased, path[len(path)-1], false), pause(200))
}

// touch does the same with a finger.
func (b *tab) touch(path ...spot) {
	b.t.Helper()
	finger := func(kind input.DispatchTouchEventType, at ...*input.TouchPoint) act {
		return call(input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: kind, TouchPoints: append([]*input.TouchPoint{}, at...)})
	}
	for i, p := range path {
		kind := input.DispatchTouchEventTypeTouchMove
		if i == 0 {
			kind = input.DispatchTouchEventTypeTouchStart
		}
		b.do(finger(kind, &input.TouchPoint{X: p.x, Y: p.y}), pause(60))
	}
	b.do(finger(input.DispatchTouchEventTypeTouchEnd), pause(200))
}

// labels are the words that lie over the canvas now.
func (b *tab) labels() string {
	b.t.Helper()
	return eval[string](b, `[...`+stageDoc+`.querySelectorAll("span")].filter(s => !s.hidden).map(s => s.textContent).join(" | ")`)
}

// cells are the 49 grey values of the shown picture as the page states them.
func (b *tab) cells() []float64 {
	b.t.Helper()
	return eval[[]float64](b, `[...document.querySelectorAll('[role="gridcell"]')].map(c => Number(c.textContent))`)
}

// repainted waits until at least so many grey values differ from those before and nothing changes any more, and returns how many do.
func (b *tab) repainted(before []float64, least int) int {
	b.t.Helper()
	for end := time.Now().Add(patience); changed(before, b.cells()) < least && time.Now().Before(end); time.Sleep(30 * time.Millisecond) {
	}
	b.quiet()
	return changed(before, b.cells())
}

// labelled waits until the words over the canvas hold some, or hold them no more.
func (b *tab) labelled(words string, there bool, otherwise string) {
	b.t.Helper()
	for end := time.Now().Add(patience); contains(b.labels(), words) != there; time.Sleep(30 * time.Millisecond) {
		if time.Now().After(end) {
			b.t.Fatalf("%s: %s", otherwise, b.labels())
		}
	}
}

func changed(a, b []float64) int {
	n := 0
	for i := range a {
		if a[i] != b[i] {
			n++
		}
	}
	return n
}

func TestPaintByMouse(t *testing.T) {
	b := newTab(t, laptop).open("hourglass/").live()
	b.unfold()
	before := b.cells()
	hits, at := b.spots("")
	var path []spot
	for _, i := range []int{0, 1, 2, 3, 4, 5, 6} {
		path = append(path, middle(hits[figures.Pixel][21+i], at))
	}
	b.drag(path...)
	if n := b.repainted(before, 4); n < 4 {
		t.Errorf("a stroke across seven pixels changed %d", n)
	}
	b.shot("painted-laptop")
}

func TestPaintByFinger(t *testing.T) {
	b := newTab(t, phone).open("hourglass/").live()
	b.unfold()
	before := b.cells()
	hits, at := b.spots("network")
	b.touch(middle(hits[figures.Pixel][28], at), middle(hits[figures.Pixel][30], at), middle(hits[figures.Pixel][32], at), middle(hits[figures.Pixel][34], at))
	if n := b.repainted(before, 3); n < 3 {
		t.Errorf("a finger across seven pixels changed %d", n)
	}
}

func TestDragTheRing(t *testing.T) {
	b := newTab(t, laptop).open("hourglass/#step=800").live()
	hits, at := b.spots("")
	m := hits[figures.Map][0]
	corner := spot{at.x + float64(m.X) + 8, at.y + float64(m.Y2) - 8}
	b.drag(middle(m, at), spot{(middle(m, at).x + corner.x) / 2, (middle(m, at).y + corner.y) / 2}, corner)
	b.labelled("The decoder paints from the ring", true, "nothing says that the ring is held")
	first := b.labels()
	b.drag(corner, middle(m, at))
	b.labelled(first, false, "moving the ring changed nothing")
	b.shot("ring-laptop")
	if state := b.state(); state != "paused" || b.fact("step") != 800 {
		t.Errorf("looking moved the run: %s at %v", state, b.fact("step"))
	}
}

func TestCardOfAUnit(t *testing.T) {
	b := newTab(t, laptop).open("hourglass/#step=300").live()
	hits, at := b.spots("")
	unit := middle(hits[scene.Node][49+4], at) // the fifth of the encoder: output pixels come first
	b.point(unit)
	b.labelled("49 products", true, "no card under the pointer")
	b.labelled("+ bias", true, "no card under the pointer")
	b.shot("card-laptop")
	b.point(spot{at.x + float64(hits[figures.Map][0].X) - 14, 300})
	b.labelled("49 products", false, "the card stays when the pointer has left")
	b.drag(unit, unit)
	b.labelled("49 products", true, "a tapped card does not open")
	b.point(spot{at.x + 5, at.y + 5})
	b.rests()
	b.labelled("49 products", true, "a tapped card does not stay open")
}

func TestTapAPicture(t *testing.T) {
	b := newTab(t, laptop).open("hourglass/").live()
	b.unfold()
	b.press(`[data-figure="pairs"]`)
	b.rests()
	before := b.cells()
	hits, at := b.spots("pairs")
	p := middle(hits[scene.Pair][3], at)
	b.drag(p, p)
	if b.repainted(before, 1) == 0 {
		t.Error("tapping a picture did not show it")
	}
}

// An arrow key on the button of a figure moves what a hand would drag in it, and the canvas's label says what the figure shows then.
func TestArrowKeysOnAFigure(t *testing.T) {
	b := newTab(t, phone).open("hourglass/#step=300").live()
	b.press(`[data-figure="map"]`)
	label := stageDoc + `?.querySelector("canvas")?.getAttribute("aria-label")`
	b.wait(label+`?.startsWith("Latent map: 384 codes")`, 20*time.Second)
	before := eval[string](b, label)
	b.do(script(`document.querySelector('[data-figure="map"]').focus()`))
	b.key("ArrowRight")
	b.wait(label+` !== `+strconv.Quote(before), 20*time.Second)
	b.do(script(`document.querySelector("#plain").open = true`))
	b.wait(`document.querySelector(".reading").textContent.includes("The ring stands at")`, 20*time.Second)
}
