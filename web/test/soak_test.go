//go:build browser

package test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"hourglass/lessons"
)

// A page, or one of its programs, may keep this much after whatever a hand has done to it.
const roof = 64 << 20

// meters count what the programs hold. A memory of WebAssembly is as large as its buffer, which never shrinks: so its size at the end is the most that it
// ever was. The page sees the stage's through the frame; the worker is another world, so its memory is caught when it is born, by a script before its own.
const meters = `(() => {
  const start = WebAssembly.instantiate;
  globalThis.memories = [];
  WebAssembly.instantiate = async (...a) => {
    const made = await start(...a);
    memories.push((made.instance ?? made).exports.mem);
    return made;
  };
  if (globalThis.Worker) globalThis.Worker = class extends Worker {
    constructor(url, ...rest) {
      if (String(url).startsWith("blob:")) { // made by the page for a question to the browser: it holds no program
        super(url, ...rest);
        return;
      }
      const counted = "(" + String(inside).replace("HOME", String(new URL(".", new URL(url, location.href)))) + ")();importScripts(" + JSON.stringify(String(url)) + ")";
      super(URL.createObjectURL(new Blob([counted], { type: "text/javascript" })), ...rest);
      this.addEventListener("message", (e) => { if (e.data?.memory) { globalThis.trainerMemory = e.data.memory; e.stopImmediatePropagation(); } });
    }
  };
  function inside() {
    const start = WebAssembly.instantiate;
    const script = importScripts.bind(globalThis);
    const home = "HOME";
    globalThis.importScripts = (name) => script(new URL(name, home));
    WebAssembly.instantiate = async (...a) => {
      const made = await start(...a);
      const mem = (made.instance ?? made).exports.mem;
      setInterval(() => postMessage({ memory: mem.buffer.byteLength }), 500);
      return made;
    };
  }
})();`

// soak lets a hand fuzz a lesson for a while, and at least for so many acts, and looks whether the page has complained or forgotten how to train. Where
// it is told to, it looks whether the page has grown.
func soak(t *testing.T, lesson string, seed, acts int, span time.Duration) {
	open := newTab
	if span > 0 {
		open = withPixels
	}
	b := open(t, laptop, before(meters))
	b.patient(span + lifetime)
	b.open(fmt.Sprintf("%s/?fuzz=%d", lesson, seed)).live()
	half, end := time.Now().Add(span/2), time.Now().Add(span)
	sizes := []size{laptop, phone, {844, 390}, {320, 568}, projector, {768, 1024}}
	var middle holdings
	done := func() int { return eval[int](b, `Number(document.documentElement.dataset.fuzz)`) }
	for i := 0; time.Now().Before(end) || done() < acts; i++ {
		b.do(screen(sizes[i%len(sizes)], 1))
		b.until(fmt.Sprintf(`Number(document.documentElement.dataset.fuzz) >= %d`, done()+20))
		if middle.heap == 0 && span > 0 && time.Now().After(half) {
			middle = b.holds()
		}
	}
	if span > 0 {
		b.grew(middle)
	}
	t.Logf("%s: %d acts", lesson, done())
	b.stillTrains(lesson)
}

// grew fails where a page holds more than it may, or much more than it did.
func (b *tab) grew(middle holdings) {
	b.t.Helper()
	last := b.holds()
	b.t.Logf("heap %s, trainer %s, stage %s; half-way %s, %s, %s", mb(last.heap), mb(last.trainer), mb(last.stage), mb(middle.heap), mb(middle.trainer), mb(middle.stage))
	for name, held := range map[string]float64{"the page's heap": last.heap, "the trainer": last.trainer, "the stage": last.stage} {
		if held > roof {
			b.t.Errorf("%s holds %s", name, mb(held))
		}
	}
	if last.heap > middle.heap+8<<20 {
		b.t.Errorf("the page's heap grew from %s to %s in the second half", mb(middle.heap), mb(last.heap))
	}
}

// stillTrains begins the lesson anew in the same page, without the hand, and trains it a little.
func (b *tab) stillTrains(lesson string) {
	b.t.Helper()
	b.do(screen(laptop, 1))
	at := eval[string](b, `document.documentElement.dataset.state`)
	if !slices.Contains([]string{"ready", "training", "paused", "diverged", "loading"}, at) {
		b.t.Errorf("after the hand has gone %s is %q: %s", lesson, at, eval[string](b, `document.querySelector("#card").textContent`))
	}
	b.do(script(`delete document.documentElement.dataset.fuzz`), script(`location.hash = "seed=7&step=50"`))
	b.wait(`document.querySelector('[data-fact="step"]').getAttribute("value") === "50" && document.documentElement.dataset.state === "paused"`, patience)
	b.turn("speed", "500")
	b.press(`[data-action="play"]`)
	b.until(steps + ` > 60`)
}

// holdings are bytes: of the page's JavaScript after a collection, and of the two programs.
type holdings struct{ heap, trainer, stage float64 }

func (b *tab) holds() holdings {
	b.t.Helper()
	b.do(call(heapprofiler.CollectGarbage, cdp.Empty{}))
	var h holdings
	b.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		used, err := cdp.Call(ctx, t, runtime.GetHeapUsage, cdp.Empty{})
		if err == nil {
			h.heap = used.UsedSize + used.EmbedderHeapUsedSize
		}
		return err
	}))
	h.trainer = eval[float64](b, `globalThis.trainerMemory ?? 0`)
	h.stage = eval[float64](b, stageWin+`?.memories?.at(-1)?.buffer.byteLength ?? 0`)
	if h.trainer == 0 {
		b.t.Error("the trainer's memory is not known")
	}
	return h
}

func mb(bytes float64) string { return fmt.Sprintf("%.1f MB", bytes/(1<<20)) }

// Whatever a hand does to a lesson, it complains of nothing and trains on. make soak gives each lesson 90 seconds (SOAK), and looks whether it grows;
// without it two of them get 160 acts.
func TestSoak(t *testing.T) {
	alongside(t)
	list, acts, span := []*lessons.Lesson{&lessons.Line, &lessons.Hourglass}, 160, time.Duration(0)
	if given := os.Getenv("SOAK"); given != "" {
		var err error
		if span, err = time.ParseDuration(given); err != nil {
			t.Fatal(err)
		}
		list = lessons.All
	}
	for i, l := range list {
		t.Run(l.ID, func(t *testing.T) { soak(t, l.ID, i+1, acts, span) })
	}
}
