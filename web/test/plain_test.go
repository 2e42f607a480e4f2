//go:build browser

package test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"hourglass/core/data"
	"hourglass/core/train"
	"hourglass/lessons"
)

// plain opens the panel at a link of the hourglass with other data.
func plain(t *testing.T, s size, link string) *tab {
	t.Helper()
	b := newTab(t, s, before(`delete globalThis.WebGL2RenderingContext`)).open("hourglass/#" + link)
	b.waitState("paused", 60*time.Second)
	b.unfold()
	return b
}

// inspect looks into a unit.
func (b *tab) inspect(layer, unit int) {
	b.t.Helper()
	b.do(script(fmt.Sprintf(`(u => { u.value = "%d %d"; u.dispatchEvent(new Event("change", {bubbles: true})); })(document.querySelector("#unit"))`, layer, unit)))
	b.quiet()
}

func (b *tab) text(selector string) string {
	b.t.Helper()
	return eval[string](b, `document.querySelector('`+selector+`').textContent`)
}

// copied fails where the panel's table of what came back is not y.
func (b *tab) copied(y []float32, format string) {
	b.t.Helper()
	got := eval[[]string](b, `[...document.querySelectorAll(".copy td")].map(c => c.textContent)`)
	if len(got) != len(y) {
		b.t.Fatalf("%d numbers came back, natively %d", len(got), len(y))
	}
	for i, v := range y {
		if want := strings.TrimPrefix(fmt.Sprintf(format, v), "0"); strings.TrimPrefix(got[i], "0") != want && math.Abs(float64(v)) > 1e-3 {
			b.t.Errorf("number %d of the copy is %s, natively %s", i, got[i], want)
		}
	}
}

// Pictures of any size are painted by keys, and a unit's weights are a table of that size.
func TestPlainPictures(t *testing.T) {
	alongside(t)
	for kind, side := range map[data.Kind]int{data.Bars: 7, data.Digits: 12, data.Faces: 16} {
		t.Run(kind.String(), func(t *testing.T) {
			b := plain(t, laptop, "step=20&data="+kind.String())
			b.copied(lessonRun(t, &lessons.Hourglass, []lessons.Turn{{Knob: "data", Value: float64(kind)}}, 20).Rebuild(nil), "%.1f")
			if got := eval[[]int](b, `(g => [g.querySelectorAll("[role=row]").length, g.querySelectorAll("[role=gridcell]").length, Number(g.ariaRowCount), g.querySelectorAll('[tabindex="0"]').length])(document.querySelector("[role=grid]"))`); fmt.Sprint(got) != fmt.Sprint([]int{side, side * side, side, 1}) {
				t.Errorf("the grid is %v", got)
			}
			before := b.cells()
			b.do(script(`document.querySelector('[role="gridcell"]').focus()`))
			for _, key := range []string{"End", "ArrowRight", "ArrowDown", "Enter"} {
				b.key(key)
			}
			if n := b.repainted(before, 1); n != 1 || b.cells()[2*side-1] == before[2*side-1] {
				t.Errorf("one press changed %d pixels, or another one", n)
			}
			last := side*side - 1
			b.do(script(fmt.Sprintf(`document.querySelectorAll('[role="gridcell"]')[%d].scrollIntoView({block: "center"})`, last)))
			b.shown()
			p := eval[[]float64](b, fmt.Sprintf(`(r => [r.x + r.width / 2, r.y + r.height / 2])(document.querySelectorAll('[role="gridcell"]')[%d].getBoundingClientRect())`, last))
			b.drag(spot{p[0], p[1]})
			comes(b, "after a click on the last pixel the Tab key stops at", `[...document.querySelectorAll('[role="gridcell"]')].map((c, i) => c.tabIndex ? -1 : i).filter(i => i >= 0)`, []int{last})
			b.inspect(0, 1)
			if got := eval[[]int](b, `(t => [t.rows.length, t.rows[0].cells.length])(document.querySelector(".weights"))`); got[0] != side || got[1] != side {
				t.Errorf("the weights are %v", got)
			}
			b.shot("plain-" + kind.String())
		})
	}
}

// A point is two numbers, which a field and a slider set.
func TestPlainPoints(t *testing.T) {
	b := plain(t, laptop, "step=20&data=spiral&output=straight&neck=1")
	b.tabTo(`.field input[role="spinbutton"]`)
	b.do(script(`(n => { n.value = "-0.75"; n.dispatchEvent(new Event("input")); n.dispatchEvent(new Event("change")); })(document.activeElement)`))
	b.tabTo(`.sliders > div:last-child input[type="range"]`)
	b.key("Home")
	comes(b, "the point lies at", `[...document.querySelectorAll('.field input[role="spinbutton"]')].map(n => Number(n.value))`, []float64{-0.75, -1.5})
	b.until(`document.querySelector(".reading").textContent.includes("Your own point")`)
	b.inspect(0, 1)
	if words := b.text(".weights caption"); !contains(words, "2 coordinates") {
		t.Errorf("the weights are %q", words)
	}
	b.shot("plain-point")
}

