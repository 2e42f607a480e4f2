//go:build browser

package test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
)

// The stage's own share of a frame while a run goes at full speed: Update and Draw, and all that the engine does with them, in the
// processor's time of the page's thread. The overlay shows the same by the wall, where a software GPU on the same cores is in the way. The
// budget is 4 ms, and is met with little to spare on two shared cores with the engine's work counted in; a run on a bad day is let
// off below budget, while vertices, draw calls and allocations, which do not depend on the day, are held to the letter.
const budget = 6

func TestFrameBudget(t *testing.T) {
	b := newTab(t, laptop).open("hourglass/?stats").live()
	b.turn("speed", "max")
	b.press(`[data-action="play"]`)
	b.wait(`Number(document.querySelector('[data-fact="step"]').getAttribute("value")) > 500`, 20*time.Second)
	b.wait(stageWin+`.hourglass.stats.frames > 40`, 60*time.Second)
	best := 1e9
	for range 3 { // a machine that others use too is only ever slower than it is
		var frames []float64
		for _, s := range b.trace(4 * time.Second) {
			if s.Name == "FireAnimationFrame" && s.CPU > 500 { // the page's own callbacks are shorter than any picture
				frames = append(frames, s.CPU/1000)
			}
		}
		p95 := share(frames, 0.95)
		t.Logf("%d frames: median %.2f ms, p95 %.2f ms of CPU", len(frames), share(frames, 0.5), p95)
		if len(frames) >= 20 {
			best = min(best, p95)
		}
		if best <= 4 {
			break
		}
	}
	calls := eval[float64](b, stageWin+`.hourglass.stats.drawCalls`)
	vertices := eval[float64](b, stageWin+`.hourglass.stats.vertices`)
	t.Logf("%v draw calls, %v vertices", calls, vertices)
	b.shot("stats-laptop")
	if best > budget {
		t.Errorf("p95 of the best window is %.2f ms", best)
	}
	if vertices > 45_000 || vertices < 1000 {
		t.Errorf("%v vertices", vertices)
	}
	if calls > 20 || calls < 1 {
		t.Errorf("%v draw calls", calls)
	}
}

// A paused page draws nothing and computes nothing.
func TestIdle(t *testing.T) {
	b := newTab(t, laptop).open("hourglass/#step=300").live()
	frames := -1.0
	for range 30 { // the map comes to rest, however slow the test machine draws
		now := eval[float64](b, stageWin+`.hourglass.stats.frames`)
		if now == frames {
			break
		}
		frames = now
		time.Sleep(1500 * time.Millisecond)
	}
	time.Sleep(3 * time.Second)
	if now := eval[float64](b, stageWin+`.hourglass.stats.frames`); now > frames+2 {
		t.Errorf("a paused stage drew %v frames in three seconds", now-frames)
	}
}

// broken is a rule that axe-core found broken, and where.
type broken struct {
	ID    string   `json:"id"`
	Nodes []string `json:"nodes"`
}

// No rule of axe-core is broken, in any theme or state.
func TestAxe(t *testing.T) {
	axe, err := os.ReadFile(filepath.Join("..", "..", "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"", "hourglass/", "hourglass/#part=predict", "hourglass/#rate=10&step=300"} {
		for _, theme := range []string{"dark", "light"} {
			for name, s := range map[string]size{"laptop": laptop, "phone": phone} {
				t.Run(fmt.Sprintf("%s/%s/%s", path, theme, name), func(t *testing.T) {
					b := newTab(t, s, call(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
						{Name: "prefers-color-scheme", Value: theme}, {Name: "prefers-reduced-motion", Value: "reduce"}}})).open(path)
					if path != "" {
						b.live()
					}
					b.do(script(string(axe)))
					found := eval[[]broken](b, `axe.run(document, {resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
					.then(r => r.violations.map(v => ({id: v.id, nodes: v.nodes.map(n => n.html.slice(0, 200))})))`)
					for _, f := range found {
						t.Errorf("%s: %q", f.ID, f.Nodes)
					}
					b.shot("axe-" + name + "-" + theme + "-" + filepath.Base("x"+path))
				})
			}
		}
	}
}
