// Package wire turns commands, snapshots and facts into bytes and back. Every message begins with a version and a kind; numbers
// are little-endian, lists are led by their length. It is pure Go and trusts no byte: a message that cannot be read is an error,
// never a panic, and never asks for more memory than its own length warrants.
package wire

import (
	"encoding/binary"
	"errors"
	"math"
	"slices"
	"unsafe"
)

// Version is the first byte of every message. A message of another version is refused.
const Version = 1

// MaxMessage bounds a message; nothing that we send comes near it.
const MaxMessage = 8 << 20

var (
	errShort   = errors.New("wire: message ends too early")
	errLong    = errors.New("wire: message goes on after its end")
	errVersion = errors.New("wire: message of another version")
	errKind    = errors.New("wire: message of unknown kind")
	errRange   = errors.New("wire: number out of range")
	errSize    = errors.New("wire: message too long")
)

var le = binary.LittleEndian

func appendF32(b []byte, v float32) []byte { return le.AppendUint32(b, math.Float32bits(v)) }
func appendF64(b []byte, v float64) []byte { return le.AppendUint64(b, math.Float64bits(v)) }

func appendText(b []byte, s string) []byte {
	s = s[:min(len(s), math.MaxUint16)]
	return append(le.AppendUint16(b, uint16(len(s))), s...)
}

// alike tells whether this machine keeps numbers as messages do, lowest byte first. Then a list is copied as it stands: a browser takes ten
// times as long for one number after the other, and a snapshot has tens of thousands, sixty times a second.
var alike = binary.NativeEndian.Uint16([]byte{1, 0}) == 1

// memory is the bytes of v.
func memory(v []float32) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(v))), 4*len(v))
}

func appendF32s(b []byte, v []float32) []byte {
	b = le.AppendUint32(b, uint32(len(v)))
	if alike {
		return append(b, memory(v)...)
	}
	for _, x := range v {
		b = appendF32(b, x)
	}
	return b
}

func appendBytes(b, v []byte) []byte { return append(le.AppendUint32(b, uint32(len(v))), v...) }

func appendBool(b []byte, v bool) []byte {
	if v {
		return append(b, 1)
	}
	return append(b, 0)
}

// A reader takes a message apart. After the first fault it returns zeros, so that callers check once, at the end.
type reader struct {
	b   []byte
	err error
}

func (r *reader) take(n int) []byte {
	if n < 0 || n > len(r.b) {
		r.fail(errShort)
		return nil
	}
	v := r.b[:n]
	r.b = r.b[n:]
	return v
}

func (r *reader) fail(err error) {
	if r.err == nil {
		r.err, r.b = err, nil
	}
}

// end returns the fault, or one for bytes left over.
func (r *reader) end() error {
	if r.err == nil && len(r.b) > 0 {
		return errLong
	}
	return r.err
}

func (r *reader) u8() byte {
	if v := r.take(1); v != nil {
		return v[0]
	}
	return 0
}

func (r *reader) u16() int {
	if v := r.take(2); v != nil {
		return int(le.Uint16(v))
	}
	return 0
}

func (r *reader) u32() uint32 {
	if v := r.take(4); v != nil {
		return le.Uint32(v)
	}
	return 0
}

func (r *reader) u64() uint64 {
	if v := r.take(8); v != nil {
		return le.Uint64(v)
	}
	return 0
}

func (r *reader) f32() float32 { return math.Float32frombits(r.u32()) }
func (r *reader) f64() float64 { return math.Float64frombits(r.u64()) }
func (r *reader) bool() bool   { return r.u8() == 1 }
func (r *reader) text() string { return r.textAgain("") }

// textAgain reads a text and returns old where it is the same, so that what does not change is not made anew.
func (r *reader) textAgain(old string) string {
	b := r.take(r.u16())
	if string(b) == old {
		return old
	}
	return string(b)
}

// bytes are those of the message itself.
func (r *reader) bytes() []byte { return r.take(int(r.u32())) }

// f32s reads a list into dst's memory. The length is checked against the bytes that are left before anything is made.
func (r *reader) f32s(dst []float32) []float32 {
	n := int(r.u32())
	v := r.take(4 * n)
	dst = slices.Grow(dst[:0], len(v)/4)[:len(v)/4]
	if alike {
		copy(memory(dst), v)
		return dst
	}
	for i := range dst {
		dst[i] = math.Float32frombits(le.Uint32(v[4*i:]))
	}
	return dst
}

// open checks the head of a message and returns a reader of the rest.
func open(b []byte, kind byte) (reader, error) {
	switch {
	case len(b) > MaxMessage:
		return reader{}, errSize
	case len(b) < 2:
		return reader{}, errShort
	case b[0] != Version:
		return reader{}, errVersion
	case b[1] != kind:
		return reader{}, errKind
	}
	return reader{b: b[2:]}, nil
}
