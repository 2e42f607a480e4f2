package main

import (
	"bytes"
	"encoding/binary"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// module is a program of one custom section, the segments and one more section.
func module(all []segment) []byte {
	m := []byte(preamble + "\x00\x05\x04note")
	body := section(all)
	m = append(m, dataSection)
	m = binary.AppendUvarint(m, uint64(len(body)))
	m = append(m, body...)
	return append(m, "\x00\x04\x03end"...)
}

// drawSegments makes segments of any order with gaps of any size.
func drawSegments(t *rapid.T) []segment {
	var all []segment
	at := uint64(rapid.Uint32().Draw(t, "first"))
	for range rapid.IntRange(0, 20).Draw(t, "n") {
		at += uint64(rapid.OneOf(rapid.IntRange(0, 3), rapid.IntRange(widest-2, widest+2), rapid.IntRange(0, 1<<30)).Draw(t, "gap"))
		data := rapid.SliceOfN(rapid.Byte(), 0, 40).Draw(t, "data")
		if at+uint64(len(data)) > math.MaxUint32 {
			break
		}
		all = append(all, segment{uint32(at), data})
		at += uint64(len(data))
	}
	if len(all) == 0 {
		return all
	}
	return rapid.Permutation(all).Draw(t, "order")
}

// memory is what a program finds: every byte that is not zero by its address.
func memory(all []segment) map[uint32]byte {
	m := map[uint32]byte{}
	for _, s := range all {
		for i, b := range s.data {
			if b != 0 {
				m[s.at+uint32(i)] = b
			}
		}
	}
	return m
}

// dataOf finds the one data section.
func dataOf(t interface{ Fatal(...any) }, program []byte) []segment {
	r := &reader{rest: program[len(preamble):]}
	for len(r.rest) > 0 {
		id := r.byte()
		body := r.take(r.length())
		if id == dataSection {
			all, err := segments(body)
			if err != nil {
				t.Fatal(err)
			}
			return all
		}
	}
	t.Fatal("no data section")
	return nil
}

// A packed program finds the same memory, its other sections are the same, no two of its segments are close, and packing it again
// changes nothing.
func TestSameMemory(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := drawSegments(t)
		packed, err := pack(module(all))
		if err != nil {
			t.Fatal(err)
		}
		got := dataOf(t, packed)
		if d := cmp.Diff(memory(all), memory(got)); d != "" {
			t.Error("the memory differs (-before +after):\n" + d)
		}
		for i := 1; i < len(got); i++ {
			if uint64(got[i].at)-got[i-1].end() <= widest {
				t.Errorf("segments %d and %d were not joined", i-1, i)
			}
		}
		if !bytes.Equal(packed, module(got)) {
			t.Error("another section changed")
		}
		if again, err := pack(packed); err != nil || !bytes.Equal(again, packed) {
			t.Errorf("packing again changed something: %v", err)
		}
	})
}

func TestRefused(t *testing.T) {
	whole := module([]segment{{8, []byte("hour")}, {20, []byte("glass")}})
	if _, err := pack(whole); err != nil {
		t.Fatal(err)
	}
	taken := 0
	for n := range whole {
		if _, err := pack(whole[:n]); err == nil {
			taken++
		}
	}
	if taken != 3 {
		t.Errorf("%d beginnings of a program were packed; only at the ends of the preamble and of two sections is one whole", taken)
	}
	for what, m := range map[string][]byte{
		"nothing":               nil,
		"a page":                []byte("<!doctype html>"),
		"overlap":               module([]segment{{8, []byte("hour")}, {11, []byte("glass")}}),
		"half a data section":   []byte(preamble + "\x0b\x03\x02\x00\x41"),
		"a passive segment":     []byte(preamble + "\x0b\x04\x01\x01\x01a"),
		"bytes behind the data": []byte(preamble + "\x0b\x02\x00a"),
		"a count of segments":   []byte(preamble + "\x0c\x01\x00"),
		"an endless number":     []byte(preamble + "\x0b\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"),
	} {
		if _, err := pack(m); err == nil {
			t.Errorf("%s: packed", what)
		}
	}
}

func FuzzPack(f *testing.F) {
	f.Add(module([]segment{{8, []byte("hour")}, {20, []byte("glass")}}))
	f.Fuzz(func(t *testing.T, program []byte) {
		packed, err := pack(program)
		if err != nil {
			return
		}
		if again, err := pack(packed); err != nil || !bytes.Equal(again, packed) {
			t.Errorf("packing again changed something: %v", err)
		}
	})
}
