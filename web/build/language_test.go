package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	"hourglass/lessons"
)

// spokenLanguages are the languages that pages are translated to; there is at least one.
func spokenLanguages(t *testing.T) []*Language {
	t.Helper()
	atRoot(t)
	all, err := languages()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Fatal("there is no other language")
	}
	return all
}

// said matches what JavaScript says through t of web/page/words.js.
var said = regexp.MustCompile(`\bt\(("(?:[^"\\]|\\.)*")`)

// Every text that JavaScript says has its entry.
func TestLanguageOfScripts(t *testing.T) {
	all := spokenLanguages(t)
	files, err := filepath.Glob("web/*/*.js")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, f := range files {
		source, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range said.FindAllSubmatch(source, -1) {
			text, err := strconv.Unquote(string(m[1]))
			if err != nil {
				t.Errorf("%s: %s: %v", f, m[1], err)
			}
			n++
			for _, l := range all {
				if l.Words[text] == "" {
					t.Errorf("%s says %q, which %s does not", f, text, l.Code)
				}
			}
		}
	}
	if n < 50 {
		t.Errorf("only %d texts were found", n)
	}
}

// judgeEntry says what is against the rules in an entry: it is empty, has other values than the English, or other space around it.
func judgeEntry(english, said string) string {
	values := func(s string) []string {
		v := regexp.MustCompile(`\{\d\}`).FindAllString(s, -1)
		slices.Sort(v)
		return slices.Compact(v)
	}
	edge := func(s string) [2]bool { return [2]bool{strings.HasPrefix(s, " "), strings.HasSuffix(s, " ")} }
	switch {
	case strings.TrimSpace(said) == "":
		return "is empty"
	case !slices.Equal(values(english), values(said)):
		return "has other values"
	case edge(english) != edge(said):
		return "has other space around it"
	case strings.ContainsAny(said, "!¡"):
		return "exclaims"
	}
	return ""
}

// The tables keep the rules, and stand in order.
func TestLanguageTables(t *testing.T) {
	for _, l := range spokenLanguages(t) {
		for _, english := range sorted(l.Words) {
			if fault := judgeEntry(english, l.Words[english]); fault != "" {
				t.Errorf("%s: %q %s", l.Code, english, fault)
			}
		}
		file := filepath.Join("web/words", l.Code+".json")
		got, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var want bytes.Buffer
		e := json.NewEncoder(&want)
		e.SetEscapeHTML(false)
		e.SetIndent("", "\t")
		if err := e.Encode(l.Words); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want.Bytes()) {
			t.Errorf("%s is not one entry a line, sorted, each once", file)
		}
	}
}

// The judge sees what is against the rules.
func TestLanguageJudge(t *testing.T) {
	for _, c := range [][3]string{
		{"Step {0}", "Paso {0}", ""}, {"{0} of {1}", "{1}: {0}", ""}, {" of ", " de ", ""},
		{"Step", " ", "is empty"}, {"Step {0}", "Paso", "has other values"}, {"Step {0}", "Paso {0}{1}", "has other values"},
		{" of ", "de ", "has other space around it"}, {"Done.", "¡Hecho!", "exclaims"},
	} {
		if got := judgeEntry(c[0], c[1]); got != c[2] {
			t.Errorf("%q as %q: %q, not %q", c[0], c[1], got, c[2])
		}
	}
}

