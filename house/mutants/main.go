// Command mutants breaks the house in small ways, one at a time, and holds that the test named beside each break fails: see the lists beside it.
// A break that no test sees is a test that is missing. It works on a copy of what git knows of, and touches no file of the house.
//
//	go run ./house/mutants           # all of them
//	go run ./house/mutants core/opt  # those whose file or words hold this
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(only []string) error {
	all, err := lists("house/mutants")
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(m mutant) bool {
		return len(only) > 0 && !slices.ContainsFunc(only, func(part string) bool { return strings.Contains(m.File+" "+m.Says, part) })
	})
	house, err := copied()
	if err != nil {
		return err
	}
	defer os.RemoveAll(house)
	if err := sound(house, all); err != nil {
		return err
	}
	wrong := 0
	for i := range all {
		m := &all[i]
		out, fate, err := m.try(house)
		if err != nil {
			return err
		}
		switch fmt.Printf("%-7s %s: %s\n", fate, m.File, m.Says); fate {
		case stillborn:
			fmt.Println(out)
			wrong++
		case lived:
			fmt.Printf("        %s: %s in %s passes\n", m.Where, m.Test, m.Room)
			wrong++
		}
	}
	fmt.Printf("%d of %d caught\n", len(all)-wrong, len(all))
	if wrong > 0 {
		return errors.New("what lived wants a test, and what does not compile another break")
	}
	return nil
}

// copied copies what git knows of, as it stands now, to a folder of its own.
func copied() (string, error) {
	names, err := exec.Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard").Output()
	if err != nil {
		return "", err
	}
	house, err := os.MkdirTemp("", "mutants")
	if err != nil {
		return "", err
	}
	for name := range strings.SplitSeq(strings.TrimRight(string(names), "\x00"), "\x00") {
		text, err := os.ReadFile(name)
		if errors.Is(err, os.ErrNotExist) {
			continue // deleted, and git does not know yet
		}
		to := filepath.Join(house, name)
		if err = errors.Join(err, os.MkdirAll(filepath.Dir(to), 0o755), os.WriteFile(to, text, 0o644)); err != nil {
			return "", err
		}
	}
	root, err := filepath.Abs("node_modules")
	if err != nil {
		return "", err
	}
	return house, os.Symlink(root, filepath.Join(house, "node_modules"))
}

// sound holds that the named tests pass while nothing is broken: one that fails anyway would catch everything.
func sound(house string, all []mutant) error {
	tests := map[string][]string{}
	for _, m := range all {
		tests[m.Room] = append(tests[m.Room], m.Test)
	}
	for room, names := range tests {
		slices.Sort(names)
		if out, ok := test(house, room, strings.Join(slices.Compact(names), "|")); !ok {
			return fmt.Errorf("with nothing broken:\n%s", out)
		}
	}
	return nil
}

// What becomes of a mutant.
const (
	caught    = "caught"
	lived     = "LIVED"
	stillborn = "BROKEN" // it does not compile: nobody could make it unseen
)

// try breaks the copy, tests it, and mends it again. It returns what the tests said, and what became of the mutant.
func (m *mutant) try(house string) (out, fate string, err error) {
	text, err := m.broken(house)
	if err != nil {
		return "", "", err
	}
	file := filepath.Join(house, m.File)
	whole, err := os.ReadFile(file)
	if err != nil {
		return "", "", err
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		return "", "", err
	}
	defer func() { err = errors.Join(err, os.WriteFile(file, whole, 0o644)) }()
	out, ok := test(house, m.Room, m.Test)
	switch {
	case ok:
		return out, lived, nil
	case strings.Contains(out, "[build failed]") || strings.Contains(out, "[setup failed]"):
		return out, stillborn, nil
	}
	return out, caught, nil
}

// test runs tests of a room of the copy. Paths are kept out of what is compiled, so that a second copy finds most of it in the cache.
func test(house, room, names string) (out string, ok bool) {
	cmd := exec.Command("go", "test", "-trimpath", "-vet=off", "-timeout", "10m", "-run", "^("+names+")$", "./"+room)
	cmd.Dir = house
	b, err := cmd.CombinedOutput()
	return string(b), err == nil
}
