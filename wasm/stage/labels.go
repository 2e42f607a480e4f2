package main

import (
	"bytes"
	"encoding/binary"
	"math"

	"hourglass/wasm/scene"
)

// A board remembers the labels that stage.js shows, and writes for it those that differ: of a hundred a running picture changes a few.
type board struct {
	now, was       []byte
	ends, wereEnds []int // where each label ends, in now and in was
	news           []byte
}

// write returns the labels of s that are not as they were: for each x, baseline and size as float32, to a tenth of a pixel, then anchor, role
// and boldness as bytes, one byte of nothing, its number and the length of its text as uint16, and the text. The memory is used again.
func (b *board) write(s *scene.Scene) []byte {
	b.now, b.was = b.was[:0], b.now
	b.ends, b.wereEnds = b.wereEnds[:0], b.ends
	b.news = b.news[:0]
	from, were := 0, 0
	for i := range s.Labels {
		b.now = appendLabel(b.now, s, i)
		b.ends = append(b.ends, len(b.now))
		label := b.now[from:]
		from = len(b.now)
		if i < len(b.wereEnds) {
			old := b.was[were:b.wereEnds[i]]
			were = b.wereEnds[i]
			if bytes.Equal(label, old) {
				continue
			}
		}
		b.news = append(b.news, label...)
	}
	return b.news
}

func appendLabel(dst []byte, s *scene.Scene, i int) []byte {
	le := binary.LittleEndian
	l := &s.Labels[i]
	for _, v := range [...]float32{l.X, l.Y, l.Size} {
		dst = le.AppendUint32(dst, math.Float32bits(float32(math.Floor(float64(10*v+0.5)))/10))
	}
	bold := byte(0)
	if l.Bold {
		bold = 1
	}
	text := s.Text(l)
	dst = append(dst, byte(l.Anchor), byte(l.Role), bold, 0)
	dst = le.AppendUint16(le.AppendUint16(dst, uint16(i)), uint16(len(text)))
	return append(dst, text...)
}
