package figures

import (
	"path/filepath"
	"strings"
	"testing"

	"hourglass/core/ae"
	"hourglass/core/nn"
	"hourglass/core/rng"
	"hourglass/core/train"
	"hourglass/core/zoo"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
	"hourglass/wasm/wire"
)

// portrait is a builder that shows one example in an untrained network of a recipe, as if a run of it had begun.
func portrait(t *testing.T, r ae.Recipe, x []float32) *scene.Builder {
	t.Helper()
	if err := showable(&r); err != nil {
		t.Fatal(err)
	}
	m, err := ae.New(r)
	if err != nil {
		t.Fatal(err)
	}
	b := scene.New(&wire.Lesson{Figures: []string{"network"}})
	dice := rng.New(3, "init")
	b.Snap.Setup, b.Snap.Params = train.Default(), make([]float32, m.Params())
	m.Init(b.Snap.Params, &dice)
	b.Model, b.One = m, m.Net.NewMemory(1, false)
	b.Snap.View.Input = x
	b.Code = append(b.Code, scene.Encode(m, b.One, b.Snap.Params, x, 1)...)
	b.At = b.Code
	b.Output = append(b.Output, m.Decode(b.One, b.Snap.Params, b.At, 1)...)
	f := b.Panel("network")
	f.Plan(&b.Base)
	f.Update(&b.Base)
	return b
}

// count is how many marks of a scene are of that kind and role.
func count(s *scene.Scene, kind scene.Kind, role tint.Role) (n int) {
	for _, m := range s.Marks {
		if m.Kind == kind && m.Role == role {
			n++
		}
	}
	return n
}

// reading tells whether a label holds text.
func reading(s *scene.Scene, text string) bool {
	for i := range s.Labels {
		if strings.Contains(string(s.Text(&s.Labels[i])), text) {
			return true
		}
	}
	return false
}

// Every kind of autoencoder is drawn as what it is, legibly at every size, and each has a golden picture.
func TestTheZooIsDrawn(t *testing.T) {
	for _, k := range zoo.All(t) {
		t.Run(k.Name, func(t *testing.T) {
			b := portrait(t, k.Recipe, k.X[:49])
			var s scene.Scene
			for _, size := range [][2]float32{{320, 224}, {390, 464}, {1010, 560}, {640, 420}} {
				b.Build(&s, size[0], size[1], &scene.Look{})
				legible(t, &s, size[0], size[1])
				sound(t, &s, 12)
			}
			golden(t, filepath.Join("testdata", "zoo", strings.ReplaceAll(k.Name, " ", "-")+".txt"), dump(&s))
			if n := count(&s, scene.Curve, tint.Signed); n > throng+100 { // the dense layers together, and a stencil for each convolution
				t.Errorf("%d lines", n)
			}
			r := &k.Recipe
			if n := count(&s, scene.Tile, tint.Ramp); n != 2*sum(r.Conv, func(c ae.Conv) int { return min(c.Channels, mostMaps) }) {
				t.Errorf("%d maps of %v", n, r.Conv)
			}
			if r.Sequence.Hidden > 0 && !reading(&s, r.Sequence.Cell.String()) {
				t.Error("nothing names the cells")
			}
			if r.Label.Classes > 0 != reading(&s, "class ") || (r.Critic.Hidden != nil) != reading(&s, "critic") {
				t.Error("a head that is there is not told of, or one that is not there is")
			}
		})
	}
}

func sum[T any](all []T, of func(T) int) (n int) {
	for _, v := range all {
		n += of(v)
	}
	return n
}

// A number of a feature map that is pointed at shows the weights that its convolution has for it: as many as its window holds, and just those.
func TestAStencilFollowsThePointer(t *testing.T) {
	k := kind(t, "convolutional")
	b := portrait(t, k.Recipe, k.X[:49])
	conv := b.Model.Net.Layers[0].(nn.Conv)
	w := b.Model.Net.Of(0, b.Snap.Params)
	for _, c := range []struct{ y, x, channel, taps int }{{0, 0, 0, 4}, {1, 2, 3, 9}, {3, 3, 1, 4}} {
		var s scene.Scene
		at := scene.Hit{Target: scene.Node, Layer: 0, Index: int32((c.y*4+c.x)*conv.Out + c.channel)}
		b.Build(&s, 1010, 560, &scene.Look{Hover: at})
		taps := 0
		for u := range conv.Kernel {
			for v := range conv.Kernel {
				y, x := c.y*conv.Stride-conv.Pad+u, c.x*conv.Stride-conv.Pad+v
				if y >= 0 && x >= 0 && y < 7 && x < 7 {
					taps++
					if want := w[(u*conv.Kernel+v)*conv.Out+c.channel]; !carries(&s, want) {
						t.Errorf("%+v: weight %v of place %d, %d is not drawn", c, want, y, x)
					}
				}
			}
		}
		if taps != c.taps {
			t.Errorf("%+v: %d weights meet there", c, taps)
		}
	}
}

