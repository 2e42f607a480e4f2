package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"hourglass/lessons"
)

// Pages in other languages. English stands in the templates, in the tables of knobs and in JavaScript; what another language says instead is
// one table, web/words/xx.json, from English to that language, and the lessons' own words are lessons/xx/ID.md. A page of another language is
// the English one around those words, with every text and label looked up; it lies in dist/xx/.

// A Language is one that pages are translated to.
type Language struct {
	Code, Name string            // "es", "Español"
	Do         string            // what begins the one thing to do in its Markdown
	Words      map[string]string // by the English
	patterns   []pattern         // the entries with {0}, {1} ...
}

// A pattern is an entry with places for values.
type pattern struct {
	english *regexp.Regexp
	said    string
}

// languages are those that web/words holds, in order of their codes.
func languages() ([]*Language, error) {
	files, err := filepath.Glob("web/words/*.json")
	if err != nil {
		return nil, err
	}
	var all []*Language
	for _, f := range files {
		l, err := readLanguage(f)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f, err)
		}
		all = append(all, l)
	}
	return all, nil
}

// Texts that say how a language is called in itself, and what stands before the thing to do.
const (
	languageName = "language name"
	languageDo   = "Do:"
)

func readLanguage(file string) (*Language, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	l := &Language{Code: strings.TrimSuffix(filepath.Base(file), ".json")}
	if err := json.Unmarshal(b, &l.Words); err != nil {
		return nil, err
	}
	if l.Name, l.Do = l.Words[languageName], l.Words[languageDo]; l.Name == "" || l.Do == "" {
		return nil, fmt.Errorf("it must say what %q and %q are", languageName, languageDo)
	}
	for _, english := range sorted(l.Words) {
		if strings.Contains(english, "{0}") {
			l.patterns = append(l.patterns, pattern{places(english), l.Words[english]})
		}
	}
	return l, nil
}

func sorted(m map[string]string) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// place is where a value stands in an entry.
var place = regexp.MustCompile(`\\?\{(\d)\\?\}`)

// places matches the texts that an entry with values stands for.
func places(english string) *regexp.Regexp {
	return regexp.MustCompile("^" + place.ReplaceAllString(regexp.QuoteMeta(english), `(?P<v$1>.+)`) + "$")
}

// T says a text in the language; space around it stays. What is not in the table stays English, and ok is false.
func (l *Language) T(text string) (said string, ok bool) {
	core := strings.Join(strings.Fields(text), " ")
	if core == "" {
		return text, false
	}
	said, ok = l.Words[core]
	for i := 0; !ok && i < len(l.patterns); i++ {
		said, ok = l.patterns[i].fill(core, l.Words)
	}
	if !ok {
		return text, false
	}
	before := text[:len(text)-len(strings.TrimLeft(text, " \n\t"))]
	after := text[len(strings.TrimRight(text, " \n\t")):]
	return before + said + after, true
}

// fill puts the values of a text that matches, in the language where they have words in it, into what the pattern says.
func (p *pattern) fill(text string, words map[string]string) (string, bool) {
	m := p.english.FindStringSubmatch(text)
	if m == nil {
		return "", false
	}
	return place.ReplaceAllStringFunc(p.said, func(v string) string {
		value := m[p.english.SubexpIndex("v"+strings.Trim(v, "{}"))]
		if said, ok := words[value]; ok {
			return said
		}
		return amount(value, words)
	}), true
}

// thousands is a whole number as an English page writes it.
var thousands = regexp.MustCompile(`^\d{1,3}(,\d{3})+$`)

// sample is the entry that says by an example what stands between thousands.
const sample = "12,345"

// amount is such a number as the language writes it: other languages leave four digits together.
func amount(v string, words map[string]string) string {
	said, ok := words[sample]
	switch {
	case !ok || !thousands.MatchString(v):
		return v
	case len(v) == len("1,000"):
		return strings.ReplaceAll(v, ",", "")
	}
	return strings.ReplaceAll(v, ",", said[2:len(said)-3])
}

// spoken are the attributes that people read or hear.
var spoken = []string{"aria-label", "title", "alt", "placeholder", "data-word", "data-brief", "data-unit", "data-next-title", "content"}

// unspoken are the elements whose text is no language: formulas, programs, styles.
var unspoken = []string{"script", "style", "math", "code", "svg"}

// translate turns an English page into one of the language. dir is where the page lies within its language, there what else lies in the language's
// folder: links to anything else lead out of it.
func (l *Language) translate(page []byte, dir string, there map[string]bool) ([]byte, error) {
	var b bytes.Buffer
	z := html.NewTokenizer(bytes.NewReader(page))
	deep := 0 // elements around us whose text is not ours
	for {
		kind := z.Next()
		raw := slices.Clone(z.Raw())
		switch kind {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				return nil, z.Err()
			}
			return b.Bytes(), nil
		case html.TextToken:
			if deep == 0 {
				if said, ok := l.T(html.UnescapeString(string(raw))); ok {
					raw = []byte(html.EscapeString(said))
				}
			}
			b.Write(raw)
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			if kind == html.StartTagToken && slices.Contains(unspoken, t.Data) {
				deep++
			}
			if l.tag(&t, dir, there) {
				b.WriteString(t.String())
			} else {
				b.Write(raw)
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if slices.Contains(unspoken, string(name)) {
				deep--
			}
			if string(name) == "body" {
				fmt.Fprintf(&b, "<script type=\"application/json\" id=\"words-table\">%s</script>\n", l.table())
			}
			b.Write(raw)
		default:
			b.Write(raw)
		}
	}
}

