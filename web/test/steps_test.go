//go:build browser

package test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"hourglass/lessons"
	"hourglass/wasm/scene"
)

// windows are those in which every step must be possible: phones upright and on their side, tablets, small and large laptops, a projector.
var windows = []size{{320, 568}, {390, 844}, {844, 390}, {768, 1024}, {900, 768}, {1024, 768}, {1440, 900}, {1920, 1080}}

// reachable says of a step how much of the stage can be seen, where its Do stands between what is fixed above and below it, and what of names cannot be
// reached: neither the thing itself, nor the drawer that it lies in, nor the dot of a figure. A low window may cut what is to be done after three lines.
const reachable = `((names) => {
	const box = (s) => document.querySelector(s).getBoundingClientRect();
	const reach = (e) => {
		if (!e?.checkVisibility({ visibilityProperty: true })) return false;
		const r = e.getBoundingClientRect(), top = document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2);
		return e.contains(top);
	};
	const drawer = document.querySelector("#drawer"), more = document.querySelector("#more");
	const reached = (name) => {
		const e = document.querySelector('[data-knob="' + name + '"], #controls [data-action="' + name + '"], [data-figure="' + name + '"]');
		return reach(e) || e?.matches("select, input") && (drawer.contains(e) || matchMedia("(max-width: 1139px)").matches) && reach(more) || e?.closest("[hidden], .drawer") && reach(more);
	};
	const words = document.querySelector("#words"), scrolls = getComputedStyle(words).overflowY === "auto";
	const stage = box("#stage"), pager = box(".pager"), todo = document.querySelector(".step.here > .do")?.getBoundingClientRect();
	return { w: stage.width, h: stage.height, seen: (Math.min(stage.bottom, innerHeight) - Math.max(stage.top, 0)) / stage.height,
		do: !todo || todo.top >= (scrolls ? words.getBoundingClientRect().top : 0) - 1 && (innerHeight < 600 ? todo.top + 72 : todo.bottom) <= pager.top + 1 && document.querySelector(".step.here > .do").contains(document.elementFromPoint(todo.x + todo.width / 2, todo.y + 12)),
		where: todo ? Math.round(todo.top) + " to " + Math.round(todo.bottom) + ", the way on begins at " + Math.round(pager.top) : "",
		lost: names.filter((n) => !reached(n)) };
})`

// Every step of every lesson can be done in every window: the figure that it speaks of has the large place, and most of the stage; what is to be done is in
// sight with it; and all that it names can be reached.
func TestEveryStepCanBeDone(t *testing.T) {
	alongside(t)
	for _, l := range lessons.All {
		t.Run(l.ID, func(t *testing.T) {
			b := blind(t, laptop, brief(l)).open(l.ID + "/").live()
			layout := scene.New(l.Stage())
			for _, at := range windows {
				b.wears(at)
				for i, step := range l.Steps {
					b.do(clickNth("[data-go]", i))
					b.shown()
					where := fmt.Sprintf("%dx%d, step %d", at.w, at.h, i+1)
					names, _ := json.Marshal(step.Point)
					s := eval[struct {
						W, H, Seen float32
						Do         bool
						Where      string
						Lost       []string
					}](b, reachable+"("+string(names)+")")
					if step.Ask == "" && s.Seen < 0.99 && at.h > 400 {
						t.Errorf("%s: %.0f %% of the picture can be seen", where, 100*s.Seen)
					}
					if !s.Do && step.Ask == "" && at.h >= 380 { // a question, which is in sight, says itself what to do
						t.Errorf("%s: what is to be done is out of sight: from %s", where, s.Where)
					}
					if len(s.Lost) > 0 {
						t.Errorf("%s: out of reach: %q", where, s.Lost)
					}
					room := layout.Layout(s.W, s.H, "", strings.Join(step.Point, " "))
					hero := room.Boxes[room.Hero]
					if name := l.Figures[room.Hero]; !slices.Contains(step.Point, name) {
						t.Errorf("%s: it speaks of %q, and %s has the large place", where, step.Point, name)
					}
					if part := hero.W * hero.H / (s.W * s.H); part < 0.4 {
						t.Errorf("%s: the figure that it speaks of has %.0f %% of the stage", where, 100*part)
					}
				}
			}
		})
	}
}
