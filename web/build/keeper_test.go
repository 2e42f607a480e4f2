package main

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
)

// The service worker knows a type for each kind of file that it may keep, and for no other: one without would be kept as "undefined", which no browser
// takes for a script.
func TestKeeperKinds(t *testing.T) {
	source, err := os.ReadFile("../../" + keeperSource)
	if err != nil {
		t.Fatal(err)
	}
	line := regexp.MustCompile(`(?m)^const kinds = \{(.*)\};$`).FindSubmatch(source)
	if line == nil {
		t.Fatal("web/keeper/sw.js has no kinds")
	}
	var known []string
	for _, m := range regexp.MustCompile(`(\w+): "`).FindAllSubmatch(line[1], -1) {
		known = append(known, "."+string(m[1]))
	}
	slices.Sort(known)
	if want := slices.Sorted(maps.Keys(keeperKinds)); !slices.Equal(known, want) {
		t.Errorf("web/keeper/sw.js knows the types of %q, and may keep %q", known, want)
	}
}

// The worker's list holds what it may keep, programs for later, and none of the pages that are one file; and with a file its version changes.
func TestKeeperTakes(t *testing.T) {
	atRoot(t)
	s := &site{out: t.TempDir()}
	list := regexp.MustCompile(`(?m)^const files = (\{.*?\});`)
	version := regexp.MustCompile(`(?m)^const version = "([0-9a-f]{16})";`)
	build := func(program string) (map[string][]any, string) {
		t.Helper()
		for name, text := range map[string]string{"index.html": "<p>", "course.html": "<p>", "noise.html": "<p>", "trainer.wasm": program, "look.png": "x", ".new.js": "x"} {
			if err := put(filepath.Join(s.out, name), []byte(text)); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.keeper(); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(filepath.Join(s.out, keeperScript))
		if err != nil {
			t.Fatal(err)
		}
		files := map[string][]any{}
		if err := json.Unmarshal(list.FindSubmatch(text)[1], &files); err != nil {
			t.Fatal(err)
		}
		return files, string(version.FindSubmatch(text)[1])
	}
	files, one := build("short")
	if names := slices.Sorted(maps.Keys(files)); !slices.Equal(names, []string{"index.html", "trainer.wasm"}) {
		t.Fatalf("it keeps %q", names)
	}
	if page, program := files["index.html"], files["trainer.wasm"]; len(page) != 3 || page[1] != 3.0 || len(program) != 4 || program[3] != 1.0 {
		t.Errorf("a page is %v, a program %v", page, program)
	}
	if _, again := build("short"); again != one {
		t.Error("the same files are another version")
	}
	if _, two := build("other"); two == one {
		t.Error("another program is the same version")
	}
}
