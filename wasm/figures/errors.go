package figures

import (
	"math"

	"hourglass/core/ask"
	"hourglass/core/train"
	"hourglass/wasm/scene"
	"hourglass/wasm/wire"
)

func init() {
	scene.Register(&scene.Figure{
		Name: "errors", Label: "Errors and alarms", Short: "Alarms", Least: scene.Size{W: 280, H: 190},
		New:     func() scene.Panel { return &alarms{} },
		CanShow: wholeExamples,
	})
}

// alarms draws how far the copies of the examples set aside are off, as a histogram: normal ones upwards, faulty ones downwards, and a threshold to drag. From it on
// an example is an alarm. Beside it stand what that finds and costs, and the ROC curve of all thresholds, on which the present one can be dragged too. Where
// nobody knows who is faulty, there is the histogram alone.
type alarms struct {
	sides  [3]verdict // by the run, by its twin, and by PCA
	faulty []bool     // nil where nobody knows
	count  [2]tally   // of the run and of its twin
	shown  float64    // how far the copy of the shown example is off
	lo, hi float64    // ends of the axis, as powers of ten
	tall   [2]float32 // of the highest columns, normal and faulty
}

// A tally is how many copies fall into each column, by whether they are faulty.
type tally [2][columnCount]int

// Columns of the histogram lie on one grid for all runs, so that none moves when the axis does.
const (
	perDecade   = 12
	leastDecade = -7 // the grid begins at this power of ten; what is less counts there
	decades     = 8
	columnCount = decades * perDecade
)

// power is the place of an error on the grid, as a power of ten.
func power(off float64) float64 {
	return min(max(math.Log10(max(off, 1e-12)), leastDecade), leastDecade+decades-1e-9)
}

func (t *tally) add(off []float64, faulty []bool) {
	*t = tally{}
	for i, v := range off {
		k := 0
		if faulty != nil && faulty[i] {
			k = 1
		}
		t[k][int((power(v)-leastDecade)*perDecade)]++
	}
}

// Plan implements [scene.Panel].
func (f *alarms) Plan(b *scene.Base) {
	f.faulty = knownFaults(b)
	f.lo, f.hi, f.tall = 0, 0, [2]float32{}
	for i := range f.sides {
		f.sides[i].plan(b.Set.Valid, b.Set.Dim())
	}
	if f.faulty != nil {
		f.sides[2].straight(b, f.faulty)
	}
}

// Update implements [scene.Panel].
func (f *alarms) Update(b *scene.Base) {
	judgeBoth(b, f.sides[:2], f.faulty)
	x := b.Snap.View.Input
	f.shown = ask.MeanSquare(x, scene.Rebuild(b.Model, b.Many, b.Snap.Params, x, 1))
	n := 1
	if apart(b) {
		n = 2
	}
	lo, hi, tall := math.Inf(1), math.Inf(-1), [2]float32{1, 1}
	for s := range n {
		f.count[s].add(f.sides[s].off, f.faulty)
		for _, v := range f.sides[s].off {
			lo, hi = min(lo, power(v)), max(hi, power(v))
		}
		for k := range tall {
			for _, c := range f.count[s][k] {
				tall[k] = max(tall[k], float32(c))
			}
		}
	}
	for k, v := range tall {
		f.tall[k] = scene.Follow(f.tall[k], v)
	}
	f.follow(math.Floor(lo*4)/4, math.Ceil(hi*4)/4)
}

// follow moves the ends of the axis: outwards at once, inwards slowly.
func (f *alarms) follow(lo, hi float64) {
	const shrink = 0.06
	if f.lo == f.hi {
		f.lo, f.hi = lo, max(hi, lo+1)
		return
	}
	f.lo = min(lo, f.lo+shrink*(lo-f.lo))
	f.hi = max(hi, f.hi+shrink*(hi-f.hi), f.lo+1)
}

// Where the figure is touched to move the threshold.
const (
	OnErrors scene.Target = "errors"
	OnCurve  scene.Target = "roc"
)

// Touch implements [scene.Toucher]: the threshold goes where the hand is.
func (f *alarms) Touch(b *scene.Base, g *scene.Gesture, h scene.Hand) {
	if g.Act == scene.Release {
		return
	}
	u, v := g.Place()
	if g.Hit.Target == OnErrors {
		f.put(b, math.Pow(10, f.lo+(f.hi-f.lo)*float64(u)), h)
		return
	}
	f.put(b, f.nearest(u, 1-v), h)
}

