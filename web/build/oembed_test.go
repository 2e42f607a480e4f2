package main

import (
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// What describes a lesson to other sites leads to its page, from where the course will lie, or else from the file's own place.
func TestOEmbed(t *testing.T) {
	for _, c := range []struct{ site, from, want string }{
		{"https://example.org/course", "https://blog.example/post", "https://example.org/course/noise.html"},
		{"https://example.org/course/", "https://blog.example/post", "https://example.org/course/noise.html"},
		{"", "https://here.example/x/noise/oembed.json", "https://here.example/x/noise.html"},
	} {
		t.Setenv("SITE", c.site)
		site, err := siteAddress()
		if err != nil {
			t.Fatal(err)
		}
		e, err := newOEmbed(site, "noise", `Bits & "pieces"`)
		if err != nil {
			t.Fatal(err)
		}
		if e.Type != "rich" || e.Version != "1.0" || e.Width < 320 || e.Height < 320 || e.Title != `Bits & "pieces"` {
			t.Errorf("%+v", e)
		}
		src := regexp.MustCompile(`src="([^"]*)"`).FindStringSubmatch(e.HTML)
		from, _ := url.Parse(c.from)
		to, err := from.Parse(src[1])
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(src[1], "#") || strings.Contains(e.HTML, "allow-same-origin") {
			t.Errorf("no site could put a # behind it, or it asks for more than it needs: %s", e.HTML)
		}
		if _, embedded := to.Query()["embed"]; !embedded || to.Scheme+"://"+to.Host+to.Path != c.want {
			t.Errorf("with SITE=%q the frame shows %s", c.site, to)
		}
		if !strings.Contains(e.HTML, `title="Bits &amp; &#34;pieces&#34;"`) {
			t.Errorf("the title is not written as HTML: %s", e.HTML)
		}
		link, _ := from.Parse(oEmbedLink(site, "noise"))
		if !strings.HasSuffix(link.String(), "/noise/oembed.json") || c.site != "" && link.Host != "example.org" {
			t.Errorf("with SITE=%q the page names %s", c.site, link)
		}
	}
	for _, wrong := range []string{"example.org", "ftp://example.org", "https://", "https://example.org/?a=b", "https://me:secret@example.org", "://"} {
		t.Setenv("SITE", wrong)
		if site, err := siteAddress(); err == nil {
			t.Errorf("SITE=%q is taken as %q", wrong, site)
		}
	}
}

// docs/embedding.md names every parameter of the address that web/page/options.js reads, and every part and control that can be left out.
func TestEmbeddingPage(t *testing.T) {
	read := func(name string) string {
		b, err := os.ReadFile("../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	names := func(text, from, to, pattern string) []string {
		text = text[strings.Index(text, from):]
		text = text[:strings.Index(text, to)]
		var all []string
		for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1) {
			all = append(all, m[1])
		}
		slices.Sort(all)
		return all
	}
	doc := read("docs/embedding.md")
	reads := names(read("web/page/options.js"), "const table = {", "\n};", `(?m)^  (\w+): \[`)
	says := names(doc, "| parameter |", "\n\n", "(?m)^\\| `(\\w+)` \\|")
	if len(reads) < 8 || !slices.Equal(reads, says) {
		t.Errorf("options.js reads %v, docs/embedding.md says %v", reads, says)
	}
	for _, part := range names(read("web/page/parts.js"), "export const parts = {", "\n};", `(?m)^  (\w+): "`) {
		if !strings.Contains(doc, "`"+part+"`") {
			t.Errorf("docs/embedding.md does not name the part %s", part)
		}
	}
	commands := names(read("web/page/talk.js"), "const commands = {", "\n};", `(?m)^  (\w+)\(`)
	if len(commands) < 9 {
		t.Fatalf("talk.js has the commands %v", commands)
	}
	for _, c := range commands {
		if !strings.Contains(doc, "`"+c+"`") {
			t.Errorf("docs/embedding.md does not name the command %s", c)
		}
	}
}

// A frame whose page does not listen has one height wherever it is written: in the oEmbed, in the Share dialog, in docs/embedding.md, whose table says so for the
// oEmbed's width, and on the page for teachers.
func TestOneHeight(t *testing.T) {
	read := func(name string) string {
		b, err := os.ReadFile("../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	want := strconv.Itoa(oEmbedHeight)
	doc := read("docs/embedding.md")
	for name, found := range map[string][][]string{
		"web/page/share.js":     regexp.MustCompile(`(?m)^const frameHeight = (\d+);`).FindAllStringSubmatch(read("web/page/share.js"), -1),
		"the table":             regexp.MustCompile(`(?m)^\| 640 to 1139 px \| (\d+) \|$`).FindAllStringSubmatch(doc, -1),
		"the snippets":          regexp.MustCompile(`width="100%" height="(\d+)"`).FindAllStringSubmatch(doc, -1),
		"the page for teachers": regexp.MustCompile(`width="100%" height="(\d+)"`).FindAllStringSubmatch(read("lessons/teachers.md"), -1),
	} {
		if len(found) == 0 {
			t.Errorf("%s names no height", name)
		}
		for _, m := range found {
			if m[1] != want {
				t.Errorf("%s: a frame is %s high, in the oEmbed %s", name, m[1], want)
			}
		}
	}
	if oEmbedWidth < 640 || oEmbedWidth > 1139 {
		t.Errorf("the oEmbed is %d wide, and the height for another width", oEmbedWidth)
	}
}

// embed.d.ts is right: what an author may write has types in React and Vue, what must not be is refused, and it stands without any framework.
func TestElementTypes(t *testing.T) {
	check := func(folder string, arguments ...string) {
		t.Helper()
		if testing.Short() {
			return // the compiler takes a while; what follows it does not
		}
		cmd := exec.Command("node", append([]string{"node_modules/typescript/bin/tsc", "--noEmit", "--strict", "--target", "es2022", "--module", "esnext",
			"--moduleResolution", "bundler", "--lib", "es2022,dom"}, arguments...)...)
		cmd.Dir = "../.."
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", folder, err, out)
		}
	}
	check("in React and Vue", "--jsx", "react-jsx", "--types", "react", "web/test/testdata/hosts/types.tsx")
	alone := t.TempDir()
	for from, to := range map[string]string{"../around/embed.d.ts": "embed.d.ts", "../test/testdata/hosts/plain.ts": "plain.ts"} {
		if err := os.WriteFile(filepath.Join(alone, to), must(os.ReadFile(from)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	check("alone", filepath.Join(alone, "plain.ts"))
	// Its attributes, methods and events are those of the script.
	script, types := string(must(os.ReadFile("../around/embed.js"))), string(must(os.ReadFile("../around/embed.d.ts")))
	names := func(pattern, text string) []string {
		var all []string
		for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1) {
			all = append(all, m[1])
		}
		slices.Sort(all)
		return slices.Compact(all)
	}
	list := func(name string) []string {
		return names(`"(\w+)"`, regexp.MustCompile(`const ` + name + ` = \[(.*)\]`).FindStringSubmatch(script)[1])
	}
	between := func(from, to string) string { return strings.SplitN(strings.SplitN(types, from, 2)[1], to, 2)[0] }
	for what, pair := range map[string][2][]string{
		"attributes": {list("attributes"), names(`(?m)^  (\w+)\?: `, between("interface AutoencoderLessonAttributes {", "\n}"))},
		"events":     {list("told"), names(`(?m)^  (\w+): CustomEvent`, between("interface AutoencoderLessonEventMap {", "\n}"))},
		"methods": {names(`(?m)^    (\w+)\([^)]*\) \{ this\.#say|^    (launch)\(`, strings.ReplaceAll(script, "launch() {", "launch() { this.#say")),
			names(`(?m)^  (\w+)\(.*\): void;$`, strings.ReplaceAll(strings.ReplaceAll(types, "  addEventListener", "  _"), "  removeEventListener", "  _"))},
	} {
		if len(pair[0]) < 7 || !slices.Equal(pair[0], slices.DeleteFunc(pair[1], func(s string) bool { return s == "_" })) {
			t.Errorf("%s: embed.js has %v, embed.d.ts %v", what, pair[0], pair[1])
		}
	}
}

func must(b []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return b
}
