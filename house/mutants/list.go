package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// A mutant is a small break of one file: a text in it, what stands there instead, and the test that must then fail.
type mutant struct {
	Where string // the list and line that it is written in
	Says  string // what is broken
	File  string // from the root of the repository
	Old   string // within one line, and once in the file
	New   string
	Room  string // the package of the test, from the root
	Test  string // its name, or several with | between them, of which one must fail
}

// lists reads every list of a folder, in order of their names.
func lists(folder string) ([]mutant, error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.txt"))
	if err != nil || len(files) == 0 {
		return nil, errors.Join(err, errors.New("mutants: no list in "+folder))
	}
	var all []mutant
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		some, err := parse(filepath.Base(f), string(text))
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

// parse reads a list: blocks of five lines with an empty one between them, each with a mark of its own.
func parse(name, text string) ([]mutant, error) {
	var all []mutant
	at := 1
	for block := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n\n") {
		m := mutant{Where: fmt.Sprintf("%s:%d", name, at)}
		lines := strings.Split(block, "\n")
		at += len(lines) + 1
		if len(lines) != 5 {
			return nil, fmt.Errorf("%s: %d lines, not 5", m.Where, len(lines))
		}
		rest := ""
		for i, to := range []struct {
			mark string
			into *string
		}{{"# ", &m.Says}, {"@ ", &m.File}, {"- ", &m.Old}, {"+ ", &m.New}, {"> ", &rest}} {
			line, ok := strings.CutPrefix(lines[i], to.mark)
			if !ok {
				return nil, fmt.Errorf("%s: line %d does not begin with %q: %s", m.Where, i+1, to.mark, lines[i])
			}
			*to.into = line
		}
		if m.Room, m.Test, _ = strings.Cut(rest, " "); m.Test == "" || m.Old == "" || m.Old == m.New {
			return nil, fmt.Errorf("%s: it names no test, or breaks nothing", m.Where)
		}
		all = append(all, m)
	}
	return all, nil
}

// broken is what stands in the mutant's file under root once it is broken. It fails unless the old text is there exactly once.
func (m *mutant) broken(root string) (string, error) {
	text, err := os.ReadFile(filepath.Join(root, m.File))
	if err != nil {
		return "", err
	}
	if n := strings.Count(string(text), m.Old); n != 1 {
		return "", fmt.Errorf("%s: %s holds %d times: %s", m.Where, m.File, n, m.Old)
	}
	return strings.Replace(string(text), m.Old, m.New, 1), nil
}
