package train

import (
	"errors"
	"unsafe"

	"hourglass/core/ae"
	"hourglass/core/data"
)

// Convolution is what stands between the picture and the dense layers.
type Convolution struct {
	Convs    int // convolutions on each side
	Channels int // of the outermost; each further one has twice as many
	Kernel   int // side, in pixels
	Stride   int // pixels from one place of it to the next
}

var convKnobs = []Knob{
	{at: unsafe.Offsetof(Setup{}.Convs), Name: "convs", Label: "Convolutions", Form: Whole, Min: 0, Max: 3, Restart: true},
	{at: unsafe.Offsetof(Setup{}.Channels), Name: "channels", Label: "Channels", Form: Whole, Min: 1, Max: 16, Restart: true},
	{at: unsafe.Offsetof(Setup{}.Kernel), Name: "kernel", Label: "Kernel", Form: Whole, Min: 1, Max: 7, Restart: true},
	{at: unsafe.Offsetof(Setup{}.Stride), Name: "stride", Label: "Stride", Form: Whole, Min: 1, Max: 3, Restart: true},
}

// add leaves a sequence alone, which takes its input as it comes.
func (p *Convolution) add(r *ae.Recipe) {
	if r.Sequence.Hidden > 0 {
		return
	}
	for i := range p.Convs {
		r.Conv = append(r.Conv, ae.Conv{Channels: p.Channels << i, Kernel: p.Kernel, Stride: p.Stride})
	}
}

func (p *Convolution) check(s *Setup) error {
	switch {
	case p.Convs == 0 || s.State > 0:
	case s.Data.Form() != data.Pictures:
		return errors.New("A convolution wants pictures, whose neighbours lie beside each other.")
	case p.Stride > p.Kernel:
		return errors.New("A stride beyond the kernel passes over pixels: it must be at most the kernel.")
	}
	return nil
}
