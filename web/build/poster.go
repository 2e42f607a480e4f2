package main

import (
	"os"
	"path/filepath"

	"hourglass/lessons"
	"hourglass/wasm/svg"
	"hourglass/wasm/tint"
)

// Posters are drawn for the stage of a laptop and of a phone, in CSS pixels.
var posterSizes = []struct {
	name string
	w, h int
}{{"wide", 1010, 838}, {"tall", 390, 464}}

// posters writes poster/ID-{wide,tall}-{dark,light}.svg for every lesson.
func posters(out string) error {
	if err := os.MkdirAll(filepath.Join(out, "poster"), 0o755); err != nil {
		return err
	}
	for _, l := range lessons.All {
		for _, s := range posterSizes {
			for _, t := range []*tint.Theme{&tint.Dark, &tint.Light} {
				b, err := svg.Poster(l, s.w, s.h, t)
				if err != nil {
					return err
				}
				name := l.ID + "-" + s.name + "-" + t.Name + ".svg"
				if err := os.WriteFile(filepath.Join(out, "poster", name), b, 0o644); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
