//go:build browser

package test

import (
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

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
	alongside(t)
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
	other := farther(p.URL)
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

func readAll(f fs.File) (string, error) {
	b, err := io.ReadAll(f)
	return string(b), err
}
