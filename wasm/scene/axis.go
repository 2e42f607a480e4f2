package scene

import (
	"math"

	"hourglass/wasm/tint"
)

// Scales: round values, and ends that do not breathe.

// A Tick is a round value, its place along an axis from 0 to 1, and the decimals it needs. An unused one is at 0.
type Tick struct {
	Value, At float32
	Decimals  int
}

// Ticks finds the round values inside lo to lo+span: about three, at most eight.
func Ticks(lo, span float32) (out [8]Tick) {
	mult, exp := RoundStep(span / 3)
	step := mult * float32(math.Pow10(exp))
	first := ceil(lo / step)
	for i := range out {
		v := float32(first+i) * step
		if t := (v - lo) / span; t > 0.06 && t < 0.96 {
			out[i] = Tick{v, t, max(-exp, 0)}
		}
	}
	return out
}

// RoundStep is the largest of 1, 2 and 5 times a power of ten that is not above v.
func RoundStep(v float32) (mult float32, exp int) {
	v = min(max(v, 1e-6), 1e9)
	exp = int(math.Floor(math.Log10(float64(v)) + 1e-6))
	switch m := v / float32(math.Pow10(exp)); {
	case m >= 4.9999:
		return 5, exp
	case m >= 1.9999:
		return 2, exp
	}
	return 1, exp
}

func ceil(v float32) int {
	i := int(v)
	if float32(i) < v {
		i++
	}
	return i
}

// Lift is how high dot i stands on a map whose height means nothing.
func Lift(i int) float32 { return 0.06 + 0.88*float32(i*37%101)/100 }

// Follow moves the end of an axis: outwards at once, so that nothing is off it, inwards slowly, so that it does not breathe.
func Follow(was, is float32) float32 {
	const shrink = 0.06
	if was == 0 || is >= was {
		return is
	}
	return was + shrink*(is-was)
}

// An Axis writes round values along a side of a plot. Lengths are before they grow with the stage.
type Axis struct {
	Plot     Box
	Lo, Span float32 // the value at its beginning, and how far it runs
	Gap      float32 // the least between two numbers
	First    float32 // how far from the beginning the first may stand
	End      float32 // how far from the end the last may stand
	Off      float32 // from the plot to the numbers: to their baseline, or to their ends
	Size     float32 // of the numbers
	Lines    float32 // opacity of a line through the plot at each, 0 for none
	Stub     float32 // length of a stroke at each under the plot, 0 for none
	Whole    bool    // whole numbers alone
}

// Across draws the axis under its plot.
func (p *Pen) Across(a Axis) {
	low := a.Plot.Y + a.Plot.H
	last := a.Plot.X + (a.First-a.Gap)*p.Size
	for _, t := range Ticks(a.Lo, a.Span) {
		x := a.Plot.X + t.At*a.Plot.W
		if t.At == 0 || x-last < a.Gap*p.Size || x > a.Plot.X+a.Plot.W-a.End*p.Size || a.Whole && t.Decimals > 0 {
			continue
		}
		last = x
		if a.Lines > 0 {
			p.Line(x, a.Plot.Y, x, low, 1, tint.Line, a.Lines)
		}
		if a.Stub > 0 {
			p.Line(x, low, x, low+a.Stub*p.Size, 1, tint.Faint, 1)
		}
		p.Begin(x, low+a.Off*p.Size, Middle, tint.Faint)
		p.Num(t.Value, t.Decimals)
		p.End().Size = a.Size * p.Size
	}
}

// Up draws the axis to the left of its plot.
func (p *Pen) Up(a Axis) {
	low := a.Plot.Y + a.Plot.H
	last := low - (a.First-a.Gap)*p.Size
	for _, t := range Ticks(a.Lo, a.Span) {
		y := low - t.At*a.Plot.H
		if t.At == 0 || last-y < a.Gap*p.Size || y < a.Plot.Y+a.End*p.Size || a.Whole && t.Decimals > 0 {
			continue
		}
		last = y
		p.level(a, y, t.Value, t.Decimals)
	}
}

// UpLog draws a logarithmic axis from Lo to Lo+Span to the left of its plot: at 1, 2 and 5 of each decade, at more of them where fine and the axis is
// short, at fewer where they would crowd. y is the height of a value. Values are counted in whole numbers, so that each is written as it is meant.
func (p *Pen) UpLog(a Axis, fine bool, y func(v float32) float32) {
	lo, hi := a.Lo, a.Lo+a.Span
	last := float32(math.MaxFloat32)
	for exp := -6; exp <= 6; exp++ {
		for _, k := range [...]float32{1, 2, 3, 4, 5, 6, 8} {
			v := k * float32(math.Pow10(exp))
			at := y(v)
			if (!fine || hi > 5*lo) && k != 1 && k != 2 && k != 5 || v < lo*0.999 || v > hi || last-at < a.Gap*p.Size {
				continue
			}
			last = at
			p.level(a, at, v, max(-exp, 0))
		}
	}
}

// level draws one number of an axis to the left, and its line.
func (p *Pen) level(a Axis, y, v float32, decimals int) {
	if a.Lines > 0 {
		p.Line(a.Plot.X, y, a.Plot.X+a.Plot.W, y, 1, tint.Line, a.Lines)
	}
	p.Begin(a.Plot.X-a.Off*p.Size, y+4*p.Size, End, tint.Faint)
	p.Num(v, decimals)
	p.End().Size = a.Size * p.Size
}
