package carry

import (
	"archive/zip"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"strings"

	"hourglass/core/ae"
)

// WriteNPZ writes the parameters as an .npz file, which numpy.load reads: a zip archive of one .npy entry for each array of
// the model and a README.txt that lists the layers in order, with what each computes.
//
// Arrays are called as a PyTorch state dict calls them: "encoder.0.weight", "decoder.2.bias", "classifier.weight",
// "critic.0.weight". The number counts the layers of its part, units and dropout among them. But their shapes are ours,
// inputs first: a dense weight is (in, out), so that a layer is x @ weight + bias, a convolution's (kernel, kernel, in,
// out), a transposed convolution's (in, kernel, kernel, out), those of a recurrent layer (in, gates·hidden) and (hidden,
// gates·hidden). A tied layer has a bias alone.
//
// [ReadNPZ] reads it back. Equal models make equal files. The error is that of a count of parameters that is not the model's, of one that is not
// finite, or of w.
func WriteNPZ(w io.Writer, m *ae.Model, params []float32) error {
	if err := check(m, params); err != nil {
		return err
	}
	z := zip.NewWriter(w)
	entry := func(name string, b []byte) error {
		f, err := z.Create(name)
		if err == nil {
			_, err = f.Write(b)
		}
		return err
	}
	if err := entry("README.txt", []byte(describe(m, params))); err != nil {
		return fmt.Errorf("carry: %w", err)
	}
	for _, p := range parts(m, params) {
		for i := p.from; i < p.to; i++ {
			for _, t := range p.tensors(i) {
				if err := entry(t.name+".npy", appendNPY(nil, t)); err != nil {
					return fmt.Errorf("carry: %s: %w", t.name, err)
				}
			}
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("carry: %w", err)
	}
	return nil
}

// appendNPY appends an array of float32 in version 1.0 of NumPy's format (numpy.lib.format): magic, version, the length of
// the header in 2 bytes, a header that reads as a Python dictionary, filled up with spaces so that the numbers begin at a
// multiple of 64 bytes, and the numbers, lowest byte first, last dimension innermost.
func appendNPY(b []byte, t tensor) []byte {
	header := npyHeader(t)
	const before = 10
	header += strings.Repeat(" ", 63-(before+len(header))%64) + "\n"
	b = append(b, "\x93NUMPY\x01\x00"...)
	b = binary.LittleEndian.AppendUint16(b, uint16(len(header)))
	b = append(b, header...)
	return appendFloats(b, t.data)
}

// npyHeader is the header without what fills it up.
func npyHeader(t tensor) string {
	return fmt.Sprintf("{'descr': '<f4', 'fortran_order': False, 'shape': %s, }", tuple(t.shape))
}

func appendFloats(b []byte, data []float32) []byte {
	for _, v := range data {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
	}
	return b
}

// tuple writes a shape as Python does.
func tuple(shape []int) string {
	s := strings.ReplaceAll(strings.Trim(fmt.Sprint(shape), "[]"), " ", ", ")
	if len(shape) == 1 {
		s += ","
	}
	return "(" + s + ")"
}
