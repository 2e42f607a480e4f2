package data

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"hourglass/core/rng"
)

// A class's own data set: 7x7 drawings of ink and no ink, each as a code short enough to be read out, written on a board or sent in a message.
//
// A code is 55 bits in eleven characters of Crockford's base 32, which has no letters that look like digits: 49 pixels row by row from the top
// left, the first as the highest bit, then six bits that make the whole a multiple of 61. As 61 is prime and divides no power of 32, nor 31
// times one, a wrong character, or two neighbours that changed places, never make another drawing.
const (
	alphabet   = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	codeLength = 11
	checkBase  = 61
	// MostDrawings is how many drawings a class may have.
	MostDrawings = 64
)

// Code writes a 7x7 picture x (Dim) as a code with two hyphens for the eye; what is at least half grey counts as ink. Without ink it is "".
func Code(x []float32) string {
	var p uint64
	for _, v := range x[:Dim] {
		p <<= 1
		if v >= 0.5 {
			p |= 1
		}
	}
	if p == 0 {
		return ""
	}
	v := p << 6
	v += (checkBase - v%checkBase) % checkBase
	b := make([]byte, codeLength)
	for i := range b {
		b[i] = alphabet[v>>(5*(codeLength-1-i))&31]
	}
	return string(b[:4]) + "-" + string(b[4:8]) + "-" + string(b[8:])
}

