// Package measured holds the files of the data sets that were measured, for programs that need not fetch them: importing it supplies them all. No
// program of the page does.
//
// ecg208.u16.gz is five minutes of lead MLII of record 208 of the MIT-BIH Arrhythmia Database (G. B. Moody, R. G. Mark, 2001; PhysioNet), 19:35 to 24:35, as
// SciPy ships it: 108,000 samples, 360 a second, little-endian, of which (v - 1024) / 200 is the millivolt. Open Data Commons Attribution License 1.0.
//
// digits.csv.gz are the 1,797 digits of the test part of Optical Recognition of Handwritten Digits (E. Alpaydin, C. Kaynak, 1998; UCI), as scikit-learn ships
// them: 64 pixels from 0 to 16 and the digit in a row. CC BY 4.0.
//
// clothes.u8.gz are the first 150 of each kind among Fashion-MNIST's test pictures (Zalando Research, 2017), in the order of its file: 28x28 made 14x14 by
// the mean of each four pixels, rounded to the nearest of 256 greys, a half up; 196 bytes and the kind for each. MIT.
//
// penguins.csv.gz are the 344 penguins of palmerpenguins (K. Gorman et al., 2014). CC0.
package measured

import (
	"bytes"
	"compress/gzip"
	"embed"
	"io"

	"hourglass/core/data"
)

// Files are packed as they lie beside the page, by their name there.
//
//go:embed *.gz
var Files embed.FS

func init() {
	for i := range data.KindNames {
		k := data.Kind(i)
		if f := k.File(); f != nil {
			if err := supply(k, f.Name+".gz"); err != nil {
				panic(err)
			}
		}
	}
}

func supply(k data.Kind, name string) error {
	packed, err := Files.ReadFile(name)
	if err != nil {
		return err
	}
	unzip, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return err
	}
	raw, err := io.ReadAll(unzip)
	if err != nil {
		return err
	}
	return data.Supply(k, raw)
}
