//go:build browser

package test

import (
	"archive/zip"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// killed takes from the page what tells it that it is about to go, as when the system kills a tab.
var killed = before(`addEventListener("pagehide", e => e.stopImmediatePropagation(), true);
document.addEventListener("visibilitychange", e => e.stopImmediatePropagation(), true)`)

const (
	kept     = `localStorage.getItem("hourglass.lesson.hourglass")`
	answered = `document.querySelector(".answer").classList.contains("shown")`
	marks    = `[...document.querySelectorAll("[data-go]")].map(e => "done" in e.dataset ? 1 : 0).join("")`
)

// answers has the learner answer the question of the hourglass, by its run.
func (b *tab) answers(in string) {
	b.t.Helper()
	b.do(script(in + `.querySelector('[data-go="predict"]').click(); ` + in + `.querySelectorAll("[data-question] input")[1].click(); ` + in + `.querySelector("[data-run-it]").click()`))
	b.wait(in+`.querySelector(".answer").classList.contains("shown")`, 40*time.Second)
}

// A tab that is killed loses no answer: what was done is there again, the page offers to go on, and forgets when it is told to.
func TestProgressIsKept(t *testing.T) {
	b := bare(t, killed).open("hourglass/").live()
	if eval[bool](b, kept+` !== null || !document.querySelector("#resume").hidden || !document.querySelector("#kept").hidden`) {
		t.Error("something is kept before anything was done")
	}
	b.answers("document")
	text := eval[string](b, kept)
	happened := eval[string](b, `document.querySelector(".happened").textContent`)
	var r struct {
		V      int
		Done   []string
		Answer struct{ Picked, Happened int }
		Goal   int
		At     string
	}
	if err := json.Unmarshal([]byte(text), &r); err != nil || r.V != 1 || !slices.Equal(r.Done, []string{"predict"}) || r.Answer.Picked != 1 || r.At != "predict" || r.Goal != -1 {
		t.Errorf("the answer was shown, and kept is %s: %v", text, err)
	}
	b.wait(kept+`.includes("step=400")`, 8*time.Second) // the run's link is written behind
	b.open("hourglass/").live()
	if got := eval[string](b, marks); got != "00100000" {
		t.Errorf("after the return the marks are %s", got)
	}
	if !eval[bool](b, answered+` && document.querySelectorAll("[data-question] input")[1].checked`) {
		t.Error("after the return the question is not answered")
	}
	if got := eval[string](b, `document.querySelector(".happened").textContent`); got != strings.TrimSuffix(happened, " You saw it coming.") {
		t.Errorf("what happened is %q, before %q", got, happened)
	}
	if got := eval[string](b, `document.querySelector("#resume").textContent`); got != "Last time you were at step 3.Go on at step 3Not now" {
		t.Errorf("the page offers %q", got)
	}
	b.shot("record-resume")
	b.press("#resume .main")
	b.wait(`document.querySelector("[data-step=predict]").classList.contains("here") && `+atStep+` === 400`, 20*time.Second)
	b.quiet()
	if eval[bool](b, `!document.querySelector("#resume").hidden || document.documentElement.dataset.state === "training"`) || b.fact("step") != 400 {
		t.Error("going on does not show the run as it was left")
	}
	b.press("#more")
	if !eval[bool](b, seen("#forget")) {
		t.Error("what is kept cannot be forgotten")
	}
	b.shot("record-forget")
	b.press("#forget")
	b.press("[data-go=draw]")
	b.quiet()
	if eval[bool](b, kept+` !== null || `+answered+` || !document.querySelector("#kept").hidden`) || eval[string](b, marks) != "00000000" {
		t.Errorf("forgotten is %s", eval[string](b, `String(`+kept+`)`))
	}
	b.open("hourglass/").live()
	if eval[string](b, marks) != "00000000" || eval[bool](b, `!document.querySelector("#resume").hidden`) {
		t.Error("what was forgotten is there again")
	}
}

// The goal is there again, and a link in the address goes before what was kept.
func TestGoalIsKept(t *testing.T) {
	b := bare(t).open("hourglass/").live()
	b.do(script(`localStorage.setItem("hourglass.lesson.hourglass", JSON.stringify({v: 1, done: ["goal"], answer: null, goal: 1234, at: "goal", link: "step=10"}))`))
	b.do(chromedp.Navigate("about:blank")) // an address that differs after the # alone is no new page
	b.open("hourglass/#step=200").live()
	b.wait(`document.querySelector("[data-goal] b").textContent.includes("reached before, at step 1,234")`, 5*time.Second)
	if eval[bool](b, `!document.querySelector("#resume").hidden`) || b.fact("step") != 200 {
		t.Error("the address names a run, and the page offers another")
	}
}

// Whatever stands in the storage, the lesson opens and works, and what can be read of it is.
func TestDamagedRecord(t *testing.T) {
	b := bare(t).open("hourglass/").live()
	var got []string
	for text := range map[string]string{
		"": "", "null": "", "{": "", "[]": "", `"x"`: "", "7": "", `{"v":1}`: "", `{"v":"x","done":7,"answer":{"picked":99,"happened":0},"goal":-5,"at":"nowhere","link":"<script>"}`: "",
		`{"done":{"length":1e9},"answer":[],"goal":1e300,"at":{},"link":9}`: "", `{"v":1,"done":[null,"__proto__"],"answer":{"picked":0.5,"happened":0},"goal":"12"}`: "",
		strings.Repeat("[", 30_000): "", `{"v":1,"answer":{"picked":0},"link":"a b"}`: "",
	} {
		quoted, _ := json.Marshal(text)
		got = append(got, eval[string](b, `import("../source/record.js").then(m => JSON.stringify(m.read(`+string(quoted)+`, {steps: ["squeeze"], options: 3})))`))
	}
	for _, g := range got {
		if g != `{"v":1,"done":[],"answer":null,"goal":-1,"at":"","link":""}` {
			t.Errorf("damage is read as %s", g)
		}
	}
	half := `{"v":1,"done":["squeeze","gone"],"answer":{"picked":9,"happened":0},"goal":7,"at":"gone","link":"seed=7&log=1.rate.1e-05_2.batch.64&step=9"}`
	if got := eval[string](b, `import("../source/record.js").then(m => JSON.stringify(m.read('`+half+`', {steps: ["squeeze"], options: 3})))`); got != `{"v":1,"done":["squeeze"],"answer":null,"goal":7,"at":"","link":"seed=7&log=1.rate.1e-05_2.batch.64&step=9"}` {
		t.Errorf("half a record is read as %s", got)
	}
	for _, text := range []string{"{", `{"v":1,"done":[4,{}],"answer":7,"link":"step=9999999999&neck=banana"}`, `{"v":99,"done":["squeeze"]}`} {
		b.do(script(`localStorage.setItem("hourglass.lesson.hourglass", ` + strconv.Quote(text) + `)`))
		b.open("hourglass/").live()
		b.answers("document")
		now := eval[string](b, kept)
		if later := strings.Contains(text, "99,"); later != (now == text) || !later && !contains(now, `"done":["predict"]`) {
			t.Errorf("%s became %s", text, now)
		}
	}
}

// A browser that keeps nothing for the page takes nothing from the lesson.
func TestDeniedStorage(t *testing.T) {
	for name, deny := range map[string]string{
		"denied": `Object.defineProperty(window, "localStorage", {get() { throw new DOMException("no", "SecurityError"); }})`,
		"full":   `Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }`,
	} {
		t.Run(name, func(t *testing.T) {
			b := bare(t, before(deny)).open("hourglass/?embed").live()
			b.answers("document")
			if got := eval[string](b, marks+` + document.querySelector("#kept").hidden + document.querySelector("#unrecorded").hidden`); got != "00100000truetrue" {
				t.Errorf("the marks, and what is said of them: %s", got)
			}
		})
	}
}

// Two tabs of one lesson do not undo each other's.
func TestTwoTabsOneRecord(t *testing.T) {
	b := bare(t).open("hourglass/").live()
	b.answers("document")
	b.do(script(`{ const r = JSON.parse(` + kept + `); r.done = ["squeeze", "map"]; r.goal = 77; localStorage.setItem("hourglass.lesson.hourglass", JSON.stringify(r)); }`))
	b.press("[data-go=draw]")
	b.wait(kept+`.includes('"at":"draw"')`, 3*time.Second)
	if now := eval[string](b, kept); !contains(now, `"squeeze"`) || !contains(now, `"predict"`) || !contains(now, `"goal":77`) {
		t.Errorf("kept is %s", now)
	}
}

// packages builds the packages of one lesson once, and opens them.
var packages = sync.OnceValues(func() (map[string]*zip.ReadCloser, error) {
	to, err := os.MkdirTemp("", "packages")
	if err != nil {
		return nil, err
	}
	build := exec.Command("go", "run", "./web/build", "-to", to, "package", "hourglass")
	build.Dir = "../.."
	if out, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%w: %s", err, out)
	}
	files := map[string]*zip.ReadCloser{}
	for _, kind := range []string{"scorm12", "cmi5"} {
		if files[kind], err = zip.OpenReader(filepath.Join(to, "hourglass-"+kind+".zip")); err != nil {
			return nil, err
		}
	}
	return files, os.RemoveAll(to)
})

