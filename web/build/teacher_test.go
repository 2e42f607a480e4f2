package main

import (
	"bytes"
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"hourglass/lessons"
)

// mostGuideWords is what a teacher reads before a lesson, at most.
const mostGuideWords = 780

// guideOf reads the teacher's page of a lesson, at the root of the repository.
func guideOf(t *testing.T, r *reader, l *lessons.Lesson) *Guide {
	t.Helper()
	g, err := r.guideFile(l.ID + ".teacher.md")
	if err != nil {
		t.Fatal(err)
	}
	g.Lesson, g.Number = l, number(l.ID)
	return g
}

// Every lesson has a page for teachers that says all it must, in few words, with runs that open.
func TestGuides(t *testing.T) {
	atRoot(t)
	r := newReader()
	for _, l := range lessons.All {
		g := guideOf(t, r, l)
		if err := g.check(); err != nil {
			t.Errorf("lessons/%s.teacher.md: %v", l.ID, err)
		}
		n := words(g.Lead)
		for _, s := range g.Sections {
			w := words(s.Body)
			if n += w; w < 8 {
				t.Errorf("lessons/%s.teacher.md: {#%s} has %d words, of eight at least", l.ID, s.ID, w)
			}
		}
		if n > mostGuideWords {
			t.Errorf("lessons/%s.teacher.md has %d words", l.ID, n)
		}
		if len(g.Runs) < 4 {
			t.Errorf("lessons/%s.teacher.md links to %d runs, of four at least", l.ID, len(g.Runs))
		}
		for _, minutes := range plans(t, g) {
			if minutes[0] != 20 || minutes[1] != 45 {
				t.Errorf("lessons/%s.teacher.md: plans of %d and %d minutes", l.ID, minutes[0], minutes[1])
			}
		}
	}
}

var (
	row  = regexp.MustCompile(`(?s)<tr>\s*<td>([^<]*)</td>\s*<td>([^<]*)</td>`)
	href = regexp.MustCompile(`(?:href|src)="([^"#?]*)(?:\?[^"#]*)?(#[^"]*)?"`)
	name = regexp.MustCompile(`id="([^"]*)"`)
)

// plans adds up the minutes of a page's two plans.
func plans(t *testing.T, g *Guide) [][2]int {
	t.Helper()
	i := slices.IndexFunc(g.Sections, func(s Section) bool { return s.ID == "timing" })
	sum := [2]int{}
	for _, m := range row.FindAllStringSubmatch(string(g.Sections[i].Body), -1) {
		for k := range sum {
			if m[k+1] == "–" {
				continue
			}
			n, err := strconv.Atoi(m[k+1])
			if err != nil {
				t.Fatal(err)
			}
			sum[k] += n
		}
	}
	return [][2]int{sum}
}

// What a page says a step is called is what the step is called.
func TestGuidesNameSteps(t *testing.T) {
	atRoot(t)
	r := newReader()
	for _, l := range lessons.All {
		source, err := os.ReadFile(filepath.Join("lessons", l.ID+".md"))
		if err != nil {
			t.Fatal(err)
		}
		w, err := r.read(l, source)
		if err != nil {
			t.Fatal(err)
		}
		known := []string{"the same note", "the same answer", "the first two steps", "the first task"}
		for _, s := range w.Steps {
			known = append(known, plain(s.Title))
		}
		for _, n := range w.Notes {
			known = append(known, plain(n.Title))
		}
		g := guideOf(t, r, l)
		i := slices.IndexFunc(g.Sections, func(s Section) bool { return s.ID == "misconceptions" })
		shown := 0
		for _, item := range strings.Split(string(g.Sections[i].Body), "<li>")[1:] {
			text := plain(template.HTML(item))
			at := strings.LastIndex(text, ": ")
			if at < 0 {
				continue // what it says is said by no single step
			}
			places, _, _ := strings.Cut(text[at+2:], ". ")
			for _, place := range strings.Split(strings.TrimSuffix(places, "."), ", ") {
				shown++
				if !slices.Contains(known, place) {
					t.Errorf("lessons/%s.teacher.md sends to %q, which is no step", l.ID, place)
				}
			}
		}
		if shown < 3 {
			t.Errorf("lessons/%s.teacher.md says of %d misconceptions where they are met", l.ID, shown)
		}
	}
}

