package nn

import (
	"errors"
	"strconv"
)

// Up enlarges pictures of Channels, Height and Width by repeating every pixel Factor times in both directions: PyTorch's
// Upsample with its nearest neighbour.
type Up struct{ Channels, Height, Width, Factor int }

// NewUp enlarges pictures of shape in.
func NewUp(in Shape, factor int) Up { return Up{in.Channels, in.Height, in.Width, factor} }

// Plan wants pictures of the layer's own size.
func (l Up) Plan(in Shape) (Plan, error) {
	own := Shape{l.Channels, l.Height, l.Width}
	if own.Channels < 1 || own.Height < 1 || own.Width < 1 || l.Factor < 1 {
		return Plan{}, errors.New("enlarging of " + own.String() + " by " + strconv.Itoa(l.Factor) + " has a size below 1")
	}
	if !fits(own.Channels, own.Height, own.Width, l.Factor, l.Factor) {
		return Plan{}, errors.New("enlarging of " + own.String() + " by " + strconv.Itoa(l.Factor) + " is too large")
	}
	if in != own {
		return Plan{}, errors.New("enlarging wants " + own.String() + " and is given " + in.String())
	}
	return Plan{Out: Shape{l.Channels, l.Height * l.Factor, l.Width * l.Factor}}, nil
}

func (l Up) tiles() tiles {
	return tiles{l.Channels, l.Height, l.Width, l.Factor, l.Height * l.Factor, l.Width * l.Factor}
}

// Forward sets y (rows, height·Factor, width·Factor, channels).
func (l Up) Forward(y, _, x, _, _ []float32, rows int) { l.tiles().spread(y, x, rows) }

// Backward sets each dx to the sum of the dy of its copies.
func (l Up) Backward(dx, _, dy, _, _, _, _, _ []float32, rows int) {
	if dx != nil {
		l.tiles().sum(dx, dy, rows)
	}
}
