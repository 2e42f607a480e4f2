package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const root = "../.."

// Every mutant can still be made, by a text that stands once in its file, and names tests that are there: so the lists cannot rot.
func TestListsFit(t *testing.T) {
	all, err := lists(".")
	if err != nil {
		t.Fatal(err)
	}
	rooms := map[string]string{} // the text of all tests of a package
	for _, m := range all {
		if _, err := m.broken(root); err != nil {
			t.Error(err)
		}
		if _, read := rooms[m.Room]; !read {
			rooms[m.Room] = tests(t, m.Room)
		}
		for name := range strings.SplitSeq(m.Test, "|") {
			if !strings.Contains(rooms[m.Room], "\nfunc "+name+"(t *testing.T)") {
				t.Errorf("%s: %s has no %s", m.Where, m.Room, name)
			}
		}
	}
	if len(all) < 44 {
		t.Errorf("%d mutants", len(all))
	}
}

// tests is the text of a package's tests.
func tests(t *testing.T, room string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, room, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	return all.String()
}

// A list that says less than a mutant needs is refused.
func TestListRefused(t *testing.T) {
	whole := "# a sign\n@ core/nn/loss.go\n- x > 0\n+ x < 0\n> core/nn TestLosses\n"
	if all, err := parse("whole", whole+"\n"+whole); err != nil || len(all) != 2 || all[1].Where != "whole:7" || all[0].Test != "TestLosses" {
		t.Errorf("%v, %v", all, err)
	}
	for _, text := range []string{"", strings.Replace(whole, "@ ", "", 1), strings.Replace(whole, " TestLosses", "", 1), strings.Replace(whole, "<", ">", 1), whole + "\n# a second"} {
		if _, err := parse("torn", text); err == nil {
			t.Errorf("%q is taken", text)
		}
	}
	m := mutant{File: "house/doc.go", Old: "house", New: "home"}
	if _, err := m.broken(root); err == nil {
		t.Error("a text that stands there often is taken")
	}
}
