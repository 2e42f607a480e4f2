package train

import (
	"errors"
	"math"
	"slices"
	"strconv"

	"hourglass/core/ae"
	"hourglass/core/nn"
	"hourglass/core/opt"
	"hourglass/core/rng"
	"hourglass/core/vec"
)

// Data is what is learnt from: examples side by side, and what is known of each. A mask goes with a masked recipe and labels with a
// classifier: one without the other is refused, as either would be ignored in silence. A trainer keeps the lists that it is given: they
// must stay as they are.
type Data struct {
	X      []float32 // (rows, Input), finite; from 0 to 1 unless the recipe is Linear; where a mask hides an entry, anything
	Mask   []float32 // (rows, Input), 1 where an entry was observed and 0 where not; for a masked recipe, and nil for any other
	Labels []int32   // (rows), negative where no label is known; for a recipe with Label.Classes, and nil for any other
}

// fit finds the number of examples, or says which list is missing, is of the wrong length, or would be read by nobody.
func (d Data) fit(r *ae.Recipe) (rows int, err error) {
	size := r.Input.Size()
	rows = len(d.X) / size
	switch {
	case rows == 0 || len(d.X) != rows*size:
		return 0, errors.New("train: " + strconv.Itoa(len(d.X)) + " numbers of data are no examples of " + strconv.Itoa(size))
	case r.Masked && d.Mask == nil:
		return 0, errors.New("train: the recipe is Masked, and Data.Mask is missing: 1 where an entry was observed")
	case !r.Masked && d.Mask != nil:
		return 0, errors.New("train: the recipe is not Masked and would score what Data.Mask hides")
	case d.Mask != nil && len(d.Mask) != len(d.X):
		return 0, errors.New("train: a mask of " + strconv.Itoa(len(d.Mask)) + " for " + strconv.Itoa(len(d.X)) + " numbers of data")
	case r.Label.Classes > 0 && d.Labels == nil:
		return 0, errors.New("train: the recipe has a classifier, and Data.Labels is missing: -1 where no label is known")
	case r.Label.Classes == 0 && d.Labels != nil:
		return 0, errors.New("train: labels, and Recipe.Label.Classes, the number of classes, is 0")
	case d.Labels != nil && len(d.Labels) != rows:
		return 0, errors.New("train: " + strconv.Itoa(len(d.Labels)) + " labels for " + strconv.Itoa(rows) + " examples")
	}
	return rows, nil
}

// check finds the number of examples, or says what does not fit r or which value cannot be.
func (d Data) check(r *ae.Recipe) (rows int, err error) {
	if rows, err = d.fit(r); err != nil {
		return 0, err
	}
	for i, v := range d.Mask {
		if v != 0 && v != 1 {
			return 0, errors.New("train: entry " + strconv.Itoa(i) + " of the mask is neither 0 nor 1")
		}
	}
	if err := d.checkNumbers(r); err != nil {
		return 0, err
	}
	return rows, checkLabels(d.Labels, r.Label.Classes)
}

// checkKnown refuses data to learn from of which nothing is known.
func (d Data) checkKnown() error {
	if d.Mask != nil && !slices.Contains(d.Mask, 1) {
		return errors.New("train: the mask is 0 throughout: nothing was observed")
	}
	return nil
}

// checkNumbers refuses what is not finite, and what the output cannot reach: without Linear it is a sigmoid's, or BCE's probability.
func (d Data) checkNumbers(r *ae.Recipe) error {
	for i, v := range d.X {
		switch {
		case r.Masked && d.Mask[i] == 0:
		case !finite(float64(v)):
			return errors.New("train: number " + strconv.Itoa(i) + " of the data is not finite")
		case !r.Linear && !(v >= 0 && v <= 1):
			what := ", and a sigmoid output reaches from 0 to 1: scale the data, or make the recipe Linear"
			if r.Loss == nn.BCE {
				what = ", and BCE scores numbers from 0 to 1"
			}
			return errors.New("train: number " + strconv.Itoa(i) + " of the data is " + strconv.FormatFloat(float64(v), 'g', -1, 32) + what)
		}
	}
	return nil
}

// checkLabels refuses labels beyond the classes, which are counted from 0.
func checkLabels(labels []int32, classes int) error {
	for i, l := range labels {
		if int(l) >= classes {
			return errors.New("train: label " + strconv.Itoa(int(l)) + " of example " + strconv.Itoa(i) + " is beyond the " + strconv.Itoa(classes) + " classes, which are counted from 0")
		}
	}
	return nil
}

// rows returns examples from to to-1 as a batch.
func (d Data) rows(from, to, size int) ae.Batch {
	b := ae.Batch{X: d.X[from*size : to*size], Rows: to - from}
	if d.Mask != nil {
		b.Mask = d.Mask[from*size : to*size]
	}
	if d.Labels != nil {
		b.Labels = d.Labels[from:to]
	}
	return b
}

