//go:build browser

package test

import (
	"fmt"
	"testing"

	"hourglass/lessons"
)

// What opens over a lesson: it leaves in sight what a step asks to look at, and gives the page back as it was.

// covers opens the drawer, then a card and a notice, in every step, and names what they lie over: the way on, the goal, the words that are seen, the picture.
// What the drawer has pushed down can be scrolled to while it is open.
const covers = `(() => {
	const $ = (s) => document.querySelector(s), box = (e) => e.getBoundingClientRect(), bad = [];
	const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
	const picture = $(".stage iframe") ?? $(".stage").insertBefore(document.createElement("iframe"), $(".stage").firstChild);
	const seen = (e) => { // as far as it is: the words scroll, what stands in the page goes under the picture and under the way on
		const r = box(e).toJSON(), words = box($("#words")), lab = box($(".lab")), way = box($(".pager"));
		if (e.closest("#words")) Object.assign(r, { top: Math.max(r.top, words.top), bottom: Math.min(r.bottom, words.bottom) });
		if (e.closest(".lab, .pager")) return r;
		if (innerWidth < 1140 && over(r, lab)) r.top = lab.bottom;
		if (over(r, way)) r.bottom = way.top;
		return r;
	};
	const free = (what, e, where) => {
		for (const s of [".pager", ".goal", ".step.here h2", ".step.here > .do", ".step.here .ask", "#words", ".stage iframe"]) if ($(s) && over(seen(e), seen($(s)))) bad.push(where + ": " + what + " over " + s);
		const n = box($("#next")), hit = document.elementFromPoint((n.left + n.right) / 2, (n.top + n.bottom) / 2);
		if (hit !== $("#next")) bad.push(where + ": at Next with " + what + " is " + (hit?.id || hit?.className));
	};
	const reached = (where) => {
		const y = scrollY, inner = $("#words").scrollTop;
		for (const s of [".step.here h2", ".step.here > .do", ".step.here .ask legend", ".goal p"]) {
			const e = $(s);
			if (!e) continue;
			e.scrollIntoView({ block: "center" });
			const r = box(e), at = document.elementFromPoint(r.left + 40, (r.top + r.bottom) / 2);
			if (!e.contains(at)) bad.push(where + ": with More open " + s + " is under " + (at?.id || at?.className));
		}
		scrollTo(0, y);
		$("#words").scrollTop = inner;
	};
	for (const d of document.querySelectorAll("[data-go]")) {
		d.click();
		const where = innerWidth + "x" + innerHeight + " " + d.dataset.go;
		if (!$("#drawer").hidden) bad.push(where + ": More stays open");
		$("#more").click();
		const knob = box($("#drawer .knob")), there = document.elementFromPoint(knob.left + 10, knob.top + 10);
		if (!$("#drawer").contains(there)) bad.push(where + ": the first knob of More is under " + (there?.id || there?.className));
		free("More", $("#drawer"), where);
		reached(where);
		const rate = [...document.querySelectorAll(".bar > .front :is(label, input, select, output)")].find((e) => e.getClientRects().length && over(box(e), box($("#more"))));
		if (rate) bad.push(where + ": the button More over " + rate.id);
	}
	$("#more").click();
	$("#card h2").textContent = "Blown up";
	$("#card p").textContent = "The run blew up at step 1,234. The learning rate (1) is the likeliest cause. ".repeat(2);
	$("#card").hidden = false;
	free("a card", $("#card"), innerWidth + " card");
	$("#card").hidden = true;
	$(".notice p").textContent = "The link names a step that this lesson does not have. ".repeat(2);
	free("a notice", $(".notice"), innerWidth + " notice");
	$(".notice p").textContent = "";
	return bad;
})()`