// Links that a lesson would complain of do not get through.
func TestGuideLinksAreChecked(t *testing.T) {
	for run, want := range map[string]string{
		"step=2000":                          "",
		"data=circle&width=32&part=off":      "",
		"data=bars":                          "offers no data of bars",
		"neck=3":                             "offers no neck of 3",
		"beta=2":                             "offers no beta",
		"rate=fast":                          "must be a number",
		"rate=50":                            "must lie between",
		"step=1e9":                           "whole number",
		"part=nowhere":                       "no step",
		"nonsense=1":                         "offers no nonsense",
		"step=10&log=20.rate.0.1":            "list of turned knobs",
		"data=circle&width=32&depth=2&unit=": "Unit must be",
	} {
		err := checkRun(&lessons.Line, run)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v, want %q", run, err, want)
		}
	}
}

// A page that leaves a section out, or has one without a name, is refused.
func TestGuideIsWhole(t *testing.T) {
	r := newReader()
	whole := "# T\n\nLead.\n"
	for _, id := range guideSections {
		whole += fmt.Sprintf("\n## Head {#%s}\n\nSome words.\n", id)
	}
	g, err := r.guide([]byte(whole + "\n[a](index.html#step=5) [b](https://example.org)\n"))
	if err != nil {
		t.Fatal(err)
	}
	g.Lesson = &lessons.Line
	if err := g.check(); err != nil || !slices.Equal(g.Runs, []string{"step=5"}) || g.Plain() != "T" {
		t.Errorf("%v, runs %q, title %q", err, g.Runs, g.Title)
	}
	short, err := r.guide([]byte(strings.Replace(whole, "{#room}", "{#rooms}", 1)))
	if err != nil {
		t.Fatal(err)
	}
	if err := short.check(); err == nil || !strings.Contains(err.Error(), "must be {#room}") {
		t.Errorf("a section that is missing: %v", err)
	}
	for text, want := range map[string]string{"## One\n": "no {#id}", "Words.\n": "no # Title"} {
		if _, err := r.guide([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// The pages as they are written: nothing inside that the policy forbids, and every link leads somewhere in the site.
func TestGuidePages(t *testing.T) {
	atRoot(t)
	out := t.TempDir()
	s := &site{out: out, reader: newReader()}
	tmpl, err := s.templates()
	if err != nil {
		t.Fatal(err)
	}
	var chapters []ChapterView
	for i, c := range course {
		chapters = append(chapters, ChapterView{Chapter: c, Number: i + 1, Live: lessons.Find(c.ID) != nil})
	}
	if err := s.guides(tmpl, chapters); err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{"index.html": true, "site.css": true, "room.css": true, "guide.js": true, "theme.js": true, "icon.svg": true, "teachers/index.html": true}
	anchors := map[string][]byte{}
	pages := []string{"teachers/index.html"}
	for _, l := range lessons.All {
		there[l.ID+"/index.html"], there[l.ID+"/teacher.html"] = true, true
		there[l.ID+".html"] = true // see onefile.go
		pages = append(pages, l.ID+"/teacher.html")
	}
	for _, p := range pages {
		if anchors[p], err = os.ReadFile(filepath.Join(out, p)); err != nil {
			t.Fatal(err)
		}
	}
	inline := regexp.MustCompile(`<style|\sstyle="|\son[a-z]+="|<script(?:\s[^>]*)?>[^<]`)
	for _, p := range pages {
		b := anchors[p]
		if m := inline.Find(b); m != nil {
			t.Errorf("%s has %q inside", p, m)
		}
		if !bytes.Contains(b, []byte("<h1>")) || bytes.Contains(b, []byte("!</")) {
			t.Errorf("%s has no title, or exclaims", p)
		}
		for _, m := range href.FindAllSubmatch(b, -1) {
			to := filepath.ToSlash(filepath.Join(filepath.Dir(p), string(m[1])))
			if m[1] == nil || len(m[1]) == 0 {
				to = p
			}
			if strings.HasPrefix(string(m[1]), "https://") {
				continue
			}
			if !there[to] {
				t.Errorf("%s leads to %q", p, to)
			}
		}
	}
	front, err := os.ReadFile("index.html")
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, m := range name.FindAllSubmatch(anchors["teachers/index.html"], -1) {
		ids = append(ids, string(m[1]))
	}
	for _, m := range href.FindAllSubmatch(front, -1) {
		if string(m[1]) == "teachers/index.html" && len(m[2]) > 0 && !slices.Contains(ids, string(m[2][1:])) {
			t.Errorf("the front page leads to %s of the teachers' page", m[2])
		}
	}
}