// tag translates what is spoken of an element, and leads its links to where they mean from the language's folder. It reports whether it changed
// anything.
func (l *Language) tag(t *html.Token, dir string, there map[string]bool) bool {
	changed, abroad := false, false
	set := func(a *html.Attribute, v string) {
		changed = changed || a.Val != v
		a.Val = v
	}
	switches := slices.ContainsFunc(t.Attr, func(a html.Attribute) bool { return a.Key == "hreflang" })
	for i := range t.Attr {
		a := &t.Attr[i]
		switch {
		case t.Data == "html" && a.Key == "lang":
			set(a, l.Code)
		case a.Key == "data-names":
			names := strings.Split(a.Val, "|")
			for k := range names {
				names[k], _ = l.T(names[k])
			}
			set(a, strings.Join(names, "|"))
		case a.Key == "data-next" && !there[a.Val+"/index.html"]:
			set(a, "../"+a.Val)
		case (a.Key == "href" || a.Key == "src") && !switches:
			to := lead(a.Val, dir, there)
			abroad = t.Data == "a" && to != a.Val
			set(a, to)
		case slices.Contains(spoken, a.Key):
			said, _ := l.T(a.Val)
			set(a, said)
		}
	}
	if abroad {
		t.Attr = append(t.Attr, html.Attribute{Key: "hreflang", Val: "en"}) // and the style sheet says so
	}
	return changed
}

// lead is a link of the English page at dir, as the page of a language writes it that lies one folder deeper.
func lead(link, dir string, there map[string]bool) string {
	if link == "" || strings.HasPrefix(link, "#") || strings.Contains(link, ":") {
		return link
	}
	file, rest := link, ""
	if i := strings.IndexAny(link, "?#"); i >= 0 {
		file, rest = link[:i], link[i:]
	}
	if there[path.Join(dir, file)] {
		return link
	}
	up := "../"
	if dir != "" {
		up += strings.Repeat("../", 1+strings.Count(dir, "/"))
	}
	return up + path.Join(dir, file) + rest
}

// table is the whole table as JSON that may stand in a page.
func (l *Language) table() []byte {
	b, err := json.Marshal(l.Words) // which writes < as \u003c
	if err != nil {
		panic(err) // texts can be written
	}
	return b
}

// Another is the same page in another language.
type Another struct{ Code, Name, Href string }

// translations writes the pages of every other language: the lessons that it has words for, and the front page.
func (s *site) translations(english map[string]*Words) error {
	all, err := languages()
	if err != nil {
		return err
	}
	for _, l := range all {
		if err := s.speak(l, english); err != nil {
			return fmt.Errorf("%s: %w", l.Code, err)
		}
	}
	return nil
}

// spokenIn are the lessons that a language has words for.
func spokenIn(code string) map[string]bool {
	m := map[string]bool{}
	for _, l := range lessons.All {
		if _, err := os.Stat(filepath.Join("lessons", code, l.ID+".md")); err == nil {
			m[l.ID] = true
		}
	}
	return m
}

func (s *site) speak(lang *Language, english map[string]*Words) error {
	tmpl, err := s.templates()
	if err != nil {
		return err
	}
	has := spokenIn(lang.Code)
	words, there := map[string]*Words{}, map[string]bool{"index.html": true}
	for _, l := range lessons.All {
		words[l.ID] = english[l.ID]
		if !has[l.ID] {
			continue
		}
		there[l.ID+"/index.html"] = true
		source, err := os.ReadFile(filepath.Join("lessons", lang.Code, l.ID+".md"))
		if err != nil {
			return err
		}
		r := *s.reader
		r.do = lang.Do
		if words[l.ID], err = r.read(l, source); err != nil {
			return err
		}
		for _, p := range posterNames(l.ID) {
			there["poster/"+p] = true
		}
	}
	for i, l := range lessons.All {
		if !has[l.ID] {
			continue
		}
		p := newPage(l, words[l.ID], next(lessons.All[i+1:], words))
		p.Other = &Another{"en", "English", "../../" + l.ID + "/index.html"}
		if err := s.translated(lang, l.ID, there, func(b *bytes.Buffer) error { return tmpl.ExecuteTemplate(b, "lesson.tmpl", p) }); err != nil {
			return err
		}
	}
	f := newFrontPage(words)
	f.Other = &Another{"en", "English", "../index.html"}
	return s.translated(lang, "", there, func(b *bytes.Buffer) error { return tmpl.ExecuteTemplate(b, frontPage, f) })
}

// translated writes one page of a language.
func (s *site) translated(lang *Language, dir string, there map[string]bool, write func(*bytes.Buffer) error) error {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	page, err := lang.translate(b.Bytes(), dir, there)
	if err != nil {
		return err
	}
	to := filepath.Join(s.out, lang.Code, dir)
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	return put(filepath.Join(to, "index.html"), page)
}

// other is the translation that the page of a lesson, or with "" the front page, points to: the first that there is.
func other(id string) *Another {
	all, err := languages()
	if err != nil || len(all) == 0 {
		return nil
	}
	l := all[0]
	if id == "" {
		return &Another{l.Code, l.Name, l.Code + "/index.html"}
	}
	if !spokenIn(l.Code)[id] {
		return nil
	}
	return &Another{l.Code, l.Name, "../" + l.Code + "/" + id + "/index.html"}
}