// texts are what a page says in words: between tags, and in what is spoken of them.
func texts(page []byte) (all []string) {
	z := html.NewTokenizer(bytes.NewReader(page))
	deep := 0
	add := func(s string) {
		if strings.ContainsFunc(s, unicode.IsLetter) {
			all = append(all, s)
		}
	}
	for {
		kind := z.Next()
		t := z.Token()
		switch kind {
		case html.ErrorToken:
			return all
		case html.TextToken:
			if strings.Contains(t.Data, "</") { // the tokenizer leaves what is in noscript as it is
				all = append(all, texts([]byte(t.Data))...)
			} else if deep == 0 {
				add(t.Data)
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			if kind == html.StartTagToken && slices.Contains(unspoken, t.Data) {
				deep++
			}
			for _, a := range t.Attr {
				switch {
				case t.Data == "meta" && !slices.Contains(t.Attr, html.Attribute{Key: "name", Val: "description"}):
				case a.Key == "data-names":
					for _, name := range strings.Split(a.Val, "|") {
						add(name)
					}
				case slices.Contains(spoken, a.Key):
					add(a.Val)
				}
			}
		case html.EndTagToken:
			if slices.Contains(unspoken, t.Data) {
				deep--
			}
		}
	}
}

// wordless stands for a lesson's own words where only what is around them matters.
func wordless(l *lessons.Lesson) *Words {
	w := &Words{Title: "7", Lead: "7", Notes: []Section{{ID: "lies", Title: "7", Body: "7"}}}
	for _, s := range l.Steps {
		v := StepWords{Section: Section{ID: s.ID, Title: "7", Body: "7"}, Do: "7"}
		if s.Ask != "" {
			v.Ask = &Asking{Section: Section{ID: s.Ask, Title: "7", Body: "7"}, Options: []template.HTML{"7", "7"}}
		}
		w.Steps = append(w.Steps, v)
	}
	return w
}

// Everything on a page of another language but the lesson's own words has its entry, and so have the titles of the course.
func TestLanguageOfPages(t *testing.T) {
	all := spokenLanguages(t)
	tmpl, err := (&site{}).templates()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range all {
		has := spokenIn(lang.Code)
		if len(has) == 0 {
			t.Errorf("%s has words for no lesson", lang.Code)
		}
		pages := map[string]func(*bytes.Buffer) error{
			frontPage: func(b *bytes.Buffer) error { return tmpl.ExecuteTemplate(b, frontPage, newFrontPage(nil)) },
		}
		for _, l := range lessons.All {
			if has[l.ID] {
				p := newPage(l, wordless(l), nil)
				pages[l.ID] = func(b *bytes.Buffer) error { return tmpl.ExecuteTemplate(b, "lesson.tmpl", p) }
			}
		}
		for name, write := range pages {
			var b bytes.Buffer
			if err := write(&b); err != nil {
				t.Fatal(err)
			}
			n := 0
			for _, text := range texts(b.Bytes()) {
				n++
				if _, ok := lang.T(text); !ok {
					t.Errorf("%s does not say %q of %s", lang.Code, strings.Join(strings.Fields(text), " "), name)
				}
			}
			if n < 20 {
				t.Errorf("%s: only %d texts were found", name, n)
			}
		}
	}
}

var (
	formulaTeX = regexp.MustCompile(`\$\$[^$]+\$\$|\$[^$\n]+\$`)
	headingID  = regexp.MustCompile(`(?m)^#+ .*\{(#[a-z]+)\}$`)
	titles     = regexp.MustCompile(`[^*]\*[^*\n]+\*[^*]`)
)

// The words of a lesson in another language keep the rules of the course, and the formulas, headings and titles of works of the English.
func TestLanguageOfLessons(t *testing.T) {
	for _, lang := range spokenLanguages(t) {
		r := newReader()
		r.do = lang.Do
		for _, l := range lessons.All {
			file := filepath.Join("lessons", lang.Code, l.ID+".md")
			source, err := os.ReadFile(file)
			if os.IsNotExist(err) {
				continue
			} else if err != nil {
				t.Fatal(err)
			}
			w, err := r.read(l, source)
			if err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			for _, f := range judgeText(w) {
				t.Errorf("%s: %s", file, f)
			}
			if strings.ContainsAny(plainText(w), "!¡") {
				t.Errorf("%s exclaims", file)
			}
			english, err := os.ReadFile(filepath.Join("lessons", l.ID+".md"))
			if err != nil {
				t.Fatal(err)
			}
			for _, kept := range []*regexp.Regexp{formulaTeX, headingID, titles} {
				got, want := fmt.Sprintf("%q", kept.FindAllSubmatch(source, -1)), fmt.Sprintf("%q", kept.FindAllSubmatch(english, -1))
				if kept == headingID {
					got, want = ids(source), ids(english)
				}
				if got != want {
					t.Errorf("%s has\n%s\nand the English\n%s", file, got, want)
				}
			}
		}
	}
}

// ids are the headings' ids in order.
func ids(source []byte) (all string) {
	for _, m := range headingID.FindAllSubmatch(source, -1) {
		all += " " + string(m[1])
	}
	return all
}

// A number in a text is written as the language writes it: four digits together, more with what the table's example has between thousands.
func TestLanguageOfNumbers(t *testing.T) {
	for _, l := range spokenLanguages(t) {
		for english, want := range map[string]string{"500 / s": "500 / s", "2,000 / s": "2000 / s", "12,000 / s": "12\u202f000 / s", "1,200,000 / s": "1\u202f200\u202f000 / s"} {
			if got, _ := l.T(english); l.Code == "es" && got != want {
				t.Errorf("%s: %q becomes %q", l.Code, english, got)
			}
		}
	}
}
