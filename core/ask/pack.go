package ask

import (
	"errors"

	"hourglass/core/ae"
	"hourglass/core/squeeze"
	"hourglass/core/train"
)

// Pictures as a file that opens by itself: their cut codes, and the decoder.

// decoder is that of the network that is shown.
func (r *Run) decoder() []float32 {
	m, _, w := r.Network()
	return Decoder(m, w)
}

// Pack writes the examples for validation as a file, cut as the dial "bits" says.
func (r *Run) Pack() ([]byte, squeeze.Sizes, error) {
	if !r.Squeezes() {
		return nil, squeeze.Sizes{}, errors.New("Pictures alone can be saved, and each must be whole.")
	}
	bits := r.dialled()
	cells := &r.cutTo(bits).cells[bits]
	setup := r.Setup
	f := squeeze.File{Setup: train.Link{Setup: setup}.Text(train.Default()), Weights: r.decoder(), Cells: *cells, Rows: r.Set().Valid}
	for i, v := range r.codes() {
		f.Codes = append(f.Codes, uint8(cells.Of(i%setup.Neck, v)))
	}
	b, s := f.Append(nil)
	return b, s, nil
}

// An Unpacked file: its pictures as they come back, and what network painted them.
type Unpacked struct {
	Setup    train.Setup
	Pictures []float32 // (Rows, Dim)
	Rows     int
	Bits     int // a picture, by its numbers and the bits of each
	Sizes    squeeze.Sizes
}

// Unpack opens a file that Pack wrote, by what it holds alone. Of other bytes it says what is the matter.
func Unpack(b []byte) (*Unpacked, error) {
	f, err := squeeze.Read(b)
	if err != nil {
		return nil, err
	}
	none := errors.New("The file asks for a network that this course does not know.")
	link, err := train.ParseLink(f.Setup, train.Default())
	if err != nil || !Squeezable(&link.Setup) || link.Setup.Neck != len(f.Low) {
		return nil, none
	}
	m, err := ae.New(link.Setup.Recipe())
	if err != nil {
		return nil, none
	}
	w := make([]float32, m.Params())
	to := Decoder(m, w)
	if len(to) != len(f.Weights) {
		return nil, none
	}
	copy(to, f.Weights)
	_, sizes := f.Append(nil)
	u := &Unpacked{Setup: link.Setup, Rows: f.Rows, Bits: len(f.Low) * f.Bits, Sizes: sizes}
	u.Pictures = append(u.Pictures, m.Decode(m.Net.NewMemory(f.Rows, false), w, f.Cut(nil), f.Rows)...)
	for _, v := range u.Pictures {
		if v-v != 0 {
			return nil, errors.New("The file's network paints nothing that can be seen.")
		}
	}
	return u, nil
}
