package data

import (
	"errors"
	"strconv"
	"sync/atomic"
)

// A File holds the measurements of a set that people took of nature, where others are drawn from a seed. It lies beside the page and is fetched when
// the set is chosen: whoever runs the core hands it over by [Supply].
type File struct {
	Name    string // beside the page
	Bytes   int    // unpacked
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
}

var files = [kindCount]*File{Heart: {
	Name: "ecg208.u16", Bytes: 216_000, Sum: 0x96d73d45ca5d7b59,
	Source:  "MIT-BIH Arrhythmia Database, record 208, lead MLII, 19:35 to 24:35 (G. B. Moody, R. G. Mark, 2001)",
	Licence: "ODC-By 1.0",
	Link:    "https://physionet.org/content/mitdb/1.0.0/",
	read:    beatsOf,
}}

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
