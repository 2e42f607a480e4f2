package tint

import (
	"fmt"
	"math"
	"os"
	"regexp"
	"testing"
)

// linear is the amount of light of a channel's value.
func linear(v float32) float64 {
	if v <= 0.04045 {
		return float64(v) / 12.92
	}
	return math.Pow((float64(v)+0.055)/1.055, 2.4)
}

// luminance is relative luminance as WCAG 2 defines it.
func luminance(c Colour) float64 {
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

func contrast(a, b Colour) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

// Words stand out by 4.5 to 1, marks by 3 to 1, on the canvas and on a card.
func TestContrast(t *testing.T) {
	for _, th := range []*Theme{&Dark, &Light} {
		for role, want := range map[Role]float64{Ink: 4.5, Dim: 4.5, Faint: 3, Sand: 3, Sea: 3, Leaf: 3, Rose: 3} {
			for _, back := range []Role{Ground, Panel} {
				if got := contrast(th.Of(role, 0), th.Of(back, 0)); got < want {
					t.Errorf("%s: role %d on %d has contrast %.2f, want %.1f", th.Name, role, back, got, want)
				}
			}
		}
	}
}

// The ramp goes from dark to light and never back, in steps that the eye finds about even, and clamps what lies beyond.
func TestRamp(t *testing.T) {
	for _, th := range []*Theme{&Dark, &Light} {
		last := -1.0
		for i := range 101 {
			l := luminance(th.Of(Ramp, float32(i)/100))
			if l <= last {
				t.Errorf("%s: the ramp gets darker at %d %%", th.Name, i)
			}
			last = l
		}
		if th.Of(Ramp, -5) != th.Of(Ramp, 0) || th.Of(Ramp, 5) != th.Of(Ramp, 1) || th.Of(Hue, 2) != th.Of(Hue, 1) {
			t.Errorf("%s: values beyond 0 and 1 are not clamped", th.Name)
		}
		if contrast(th.Of(Ramp, 0), th.Of(Ramp, 1)) < 12 {
			t.Errorf("%s: black and white of the ramp are too near", th.Name)
		}
	}
}

// A path meets its stops and goes straight between them.
func TestPath(t *testing.T) {
	stops := []Colour{{0, 0, 0}, {1, 0.5, 0}, {0, 1, 1}}
	for v, want := range map[float32]Colour{0: stops[0], 0.25: {0.5, 0.25, 0}, 0.5: stops[1], 0.75: {0.5, 0.75, 0.5}, 1: stops[2]} {
		if got := path(stops, v); got != want {
			t.Errorf("at %v: %v, want %v", v, got, want)
		}
	}
}

func TestSigned(t *testing.T) {
	for _, th := range []*Theme{&Dark, &Light} {
		if th.Of(Signed, -1) != th.Of(Sea, 0) || th.Of(Signed, 1) != th.Of(Sand, 0) {
			t.Errorf("%s: negative is not sea, or positive not sand", th.Name)
		}
		if contrast(th.Of(Hue, 0), th.Of(Hue, 0.25)) == 1 || th.Of(Hue, 0) == th.Of(Hue, 1) {
			t.Errorf("%s: hues do not differ", th.Name)
		}
	}
}

// seen is how the eye sees a colour in OKLab, through what a colour blindness leaves of it (Machado, Oliveira, Fernandes 2009, of full strength).
func seen(c Colour, through *[9]float64) [3]float64 {
	r, g, b := linear(c.R), linear(c.G), linear(c.B)
	mix := func(m *[9]float64, a, b, c float64, i int) float64 { return m[3*i]*a + m[3*i+1]*b + m[3*i+2]*c }
	r, g, b = mix(through, r, g, b, 0), mix(through, r, g, b, 1), mix(through, r, g, b, 2)
	cones := [9]float64{0.4122214708, 0.5363325363, 0.0514459929, 0.2119034982, 0.6806995451, 0.1073969566, 0.0883024619, 0.2817188376, 0.6299787005}
	root := func(i int) float64 { return math.Cbrt(max(mix(&cones, r, g, b, i), 0)) }
	l, m, s := root(0), root(1), root(2)
	lab := [9]float64{0.2104542553, 0.7936177850, -0.0040720468, 1.9779984951, -2.4285922050, 0.4505937099, 0.0259040371, 0.7827717662, -0.8086757660}
	return [3]float64{mix(&lab, l, m, s, 0), mix(&lab, l, m, s, 1), mix(&lab, l, m, s, 2)}
}

// Every two kinds are told apart, by every eye, and each stands out from the dark of a picture.
func TestKinds(t *testing.T) {
	eyes := map[string][9]float64{
		"common":       {1, 0, 0, 0, 1, 0, 0, 0, 1},
		"protanopic":   {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998},
		"deuteranopic": {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881},
		"tritanopic":   {1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900},
	}
	for name, eye := range eyes {
		least := 1.0
		for i := range Kinds {
			a := seen(Dark.Of(OfKind(i), 0), &eye)
			for k := range i {
				b := seen(Dark.Of(OfKind(k), 0), &eye)
				d := math.Hypot(math.Hypot(a[0]-b[0], a[1]-b[1]), a[2]-b[2])
				if d < 0.1 {
					t.Errorf("%s: kinds %d and %d are %.3f apart", name, k, i, d)
				}
				least = min(least, d)
			}
		}
		t.Logf("%s: at least %.3f apart", name, least)
	}
	for i := range Kinds {
		for _, th := range []*Theme{&Dark, &Light} {
			if got := contrast(th.Of(OfKind(i), 0), th.Of(Ramp, 0)); got < 3 {
				t.Errorf("%s: kind %d stands on a picture by %.2f", th.Name, i, got)
			}
		}
	}
	if OfKind(Kinds) != OfKind(0) || OfKind(Kinds-1) != Roles-1 {
		t.Error("kinds beyond the last do not share")
	}
}

// The page and the canvas wear the same colours: each token at the head of base.css is the role of that name, light and dark.
func TestSameAsPage(t *testing.T) {
	css, err := os.ReadFile("../../web/style/base.css")
	if err != nil {
		t.Fatal(err)
	}
	page := map[string]string{}
	for _, m := range regexp.MustCompile(`--([a-z]+): light-dark\(#([0-9a-f]{6}), #([0-9a-f]{6})\)`).FindAllStringSubmatch(string(css), -1) {
		if page[m[1]] == "" { // what comes later is for the projector
			page[m[1]] = m[2] + " " + m[3]
		}
	}
	for name, role := range map[string]Role{"ground": Ground, "panel": Panel, "line": Line, "ink": Ink, "dim": Dim, "faint": Faint,
		"sand": Sand, "sea": Sea, "leaf": Leaf, "rose": Rose} {
		if want := hexes(Light.Of(role, 0)) + " " + hexes(Dark.Of(role, 0)); page[name] != want {
			t.Errorf("base.css has --%s as %q, light and dark; the canvas has %q", name, page[name], want)
		}
	}
}

// hexes writes a colour as CSS does, without its '#'.
func hexes(c Colour) string {
	part := func(v float32) int { return int(math.Round(float64(v) * 255)) }
	return fmt.Sprintf("%02x%02x%02x", part(c.R), part(c.G), part(c.B))
}
