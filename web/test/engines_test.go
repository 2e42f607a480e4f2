//go:build browser && engines

package test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hourglass/core/train"
	"hourglass/lessons"
	"hourglass/wasm/figures"
	"hourglass/wasm/scene"
)

// listener notes, before anything else runs in a document, what the browser would complain of in its console.
const listener = `(() => {
  const heard = (globalThis.complaints = []);
  addEventListener("error", (e) => heard.push("error: " + (e.message || e.target?.src)), true);
  addEventListener("unhandledrejection", (e) => heard.push("rejected: " + e.reason));
  addEventListener("securitypolicyviolation", (e) => heard.push("policy: " + e.violatedDirective + " " + e.blockedURI));
  for (const kind of ["error", "warn"]) console[kind] = (...words) => heard.push(kind + ": " + words.join(" "));
})();`

// overheard serves the course with the listener in every page: these engines have no other way to tell.
func overheard(t *testing.T) string {
	t.Helper()
	dist, _ := filepath.Abs("../../dist")
	files := http.StripPrefix(base, http.FileServer(http.Dir(dist)))
	mux := http.NewServeMux()
	mux.HandleFunc(base+"/listener.js", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		w.Write([]byte(listener))
	})
	mux.HandleFunc(base+"/", func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, base)
		if strings.HasSuffix(name, "/") {
			name += "index.html"
		}
		if !strings.HasSuffix(name, ".html") {
			files.ServeHTTP(w, r)
			return
		}
		page, err := os.ReadFile(filepath.Join(dist, filepath.Clean(name)))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write(bytes.Replace(page, []byte("<head>"), []byte(`<head><script src="`+base+`/listener.js"></script>`), 1))
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s.URL + base + "/"
}

// The course in the other engines: every lesson opens, answers its question, turns a knob, trains and is touched with a pointer, without a complaint;
// and its weights are those of the core run natively, to the bit. Chromium is held to the same by the tests beside this one.
func TestFirefox(t *testing.T) { inEngine(t, firefox(t)) }

func TestWebKit(t *testing.T) { inEngine(t, webkit(t)) }

func inEngine(t *testing.T, e *engine) {
	at := overheard(t)
	view{t, e}.must(resize, map[string]any{"width": 1440, "height": 1000}, nil)
	for _, l := range lessons.All {
		t.Run(l.ID, func(t *testing.T) {
			v := view{t, e}
			v.must(navigate, map[string]any{"url": at + l.ID + "/index.html"}, nil)
			v.until(`document.documentElement.dataset.state === "ready"`, 30*time.Second)
			v.until(`document.querySelector("#stage[data-ready]")`, 40*time.Second)
			v.question(l)
			knob, value := v.knob()
			run := v.train(l)
			if got := train.Knobs[train.KnobIndex(knob)].Get(&run.Setup); got != value {
				t.Errorf("the page set %s to %v, its run has %v", knob, value, got)
			}
			v.drag(l, run)
			v.shot(l.ID)
			complaints := ask[[]string](v, `[...complaints, ...document.querySelector("iframe").contentWindow.complaints]`)
			if len(complaints) > 0 {
				t.Errorf("complaints: %q", complaints)
			}
		})
	}
}

// question answers the lesson's question by hand: the page must say what happens natively, and stand at the same weights.
func (v view) question(l *lessons.Lesson) {
	v.t.Helper()
	want := -1
	s := lessonRun(v.t, l, l.Question.Turns, l.Question.Steps)
	for i, o := range l.Question.Options {
		if s.Read(o).Reached {
			want = i
		}
	}
	v.click(fmt.Sprintf("[data-go=%q]", asks(l)))
	v.click(`[data-question] input`)
	v.click(`[data-run-it]`)
	v.until(`document.querySelector("[data-question]").dataset.happened !== undefined`, 60*time.Second)
	if got := ask[string](v, `document.querySelector("[data-question]").dataset.happened`); got != fmt.Sprint(want) {
		v.t.Errorf("the page says that option %s happened, natively it is %d", got, want)
	}
	v.sameBits(s.Session, "the question's run")
}

func (v view) sameBits(s *train.Session, of string) {
	v.t.Helper()
	got, want := ask[string](v, `document.querySelector('[data-fact="hash"]').textContent`), fmt.Sprintf("%016x", s.Hash())
	if got != want {
		v.t.Errorf("the fingerprint of %s is %s, natively %s", of, got, want)
	} else {
		v.t.Logf("%s: %s at step %d", of, got, s.Now().Step)
	}
}

