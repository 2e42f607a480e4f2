package core_test

import (
	"fmt"

	"hourglass/core/train"
)

// An autoencoder learns to squeeze pictures of bars through two numbers. The loss has the same bits on every machine, so it can
// stand here.
func Example() {
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