// A platform is a site that has unpacked our packages and plays them in a frame.
type platform struct {
	*httptest.Server
	mu      sync.Mutex
	commits []string // what was sent to it
}

// teller lets a test tell the page's parts what a learner would have to draw or drag for.
const teller = `window.tell = (type, detail = {}) => document.dispatchEvent(new CustomEvent("hourglass:" + type, {detail})); addEventListener("message", e => e.data.ask && e.source.postMessage({ask: e.data.ask,
	is: ((s) => e.data.click ? document.querySelector(s).click() : [document.querySelector(s)?.textContent, document.documentElement.dataset.state])(e.data.ask)}, "*"));`

func newPlatform(t *testing.T, player string) *platform {
	t.Helper()
	zips, err := packages()
	if err != nil {
		t.Fatal(err)
	}
	p := &platform{}
	mux := http.NewServeMux()
	for kind, z := range zips {
		mux.Handle("/"+kind+"/", http.StripPrefix("/"+kind, http.FileServerFS(z)))
		mux.HandleFunc("/"+kind+"/teller.js", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/javascript")
			fmt.Fprint(w, teller)
		})
	}
	mux.HandleFunc("/scorm-again.js", func(w http.ResponseWriter, r *http.Request) {
		http.ServeFile(w, r, "../../node_modules/scorm-again/dist/scorm12.min.js")
	})
	mux.HandleFunc("/player", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, `<!doctype html><html data-state="platform"><title>Platform</title><link rel="icon" href="data:,"><script src="/scorm-again.js"></script><script>%s</script>
<iframe style="width: 1200px; height: 700px" src=%q></iframe>`, player, r.URL.Query().Get("src"))
	})
	mux.HandleFunc("/course", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, `<!doctype html><html data-state="course"><title>The course</title><link rel="icon" href="data:,">`)
	})
	mux.HandleFunc("/commit", func(w http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		p.mu.Lock()
		p.commits = append(p.commits, string(b))
		p.mu.Unlock()
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprint(w, `{"result": "true", "errorCode": 0}`)
	})
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	return p
}