// A Task is everything that a training run starts from.
type Task struct {
	Recipe ae.Recipe
	Data   Data
	Method opt.Method // how a gradient becomes a step
	Batch  int        // examples a step, at least 1; of more than there are, some come twice
	Room   int        // the most that Batch may be turned up to; 0 for Batch
	Seed   uint64
}

// A Trainer turns a task into parameters, a step at a time: the plain loop, for any recipe and any data. A [Session] is one with
// knobs, a log and a curve around it.
//
// Every player of the recipe has an objective of its own and an optimiser with a memory of its own. They look at the same pass and
// move at once. Step allocates nothing. The bits of a run are those of its task, on every machine.
type Trainer struct {
	Model  *ae.Model  // the dials of its recipe may be turned
	Data   Data       // changed by Rework
	Method opt.Method // a dial but for its Kind: call Forget after changing that
	Batch  int        // a dial, from 1 to the room
	Terms  ae.Terms   // of the last step's batch, before the step

	seed    uint64
	rows    int // examples in Data
	room    int // the most that Batch may be
	w, dw   []float32
	players []player
	pass    *ae.Pass   // training
	order   []int32    // examples, shuffled once an epoch
	next    int        // place in order
	deal    rng.Stream // of the order
	noise   rng.Stream
	code    rng.Stream
	batch   Data // room for what is dealt
	now     ae.Batch

	step  int
	phase Phase
}

// A player is one objective: a part of the arena and what moves it.
type player struct {
	ae.Player
	opt *opt.Optimiser
}

// NewTrainer begins a task. It fails on a recipe, data or method that cannot be, and says what: also on a weight of 0, be it beta, an
// amount of noise or momentum, which is taken for one that was forgotten. Who wants to begin at 0, to warm up a divergence, say, turns
// the dial of Model to 0 afterwards.
func NewTrainer(k Task) (*Trainer, error) {
	if err := k.forgotten(); err != nil {
		return nil, err
	}
	return newTrainer(k)
}

// forgotten refuses what was asked for at no price at all.
func (k *Task) forgotten() error {
	r := &k.Recipe
	if len(k.Data.Labels) > 0 && slices.Max(k.Data.Labels) < 0 {
		return errors.New("train: no label is known: all are negative")
	}
	for _, f := range []struct {
		forgot bool
		what   string
	}{
		{r.Noise.Kind != ae.Clean && r.Noise.Amount == 0, "Recipe.Noise.Amount"},
		{(r.Sparse.Kind == ae.SparseL1 || r.Sparse.Kind == ae.SparseKL) && r.Sparse.Weight == 0, "Recipe.Sparse.Weight"},
		{r.Cloud.On && r.Cloud.Beta == 0, "Recipe.Cloud.Beta"},
		{r.Label.Classes > 0 && r.Label.Weight == 0, "Recipe.Label.Weight"},
		{len(r.Critic.Hidden) > 0 && r.Critic.Weight == 0, "Recipe.Critic.Weight"},
		{k.Method.Kind.Keeps() && k.Method.Momentum == 0, "Method.Momentum"},
	} {
		if f.forgot {
			return errors.New("train: " + f.what + " is 0, as if it were not there; to begin at 0, turn it to 0 after NewTrainer")
		}
	}
	return nil
}

// newTrainer is NewTrainer for those whose dials may stand at 0.
func newTrainer(k Task) (*Trainer, error) {
	if k.Room == 0 {
		k.Room = k.Batch
	}
	if err := k.Method.Check(); err != nil {
		return nil, err
	}
	t := &Trainer{Method: k.Method, Batch: k.Batch}
	if err := t.Rework(k.Recipe, k.Data, k.Room); err != nil {
		return nil, err
	}
	t.Restart(k.Seed)
	return t, nil
}

// Rework changes the recipe or the data under a run, or the room for a batch, which must not be less than Batch. The parameters stay,
// and so does what the optimisers remember, where every player moves as many of them as before; otherwise all are zero until Restart.
// A step that was begun is given up, and the dice that it threw stay thrown. It fails, and changes nothing, on what cannot be.
func (t *Trainer) Rework(r ae.Recipe, d Data, room int) error {
	if err := checkBatch(t.Batch, room); err != nil {
		return err
	}
	m, err := ae.New(r)
	if err != nil {
		return err
	}
	rows, err := d.check(&r)
	if err == nil {
		err = d.checkKnown()
	}
	if err != nil {
		return err
	}
	deal := t.Model == nil || rows != t.rows || &d.X[0] != &t.Data.X[0]
	t.Model, t.Data, t.rows = m, d, rows
	if deal {
		t.inOrder()
	}
	if who := m.Players(); !slices.EqualFunc(who, t.players, func(a ae.Player, b player) bool { return a == b.Player }) {
		t.w, t.dw, t.players = make([]float32, m.Params()), make([]float32, m.Params()), nil
		for _, p := range who {
			t.players = append(t.players, player{p, opt.New(t.Method.Kind, p.To-p.From)})
		}
	}
	t.room, t.phase = room, Rest
	t.pass = m.NewPass(room, true)
	t.batch = Data{X: make([]float32, room*r.Input.Size())}
	if d.Mask != nil {
		t.batch.Mask = make([]float32, room*r.Input.Size())
	}
	if d.Labels != nil {
		t.batch.Labels = make([]int32, room)
	}
	return nil
}

