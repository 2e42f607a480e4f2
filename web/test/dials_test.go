//go:build browser

package test

import (
	"strings"
	"testing"
	"time"
)

// A dial of the view is turned like a knob, from link, bar and drawer; it is told in the link, follows the figure's own gestures, and can be hidden and
// locked. No step is taken for it.
func TestDialsOnThePage(t *testing.T) {
	b := bare(t).open("anomaly/#step=40&threshold=0.005&rare=0.01").live()
	b.trainsTo(40)
	for knob, want := range map[string]string{"threshold": "0.005", "rare": "0.01", "cost": "10"} {
		if got := b.value(`[data-knob="` + knob + `"]`); got != want {
			t.Errorf("%s stands at %s, the link says %s", knob, got, want)
		}
	}
	hash := eval[string](b, `document.querySelector('[data-fact="hash"]').textContent`)
	b.turn("threshold", "0.02")
	b.turn("cost", "100")
	b.wait(`location.hash.includes("cost=100") && !location.hash.includes("threshold")`, 5*time.Second)
	if link := eval[string](b, `location.hash`); !strings.Contains(link, "rare=0.01&cost=100&step=40") {
		t.Errorf("the link is %s", link)
	}
	if now := eval[string](b, `document.querySelector('[data-fact="hash"]').textContent`); now != hash || b.fact("step") != 40 {
		t.Errorf("turning dials leads to step %v and %s, from %s", b.fact("step"), now, hash)
	}
	b = bare(t).open("anomaly/?hide=rare&lock=threshold").live()
	b.press("#more")
	if eval[bool](b, `document.querySelector('[data-name="rare"]').getClientRects().length > 0`) {
		t.Error("a hidden dial is there")
	}
	if !eval[bool](b, `document.querySelector('[data-knob="threshold"]').disabled`) {
		t.Error("a locked dial can be turned")
	}
}