// visit opens an address of a platform. Requests to the named servers are no strangers' then.
func (b *tab) visit(address string, homes ...string) *tab {
	b.t.Helper()
	b.t.Cleanup(func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.requests = slices.DeleteFunc(b.requests, func(r string) bool {
			return slices.ContainsFunc(homes, func(h string) bool { return strings.HasPrefix(r, h+"/") })
		})
	})
	b.do(chromedp.Navigate(address))
	return b
}

// The document of the frame in which a platform plays a lesson.
const framed = `document.querySelector("iframe").contentDocument`

// plays opens the lesson in the platform's frame and waits until it is live and recorded as far as that goes.
func (p *platform) plays(b *tab, src string) {
	b.t.Helper()
	b.visit(p.URL+"/player?src="+url.QueryEscape(src), p.URL)
	b.wait(framed+`?.documentElement?.dataset.state === "ready"`, 40*time.Second)
	b.do(script(`{ const s = ` + framed + `.createElement("script"); s.type = "module"; s.src = "../teller.js"; ` + framed + `.head.append(s); }`))
	b.wait(`document.querySelector("iframe").contentWindow.tell`, 5*time.Second)
}

// player is a platform's page with scorm-again as its side, and a diary of all that is asked of it.
const player = `
const real = new Scorm12API({autocommit: false, lmsCommitUrl: "/commit", logLevel: 5});
const kept = JSON.parse(sessionStorage.getItem("cmi") ?? "null");
if (kept) real.loadFromJSON(kept, "cmi");
if (sessionStorage.getItem("mode")) real.cmi.core.lesson_mode = sessionStorage.getItem("mode");
globalThis.diary = [];
globalThis.API = {};
for (const name of ["LMSInitialize", "LMSFinish", "LMSGetValue", "LMSSetValue", "LMSCommit", "LMSGetLastError", "LMSGetErrorString", "LMSGetDiagnostic"]) {
	API[name] = (...a) => {
		if (name === "LMSFinish") { const c = JSON.parse(JSON.stringify(real.cmi)); c.core.entry = "resume"; sessionStorage.setItem("cmi", JSON.stringify(c)); }
		const r = String(real[name](...a));
		diary.push([name, ...a.map(String), r]);
		return r;
	};
}`