// checkBatch refuses a batch for which there is no room, and room for none or for more than anybody needs.
func checkBatch(batch, room int) error {
	const most = 1 << 16
	switch {
	case batch < 1:
		return errors.New("train: a batch of " + strconv.Itoa(batch) + " examples: Batch must be at least 1")
	case batch > room:
		return errors.New("train: a batch of " + strconv.Itoa(batch) + " examples is more than there is room for, " + strconv.Itoa(room))
	case room > most:
		return errors.New("train: room for " + strconv.Itoa(room) + " examples a step, the most is " + strconv.Itoa(most))
	}
	return nil
}

// Restart goes to step 0 with the parameters and the dice of a seed.
func (t *Trainer) Restart(seed uint64) {
	t.seed = seed
	init := rng.New(seed, "init")
	t.Model.Init(t.w, &init)
	for _, p := range t.players {
		p.opt.Reset(t.Method.Kind)
	}
	t.deal, t.noise, t.code = rng.New(seed, "order"), rng.New(seed, "noise"), rng.New(seed, "code")
	t.inOrder()
	t.step, t.phase, t.Terms = 0, Rest, ae.Terms{}
}

// Forget has the optimisers forget what the gradients have left, and go on as the kind that Method asks for; a schedule goes on from where it stands.
func (t *Trainer) Forget() {
	for _, p := range t.players {
		p.opt.Forget(t.Method.Kind)
	}
}

// inOrder lays the examples out unshuffled, all used up, so that the next batch begins with a shuffle.
func (t *Trainer) inOrder() {
	t.order = t.order[:0]
	for i := range t.rows {
		t.order = append(t.order, int32(i))
	}
	t.next = len(t.order)
}

// Step takes one whole step.
func (t *Trainer) Step() {
	for {
		t.Advance()
		if t.phase == Rest {
			return
		}
	}
}

// Advance takes one phase of a step: forward, loss, backward, update. The four are exactly Step.
func (t *Trainer) Advance() {
	switch t.phase {
	case Rest:
		t.now = t.draw()
		t.pass.Forward(t.w, t.now, ae.Dice{Noise: &t.noise, Code: &t.code})
		t.phase = Forward
	case Forward:
		t.Terms = t.pass.Measure(t.w)
		t.phase = Measured
	case Measured:
		vec.Fill(t.dw, 0)
		t.pass.Backward(t.dw, t.w)
		t.phase = Backward
	case Backward:
		for _, p := range t.players {
			p.opt.Step(t.w[p.From:p.To], t.dw[p.From:p.To], t.Method)
		}
		t.phase = Rest
		t.step++
	}
}

// draw copies the next batch, reshuffling when the examples are used up; the last batch of an epoch runs into the next.
func (t *Trainer) draw() ae.Batch {
	if t.Batch < 1 || t.Batch > t.room {
		panic("train: a batch of " + strconv.Itoa(t.Batch) + ", there is room for 1 to " + strconv.Itoa(t.room))
	}
	size := t.Model.Input.Size()
	for r := range t.Batch {
		if t.next == len(t.order) {
			t.deal.Shuffle(t.order)
			t.next = 0
		}
		i := int(t.order[t.next])
		copy(t.batch.X[r*size:(r+1)*size], t.Data.X[i*size:])
		if t.Data.Mask != nil {
			copy(t.batch.Mask[r*size:(r+1)*size], t.Data.Mask[i*size:])
		}
		if t.Data.Labels != nil {
			t.batch.Labels[r] = t.Data.Labels[i]
		}
		t.next++
	}
	return t.batch.rows(0, t.Batch, size)
}

// Params returns the parameters. They are the trainer's own: who changes them changes the run.
func (t *Trainer) Params() []float32 { return t.w }

// Grads returns the gradients of the last step; in the arena's order, like the parameters.
func (t *Trainer) Grads() []float32 { return t.dw }

// At returns the number of steps taken and how far the next one is.
func (t *Trainer) At() (int, Phase) { return t.step, t.phase }

// Hash is a fingerprint of every parameter bit and the step (FNV-1a): equal on every machine for equal runs.
func (t *Trainer) Hash() uint64 { return hash(t.step, t.w) }

func hash(step int, w []float32) uint64 {
	h := uint64(14695981039346656037)
	add := func(v uint32) {
		for s := 0; s < 32; s += 8 {
			h = (h ^ uint64(byte(v>>s))) * 1099511628211
		}
	}
	add(uint32(step))
	for _, v := range w {
		add(math.Float32bits(v))
	}
	return h
}

func finite(v float64) bool { return v-v == 0 }
