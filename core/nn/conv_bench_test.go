package nn

import (
	"testing"

	"hourglass/core/rng"
)

// The layers of a convolutional autoencoder of 28x28 pictures, there and back, for a batch of 32: what a step of training
// costs beside the units and the optimiser.
func BenchmarkConvNet(b *testing.B) {
	const rows = 32
	r := rng.New(1, "test")
	for i, c := range []struct {
		name string
		in   Shape
		l    Layer
	}{
		{"Conv1x28to8x14", Shape{1, 28, 28}, NewConv(Shape{1, 28, 28}, 8, 3, 2, 1)},
		{"Conv8x14to16x7", Shape{8, 14, 14}, NewConv(Shape{8, 14, 14}, 16, 3, 2, 1)},
		{"Dense784to16", Shape{16, 7, 7}, Dense{784, 16}},
		{"Dense16to784", Flat(16), Dense{16, 784}},
		{"ConvT16x7to8x14", Shape{16, 7, 7}, NewConvT(Shape{16, 7, 7}, 8, 3, 2, 1, 1)},
		{"ConvT8x14to1x28", Shape{8, 14, 14}, NewConvT(Shape{8, 14, 14}, 1, 3, 2, 1, 1)},
	} {
		p, err := c.l.Plan(c.in)
		if err != nil {
			b.Fatal(err)
		}
		w, x, dy := normals(&r, params(p)), normals(&r, rows*c.in.Size()), normals(&r, rows*p.Out.Size())
		y, dx, dw, scratch := make([]float32, len(dy)), make([]float32, len(x)), make([]float32, len(w)), make([]float32, p.Scratch)
		if i == 0 {
			dx = nil // nobody asks for the gradient by the picture
		}
		b.Run(c.name+"/forward", func(b *testing.B) {
			for b.Loop() {
				c.l.Forward(y, nil, x, w, scratch, rows)
			}
		})
		b.Run(c.name+"/backward", func(b *testing.B) {
			for b.Loop() {
				c.l.Backward(dx, dw, dy, y, nil, x, w, scratch, rows)
			}
		})
	}
}