// An entry of the diary: the call, what it was given, what it said.
type entry []string

func (e entry) is(name string) bool { return e[0] == name }

// diary reads what was asked of the platform, with what scorm-again itself lets pass held to be wrong.
func (b *tab) diary() []entry {
	b.t.Helper()
	d := eval[[]entry](b, `diary`)
	finished := 0
	for i, e := range d {
		switch {
		case i == 0 && !e.is("LMSInitialize"):
			b.t.Errorf("the first call is %v", e)
		case i > 0 && e.is("LMSInitialize"):
			b.t.Errorf("initialised again: %v", e)
		case finished > 0:
			b.t.Errorf("after LMSFinish: %v", e)
		case e.is("LMSFinish"):
			finished++
		}
		// While a page goes, a browser lets no platform wait for its server: then only what LMSFinish itself sends arrives.
		goes := e.is("LMSCommit") && i+1 < len(d) && d[i+1].is("LMSFinish")
		if (e.is("LMSSetValue") || e.is("LMSCommit") && !goes || e.is("LMSInitialize") || e.is("LMSFinish")) && e[len(e)-1] != "true" {
			b.t.Errorf("refused: %v", e)
		}
		if e.is("LMSSetValue") {
			b.strict(e[1], e[2])
		}
	}
	return d
}

var (
	timespan = regexp.MustCompile(`^\d{4}:[0-5]\d:[0-5]\d\.\d\d$`)
	clock    = regexp.MustCompile(`^[0-2]\d:[0-5]\d:[0-5]\d$`)
)

// strict holds values to what SCORM 1.2 allows.
func (b *tab) strict(element, value string) {
	b.t.Helper()
	ok := true
	switch last := element[strings.LastIndex(element, ".")+1:]; last {
	case "suspend_data":
		ok = len(value) <= 4096
	case "lesson_location":
		ok = len(value) <= 255
	case "session_time":
		ok = timespan.MatchString(value)
	case "time":
		ok = clock.MatchString(value)
	case "raw", "min", "max":
		n, err := strconv.Atoi(value)
		ok = err == nil && n >= 0 && n <= 100
	case "lesson_status":
		ok = slices.Contains([]string{"incomplete", "completed", "passed"}, value)
	case "student_response", "pattern":
		ok = len(value) == 1 && value >= "a" && value <= "z"
	case "exit", "id", "type", "result":
	default:
		ok = false
	}
	if !ok {
		b.t.Errorf("%s is set to %.60q", element, value)
	}
}

// last is what an element was set to last.
func last(d []entry, element string) string {
	for _, e := range slices.Backward(d) {
		if e.is("LMSSetValue") && e[1] == element {
			return e[2]
		}
	}
	return ""
}

func values(d []entry, element string) (v []string) {
	for _, e := range d {
		if e.is("LMSSetValue") && e[1] == element {
			v = append(v, e[2])
		}
	}
	return v
}

// committed is true once an element was set to a value and that was committed; finished, once the session was ended.
func committed(element, value string) string {
	return fmt.Sprintf(`(at => at >= 0 && diary.slice(at).some(e => e[0] === "LMSCommit"))(diary.findIndex(e => e[0] === "LMSSetValue" && e[1] === %q && e[2] === %q))`, element, value)
}

const finished = `diary.at(-1)?.[0] === "LMSFinish"`

