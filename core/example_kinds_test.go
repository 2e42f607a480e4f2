package core_test

import (
	"fmt"
	"math"

	"hourglass/core/ae"
	"hourglass/core/data"
	"hourglass/core/nn"
	"hourglass/core/opt"
	"hourglass/core/rng"
	"hourglass/core/train"
)

// A variational autoencoder: the code is a cloud, which Cloud.On asks for and Beta weighs. Whoever draws codes from the standard normal
// distribution and decodes them has pictures that nobody drew.
func Example_variational() {
	set, _ := data.Make(data.Spec{Kind: data.Blobs, Train: 256, Valid: 64, Seed: 7})
	run, err := train.NewTrainer(train.Task{
		Recipe: ae.Recipe{Input: nn.Shape{Channels: 1, Height: 7, Width: 7}, Hidden: []int{32}, Code: 6, Unit: nn.Tanh, Loss: nn.BCE, Cloud: ae.Cloud{On: true, Beta: 1}},
		Data:   train.Data{X: set.TrainX()}, Method: opt.Method{Kind: opt.Adam, Rate: 0.005}, Batch: 32, Seed: 7,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for range 1200 {
		run.Step()
	}
	look := run.Looker(64)
	look.Measure(run.Params(), train.Data{X: set.ValidX()})
	used := 0
	for _, nats := range look.KL() { // what each number of the code costs
		if nats > 0.1 {
			used++
		}
	}
	z, dice := make([]float32, 64*6), rng.New(1, "draw")
	for i := range z {
		z[i] = dice.Normal()
	}
	drawn := look.Decode(run.Params(), z) // 64 pictures of 49 grey values
	fmt.Printf("%d of 6 numbers used, %d grey values drawn\n", used, len(drawn))
	// Output: 2 of 6 numbers used, 3136 grey values drawn
}

// A sequence is copied by recurrent layers: Seq says how many steps of how many features an example has, one step after the other.
func Example_sequence() {
	const steps = 20
	x, dice := make([]float32, 128*steps), rng.New(7, "waves")
	for i := range 128 {
		phase := float64(dice.Range(0, 2*math.Pi))
		for t := range steps {
			x[i*steps+t] = float32(math.Sin(phase + float64(t)/3))
		}
	}
	run, err := train.NewTrainer(train.Task{
		Recipe: ae.Recipe{Input: nn.Seq(steps, 1), Sequence: ae.Sequence{Cell: nn.GRU, Hidden: 12}, Code: 2, Linear: true}, // from -1 to 1: no sigmoid
		Data:   train.Data{X: x}, Method: opt.Method{Kind: opt.Adam, Rate: 0.01, Clip: 1}, Batch: 16, Seed: 7,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	look := run.Looker(128)
	before := look.Measure(run.Params(), run.Data).Copy
	for range 400 {
		run.Step()
	}
	fmt.Printf("mean squared error %.2f before, %.4f after\n", before, look.Measure(run.Params(), run.Data).Copy)
	// Output: mean squared error 0.50 before, 0.0002 after
}

// A masked recipe learns from a table with gaps, and fills them: Mask is 1 where an entry was observed. What lies in a gap is never read,
// so that it may hold NaN as other programs write it.
func Example_masked() {
	const people, films = 200, 12
	truth, dice := make([]float32, people*films), rng.New(7, "ratings")
	for i := range people {
		taste := dice.Range(-1, 1)
		for j := range films {
			truth[i*films+j] = 2 * taste * float32(math.Sin(float64(j))) // stars above or below the mean
		}
	}
	x, mask := make([]float32, len(truth)), make([]float32, len(truth))
	for i, v := range truth {
		x[i] = float32(math.NaN())
		if dice.Float32() < 0.6 {
			x[i], mask[i] = v, 1
		}
	}
	run, err := train.NewTrainer(train.Task{
		Recipe: ae.Recipe{Input: nn.Flat(films), Hidden: []int{16}, Code: 1, Unit: nn.Tanh, Linear: true, Masked: true},
		Data:   train.Data{X: x, Mask: mask}, Method: opt.Method{Kind: opt.Adam, Rate: 0.01}, Batch: 50, Seed: 7,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for range 1500 {
		run.Step()
	}
	full := run.Looker(people).RebuildMasked(run.Params(), x, mask)
	off, spread, gaps := 0.0, 0.0, 0.0
	for i, seen := range mask {
		if seen == 0 {
			off += math.Abs(float64(full[i] - truth[i]))
			spread += math.Abs(float64(truth[i]))
			gaps++
		}
	}
	fmt.Printf("a gap is filled %.2f off; by the mean, %.2f\n", off/gaps, spread/gaps)
	// Output: a gap is filled 0.04 off; by the mean, 0.63
}

// A classifier on the code learns from a few labels, the copy from all examples (semi-supervised learning). Classes are counted from 0, -1
// stands for a label that is not known, and Classify gives probabilities.
func Example_labels() {
	set, _ := data.Make(data.Spec{Kind: data.Moons, Train: 256, Valid: 128, Seed: 7})
	crescent := func(i int) int32 { return int32(min(2*set.Factor(i, 0), 1)) } // the true factor goes along one, then along the other
	labels := make([]int32, 256)
	for i := range labels {
		labels[i] = -1
		if i < 24 {
			labels[i] = crescent(i)
		}
	}
	run, err := train.NewTrainer(train.Task{
		Recipe: ae.Recipe{Input: nn.Flat(2), Hidden: []int{16}, Code: 2, Unit: nn.Tanh, Linear: true, Label: ae.Label{Classes: 2, Weight: 0.1}},
		Data:   train.Data{X: set.TrainX(), Labels: labels}, Method: opt.Method{Kind: opt.Adam, Rate: 0.01}, Batch: 64, Seed: 7,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for range 1500 {
		run.Step()
	}
	p := run.Looker(128).Classify(run.Params(), set.ValidX()) // (128, 2), each row adds up to 1
	right := 0
	for i := range 128 {
		if (p[2*i+1] > 0.5) == (crescent(256+i) == 1) {
			right++
		}
	}
	fmt.Printf("24 labels: %d of 128 right\n", right)
	// Output: 24 labels: 114 of 128 right
}

// A second player, who learns to tell copies from originals (an adversarial autoencoder of the kind of VAE-GAN). Both move in each step;
// Terms holds what each goes down.
func Example_critic() {
	set, _ := data.Make(data.Spec{Kind: data.Bars, Train: 256, Valid: 1, Seed: 7})
	run, err := train.NewTrainer(train.Task{
		Recipe: ae.Recipe{
			Input: nn.Shape{Channels: 1, Height: 7, Width: 7}, Hidden: []int{32}, Code: 4, Unit: nn.Tanh,
			Cloud: ae.Cloud{On: true, Beta: 0.05}, Critic: ae.Adversary{Hidden: []int{16}, Weight: 0.01},
		},
		Data: train.Data{X: set.TrainX()}, Method: opt.Method{Kind: opt.Adam, Rate: 0.003}, Batch: 32, Seed: 7,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range run.Model.Players() {
		fmt.Printf("%s: %d parameters\n", p.Name, p.To-p.From)
	}
	for range 1500 {
		run.Step()
	}
	blind := math.Log(3) - math.Ln2*2/3 // a third of what it looks at are originals: it knows that much
	fmt.Printf("the critic's cross-entropy is %.2f nats; a blind one's would be %.2f\n", run.Terms.Judge, blind)
	// Output:
	// autoencoder: 3641 parameters
	// critic: 817 parameters
	// the critic's cross-entropy is 0.55 nats; a blind one's would be 0.64
}