func TestNothingCovers(t *testing.T) {
	alongside(t)
	for i, l := range lessons.All {
		p := l.ID + "/"
		if i < 2 {
			p = "es/" + p
		}
		t.Run(p, func(t *testing.T) {
			b := bare(t, brief(l)).open(p).live()
			for _, s := range append(small, size{640, 900}, size{1024, 768}, size{1140, 800}, size{1280, 720}, laptop, projector) {
				b.wears(s)
				b.until(`!document.querySelector("#controls").disabled`) // a trainer that is kept from working is said to be gone, until it answers
				if bad := eval[[]string](b, covers); len(bad) > 0 {
					t.Errorf("%d: %q", len(bad), bad[:min(len(bad), 6)])
				}
			}
			b.press("#present")
			b.until(presenting)
			b.shown()
			b.until(`!document.querySelector("#controls").disabled`)
			if bad := eval[[]string](b, covers); len(bad) > 0 {
				t.Errorf("presenting: %q", bad[:min(len(bad), 6)])
			}
		})
	}
}

// small are phones, upright and on their side.
var small = []size{{320, 640}, phone, {844, 390}}

// wears gives the page a size, and waits until it is laid out in it.
func (b *tab) wears(s size) {
	b.t.Helper()
	b.do(screen(s, 1))
	b.until(fmt.Sprintf(`innerWidth === %d && innerHeight === %d`, s.w, s.h))
	b.shown()
}

// place is where the page stands: how far it and its words are scrolled, what has the focus, which step is shown.
const place = `JSON.stringify([Math.round(scrollY), Math.round(document.querySelector("#words").scrollTop), document.activeElement.id, document.querySelector(".step.here").id])`

// Shut, More gives the page back as it was, however it is shut; but who has gone on to the words beneath it keeps them where they are, and the next step
// begins as any does.
func TestMoreGivesThePageBack(t *testing.T) {
	for _, p := range []string{"hourglass/", "es/hourglass/"} {
		b := bare(t).open(p).live()
		for _, s := range append(small, size{1024, 768}, laptop) {
			b.wears(s)
			where := fmt.Sprintf("%s at %dx%d", p, s.w, s.h)
			for _, way := range []string{"button", "Escape"} {
				b.press(`[data-go="predict"]`)
				b.do(script(`document.querySelector("#more").focus({ preventScroll: true }); document.querySelector("#words").scrollTop += 40; scrollBy(0, 60)`))
				b.shown()
				was := eval[string](b, place)
				b.press("#more")
				b.shown()
				if way == "button" {
					b.press("#more")
				} else {
					b.stroke("Escape")
				}
				b.until(`document.querySelector("#drawer").hidden`)
				b.shown()
				if now := eval[string](b, place); now != was {
					t.Errorf("%s, shut by %s: the page was %s, is %s", where, way, was, now)
				}
			}
			b.press("#more")
			b.do(script(`document.querySelector(".goal").scrollIntoView({ block: "center" })`))
			b.shown()
			top := `Math.round(document.querySelector(".goal").getBoundingClientRect().top)`
			was := eval[float64](b, top)
			b.press("#more")
			b.shown()
			if now := eval[float64](b, top); now-was > 1 || was-now > 1 {
				t.Errorf("%s: shut, More moves the goal that is read from %v to %v", where, was, now)
			}
			b.press(`[data-go="squeeze"]`)
			b.press("#next")
			b.shown()
			was = eval[float64](b, `scrollY`)
			b.press(`[data-go="squeeze"]`)
			b.press("#more")
			b.press("#next")
			b.shown()
			if now := eval[float64](b, `scrollY`); now != was {
				t.Errorf("%s: the step after More opens at %v, not at %v", where, now, was)
			}
		}
	}
}

