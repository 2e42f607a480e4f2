package main

import (
	"encoding/base64"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hourglass/core/ask"
	"hourglass/core/train"
	"hourglass/lessons"
	"hourglass/wasm/tint"
	"hourglass/wasm/wire"
)

// atRoot runs a test where the program runs: at the root of the repository.
func atRoot(t *testing.T) {
	t.Helper()
	t.Chdir("../..")
}

// inSite is what a file of the sources is called in a site, with the hash of its bytes.
func inSite(t *testing.T, out, source string) string {
	t.Helper()
	ext := filepath.Ext(source)
	found, err := filepath.Glob(filepath.Join(out, strings.TrimSuffix(source, ext)+"-????????"+ext))
	if err != nil || len(found) != 1 {
		t.Fatalf("%s is called %q in %s: %v; make dist builds it", source, found, out, err)
	}
	return filepath.Base(found[0])
}

// The colours of the page are those of the picture.
func TestColoursAreTints(t *testing.T) {
	t.Chdir("../..")
	css, err := source("site.css")
	if err != nil {
		t.Fatal(err)
	}
	hex := func(c tint.Colour) string {
		return fmt.Sprintf("#%02x%02x%02x", int(c.R*255+0.5), int(c.G*255+0.5), int(c.B*255+0.5))
	}
	for role, name := range map[tint.Role]string{tint.Ground: "ground", tint.Panel: "panel", tint.Line: "line", tint.Ink: "ink", tint.Dim: "dim",
		tint.Faint: "faint", tint.Sand: "sand", tint.Sea: "sea", tint.Leaf: "leaf", tint.Rose: "rose"} {
		want := "--" + name + ": light-dark(" + hex(tint.Light.Of(role, 0)) + ", " + hex(tint.Dark.Of(role, 0)) + ");"
		if !strings.Contains(string(css), want) {
			t.Errorf("site.css does not say %s", want)
		}
	}
	for _, v := range []float32{0, 0.5, 1} {
		if c := hex(tint.Dark.Of(tint.Ramp, v)); !strings.Contains(string(css), c) {
			t.Errorf("site.css paints no cell with %s, the ramp at %v", c, v)
		}
	}
}

var tiny = &lessons.Lesson{
	ID:    "tiny",
	Steps: []lessons.Step{{ID: "one"}, {ID: "two", Ask: "what"}},
	Question: lessons.Question{ID: "what", Options: []ask.Watch{
		{All: []ask.Condition{{What: "step", Op: ask.AtLeast, Value: 1}}}, {}}},
}

const tinyWords = `# A *title*

The lead.

## First {#one}

Text with $\hat{x}_i$ in it.

**Do:** this.

## Second {#two}

More.

### Which? {#what}

- This
- That, with $z$

Because.

## Notes {#lies}

It lies.
`

func TestRead(t *testing.T) {
	atRoot(t)
	w, err := newReader().read(tiny, []byte(tinyWords))
	if err != nil {
		t.Fatal(err)
	}
	if w.Title != "A <em>title</em>" || w.Lead != "<p>The lead.</p>\n" {
		t.Errorf("title %q, lead %q", w.Title, w.Lead)
	}
	if len(w.Steps) != 2 || len(w.Notes) != 1 || w.Notes[0].ID != "lies" || !strings.Contains(string(w.Notes[0].Body), "It lies.") {
		t.Fatalf("steps %v, notes %v", w.Steps, w.Notes)
	}
	one, two := w.Steps[0], w.Steps[1]
	if !strings.Contains(string(one.Body), "<math>") || strings.Contains(string(one.Body), "$") || !strings.Contains(string(one.Do), "this.") {
		t.Errorf("step one reads %q and %q", one.Body, one.Do)
	}
	if two.Ask == nil || two.Ask.Title != "Which?" || len(two.Ask.Options) != 2 || !strings.Contains(string(two.Ask.Options[1]), "<mi>z</mi>") ||
		strings.TrimSpace(string(two.Ask.Body)) != "<p>Because.</p>" {
		t.Errorf("step two asks %+v", two.Ask)
	}
}

