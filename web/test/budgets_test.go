//go:build browser && budget

package test

import (
	"context"
	"fmt"
	"os"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/systeminfo"
	"github.com/chromedp/chromedp"

	inquire "hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/opt"
	"hourglass/core/train"
	"hourglass/lessons"
)

// measuring says that tests have the machine to themselves.
const measuring = true

// A figure is one line of the table that make budget prints.
type figure struct {
	what           string
	measured, most float64
	unit           string
}

var table []figure

// holds notes a figure, and fails the test if it is beyond its budget.
func holds(t *testing.T, what string, measured, most float64, unit string) {
	t.Helper()
	table = append(table, figure{what, measured, most, unit})
	if measured > most {
		t.Errorf("%s: %.4g %s, at most %.4g", what, measured, unit, most)
	}
}

func init() {
	atEnd = func() {
		w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "what\tmeasured\tat most\t\t")
		for _, f := range table {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", f.what, shortly(f.measured), shortly(f.most), f.unit, map[bool]string{true: "", false: "BROKEN"}[f.measured <= f.most])
		}
		w.Flush()
	}
}

func shortly(v float64) string {
	if v >= 100 {
		return fmt.Sprintf("%.0f", v)
	}
	return fmt.Sprintf("%.3g", v)
}

// frameTime is the stage's own share of a frame while a run goes at full speed, in milliseconds: Update and Draw, and all that the engine does with them,
// in the processor's time of the page's thread. The overlay shows the same by the wall. The budget is 4 ms, and is met with little to spare on two
// shared cores with the engine's work counted in; a run on a bad day is let off below frameTime, while vertices, draw calls and allocations, which
// do not depend on the day, are held to the letter by make test.
const frameTime = 6

// yard is a fixed piece of work, done on the same thread among the frames: sums over 64 kB, of a length that no other timer of the page has.
// A machine, or an hour, in which it takes longer than yardTime has longer for a frame too.
const (
	yard = `{ const a = new Float32Array(1 << 14).fill(1); window.yard = setInterval(() => {
	for (let round = 0; round < 75; round++) for (let i = 1; i < a.length; i++) a[i] = 0.5 * (a[i] + a[i - 1]); }, 100); }`
	yardTime = 7 // milliseconds of CPU, on the machine on which the budget was set
)

// owing are lessons beyond the budget, and how far at most. Sampling has two networks of 33,000 weights encode 384 pictures in turn, and decode
// 180: a millisecond and a half that no other lesson has.
var owing = map[string]float64{"sampling": 1.5}

// Every lesson, training at full speed, keeps the frame budget, and keeps nobody's hand waiting. Its pixels are left out: a software GPU on the same
// cores would empty the caches between any two frames, draw eight of them in a second, and most of what is measured would be itself.
func TestBudgetFrames(t *testing.T) {
	for _, l := range lessons.All {
		t.Run(l.ID, func(t *testing.T) {
			b := newTab(t, laptop).open(l.ID + "/?stats").live()
			b.turn("speed", "max")
			b.press(`[data-action="play"]`)
			b.trainsTo(500)
			b.until(stageWin + `.hourglass.stats.frames > 40`)
			p95, longest := b.frameCost(max(owing[l.ID], 1) * frameTime)
			holds(t, l.ID+": CPU of a frame, p95", p95, max(owing[l.ID], 1)*frameTime, "ms")
			holds(t, l.ID+": longest task of the page", longest, 50, "ms")
			calls, vertices := b.fewCalls()
			holds(t, l.ID+": draw calls", calls, 20, "")
			holds(t, l.ID+": vertices", vertices, 45_000, "")
		})
	}
}

// frameCost is what a frame costs in the best of up to eight windows, and the longest task in all: both in milliseconds of CPU. A machine that others
// use too is only ever slower than it is, so that the first window that keeps the budget is the last.
func (b *tab) frameCost(most float64) (p95, longest float64) {
	b.t.Helper()
	p95 = 1e9
	b.do(script(yard))
	for range 8 {
		var frames, yards []float64
		for _, s := range b.trace(4 * time.Second) {
			longest = max(longest, s.CPU/1000)
			if s.Name == "FireAnimationFrame" && s.CPU > 500 { // the page's own callbacks are shorter than any picture
				frames = append(frames, s.CPU/1000)
			}
			if s.Name == "TimerFire" && s.CPU > 1000 {
				yards = append(yards, s.CPU/1000)
			}
		}
		slow := max(1, share(yards, 0.5)/yardTime)
		b.t.Logf("%d frames: median %.2f ms, p95 %.2f ms of CPU; the yardstick %.2f ms", len(frames), share(frames, 0.5), share(frames, 0.95), share(yards, 0.5))
		if len(frames) >= 10 {
			p95 = min(p95, share(frames, 0.95)/slow)
		}
		if p95 <= most {
			break
		}
	}
	b.do(script(`clearInterval(window.yard)`))
	return p95, longest
}

