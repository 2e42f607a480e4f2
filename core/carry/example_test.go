package carry_test

import (
	"bytes"
	"fmt"
	"slices"

	"hourglass/core/ae"
	"hourglass/core/carry"
	"hourglass/core/data"
	"hourglass/core/nn"
	"hourglass/core/opt"
	"hourglass/core/train"
)

// A trained model is kept as a file that numpy.load reads too, and read back: the program holds the recipe, the file the numbers.
func ExampleReadNPZ() {
	set, _ := data.Make(data.Spec{Kind: data.Blobs, Train: 128, Valid: 1, Seed: 7})
	recipe := ae.Recipe{Input: nn.Shape{Channels: 1, Height: 7, Width: 7}, Hidden: []int{16}, Code: 2, Unit: nn.Tanh}
	run, err := train.NewTrainer(train.Task{Recipe: recipe, Data: train.Data{X: set.TrainX()}, Method: opt.Method{Kind: opt.Adam, Rate: 0.01}, Batch: 32, Seed: 7})
	if err != nil {
		fmt.Println(err)
		return
	}
	for range 300 {
		run.Step()
	}
	var file bytes.Buffer // or an *os.File
	if err := carry.WriteNPZ(&file, run.Model, run.Params()); err != nil {
		fmt.Println(err)
		return
	}

	// Elsewhere, later.
	model, err := ae.New(recipe)
	if err != nil {
		fmt.Println(err)
		return
	}
	params, err := carry.ReadNPZ(bytes.NewReader(file.Bytes()), int64(file.Len()), model)
	if err != nil {
		fmt.Println(err)
		return
	}
	copies := train.NewLooker(model, 1, 128).Rebuild(params, set.TrainX())
	same := slices.Equal(copies, run.Looker(128).Rebuild(run.Params(), set.TrainX()))
	fmt.Printf("%d parameters, copies %.3f off, the same to the bit: %v\n", len(params), nn.MSE.Value(copies, set.TrainX()), same)
	// Output: 1715 parameters, copies 0.009 off, the same to the bit: true
}
