package train

// A Snapshot holds what only the session can know. Activations, maps and decoded pictures are computed from it by whoever
// looks, with the same core and a memory of their own.
type Snapshot struct {
	Setup    Setup
	Step     int
	Phase    Phase
	Exploded int // the knob that blew the run up, or -1
	Now      Point
	First    int       // place in the curve of Points[0]
	Points   []Point   // those from First on
	Params   []float32 // the arena
	Grads    []float32 // in slow motion from Backward on, else and while looking back empty
	View     View
	Twin     []float32 // the twin's arena, empty without one
}

// Snapshot fills dst, reusing its memory; since is how many points of the curve the looker has. When the run has become
// shorter than that, First is 0 and all are sent.
func (t *Session) Snapshot(dst *Snapshot, since int) {
	w, now := t.shown()
	if since < 0 || since > len(t.curve) {
		since = 0
	}
	dst.Setup, dst.Step, dst.Phase, dst.Exploded, dst.Now = t.Setup, t.run.step, t.run.phase, t.blame, now
	dst.First = since
	dst.Points = append(dst.Points[:0], t.curve[since:]...)
	dst.Params = append(dst.Params[:0], w...)
	dst.Grads = dst.Grads[:0]
	if t.run.phase == Backward && t.View.Back == live {
		dst.Grads = append(dst.Grads, t.run.dw...)
	}
	v := &dst.View
	dst.Twin = dst.Twin[:0]
	if t.twin != nil {
		w, _ := t.twin.shown()
		dst.Twin = append(dst.Twin, w...)
	}
	v.Sample, v.Held, v.Back, v.Dials = t.View.Sample, t.View.Held, t.View.Back, t.View.Dials
	v.Input = append(v.Input[:0], t.View.Input...)
	v.Ring = append(v.Ring[:0], t.View.Ring...)
	v.Holes = append(v.Holes[:0], t.View.Holes...)
}

// Now is the newest measurement that is a number: of the present step, but for the few steps between the loss leaving all bounds and
// the run noticing that it blew up.
func (t *Session) Now() Point {
	_, now := t.shown()
	return now
}

// shown returns the parameters that may be looked at, and their losses: of the present, or of the step that the learner has gone back
// to. Parameters whose loss is no number are shown to nobody; the
// last point of the curve and its parameters stand in for them.
func (t *Session) shown() ([]float32, Point) {
	if t.View.Back >= 0 {
		return t.film.at(t.View.Back)
	}
	if t.now.Step != t.run.step {
		t.measure()
	}
	if n := len(t.curve); n > 0 && !(finite(float64(t.now.Loss)) && finite(float64(t.now.Valid))) {
		return t.good, t.curve[n-1]
	}
	return t.run.w, t.now
}
