package main

import (
	"encoding/binary"
	"math"

	"hourglass/wasm/scene"
)

// appendLabels writes the labels of a scene for stage.js: for each x, baseline and size as float32, then anchor, role and boldness
// as bytes, one byte of nothing, the length of the text as uint32, and the text.
func appendLabels(dst []byte, s *scene.Scene) []byte {
	f32 := func(v float32) { dst = binary.LittleEndian.AppendUint32(dst, math.Float32bits(v)) }
	for i := range s.Labels {
		l := &s.Labels[i]
		f32(l.X)
		f32(l.Y)
		f32(l.Size)
		bold := byte(0)
		if l.Bold {
			bold = 1
		}
		text := s.Text(l)
		dst = append(dst, byte(l.Anchor), byte(l.Role), bold, 0)
		dst = binary.LittleEndian.AppendUint32(dst, uint32(len(text)))
		dst = append(dst, text...)
	}
	return dst
}
