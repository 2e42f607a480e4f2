package main

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// What a module begins with and the numbers of the binary format that matter here.
// Source: WebAssembly Core Specification, chapter "Binary Format".
const (
	preamble    = "\x00asm\x01\x00\x00\x00"
	dataSection = 11
	dataCount   = 12 // a section that repeats the number of segments; Go writes none
	i32Const    = 0x41
	end         = 0x0b
)

// widest is the longest run of zeros written out to join two segments, in bytes: longer ones are where an array of zeros lies, which
// would only swell the program in memory.
const widest = 256

var errShort = errors.New("not a whole WebAssembly program")

// A segment is a piece of the memory that a program begins with.
type segment struct {
	at   uint32 // address of its first byte
	data []byte
}

func (s segment) end() uint64 { return uint64(s.at) + uint64(len(s.data)) }

// pack returns the program with close data segments joined and without the lines of its source; all else stays as it is, byte for byte.
func pack(program []byte) ([]byte, error) {
	r := &reader{rest: program}
	if string(r.take(len(preamble))) != preamble {
		return nil, errShort
	}
	out := []byte(preamble)
	for len(r.rest) > 0 {
		id := r.byte()
		body := r.take(r.length())
		if r.bad {
			return nil, errShort
		}
		switch id {
		case dataCount:
			return nil, errors.New("a program that counts its data segments beforehand")
		case dataSection:
			s, err := segments(body)
			if err != nil {
				return nil, err
			}
			joined := join(s)
			for _, s := range joined {
				if err := dropLines(s.data); err != nil {
					return nil, err
				}
			}
			body = section(joined)
		}
		out = append(out, id)
		out = binary.AppendUvarint(out, uint64(len(body)))
		out = append(out, body...)
	}
	return out, nil
}

// join puts the segments in order and makes one of those that lie no further apart than widest.
func join(all []segment) []segment {
	var joined []segment
	for _, s := range all {
		if n := len(joined); n > 0 && uint64(s.at)-joined[n-1].end() <= widest {
			last := &joined[n-1]
			last.data = append(last.data, make([]byte, uint64(s.at)-last.end())...)
			last.data = append(last.data, s.data...)
			continue
		}
		joined = append(joined, segment{s.at, bytes.Clone(s.data)})
	}
	return joined
}

// segments reads a data section whose segments all lie in the one memory at constant addresses, and returns them in the order of
// their addresses. Overlapping ones are refused: there the order of writing would matter.
func segments(body []byte) ([]segment, error) {
	r := &reader{rest: body}
	all := make([]segment, 0, min(r.length(), len(body)))
	for range cap(all) {
		kind, op, at, stop := r.byte(), r.byte(), r.address(), r.byte()
		data := r.take(r.length())
		if r.bad {
			return nil, errShort
		}
		if kind != 0 || op != i32Const || stop != end {
			return nil, fmt.Errorf("data segment %d lies at no constant address of the first memory", len(all))
		}
		all = append(all, segment{at, data})
	}
	if len(r.rest) > 0 {
		return nil, errShort
	}
	slices.SortFunc(all, func(a, b segment) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(len(a.data), len(b.data)))
	})
	for i := 1; i < len(all); i++ {
		if all[i-1].end() > uint64(all[i].at) {
			return nil, fmt.Errorf("the data segments at %d and %d overlap", all[i-1].at, all[i].at)
		}
	}
	return all, nil
}

// section writes what segments reads.
func section(all []segment) []byte {
	body := binary.AppendUvarint(nil, uint64(len(all)))
	for _, s := range all {
		body = append(body, 0, i32Const)
		body = appendSigned(body, int32(s.at))
		body = append(body, end)
		body = binary.AppendUvarint(body, uint64(len(s.data)))
		body = append(body, s.data...)
	}
	return body
}

// appendSigned appends v in signed LEB128, which package binary does not write: its own signed form is another.
func appendSigned(to []byte, v int32) []byte {
	for {
		low := byte(v & 0x7f)
		v >>= 7
		if v == 0 && low&0x40 == 0 || v == -1 && low&0x40 != 0 {
			return append(to, low)
		}
		to = append(to, low|0x80)
	}
}

// A reader walks through bytes. At the first that are missing or senseless it turns bad, and gives nothing from there on.
type reader struct {
	rest []byte
	bad  bool
}

func (r *reader) take(n int) []byte {
	if n > len(r.rest) {
		r.bad, r.rest = true, nil
		return nil
	}
	head := r.rest[:n]
	r.rest = r.rest[n:]
	return head
}

func (r *reader) byte() byte {
	if b := r.take(1); b != nil {
		return b[0]
	}
	return 0
}

// length is an unsigned number in LEB128.
func (r *reader) length() int {
	v, n := binary.Uvarint(r.rest)
	if n <= 0 || v > 1<<32-1 {
		r.bad, r.rest = true, nil
		return 0
	}
	r.rest = r.rest[n:]
	return int(v)
}

// address is a signed number in LEB128 that stands for 32 bits.
func (r *reader) address() uint32 {
	var v int64
	for shift := 0; shift < 35; shift += 7 {
		b := r.byte()
		v |= int64(b&0x7f) << shift
		if b&0x80 == 0 {
			if b&0x40 != 0 {
				v -= 1 << (shift + 7)
			}
			return uint32(v)
		}
	}
	r.bad, r.rest = true, nil
	return 0
}
