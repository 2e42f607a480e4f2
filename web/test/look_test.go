//go:build browser && look

package test

import (
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
)

// theme has the browser ask for one.
func theme(name string) act {
	return call(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}}})
}

// TestLook leaves pictures of every size and theme, before, during and after training, and of every step. They are there to be
// looked at: see make look.
func TestLook(t *testing.T) {
	for name, s := range map[string]size{"laptop": laptop, "phone": phone, "projector": projector} {
		for _, colours := range []string{"dark", "light"} {
			t.Run(name+"-"+colours, func(t *testing.T) {
				b := newTab(t, s, theme(colours)).open("hourglass/")
				time.Sleep(700 * time.Millisecond)
				b.shot(name + "-" + colours + "-0-arriving")
				b.live()
				time.Sleep(400 * time.Millisecond)
				b.shot(name + "-" + colours + "-1-before")
				b.press(`[data-action="play"]`)
				b.wait(`Number(document.querySelector('[data-fact="step"]').getAttribute("value")) > 900`, 30*time.Second)
				b.shot(name + "-" + colours + "-2-during")
				b.turn("speed", "max")
				b.wait(`Number(document.querySelector('[data-fact="step"]').getAttribute("value")) > 9000`, 30*time.Second)
				b.press(`[data-action="play"]`)
				time.Sleep(3 * time.Second)
				b.shot(name + "-" + colours + "-3-after")
			})
		}
	}
}

// TestLookSteps leaves a picture of each step, as a learner who goes on finds it.
func TestLookSteps(t *testing.T) {
	for name, s := range map[string]size{"laptop": laptop, "phone": phone} {
		t.Run(name, func(t *testing.T) {
			b := newTab(t, s, theme("dark")).open("hourglass/").live()
			b.press(`[data-action="play"]`)
			b.wait(`Number(document.querySelector('[data-fact="step"]').getAttribute("value")) > 2000`, 30*time.Second)
			b.press(`[data-action="play"]`)
			steps := eval[int](b, `document.querySelectorAll("[data-step]").length`)
			for i := range steps {
				time.Sleep(600 * time.Millisecond)
				b.shot(name + "-step-" + string(rune('1'+i)))
				b.press("#next")
			}
			for _, note := range []string{"lies", "arithmetic", "python", "plain"} {
				b.do(script(`document.getElementById("` + note + `").open = true; document.getElementById("` + note + `").scrollIntoView()`))
				time.Sleep(300 * time.Millisecond)
				b.shot(name + "-note-" + note)
			}
		})
	}
}
