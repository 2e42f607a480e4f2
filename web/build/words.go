package main

import (
	"bytes"
	"fmt"
	"html"
	"html/template"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"hourglass/lessons"
)

// Words are what a lesson's Markdown file says.
type Words struct {
	Title template.HTML
	Lead  template.HTML
	Steps []StepWords // in the order of Lesson.Steps
	Notes []Section   // what comes after the steps
}

// A Section is a heading and what stands under it.
type Section struct {
	ID    string
	Title template.HTML
	Body  template.HTML
}

// StepWords are the words of one step.
type StepWords struct {
	Section
	Do  template.HTML // its one thing to do
	Ask *Asking
}

// Asking is a question with its options, and what to say after the run.
type Asking struct {
	Section
	Options []template.HTML
}

// A reader turns Markdown into Words.
type reader struct {
	md    goldmark.Markdown
	known mathML
	do    string // what begins the one thing to do: "Do:"
}

func newReader() *reader {
	known := mathML{}
	return &reader{do: languageDo, known: known, md: goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.Typographer, known.dollars()),
		goldmark.WithParserOptions(parser.WithHeadingAttribute()),
	)}
}

// read takes the Markdown of l apart. It fails, in one sentence, when the file and the lesson do not fit together.
func (r *reader) read(l *lessons.Lesson, source []byte) (*Words, error) {
	doc := r.md.Parser().Parse(text.NewReader(source))
	if err := r.known.learn(formulas(doc, source)); err != nil {
		return nil, err
	}
	p := &parsing{reader: r, lesson: l, source: source, words: &Words{}}
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if err := p.block(n); err != nil {
			return nil, fmt.Errorf("lessons/%s.md: %w", l.ID, err)
		}
	}
	if err := p.complete(); err != nil {
		return nil, fmt.Errorf("lessons/%s.md: %w", l.ID, err)
	}
	for i := range p.words.Notes {
		if n := &p.words.Notes[i]; n.ID == "python" {
			code, err := python(l.Setup)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", l.ID, err)
			}
			n.Body += template.HTML("<pre tabindex=\"0\"><code>" + template.HTMLEscapeString(code) + "</code></pre>\n")
		}
	}
	return p.words, nil
}

// parsing is how far a file has been read. At most one of step and note is where blocks go; ask lies within step.
type parsing struct {
	*reader
	lesson *lessons.Lesson
	source []byte
	words  *Words
	step   *StepWords
	ask    *Asking
	note   *Section
}

// block files one top-level block.
func (p *parsing) block(n ast.Node) error {
	if h, ok := n.(*ast.Heading); ok {
		return p.heading(h)
	}
	if p.ask != nil && n.Kind() == ast.KindList && p.ask.Options == nil {
		return p.options(n)
	}
	body, err := p.html(n)
	if err != nil {
		return err
	}
	switch {
	case p.ask != nil:
		p.ask.Body += body
	case p.step != nil && p.step.Do == "" && strings.HasPrefix(string(body), "<p><strong>"+p.do+"</strong>"):
		p.step.Do = body
	case p.step != nil:
		p.step.Body += body
	case p.note != nil:
		p.note.Body += body
	default:
		p.words.Lead += body
	}
	return nil
}

// heading opens what its level and ID say.
func (p *parsing) heading(h *ast.Heading) error {
	title, err := p.inline(h)
	if err != nil {
		return err
	}
	id := ""
	if v, ok := h.AttributeString("id"); ok {
		id = string(v.([]byte))
	}
	at := len(p.words.Steps)
	s := Section{ID: id, Title: title}
	switch {
	case h.Level == 1:
		p.words.Title = title
	case id == "":
		return fmt.Errorf("the heading %q has no {#id}.", title)
	case h.Level == 2 && at < len(p.lesson.Steps):
		if want := p.lesson.Steps[at].ID; id != want {
			return fmt.Errorf("step %d is {#%s}, but the lesson's step %d is %q.", at+1, id, at+1, want)
		}
		p.words.Steps = append(p.words.Steps, StepWords{Section: s})
		p.step, p.ask = &p.words.Steps[at], nil
	case h.Level == 2:
		p.words.Notes = append(p.words.Notes, s)
		p.step, p.ask, p.note = nil, nil, &p.words.Notes[len(p.words.Notes)-1]
	case h.Level == 3 && p.step != nil:
		if want := p.lesson.Steps[at-1].Ask; id != want {
			return fmt.Errorf("step %q asks {#%s}, but the lesson's step asks %q.", p.step.ID, id, want)
		}
		p.ask = &Asking{Section: s}
		p.step.Ask = p.ask
	default:
		return fmt.Errorf("the heading %q stands where none can.", title)
	}
	return nil
}

// options reads the list under a question.
func (p *parsing) options(list ast.Node) error {
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		option, err := p.inline(item.FirstChild())
		if err != nil {
			return err
		}
		p.ask.Options = append(p.ask.Options, option)
	}
	if got, want := len(p.ask.Options), len(p.lesson.Question.Options); got != want {
		return fmt.Errorf("the question {#%s} has %d options, but the lesson's has %d.", p.ask.ID, got, want)
	}
	return nil
}

// complete says what is missing.
func (p *parsing) complete() error {
	switch n := len(p.words.Steps); {
	case p.words.Title == "":
		return fmt.Errorf("there is no # Title.")
	case n < len(p.lesson.Steps):
		return fmt.Errorf("step %d, {#%s}, is missing.", n+1, p.lesson.Steps[n].ID)
	}
	for i, s := range p.lesson.Steps {
		if ask := p.words.Steps[i].Ask; s.Ask != "" && (ask == nil || ask.Options == nil) {
			return fmt.Errorf("step %q must ask {#%s}, with a list of options.", s.ID, s.Ask)
		}
	}
	return nil
}

var (
	formulaHTML = regexp.MustCompile(`(?s)<math.*?</math>`)
	tagHTML     = regexp.MustCompile(`<[^>]*>`)
)

// plain is what HTML says without its tags, in one line; a formula is left out.
func plain(h template.HTML) string {
	s := tagHTML.ReplaceAllString(formulaHTML.ReplaceAllString(string(h), ""), " ")
	s = strings.Join(strings.Fields(html.UnescapeString(s)), " ")
	for _, mark := range []string{".", ",", ";", ":", "?"} {
		s = strings.ReplaceAll(s, " "+mark, mark)
	}
	return s
}

// html renders a node.
func (p *parsing) html(n ast.Node) (template.HTML, error) {
	var b bytes.Buffer
	err := p.md.Renderer().Render(&b, p.source, n)
	return template.HTML(strings.ReplaceAll(b.String(), "<pre>", `<pre tabindex="0">`)), err // what scrolls must scroll by keyboard
}

// inline renders what is inside a node.
func (p *parsing) inline(n ast.Node) (all template.HTML, err error) {
	for c := n.FirstChild(); c != nil && err == nil; c = c.NextSibling() {
		var part template.HTML
		part, err = p.html(c)
		all += part
	}
	return all, err
}
