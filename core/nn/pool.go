package nn

import (
	"errors"
	"strconv"

	"hourglass/core/vec"
)

// MaxPool keeps the largest number of each square of Size by Size pixels, for each of Channels on its own. Rows and columns
// at the end that do not fill a square are dropped, as PyTorch's MaxPool2d drops them. The gradient goes to the number that
// was kept, the first one among equals; what is not a number counts as larger than any.
type MaxPool struct{ Channels, Height, Width, Size int }

// NewMaxPool pools pictures of shape in.
func NewMaxPool(in Shape, size int) MaxPool {
	return MaxPool{in.Channels, in.Height, in.Width, size}
}

// Plan wants pictures of the layer's own size, at least one square of them.
func (l MaxPool) Plan(in Shape) (Plan, error) {
	return l.tiles().plan("max pooling", Shape{l.Channels, l.Height, l.Width}, in)
}

func (l MaxPool) tiles() tiles {
	return tiles{l.Channels, l.Height / max(l.Size, 1), l.Width / max(l.Size, 1), l.Size, l.Height, l.Width}
}

// Forward sets y (rows, height/Size, width/Size, channels).
func (l MaxPool) Forward(y, _, x, _, _ []float32, rows int) {
	t := l.tiles()
	for line := range rows * t.down {
		t.largest(y[line*t.across*l.Channels:], nil, x[t.at(line):])
	}
}

// Backward finds the largest anew and sets dx.
func (l MaxPool) Backward(dx, _, dy, _, _, x, _, _ []float32, rows int) {
	if dx == nil {
		return
	}
	t := l.tiles()
	clear(dx[:rows*l.Height*l.Width*l.Channels])
	for line := range rows * t.down {
		t.largest(dy[line*t.across*l.Channels:], dx[t.at(line):], x[t.at(line):])
	}
}

// AvgPool is the mean of each square of Size by Size pixels, for each of Channels on its own. Rows and columns at the end
// that do not fill a square are dropped, as PyTorch's AvgPool2d drops them.
type AvgPool struct{ Channels, Height, Width, Size int }

// NewAvgPool pools pictures of shape in.
func NewAvgPool(in Shape, size int) AvgPool {
	return AvgPool{in.Channels, in.Height, in.Width, size}
}

// Plan wants pictures of the layer's own size, at least one square of them.
func (l AvgPool) Plan(in Shape) (Plan, error) {
	return l.tiles().plan("average pooling", Shape{l.Channels, l.Height, l.Width}, in)
}

func (l AvgPool) tiles() tiles { return MaxPool(l).tiles() }

// Forward sets y (rows, height/Size, width/Size, channels).
func (l AvgPool) Forward(y, _, x, _, _ []float32, rows int) {
	t := l.tiles()
	t.sum(y, x, rows)
	y = y[:rows*t.down*t.across*l.Channels]
	vec.Scale(y, 1/float32(l.Size*l.Size), y)
}

// Backward shares each dy among its square.
func (l AvgPool) Backward(dx, _, dy, _, _, _, _, _ []float32, rows int) {
	if dx == nil {
		return
	}
	t := l.tiles()
	t.spread(dx, dy, rows)
	dx = dx[:rows*l.Height*l.Width*l.Channels]
	vec.Scale(dx, 1/float32(l.Size*l.Size), dx)
}

// tiles are the squares of size by size pixels, down lines of across squares each, that cover pictures (height, width,
// channels) from the top left without overlap, as far as they go. A picture of one pixel a square is called the small one.
// Lines are counted through the whole batch.
type tiles struct{ channels, down, across, size, height, width int }

func (t tiles) plan(name string, own, given Shape) (Plan, error) {
	if own.Channels < 1 || own.Height < 1 || own.Width < 1 || t.size < 1 {
		return Plan{}, errors.New(name + " of " + own.String() + " by " + strconv.Itoa(t.size) + " has a size below 1")
	}
	if !fits(own.Channels, own.Height, own.Width) {
		return Plan{}, errors.New(name + " of " + own.String() + " is too large")
	}
	if given != own {
		return Plan{}, errors.New(name + " wants " + own.String() + " and is given " + given.String())
	}
	if t.down < 1 || t.across < 1 {
		return Plan{}, errors.New(name + " by " + strconv.Itoa(t.size) + " finds no room in " + own.String())
	}
	return Plan{Out: Shape{t.channels, t.down, t.across}}, nil
}

// at is where a line begins in a batch of pictures.
func (t tiles) at(line int) int {
	return (line/t.down*t.height + line%t.down*t.size) * t.width * t.channels
}

// largest sets small, a line of the small pictures, to the largest number of each square of x, and if large is not nil does
// the opposite: it puts small where in large that number lies.
func (t tiles) largest(small, large, x []float32) {
	channels, wide, out := t.channels, t.width*t.channels, 0
	for ox := range t.across {
		for c := range channels {
			first := ox*t.size*channels + c
			best := first
			if t.size == 2 { // the usual one, without loops that cost more than the numbers
				best = larger(x, best, first+channels)
				best = larger(x, best, first+wide)
				best = larger(x, best, first+wide+channels)
			} else {
				for k := range t.size * t.size {
					best = larger(x, best, first+k/t.size*wide+k%t.size*channels)
				}
			}
			if large == nil {
				small[out] = x[best]
			} else {
				large[best] = small[out]
			}
			out++
		}
	}
}

// larger is the place of the larger of two numbers of x: i among equals. What is not a number is larger than any.
func larger(x []float32, i, j int) int {
	if a, b := x[i], x[j]; b <= a || a != a {
		return i
	}
	return j
}

// sum sets each pixel of the small pictures to the sum of its square of the large ones, row by row.
func (t tiles) sum(small, large []float32, rows int) {
	clear(small[:rows*t.down*t.across*t.channels])
	step := t.size * t.channels
	for line := range rows * t.down {
		out := small[line*t.across*t.channels:]
		at := t.at(line)
		for sy := range t.size {
			row := large[at+sy*t.width*t.channels:]
			for sx := range t.size {
				addRuns(out, t.channels, row[sx*t.channels:], step, t.channels, t.across)
			}
		}
	}
}

// spread sets all pixels of a square of the large pictures to its pixel of the small ones, and those of no square to 0.
func (t tiles) spread(large, small []float32, rows int) {
	if t.down*t.size < t.height || t.across*t.size < t.width {
		clear(large[:rows*t.height*t.width*t.channels])
	}
	step, wide := t.size*t.channels, t.across*t.size*t.channels
	for line := range rows * t.down {
		first := large[t.at(line):]
		for sx := range t.size {
			copyRuns(first[sx*t.channels:], step, small[line*t.across*t.channels:], t.channels, t.channels, t.across)
		}
		for sy := 1; sy < t.size; sy++ {
			copy(first[sy*t.width*t.channels:], first[:wide])
		}
	}
}

// copyRuns copies count runs of numbers, the first of each ds and ss numbers after that of the last.
func copyRuns(dst []float32, ds int, src []float32, ss int, run, count int) {
	for i := range count {
		d, s := dst[i*ds:i*ds+run], src[i*ss:i*ss+run]
		for k := range d {
			d[k] = s[k]
		}
	}
}

// addRuns adds where copyRuns copies.
func addRuns(dst []float32, ds int, src []float32, ss int, run, count int) {
	for i := range count {
		addRun(dst[i*ds:i*ds+run], src[i*ss:i*ss+run])
	}
}
