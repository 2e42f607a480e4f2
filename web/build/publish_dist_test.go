//go:build dist

package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"hourglass/lessons"
)

// mostOneFile is what a page that is one file may weigh, in bytes.
const mostOneFile = 5_000_000

// oneFiles are those pages.
func oneFiles() []string {
	all := []string{courseFile}
	for _, l := range lessons.All {
		all = append(all, l.ID+".html")
	}
	return all
}

func readDist(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dist, name))
	if err != nil {
		t.Fatalf("%v: make dist builds it", err)
	}
	return b
}

// A page that is one file keeps its weight, holds the programs of the site, and leads nowhere outside itself.
func TestOneFiles(t *testing.T) {
	for _, name := range oneFiles() {
		b := readDist(t, name)
		t.Logf("%s: %d bytes, of %d", name, len(b), mostOneFile)
		if len(b) > mostOneFile {
			t.Errorf("%s has %d bytes, %d are allowed", name, len(b), mostOneFile)
		}
		markup := inlined.ReplaceAllStringFunc(string(b), tagOnly)
		for _, m := range leads.FindAllStringSubmatch(markup, -1) {
			if !stays(m[1]) {
				t.Errorf("%s leads to %q", name, m[1])
			}
		}
		if p := policy.FindString(markup); !strings.Contains(p, "default-src 'none'") || strings.Contains(p, "unsafe-inline") || strings.Contains(p, "connect-src") {
			t.Errorf("%s has the policy %q", name, p)
		}
		for _, program := range []string{"trainer.simd.wasm", "stage.simd.wasm"} {
			m := regexp.MustCompile(`data-file="` + regexp.QuoteMeta(program) + `" data-bytes="(\d+)">([^<]*)<`).FindSubmatch(b)
			if m == nil {
				t.Fatalf("%s holds no %s", name, program)
			}
			n, _ := strconv.Atoi(string(m[1]))
			r, err := gzip.NewReader(bytes.NewReader(from94(t, m[2])[:n]))
			if err != nil {
				t.Fatal(err)
			}
			if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, readDist(t, inSite(t, dist, program))) {
				t.Errorf("%s holds another %s: %v", name, program, err)
			}
		}
	}
}

// unpack opens what a compressed twin holds, by ending.
var unpack = map[string]func(io.Reader) (io.Reader, error){
	".gz": func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) },
	".br": func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil },
}

// Every file worth it has its compressed twins, which hold what it holds, and none is left of a file that is gone.
func TestTwins(t *testing.T) {
	twins := 0
	err := filepath.WalkDir(dist, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") {
			return err
		}
		if whole, twin := twinOf(path); twin {
			twins++
			_, err := os.Stat(whole)
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil || len(b) < least || slices.Contains(dense, filepath.Ext(path)) {
			return err
		}
		for ext, open := range unpack {
			packed, err := os.ReadFile(path + ext)
			if err != nil {
				return err
			}
			r, err := open(bytes.NewReader(packed))
			if err != nil {
				return err
			}
			if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, b) {
				t.Errorf("%s%s holds something else: %v", path, ext, err)
			}
		}
		return nil
	})
	if err != nil || twins < 100 {
		t.Fatalf("%d compressed files: %v", twins, err)
	}
}

// The list in the service worker is that of the files, with their hashes, and whole.
func TestKeeperList(t *testing.T) {
	m := regexp.MustCompile(`(?m)^const files = (\{.*\});`).FindSubmatch(readDist(t, keeperScript))
	if m == nil {
		t.Fatal("sw.js has no list")
	}
	var files map[string][]any
	if err := json.Unmarshal(m[1], &files); err != nil {
		t.Fatal(err)
	}
	for name, entry := range files {
		whole := readDist(t, name)
		sum := sha256.Sum256(whole)
		if entry[0] != base64.StdEncoding.EncodeToString(sum[:]) || entry[1] != float64(len(whole)) || (len(entry) == 4) != keeperKinds[filepath.Ext(name)] {
			t.Errorf("sw.js lists %s as %v", name, entry)
		}
	}
	var wanted []string
	for _, name := range append([]string{"worker.js", "stage.html", "stage.js", "wasm_exec.js", "talk.js", "plain.js"}, programs...) {
		wanted = append(wanted, inSite(t, dist, name))
	}
	for _, p := range pages() {
		wanted = append(wanted, loads(t, p)...)
	}
	for _, name := range wanted {
		if files[name] == nil {
			t.Errorf("sw.js does not list %s", name)
		}
	}
	for _, name := range oneFiles() {
		if files[name] != nil {
			t.Errorf("sw.js lists %s, which nobody wants twice", name)
		}
	}
}
