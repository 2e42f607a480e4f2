package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	whole "text/template"

	"hourglass/wasm/slim/template"
)

// An import of a heavy package becomes one of its stand-in, whatever it is called there, and the file says so; all else stays as it was.
func TestSlimmed(t *testing.T) {
	const before = `// Of somebody else.

//go:build js

package p

import (
	"fmt"
	logs "log/slog"
	"text/template"
	"text/template/parse"
)

var _ = "log/slog" // a text
`
	const after = `// Changed: a stand-in is imported for text/template, log/slog.

// Of somebody else.

//go:build js

package p

import (
	"fmt"
	logs "hourglass/wasm/slim/slog"
	"hourglass/wasm/slim/template"
	"text/template/parse"
)

var _ = "log/slog" // a text
`
	got, err := slimmed([]byte(before))
	if err != nil || string(got) != after {
		t.Errorf("%v\n%s", err, got)
	}
	light := []byte("package p\n\nimport \"fmt\"\n")
	if got, err := slimmed(light); err != nil || !bytes.Equal(got, light) {
		t.Errorf("a file without any became %q: %v", got, err)
	}
	if _, err := slimmed([]byte("import p")); err == nil {
		t.Error("what is no Go was taken")
	}
}

// The engine writes its own shaders with the stand-in as with the real package: each text, each filter, each address.
func TestShadersAreTheEngines(t *testing.T) {
	t.Chdir(filepath.Join("..", ".."))
	at, folders, err := linked()
	if err != nil {
		t.Fatal(err)
	}
	text := regexp.MustCompile("(?s)Parse\\(`(.*?)`\\)")
	found := 0
	for _, folder := range folders {
		b, err := os.ReadFile(filepath.Join(folder, "shader.go"))
		if err != nil || !bytes.Contains(b, []byte(`"text/template"`)) {
			continue
		}
		found++
		source := text.FindStringSubmatch(string(b))
		if source == nil {
			t.Fatalf("%s has no text", folder)
		}
		for filter := range 3 {
			for address := range 3 {
				data := struct {
					Filter, FilterNearest, FilterLinear, FilterPixelated      int
					Address, AddressUnsafe, AddressClampToZero, AddressRepeat int
				}{filter, 0, 1, 2, address, 0, 1, 2}
				var want, got bytes.Buffer
				if err := whole.Must(whole.New("").Parse(source[1])).Execute(&want, data); err != nil {
					t.Fatal(err)
				}
				if err := template.Must(template.New("").Parse(source[1])).Execute(&got, data); err != nil {
					t.Fatal(err)
				}
				if got.String() != want.String() || got.Len() < 100 {
					t.Errorf("%s, %d %d: %s\nnot\n%s", strings.TrimPrefix(folder, at), filter, address, &got, &want)
				}
			}
		}
	}
	if found != 2 {
		t.Errorf("%d packages of the engine write shaders, there were 2", found)
	}
}

// What the stand-in cannot read it refuses, and writes no shader of its own making.
func TestTemplateRefuses(t *testing.T) {
	for _, text := range []string{"{{range .A}}{{end}}", "{{if eq .A}}{{end}}", "{{if eq .A .C}}{{end}}", "{{if ne .A .B}}{{end}}", "{{if eq .A .B}}", "{{end}}", "{{else}}", "{{.A}}", "{{"} {
		if err := template.Must(template.New("").Parse(text)).Execute(&bytes.Buffer{}, struct{ A, B int }{}); err == nil {
			t.Errorf("%q was taken", text)
		}
	}
}

// The copy is what the stage is built of, without tests, and the file beside it has the stage built with it.
func TestCopy(t *testing.T) {
	t.Chdir(filepath.Join("..", ".."))
	to := filepath.Join(t.TempDir(), "engine")
	if err := slim(to); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"go.mod", "LICENSE", "run.go", "internal/shader/shader.go"} {
		if _, err := os.Stat(filepath.Join(to, name)); err != nil {
			t.Error(err)
		}
	}
	if tests, _ := filepath.Glob(filepath.Join(to, "*_test.go")); tests != nil {
		t.Errorf("%q", tests)
	}
	if mod, err := os.ReadFile(to + ".mod"); err != nil || !strings.Contains(string(mod), "replace "+engine+" => "+to) {
		t.Errorf("%v: %s", err, mod)
	}
	if _, err := os.Stat(to + ".sum"); err != nil {
		t.Error(err)
	}
}
