package svg

import (
	"bytes"
	"encoding/xml"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	_ "hourglass/core/data/measured" // for those that learn from it
	"hourglass/lessons"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

var update = flag.Bool("update", false, "write the golden files anew; look at them before you commit them")

// The golden files are the picture itself: open them in a browser.
func TestGolden(t *testing.T) {
	for _, c := range []struct {
		name  string
		steps int
		w, h  float32
		theme *tint.Theme
		look  scene.Look
	}{
		{"phone-network", 400, 390, 464, &tint.Dark, scene.Look{Hero: "network"}},
		{"phone-map", 400, 390, 464, &tint.Light, scene.Look{Hero: "map"}},
		{"phone-pairs", 400, 390, 464, &tint.Dark, scene.Look{Hero: "pairs"}},
		{"phone-curve", 400, 390, 464, &tint.Light, scene.Look{Hero: "curve"}},
		{"laptop-card", 400, 1010, 838, &tint.Dark, scene.Look{Open: scene.Hit{Target: scene.Node, X: 330, Y: 196, R: 8, Index: 4}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, err := Trained(&lessons.Hourglass, c.steps)
			if err != nil {
				t.Fatal(err)
			}
			var s scene.Scene
			b.Build(&s, c.w, c.h, &c.look)
			got := Write(&s, c.theme, "After 400 steps")
			path := filepath.Join("testdata", c.name+".svg")
			if *update {
				if err := os.WriteFile(path, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				i := 0
				for i < min(len(got), len(want)) && got[i] == want[i] {
					i++
				}
				t.Errorf("the picture differs from %s at byte %d: %q, want %q", path, i, cut(got, i), cut(want, i))
			}
		})
	}
}

func cut(b []byte, i int) []byte { return b[min(i, len(b)):min(i+60, len(b))] }

func TestPosterIsSound(t *testing.T) {
	for _, theme := range []*tint.Theme{&tint.Dark, &tint.Light} {
		b, err := Poster(&lessons.Hourglass, 1010, 838, theme)
		if err != nil {
			t.Fatal(err)
		}
		d := xml.NewDecoder(bytes.NewReader(b))
		texts := 0
		for {
			tok, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if e, ok := tok.(xml.StartElement); ok && e.Name.Local == "text" {
				texts++
			}
		}
		if texts < 20 {
			t.Errorf("a poster of %d labels", texts)
		}
		for _, bad := range []string{"NaN", "Inf", "style=", "script"} {
			if bytes.Contains(b, []byte(bad)) {
				t.Errorf("the poster holds %q", bad)
			}
		}
	}
}

func TestTextIsEscaped(t *testing.T) {
	s := scene.Scene{W: 10, H: 10, Bytes: []byte("a<b&c"), Labels: []scene.Label{{Last: 5, Size: 12}}}
	if got := Write(&s, &tint.Dark, "<t>"); !bytes.Contains(got, []byte(">a&lt;b&amp;c<")) || !bytes.Contains(got, []byte("<title>&lt;t></title>")) {
		t.Errorf("%s", got)
	}
}

// A field of hues is drawn wholly, each place in its shade, with one rectangle for cells of one shade side by side.
func TestHueTile(t *testing.T) {
	var s scene.Scene
	p := scene.Pen{Scene: &s, Size: 1}
	greys := p.Tile(0, 0, 10, 4, tint.Hue, 0.5)
	copy(greys, []uint8{0, 1, 255, 255, 0, 0, 0, 0, 128, 64, 128, 64, 255, 0, 0, 255})
	got := string(Write(&s, &tint.Dark, "hues"))
	for v, want := range map[float32]int{0: 3, 1: 3, 0.5: 2, 0.25: 2} {
		look := `fill="` + tint.Dark.Of(tint.Hue, v).Hex() + `" fill-opacity="0.5" d="`
		_, path, ok := strings.Cut(got, look)
		path, _, _ = strings.Cut(path, `"`)
		if n := strings.Count(path, "M"); !ok || n != want {
			t.Errorf("%d rectangles of shade %v, want %d: %s", n, v, want, got)
		}
	}
	if !strings.Contains(got, "M0 10h40v10h-40z") {
		t.Errorf("a row of one shade is not one rectangle: %s", got)
	}
}

// Nothing that would answer the question stands in a poster before the bet, and it says so there as the stage does.
func TestPostersWaitForTheBet(t *testing.T) {
	waited := 0
	for _, l := range lessons.All {
		if len(l.Waiting()) == 0 {
			continue
		}
		waited++
		b, err := Trained(l, 20)
		if err != nil {
			t.Fatal(err)
		}
		if got := Draw(l, b, 1010, 838, &tint.Dark); !bytes.Contains(got, []byte("your bet<")) {
			t.Errorf("%s: the poster does not wait", l.ID)
		}
	}
	if waited == 0 {
		t.Error("no lesson has anything to wait for")
	}
	b, err := Trained(&lessons.Features, 20)
	if err != nil {
		t.Fatal(err)
	}
	if got := Draw(&lessons.Features, b, 1010, 838, &tint.Dark); bytes.Contains(got, []byte(">nearest mean<")) {
		t.Error("features: its poster answers the question")
	}
}

// The ground of a tile in the colour of a kind lies under its cells, whatever colours run together.
func TestKindTile(t *testing.T) {
	for k := range tint.Kinds {
		var s scene.Scene
		p := scene.Pen{Scene: &s, Size: 1}
		p.Rect(scene.At(0, 0, 20, 20), 0, tint.Ramp, 0, 1)
		copy(p.Tile(0, 0, 10, 2, tint.OfKind(k), 1), []uint8{255, 128, 255, 128})
		got := string(Write(&s, &tint.Light, "a kind"))
		ground, cell := strings.Index(got, tint.Light.Of(tint.Ramp, 0).Hex()), strings.Index(got, tint.Light.Of(tint.OfKind(k), 0).Hex())
		if ground < 0 || cell < ground {
			t.Errorf("kind %d: the cells stand at %d, their ground at %d", k, cell, ground)
		}
	}
}
