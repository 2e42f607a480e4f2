package nn

import "hourglass/core/vec"

// patches are the windows that a square kernel sees as it moves over pictures (height, width, channels), padded with zeros
// all round: down lines of across windows each. Written out, a window is a row of kernel·kernel·channels numbers, one kernel
// row after the other, so that a convolution is one product of matrices (im2col, Chellapilla et al. 2006).
//
// Lines are counted through the whole batch: line n·down+i is line i of example n. They are worked through in order, some
// lines at a time; scratch holds the padded picture that the last line belongs to, and before it the windows of these lines.
type patches struct {
	height, width, channels int
	kernel, stride, pad     int
	down, across            int
}

// blockFloats is about how many numbers are written out at a time: 64 kB, which stay in a second-level cache beside what the
// product reads and writes.
const blockFloats = 1 << 14

// size is how many numbers a window has.
func (p patches) size() int { return p.kernel * p.kernel * p.channels }

// lineSize is how many numbers a line of windows has.
func (p patches) lineSize() int { return p.across * p.size() }

// block is how many lines are worked through at a time.
func (p patches) block() int { return max(1, blockFloats/p.lineSize()) }

// wide is how many numbers a row of the padded picture has.
func (p patches) wide() int { return (p.width + 2*p.pad) * p.channels }

// scratch is how much all of this needs.
func (p patches) scratch() int { return p.block()*p.lineSize() + (p.height+2*p.pad)*p.wide() }

// split cuts scratch into room for the windows of lines from to to-1 and the padded picture.
func (p patches) split(scratch []float32, from, to int) (windows, picture []float32) {
	at := p.block() * p.lineSize()
	return scratch[:(to-from)*p.lineSize()], scratch[at : at+(p.height+2*p.pad)*p.wide()]
}

// gather writes out the windows (lines·across, size) of lines from to to-1 of the pictures x.
func (p patches) gather(x, scratch []float32, from, to int) []float32 {
	windows, picture := p.split(scratch, from, to)
	for line := from; line < to; line++ {
		n, i := line/p.down, line%p.down
		if i == 0 {
			clear(picture)
			p.rows(picture, x, n, true)
		}
		p.gatherLine(windows[(line-from)*p.lineSize():], picture[i*p.stride*p.wide():])
	}
	return windows
}

// scatter adds the windows of lines from to to-1 up where they lie, on a ground of one colour (channels), nil for 0, and
// sets those of the pictures x that are finished: the adjoint of gather. Each number adds its terms in the order of the
// windows.
func (p patches) scatter(x, ground, scratch []float32, from, to int) {
	windows, picture := p.split(scratch, from, to)
	for line := from; line < to; line++ {
		n, i := line/p.down, line%p.down
		switch {
		case i == 0 && ground == nil:
			clear(picture)
		case i == 0:
			fillPixels(picture, ground)
		}
		p.scatterLine(picture[i*p.stride*p.wide():], windows[(line-from)*p.lineSize():])
		if i == p.down-1 {
			p.rows(picture, x, n, false)
		}
	}
}

// rows copies example n of x into the padded picture, or out of it.
func (p patches) rows(picture, x []float32, n int, in bool) {
	run := p.width * p.channels
	for i := range p.height {
		inner := picture[(i+p.pad)*p.wide()+p.pad*p.channels:][:run]
		outer := x[(n*p.height+i)*run:][:run]
		if in {
			copy(inner, outer)
		} else {
			copy(outer, inner)
		}
	}
}

// shortRun is the number of floats from which on a copy by call is faster than a loop.
const shortRun = 12

// gatherLine writes out a line of windows; picture begins where the first of them does.
func (p patches) gatherLine(dst, picture []float32) {
	run, wide := p.kernel*p.channels, p.wide()
	if run == 3 && p.kernel == 3 {
		gather3x3(dst, picture, p.across, p.stride, wide)
		return
	}
	for ox := range p.across {
		at := ox * p.stride * p.channels
		for range p.kernel {
			d, s := dst[:run], picture[at:at+run]
			if run >= shortRun {
				copy(d, s)
			} else {
				for k := range d {
					d[k] = s[k]
				}
			}
			dst = dst[run:]
			at += wide
		}
	}
}

// scatterLine adds a line of windows to the picture, which begins where the first of them does.
func (p patches) scatterLine(picture, src []float32) {
	run, wide := p.kernel*p.channels, p.wide()
	if run == 3 && p.kernel == 3 {
		scatter3x3(picture, src, p.across, p.stride, wide)
		return
	}
	for ox := range p.across {
		at := ox * p.stride * p.channels
		for range p.kernel {
			addRun(picture[at:at+run], src[:run])
			src = src[run:]
			at += wide
		}
	}
}

// addRun adds s to d, which is as long; four at a time, since runs are too short for the lanes to be worth a call.
func addRun(d, s []float32) {
	for len(d) >= 4 && len(s) >= 4 {
		d[0] += s[0]
		d[1] += s[1]
		d[2] += s[2]
		d[3] += s[3]
		d, s = d[4:], s[4:]
	}
	for i := range d {
		d[i] += s[i]
	}
}

// gather3x3 is gatherLine for the kernel of three by three on one channel, the usual one on grey pictures: its runs are so
// short that in a browser the loops about them take five times as long as the copying.
func gather3x3(dst, picture []float32, across, stride, wide int) {
	row0, row1, row2 := picture, picture[wide:], picture[2*wide:]
	for at := 0; at < across*stride; at += stride {
		d, a, b, c := dst[:9], row0[at:at+3], row1[at:at+3], row2[at:at+3]
		d[0], d[1], d[2] = a[0], a[1], a[2]
		d[3], d[4], d[5] = b[0], b[1], b[2]
		d[6], d[7], d[8] = c[0], c[1], c[2]
		dst = dst[9:]
	}
}

// scatter3x3 is scatterLine for the same.
func scatter3x3(picture, src []float32, across, stride, wide int) {
	row0, row1, row2 := picture, picture[wide:], picture[2*wide:]
	for at := 0; at < across*stride; at += stride {
		s, a, b, c := src[:9], row0[at:at+3], row1[at:at+3], row2[at:at+3]
		a[0] += s[0]
		a[1] += s[1]
		a[2] += s[2]
		b[0] += s[3]
		b[1] += s[4]
		b[2] += s[5]
		c[0] += s[6]
		c[1] += s[7]
		c[2] += s[8]
		src = src[9:]
	}
}

// fillPixels sets every pixel of y to one colour, doubling what is filled, since a copy of a few channels is mostly a call.
func fillPixels(y, colour []float32) {
	for n := copy(y, colour); n < len(y); n *= 2 {
		copy(y[n:], y[:n])
	}
}

// sumPixels adds to db (channels) the sum of all pixels of dy (lines, across, channels): down each column of all lines
// first, then along the line that this leaves in scratch, so that the lanes are full where channels are few.
func sumPixels(db, dy, scratch []float32, lines, across int) {
	line := scratch[:across*len(db)]
	clear(line)
	vec.SumRows(line, dy, lines)
	vec.SumRows(db, line, across)
}