// A transposed convolution goes the other way: the weights of the number under the pointer lead to the window that it paints, and those of a
// painted number come from all that reach it; both say of one pair the same.
func TestATransposedStencilGoesTheOtherWay(t *testing.T) {
	k := kind(t, "convolutional")
	b := portrait(t, k.Recipe, k.X[:49])
	last := len(b.Model.Net.Layers) - 1
	for ; last >= 0; last-- {
		if _, ok := b.Model.Net.Layers[last].(nn.ConvT); ok {
			break
		}
	}
	l, w := b.Model.Net.Layers[last].(nn.ConvT), b.Model.Net.Of(last, b.Snap.Params)
	pairs := map[[2]int]float32{}
	high, wide := painted(l)
	for i := range l.In * l.Height * l.Width {
		scatter(l, w, i, func(from, to int, v float32) { pairs[[2]int{from, to}] = v })
	}
	n := 0
	for o := range l.Out * high * wide {
		reach(l, w, o, func(from, to int, v float32) {
			n++
			if pairs[[2]int{from, to}] != v {
				t.Errorf("from %d to %d is %v one way, %v the other", from, to, pairs[[2]int{from, to}], v)
			}
		})
	}
	if n != len(pairs) || n == 0 {
		t.Errorf("%d weights one way, %d the other", len(pairs), n)
	}
}

// carries tells whether a line of that weight is drawn.
func carries(s *scene.Scene, v float32) bool {
	for _, m := range s.Marks {
		if m.Kind == scene.Curve && m.V == v {
			return true
		}
	}
	return false
}

func kind(t *testing.T, name string) zoo.Kind {
	t.Helper()
	for _, k := range zoo.All(t) {
		if k.Name == name {
			return k
		}
	}
	t.Fatalf("no kind %q", name)
	return zoo.Kind{}
}

// Deep and wide networks are folded: the figure says how much is left out.
func TestDeepAndWideAreFolded(t *testing.T) {
	k := kind(t, "plain")
	deep, wide := k.Recipe, k.Recipe
	deep.Hidden = []int{40, 36, 32, 28, 24, 20, 16, 12}
	wide.Hidden, wide.Code = []int{1024}, 300
	for _, c := range []struct {
		r     ae.Recipe
		words []string
	}{{deep, []string{"+ 5", "40 tanh", "12 tanh"}}, {wide, []string{"1,024 tanh", "300"}}} {
		b := portrait(t, c.r, k.X[:49])
		var s scene.Scene
		for _, size := range [][2]float32{{390, 296}, {1010, 560}} {
			b.Build(&s, size[0], size[1], &scene.Look{})
			legible(t, &s, size[0], size[1])
			sound(t, &s, 12)
		}
		for _, w := range c.words {
			if !reading(&s, w) {
				t.Errorf("nothing reads %q", w)
			}
		}
		if n := len(s.Marks); n > 3500 {
			t.Errorf("%d marks", n)
		}
	}
}

// What is drawn of a convolution, of cells and of heads allocates nothing.
func TestTheZooAllocatesNothing(t *testing.T) {
	for _, k := range zoo.All(t) {
		b := portrait(t, k.Recipe, k.X[:49])
		var s scene.Scene
		f, look := b.Panel("network"), &scene.Look{}
		b.Build(&s, 1010, 560, look)
		if n := testing.AllocsPerRun(10, func() {
			f.Update(&b.Base)
			b.Build(&s, 1010, 560, look)
		}); n != 0 {
			t.Errorf("%s: %v allocations a picture", k.Name, n)
		}
	}
}

// A picture that is no square has no feature maps that could be drawn, and the figure says so.
func TestWhatCannotBeShown(t *testing.T) {
	r := ae.Recipe{Input: nn.Shape{Channels: 1, Height: 4, Width: 8}, Conv: []ae.Conv{{Channels: 2, Kernel: 3, Stride: 1}}, Code: 2}
	if showable(&r) == nil {
		t.Error("maps of 4 by 8 are taken for squares")
	}
	if r.Input.Height = 1; showable(&r) != nil {
		t.Error("a signal is refused")
	}
}

// A figure that cannot show a network says so in its own box, and shows the next one that it can.
func TestARefusedFigureSaysSo(t *testing.T) {
	b, session := figured(t, 5, []string{"plane", "network"}, nil)
	var s scene.Scene
	b.Build(&s, 1010, 838, &scene.Look{})
	legible(t, &s, 1010, 838)
	if !says(&s, "only points lie in a plane") || says(&s, "point") {
		t.Error("bars are shown in a plane, or nothing says that they cannot be")
	}
	for _, turn := range turnsOf(t, "output=1 neck=1 data=6") {
		if err := session.Turn(train.KnobIndex(turn.Knob), turn.Value); err != nil {
			t.Fatal(err)
		}
	}
	show(t, b, session)
	b.Build(&s, 1010, 838, &scene.Look{})
	if says(&s, "only points lie in a plane") || !says(&s, "point") {
		t.Error("points are refused")
	}
}
