package main

import (
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hourglass/lessons"
)

// What the learner reads of a step at once: at most so many words, and of what follows a question's run.
const mostWords = 90

// words counts what is read aloud: a formula is one word.
func words(parts ...template.HTML) int {
	n := 0
	for _, p := range parts {
		n += len(strings.Fields(plain(template.HTML(formulaHTML.ReplaceAllString(string(p), " formula ")))))
	}
	return n
}

// judgeText says what is against the rules of the course in a lesson's words.
func judgeText(w *Words) (faults []string) {
	fault := func(format string, a ...any) { faults = append(faults, fmt.Sprintf(format, a...)) }
	if n := len(w.Steps); n < 5 || n > 8 {
		fault("%d steps, there are to be 5 to 8", n)
	}
	asks := 0
	for _, s := range w.Steps {
		read := []template.HTML{s.Body, s.Do}
		if s.Ask != nil {
			asks++
			read = append(append(read, s.Ask.Title), s.Ask.Options...)
			if n := words(s.Ask.Body); n > mostWords {
				fault("the answer of step %s has %d words", s.ID, n)
			}
		}
		if n := words(read...); n > mostWords {
			fault("step %s has %d words", s.ID, n)
		}
		if s.Do == "" && s.Ask == nil {
			fault("step %s has nothing to do", s.ID)
		}
	}
	if asks == 0 {
		fault("no step asks before it shows")
	}
	for _, id := range []string{"lies", "arithmetic", "python", "sources"} {
		i := slices.IndexFunc(w.Notes, func(n Section) bool { return n.ID == id })
		if i < 0 {
			fault("the section {#%s} is missing", id)
		} else if words(w.Notes[i].Body) < 5 {
			fault("the section {#%s} is empty", id)
		}
	}
	return faults
}

// plainText is all that a lesson says outside formulas and code.
func plainText(w *Words) string {
	all := plain(w.Title) + " " + plain(w.Lead)
	for _, s := range w.Steps {
		all += " " + plain(s.Title) + " " + plain(s.Body) + " " + plain(s.Do)
		if s.Ask != nil {
			all += " " + plain(s.Ask.Title) + " " + plain(s.Ask.Body)
			for _, o := range s.Ask.Options {
				all += " " + plain(o)
			}
		}
	}
	for _, n := range w.Notes {
		if n.ID != "python" {
			all += " " + plain(n.Title) + " " + plain(n.Body)
		}
	}
	return all
}

func TestTextRules(t *testing.T) {
	atRoot(t)
	r := newReader()
	for _, l := range lessons.All {
		source, err := os.ReadFile(filepath.Join("lessons", l.ID+".md"))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(source), "```") {
			t.Errorf("lessons/%s.md holds code: the lines of Python are made from the lesson's setup", l.ID)
		}
		w, err := r.read(l, source)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range judgeText(w) {
			t.Errorf("lessons/%s.md: %s", l.ID, f)
		}
		if text := plainText(w); strings.Contains(text, "!") {
			t.Errorf("lessons/%s.md exclaims: %.60q", l.ID, text[max(0, strings.Index(text, "!")-50):])
		}
		for _, n := range w.Notes {
			if code, err := python(l.Setup); n.ID == "python" && (err != nil || !strings.Contains(string(n.Body), template.HTMLEscapeString(code))) {
				t.Errorf("the page of %s has no Python", l.ID)
			}
		}
	}
}

// The judge sees what is against the rules.
func TestJudgeText(t *testing.T) {
	long := template.HTML("<p>" + strings.Repeat("word ", mostWords-1) + "<math><mi>x</mi><mo>+</mo><mi>y</mi></math></p>")
	good := func() *Words {
		w := &Words{}
		for i := range 5 {
			w.Steps = append(w.Steps, StepWords{Section: Section{ID: fmt.Sprint("s", i), Body: "<p>Two words.</p>"}, Do: "<p>Do it.</p>"})
		}
		w.Steps[2].Ask = &Asking{Section: Section{Title: "Which?", Body: long}, Options: []template.HTML{"a", "b"}}
		w.Steps[1].Do, w.Steps[1].Body = "<p>do</p>", template.HTML(strings.Replace(string(long), "word ", "", 1))
		for _, id := range []string{"lies", "arithmetic", "python", "sources"} {
			w.Notes = append(w.Notes, Section{ID: id, Body: "<p>One two three four five.</p>"})
		}
		return w
	}
	if f := judgeText(good()); f != nil {
		t.Errorf("good words have faults: %q", f)
	}
	for name, spoil := range map[string]func(*Words){
		"s1 has 91 words":            func(w *Words) { w.Steps[1].Body += "<p>more</p>" },
		"answer of step s2":          func(w *Words) { w.Steps[2].Ask.Body += "<p>more</p>" },
		"nothing to do":              func(w *Words) { w.Steps[0].Do = "" },
		"4 steps":                    func(w *Words) { w.Steps = w.Steps[:4] },
		"no step asks":               func(w *Words) { w.Steps[2].Ask = nil },
		"section {#lies} is missing": func(w *Words) { w.Notes = w.Notes[1:] },
		"section {#lies} is empty":   func(w *Words) { w.Notes[0].Body = "" },
	} {
		w := good()
		spoil(w)
		if f := judgeText(w); len(f) != 1 || !strings.Contains(f[0], name) {
			t.Errorf("%s: %q", name, f)
		}
	}
}
