package figures

import (
	"math"

	"hourglass/core/nn"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// Who else looks: a classifier at the code, a critic at the copy.

// heads are the onlookers of the shown example.
type heads struct {
	class  *nn.Memory
	judge  *nn.Memory
	chance []float32 // (Classes), of each class
	real   float32   // how likely the critic takes the copy for an original
}

func (k *heads) plan(b *scene.Base) {
	*k = heads{}
	if m := b.Model; m.Head != nil {
		k.class, k.chance = m.Head.NewMemory(1, false), make([]float32, m.Label.Classes)
	}
	if m := b.Model; m.Judge != nil {
		k.judge = m.Judge.NewMemory(1, false)
	}
}

func (k *heads) update(b *scene.Base) {
	w := b.Snap.Params
	if k.class != nil {
		copy(k.chance, b.Model.Classify(k.class, w, b.Code, 1))
	}
	if k.judge != nil {
		logit := b.Model.Judge.Forward(k.judge, w[len(w)-b.Model.Judge.Params():], b.Output, 1)[0]
		k.real = float32(1 / (1 + math.Exp(-float64(logit))))
	}
}

// draw draws the classifier under the code and the critic under the copy.
func (k *heads) draw(p *scene.Pen, box scene.Box, code, out *column) {
	if k.class != nil {
		k.classes(p, box, code)
	}
	if k.judge == nil {
		return
	}
	y := min(out.cy+out.h/2+52*p.Size, box.Y+box.H-14*p.Size)
	p.Line(out.x, out.cy+out.h/2+34*p.Size, out.x, y-14*p.Size, 1.2*p.Size, tint.Dim, 0.8)
	for _, words := range [...]string{"critic: an original, ", "critic: "} {
		p.Begin(out.x, y, scene.Middle, tint.Ink)
		p.Str(words)
		p.Num(100*k.real, 0)
		p.Str(" %")
		if p.Fits(12.5*p.Size, 2*(box.X+box.W-out.x)) {
			return
		}
	}
}

// giveWay takes back what is said of the likeliest class, the first label from the n-th on, where a later one stands: its bars say it too.
func (k *heads) giveWay(p *scene.Pen, n int) {
	if n >= len(p.Labels) {
		return
	}
	l := &p.Labels[n]
	for i := n + 1; i < len(p.Labels); i++ {
		o := &p.Labels[i]
		left, right := o.X-p.Width(o)*float32(o.Anchor)/2, o.X+p.Width(o)*(1-float32(o.Anchor)/2)
		if half := p.Width(l) / 2; scene.Abs(o.Y-l.Y) < l.Size && left < l.X+half && right > l.X-half {
			p.Labels = append(p.Labels[:n], p.Labels[n+1:]...)
			return
		}
	}
}

// classes draws a bar for each class, joined to the code, and names the likeliest.
func (k *heads) classes(p *scene.Pen, box scene.Box, code *column) {
	wide := min(150*p.Size, 0.26*box.W)
	low := min(code.cy+code.tall()/2+62*p.Size, box.Y+box.H-46*p.Size)
	high, best := 26*p.Size, 0
	step := wide / float32(len(k.chance))
	for i, v := range k.chance {
		if v > k.chance[best] {
			best = i
		}
		x := code.x - wide/2 + float32(i)*step
		p.Rect(scene.At(x+0.1*step, low-high, 0.8*step, high), 1, tint.Line, 0, 0.5)
		p.Rect(scene.At(x+0.1*step, low-high*v, 0.8*step, high*v), 0, tint.Leaf, 0, 1)
	}
	p.Line(code.x, code.cy+code.tall()/2, code.x, low-high-2, 1.2*p.Size, tint.Dim, 0.8)
	for _, words := range [...]string{"classifier: class ", "class "} {
		p.Begin(code.x, low+16*p.Size, scene.Middle, tint.Ink)
		p.Str(words)
		p.Count(best + 1)
		p.Str(" of ")
		p.Count(len(k.chance))
		p.Str(", ")
		p.Num(100*k.chance[best], 0)
		p.Str(" %")
		if p.Fits(12.5*p.Size, 0.4*box.W) {
			return
		}
	}
}
