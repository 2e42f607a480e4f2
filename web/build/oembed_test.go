package main

import (
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hourglass/lessons"
)

// What describes a lesson to other sites leads to its page, from where the course will lie, or else from the file's own place.
func TestOEmbed(t *testing.T) {
	for _, c := range []struct{ site, from, want string }{
		{"https://example.org/course", "https://blog.example/post", "https://example.org/course/noise/index.html"},
		{"https://example.org/course/", "https://blog.example/post", "https://example.org/course/noise/index.html"},
		{"", "https://here.example/x/noise/oembed.json", "https://here.example/x/noise/index.html"},
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

// docs/embedding.md names every parameter of the address that web/options.js reads, every part and control that can be left out, and every lesson.
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
	reads := names(read("web/options.js"), "const table = {", "\n};", `(?m)^  (\w+): \[`)
	says := names(doc, "| parameter |", "\n\n", "(?m)^\\| `(\\w+)` \\|")
	if len(reads) < 8 || !slices.Equal(reads, says) {
		t.Errorf("options.js reads %v, docs/embedding.md says %v", reads, says)
	}
	for _, part := range names(read("web/parts.js"), "export const parts = {", "\n};", `(?m)^  (\w+): "`) {
		if !strings.Contains(doc, "`"+part+"`") {
			t.Errorf("docs/embedding.md does not name the part %s", part)
		}
	}
	for _, l := range lessons.All {
		if !strings.Contains(doc, "`"+l.ID+"`") {
			t.Errorf("docs/embedding.md does not name the lesson %s", l.ID)
		}
	}
	commands := names(read("web/talk.js"), "const commands = {", "\n};", `(?m)^  (\w+)\(`)
	if len(commands) < 9 {
		t.Fatalf("talk.js has the commands %v", commands)
	}
	for _, c := range commands {
		if !strings.Contains(doc, "`"+c+"`") {
			t.Errorf("docs/embedding.md does not name the command %s", c)
		}
	}
}
