package train

import (
	"bufio"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"hourglass/core/ae"
	"hourglass/core/nn"
	"hourglass/core/opt"
	"hourglass/core/zoo"
)

// task is how every kind of the zoo is trained here.
func task(k zoo.Kind) Task {
	return Task{Recipe: k.Recipe, Data: Data{X: k.X, Mask: k.Mask, Labels: k.Labels}, Method: opt.Method{Kind: opt.Adam, Rate: 0.01}, Batch: 20, Seed: 3}
}

func trainer(t testing.TB, k Task) *Trainer {
	t.Helper()
	r, err := NewTrainer(k)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Three hundred steps of every kind of autoencoder: the loss of the batch at steps 0, 1, 2, 5, 10, 20, 50, 100, 200, 299 and the hash
// of all parameters after the last, to the bit. The same test passes with lanes, without, and in a browser's WASM. Every kind learns.
func TestKinds(t *testing.T) {
	const path = "testdata/kinds.txt"
	file, err := os.ReadFile(path)
	if err != nil && !*update {
		t.Fatal(err)
	}
	want := map[string]string{}
	for lines := bufio.NewScanner(strings.NewReader(string(file))); lines.Scan(); {
		name, rest, _ := strings.Cut(lines.Text(), ": ")
		want[name] = rest
	}
	looks := map[int]bool{0: true, 1: true, 2: true, 5: true, 10: true, 20: true, 50: true, 100: true, 200: true, 299: true}
	var all strings.Builder
	for _, k := range zoo.All(t) {
		r := trainer(t, task(k))
		var curve []string
		first, last := 0.0, 0.0
		for s := range 300 {
			r.Step()
			if s < 10 {
				first += r.Terms.Copy / 10
			}
			if s >= 290 {
				last += r.Terms.Copy / 10
			}
			if looks[s] {
				curve = append(curve, strconv.FormatUint(uint64(math.Float32bits(float32(r.Terms.Total))), 16))
			}
		}
		got := strings.Join(curve, " ") + " " + strconv.FormatUint(r.Hash(), 16)
		all.WriteString(k.Name + ": " + got + "\n")
		if got != want[k.Name] && !*update {
			t.Errorf("%s has changed:\n got %s\nwant %s", k.Name, got, want[k.Name])
		}
		t.Logf("%-28s copy %.4f to %.4f, %+v", k.Name, first, last, r.Terms)
		if !(last < 0.9*first) {
			t.Errorf("%s: the copy's loss goes from %v to %v", k.Name, first, last)
		}
	}
	if *update {
		if err := os.WriteFile(path, []byte(all.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// A step of any kind allocates nothing, whatever the optimiser.
func TestTrainerAllocatesNothing(t *testing.T) {
	for i, k := range zoo.All(t) {
		job := task(k)
		job.Method = opt.Method{Kind: opt.Kind(i % len(opt.KindNames)), Rate: 0.001, Momentum: 0.9, Decay: 1e-4, Clip: 1,
			Schedule: opt.Schedule{Kind: opt.Cosine, Warm: 5, Over: 50}}
		if !job.Method.Kind.Keeps() {
			job.Method.Momentum = 0
		}
		r := trainer(t, job)
		l := r.Looker(zoo.Rows)
		r.Step()
		nothing(t, k.Name+" with "+job.Method.Kind.String(), 40, func() {
			r.Step()
			l.Measure(r.Params(), r.Data)
		})
	}
}

// Four phases are one step, and a restart is the same run again.
func TestTrainerPhases(t *testing.T) {
	for _, k := range zoo.All(t) {
		fast, slow := trainer(t, task(k)), trainer(t, task(k))
		for range 6 {
			fast.Step()
			for range phases {
				slow.Advance()
			}
		}
		if fast.Hash() != slow.Hash() {
			t.Errorf("%s: phases and steps differ", k.Name)
		}
		want := fast.Hash()
		fast.Restart(3)
		for range 6 {
			fast.Step()
		}
		if fast.Hash() != want {
			t.Errorf("%s: the same seed gave another run", k.Name)
		}
	}
}

// Looking disturbs nothing, and is the same in blocks of any size but for rounding, also where blocks have seen unlike shares of their
// entries and labels.
func TestLooker(t *testing.T) {
	for _, k := range zoo.All(t) {
		unlike(&k)
		alone, watched := trainer(t, task(k)), trainer(t, task(k))
		whole, blocks := watched.Looker(zoo.Rows), watched.Looker(7)
		for range 10 {
			alone.Step()
			watched.Step()
			a, b := whole.Measure(watched.Params(), watched.Data), blocks.Measure(watched.Params(), watched.Data)
			again := whole.Measure(watched.Params(), watched.Data)
			if a != again {
				t.Fatalf("%s: two looks give %+v and %+v", k.Name, a, again)
			}
			apart := func(a, b float64) bool { return math.Abs(a-b) > 1e-5*(1+a) }
			if apart(a.Copy, b.Copy) || apart(a.Label, b.Label) || apart(a.KL, b.KL) || apart(a.Contract, b.Contract) {
				t.Errorf("%s: %+v at once is %+v in blocks", k.Name, a, b)
			}
			// Prices on what a batch does as one are other numbers for other batches, and nothing else of the total is.
			if k.Recipe.Sparse.Kind != ae.SparseKL && k.Recipe.Cloud.FreeBits == 0 && apart(a.Total, b.Total) {
				t.Errorf("%s: a loss of %v at once is %v in blocks", k.Name, a.Total, b.Total)
			}
			for d, v := range whole.KL() {
				if apart(v, blocks.KL()[d]) {
					t.Errorf("%s: %v nats of number %d at once are %v in blocks", k.Name, v, d, blocks.KL()[d])
				}
			}
		}
		if alone.Hash() != watched.Hash() {
			t.Errorf("%s: looking changed the run", k.Name)
		}
	}
}

// unlike makes the later examples of a kind poorer in what is known of them.
func unlike(k *zoo.Kind) {
	for i := range k.Mask {
		if i > len(k.Mask)/3 && i%3 > 0 {
			k.Mask[i] = 0
		}
	}
	for i := range k.Labels {
		if i > zoo.Rows/2 {
			k.Labels[i] = -1
		}
	}
}

// A step that was begun is given up by Rework: the next is whole.
func TestReworkMidStep(t *testing.T) {
	k := zoo.All(t)[0]
	for begun := range int(phases) {
		r := trainer(t, task(k))
		r.Step()
		for range begun {
			r.Advance()
		}
		if err := r.Rework(k.Recipe, r.Data, r.Batch); err != nil {
			t.Fatal(err)
		}
		if step, phase := r.At(); step != 1 || phase != Rest {
			t.Errorf("begun by %d phases, Rework leaves step %d, phase %d", begun, step, phase)
		}
		r.Step()
		if step, _ := r.At(); step != 2 || !finite(r.Terms.Total) || r.Terms.Total == 0 {
			t.Errorf("begun by %d phases, the next step is %d with %+v", begun, step, r.Terms)
		}
		for i, v := range r.Params() {
			if !finite(float64(v)) {
				t.Fatalf("begun by %d phases, parameter %d is %v after the next step", begun, i, v)
			}
		}
	}
}

// Rework keeps parameters where every player moves as many as before, and only there; and it keeps room for the batch.
func TestRework(t *testing.T) {
	k := zoo.All(t)[0]
	r := trainer(t, task(k))
	r.Step()
	before := r.Hash()
	if err := r.Rework(k.Recipe, r.Data, r.Batch-1); err == nil || !strings.Contains(err.Error(), "a batch of 20 examples is more than there is room for, 19") {
		t.Errorf("room for fewer than a batch: %v", err)
	}
	if err := r.Rework(k.Recipe, r.Data, 1<<17); err == nil {
		t.Error("room without end is taken")
	}
	bent := k.Recipe
	bent.Unit = nn.ReLU
	if err := r.Rework(bent, r.Data, 25); err != nil || r.Hash() != before {
		t.Errorf("another unit changes parameters: %v", err)
	}
	r.Batch = 25
	r.Step()
	// A larger classifier and a smaller critic, or the other way round: as many parameters in all, of other players.
	first, second := k.Recipe, k.Recipe
	first.Input, second.Input, first.Hidden, second.Hidden, first.Code, second.Code = nn.Flat(2), nn.Flat(2), nil, nil, 2, 2
	first.Unit, second.Unit = nn.Linear, nn.Linear
	first.Label, first.Critic = ae.Label{Classes: 6}, ae.Adversary{Hidden: []int{1}}
	second.Label, second.Critic = ae.Label{Classes: 2}, ae.Adversary{Hidden: []int{4}}
	x, sizes := Data{X: make([]float32, 40), Labels: make([]int32, 20)}, []int{}
	for _, recipe := range []ae.Recipe{first, second} {
		m, err := ae.New(recipe)
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Rework(recipe, x, 25); err != nil {
			t.Fatal(err)
		}
		r.Restart(1)
		r.Step()
		sizes = append(sizes, m.Params())
		for i, p := range m.Players() {
			if r.players[i].Player != p {
				t.Errorf("player %+v still moves what belongs to %+v", r.players[i].Player, p)
			}
		}
	}
	if sizes[0] != sizes[1] {
		t.Errorf("%d parameters and %d: this test wants as many", sizes[0], sizes[1])
	}
}

// Dials that are turned beyond what there is say so at once.
func TestDialsBeyond(t *testing.T) {
	for _, c := range []struct {
		want string
		turn func(*Trainer)
	}{
		{"train: a batch of 21, there is room for 1 to 20", func(r *Trainer) { r.Batch = 21 }},
		{"train: a batch of 0, there is room for 1 to 20", func(r *Trainer) { r.Batch = 0 }},
		{"opt: a step of SGD by an optimiser that was reset to Adam", func(r *Trainer) { r.Method.Kind = opt.SGD }},
	} {
		r := trainer(t, task(zoo.All(t)[0]))
		r.Step()
		c.turn(r)
		func() {
			defer func() {
				if got := recover(); got != c.want {
					t.Errorf("%v, want %q", got, c.want)
				}
			}()
			r.Step()
		}()
	}
	r := trainer(t, task(zoo.All(t)[0]))
	r.Method.Kind = opt.SGD
	r.Forget()
	r.Step()
}

// Of a masked recipe what was not observed may be anything.
func TestUnreadData(t *testing.T) {
	for _, k := range zoo.All(t) {
		want := trainer(t, task(k))
		if k.Mask != nil {
			k.X = append([]float32(nil), k.X...)
			for i, v := range k.Mask {
				if v == 0 {
					k.X[i] = []float32{float32(math.NaN()), -3, float32(math.Inf(1))}[i%3]
				}
			}
		}
		got := trainer(t, task(k))
		for range 5 {
			want.Step()
			got.Step()
		}
		if got.Hash() != want.Hash() {
			t.Errorf("%s: what nobody reads changes the run", k.Name)
		}
	}
}

// Memory stays flat over a long run: what two hundred steps have allocated is all that a hundred thousand need, or ten thousand in a short round.
func TestMemoryFlat(t *testing.T) {
	steps := 50_000
	if testing.Short() {
		steps = 5_000
	}
	r := trainer(t, task(zoo.All(t)[0]))
	for range 200 {
		r.Step()
	}
	if n := testing.AllocsPerRun(1, func() {
		for range steps {
			r.Step()
		}
	}); n != 0 { // AllocsPerRun runs it twice
		t.Errorf("%v allocations in a long run", n)
	}
}

// Every field of a task, given a value that cannot be or that would pass in silence, is refused in one sentence that says where. The
// tasks that they change are sound.
func TestTaskRefused(t *testing.T) {
	kinds := map[string]zoo.Kind{}
	for _, k := range zoo.All(t) {
		kinds[k.Name] = k
	}
	nan := float32(math.NaN())
	set := func(at int, v float32) func(*Task) {
		return func(k *Task) {
			k.Data.X = append([]float32(nil), k.Data.X...)
			k.Data.X[at] = v
		}
	}
	for _, c := range []struct {
		kind, want string
		change     func(*Task)
	}{
		{"plain", "ae: code: width 0", func(k *Task) { k.Recipe.Code = 0 }},
		{"plain", "50 numbers of data are no examples of 49", func(k *Task) { k.Data.X = k.Data.X[:50] }},
		{"plain", "0 numbers of data are no examples of 49", func(k *Task) { k.Data.X = nil }},
		{"plain", "number 77 of the data is not finite", set(77, nan)},
		{"linear", "number 77 of the data is not finite", set(77, float32(math.Inf(-1)))},
		{"plain", "number 7 of the data is 200, and a sigmoid output reaches from 0 to 1: scale the data, or make the recipe Linear", set(7, 200)},
		{"L1 loss", "number 7 of the data is -0.25, and a sigmoid output", set(7, -0.25)},
		{"GRU, writing", "number 7 of the data is 1.5, and a sigmoid output", set(7, 1.5)},
		{"variational", "number 50 of the data is -0.5, and BCE scores numbers from 0 to 1", set(50, -0.5)},

		{"plain", "the recipe is not Masked and would score what Data.Mask hides", func(k *Task) { k.Data.Mask = make([]float32, len(k.Data.X)) }},
		{"imputing", "the recipe is Masked, and Data.Mask is missing", func(k *Task) { k.Data.Mask = nil }},
		{"imputing", "a mask of 3 for 4704 numbers", func(k *Task) { k.Data.Mask = make([]float32, 3) }},
		{"imputing", "entry 4703 of the mask is neither 0 nor 1", func(k *Task) { k.Data.Mask = append(make([]float32, len(k.Data.X)-1), 0.5) }},
		{"imputing", "the mask is 0 throughout", func(k *Task) { k.Data.Mask = make([]float32, len(k.Data.X)) }},

		{"plain", "labels, and Recipe.Label.Classes, the number of classes, is 0", func(k *Task) { k.Data.Labels = make([]int32, zoo.Rows) }},
		{"few labels", "the recipe has a classifier, and Data.Labels is missing", func(k *Task) { k.Data.Labels = nil }},
		{"few labels", "2 labels for 96 examples", func(k *Task) { k.Data.Labels = []int32{0, 1} }},
		{"few labels", "label 2 of example 95 is beyond the 2 classes, which are counted from 0", func(k *Task) { k.Data.Labels = append(make([]int32, zoo.Rows-1), 2) }},
		{"few labels", "no label is known", func(k *Task) { k.Data.Labels = slices.Repeat([]int32{-1}, zoo.Rows) }},

		{"plain", "a batch of 0 examples: Batch must be at least 1", func(k *Task) { k.Batch = 0 }},
		{"plain", "a batch of -1 examples: Batch must be at least 1", func(k *Task) { k.Batch = -1 }},
		{"plain", "a batch of 9 examples is more than there is room for, 5", func(k *Task) { k.Batch, k.Room = 9, 5 }},
		{"plain", "a batch of 20 examples is more than there is room for, -5", func(k *Task) { k.Room = -5 }},
		{"plain", "room for 131072 examples a step, the most is 65536", func(k *Task) { k.Room = 1 << 17 }},

		{"plain", "opt: a rate of 0 moves nothing", func(k *Task) { k.Method.Rate = 0 }},
		{"plain", "opt: the rate must be finite", func(k *Task) { k.Method.Rate = nan }},
		{"plain", "opt: Adam keeps no momentum", func(k *Task) { k.Method.Momentum = 0.9 }},
		{"plain", "Method.Momentum is 0, as if it were not there", func(k *Task) { k.Method.Kind = opt.Nesterov }},
		{"denoising, masking", "Recipe.Noise.Amount is 0", func(k *Task) { k.Recipe.Noise.Amount = 0 }},
		{"denoising, masking", "amount of masking noise must lie between 0 and 1", func(k *Task) { k.Recipe.Noise.Amount = 1.5 }},
		{"sparse, L1", "Recipe.Sparse.Weight is 0", func(k *Task) { k.Recipe.Sparse.Weight = 0 }},
		{"sparse, KL", "Recipe.Sparse.Weight is 0", func(k *Task) { k.Recipe.Sparse.Weight = 0 }},
		{"variational", "Recipe.Cloud.Beta is 0", func(k *Task) { k.Recipe.Cloud.Beta = 0 }},
		{"variational", "beta must lie between", func(k *Task) { k.Recipe.Cloud.Beta = nan }},
		{"few labels", "Recipe.Label.Weight is 0", func(k *Task) { k.Recipe.Label.Weight = 0 }},
		{"two players", "Recipe.Critic.Weight is 0", func(k *Task) { k.Recipe.Critic.Weight = 0 }},
	} {
		k, ok := kinds[c.kind]
		if !ok {
			t.Fatalf("no kind is called %q", c.kind)
		}
		job := task(k)
		trainer(t, job)
		c.change(&job)
		if _, err := NewTrainer(job); err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want a sentence with %q", c.kind, err, c.want)
		}
	}
}

// Weights that are refused as forgotten may be turned to 0 afterwards, and a step then stands still where the rate is 0.
func TestDialsToZero(t *testing.T) {
	for _, k := range zoo.All(t) {
		r := trainer(t, task(k))
		r.Model.Noise.Amount, r.Model.Sparse.Weight, r.Model.Cloud.Beta, r.Model.Label.Weight, r.Model.Critic.Weight, r.Method.Rate = 0, 0, 0, 0, 0, 0
		before := slices.Clone(r.Params())
		r.Step()
		if !slices.Equal(r.Params(), before) || !finite(r.Terms.Total) {
			t.Errorf("%s: a step at a rate of 0 moves, or costs %v", k.Name, r.Terms.Total)
		}
	}
}