// ParseClass reads codes as people write them: in any case, with or without hyphens (or what a word processor makes of them), O for zero, I and L
// for one, apart by spaces, lines, commas, semicolons or full stops, in quotes or brackets, as a list with bullets, hyphens or numbers. It returns
// them as links hold them, each once, in the order given. It fails on what is no code, naming it, on no code at all, and on more than
// MostDrawings.
func ParseClass(text string) (string, error) {
	var codes []string
	text = strings.Map(written, text)
	for len(text) > 0 {
		end := strings.IndexAny(text, " \t\r\n,;.+")
		if end < 0 {
			end = len(text)
		}
		word := text[:end]
		text = text[min(end+1, len(text)):]
		if strings.Trim(word, "-") == "" || len(word) <= 2 && digits(word) { // what a line of a list begins with
			continue
		}
		code := canonical(word)
		if _, ok := decode(code); !ok {
			end := min(len(word), 20)
			for end < len(word) && word[end]&0xc0 == 0x80 { // within a letter
				end--
			}
			return "", errors.New("“" + word[:end] + "” is no drawing's code.")
		}
		if !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	switch {
	case len(codes) == 0:
		return "", errors.New("There is no drawing's code.")
	case len(codes) > MostDrawings:
		return "", errors.New("A class has at most " + strconv.Itoa(MostDrawings) + " drawings.")
	}
	return strings.Join(codes, "."), nil
}

func digits(word string) bool {
	for i := range len(word) {
		if word[i] < '0' || word[i] > '9' {
			return false
		}
	}
	return true
}

// written is a sign as the keyboard of a plain machine has it: full-width forms narrow, hyphens and spaces of every kind plain, marks around a code a
// space; -1 for what cannot be seen.
func written(r rune) rune {
	if r >= 0xff01 && r <= 0xff5e {
		r -= 0xfee0
	}
	switch {
	case r == 0xad, r >= 0x200b && r <= 0x200f, r == 0x2060, r == 0xfeff:
		return -1
	case r >= 0x2010 && r <= 0x2015, r == 0x2212:
		return '-'
	case r == 0xa0, r >= 0x2000 && r <= 0x200a, r == 0x2028, r == 0x2029, r == 0x202f, r == 0x205f, r == 0x3000, r >= 0x2018 && r <= 0x2023, r == 0xab, r == 0xbb, r == 0xb7,
		r < 0x80 && strings.IndexByte("\"'()<>[]{}*|", byte(r)) >= 0:
		return ' '
	}
	return r
}

// canonical is a code as links hold it: capitals, no hyphens, digits for the letters that look like them.
func canonical(word string) string {
	b := make([]byte, 0, len(word))
	for i := range len(word) {
		c := word[i]
		if 'a' <= c && c <= 'z' {
			c -= 'a' - 'A'
		}
		switch c {
		case '-':
			continue
		case 'O':
			c = '0'
		case 'I', 'L':
			c = '1'
		}
		b = append(b, c)
	}
	return string(b)
}

// decode reads the 49 pixels of a code.
func decode(code string) (pixels uint64, ok bool) {
	if len(code) != codeLength {
		return 0, false
	}
	var v uint64
	for i := range codeLength {
		at := strings.IndexByte(alphabet, code[i])
		if at < 0 {
			return 0, false
		}
		v = v<<5 | uint64(at)
	}
	p := v >> 6
	return p, v%checkBase == 0 && v&63 < checkBase && p != 0
}

// starters are the drawings of a class that has none yet.
var starters = [...][Side]string{
	{"", "  # #  ", " ##### ", " ##### ", "  ###  ", "   #   ", ""},
	{"", "   #   ", "   #   ", " ##### ", "   #   ", "   #   ", ""},
	{"", "   #   ", "  ###  ", " # # # ", "   #   ", "   #   ", ""},
	{"", "   #   ", "  ###  ", " ##### ", "  # #  ", "  ###  ", ""},
	{"", " ##### ", " #   # ", " #   # ", " #   # ", " ##### ", ""},
	{"", " #   # ", "  # #  ", "   #   ", "  # #  ", " #   # ", ""},
	{"", "  # #  ", "       ", " #   # ", "  ###  ", "       ", ""},
	{"", "   ##  ", "  #    ", "  ###  ", "    #  ", "  ##   ", ""},
}

// drawings are those of a class, or the starters.
func drawings(class string) ([]uint64, error) {
	var all []uint64
	for code := range strings.SplitSeq(class, ".") {
		if class == "" {
			break
		}
		p, ok := decode(code)
		if !ok {
			return nil, errors.New("data: a drawing's code cannot be read")
		}
		all = append(all, p)
	}
	if len(all) > MostDrawings {
		return nil, errors.New("data: more than " + strconv.Itoa(MostDrawings) + " drawings")
	}
	for i := 0; class == "" && i < len(starters); i++ {
		var p uint64
		for y, row := range starters[i] {
			for x := range row {
				if row[x] == '#' {
					p |= 1 << (Dim - 1 - y*Side - x)
				}
			}
		}
		all = append(all, p)
	}
	return all, nil
}

// heldOut is how many drawings there must be for every fourth to be kept for validation alone.
const heldOut = 8

// drawClass fills a set with a class's drawings: each first as it was drawn, then again and again, moved by a pixel where its own margin
// lets it. Of many drawings every fourth is seen in validation only; of few, all are seen in both.
func (s *Set) drawClass(all []uint64) {
	r := rng.New(s.Seed, "data")
	var train, valid []int
	for i := range all {
		if len(all) >= heldOut && i%4 == 3 {
			valid = append(valid, i)
		} else {
			train = append(train, i)
		}
	}
	if valid == nil {
		valid = train
	}
	n := len(s.Names)
	for i := range len(s.X) / Dim {
		from, at := train, i
		if i >= s.Train+s.Skip {
			from, at = valid, i-s.Train-s.Skip
		}
		which := from[at%len(from)]
		p := all[which]
		dx, dy := 0, 0
		if at >= len(from) {
			dx, dy = room(p, columnOf(0), columnOf(Side-1), &r), room(p, rowOf(0), rowOf(Side-1), &r)
		}
		factors := s.Factors[i*n : (i+1)*n]
		factors[0], factors[1], factors[2] = float32(which)/float32(max(len(all)-1, 1)), float32(dx+1)/2, float32(dy+1)/2
		x := s.X[i*Dim : (i+1)*Dim]
		for k := range x {
			if px, py := k%Side-dx, k/Side-dy; px >= 0 && px < Side && py >= 0 && py < Side && p>>(Dim-1-py*Side-px)&1 == 1 {
				x[k] = 1
			}
		}
	}
}

// room draws a step of -1, 0 or 1 that takes no ink over the edge: first and last are the pixels there.
func room(p, first, last uint64, r *rng.Stream) int {
	step := r.Intn(3) - 1
	if step < 0 && p&first != 0 || step > 0 && p&last != 0 {
		return 0
	}
	return step
}

// columnOf and rowOf are the bits of a column and of a row.
func columnOf(x int) uint64 {
	var m uint64
	for y := range Side {
		m |= 1 << (Dim - 1 - y*Side - x)
	}
	return m
}

func rowOf(y int) uint64 {
	var m uint64
	for x := range Side {
		m |= 1 << (Dim - 1 - y*Side - x)
	}
	return m
}
