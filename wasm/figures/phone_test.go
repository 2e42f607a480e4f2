package figures

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hourglass/core/train"
	"hourglass/lessons"
	"hourglass/wasm/scene"
)

// phones are stages of phones, upright and on their side, one figure each: whole, and as the strip that is left while the words are read.
var phones = [][2]float32{{320, 224}, {360, 260}, {390, 296}, {390, 464}, {506, 256}, {639, 420}, {320, 90}, {390, 118}, {639, 118}}

// tongues are the words of every language by its code; English needs none.
func tongues(t *testing.T) map[string]map[string]string {
	t.Helper()
	all := map[string]map[string]string{"en": nil}
	files, err := filepath.Glob("../../web/words/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no words of another language: %v", err)
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		words := map[string]string{}
		if err := json.Unmarshal(text, &words); err != nil {
			t.Fatal(err)
		}
		all[strings.TrimSuffix(filepath.Base(f), ".json")] = words
	}
	return all
}

// Every lesson's figures can be read on a phone in every language: before a run, in each phase of slow motion, after one, and with the ring held. What
// slow motion does is said at every size but the strip's.
func TestPhonesInEveryLanguage(t *testing.T) {
	for code, words := range tongues(t) {
		for _, l := range lessons.All {
			lesson := *l
			b, session := run(t, &lesson, 60)
			b.Words = words
			states := []struct {
				name string
				set  func()
			}{
				{"rest", func() {}},
				{"forward", func() { b.Snap.Phase = train.Forward }},
				{"loss", func() { b.Snap.Phase = train.Measured }},
				{"backward", func() { b.Snap.Phase = train.Backward }},
				{"update", func() { b.Snap.Phase, b.Moved = train.Rest, true }},
				{"held", func() {
					b.Moved = false
					session.Hold(make([]float32, session.Setup.Neck))
					show(t, b, session)
				}},
			}
			for _, state := range states {
				state.set()
				for _, size := range phones {
					for _, figure := range l.Figures {
						t.Run(fmt.Sprintf("%s/%s/%s/%vx%v/%s", code, l.ID, state.name, size[0], size[1], figure), func(t *testing.T) {
							var s scene.Scene
							b.Build(&s, size[0], size[1], &scene.Look{Hero: figure})
							if len(s.Labels) > 0 || size[1] > 150 { // a strip need not have any
								legible(t, &s, size[0], size[1])
								sound(t, &s, 12)
							}
							if sentence, few := new(network).phase(&b.Base); figure == "network" && sentence != "" && size[1] > 150 {
								in := func(w string) bool { return words[w] != "" && says(&s, words[w]) || says(&s, w) }
								if !in(sentence) && !in(few) {
									t.Errorf("nothing says %q", few)
								}
							}
						})
					}
				}
			}
		}
	}
}

// Beside an open drawer the stage of a laptop is narrow, and its figures stand side by side: every label can be read and stays in its own, in every language.
func TestBesideTheDrawer(t *testing.T) {
	for code, words := range tongues(t) {
		for _, l := range lessons.All {
			lesson := *l
			b, _ := run(t, &lesson, 60)
			b.Words = words
			for _, size := range [][2]float32{{640, 320}, {640, 838}, {644, 600}, {658, 802}, {676, 327}, {700, 700}, {780, 838}} {
				t.Run(fmt.Sprintf("%s/%s/%vx%v", code, l.ID, size[0], size[1]), func(t *testing.T) {
					var s scene.Scene
					b.Build(&s, size[0], size[1], &scene.Look{})
					legible(t, &s, size[0], size[1])
					sound(t, &s, 12)
				})
			}
		}
	}
}
