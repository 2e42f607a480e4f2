//go:build dist

package main

import (
	"bytes"
	"compress/gzip"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hourglass/lessons"
)

// The site that is measured. With the tag dist the tests want it built: see make test.
const dist = "../../dist"

// packed is the size of files in dist as a web server sends them, in bytes.
func packed(t *testing.T, names ...string) int {
	t.Helper()
	total := 0
	for _, name := range names {
		b, err := os.ReadFile(filepath.Join(dist, name))
		if err != nil {
			t.Fatalf("%v: make dist builds it", err)
		}
		var z bytes.Buffer
		w, _ := gzip.NewWriterLevel(&z, gzip.BestCompression)
		if _, err := w.Write(b); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		total += z.Len()
	}
	return total
}

var (
	scriptOf = regexp.MustCompile(`<script[^>]* src="(?:\.\./)*([^"]+)"`)
	importOf = regexp.MustCompile(`(?:^|[;}\n])(?:import|export)(?:[^"();]*from)?"\./([^"]+)"`) // of what esbuild writes
)

// loads are the files that a page asks for before anything is trained or drawn: itself, its style, its scripts and all that they import at once.
func loads(t *testing.T, page string) []string {
	t.Helper()
	all := []string{page, inSite(t, dist, "site.css"), inSite(t, dist, "room.css")}
	read := func(name string) []byte {
		b, err := os.ReadFile(filepath.Join(dist, name))
		if err != nil {
			t.Fatalf("%v: make dist builds it", err)
		}
		return b
	}
	for _, m := range scriptOf.FindAllSubmatch(read(page), -1) {
		all = append(all, string(m[1]))
	}
	for i := 3; i < len(all); i++ {
		for _, m := range importOf.FindAllSubmatch(read(all[i]), -1) {
			if name := string(m[1]); !slices.Contains(all, name) {
				all = append(all, name)
			}
		}
	}
	return all
}

// The budgets of docs/design.md.
func TestSizes(t *testing.T) {
	type part struct {
		what  string
		most  int
		files []string
	}
	parts := []part{
		{"front page", 60_000, loads(t, "index.html")},
		{"trainer", 850_000, []string{inSite(t, dist, "trainer.wasm")}},
		{"trainer with SIMD", 850_000, []string{inSite(t, dist, "trainer.simd.wasm")}},
		{"stage", 2_300_000, []string{inSite(t, dist, "stage.wasm")}},
		{"stage with SIMD", 2_300_000, []string{inSite(t, dist, "stage.simd.wasm")}},
	}
	for _, l := range lessons.All {
		page := loads(t, l.ID+"/index.html")
		if len(page) < 10 {
			t.Errorf("%s loads only %q", l.ID, page)
		}
		parts = append(parts, part{"text and controls of " + l.ID, 60_000, page})
	}
	for _, c := range parts {
		size := packed(t, c.files...)
		t.Logf("%s: %d bytes gzipped, of %d", c.what, size, c.most)
		if size > c.most {
			t.Errorf("%s: %d bytes gzipped, %d are allowed", c.what, size, c.most)
		}
	}
	for _, name := range []string{"stage.wasm", "stage.simd.wasm"} {
		if size := len(readDist(t, inSite(t, dist, name)+".br")); size > 1_650_000 {
			t.Errorf("%s: %d bytes as brotli", name, size)
		}
	}
}

// What may name another origin, or look like one: a link that a reader follows, a hash in base64, and the names of XML languages and of xAPI verbs, which nobody fetches.
var (
	harmless = regexp.MustCompile(`<a href="https://[^"]*"|"[A-Za-z0-9+/]{43}="|http://adlnet\.gov/expapi/[a-zA-Z/.]*|https://w3id\.org/xapi/[a-zA-Z0-9/.]*|http://www\.w3\.org/[0-9A-Za-z/]*|//[^\n"']*https?://[^\n"']*`)
	foreign  = regexp.MustCompile(`(?i)https?://|["'(]//[a-z0-9]`)
)

// Nothing on the pages comes from elsewhere.
func TestNoOtherOrigin(t *testing.T) {
	seen := 0
	err := filepath.WalkDir(dist, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.Contains(".html.css.js.svg", filepath.Ext(path)) {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		seen++
		b = unpacked(b)
		if at := foreign.FindIndex(harmless.ReplaceAll(b, nil)); at != nil {
			left := harmless.ReplaceAll(b, nil)
			t.Errorf("%s names another origin: %.80q", path, left[max(0, at[0]-20):])
		}
		return nil
	})
	if err != nil || seen < 8 {
		t.Fatalf("%d files in %s: %v", seen, dist, err)
	}
}

// unpacked is a page without the letters that files are packed in when it is one file: those files lie in the site too, and are looked at there.
func unpacked(page []byte) []byte {
	var out []byte
	for {
		at := bytes.Index(page, []byte(` data-file="`))
		if at < 0 {
			return append(out, page...)
		}
		begin := at + bytes.IndexByte(page[at:], '>') + 1
		out, page = append(out, page[:begin]...), page[begin:]
		page = page[max(0, bytes.Index(page, []byte("</script>"))):]
	}
}

// Every src and href of a page leads to a file of the site, from any folder that it is put into.
func TestLinksAreRelativeAndWhole(t *testing.T) {
	link := regexp.MustCompile(`(?:src|href)="([^"#?]+)[^"]*"`)
	for _, page := range pages() {
		b, err := os.ReadFile(filepath.Join(dist, page))
		if err != nil {
			t.Fatal(err)
		}
		found := 0
		for _, m := range link.FindAllSubmatch(b, -1) {
			to := string(m[1])
			if strings.HasPrefix(to, "https://") {
				continue
			}
			found++
			if _, err := os.Stat(filepath.Join(dist, filepath.Dir(page), to)); err != nil || strings.HasPrefix(to, "/") {
				t.Errorf("%s leads to %q: %v", page, to, err)
			}
		}
		if found < 4 {
			t.Errorf("%s has only %d links", page, found)
		}
	}
}

// pages are the front page and every lesson's.
func pages() []string {
	all := []string{"index.html"}
	for _, l := range lessons.All {
		all = append(all, l.ID+"/index.html")
	}
	return all
}

// The policy of the pages allows no script or style inside them.
func TestNothingInline(t *testing.T) {
	inline := regexp.MustCompile(`<style|\sstyle="|\son[a-z]+="|<script(?:\s[^>]*)?>[^<]`)
	for _, page := range append(pages(), inSite(t, dist, "stage.html")) {
		b, err := os.ReadFile(filepath.Join(dist, page))
		if err != nil {
			t.Fatal(err)
		}
		if m := inline.Find(b); m != nil {
			t.Errorf("%s has %q inside", page, m)
		}
	}
}
