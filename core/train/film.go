package train

// live is the step looked at when it is the present one.
const live = -1

// filmFloats is how many numbers a film may keep: 8 MB.
const filmFloats = 2 << 20

// A film keeps parameters of earlier points of the curve, to look back at. When it is full it forgets every second one and from then on
// takes every second offered: so it always spans the whole run, as evenly in points of the curve as its size allows.
type film struct {
	points  []Point
	params  []float32 // (len(points), size)
	size    int
	room    int // the most points it keeps
	every   int // one of so many offered points is kept
	offered int
}

// start forgets everything and makes room for parameters of that size, in the memory that there is where it suffices.
func (f *film) start(size int) {
	room := min(max(filmFloats/size, 8), longCurve)
	if f.points == nil {
		f.points = make([]Point, 0, longCurve)
	}
	if cap(f.params) < room*size {
		f.params = make([]float32, 0, max(filmFloats, room*size))
	}
	f.size, f.room, f.every, f.offered = size, room, 1, 0
	f.points, f.params = f.points[:0], f.params[:0]
}

// offer shows the film a point of the curve. It allocates nothing.
func (f *film) offer(p Point, w []float32) {
	f.offered++
	if (f.offered-1)%f.every != 0 {
		return
	}
	if len(f.points) == f.room {
		f.thin()
		if (f.offered-1)%f.every != 0 {
			return
		}
	}
	f.points = append(f.points, p)
	f.params = append(f.params, w...)
}

// thin forgets every second frame.
func (f *film) thin() {
	n := 0
	for i := 0; i < len(f.points); i += 2 {
		f.points[n] = f.points[i]
		copy(f.params[n*f.size:(n+1)*f.size], f.params[i*f.size:(i+1)*f.size])
		n++
	}
	f.points, f.params = f.points[:n], f.params[:n*f.size]
	f.every *= 2
}

// at returns the frame of the last kept point that is not after step, or of the first.
func (f *film) at(step int) ([]float32, Point) {
	i := len(f.points) - 1
	for i > 0 && f.points[i].Step > step {
		i--
	}
	return f.params[i*f.size : (i+1)*f.size], f.points[i]
}

// Rewind looks at the run, and its twin, as they were at step: as near before it as was kept. Training goes on from the present all the same;
// any step or turned knob comes back to it. A negative step, or one that is not past, does too. Before a knob that changed what the network
// is or sees there is nothing to look at: the parameters of then in the network of now would be a picture of neither.
func (t *Session) Rewind(step int) {
	t.present()
	if t.twin != nil {
		t.twin.Rewind(step)
	}
	if step < 0 || step >= t.run.step {
		return
	}
	_, p := t.film.at(step)
	if p.Step >= t.run.step {
		return
	}
	t.View.Back = p.Step
	t.counts[rewound]++
}

// present comes back from looking back.
func (t *Session) present() {
	t.View.Back = live
	if t.twin != nil {
		t.twin.View.Back = live
	}
}

// Branch retraces the run up to step, to go on from there another way: with the knobs as they stood when it came there, so that what
// was turned at that step is not yet turned, except at the present one. What the learner did counts on. The run itself is left as it is.
func (t *Session) Branch(step int) (*Replay, error) {
	l := Link{Setup: t.Start, Step: min(max(step, 0), t.run.step)}
	for _, e := range t.Log {
		if e.Step < l.Step || l.Step == t.run.step {
			l.Log = append(l.Log, e)
		}
	}
	r, err := Open(l, t.apart...)
	if err != nil {
		return nil, err
	}
	r.Session.copyView(&t.View)
	r.Session.counts = t.counts
	return r, nil
}

// copyView looks at what another run was looked at for.
func (t *Session) copyView(v *View) {
	if len(v.Input) != len(t.View.Input) || len(v.Ring) != len(t.View.Ring) {
		return
	}
	t.View.Sample, t.View.Held = v.Sample, v.Held
	copy(t.View.Input, v.Input)
	copy(t.View.Ring, v.Ring)
	t.View.fit(t.Setup.Neck, t.set) // the same place in a set may be another picture
}