// A paused lesson takes under a hundredth of one processor, page, trainer and stage together.
func TestBudgetIdle(t *testing.T) {
	b := withPixels(t, laptop).open("hourglass/#step=300").live()
	b.rests()
	b.quiet()
	const span = 10 * time.Second
	before := b.processorTime()
	time.Sleep(span)
	holds(t, "paused: CPU of page, trainer and stage", 100*(b.processorTime()-before)/span.Seconds(), 1, "%")
}

// processorTime is what the pages of the browser have used so far, in seconds of CPU. No other page is open.
func (b *tab) processorTime() (seconds float64) {
	b.t.Helper()
	b.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		all, err := chromedp.CallBrowser(ctx, systeminfo.GetProcessInfo, cdp.Empty{})
		for _, p := range all.ProcessInfo {
			if p.Type == "renderer" {
				seconds += p.CPUTime
			}
		}
		return err
	}))
	return seconds
}

// A lesson that trains at full speed for a minute holds no more than a page may, and in the second half no more than in the first. make soak holds the
// same for a lesson under a hand that means no good, for as long as one likes.
func TestBudgetHeap(t *testing.T) {
	b := newTab(t, laptop, before(meters)).open("hourglass/").live()
	b.turn("speed", "max")
	b.press(`[data-action="play"]`)
	time.Sleep(30 * time.Second)
	middle := b.holds()
	time.Sleep(30 * time.Second)
	last := b.holds()
	holds(t, "a minute of training: the page's heap", last.heap/(1<<20), roof>>20, "MB")
	holds(t, "a minute of training: the trainer", last.trainer/(1<<20), roof>>20, "MB")
	holds(t, "a minute of training: the stage", last.stage/(1<<20), roof>>20, "MB")
	holds(t, "growth in its second half: the page's heap", (last.heap-middle.heap)/(1<<20), 8, "MB")
	holds(t, "growth in its second half: the programs", (last.trainer-middle.trainer+last.stage-middle.stage)/(1<<20), 4, "MB")
}

// Every goal is reached within half a minute of Play, which is six times what the slowest takes on two cores.
func TestBudgetGoals(t *testing.T) {
	for _, l := range lessons.All {
		t.Run(l.ID, func(t *testing.T) {
			b := bare(t)
			b.open(l.ID + "/").live()
			begun := b.reachesGoal(l)
			holds(t, l.ID+": from Play to the goal", time.Since(begun).Seconds(), 30, "s")
		})
	}
}

// A screen of another scale has a sharp picture again soon.
func TestBudgetSharp(t *testing.T) {
	b := withPixels(t, laptop).open("hourglass/#step=100").live()
	begun := time.Now()
	b.zoomed()
	holds(t, "sharp again after a zoom to 200 %", time.Since(begun).Seconds(), 10, "s")
}

// Every measure costs little enough to be asked for ten times a second. Natively: the browser takes some twice as long.
func TestBudgetMeasures(t *testing.T) {
	for _, kind := range []data.Kind{data.Crossed, data.Faces} {
		s := train.Default()
		s.Data, s.Neck, s.Width, s.Optimiser, s.Cloud = kind, 16, 64, opt.Adam, kind == data.Faces
		r, err := inquire.New(s)
		if err != nil {
			t.Fatal(err)
		}
		r.Measure("pca")
		slowest, most := "", time.Duration(0)
		for _, what := range []string{"loss", "over pca", "mend masking 0.33", "awake", "owned", "kl", "fit", "factor 1"} {
			least := time.Hour
			for range 3 {
				r.Step()
				r.Now()
				from := time.Now()
				r.Measure(what)
				least = min(least, time.Since(from))
			}
			if least > most {
				slowest, most = what, least
			}
		}
		holds(t, fmt.Sprintf("slowest measure of %v: %s", kind, slowest), most.Seconds()*1000, 100, "ms")
	}
}