// knob moves a slider of the run by a key, from the drawer where the bar has none, and returns the knob and what it says now.
func (v view) knob() (name string, value float64) {
	v.t.Helper()
	const slider = `[...document.querySelectorAll('#controls [type="range"]')].find(e => !e.disabled && e.dataset.slides !== "speed" && e.getClientRects().length)`
	if !ask[bool](v, "Boolean("+slider+")") {
		v.click("#more")
	}
	name = ask[string](v, `(s => { s.focus(); return s.dataset.slides ?? s.dataset.knob; })(`+slider+`)`)
	control := fmt.Sprintf(`Number(document.querySelector('[data-knob=%q]').value)`, name)
	before := ask[float64](v, control)
	v.keys(arrowRight)
	if value = ask[float64](v, control); value == before {
		v.keys(arrowLeft) // it stood at its end
		value = ask[float64](v, control)
	}
	if value == before {
		v.t.Errorf("arrow keys do not move %s from %v", name, before)
	}
	time.Sleep(500 * time.Millisecond)
	if ask[bool](v, `document.querySelector("#drawer").hidden`) {
		return name, value
	}
	v.click("#more")
	return name, value
}

// train plays on for a while and stops. The address then leads natively to the same weights.
func (v view) train(l *lessons.Lesson) *train.Session {
	v.t.Helper()
	const step = `Number(document.querySelector('[data-fact="step"]').getAttribute("value"))`
	from := ask[float64](v, step)
	v.click(`[data-action="play"]`)
	v.until(`document.documentElement.dataset.state === "training"`, 5*time.Second)
	v.until(fmt.Sprintf(`%s > %g`, step, from+100), 30*time.Second)
	v.click(`[data-action="play"]`)
	v.until(`document.documentElement.dataset.state === "paused"`, 5*time.Second)
	time.Sleep(400 * time.Millisecond) // the address is written soon after
	link, err := train.ParseLink(ask[string](v, `location.hash.slice(1)`), l.Setup, "part")
	if err != nil {
		v.t.Fatal(err)
	}
	r, err := train.Open(link, l.Apart()...)
	if err != nil {
		v.t.Fatal(err)
	}
	for r.Next() {
	}
	v.sameBits(r.Session, "the run that was played")
	return r.Session
}

// drag pulls the ring along its line or across its map, or paints where a lesson has neither, and looks whether the page's words follow.
func (v view) drag(l *lessons.Lesson, s *train.Session) {
	v.t.Helper()
	target, h := v.handle(l, s)
	r := ask[[]float64](v, `(r => [r.x, r.y, r.width, r.height])(document.querySelector("iframe").getBoundingClientRect())`)
	at := func(x, y float64) deed {
		return to(spot{r[0] + float64(h.X) + x*float64(h.X2-h.X), r[1] + float64(h.Y) + y*float64(h.Y2-h.Y)})
	}
	v.hand(at(0.3, 0.5), down, at(0.5, 0.5), at(0.7, 0.6), up)
	said := map[scene.Target]string{figures.Pixel: "Your own", figures.Map: "The ring stands at", figures.AlongLine: "The ring stands at"}[target]
	v.until(`(document.querySelector("#plain").open = true)`, time.Second)
	v.until(fmt.Sprintf(`document.querySelector(".reading").textContent.includes(%q)`, said), 10*time.Second)
}

// handle finds what can be dragged on the stage as the page shows it now, from the very scene code that draws it.
func (v view) handle(l *lessons.Lesson, s *train.Session) (scene.Target, scene.Hit) {
	v.t.Helper()
	var snap train.Snapshot
	s.Snapshot(&snap, 0)
	builder := scene.New(l.Stage())
	if err := builder.Update(&snap, snap.Points); err != nil {
		v.t.Fatal(err)
	}
	r := ask[[]float32](v, `(r => [r.width, r.height])(document.querySelector("iframe").getBoundingClientRect())`)
	var out scene.Scene
	builder.Build(&out, r[0], r[1], &scene.Look{})
	for _, target := range []scene.Target{figures.AlongLine, figures.Map, figures.Pixel} {
		for _, h := range out.Hits {
			if h.Target == target {
				return target, h
			}
		}
	}
	v.t.Fatalf("nothing on the stage of %s can be dragged", l.ID)
	return scene.Nothing, scene.Hit{}
}
