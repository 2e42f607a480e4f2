//go:build browser

package test

import (
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
