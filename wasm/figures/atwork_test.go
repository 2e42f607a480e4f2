package figures

import (
	"testing"

	"hourglass/core/ask"
	"hourglass/core/nn"
	"hourglass/lessons"
	"hourglass/wasm/scene"
	"hourglass/wasm/wire"
)

// convolved is a builder of digits through convolutions, beside a dense twin.
func convolved(t testing.TB, steps int, turns ...lessons.Turn) (*scene.Builder, *atwork, *written, *ask.Run) {
	t.Helper()
	all := append(turnsOf(t, "data=13 convs=2 channels=3 depth=0 neck=5"), turns...)
	b, r := figured(t, steps, []string{"stencil", "written"}, turnsOf(t, "convs=0"), all...)
	return b, b.Panel("stencil").(*atwork), b.Panel("written").(*written), r
}

// opener is a hand that keeps what it was asked to open and to send, and how often to draw.
type opener struct {
	hit   scene.Hit
	sent  []wire.Command
	drawn int
}

func (o *opener) Send(c wire.Command) { o.sent = append(o.sent, c) }
func (o *opener) Input(int32) float32 { return 0 }
func (o *opener) Open(h scene.Hit)    { o.hit = h }
func (o *opener) Shut()               { o.hit = scene.Hit{} }
func (o *opener) Redraw()             { o.drawn++ }
func (o *opener) Easel()              {}
func (o *opener) Enlarge(string)      {}

// Whatever number is looked at, of whatever network, the figures can be read on every stage.
func TestAtWorkIsLegible(t *testing.T) {
	for _, turns := range []string{"", "kernel=4 channels=16", "convs=3 channels=2 unit=3 norm=1", "kernel=7 stride=3 convs=1", "loss=1 code=1", "depth=2 output=1 kernel=1 stride=1 convs=1 neck=40"} {
		for _, steps := range []int{0, 60} {
			b, f, _, r := convolved(t, steps, turnsOf(t, turns)...)
			for station := range f.layers {
				if station == 0 {
					continue
				}
				if station == f.neck+1 {
					r.Hold(make([]float32, r.Setup.Neck))
					show(t, b, r)
				}
				look := &scene.Look{Open: f.hit(number{station, f.layers[station].n - 1}), Hover: f.hit(number{station, f.layers[station].n / 2})}
				for _, size := range append(stages, [2]float32{320, 252}, [2]float32{390, 296}, [2]float32{390, 118}) {
					for _, look.Hero = range []string{"stencil", "written"} {
						var s scene.Scene
						b.Build(&s, size[0], size[1], look)
						legible(t, &s, size[0], size[1])
						sound(t, &s, 2)
						if t.Failed() {
							t.Fatalf("%q, %d steps, station %d, %v, %s", turns, steps, station, size, look.Hero)
						}
					}
				}
			}
		}
	}
}

// Every number of every map is what the figure's own sum makes of it, and what a number of the decoder paints is what the copy lacks without it.
func TestAtWorkAddsUp(t *testing.T) {
	for _, turns := range []string{"", "kernel=4 unit=4", "loss=1 convs=3", "output=1 kernel=5 stride=3"} {
		b, f, _, _ := convolved(t, 40, turnsOf(t, turns)...)
		for station := 1; station < len(f.layers); station++ {
			for i := range f.layers[station].n {
				f.work.of(&b.Base, f, number{station, i})
				k := &f.work
				if k.job != gathers && k.job != collects {
					continue
				}
				got, want := k.unit.At(k.sum+k.bias), k.out
				if scene.Abs(got-want) > 1e-4 {
					t.Fatalf("%q: number %d of station %d adds up to %v and is %v", turns, i, station, got, want)
				}
			}
		}
		last := len(f.layers) - 2
		n := number{last, f.layers[last].n / 2}
		f.work.of(&b.Base, f, n)
		f.trace(n)
		f.remove(&b.Base, n)
		r, side := f.fields[len(f.layers)-1], b.Side()
		for i, v := range f.adds {
			inside := i%side >= r.x0 && i%side <= r.x1 && i/side >= r.y0 && i/side <= r.y1
			if !inside && v != 0 {
				t.Errorf("%q: pixel %d is painted from a window that does not reach it", turns, i)
			}
		}
	}
}

// What a number sees is just what changes it: the field on the input is that of the windows, to the pixel.
func TestFieldsAreWhatMatters(t *testing.T) {
	b, f, _, r := convolved(t, 20)
	n := number{2, (5*1 + 4) % f.layers[2].n}
	f.trace(n)
	seen, side := f.fields[0], b.Side()
	before := f.out(&b.Base, 2)[n.i]
	for i := range b.Set.Dim() {
		was := r.View.Input[i]
		r.Paint(i, 1-was)
		show(t, b, r)
		changed := f.out(&b.Base, 2)[n.i] != before
		r.Paint(i, was)
		if inside := i%side >= seen.x0 && i%side <= seen.x1 && i/side >= seen.y0 && i/side <= seen.y1; changed && !inside {
			t.Errorf("pixel %d is seen from outside of the field", i)
		}
	}
	show(t, b, r)
	if w, h := seen.x1-seen.x0+1, seen.y1-seen.y0+1; w > 7 || h > 7 || w < 4 || h < 4 {
		t.Errorf("two convolutions of kernel 3 at stride 2 see %d by %d pixels", w, h)
	}
}

