package nn

import (
	"errors"
	"strconv"
)

// most is the largest number of float32 numbers that an example, an array or a line of windows may have: a gigabyte. It
// keeps every product of sizes far from overflow.
const most = 1 << 28

// fits reports whether the product of sizes, each at least 1, is at most that.
func fits(sizes ...int) bool {
	n := 1
	for _, s := range sizes {
		if s > most/n {
			return false
		}
		n *= s
	}
	return true
}

// checkKernel fails unless the sizes of a convolution are sizes at all, pictures and weights fit, and it is given what it
// wants.
func checkKernel(name string, own, given Shape, out, kernel, stride, pad int) error {
	if own.Channels < 1 || own.Height < 1 || own.Width < 1 || out < 1 || kernel < 1 || stride < 1 {
		return errors.New(name + " of " + own.String() + " to " + strconv.Itoa(out) + " channels by kernel " + strconv.Itoa(kernel) +
			" and stride " + strconv.Itoa(stride) + " has a size below 1")
	}
	if pad < 0 {
		return errors.New(name + " has a padding of " + strconv.Itoa(pad) + ", below 0")
	}
	if !fits(own.Channels, own.Height, own.Width) || !fits(own.Channels, kernel, kernel, out) || !fits(stride) || pad > most {
		return errors.New(name + " of " + own.String() + " to " + strconv.Itoa(out) + " channels by kernel " + strconv.Itoa(kernel) +
			", stride " + strconv.Itoa(stride) + " and padding " + strconv.Itoa(pad) + " is too large")
	}
	if given != own {
		return errors.New(name + " wants " + own.String() + " and is given " + given.String())
	}
	return nil
}

// fit reports whether a line of windows and the padded picture are of a size that can be held.
func (p patches) fit() bool {
	return fits(p.across, p.kernel, p.kernel, p.channels) && fits(p.channels, p.height+2*p.pad, p.width+2*p.pad)
}
