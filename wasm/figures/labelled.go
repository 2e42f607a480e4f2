package figures

import (
	"errors"

	"hourglass/core/ae"
	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/nn"
	"hourglass/core/train"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// What figures of a classifier share: what it makes of the examples set aside, and of which labels are known.

// classifies says why a figure of classes cannot show a network without a classifier.
func classifies(r *ae.Recipe) error {
	if r.Label.Classes == 0 {
		return errors.New("only a classifier tells classes apart")
	}
	return nil
}

// A census is what is known of labels, and what that makes of the examples set aside.
type census struct {
	head    [2]*nn.Memory // of the classifiers of the run and of its twin
	wrong   [2][]bool     // examples set aside that are told wrongly (Valid)
	right   [2]float32    // the share of those told right
	known   int           // labels
	asked   train.Labels  // by which of them the rival was asked last
	of      *data.Set
	nearest float32 // the share told right by the nearest labelled example
}

// plan makes room to classify n codes at once.
func (c *census) plan(b *scene.Base, n int) {
	c.head = [2]*nn.Memory{b.Model.Head.NewMemory(n, false)}
	if t := b.Twin; t != nil && t.Model.Head != nil {
		c.head[1] = t.Model.Head.NewMemory(n, false)
	}
	for i := range c.wrong {
		if len(c.wrong[i]) != b.Set.Valid {
			c.wrong[i] = make([]bool, b.Set.Valid)
		}
	}
}

// update counts anew what is fresh.
func (c *census) update(b *scene.Base) {
	if b.Fresh[0] {
		c.count(b, 0, b.Model, b.Snap.Params, b.ValidCodes())
	}
	if t := b.Twin; b.Fresh[1] && c.head[1] != nil {
		c.count(b, 1, t.Model, t.Params, t.ValidCodes())
	}
	s := &b.Snap.Setup.Labels
	if c.of == b.Set && c.asked == *s {
		return
	}
	c.asked, c.of, c.known = *s, b.Set, 0
	for i := range b.Set.Train {
		if s.Knows(i) {
			c.known++
		}
	}
	c.nearest = float32(ask.NearestRight(b.Set.X, b.Set.Labels, b.Set.Train, b.Set.Valid, b.Set.Dim(), s.Knows))
}

// learned tells whether the classifier has learned from a label: one that has not says nothing, and what it gets right is chance.
func (c *census) learned(b *scene.Base) bool { return c.known > 0 && b.Snap.Step > 0 }

func (c *census) count(b *scene.Base, side int, m *ae.Model, w, codes []float32) {
	k, right := m.Label.Classes, 0
	p := m.Classify(c.head[side], w, codes, b.Set.Valid)
	for i := range b.Set.Valid {
		c.wrong[side][i] = int32(ask.Told(p[i*k:(i+1)*k])) != b.Set.Labels[b.Set.Train+i]
		if !c.wrong[side][i] {
			right++
		}
	}
	c.right[side] = float32(right) / float32(b.Set.Valid)
}

// percent writes a share in whole hundredths.
func percent(p *scene.Pen, share float32) {
	p.Num(100*share, 0)
	p.Str(" %")
}

// className writes what class c is called.
func className(b *scene.Base, p *scene.Pen, c int) {
	s := &b.Snap.Setup
	switch name := s.Data.ClassName(c); {
	case s.Data == data.Moons && s.About:
		p.Str([2]string{"left", "right"}[c])
	case s.Data == data.Moons:
		p.Str([2]string{"upper", "lower"}[c])
	case name != "":
		p.Str(name)
	default:
		p.Count(c)
	}
}

// classHue is the Hue of class c of k.
func classHue(c, k int) float32 { return float32(c) / float32(max(k-1, 1)) }

// tag writes the class of a known example beside its place, small.
func tag(b *scene.Base, p *scene.Pen, x, y float32, at scene.Anchor, c int) {
	p.Begin(x, y, at, tint.Ink)
	className(b, p, c)
	l := p.End()
	l.Size, l.Bold = 12*p.Size, true
}
