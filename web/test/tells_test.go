//go:build browser

package test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// toldRows are the words of the numbers that the page shows.
const toldRows = `[...document.querySelectorAll(".tells dl > div")].filter(d => d.checkVisibility()).map(d => d.querySelector("dt").textContent)`

// A number stands beside its words only where they hold: on the data that they name, with a network that has learned; and so it is quoted.
func TestTellsStandWhereTheyHold(t *testing.T) {
	barsOnly := func(rows []string) (n int) {
		for _, r := range rows {
			if strings.Contains(r, "a bar's") {
				n++
			}
		}
		return n
	}
	b := newTab(t, laptop).open("hourglass/#data=blobs&neck=1&step=400&part=widen")
	b.waitState("paused", patience)
	for _, c := range []struct {
		hash string
		bars int
	}{{"data=blobs&neck=1&step=400", 0}, {"data=bars&neck=8&step=400", 2}, {"data=glyphs&step=100", 0}} {
		b.do(script(`location.hash = "` + c.hash + `&part=widen"`))
		b.wait(`document.querySelector('[data-fact="step"]').getAttribute("value") === "`+c.hash[strings.LastIndex(c.hash, "=")+1:]+`"`, patience)
		b.wait(`(`+toldRows+`).filter(r => r.includes("a bar's")).length === `+string(rune('0'+c.bars)), patience)
		rows := eval[[]string](b, toldRows)
		if barsOnly(rows) != c.bars || !slices.Contains(rows, "Loss on pictures set aside") {
			t.Errorf("%s: the page tells %q", c.hash, rows)
		}
	}
	b.shot("tells")
}

// Once a run rests its numbers agree, from that moment on: when a link has been retraced and when training is paused.
func TestTellsAgreeAtRest(t *testing.T) {
	b := bare(t, before(`addEventListener("DOMContentLoaded", () => {
		globalThis.rests = [];
		const text = (s) => document.querySelector(s).textContent;
		new MutationObserver(() => {
			if (document.documentElement.dataset.state !== "paused") return;
			const told = [...document.querySelectorAll("[data-tell]")].find((e) => e.closest("div").textContent.includes("set aside"));
			rests.push(text('[data-fact="validation"]') + " " + told.textContent);
		}).observe(document.documentElement, {attributeFilter: ["data-state"]});
	})`))
	b.open("hourglass/#step=1500").live()
	b.waitState("paused", patience)
	for n := 2; n < 6; n++ {
		b.press(`[data-action="play"]`)
		b.waitState("training", patience)
		b.do(pause(350))
		b.press(`[data-action="play"]`)
		b.until(fmt.Sprintf(`rests.length === %d`, n))
	}
	for _, told := range eval[[]string](b, `rests`) {
		if valid, tell, _ := strings.Cut(told, " "); valid != tell {
			t.Errorf("at rest the loss on pictures set aside is told as %s beside %s", tell, valid)
		}
	}
}
