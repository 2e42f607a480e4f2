// Package tint is the palette: it turns roles into colours, for the canvas and for SVG alike. No coordinate and no Ebiten here.
// The same colours stand in web/style/base.css for the page; a test holds the two together.
package tint

// A Role is what a colour is for.
type Role uint8

// The roles. Ramp, Signed and Hue take a value as well.
const (
	Ground Role = iota // behind everything
	Panel              // cards
	Line               // hairlines
	Ink                // text, the ring
	Dim                // captions
	Faint              // ticks
	Sand               // the neck, the training curve, the left bulb
	Sea                // the validation curve, the right bulb
	Leaf               // reached
	Rose               // diverged
	Ramp               // a grey value or activation from 0 (dark) to 1 (light)
	Signed             // a weight: negative is sea, positive is sand
	Hue                // a true factor from 0 to 1
	Kind               // one of the kinds that examples come in, the first of them; see [OfKind]
	Roles  = Kind + Kinds
)

// Kinds is how many kinds have a colour of their own.
const Kinds = 10

// OfKind is the role of kind k; where there are more than [Kinds], they share.
func OfKind(k int) Role { return Kind + Role(k%Kinds) }

// A Colour is red, green and blue from 0 to 1, not premultiplied.
type Colour struct{ R, G, B float32 }

// Hex is the colour as CSS and SVG write it: #rrggbb.
func (c Colour) Hex() string {
	const digits = "0123456789abcdef"
	b := []byte{'#'}
	for _, v := range [...]float32{c.R, c.G, c.B} {
		i := int(min(max(v, 0), 1)*255 + 0.5)
		b = append(b, digits[i>>4], digits[i&15])
	}
	return string(b)
}

// A Theme gives every role its colour.
type Theme struct {
	Name  string
	fixed [Ramp]Colour
	ramp  [3]Colour
	hue   [5]Colour
}

func hex(v uint32) Colour {
	return Colour{float32(v>>16&255) / 255, float32(v>>8&255) / 255, float32(v&255) / 255}
}

// Dark and Light are the two themes. The ramp of the light theme runs the same way, dark to cream, so that a picture looks the
// same in both, and so do the hues, which stand on pictures: five steps of one path, from sea to sand, that stay apart under the common
// colour blindnesses.
var (
	Dark = Theme{
		Name: "dark",
		fixed: [Ramp]Colour{Ground: hex(0x0d1017), Panel: hex(0x151a23), Line: hex(0x252c39), Ink: hex(0xe9edf4), Dim: hex(0x9aa6b8),
			Faint: hex(0x7d8a9e), Sand: hex(0xf2b45a), Sea: hex(0x54b4f0), Leaf: hex(0x6fd19a), Rose: hex(0xee6a80)},
		ramp: [3]Colour{hex(0x141a28), hex(0x3a6e96), hex(0xfaeccd)},
		hue:  [5]Colour{hex(0x56b4e9), hex(0x4fc3c0), hex(0x8fd28a), hex(0xd6d35f), hex(0xf2a65a)},
	}
	Light = Theme{
		Name: "light",
		fixed: [Ramp]Colour{Ground: hex(0xfbfaf7), Panel: hex(0xffffff), Line: hex(0xe3dfd6), Ink: hex(0x1c2330), Dim: hex(0x5a6475),
			Faint: hex(0x6c7687), Sand: hex(0x985a14), Sea: hex(0x1f6fb2), Leaf: hex(0x197a52), Rose: hex(0xb4354a)},
		ramp: [3]Colour{hex(0x141a28), hex(0x3a6e96), hex(0xfaeccd)},
		hue:  [5]Colour{hex(0x56b4e9), hex(0x4fc3c0), hex(0x8fd28a), hex(0xd6d35f), hex(0xf2a65a)},
	}
)

// kinds are told apart at a glance, where hues run into each other: for every pair of them, and for each of the common colour blindnesses, the eye finds a
// step of a tenth and more from black to white. They stand on the dark ground of a picture, in both themes.
var kinds = [Kinds]Colour{hex(0x1f97fa), hex(0xffa114), hex(0x16d999), hex(0xd35cb1), hex(0xcab6fd), hex(0x9243fb), hex(0xe6211b), hex(0xaafafb), hex(0xfbef24), hex(0x058260)}

// Of returns the colour of a role; v is used by Ramp and Hue (0 to 1) and by Signed (its sign).
func (t *Theme) Of(r Role, v float32) Colour {
	switch r {
	case Ramp:
		return path(t.ramp[:], v)
	case Hue:
		return path(t.hue[:], v)
	case Signed:
		if v < 0 {
			return t.fixed[Sea]
		}
		return t.fixed[Sand]
	}
	if r >= Kind {
		return kinds[r-Kind]
	}
	return t.fixed[r]
}

// path goes along the stops, evenly, as v goes from 0 to 1.
func path(stops []Colour, v float32) Colour {
	v = min(max(v, 0), 1) * float32(len(stops)-1)
	i := min(int(v), len(stops)-2)
	f := v - float32(i)
	a, b := stops[i], stops[i+1]
	return Colour{a.R + (b.R-a.R)*f, a.G + (b.G-a.G)*f, a.B + (b.B-a.B)*f}
}