// tells has the frame's page hear that steps are done for which a learner would have to draw and drag.
func tells(steps ...string) act {
	var s string
	for _, id := range steps {
		s += fmt.Sprintf(`tell("done", {id: %q, index: 0, count: 8});`, id)
	}
	return script(`{ const {tell} = document.querySelector("iframe").contentWindow; ` + s + ` }`)
}

// A whole session with a SCORM platform, and another one that takes it up.
func TestScormSession(t *testing.T) {
	p := newPlatform(t, player)
	b := bare(t)
	p.plays(b, "/scorm12/hourglass/index.html")
	if d := b.diary(); last(d, "cmi.core.lesson_status") != "incomplete" || last(d, "cmi.core.score.raw") != "0" {
		t.Errorf("at first: %v", d)
	}
	b.answers(framed)
	b.until(committed("cmi.core.score.raw", "13")) // behind all that the answer has changed
	d := b.diary()
	if last(d, "cmi.core.score.raw") != "13" || last(d, "cmi.core.lesson_location") != "predict" || last(d, "cmi.core.lesson_status") != "incomplete" {
		t.Errorf("after the answer: %v", d)
	}
	happened := eval[string](b, framed+`.querySelector("[data-question]").dataset.happened`)
	letter := string('a' + happened[0] - '0')
	result := map[bool]string{true: "correct", false: "wrong"}[letter == "b"]
	for element, want := range map[string]string{"id": "lose", "type": "choice", "student_response": "b", "correct_responses.0.pattern": letter, "result": result} {
		if got := last(d, "cmi.interactions.0."+element); got != want {
			t.Errorf("%s of the answer is %q, not %q", element, got, want)
		}
	}
	if !d[len(d)-1].is("LMSCommit") {
		t.Errorf("the answer is not committed: %v", d[len(d)-1])
	}
	b.do(tells("squeeze", "step", "map", "draw", "one", "widen"))
	b.until(committed("cmi.core.lesson_status", "completed"))
	if d = b.diary(); last(d, "cmi.core.lesson_status") != "completed" || last(d, "cmi.core.score.raw") != "88" {
		t.Errorf("with all steps but the goal's done: status %q, score %q", last(d, "cmi.core.lesson_status"), last(d, "cmi.core.score.raw"))
	}
	b.do(script(framed + `.querySelector("[data-go=goal]").click()`))
	b.do(script(`(e => { e.value = "max"; e.dispatchEvent(new Event("input", {bubbles: true})); e.dispatchEvent(new Event("change", {bubbles: true})); })(` + framed + `.querySelector("[data-knob=speed]")); ` + framed + `.querySelector("[data-action=play]").click()`))
	b.wait(framed+`.querySelector("[data-goal][data-reached]")`, 60*time.Second)
	b.until(committed("cmi.core.lesson_status", "passed"))
	if d = b.diary(); last(d, "cmi.core.lesson_status") != "passed" || last(d, "cmi.core.score.raw") != "100" {
		t.Errorf("with the goal reached: status %q, score %q", last(d, "cmi.core.lesson_status"), last(d, "cmi.core.score.raw"))
	}
	if said := eval[string](b, framed+`.querySelector("#unrecorded").textContent`); said != "" {
		t.Errorf("a session that is recorded says %q", said)
	}
	if eval[bool](b, `Object.keys(localStorage).some(k => k.startsWith("hourglass"))`) {
		t.Error("what the platform records is kept on the device too, where the next learner would find it")
	}
	b.shot("record-scorm")
	b.do(script(`document.querySelector("iframe").remove()`))
	b.until(finished)
	d = b.diary()
	if n := len(values(d, "cmi.core.session_time")); n < 3 || !d[len(d)-1].is("LMSFinish") || !d[len(d)-2].is("LMSCommit") || last(d, "cmi.core.exit") != "suspend" {
		t.Errorf("the end is %v", d[max(0, len(d)-4):])
	}
	p.mu.Lock()
	if end := p.commits[len(p.commits)-1]; !contains(end, `"lesson_status":"passed"`) || !contains(end, `suspend`) {
		t.Errorf("the platform's server got %s at last", end)
	}
	p.mu.Unlock()
	// Opened once more, the marks are there, and the status does not go down.
	p.plays(b, "/scorm12/hourglass/index.html")
	if got := eval[string](b, `(e => [...e.querySelectorAll("[data-go]")].map(e => "done" in e.dataset ? 1 : 0).join(""))(`+framed+`)`); got != "11111111" && got != "11111110" {
		t.Errorf("the marks are %s", got)
	}
	if !eval[bool](b, framed+`.querySelector(".answer").classList.contains("shown") && !`+framed+`.querySelector("#resume").hidden`) {
		t.Error("the answer, or the offer to go on, is missing")
	}
	if got := values(b.diary(), "cmi.core.lesson_status"); len(got) > 0 {
		t.Errorf("the status is set again: %v", got)
	}
	b.shot("record-scorm-again")
	// The last step leads out of the lesson, and the session ends.
	b.do(script(framed + `.querySelector("[data-go=goal]").click(); ` + framed + `.querySelector("#next").click()`))
	b.until(finished + ` && ` + framed + `?.querySelector("h1")?.textContent === "That was the lesson"`)
	if d := b.diary(); !d[len(d)-1].is("LMSFinish") || eval[string](b, framed+`.querySelector("h1").textContent`) != "That was the lesson" {
		t.Errorf("the lesson ends with %v", d[len(d)-1])
	}
}

