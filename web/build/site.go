package main

import (
	"bytes"
	"fmt"
	"html/template"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"hourglass/lessons"
)

// A site is the folder that is served, and what it is made of. It is made from the root of the repository.
type site struct {
	out    string
	reader *reader
	public bool // made to be published: with a service worker, pages that are one file, and compressed twins
}

// programs are the WebAssembly files that the Makefile puts beside the pages.
var programs = []string{"trainer.wasm", "trainer.simd.wasm", "stage.wasm", "stage.simd.wasm"}

// build makes everything but the programs, which must be there.
func (s *site) build() error {
	if err := os.MkdirAll(s.out, 0o755); err != nil {
		return err
	}
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return fmt.Errorf("go env GOROOT: %w", err)
	}
	glue := filepath.Join(strings.TrimSpace(string(goroot)), "lib", "wasm", "wasm_exec.js")
	if err := copyFile(filepath.Join(s.out, "wasm_exec.js"), glue); err != nil {
		return err
	}
	if err := posters(s.out); err != nil {
		return err
	}
	return s.pages()
}

// pages makes what can change while the site is served: HTML, CSS and JavaScript.
func (s *site) pages() error {
	for _, pattern := range []string{"web/*.js", "web/*.css", "web/*.html", "web/*.svg"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			return err
		}
		for _, f := range files {
			if err := copyFile(filepath.Join(s.out, filepath.Base(f)), f); err != nil {
				return err
			}
		}
	}
	tmpl, err := templates(s.public)
	if err != nil {
		return err
	}
	sizes, err := s.sizes()
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
		p := newPage(l, words[l.ID], next(lessons.All[i+1:], words), sizes)
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
	if err := s.page(tmpl, "index.tmpl", "index.html", front); err != nil {
		return err
	}
	if err := s.guides(tmpl, front.Chapters); err != nil {
		return err
	}
	return s.translations(words)
}

// templates are those of the pages; join makes one word of two names, public says whether they are to be published.
func templates(public bool) (*template.Template, error) {
	join := func(n [2]string) string { return n[0] + "|" + n[1] }
	published := func() bool { return public }
	return template.New("").Funcs(template.FuncMap{"join": join, "upper": strings.ToUpper, "public": published}).ParseGlob("web/*.tmpl")
}

// next leads to the first of the lessons that are left, or nowhere.
func next(left []*lessons.Lesson, words map[string]*Words) *Next {
	if len(left) == 0 {
		return nil
	}
	return &Next{left[0].ID, plain(words[left[0].ID].Title)}
}

// sizes are the bytes of the programs, for the progress bar.
func (s *site) sizes() (map[string]int64, error) {
	m := map[string]int64{}
	for _, name := range programs {
		info, err := os.Stat(filepath.Join(s.out, name))
		if err != nil {
			return nil, fmt.Errorf("%w: make dist builds it first", err)
		}
		m[name] = info.Size()
	}
	return m, nil
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

func copyFile(to, from string) error {
	b, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return put(to, b)
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
