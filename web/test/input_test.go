//go:build browser

package test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// write empties a field as a hand does and types into it.
func (b *tab) write(selector, text string) {
	b.t.Helper()
	b.do(script(fmt.Sprintf(`(e => { e.focus(); e.select(); })(document.querySelector(%q))`, selector)))
	if text == "" {
		b.key("Delete")
		return
	}
	b.do(chromedp.KeyEvent(text))
}

const (
	rateField = `[data-knob="rate"]`
	seedField = `[data-knob="seed"]`
	told      = `document.querySelector(".notice p").textContent`
)

func fieldSays(selector string) string {
	return fmt.Sprintf(`document.querySelector(%q).value`, selector)
}

// A number that is typed means what its writer meant: with a decimal comma, thousands, a sign, a power of ten. The run gets it, the field says it plainly.
func TestNumbersTyped(t *testing.T) {
	b := bare(t).open("hourglass/").live()
	b.press("#more")
	for _, c := range []struct{ field, text, says string }{
		{rateField, "0,05", "0.05"}, {rateField, "1e-3", "0.001"}, {rateField, "+0.02", "0.02"}, {rateField, ",5", "0.5"},
		{seedField, "1,000", "1000"}, {seedField, "12.345", "12345"}, {seedField, "7 000", "7000"},
	} {
		b.write(c.field, c.text)
		b.key("Enter")
		b.wait(fieldSays(c.field)+fmt.Sprintf(` === %q`, c.says), 3*time.Second)
		knob := strings.Split(c.field, `"`)[1]
		b.wait(fmt.Sprintf(`location.hash.split(/[#&]/).includes(%q)`, knob+"="+c.says), 5*time.Second)
		if now := eval[string](b, fmt.Sprintf(`document.querySelector(%q).getAttribute("aria-valuenow")`, c.field)); now != c.says {
			t.Errorf("after %q a screen reader hears %q", c.text, now)
		}
		if said := eval[string](b, told); strings.Contains(said, "takes") {
			t.Errorf("%q is answered by %q", c.text, said)
		}
	}
}

// What is no number, or lies outside, is said with what the field takes, and the value comes back; a good number takes the words away again.
func TestNumbersRefused(t *testing.T) {
	b := bare(t).open("hourglass/").live()
	b.press("#more")
	for _, c := range []struct{ field, text, says, back string }{
		{rateField, "fast", "Learning rate takes a number from 0.0001 to 10, not “fast”.", "0.003"},
		{rateField, "50", "Learning rate takes a number from 0.0001 to 10, not “50”.", "0.003"},
		{rateField, "-1", "Learning rate takes a number from 0.0001 to 10, not “-1”.", "0.003"},
		{seedField, "1,5", "Seed takes a whole number from 0 to 999999999, not “1,5”.", "1"},
	} {
		b.write(c.field, c.text)
		b.key("Tab")
		if said, says := eval[string](b, told), eval[string](b, fieldSays(c.field)); said != c.says || says != c.back {
			t.Errorf("%q is answered by %q, and the field says %q", c.text, said, says)
		}
	}
	b.write(rateField, "")
	b.key("Tab")
	if says := eval[string](b, fieldSays(rateField)); says != "0.003" {
		t.Errorf("an emptied field says %q when it is left", says)
	}
	b.write(rateField, "0.004")
	b.key("Enter")
	if said := eval[string](b, told); said != "" {
		t.Errorf("after a good number the page still says %q", said)
	}
	b.write(rateField, "0.7")
	b.key("Escape")
	b.wait(fieldSays(rateField)+` === "0.004"`, 3*time.Second)
	if open := eval[bool](b, `document.querySelector("#more").getAttribute("aria-expanded") === "true"`); !open {
		t.Error("Escape in a field that was written into closed the drawer too")
	}
	b.wait(`/rate=0.004(&|$)/.test(location.hash)`, 5*time.Second)
}