// A platform in which a teacher only looks is told nothing.
func TestScormReview(t *testing.T) {
	p := newPlatform(t, `sessionStorage.setItem("mode", "review");`+player)
	b := bare(t)
	p.plays(b, "/scorm12/hourglass/index.html")
	b.do(tells("squeeze", "step"))
	b.due(1300)
	b.do(script(`document.querySelector("iframe").remove()`))
	b.until(finished)
	for _, e := range b.diary() {
		if e.is("LMSSetValue") || e.is("LMSCommit") {
			t.Errorf("in review: %v", e)
		}
	}
}

// Without a platform, with one that refuses and with one that is another site's, the lesson says so once and goes on.
func TestScormUnrecorded(t *testing.T) {
	for name, page := range map[string]string{
		"none":    ``,
		"refuses": `globalThis.API = Object.fromEntries(["LMSInitialize", "LMSFinish", "LMSGetValue", "LMSSetValue", "LMSCommit", "LMSGetLastError"].map(n => [n, () => "false"]))`,
		"throws":  `globalThis.API = Object.fromEntries(["LMSInitialize", "LMSFinish", "LMSGetValue", "LMSSetValue", "LMSCommit", "LMSGetLastError"].map(n => [n, () => { throw Error("no") }]))`,
		"forgets": player + `API.LMSCommit = () => "false"`,
		"weary":   player + `API.LMSSetValue = () => "false"`,
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlatform(t, page)
			b := bare(t)
			p.plays(b, "/scorm12/hourglass/index.html")
			b.do(script(`globalThis.said = 0; new MutationObserver(() => said++).observe(` + framed + `.querySelector("#unrecorded"), {childList: true})`))
			if got := eval[string](b, framed+`.querySelector("#unrecorded").textContent`); got != "Your progress is not recorded here." {
				t.Errorf("the page says %q", got)
			}
			b.answers(framed)
			b.do(tells("squeeze", "map"))
			b.due(1300)
			if n := eval[int](b, `said`); n > 0 {
				t.Errorf("it is said %d times more", n)
			}
		})
	}
}

// A platform of another site cannot be asked; the lesson notices without a complaint.
func TestScormAcrossOrigins(t *testing.T) {
	p := newPlatform(t, player+`addEventListener("message", e => globalThis.heard = e.data.is);
globalThis.ask = (s, click) => document.querySelector("iframe").contentWindow.postMessage({ask: s, click}, "*");`)
	b := bare(t)
	other := strings.Replace(p.URL, "127.0.0.1", "localhost", 1)
	zips, err := packages()
	if err != nil {
		t.Fatal(err)
	}
	// The teller must be in the page from the start, since nobody can put it there.
	mux := p.Config.Handler.(*http.ServeMux)
	mux.HandleFunc("/scorm12/hourglass/told.html", func(w http.ResponseWriter, r *http.Request) {
		f, err := zips["scorm12"].Open("hourglass/index.html")
		if err != nil {
			t.Error(err)
			return
		}
		defer f.Close()
		w.Header().Set("Content-Type", "text/html")
		b, err := readAll(f)
		if err != nil {
			t.Error(err)
		}
		fmt.Fprint(w, strings.Replace(b, "</head>", `<script type="module" src="../teller.js"></script></head>`, 1))
	})
	b.visit(p.URL+"/player?src="+url.QueryEscape(other+"/scorm12/hourglass/told.html"), p.URL, other)
	b.wait(`(ask("#unrecorded"), globalThis.heard?.[1] === "ready")`, 40*time.Second)
	if got := eval[string](b, `heard[0]`); got != "Your progress is not recorded here." {
		t.Errorf("the page says %q", got)
	}
	b.do(script(`ask("[data-go=predict]", true); setTimeout(() => ask("[data-question] input", true), 300); setTimeout(() => ask("[data-run-it]", true), 600)`))
	b.wait(`(ask(".happened"), globalThis.heard?.[0]?.startsWith?.("What happened"))`, 40*time.Second)
	if d := eval[[]entry](b, `diary`); len(d) > 0 {
		t.Errorf("a platform of another site was asked: %v", d)
	}
}

