package main

import (
	"os"
	"path/filepath"

	"hourglass/lessons"
	"hourglass/wasm/scene"
	"hourglass/wasm/svg"
	"hourglass/wasm/tint"
)

// Posters are drawn for the stage of a laptop, and of a phone above its line of words, in CSS pixels: so that labels are as large as on the stage.
var posterSizes = []struct {
	name string
	w, h int
}{{"wide", 1010, 838}, {"tall", 390, 256}}

// posterNames are the files of a lesson's posters.
func posterNames(id string) (names []string) {
	for _, s := range posterSizes {
		for _, t := range []*tint.Theme{&tint.Dark, &tint.Light} {
			names = append(names, id+"-"+s.name+"-"+t.Name+".svg")
		}
	}
	return names
}

// posters writes poster/ID-{wide,tall}-{dark,light}.svg for every lesson, and for those that another language has, the same with its labels in
// that language's folder.
func posters(out string) error {
	all, err := languages()
	if err != nil {
		return err
	}
	for _, l := range lessons.All {
		b, err := svg.Trained(l, l.Poster)
		if err != nil {
			return err
		}
		if err := drawPosters(filepath.Join(out, "poster"), l, b); err != nil {
			return err
		}
		for _, lang := range all {
			if !spokenIn(lang.Code)[l.ID] {
				continue
			}
			b.Words = lang.Words
			if err := drawPosters(filepath.Join(out, lang.Code, "poster"), l, b); err != nil {
				return err
			}
			b.Words = nil
		}
	}
	return nil
}

// drawPosters writes what a builder shows, in every size and theme.
func drawPosters(folder string, l *lessons.Lesson, b *scene.Builder) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for _, s := range posterSizes {
		for _, t := range []*tint.Theme{&tint.Dark, &tint.Light} {
			name := l.ID + "-" + s.name + "-" + t.Name + ".svg"
			if err := os.WriteFile(filepath.Join(folder, name), svg.Draw(l, b, s.w, s.h, t), 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}
