package core_test

import (
	"fmt"

	"hourglass/core/ae"
	"hourglass/core/data"
	"hourglass/core/nn"
	"hourglass/core/opt"
	"hourglass/core/rng"
	"hourglass/core/train"
)

// A denoising autoencoder learns to mend pictures of bars with a third of their pixels gone. The losses have the same bits on every
// machine, so they can stand here.
func Example() {
	set, _ := data.Make(data.Spec{Kind: data.Bars, Train: 256, Valid: 64, Seed: 7})
	noise := ae.Noise{Kind: ae.Masking, Amount: 0.33}
	recipe := ae.Recipe{Input: nn.Shape{Channels: 1, Height: 7, Width: 7}, Hidden: []int{32}, Code: 8, Unit: nn.Tanh, Noise: noise}
	run, err := train.NewTrainer(train.Task{Recipe: recipe, Data: train.Data{X: set.TrainX()}, Method: opt.Method{Kind: opt.Adam, Rate: 0.005}, Batch: 32, Seed: 7})
	if err != nil {
		fmt.Println(err)
		return
	}
	for range 3000 {
		run.Step()
	}

	// Pictures that it never saw, torn by dice that it never saw.
	torn, dice := make([]float32, len(set.ValidX())), rng.New(8, "example")
	noise.Tear(torn, set.ValidX(), &dice)
	mended := run.Looker(64).Rebuild(run.Params(), torn)
	fmt.Printf("torn %.4f, mended %.4f\n", nn.MSE.Value(torn, set.ValidX()), nn.MSE.Value(mended, set.ValidX()))
	// Output: torn 0.0612, mended 0.0067
}

// A session is a run with knobs, as the course uses it: what it did can be told in a link and retraced to the last bit.
func Example_session() {
	setup := train.Default()
	setup.Seed, setup.Neck = 7, 2
	run, err := train.New(setup)
	if err != nil {
		fmt.Println(err)
		return
	}
	for range 1000 {
		run.Step()
	}
	fmt.Printf("step %d: loss %.6f, %.6f on pictures never trained on\n", run.Now().Step, run.Now().Loss, run.Now().Valid)
	// Output: step 1000: loss 0.031682, 0.035064 on pictures never trained on
}
