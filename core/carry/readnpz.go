package carry

import (
	"archive/zip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"

	"hourglass/core/ae"
)

// ReadNPZ returns the parameters (Params) that [WriteNPZ] wrote of a model like m: of the same recipe, which the file does not hold. So a
// model is kept as its recipe in a program and its numbers in a file. Also what other programs wrote is read, where it has the same
// names, with the shapes that WriteNPZ gives them, in numbers of type <f4; entries of other names are passed over.
//
// It fails where r, of size bytes, is no zip archive, where an array is missing or of another shape or type, and where a number is not
// finite. It holds no more than the model's own numbers, whatever a file says of its sizes.
func ReadNPZ(r io.ReaderAt, size int64, m *ae.Model) ([]float32, error) {
	if m == nil || m.Net == nil {
		return nil, errModel
	}
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, fmt.Errorf("carry: %w", err)
	}
	files := map[string]*zip.File{}
	for _, f := range z.File {
		files[f.Name] = f
	}
	params := make([]float32, m.Params())
	for _, p := range parts(m, params) {
		for i := p.from; i < p.to; i++ {
			for _, t := range p.tensors(i) {
				f := files[t.name+".npy"]
				if f == nil {
					return nil, fmt.Errorf("carry: the file holds no array %s", t.name)
				}
				if err := readEntry(f, t); err != nil {
					return nil, fmt.Errorf("carry: %s: %w", t.name, err)
				}
			}
		}
	}
	return params, nil
}

// readEntry fills t from an entry of a file.
func readEntry(f *zip.File, t tensor) error {
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	return readNPY(r, t)
}

// readNPY fills t from an array in version 1.0, 2.0 or 3.0 of NumPy's format, whose headers differ in the length of their length alone.
func readNPY(r io.Reader, t tensor) error {
	var head [12]byte
	if _, err := io.ReadFull(r, head[:10]); err != nil || string(head[:6]) != "\x93NUMPY" {
		return errors.New("it is no array of NumPy's")
	}
	length := int64(binary.LittleEndian.Uint16(head[8:]))
	if head[6] > 1 {
		if _, err := io.ReadFull(r, head[10:]); err != nil {
			return errors.New("its header is cut off")
		}
		length = int64(binary.LittleEndian.Uint32(head[8:]))
	}
	const most = 1 << 16
	if head[6] < 1 || head[6] > 3 || length > most {
		return fmt.Errorf("version %d of the format, with a header of %d bytes, is not known", head[6], length)
	}
	header := make([]byte, length)
	if _, err := io.ReadFull(r, header); err != nil {
		return errors.New("its header is cut off")
	}
	// NumPy writes the keys of the dictionary in this order, always the same way.
	if got, want := strings.TrimSpace(string(header)), npyHeader(t); got != want {
		return fmt.Errorf("it is %.200s, want %s", got, want)
	}
	raw := make([]byte, 4*len(t.data))
	if n, err := io.ReadFull(r, raw); err != nil {
		return fmt.Errorf("%d bytes of %d: %w", n, len(raw), err)
	}
	// To the end, where the archive checks its sum.
	if n, err := io.Copy(io.Discard, io.LimitReader(r, 1)); err != nil {
		return err
	} else if n > 0 {
		return fmt.Errorf("more than %d bytes", len(raw))
	}
	for i := range t.data {
		v := math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:]))
		if v-v != 0 {
			return fmt.Errorf("number %d is not finite", i)
		}
		t.data[i] = v
	}
	return nil
}
