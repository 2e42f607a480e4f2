//go:build browser

package test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
)

// broken is a rule that axe-core found broken, and where.
type broken struct {
	ID    string   `json:"id"`
	Nodes []string `json:"nodes"`
}

// axed opens a page in a theme, at rest and with axe-core beside it. Of the lessons only the hourglass has its stage then: to axe-core all
// stages are one labelled canvas.
func axed(t *testing.T, path, theme string, s size) *tab {
	t.Helper()
	media := still(theme)
	var b *tab
	if path == "" || strings.HasPrefix(path, "hourglass/") {
		b = newTab(t, s, media, before(coloured))
	} else {
		b = bare(t, media, before(coloured))
	}
	b.open(path)
	if path != "" {
		b.live()
	}
	b.do(script(axeCore(t)))
	return b
}

// axeCore is the script of axe-core.
func axeCore(t *testing.T) string {
	t.Helper()
	axe, err := os.ReadFile(filepath.Join("..", "..", "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	return string(axe)
}

// axe fails where the page, as it is now, breaks a rule of axe-core.
func (b *tab) axe(when string) {
	b.t.Helper()
	b.isColoured()
	found := eval[[]broken](b, `axe.run(document, {resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
		.then(r => r.violations.map(v => ({id: v.id, nodes: v.nodes.map(n => n.html.slice(0, 200))})))`)
	for _, f := range found {
		b.t.Errorf("%s: %s: %q", when, f.ID, f.Nodes)
	}
	b.shot("axe-" + strings.ReplaceAll(b.t.Name(), "/", "-") + "-" + when)
}

// axeInColour is axe for a page that has come to rest, and is painted in these themes while it is looked at.
func (b *tab) axeInColour(when string, themes []string) {
	b.t.Helper()
	b.quiet()
	b.do(script(`document.adoptedStyleSheets.forEach((s) => (s.disabled = true))`))
	for _, theme := range themes {
		b.do(still(theme))
		b.quiet()
		b.axe(when + "-" + theme)
	}
	b.do(script(`document.adoptedStyleSheets.forEach((s) => (s.disabled = false))`), shownAs("", themes[len(themes)-1]))
}

// still is a theme, for a reader who wants nothing to move.
func still(theme string) act {
	return call(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: theme}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
}

// No rule of axe-core is broken: in no theme, on no screen, after a run blew up. The lessons are looked at in TestKeyboardThrough.
func TestAxe(t *testing.T) {
	alongside(t)
	each := func(path, theme, name string, s size, try func(*tab)) {
		t.Run(fmt.Sprintf("%s/%s/%s", path, theme, name), func(t *testing.T) { try(axed(t, path, theme, s)) })
	}
	rest := func(b *tab) { b.axe("rest") }
	for _, theme := range []string{"dark", "light"} {
		each("", theme, "laptop", laptop, rest)
		each("", theme, "phone", phone, rest)
		each("hourglass/", theme, "phone", phone, rest)
		each("hourglass/#rate=10&step=300", theme, "laptop", laptop, rest)
	}
}
