package figures

import (
	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// What figures share that compare descriptions of the examples: by their own numbers, by PCA with as many as the neck, by the code.

// A described holds the three of them. Their code is as old as the last renewal.
type described struct {
	by   [ask.Descriptions]ask.Description
	set  *data.Set
	step int // of the code
}

// plan takes a new set or a new neck, and tells whether it has.
func (d *described) plan(b *scene.Base) (newSet, newNeck bool) {
	newSet, newNeck = d.set != b.Set, d.set != b.Set || d.by[ask.AsCode].Dim != b.Snap.Setup.Neck
	d.set = b.Set
	if newSet {
		d.by[ask.AsPixels] = ask.Description{X: b.Set.X, Dim: b.Set.Dim(), Set: b.Set}
	}
	if newNeck {
		d.by[ask.AsPCA].Begin(b.Set, b.Snap.Setup.Neck)
		d.by[ask.AsPCA].Straight(b.PCA())
		d.by[ask.AsCode].Begin(b.Set, b.Snap.Setup.Neck)
	}
	return newSet, newNeck
}

// renew encodes all examples by the network as it is now.
func (d *described) renew(b *scene.Base) {
	code := &d.by[ask.AsCode]
	copy(code.Unseen(), b.ValidCodes())
	copy(code.Trained(), scene.Encode(b.Model, b.Many, b.Snap.Params, b.Set.TrainX(), b.Set.Train))
	d.step = b.Snap.Step
}

// wayRoles are their colours.
var wayRoles = [ask.Descriptions]tint.Role{tint.Ink, tint.Sea, tint.Sand}

// wayName is what a description is called.
func wayName(b *scene.Base, way int) string {
	switch {
	case way == ask.AsPCA:
		return "PCA"
	case way == ask.AsCode:
		return "code"
	case b.Form() == data.Pictures:
		return "pixels"
	case b.Form() == data.Tables:
		return "columns"
	}
	return "values"
}

// waySize writes how many numbers a description has: "64 numbers".
func waySize(p *scene.Pen, n int) {
	p.Count(n)
	if n == 1 {
		p.Str(" number")
	} else {
		p.Str(" numbers")
	}
}

// A late is work that is done when a figure is next drawn in a size that it can be read in: while snapshots follow each other not for each.
type late struct {
	due, ever bool
	count     int
}

// everyLate is how many snapshots that follow each other pass by.
const everyLate = 8

// snapshot tells of a new one.
func (l *late) snapshot(brisk bool) {
	if l.count++; !brisk || !l.ever || l.count >= everyLate {
		l.due, l.count = true, 0
	}
}

// now tells whether the work is to be done.
func (l *late) now(small bool) bool {
	if !l.due || small && l.ever {
		return false
	}
	l.due, l.ever = false, true
	return true
}