// The arrows reach every layer, forwards and back, and a tap on any place of the picture chooses just that number.
func TestAtWorkIsWorked(t *testing.T) {
	b, f, _, _ := convolved(t, 5)
	o := &opener{}
	f.chosen = number{1, 0}
	reached := map[int]bool{}
	for _, dx := range []int{1, -1} {
		for range 3000 {
			o.hit = scene.Hit{}
			f.Key(&b.Base, dx, 0, o)
			if o.hit.Target == scene.Nothing {
				break
			}
			if n := f.numberOf(o.hit); !f.has(n) {
				t.Fatalf("the arrows lead to %+v", o.hit)
			} else if f.chosen = n; dx > 0 {
				reached[n.station] = true
			}
		}
	}
	if len(reached) != len(f.layers)-1 || f.chosen.station != 1 {
		t.Errorf("the arrows reach %v, and end at %+v", reached, f.chosen)
	}
	var s scene.Scene
	b.Build(&s, 1010, 838, &scene.Look{})
	for _, h := range s.Hits {
		if h.Target != scene.Place {
			continue
		}
		top := s.At((h.X+h.X2)/2, (h.Y+h.Y2)/2)
		f.Touch(&b.Base, &scene.Gesture{Act: scene.Tap, Hit: top}, o)
		if n := f.numberOf(h); n != f.chosen && (o.hit.Layer != h.Layer || o.hit.Index != h.Index) {
			t.Fatalf("a tap on %+v opens %+v", h, o.hit)
		}
	}
	if words := string(b.Tell(nil)); len(words) < 60 {
		t.Errorf("it says %q", words)
	}
}

func TestAtWorkAllocatesNothing(t *testing.T) {
	b, f, _, r := convolved(t, 10)
	quiet(t, b, r, &scene.Look{Open: f.hit(number{2, 5})}, &scene.Look{Open: f.hit(number{f.neck, 1})}, &scene.Look{Open: f.hit(number{f.neck + 1, 1})},
		&scene.Look{Open: f.hit(number{len(f.layers) - 1, 9})}, &scene.Look{Hero: "written"})
}

// Both figures refuse, in words, what has no stencil.
func TestNoStencilNoFigure(t *testing.T) {
	b, _ := figured(t, 0, []string{"stencil", "written"}, nil)
	var s scene.Scene
	b.Build(&s, 640, 420, &scene.Look{})
	if !says(&s, "This figure cannot show this network:") {
		t.Error("a dense network is shown by its stencils")
	}
}

// A count is how many windows truly fall on a pixel: those of an adjoint that is handed ones.
func TestTallyCounts(t *testing.T) {
	for _, c := range [][2]int{{3, 2}, {4, 2}, {3, 1}, {5, 3}, {7, 3}, {1, 1}} {
		count, pad := make([]int, 16), c[0]/2
		along(count, c[0], c[1])
		places := (16+2*pad-c[0])/c[1] + 1
		l := nn.ConvT{In: 1, Height: places, Width: places, Out: 1, Kernel: c[0], Stride: c[1], Pad: pad, OutPad: 16 - ((places-1)*c[1] - 2*pad + c[0])}
		w := make([]float32, c[0]*c[0]+1)
		for i := range c[0] * c[0] {
			w[i] = 1
		}
		got := make([]int, 256)
		for i := range places * places {
			scatter(l, w, i, func(_, to int, v float32) { got[to]++ })
		}
		for i, n := range got {
			if want := count[i%16] * count[i/16]; n != want {
				t.Fatalf("kernel %d at stride %d: pixel %d is written %d times, counted %d", c[0], c[1], i, n, want)
			}
		}
	}
	b, _, f, _ := convolved(t, 30)
	var s scene.Scene
	b.Build(&s, 640, 420, &scene.Look{Hero: "written", Open: scene.Hit{Target: counted, Index: 5*16 + 5}})
	for i, want := range []int{4, 4, 9, 4} {
		if got := f.times(&f.ways[i], f.chosen); got != want {
			t.Errorf("%s writes row 6, column 6 %d times, want %d", f.ways[i].label, got, want)
		}
	}
	o := &opener{}
	if f.Key(&b.Base, 1, 0, o); o.hit.Index != 5*16+6 {
		t.Errorf("the arrow leads to %+v", o.hit)
	}
}
