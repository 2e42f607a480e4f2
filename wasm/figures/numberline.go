package figures

import (
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// The number line under a plane: the whole neck of one number. What stands where on it, which colour it wears, and how it is drawn.

// lineAt turns a place along the number line into code values, appended to dst.
func (f *plane) lineAt(b *scene.Base, dst []float32, u float32) []float32 {
	at := len(dst)
	dst = append(dst, b.At...)
	dst[at] = f.along(u)
	return dst
}

// along turns a place in the number line's hit box, u from 0 to 1 from its left, into the code number that lies there.
func (f *plane) along(u float32) float32 { return f.line.X + f.line.W*min(max(u, 0), 1) }

// on is where a code number stands on the line, from 0 at its left end to 1 at its right.
func (f *plane) on(z float32) float32 { return (z - f.line.X) / f.line.W }

// colour gives each stretch of the number line the mean factor of the points whose codes lie there, so that curve and points wear one
// colour where they belong together. Where no code lies it goes evenly from one neighbour to the next.
func (f *plane) colour(b *scene.Base) {
	var sum, count [hueBins]float32
	for i, z := range b.Codes[:b.Set.Train] {
		k := min(max(int(f.on(z)*hueBins), 0), hueBins-1)
		for j := max(k-1, 0); j <= min(k+1, hueBins-1); j++ { // a point lends its neighbours half: where codes are few, colours do not flicker
			w := float32(2 - max(j-k, k-j))
			sum[j] += w * b.Hue(i)
			count[j] += w
		}
	}
	last := -1
	for k := range hueBins {
		if count[k] == 0 {
			continue
		}
		f.hues[k] = sum[k] / count[k]
		for j := last + 1; j < k; j++ {
			if last < 0 {
				f.hues[j] = f.hues[k]
			} else {
				f.hues[j] = f.hues[last] + (f.hues[k]-f.hues[last])*float32(j-last)/float32(k-last)
			}
		}
		last = k
	}
	for j := last + 1; j < hueBins && last >= 0; j++ {
		f.hues[j] = f.hues[last]
	}
}

// hue is the colour at u of the number line, from 0 to 1.
func (f *plane) hue(u float32) float32 {
	at := scene.Clamp(u*hueBins-0.5, 0, hueBins-1)
	k := min(int(at), hueBins-2)
	return f.hues[k] + (f.hues[k+1]-f.hues[k])*(at-float32(k))
}

// handle is where on the stage the number stands that the decoder paints from.
func (f *plane) handle(b *scene.Base, strip scene.Box) float32 { return f.stands(strip, b.At[0]) }

// stands is where on the stage a code stands, at the nearer end of the line if it is off it.
func (f *plane) stands(strip scene.Box, z float32) float32 {
	return strip.X + strip.W*min(max(f.on(z), 0), 1)
}

// numberLine is the whole neck: the codes of the points, and the handle. The heights of the dots mean nothing: they are spread so that none hides
// another.
func (f *plane) numberLine(b *scene.Base, p *scene.Pen, strip scene.Box) {
	p.Hit(scene.Hit{Target: AlongLine, Feel: scene.Grabbing, X: strip.X, Y: strip.Y - 3*p.Size, X2: strip.X + strip.W, Y2: strip.Y + strip.H + 3*p.Size})
	emptyLine(p, strip)
	f.field.key(p, strip, f.on, f.shade, f.line)
	r := min(max(strip.W/170, 1.7), 2.8)
	for i, z := range b.Codes[:b.Set.Train] {
		x := strip.X + strip.W*f.on(z)
		if x < strip.X || x > strip.X+strip.W {
			continue
		}
		y := strip.Y + strip.H*(0.14+0.72*float32(i*37%101)/100)
		p.Add(scene.Mark{Kind: scene.Disc, Role: tint.Hue, X: x, Y: y, W: r, V: b.Hue(i), A: 0.95})
	}
	y := strip.Y + strip.H + 15*p.Size
	p.Across(scene.Axis{Plot: strip, Lo: f.line.X, Span: f.line.W, Gap: 34, First: -6, End: 30, Off: 15, Size: 11.5, Stub: 3})
	p.Write(strip.X+strip.W, y, scene.End, tint.Dim, "z").Size = 12 * p.Size
	if f.pair.at >= 0 {
		f.pair.span(p, strip, f.handle(b, strip), f.stands(strip, f.pair.code))
	}
	p.Handle(f.handle(b, strip), strip.Y+strip.H/2, min(strip.H/2-1, 11*p.Size))
}

// emptyLine is the line before there is anything on it, and its name.
func emptyLine(p *scene.Pen, strip scene.Box) {
	p.Rect(strip, 4*p.Size, tint.Ramp, 0, 1)
	p.First(strip.X-6*p.Size, strip.Y+strip.H/2+4*p.Size, scene.End, tint.Dim, 12*p.Size, 30*p.Size, "code", "z")
}