// Words that do not fit the lesson stop the build, with a sentence that says where.
func TestReadRefuses(t *testing.T) {
	atRoot(t)
	for _, c := range []struct{ old, new, says string }{
		{"{#one}", "{#uno}", `step 1 is {#uno}, but the lesson's step 1 is "one".`},
		{"## Second {#two}", "## Second", `the heading "Second" has no {#id}.`},
		{"{#what}", "{#why}", `step "two" asks {#why}, but the lesson's step asks "what".`},
		{"- This\n", "", "the question {#what} has 1 options, but the lesson's has 2."},
		{"- This\n", "- This\n- Neither\n", "the question {#what} has 3 options, but the lesson's has 2."},
		{"# A *title*", "", "there is no # Title."},
		{"### Which? {#what}", "", `step "two" must ask {#what}, with a list of options.`},
		{tinyWords[strings.Index(tinyWords, "## Second"):], "", "step 2, {#two}, is missing."},
		{`\hat{x}_i`, `\nosuchcommand{`, "web/build/tex.mjs could not turn the formulas into MathML"},
	} {
		_, err := newReader().read(tiny, []byte(strings.Replace(tinyWords, c.old, c.new, 1)))
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q for %q: %v", c.new, c.old, err)
		}
	}
}

// Formulas that are known cost no further run of node.
func TestFormulasAreLearntOnce(t *testing.T) {
	atRoot(t)
	m := mathML{{"x", false}: "known"}
	t.Setenv("PATH", "")
	if err := m.learn([]formula{{"x", false}}); err != nil {
		t.Error(err)
	}
	if err := m.learn([]formula{{"y", false}}); err == nil {
		t.Error("a new formula was learnt without node")
	}
}

// A formula of a line of its own stands in a box that scrolls, one within a line does not.
func TestDisplayedFormula(t *testing.T) {
	atRoot(t)
	w, err := newReader().read(tiny, []byte(strings.Replace(tinyWords, "It lies.", "It lies.\n\n$$\n\\sum_i x_i\n$$\n\nSo does $y$.", 1)))
	if err != nil {
		t.Fatal(err)
	}
	body := string(w.Notes[0].Body)
	if strings.Count(body, `<div class="formula"`) != 1 || !strings.Contains(body, `display="block"`) || strings.Count(body, "<math") != 2 {
		t.Errorf("the note reads %s", body)
	}
}

// The command in the page is the one that the trainer reads.
func TestOpenCommand(t *testing.T) {
	for _, l := range lessons.All {
		w := &Words{Steps: make([]StepWords, len(l.Steps))}
		p := newPage(l, w, nil)
		b, err := base64.StdEncoding.DecodeString(p.Open)
		if err != nil {
			t.Fatal(err)
		}
		var c wire.Command
		if err := wire.ParseCommand(b, &c); err != nil {
			t.Fatal(err)
		}
		if c.Op != wire.Open || c.Text != "" || c.Base != l.Setup || len(c.Watches) != len(l.Watches()) {
			t.Errorf("%s opens with %+v", l.ID, c)
		}
		if p.Number == 0 || len(p.Front)+len(p.Drawer) != len(l.Dials) {
			t.Errorf("%s is lesson %d with %d and %d dials of %d", l.ID, p.Number, len(p.Front), len(p.Drawer), len(l.Dials))
		}
	}
}

// wire.js is what the tables of package wire make it.
func TestWireScript(t *testing.T) {
	js, err := os.ReadFile("../../" + wireFile)
	if err != nil {
		t.Fatal(err)
	}
	if string(js) != wireScript() {
		t.Errorf("%s is of another package wire: go run ./web/build wire makes it anew", wireFile)
	}
}

