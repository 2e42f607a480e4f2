package train

// Looking back along a run by what its film kept, and going on from an earlier step by retracing its log.

// live is the step looked at when it is the present one.
const live = -1

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
	t.counts[Rewound]++
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
	t.dialled(v.Dials)
	if len(v.Input) != len(t.View.Input) || len(v.Ring) != len(t.View.Ring) {
		return
	}
	t.View.Sample, t.View.Held = v.Sample, v.Held
	copy(t.View.Input, v.Input)
	copy(t.View.Ring, v.Ring)
	copy(t.View.Holes, v.Holes)
	t.View.fit(t.Setup.Neck, t.set) // the same place in a set may be another picture
}
