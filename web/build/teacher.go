package main

import (
	"fmt"
	"html/template"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"hourglass/core/train"
	"hourglass/lessons"
)

// A Guide is a page for teachers: what teacher.tmpl shows. That of a lesson is lessons/ID.teacher.md, that of the course lessons/teachers.md.
type Guide struct {
	Title    template.HTML
	Lead     template.HTML
	Sections []Section
	Runs     []string // where its links into the lesson lead, from the # on, without it
	Lesson   *lessons.Lesson
	Number   int
	Lessons  []ChapterView // of the page of the course
}

// guideSections are what the page of a lesson must say, in this order.
var guideSections = []string{"aims", "needs", "timing", "misconceptions", "questions", "room", "tasks", "projecting"}

// lessonPage is the lesson as its teacher's page, which lies beside it, links to it.
const lessonPage = "index.html"

// guides writes the teacher's page of every lesson, and the one of the course.
func (s *site) guides(tmpl *template.Template, chapters []ChapterView) error {
	for _, l := range lessons.All {
		g, err := s.reader.guideFile(l.ID + ".teacher.md")
		if err != nil {
			return err
		}
		g.Lesson, g.Number = l, number(l.ID)
		if err := g.check(); err != nil {
			return fmt.Errorf("lessons/%s.teacher.md: %w", l.ID, err)
		}
		if err := s.page(tmpl, "teacher.tmpl", filepath.Join(l.ID, "teacher.html"), g); err != nil {
			return err
		}
	}
	g, err := s.reader.guideFile("teachers.md")
	if err != nil {
		return err
	}
	for _, c := range chapters {
		if c.Live {
			g.Lessons = append(g.Lessons, c)
		}
	}
	return s.page(tmpl, "teacher.tmpl", filepath.Join("teachers", "index.html"), g)
}

func (r *reader) guideFile(name string) (*Guide, error) {
	source, err := os.ReadFile(filepath.Join("lessons", name))
	if err != nil {
		return nil, err
	}
	g, err := r.guide(source)
	if err != nil {
		return nil, fmt.Errorf("lessons/%s: %w", name, err)
	}
	return g, nil
}

// guide takes the Markdown of a page for teachers apart: a title, a lead, and sections that have a name each.
func (r *reader) guide(source []byte) (*Guide, error) {
	doc := r.md.Parser().Parse(text.NewReader(source))
	if err := r.known.learn(formulas(doc, source)); err != nil {
		return nil, err
	}
	p, g := &parsing{reader: r, source: source}, &Guide{Runs: runs(doc)}
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		h, ok := n.(*ast.Heading)
		if ok && h.Level < 3 {
			title, err := p.inline(h)
			if err != nil {
				return nil, err
			}
			id, named := h.AttributeString("id")
			switch {
			case h.Level == 1:
				g.Title = title
			case !named:
				return nil, fmt.Errorf("the heading %q has no {#id}.", title)
			default:
				g.Sections = append(g.Sections, Section{ID: string(id.([]byte)), Title: title})
			}
			continue
		}
		body, err := p.html(n)
		if err != nil {
			return nil, err
		}
		if i := len(g.Sections); i > 0 {
			g.Sections[i-1].Body += body
		} else {
			g.Lead += body
		}
	}
	if g.Title == "" {
		return nil, fmt.Errorf("there is no # Title.")
	}
	return g, nil
}

// runs lists where the links to the lesson lead.
func runs(doc ast.Node) (list []string) {
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if link, ok := n.(*ast.Link); ok && entering {
			if run, ok := strings.CutPrefix(string(link.Destination), lessonPage+"#"); ok {
				list = append(list, run)
			}
		}
		return ast.WalkContinue, nil
	})
	return list
}

// check holds that the page of a lesson says all that it must, and that each of its runs is one that the lesson can open.
func (g *Guide) check() error {
	for i, id := range guideSections {
		if i >= len(g.Sections) || g.Sections[i].ID != id {
			return fmt.Errorf("section %d must be {#%s}.", i+1, id)
		}
	}
	for _, run := range g.Runs {
		if err := checkRun(g.Lesson, run); err != nil {
			return fmt.Errorf("the link #%s: %w", run, err)
		}
	}
	return nil
}

// checkRun says in one sentence why the lesson would complain of a link, or could not offer what stands in it.
func checkRun(l *lessons.Lesson, run string) error {
	parts, err := url.ParseQuery(run)
	if err != nil {
		return err
	}
	for name := range parts {
		switch name {
		case "step", "log":
		case "part":
			if !slices.ContainsFunc(l.Steps, func(s lessons.Step) bool { return s.ID == parts.Get(name) }) {
				return fmt.Errorf("the lesson has no step %q.", parts.Get(name))
			}
		default:
			if !slices.ContainsFunc(l.Dials, func(d lessons.Dial) bool { return d.Knob == name }) {
				return fmt.Errorf("the lesson offers no %s.", name)
			}
		}
	}
	link, err := train.ParseLink(run, l.Setup, "part")
	if err != nil {
		return err
	}
	for _, d := range l.Dials {
		k := train.Numbered(train.Number(d.Knob))
		v := link.Stands(train.Number(d.Knob))
		if d.Min != d.Max && (v < d.Min || v > d.Max) || d.Only != nil && !slices.Contains(d.Only, k.Text(v)) {
			return fmt.Errorf("the lesson offers no %s of %s.", d.Knob, k.Text(v))
		}
	}
	_, err = train.Open(link, l.Apart()...)
	return err
}

// Plain is the title without its tags.
func (g *Guide) Plain() string { return plain(g.Title) }