// A signal is a list of sliders with one stop of the Tab key.
func TestPlainSignals(t *testing.T) {
	b := plain(t, phone, "step=20&data=heartbeats")
	b.tabTo(`.wave input`)
	for _, key := range []string{"ArrowDown", "ArrowDown", "End"} {
		b.key(key)
	}
	b.until(`document.querySelector(".reading").textContent.includes("Your own signal")`)
	b.quiet()
	got := eval[[]float64](b, `[...document.querySelectorAll(".wave input")].map(n => Number(n.value))`)
	if len(got) != 32 || got[2] != 1 {
		t.Errorf("the signal is %v", got)
	}
	if n := eval[int](b, `document.querySelectorAll('.wave [tabindex="0"]').length`); n != 1 || !contains(b.text(".reading"), "Your own signal") {
		t.Errorf("%d stops; the panel reads %q", n, b.text(".reading"))
	}
	b.shot("plain-signal")
}

// Of a long code the first numbers are shown, and all when asked for.
func TestPlainLongCode(t *testing.T) {
	b := plain(t, laptop, "step=20&neck=40")
	shown := `[...document.querySelectorAll(".ring input")].filter(e => e.getClientRects().length).length`
	if n := eval[int](b, shown); n != 8 {
		t.Errorf("%d numbers are shown at first", n)
	}
	b.press("#plain .all")
	if n := eval[int](b, shown); n != 40 || !strings.HasPrefix(b.text("#plain .all"), "Fewer") {
		t.Errorf("%d numbers are shown, the button says %q", n, b.text("#plain .all"))
	}
	b.do(script(`document.querySelector(".ring label:last-child input").focus()`))
	b.key("ArrowRight")
	b.wait(`document.querySelector(".reading").textContent.includes("The ring stands at")`, 3*time.Second)
}

// A knob without effect cannot be turned and says what it needs.
func TestKnobsWithoutEffect(t *testing.T) {
	b := bare(t).open("hourglass/")
	b.waitState("ready", 40*time.Second)
	b.press("#more")
	off := `(k => [k.querySelector("input").disabled, !k.querySelector(".why").hidden])(document.querySelector('.knob[data-name="momentum"]'))`
	if got := eval[[]bool](b, off); !got[0] || !got[1] {
		t.Errorf("with Adam, momentum is off and explained: %v", got)
	}
	b.shot("rules")
	b.turn("optimiser", "1")
	b.wait(`!`+off+`[0] && !`+off+`[1]`, 3*time.Second)
	b.turn("optimiser", "0")
	b.wait(off+`[0]`, 3*time.Second)
	b.do(script(`location.hash = "depth=0"`))
	b.wait(`document.querySelector('[data-knob="width"]')?.disabled && document.querySelector('[data-knob="unit"]')?.disabled`, 5*time.Second)
}

// What a unit of the code makes of its sum is said where it differs, as in a code that lets few speak, and for no other.
func TestPlainBentCode(t *testing.T) {
	const link = "step=200&neck=8&sparse=topk&keep=2"
	b, s := plain(t, laptop, link), native(t, link)
	var in train.Inside
	bent, straight := 0, 0
	for u := range 8 {
		s.Inside(&in, 1, u)
		b.inspect(1, u)
		says := contains(b.text(".inside"), "and the unit makes")
		if bends := math.Abs(float64(in.Out-in.Sum-in.Bias)) > 1e-3; says != bends {
			t.Errorf("number %d, whose sum %v becomes %v, reads %q", u+1, in.Sum+in.Bias, in.Out, b.text(".inside"))
		} else if bends {
			bent++
		} else {
			straight++
		}
	}
	if bent == 0 || straight == 0 {
		t.Errorf("%d numbers are bent and %d are not", bent, straight)
	}
}

// A row of a table is worked without the canvas: a slider for each entry, by the name of its column, in its unit; at its left end the entry is missing.
func TestPlainTable(t *testing.T) {
	b := newTab(t, laptop, before(`delete globalThis.WebGL2RenderingContext`)).open("imputation/#data=penguins&masked=left-out&neck=4&step=20")
	b.waitState("paused", 60*time.Second)
	b.unfold()
	type row struct{ Name, Says string }
	rows := func() []row {
		return eval[[]row](b, `[...document.querySelectorAll(".field .sliders.table label")].map(l => ({Name: l.querySelector("input").ariaLabel, Says: l.querySelector("span").textContent}))`)
	}
	columns := data.Penguins.Columns()
	all := rows()
	if len(all) != len(columns) {
		t.Fatalf("%d entries stand there, of %d", len(all), len(columns))
	}
	for i, c := range columns {
		if all[i].Name != c.Name || c.Unit != "" && !strings.HasSuffix(all[i].Says, " "+c.Unit) && all[i].Says != "missing" {
			t.Errorf("entry %d is %+v, of column %+v", i, all[i], c)
		}
	}
	move := func(i, to int) {
		b.do(script(fmt.Sprintf(`(s => { s.value = %d; s.dispatchEvent(new Event("input", {bubbles: true})); })(document.querySelectorAll(".field .sliders.table input")[%d])`, to, i)))
		b.quiet()
	}
	move(3, 0)
	if got := rows()[3].Says; got != "missing" {
		t.Errorf("a mass at the left end is %q", got)
	}
	move(3, 100)
	if got := rows()[3].Says; got != "6300 g" {
		t.Errorf("the greatest mass is %q", got)
	}
	move(4, 2)
	if got := rows()[4].Says; got != "yes" {
		t.Errorf("a male is %q", got)
	}
	if first := eval[string](b, `document.querySelector(".copy td").textContent`); !strings.HasPrefix(first, "bill length: ") || !strings.HasSuffix(first, " mm") {
		t.Errorf("the copy begins with %q", first)
	}
	if said := b.text(".reading"); !strings.Contains(said, "Your own row.") {
		t.Errorf("it says %q", said)
	}
}
