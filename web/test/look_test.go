//go:build browser && look

package test

import (
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"

	"hourglass/lessons"
)

// theme has the browser ask for one.
func theme(name string) act {
	return call(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}}})
}

// TestLook leaves pictures of every lesson in every size and theme, before, during and after training, and of every step. They are there
// to be looked at: see make look.
func TestLook(t *testing.T) {
	for _, l := range lessons.All {
		for name, s := range map[string]size{"laptop": laptop, "phone": phone, "projector": projector} {
			for _, colours := range []string{"dark", "light"} {
				t.Run(l.ID+"-"+name+"-"+colours, func(t *testing.T) {
					b := newTab(t, s, theme(colours)).open(l.ID + "/")
					shot := func(when string) { b.shot(l.ID + "-" + name + "-" + colours + "-" + when) }
					time.Sleep(700 * time.Millisecond)
					shot("0-arriving")
					b.live()
					time.Sleep(400 * time.Millisecond)
					shot("1-before")
					b.press(`[data-action="play"]`)
					b.trainsTo(200)
					shot("2-during")
					b.turn("speed", "max")
					b.trainsTo(3000)
					b.press(`[data-action="play"]`)
					time.Sleep(3 * time.Second)
					shot("3-after")
				})
			}
		}
	}
}

// TestLookSteps leaves a picture of each step, as a learner who goes on finds it.
func TestLookSteps(t *testing.T) {
	for _, l := range lessons.All {
		for name, s := range map[string]size{"laptop": laptop, "phone": phone} {
			t.Run(l.ID+"-"+name, func(t *testing.T) {
				b := newTab(t, s, theme("dark")).open(l.ID + "/").live()
				b.turn("speed", "max")
				b.press(`[data-action="play"]`)
				b.trainsTo(2000)
				b.press(`[data-action="play"]`)
				for i := range l.Steps {
					time.Sleep(1500 * time.Millisecond)
					b.shot(l.ID + "-" + name + "-step-" + string(rune('1'+i)))
					if i < len(l.Steps)-1 {
						b.press("#next")
					}
				}
				for _, note := range []string{"lies", "arithmetic", "python", "plain"} {
					b.do(script(`document.getElementById("` + note + `").open = true; document.getElementById("` + note + `").scrollIntoView()`))
					time.Sleep(300 * time.Millisecond)
					b.shot(l.ID + "-" + name + "-note-" + note)
				}
			})
		}
	}
}
