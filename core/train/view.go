package train

import "hourglass/core/data"

// A View is what the learner has chosen to look at. It is shared by all windows, so it lives here, but no bit of the run
// depends on it.
type View struct {
	Sample int       // the picture shown, or -1 for one painted by hand
	Input  []float32 // that picture (Dim), in the numbers of its form
	Ring   []float32 // the place on the latent map that the learner holds (Neck)
	Back   int       // the step that is looked at, or -1 for the present one
	Held   bool      // true while the decoder paints from Ring; false while it paints from the code of Input
	Dials  Turned
}

// fit makes a view that suits a code length and a data set, keeping what still makes sense.
func (v *View) fit(neck int, set *data.Set) {
	if len(v.Ring) != neck {
		v.Ring, v.Held = make([]float32, neck), false
	}
	if len(v.Input) != set.Dim() {
		v.Input = make([]float32, set.Dim())
		v.Sample = set.Train
	}
	if v.Sample >= 0 {
		Lay(v.Input, set.Picture(v.Sample), set.Kind, int(v.Dials[Shift]))
	}
}

// follow keeps the shown example where there are more to train on, or fewer, than before: those set aside stay the same and move up or down. One that is there
// no more gives way to the first of those set aside.
func (v *View) follow(was, now *data.Set) {
	switch {
	case v.Sample >= was.Train:
		if v.Sample += now.Train - was.Train; v.Sample < now.Train+now.Valid {
			return
		}
	case v.Sample < now.Train:
		return
	}
	v.Sample = now.Train
}

// Show looks at picture i of the set, counted round its end.
func (t *Session) Show(i int) {
	n := t.set.Train + t.set.Valid
	t.View.Sample, t.View.Held = ((i%n)+n)%n, false
	t.View.fit(t.Setup.Neck, t.set)
}

// Paint sets one number of the shown picture, which thereby becomes the learner's own. A place or value that cannot be is
// ignored.
func (t *Session) Paint(pixel int, grey float32) {
	least, most := t.Setup.Data.Form().Range()
	if pixel < 0 || pixel >= len(t.View.Input) || !(grey >= least && grey <= most) {
		return
	}
	t.View.Sample, t.View.Held = -1, false
	if t.View.Input[pixel] != grey {
		t.counts[Painted]++
	}
	t.View.Input[pixel] = grey
}

// Clear empties the picture, to paint on.
func (t *Session) Clear() {
	t.View.Sample, t.View.Held = -1, false
	clear(t.View.Input)
}

// Hold puts the ring at z; from then on the decoder paints from there. A place that is no place is ignored.
func (t *Session) Hold(z []float32) {
	if len(z) != len(t.View.Ring) {
		return
	}
	for _, v := range z {
		if !finite(float64(v)) || v < -1e6 || v > 1e6 {
			return
		}
	}
	copy(t.View.Ring, z)
	t.View.Held = true
	t.counts[Held]++
}

// Code sets dst to the code (Neck) of the shown picture and returns it. It uses the memory for looking: training is not disturbed.
func (t *Session) Code(dst []float32) []float32 {
	w, _ := t.shown()
	return append(dst[:0], t.encode(w, t.View.Input)...)
}

// Rebuild sets dst to what the network makes of the shown picture (Dim), as grey values, and returns it. While the ring is held, it is what the
// decoder makes of that.
func (t *Session) Rebuild(dst []float32) []float32 {
	w, _ := t.shown()
	if t.View.Held {
		return append(dst[:0], t.look.Decode(w, t.View.Ring)...)
	}
	return append(dst[:0], t.rebuild(w, t.View.Input)...)
}
