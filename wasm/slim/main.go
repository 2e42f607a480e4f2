// Command slim copies the engine of the picture for its build, without what the picture never runs. Ebiten links, for what it offers elsewhere, templates that
// call any method by its name (so that the linker must keep every method of every type), a serialiser, archives, a log with handlers and the go command's view of
// folders: half of the program that a learner waits for. In the copy these packages of the standard library are small stand-ins, the packages beside this file,
// which do what the picture needs of them, or say that they do not. What Ebiten is to everything else, natively and in tests, stays untouched.
//
//	go run ./wasm/slim bin/engine    writes the copy, and bin/engine.mod, with which the stage is built: see the Makefile
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// engine is the module that is copied.
const engine = "github.com/hajimehoshi/ebiten/v2"

// home is where the stand-ins are, each in a folder of its package's name.
const home = "hourglass/wasm/slim/"

// heavy are the packages that have a stand-in.
var heavy = []string{"archive/zip", "encoding/gob", "go/build", "go/printer", "log/slog", "net", "text/template"}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go run ./wasm/slim folder")
		os.Exit(2)
	}
	if err := slim(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// slim writes the copy to the folder to, and beside it to.mod and to.sum.
func slim(to string) error {
	at, folders, err := linked()
	if err != nil {
		return err
	}
	fresh := filepath.Join(filepath.Dir(to), "."+filepath.Base(to)) // which no pattern of packages finds while its go.mod is not there
	if err := os.RemoveAll(fresh); err != nil {
		return err
	}
	for _, folder := range folders {
		own, err := filepath.Rel(at, folder)
		if err != nil {
			return err
		}
		if err := copyFolder(filepath.Join(fresh, own), folder); err != nil {
			return err
		}
	}
	old := fresh + ".old"
	if err := os.Rename(to, old); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := errors.Join(os.Rename(fresh, to), os.RemoveAll(old)); err != nil {
		return err
	}
	mod, err := os.ReadFile("go.mod")
	if err != nil {
		return err
	}
	sum, err := os.ReadFile("go.sum")
	if err != nil {
		return err
	}
	if !filepath.IsAbs(to) {
		to = "./" + to // no path of the machine comes into the program
	}
	mod = fmt.Appendf(mod, "\nreplace %s => %s\n", engine, to)
	return errors.Join(os.WriteFile(to+".mod", mod, 0o644), os.WriteFile(to+".sum", sum, 0o644))
}

// linked is where the engine is, and the folders of those of its packages that the stage is built of.
func linked() (at string, folders []string, err error) {
	list := exec.Command("go", "list", "-deps", "-json=Dir,Module", "./wasm/stage")
	list.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		return "", nil, err
	}
	for d := json.NewDecoder(bytes.NewReader(out)); d.More(); {
		var p struct {
			Dir    string
			Module *struct{ Path, Dir string }
		}
		if err := d.Decode(&p); err != nil {
			return "", nil, err
		}
		if p.Module != nil && p.Module.Path == engine {
			at, folders = p.Module.Dir, append(folders, p.Dir)
		}
	}
	if !slices.Contains(folders, at) { // whose own package brings its go.mod and its licence along
		return "", nil, fmt.Errorf("the stage is not built of %s", engine)
	}
	return at, folders, nil
}

// copyFolder copies the files of one folder, of which tests are none.
func copyFolder(to, from string) error {
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	files, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	for _, f := range files {
		name := f.Name()
		if f.IsDir() || strings.HasSuffix(name, "_test.go") {
			continue
		}
		b, err := os.ReadFile(filepath.Join(from, name))
		if err == nil && path.Ext(name) == ".go" {
			b, err = slimmed(b)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", filepath.Join(from, name), err)
		}
		if err := os.WriteFile(filepath.Join(to, name), b, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// slimmed is a file of Go with stand-ins for the heavy packages that it imports, and with a word on that, as its licence asks.
func slimmed(source []byte) ([]byte, error) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, "", source, parser.ImportsOnly)
	if err != nil {
		return nil, err
	}
	out, changed := source, []string(nil)
	for _, i := range slices.Backward(file.Imports) { // what lies before stays in its place
		imported, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(heavy, imported) {
			continue
		}
		from, to := set.Position(i.Path.Pos()).Offset, set.Position(i.Path.End()).Offset
		out = slices.Concat(out[:from], []byte(strconv.Quote(home+path.Base(imported))), out[to:])
		changed = append(changed, imported)
	}
	if changed == nil {
		return source, nil
	}
	return append(fmt.Appendf(nil, "// Changed: a stand-in is imported for %s.\n\n", strings.Join(changed, ", ")), out...), nil
}
