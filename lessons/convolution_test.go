package lessons

import (
	"math"
	"testing"

	"hourglass/core/ae"
	"hourglass/core/ask"
	"hourglass/core/nn"
	"hourglass/core/train"
)

func init() {
	levers["convolution"] = [][]Turn{{{"neck", 64}, {"channels", 4}, {"unit", tanh}, {"width", 2}}, {}, {{"channels", 1}, {"width", 64}}}
}

// Beside a dense twin of its size the convolution is ahead on unseen digits, by less where they are moved by two pixels: both fall apart. Before that the
// first steps are done, moved digits stand in the first maps as they stood, only elsewhere, and training has made even what first weights paint unevenly.
func TestConvolutionBesideItsDenseTwin(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		first, s := opened(t, &Convolution, "stencil", seed)
		if own, twin := measure(t, s, "parameters"), measure(t, s, "twin parameters"); own != 10432 || twin != 10607 {
			t.Fatalf("%v parameters beside %v", own, twin)
		}
		if s.Read(first.Done).Reached {
			t.Errorf("seed %d: the first step is done before it begins", seed)
		}
		within(t, seed, "unevenness at first", uneven(t, s), 0.25, 99)
		learn(s, 1000)
		done(t, s, first, seed)
		within(t, seed, "unevenness", uneven(t, s), 0, 0.1)
		equivariant(t, s, seed)
		learn(s, 1000)
		turn(t, s, Convolution.Question.Turns...)
		if got := chosen(s, &Convolution.Question); got != 1 {
			t.Errorf("seed %d: option %d happened", seed, got)
		}
		within(t, seed, "share of the error", measure(t, s, "share moved 0"), 0.5, 0.7)
		within(t, seed, "share of the error, moved", measure(t, s, "share moved 2"), 0.7, 0.95)
		own, twin := measure(t, s, "moved 0"), measure(t, s, "twin moved 0")
		within(t, seed, "error", own, 0.008, 0.013)
		within(t, seed, "growth of the error", measure(t, s, "moved 2")/own, 3.4, 4.7)
		within(t, seed, "growth of the twin's", measure(t, s, "twin moved 2")/twin, 2.8, 3.7)
		least, most := without(t, s)
		within(t, seed, "error without the stencil missed least", least/own, 0.99, 1.1)
		within(t, seed, "error without the stencil missed most", most/own, 1.2, 1.95)
	}
}

// equivariant holds that the first maps of a picture moved by a stride are its own, moved by one place, but at the edge; that those of a picture moved by half
// a stride are not; and that the code is another.
func equivariant(t *testing.T, s *ask.Run, seed uint32) {
	t.Helper()
	m, w := params(t, s)
	mem := m.Net.NewMemory(1, false)
	shape := m.Net.Out(m.Show[0])
	look := func(shift float64) (maps, code []float32) {
		if err := s.Dial(train.Shift, shift); err != nil {
			t.Fatal(err)
		}
		code = append(code, m.Encode(mem, w, s.View.Input, 1)...)
		return append(maps, mem.Out(m.Show[0])[:shape.Size()]...), code
	}
	s.Show(train.TrainRows)
	still, code := look(0)
	for shift, places := range map[float64]int{2: 1, 1: 0} {
		moved, other := look(shift)
		off := float32(0)
		for i, v := range moved {
			if x := i / shape.Channels % shape.Width; x >= 2 {
				off = max(off, max(v-still[i-places*shape.Channels], still[i-places*shape.Channels]-v))
			}
		}
		if (off < 1e-5) != (shift == 2) || distance(code, other) < 0.1 {
			t.Errorf("seed %d: moved by %v, the maps are up to %v off, the code %v", seed, shift, off, distance(code, other))
		}
	}
	look(0)
}

// A kernel of 4 writes evenly, and still its first weights paint unevenly; training undoes that as well.
func TestKernelOfFour(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		step, _ := opened(t, alone(&Convolution), "checks", seed)
		s := run(t, alone(&Convolution), seed, 0, Turn{"kernel", 4})
		within(t, seed, "unevenness at first", uneven(t, s), 0.25, 99)
		learn(s, 1000)
		within(t, seed, "unevenness", uneven(t, s), 0, 0.1)
		done(t, s, step, seed)
	}
}

