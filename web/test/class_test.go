//go:build browser

package test

import (
	"fmt"
	"testing"
	"time"

	"hourglass/core/data"
)

// A learner paints and reads off a code; a class pastes its codes and trains on them; a wrong one is named and changes nothing; the link holds the class.
func TestClassDrawings(t *testing.T) {
	b := bare(t).open("hourglass/").live()
	b.unfold()
	b.do(script(`document.querySelector("#class").open = true`))
	b.quiet()
	if got := eval[bool](b, `document.querySelector("#class [data-copy]").disabled`); !got {
		t.Error("there is a code to copy before anything is painted")
	}
	b.press(`[data-show="0"]`)
	x := make([]float32, data.Dim)
	for _, i := range []int{3, 10, 17, 24, 31} {
		x[i] = 1
		for _, grey := range []string{"0.5", "1"} { // half, then full
			b.do(clickNth(`[role="gridcell"]`, i))
			b.until(fmt.Sprintf(`Number(document.querySelectorAll('[role="gridcell"]')[%d].textContent) === %s`, i, grey))
		}
	}
	b.wait(fmt.Sprintf(`document.querySelector("#class .own").value === %q`, data.Code(x)), 5*time.Second)
	y := make([]float32, data.Dim)
	y[0], y[8], y[16] = 1, 1, 1
	paste := func(codes string) {
		b.do(script(fmt.Sprintf(`document.querySelector("#class textarea").value = %q`, codes)))
		b.press("#class [data-teach]")
	}
	paste("hello")
	b.wait(`document.querySelector(".notice p").textContent.includes("hello")`, 5*time.Second)
	if got := eval[string](b, `document.querySelector('[data-knob="data"]').selectedOptions[0].text`); got != "bars" {
		t.Errorf("a wrong code has turned the data to %s", got)
	}
	paste(data.Code(x) + "\n" + data.Code(y))
	b.wait(`document.querySelector('[data-knob="data"]').selectedOptions[0].text === "drawings"`, 5*time.Second)
	b.wait(`document.querySelector("#class .has").textContent.includes("2 drawings")`, 5*time.Second)
	b.wait(`location.hash.includes("class=")`, 5*time.Second)
	link := eval[string](b, `location.hash`)
	other := bare(t).open("hourglass/" + link).live()
	other.do(script(`document.querySelector("#class").open = true`))
	other.wait(`document.querySelector("#class .has").textContent.includes("2 drawings")`, 5*time.Second)
	b.shot("class")
}