var duration = regexp.MustCompile(`^PT\d+\.\d\dS$`)

// judge holds what came to cmi5's rules: order, categories, durations, the context that the platform gave.
func (s *store) judge() {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.t
	t.Helper()
	if s.wrong != "" {
		t.Error(s.wrong)
	}
	if s.posts != 1 || s.profiles != 1 {
		t.Errorf("the token was asked for %d times, the preferences %d times", s.posts, s.profiles)
	}
	seen := map[string]bool{}
	var at time.Time
	for i, st := range s.statements {
		v := st.verb()
		if (i == 0) != (v == "initialized") || (i == len(s.statements)-1) != (v == "terminated") {
			t.Errorf("statement %d of %d is %s", i+1, len(s.statements), v)
		}
		defined := slices.Contains([]string{"initialized", "completed", "passed", "terminated"}, v)
		if defined && seen[v] {
			t.Errorf("%s twice", v)
		}
		seen[v] = true
		if st.in("categories/cmi5") != defined || st.in("categories/moveon") != (v == "completed" || v == "passed") {
			t.Errorf("%s stands under %v", v, st.Context.ContextActivities["category"])
		}
		if (st.Object.ID == activity) == (v == "answered") || st.Context.Registration != registration ||
			st.Context.Extensions["https://w3id.org/xapi/cmi5/context/extensions/sessionid"] != session || st.Context.ContextActivities["grouping"][0]["id"] != publisher {
			t.Errorf("%s is about %s, in %+v", v, st.Object.ID, st.Context)
		}
		if slices.Contains([]string{"completed", "passed", "terminated"}, v) != (st.Result != nil && duration.MatchString(st.Result.Duration)) {
			t.Errorf("%s has the result %+v", v, st.Result)
		}
		when, err := time.Parse(time.RFC3339, st.Timestamp)
		if err != nil || when.Before(at) || !strings.HasSuffix(st.Timestamp, "Z") {
			t.Errorf("%s at %s, after %v: %v", v, st.Timestamp, at, err)
		}
		at = when
		if a, _ := json.Marshal(st.Actor); !sameJSON(string(a), actor) {
			t.Errorf("the actor is %s", a)
		}
		if !regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`).MatchString(st.ID) {
			t.Errorf("%s has the id %s", v, st.ID)
		}
	}
}

// A whole session with a cmi5 platform on another origin, and another one that takes it up.
func TestCmi5Session(t *testing.T) {
	p := newPlatform(t, "")
	s := newStore(t, "Normal")
	s.back = p.URL + "/course"
	b := bare(t)
	b.excuse("status of 404") // a store that holds no such document yet says so
	open := func(s *store) {
		b.visit(p.URL+"/cmi5/hourglass/index.html"+s.launch(), p.URL, s.URL)
		b.waitState("ready", 40*time.Second)
		b.do(script(`{ const e = document.createElement("script"); e.type = "module"; e.src = "../teller.js"; document.head.append(e); }`))
		b.wait(`window.tell`, 5*time.Second)
		b.wait(seen("#return"), 10*time.Second)
	}
	open(s)
	if address := eval[string](b, `location.href`); strings.Contains(address, "actor") || strings.Contains(address, "fetch") || !strings.Contains(address, "?theme=dark") {
		t.Errorf("the address that a learner may share is %s", address)
	}
	b.shot("record-cmi5")
	b.answers("document")
	for _, id := range []string{"squeeze", "step", "map", "draw", "one", "widen"} {
		b.do(script(fmt.Sprintf(`tell("done", {id: %q, index: 0, count: 8})`, id)))
	}
	b.do(script(`tell("goal", {id: "goal", step: 700})`))
	want := []string{"initialized", "progressed", "answered", "progressed", "progressed", "progressed", "progressed", "progressed", "completed", "passed"}
	s.hears(want...)
	for _, st := range s.statements {
		if st.verb() == "answered" && (st.Result.Response != "1" || st.Result.Success == nil || st.Object.Definition.InteractionType != "choice" || len(st.Object.Definition.Choices) != 3) {
			t.Errorf("the answer is %+v about %+v", st.Result, st.Object)
		}
		if st.verb() == "passed" && st.Result.Score["scaled"] != 1.0 {
			t.Errorf("passed with %+v", st.Result)
		}
	}
	b.press("#return")
	b.wait(`document.documentElement?.dataset.state === "course"`, 10*time.Second)
	if got := s.said(); got[len(got)-1] != "terminated" {
		t.Errorf("the end is %v", got)
	}
	s.judge()
	// Launched once more in the same registration: nothing that may come once comes again.
	again := newStore(t, "Normal")
	again.states = s.states
	again.back = s.back
	open(again)
	if got := eval[string](b, marks); got != "11111110" || !eval[bool](b, answered) {
		t.Errorf("the marks are %s", got)
	}
	b.do(script(`tell("done", {id: "goal", index: 7, count: 8}); location.href = "/course"`))
	b.wait(`document.documentElement?.dataset.state === "course"`, 10*time.Second)
	again.hears("initialized", "terminated")
	again.judge()
}

// Who only browses or reviews leaves no trace but that they were there.
func TestCmi5Silence(t *testing.T) {
	for _, mode := range []string{"Browse", "Review"} {
		t.Run(mode, func(t *testing.T) {
			p := newPlatform(t, "")
			s := newStore(t, mode)
			b := bare(t).visit(p.URL+"/cmi5/hourglass/index.html"+s.launch(), p.URL, s.URL)
			b.excuse("status of 404")
			b.waitState("ready", 40*time.Second)
			b.answers("document")
			b.quiet()
			b.do(script(`location.href = "/course"`))
			b.wait(`document.documentElement?.dataset.state === "course"`, 10*time.Second)
			s.hears("initialized", "terminated")
			if len(s.states) > 0 {
				t.Errorf("it keeps %v", s.states)
			}
			s.judge()
		})
	}
}

// A record store that cannot be reached, falls silent, or was never named takes nothing from the lesson; what it missed goes with the next.
func TestCmi5Unrecorded(t *testing.T) {
	for _, name := range []string{"none", "down", "later"} {
		t.Run(name, func(t *testing.T) {
			p := newPlatform(t, "")
			s := newStore(t, "Normal")
			s.broken = name == "down"
			b := bare(t)
			b.excuse("Failed to load resource")
			query := s.launch()
			if name == "none" {
				query = "?endpoint=x&fetch=javascript:alert(1)"
			}
			b.visit(p.URL+"/cmi5/hourglass/index.html"+query, p.URL, s.URL)
			b.waitState("ready", 40*time.Second)
			if name == "later" {
				s.hears("initialized")
				b.quiet()
				s.mu.Lock()
				s.broken = true
				s.mu.Unlock()
			}
			b.answers("document")
			b.wait(`document.querySelector("#unrecorded").textContent === "Your progress is not recorded here."`, 5*time.Second)
			if name != "later" {
				return
			}
			s.mu.Lock()
			s.broken = false
			s.mu.Unlock()
			b.press("[data-go=draw]")
			s.hears("initialized", "progressed", "answered")
			s.keeps("hourglass.progress", "draw")
		})
	}
}

func readAll(f fs.File) (string, error) {
	b, err := io.ReadAll(f)
	return string(b), err
}

func sameJSON(a, b string) bool {
	var x, y any
	return json.Unmarshal([]byte(a), &x) == nil && json.Unmarshal([]byte(b), &y) == nil && reflect.DeepEqual(x, y)
}