// A dense network of 35,087 parameters is at its best early and then learns by heart; a convolution with a tenth of them gets below its error.
func TestConvolutionGoal(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		dense := *alone(&Convolution)
		dense.Setup = turned(t, &Convolution, seed, append(beside(64), Convolution.Twin...)...)
		d := run(t, &dense, seed, 1000)
		early := measure(t, d, "valid")
		within(t, seed, "error of the dense network", early, 0.011, 0.014)
		learn(d, 3000)
		if late := measure(t, d, "valid"); late <= early {
			t.Errorf("seed %d: the dense network's error is %.4f, and then %.4f", seed, early, late)
		}
		step, s := opened(t, &Convolution, "goal", seed)
		if n := measure(t, s, "twin parameters"); n != 35087 || s.Read(step.Done).Reached {
			t.Errorf("seed %d: the goal is set beside %v parameters", seed, n)
		}
		turn(t, s, Convolution.Goal.Way...)
		if n := until(s, step.Done, 4000); n < 0 {
			t.Errorf("seed %d: the goal is not reached: %.4f, the twin %.4f", seed, measure(t, s, "valid"), measure(t, s, "twin valid"))
		}
	}
}

// params are the parameters of a run, and a model to look at them with.
func params(t *testing.T, s *ask.Run) (*ae.Model, []float32) {
	t.Helper()
	m, err := ae.New(s.Setup.Recipe())
	if err != nil {
		t.Fatal(err)
	}
	var snap train.Snapshot
	s.Snapshot(&snap, 0)
	return m, append([]float32(nil), snap.Params...)
}

// uneven is how far apart the inner pixels are that the outermost stencils of the decoder paint from maps which say everywhere what they say on
// average of the shown picture: a mean difference, as a share of their mean.
func uneven(t *testing.T, s *ask.Run) float64 {
	t.Helper()
	m, w := params(t, s)
	mem := m.Net.NewMemory(1, false)
	m.Rebuild(mem, w, s.View.Input, 1)
	at := len(m.Net.Layers) - 1
	for {
		if _, ok := m.Net.Layers[at].(nn.ConvT); ok {
			break
		}
		at--
	}
	c := m.Net.Layers[at].(nn.ConvT)
	maps := append([]float32(nil), mem.Out(at - 1)[:c.In*c.Height*c.Width]...)
	for k := range c.In {
		mean := float32(0)
		for i := k; i < len(maps); i += c.In {
			mean += maps[i] * float32(c.In) / float32(len(maps))
		}
		for i := k; i < len(maps); i += c.In {
			maps[i] = mean
		}
	}
	part := append([]float32(nil), m.Net.Of(at, w)...)
	part[len(part)-1] = 0 // the bias is the same everywhere
	plan, err := c.Plan(nn.Shape{Channels: c.In, Height: c.Height, Width: c.Width})
	if err != nil {
		t.Fatal(err)
	}
	y := make([]float32, 256)
	c.Forward(y, nil, maps, part, make([]float32, plan.Scratch), 1)
	mean, off, n := 0.0, 0.0, 0.0
	for pass := range 2 {
		for i, v := range y {
			if e := c.Kernel; i%16 < e || i/16 < e || i%16 >= 16-e || i/16 >= 16-e {
				continue
			}
			if pass == 0 {
				mean, n = mean+float64(v), n+1
			} else {
				off += math.Abs(float64(v) - mean/n)
			}
		}
	}
	return off / n / math.Abs(mean/n)
}

// without is the error of unseen copies when the first layer loses one stencil: the one that is missed least, and the one that is missed most.
func without(t *testing.T, s *ask.Run) (least, most float64) {
	t.Helper()
	m, w := params(t, s)
	look := train.NewLooker(m, 1, train.TrainRows)
	c := m.Net.Layers[0].(nn.Conv)
	least = math.Inf(1)
	for k := range c.Out {
		lost := append([]float32(nil), w...)
		part := m.Net.Of(0, lost)
		for i := k; i < len(part); i += c.Out {
			part[i] = 0
		}
		x := s.Set().ValidX()
		off := ask.MeanSquare(look.Rebuild(lost, x), x)
		least, most = min(least, off), max(most, off)
	}
	return least, most
}

func TestTeachingConvolution(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		few := task(t, &Convolution, seed, "examples=64&step=2000")
		if own, twin := measure(t, few, "valid"), measure(t, few, "twin valid"); own >= twin || own < 0.018 {
			t.Errorf("seed %d: of 64 examples, unseen digits are %.4f off, the twin's %.4f", seed, own, twin)
		}
		within(t, seed, "loss of 64 examples", float64(few.Now().Loss), 0, 0.006)
	}
	one := task(t, &Convolution, 1, "channels=1&step=0")
	if n := measure(t, one, "parameters"); n != 1066 {
		t.Errorf("one channel has %v parameters", n)
	}
}
