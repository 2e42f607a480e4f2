package main

import (
	"maps"
	"os"
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