// A page whose Markdown was changed is made anew when it is asked for, and types are right.
func TestServe(t *testing.T) {
	words := t.TempDir()
	atRoot(t)
	for _, folder := range []string{"web", "lessons"} {
		if err := os.CopyFS(filepath.Join(words, folder), os.DirFS(folder)); err != nil {
			t.Fatal(err)
		}
	}
	front, err := os.ReadFile(frontPage)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(words, frontPage), front, 0o644); err != nil {
		t.Fatal(err)
	}
	node, err := filepath.Abs("node_modules")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(node, filepath.Join(words, "node_modules")); err != nil {
		t.Fatal(err)
	}
	t.Chdir(words)
	s := &site{out: filepath.Join(words, "dist"), reader: newReader()}
	for _, folder := range []string{s.out, programFolder} {
		if err := os.Mkdir(folder, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range programs {
		if err := os.WriteFile(filepath.Join(programFolder, p), []byte("\x00asm\x01\x00\x00\x00"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.pages(); err != nil {
		t.Fatal(err)
	}
	setTypes()
	h := s.handler()
	get := func(path string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		return w
	}
	if w := get("/hourglass/"); w.Code != 200 || !strings.Contains(w.Body.String(), "Forty-nine pixels") {
		t.Fatalf("the lesson: %d %.200s", w.Code, w.Body)
	}
	for path, want := range map[string]string{"/" + s.assets.name("trainer.wasm"): "application/wasm", "/" + s.assets.name("lesson.js"): "text/javascript; charset=utf-8",
		"/" + s.assets.name("site.css"): "text/css; charset=utf-8", "/": "text/html; charset=utf-8"} {
		if w := get(path); w.Code != 200 || w.Header().Get("Content-Type") != want || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d %v", path, w.Code, w.Header())
		}
	}
	change := func(old, new string) {
		t.Helper()
		b, err := os.ReadFile("lessons/hourglass.md")
		if err != nil || !strings.Contains(string(b), old) {
			t.Fatal(err, old)
		}
		if err := os.WriteFile("lessons/hourglass.md", []byte(strings.Replace(string(b), old, new, 1)), 0o644); err != nil {
			t.Fatal(err)
		}
		later := time.Now().Add(time.Second)
		if err := os.Chtimes("lessons/hourglass.md", later, later); err != nil {
			t.Fatal(err)
		}
	}
	change("# Forty-nine", "# Fifty less one")
	if w := get("/hourglass/"); !strings.Contains(w.Body.String(), "Fifty less one") {
		t.Error("the changed page was not made anew")
	}
	change("{#map}", "{#mop}")
	if w := get("/hourglass/"); w.Code != 500 || !strings.Contains(w.Body.String(), `is {#mop}`) {
		t.Errorf("a broken page: %d %.200s", w.Code, w.Body)
	}
}

// The course lists every lesson, in the order of package lessons.
func TestCourse(t *testing.T) {
	var places []int
	for _, l := range lessons.All {
		places = append(places, number(l.ID))
	}
	if slices.Contains(places, 0) || !slices.IsSorted(places) {
		t.Errorf("the lessons stand at %v of the course: put them into lessons.All in the order of the chapters in course.go", places)
	}
	// "Lesson 8 of 20" is its place in the list of the front page, where those that are not written stand too.
	for i, l := range lessons.All {
		p := newPage(l, &Words{Steps: make([]StepWords, len(l.Steps))}, nil)
		if p.Number != places[i] || p.Count != len(course) {
			t.Errorf("the page of %s calls it lesson %d of %d, not %d of %d", l.ID, p.Number, p.Count, places[i], len(course))
		}
	}
}

// A lesson's page says all that its lesson does: the twin, the tells, the lesson's own words for its knobs, the next lesson.
func TestPageOfATwin(t *testing.T) {
	atRoot(t)
	l := *tiny
	l.Setup = train.Default()
	l.Twin, l.Names = []lessons.Turn{{Knob: "noise", Value: 2}}, [2]string{"plain", "denoising"}
	l.Tells = []lessons.Tell{{What: "valid", Label: "unseen", Decimals: 2}, {What: "owned", Label: "bars with an owner", Unit: "%", From: "two"}}
	l.Question.Quote = []string{"owned"}
	l.Dials = []lessons.Dial{{Knob: "data", Only: []string{"bars", "digits"}}, {Knob: "amount", Label: "How torn", Front: true}, {Knob: "momentum"}}
	l.Goal = lessons.Goal{ID: "goal", Label: "All", Watch: ask.Watch{All: []ask.Condition{{What: "knob data", Op: ask.Is, Value: 1}, {What: "step", Op: ask.AtLeast, Value: 1500}, {What: "owned", Value: 0.125}}}}
	w, err := newReader().read(&l, []byte(tinyWords))
	if err != nil {
		t.Fatal(err)
	}
	s := &site{out: t.TempDir()}
	tmpl, err := s.templates()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.page(tmpl, "lesson.tmpl", "tiny.html", newPage(&l, w, &Next{"flat", "Straight or bent?"})); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(s.out, "tiny.html"))
	if err != nil {
		t.Fatal(err)
	}
	noise := train.KnobIndex("noise")
	for _, want := range []string{
		`data-next="flat" data-next-title="Straight or bent?"`,
		fmt.Sprintf(`data-apart="%d:2" data-names="plain|denoising"`, noise),
		`<dt>loss, plain</dt><dd><data data-fact="own">`, `<dt>loss, denoising</dt><dd><data data-fact="twin">`,
		`<dt>unseen</dt><dd><data data-tell="5" data-decimals="2">`, `<div data-from="1" data-awaits><dt>bars with an owner</dt><dd><data data-tell="6" data-decimals="0" data-unit="%">`, `data-quote="6"`,
		`<li data-part="7" data-bound="1" data-decimals="4"><i role="img" aria-label="not yet"></i><p>Data <span>blobs</span></p></li>`,
		`<p>step <span>at least 1,500</span></p> <data>`, `data-part="9" data-bound="0.125" data-decimals="0" data-unit="%" data-awaits><i role="img" aria-label="not yet"></i><p>bars with an owner <span>below 12.5 %</span></p>`,
		`<label for="k-amount">How torn</label>`, fmt.Sprintf(`data-name="amount" data-when="%d:1 2 3"`, noise), fmt.Sprintf(`data-name="momentum" data-when="%d:1 3"`, train.KnobIndex("optimiser")),
		`<option value="0" selected>bars</option><option value="1" hidden disabled>blobs</option>`, `<option value="9">digits</option>`,
		`alt="The figures of this lesson after training. The lead."`,
	} {
		if !strings.Contains(string(b), want) {
			t.Errorf("the page does not say %s", want)
		}
	}
	// The places of the tells are those of the lesson's watches.
	if at := l.Watches()[6].All[0].What; at != "owned" {
		t.Errorf("watch 6 is of %s", at)
	}
}

// Whole numbers stand in threes, with their zeros.
func TestCommas(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 12005: "12,005", 300040: "300,040"} {
		if got := commas(n); got != want {
			t.Errorf("%d is written %s", n, got)
		}
	}
}

// Each lesson leads to the one after it, and the last to none.
func TestNext(t *testing.T) {
	a, b := &lessons.Lesson{ID: "a"}, &lessons.Lesson{ID: "b"}
	all := map[string]*Words{"a": {Title: "A"}, "b": {Title: "<em>B</em> &amp; C"}}
	if n := next([]*lessons.Lesson{b}, all); n == nil || *n != (Next{"b", "B & C"}) {
		t.Errorf("after a comes %+v", n)
	}
	if n := next([]*lessons.Lesson{a, b}[2:], all); n != nil {
		t.Errorf("after the last comes %+v", n)
	}
}