// nearest is a threshold whose point on the curve is the nearest to a share of false alarms and of hits: midway between two errors.
func (f *alarms) nearest(wrong, right float32) float64 {
	c := &f.sides[0].curve
	best, least := 0, float32(math.MaxFloat32)
	for i, p := range c.Points {
		r, w := c.Shares(p)
		dx, dy := float32(w)-wrong, float32(r)-right
		if d := dx*dx + dy*dy; d < least {
			best, least = i, d
		}
	}
	switch {
	case best == 0:
		return train.Dials[train.Threshold].Max
	case best == len(c.Points)-1:
		return c.Points[best].Threshold
	}
	return (c.Points[best].Threshold + c.Points[best+1].Threshold) / 2
}

// put asks for a threshold, in four digits and within its range.
func (f *alarms) put(b *scene.Base, v float64, h scene.Hand) {
	d := &train.Dials[train.Threshold]
	v = min(max(v, d.Min), d.Max)
	unit := math.Pow(10, math.Floor(math.Log10(v))-3)
	v = min(max(math.Round(v/unit)*unit, d.Min), d.Max)
	if v != b.Snap.View.Dials[train.Threshold] {
		h.Send(wire.Command{Op: wire.Turn, Knob: train.Number(d.Name), Value: v})
	}
}

// Key implements [scene.Keyer]: to the right the threshold rises, by a twentieth; upwards it falls, and more are found.
func (f *alarms) Key(b *scene.Base, dx, dy int, h scene.Hand) {
	f.put(b, b.Snap.View.Dials[train.Threshold]*math.Pow(1.05, float64(dx-dy)), h)
}

// Tell implements [scene.Teller].
func (f *alarms) Tell(b *scene.Base, p *scene.Pen) {
	at := b.Snap.View.Dials[train.Threshold]
	p.Str("threshold")
	p.Str(" ")
	p.Num(float32(at), 4)
	p.Str(", ")
	if f.faulty == nil {
		p.Str("alarms")
		of(p, f.above(at), len(f.sides[0].off))
		return
	}
	c := &f.sides[0].curve
	cut := c.At(at)
	p.Str("faults found")
	of(p, cut.Right, c.Positive)
	p.Str(", ")
	p.Str("false alarms")
	of(p, cut.False, c.Negative)
	p.Str(", area ")
	p.Num(float32(c.AUC()), 3)
}

// of writes how many of how many: ": 3 of 200".
func of(p *scene.Pen, n, all int) {
	p.Str(": ")
	p.Count(n)
	p.Str(" of ")
	p.Count(all)
}

// above counts the examples at the threshold or above.
func (f *alarms) above(at float64) (n int) {
	for _, v := range f.sides[0].off {
		if v >= at {
			n++
		}
	}
	return n
}

// Draw implements [scene.Panel].
func (f *alarms) Draw(b *scene.Base, p *scene.Pen, box scene.Box, look *scene.Look) {
	if f.faulty == nil {
		p.Heading(box, "How far copies are off: drag the line, from which on a copy is an alarm", "Errors of copies: drag the line", "Drag the line")
	} else {
		p.Heading(box, "How far copies are off, of normal examples upwards, of faulty ones downwards: drag the line", "Errors, normal up, faulty down: drag the line", "Normal up, faulty down", "Drag the line")
	}
	in := scene.At(box.X+15*p.Size, box.Y+34*p.Size, box.W-30*p.Size, box.H-40*p.Size)
	gap := 26 * p.Size
	switch {
	case f.faulty == nil:
		f.histogram(b, p, in)
	case in.W > 1.2*in.H && in.W > 470*p.Size && in.H > 150*p.Size:
		side := min(in.H, 0.4*in.W)
		f.histogram(b, p, scene.At(in.X, in.Y, in.W-side-gap, in.H))
		f.roc(b, p, scene.At(in.X+in.W-side, in.Y, side, in.H))
	case in.H > 400*p.Size:
		tall := min(0.42*in.H, in.W)
		f.histogram(b, p, scene.At(in.X, in.Y, in.W, in.H-tall-gap/2))
		f.roc(b, p, scene.At(in.X+max(0, (in.W-1.15*tall)/2), in.Y+in.H-tall, min(1.15*tall, in.W), tall))
	default:
		f.histogram(b, p, in)
	}
}
