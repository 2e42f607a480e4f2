package data

import (
	"errors"
	"strconv"
	"sync/atomic"

	"hourglass/core/rng"
)

// A File holds the measurements of a set that people took of nature, where others are drawn from a seed. It lies beside the page and is fetched when
// the set is chosen: whoever runs the core hands it over by [Supply].
type File struct {
	Name    string // beside the page
	Bytes   int    // unpacked
	Rows    int    // examples in it
	Sum     uint64 // FNV-1a of the unpacked bytes: the same bits for everybody
	Source  string // who took the measurements
	Licence string
	Link    string // where they come from
	read    func(raw []byte) *examples
}

// examples are all that a file holds, in the order of the file.
type examples struct {
	raw     []byte
	x       []float32 // (rows, Dim)
	factors []float32 // (rows, names)
	mask    []float32 // (rows, Dim), 1 where an entry was observed; nil where all were
}

var files = [kindCount]*File{
	Heart: {
		Name: "ecg208.u16", Bytes: 216_000, Rows: 498, Sum: 0x96d73d45ca5d7b59,
		Source:  "MIT-BIH Arrhythmia Database, record 208, lead MLII, 19:35 to 24:35 (G. B. Moody, R. G. Mark, 2001)",
		Licence: "ODC-By 1.0",
		Link:    "https://physionet.org/content/mitdb/1.0.0/",
		read:    beatsOf,
	},
	Handwritten: {
		Name: "digits.csv", Bytes: 264_712, Rows: 1797, Sum: 0x0b6db7d4442bbc5d,
		Source:  "Optical Recognition of Handwritten Digits, test part (E. Alpaydin, C. Kaynak, 1998; UCI)",
		Licence: "CC BY 4.0",
		Link:    "https://archive.ics.uci.edu/dataset/80/optical+recognition+of+handwritten+digits",
		read:    digitsOf,
	},
	Clothes: {
		Name: "clothes.u8", Bytes: 295_500, Rows: 1500, Sum: 0x873b764341e17e9c,
		Source:  "Fashion-MNIST, the first 150 test pictures of each kind, at half their size (H. Xiao, K. Rasul, R. Vollgraf, Zalando Research, 2017)",
		Licence: "MIT",
		Link:    "https://github.com/zalandoresearch/fashion-mnist",
		read:    clothesOf,
	},
	Penguins: {
		Name: "penguins.csv", Bytes: 15_241, Rows: 344, Sum: 0x41a093a7f838c159,
		Source:  "Palmer penguins (K. B. Gorman, T. D. Williams, W. R. Fraser, 2014; A. M. Horst, A. P. Hill, K. B. Gorman, 2020)",
		Licence: "CC0",
		Link:    "https://allisonhorst.github.io/palmerpenguins/",
		read:    penguinsOf,
	},
}

var supplied [kindCount]atomic.Pointer[examples]

// File is what the kind was measured in, or nil of one that is drawn from a seed.
func (k Kind) File() *File {
	if k >= kindCount {
		return nil
	}
	return files[k]
}

// Absent tells whether sets of the kind cannot be made before its file was supplied.
func (k Kind) Absent() bool { return k.File() != nil && supplied[k].Load() == nil }

// Raw is the file as it was supplied, or nil.
func (k Kind) Raw() []byte {
	if k.File() == nil || k.Absent() {
		return nil
	}
	return supplied[k].Load().raw
}

// Supply hands over the file of a kind, unpacked, for all sets that are made from then on. It keeps raw. It fails where the kind has no file, and
// where the bytes are not those that its file has: nothing else is known as that set.
func Supply(k Kind, raw []byte) error {
	f := k.File()
	switch {
	case f == nil:
		return errors.New("data: kind " + strconv.Itoa(int(k)) + " has no file")
	case len(raw) != f.Bytes || fingerprint(raw) != f.Sum:
		return errors.New("The file " + f.Name + " is damaged: it is not the one that these data are made of.")
	}
	if k.Absent() {
		all := f.read(raw)
		all.raw = raw
		supplied[k].Store(all)
	}
	return nil
}

// fingerprint is the FNV-1a hash of b.
func fingerprint(b []byte) uint64 {
	h := uint64(14695981039346656037)
	for _, v := range b {
		h = (h ^ uint64(v)) * 1099511628211
	}
	return h
}

// deal fills the set from a file, which the seed shuffles: another seed trains on other examples of the same few.
func (s *Set) deal() error {
	all := supplied[s.Kind].Load()
	if all == nil {
		return errors.New("These data are a file beside the page (" + s.Kind.File().Name + "), which has not come.")
	}
	names := len(s.Names)
	rows, dim := len(all.factors)/names, s.Dim()
	if n := len(s.X) / dim; n > rows {
		return errors.New("data: " + strconv.Itoa(n) + " examples of " + strconv.Itoa(rows) + " that were measured")
	}
	order := make([]int32, rows)
	for i := range order {
		order[i] = int32(i)
	}
	r := rng.New(s.Seed, "data")
	r.Shuffle(order)
	if all.mask != nil {
		s.Mask, s.Unknown = make([]float32, len(s.X)), make([]bool, len(s.X))
	}
	for i := range len(s.X) / dim {
		from := int(order[i])
		copy(s.X[i*dim:(i+1)*dim], all.x[from*dim:(from+1)*dim])
		copy(s.Factors[i*names:(i+1)*names], all.factors[from*names:(from+1)*names])
		if all.mask != nil {
			copy(s.Mask[i*dim:(i+1)*dim], all.mask[from*dim:(from+1)*dim])
		}
	}
	if all.mask != nil {
		s.Truth = append([]float32(nil), s.X...)
		for i, seen := range s.Mask {
			s.Unknown[i] = seen == 0
		}
	}
	return nil
}
