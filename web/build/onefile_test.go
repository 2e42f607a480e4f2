package main

import (
	"bytes"
	"math/big"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// from94 reads what base94 writes: the digits of a number.
func from94(t *testing.T, text []byte) []byte {
	t.Helper()
	digit := map[byte]int64{}
	for d := range uint32(94) {
		digit[letter(d)] = int64(d)
	}
	var out []byte
	for ; len(text) > 0; text = text[11:] {
		v := new(big.Int)
		for _, c := range text[:11] {
			d, ok := digit[c]
			if !ok {
				t.Fatalf("%q is no digit", c)
			}
			v.Add(v.Mul(v, big.NewInt(94)), big.NewInt(d))
		}
		if v.BitLen() > 72 {
			t.Fatalf("%q is more than nine bytes", text[:11])
		}
		out = append(out, v.FillBytes(make([]byte, 9))...)
	}
	return out
}

func TestBase94(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	all := [][]byte{{}, {0}, {255, 255, 255, 255}, {0, 0, 0, 0, 1}, bytes.Repeat([]byte{255}, 9), bytes.Repeat([]byte{255}, 19)}
	for n := range 50 {
		b := make([]byte, n)
		for i := range b {
			b[i] = byte(r.UintN(256))
		}
		all = append(all, b)
	}
	for _, b := range all {
		text := base94(b)
		if got := from94(t, text); len(got) < len(b) || len(got) > len(b)+8 || !bytes.Equal(got[:len(b)], b) {
			t.Errorf("%v became %q and %v", b, text, got)
		}
	}
	letters := map[byte]bool{}
	for d := range uint32(94) {
		c := letter(d)
		letters[c] = true
		if c < ' ' || c > '~' || c == '<' {
			t.Errorf("digit %d is %q: that is not safe in a script of HTML", d, c)
		}
	}
	if len(letters) != 94 {
		t.Errorf("there are %d letters", len(letters))
	}
}

// A page that leads out of the file, or whose script would end its own tag, stops the build.
func TestOneFileRefuses(t *testing.T) {
	s := &site{out: t.TempDir()}
	o := s.newOneFile("")
	if err := o.write("a.html", `<p><img src="picture.svg"></p>`); err == nil || !strings.Contains(err.Error(), `"picture.svg"`) {
		t.Errorf("a page with a picture outside: %v", err)
	}
	if err := o.write("b.html", `<p><a href="#x">x</a> <a href="https://example.org/">y</a></p><script>let s = ' src="y.js"'</script>`); err != nil {
		t.Errorf("a page that leads nowhere: %v", err)
	}
	o.hashed("script-src", "let s = '</script>'")
	if err := o.write("c.html", ""); err == nil || !strings.Contains(err.Error(), "take for its end") {
		t.Errorf("a script that ends its own tag: %v", err)
	}
}

// Twins are made once, made anew with their file, and go with it; their bytes depend on the file alone.
func TestCompress(t *testing.T) {
	build := func() (string, map[string][]byte) {
		out := t.TempDir()
		s := &site{out: out}
		for name, text := range map[string]string{"long.js": strings.Repeat("let x;\n", 400), "short.js": "let y;"} {
			if err := os.WriteFile(filepath.Join(out, name), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.compress(); err != nil {
			t.Fatal(err)
		}
		return out, files(t, out)
	}
	out, one := build()
	_, two := build()
	if names := keys(one); !slices.Equal(names, []string{"long.js", "long.js.br", "long.js.gz", "short.js"}) {
		t.Fatalf("there are %q", names)
	}
	for name := range one {
		if !bytes.Equal(one[name], two[name]) {
			t.Errorf("two builds make different %s", name)
		}
	}
	if err := put(filepath.Join(out, "long.js"), one["long.js"]); err != nil { // says the same: nothing happens
		t.Fatal(err)
	}
	before, _ := os.Stat(filepath.Join(out, "long.js.br"))
	s := &site{out: out}
	if err := s.compress(); err != nil {
		t.Fatal(err)
	}
	if after, _ := os.Stat(filepath.Join(out, "long.js.br")); !os.SameFile(before, after) {
		t.Error("an unchanged file was compressed again")
	}
	if err := put(filepath.Join(out, "long.js"), []byte(strings.Repeat("let z;\n", 400))); err != nil {
		t.Fatal(err)
	}
	if err := s.compress(); err != nil || bytes.Equal(files(t, out)["long.js.br"], one["long.js.br"]) {
		t.Errorf("a changed file kept its twin: %v", err)
	}
	if err := os.Remove(filepath.Join(out, "long.js")); err != nil {
		t.Fatal(err)
	}
	if err := s.compress(); err != nil || files(t, out)["long.js.br"] != nil {
		t.Errorf("a twin outlived its file: %v", err)
	}
}

func files(t *testing.T, folder string) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	list, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		b, err := os.ReadFile(filepath.Join(folder, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		all[f.Name()] = b
	}
	return all
}

func keys(m map[string][]byte) []string {
	var all []string
	for k := range m {
		all = append(all, k)
	}
	slices.Sort(all)
	return all
}

// While the course is being written nothing is kept by a browser: pages name no keeper, and the one that an earlier build left is sent away.
func TestServeKeepsNothing(t *testing.T) {
	atRoot(t)
	s := &site{out: t.TempDir()}
	if err := os.WriteFile(filepath.Join(s.out, keeperScript), []byte("const files = {left: 1};"), 0o644); err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	s.handler().ServeHTTP(w, httptest.NewRequest("GET", "/sw.js", nil))
	if body := w.Body.String(); !strings.Contains(body, "registration.unregister()") || strings.Contains(body, "left") || w.Header().Get("Content-Type") != types[".js"] {
		t.Errorf("sw.js is served as %q %q", w.Header(), body)
	}
	for _, public := range []bool{false, true} {
		tmpl, err := (&site{public: public}).templates()
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := tmpl.ExecuteTemplate(&b, frontPage, newFrontPage(nil)); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(b.String(), "data-keeper") != public {
			t.Errorf("with public %v the front page begins %.80q", public, b.String())
		}
	}
}

// Two texts that were laid into one by turns come apart again as web/page/files.js takes them, also where one has more elements.
func TestWoven(t *testing.T) {
	for _, c := range [][2]string{{"<svg>\n<a x=\"1\"/></svg>\n", "<svg>\n<a x=\"2\"/><b/></svg>\n"}, {"", "<p>"}, {"<p>x", "<p>x"}} {
		lines := strings.Split(string(woven(c[0], c[1])), "\n")
		var got [2]string
		for i, l := range lines {
			got[i%2] += l
		}
		for i, want := range c {
			if want = strings.ReplaceAll(want, "\n", " "); got[i] != want {
				t.Errorf("%q comes back as %q", want, got[i])
			}
		}
	}
}
