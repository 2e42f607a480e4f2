package main

import (
	"bytes"
	"html/template"
	"os"
	"path/filepath"
	"strings"

	"hourglass/lessons"
)

// A site is the folder that is served, and what it is made of. It is made from the root of the repository.
type site struct {
	out    string
	reader *reader
	public bool // made to be published: with a service worker, pages that are one file, and compressed twins
	assets *assets
}

// programs are the WebAssembly files that the Makefile puts into programFolder.
var programs = []string{"trainer.wasm", "trainer.simd.wasm", "stage.wasm", "stage.simd.wasm"}

// plainFiles are those that others name, so that they keep their names.
var plainFiles = []string{"around/embed.js", "around/embed.d.ts", "end.html", "icon.svg"}

// frontPage is the source of the front page, at the root of the project: a template like those in web.
const frontPage = "index.html"

// build makes everything but the programs, which must be there.
func (s *site) build() error {
	if err := os.MkdirAll(s.out, 0o755); err != nil {
		return err
	}
	for _, l := range lessons.All {
		if err := showable(l); err != nil {
			return err
		}
	}
	if err := posters(s.out); err != nil {
		return err
	}
	return s.pages()
}

// pages makes what can change while the site is served: HTML, CSS and JavaScript.
func (s *site) pages() error {
	var err error
	if s.assets, err = s.assemble(); err != nil {
		return err
	}
	for _, file := range plainFiles {
		b, err := os.ReadFile(filepath.Join("web", file))
		if err != nil {
			return err
		}
		if err := put(filepath.Join(s.out, filepath.Base(file)), []byte(s.assets.lead(string(b)))); err != nil {
			return err
		}
	}
	tmpl, err := s.templates()
	if err != nil {
		return err
	}
	words := map[string]*Words{}
	for _, l := range lessons.All {
		source, err := os.ReadFile(filepath.Join("lessons", l.ID+".md"))
		if err != nil {
			return err
		}
		if words[l.ID], err = s.reader.read(l, source); err != nil {
			return err
		}
	}
	address, err := siteAddress()
	if err != nil {
		return err
	}
	for i, l := range lessons.All {
		p := newPage(l, words[l.ID], next(lessons.All[i+1:], words))
		p.OEmbed = oEmbedLink(address, l.ID)
		p.Other = other(l.ID)
		if err := s.page(tmpl, "lesson.tmpl", filepath.Join(l.ID, "index.html"), p); err != nil {
			return err
		}
	}
	if err := s.oEmbeds(address, words); err != nil {
		return err
	}
	front := newFrontPage(words)
	front.Other = other("")
	if err := s.page(tmpl, frontPage, "index.html", front); err != nil {
		return err
	}
	if err := s.guides(tmpl, front.Chapters); err != nil {
		return err
	}
	return s.translations(words)
}

// templates are those of the pages. In them join makes one word of two names, public says whether they are to be published, file is what a file of
// the sources is called in the site, parts are the files that a module imports at once,
// and later those that it imports when they are wanted.
func (s *site) templates() (*template.Template, error) {
	t, err := template.New("").Funcs(template.FuncMap{
		"join":   func(n [2]string) string { return n[0] + "|" + n[1] },
		"upper":  strings.ToUpper,
		"public": func() bool { return s.public },
		"file":   func(name string) string { return s.assets.name(name) },
		"parts":  func(module string) []string { return s.assets.parts(module) },
		"later":  func(module string) string { return strings.Join(s.assets.wanted(module), " ") },
	}).ParseFiles(frontPage)
	if err != nil {
		return nil, err
	}
	return t.ParseGlob("web/*.tmpl")
}

// next leads to the first of the lessons that are left, or nowhere.
func next(left []*lessons.Lesson, words map[string]*Words) *Next {
	if len(left) == 0 {
		return nil
	}
	return &Next{left[0].ID, plain(words[left[0].ID].Title)}
}

func (s *site) page(t *template.Template, name, path string, data any) error {
	path = filepath.Join(s.out, path)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, name, data); err != nil {
		return err
	}
	return put(path, b.Bytes())
}

// publish makes the site with all that only a published one needs.
func (s *site) publish() error {
	s.public = true
	for _, make := range []func() error{s.build, s.oneFiles, s.compress, s.keeper, s.compress} { // the keeper's list wants the twins, and has one
		if err := make(); err != nil {
			return err
		}
	}
	return nil
}