// Escape goes back to the number that was asked for last, also where the run has not told yet what came of it.
func TestEscapeBeforeTheEcho(t *testing.T) {
	b := bare(t, before(heldBack)).open("hourglass/").live()
	b.press("#more")
	b.do(script(`held = []`))
	b.write(rateField, "0.004")
	b.key("Enter")
	b.write(rateField, "0.7")
	b.key("Escape")
	if says := eval[string](b, fieldSays(rateField)); says != "0.004" {
		t.Errorf("the field says %q", says)
	}
	b.do(script(`{ const late = held; held = null; for (const hear of late) hear(); }`))
	b.until(`/rate=0.004(&|$)/.test(location.hash)`)
	b.quiet()
	if says := eval[string](b, fieldSays(rateField)); says != "0.004" {
		t.Errorf("once the run has told, the field says %q", says)
	}
}

// A number that comes from elsewhere while another is written waits for the hand to let go.
func TestEscapeToWhatCame(t *testing.T) {
	b := bare(t).open("hourglass/").live()
	b.press("#more")
	b.write(rateField, "0.")
	b.do(script(`location.hash = "rate=0.01&step=20"`))
	b.until(atStep + ` === 20`)
	b.quiet()
	if says := eval[string](b, fieldSays(rateField)); says != "0." {
		t.Errorf("what is being written became %q", says)
	}
	b.key("Escape")
	comes(b, "the field", fieldSays(rateField), "0.01")
	b.quiet()
	if hash := eval[string](b, `location.hash`); !strings.Contains(hash, "rate=0.01&step=20") || strings.Contains(hash, "log=") {
		t.Errorf("the run is %s", hash)
	}
}

// Keys step a field: by first digits where a scale has no even steps, by ones for a seed.
func TestNumbersStepped(t *testing.T) {
	b := bare(t).open("hourglass/#rate=0.0085").live()
	b.press("#more")
	for _, c := range []struct{ field, keys, says string }{
		{rateField, "ArrowUp ArrowUp", "0.01"}, {rateField, "ArrowDown", "0.009"}, {rateField, "PageUp", "0.09"}, {rateField, "PageUp PageUp PageUp", "10"}, {rateField, "ArrowUp", "10"},
		{seedField, "ArrowUp ArrowUp", "3"}, {seedField, "ArrowDown", "2"}, {seedField, "PageDown", "0"},
	} {
		b.do(script(fmt.Sprintf(`document.querySelector(%q).focus()`, c.field)))
		for _, key := range strings.Fields(c.keys) {
			b.key(key)
		}
		if says := eval[string](b, fieldSays(c.field)); says != c.says {
			t.Errorf("%s of %s: %q, want %q", c.keys, c.field, says, c.says)
		}
	}
}

// A link that was changed on its way opens the run and the step that it meant; what is no number for people is refused in words.
func TestLinksOpenWhatTheyMean(t *testing.T) {
	for _, link := range []string{
		"hourglass/#seed=7&amp;rate=0.01&amp;step=30&amp;part=map", "hourglass/#seed%3D7%26rate%3D0.01%26step%3D30%26part%3Dmap", "hourglass/#%2573eed%253D7%2526rate%253D0.01%2526step%253D30%2526part%253Dmap",
		"hourglass/#SEED=7&Rate=0.01&STEP=30&part=Map).", "hourglass/#seed=7&rate=0.01&utm_source=news&step=30&part=map&fbclid=Iw_x", "hourglass/#seed=7&rate=0.%0A01&st%C2%ADep=30&part=map%3E",
		"hourglass/#seed=7&rate=0,01&step=30&part=map:~:text=loss", "hourglass/?THEME=light&amp;HIDE=goal.#seed=7&rate=0.01&step=30&part=map",
	} {
		b := bare(t).open(link).live()
		b.wait(`location.hash === "#part=map&seed=7&rate=0.01&step=30"`, 10*time.Second)
		if said := eval[string](b, told); strings.Contains(said, "link") || b.fact("step") != 30 {
			t.Errorf("%s stands at step %v and says %q", link, b.fact("step"), said)
		}
		if strings.Contains(link, "THEME") && eval[string](b, `document.documentElement.dataset.theme + document.documentElement.dataset.hide`) != "lightgoal" {
			t.Errorf("the options of %s are not followed", link)
		}
	}
	for link, want := range map[string]string{
		"rate=0x1p-3": "Learning rate must be a number.", "neck=1_0": "Neck must be a number.", "rate=Inf": "Learning rate must be a number.", "colour=red": "The link names a knob that does not exist.",
	} {
		b := bare(t).open("hourglass/#" + link).live()
		b.wait(told+fmt.Sprintf(`.includes(%q)`, want), 5*time.Second)
	}
}