// sheet names what is wrong with an open dialog: it is wholly in sight, scrolls inside itself, and its closing button is always there to be pressed.
const sheet = `(() => {
	const d = document.querySelector("#sharing"), bad = [], box = (e) => e.getBoundingClientRect();
	const look = (when) => {
		const r = box(d), x = box(d.querySelector("[data-close]"));
		if (r.left < 0 || r.top < 0 || r.right > innerWidth || r.bottom > innerHeight) bad.push(when + ": it is cut: " + [r.left, r.top, r.right, r.bottom].map(Math.round));
		if (!d.querySelector("[data-close]").contains(document.elementFromPoint((x.left + x.right) / 2, (x.top + x.bottom) / 2))) bad.push(when + ": its closing button is out of reach");
		if (d.scrollWidth > d.clientWidth) bad.push(when + ": it is " + (d.scrollWidth - d.clientWidth) + " px too wide");
	};
	look("opened");
	for (const f of d.querySelectorAll("details")) f.open = true;
	look("unfolded");
	for (const e of [...d.querySelectorAll("input, select, textarea, button")].filter((e) => e.checkVisibility())) {
		e.scrollIntoView({ block: "nearest" });
		const r = box(e), at = document.elementFromPoint((r.left + r.right) / 2, (r.top + r.bottom) / 2);
		if (at !== e) bad.push("unfolded: " + (e.id || e.outerHTML.slice(0, 40)) + " is under " + (at?.id || at?.className || at?.tagName));
	}
	d.scrollTop = d.scrollHeight;
	look("at its end");
	for (const f of d.querySelectorAll("details")) f.open = false;
	return bad;
})()`

// Share is asked for, and may cover: it is wholly in sight, and shut by its button, by Escape or by a tap beside it, though not by one on its own margin,
// it gives the page back as it was.
func TestShareGivesThePageBack(t *testing.T) {
	for _, p := range []string{"hourglass/", "es/hourglass/"} {
		b := bare(t).open(p).live()
		b.press("#share")
		b.until(`document.querySelector("#sharing").open`)
		b.press("#sharing [data-close]")
		for _, s := range append(small, size{1024, 768}, laptop) {
			b.wears(s)
			where := fmt.Sprintf("%s at %dx%d", p, s.w, s.h)
			middle := func(selector string) spot {
				r := eval[[]float64](b, fmt.Sprintf(`(r => [(r.left + r.right) / 2, (r.top + r.bottom) / 2])(document.querySelector(%q).getBoundingClientRect())`, selector))
				return spot{r[0], r[1]}
			}
			for _, way := range []string{"button", "Escape", "tap"} {
				b.press(`[data-go="predict"]`)
				b.do(script(`document.querySelector("#share").focus({ preventScroll: true }); document.querySelector("#words").scrollTop += 40; scrollBy(0, 60)`))
				b.shown()
				was := eval[string](b, place)
				b.press("#share")
				b.until(`document.querySelector("#sharing").open`)
				for _, bad := range eval[[]string](b, sheet) {
					t.Errorf("%s: %s", where, bad)
				}
				margin := eval[[]float64](b, `(r => [r.left + 6, r.bottom - 6])(document.querySelector("#sharing").getBoundingClientRect())`)
				b.drag(spot{margin[0], margin[1]})
				b.shown()
				if !eval[bool](b, `document.querySelector("#sharing").open`) {
					t.Fatalf("%s: a press on its own margin shuts it", where)
				}
				switch way {
				case "button":
					b.drag(middle("#sharing [data-close]"))
				case "Escape":
					b.stroke("Escape")
				case "tap":
					b.drag(spot{4, float64(s.h) / 2})
				}
				b.until(`!document.querySelector("#sharing").open`)
				b.shown()
				if now := eval[string](b, place); now != was {
					t.Errorf("%s, shut by %s: the page was %s, is %s", where, way, was, now)
				}
			}
		}
	}
}

// A knob has its place in the bar as long as there is room for it, in words of any length, and More leaves it there.
func TestTheBarKeepsItsKnobs(t *testing.T) {
	for _, p := range []string{"hourglass/", "es/hourglass/"} {
		b := bare(t).open(p).live()
		b.until(`document.fonts.status === "loaded"`)
		for range 2 {
			if out := eval[[]string](b, `[...document.querySelectorAll(".slot .knob")].map((k) => k.dataset.name)`); len(out) > 0 {
				t.Errorf("%s: %q have no room in the bar", p, out)
			}
			b.press("#more")
			b.shown()
		}
	}
}
