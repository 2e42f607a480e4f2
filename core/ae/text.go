package ae

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"math"
	"strconv"

	"hourglass/core/nn"
)

// A Form is how a text holds weights.
type Form uint8

// The forms. Float32 holds every bit, in 16/3 characters a weight. Int8 holds a weight in 4/3 characters, as a whole number
// from -127 to 127 of a scale that its array of the net has for itself: the greatest magnitude in the array over 127. What
// is read back is off by at most half a scale, but for the rounding of the product, which is below a hundred-thousandth of
// it.
const (
	Float32 Form = iota
	Int8
	forms
)

// A text is, in base64url without padding (RFC 4648, section 5), so that it may stand in a URL's fragment as it is:
//
//	magic    3 bytes, which read "hour" in base64
//	version  1 byte
//	form     1 byte
//	recipe   its fields in order, see recipeText
//	count    of the weights, as a varint
//	weights  Float32: 4 bytes each; Int8: for each array its scale, 4 bytes, then a byte each
//	sum      4 bytes: CRC-32 (IEEE) of all bytes before
//
// Numbers of 4 bytes lie with the lowest byte first. A change of the recipe's fields or of what they mean wants a new
// version.
const (
	textMagic   = "\x86\x8b\xab"
	textVersion = 1
	textHead    = len(textMagic) + 2
	textSum     = 4
)

var textCode = base64.RawURLEncoding.Strict()

// AppendText appends the whole model to dst: its recipe and its weights w (Params). [ParseText] reads it. A model with a
// weight that is no finite number is worth no link: nothing is appended.
func (m *Model) AppendText(dst []byte, w []float32, f Form) []byte {
	if n := m.Params(); len(w) != n {
		panic("ae: " + strconv.Itoa(len(w)) + " weights, the model has " + strconv.Itoa(n))
	}
	if f >= forms {
		panic("ae: form " + strconv.Itoa(int(f)) + " is not known")
	}
	for _, v := range w {
		if !finite(v) {
			return dst
		}
	}
	t := recipeText{b: append([]byte(textMagic), textVersion, byte(f))}
	r := m.Recipe
	t.recipe(&r)
	b := binary.AppendVarint(t.b, int64(len(w)))
	if f == Int8 {
		b = m.appendInt8(b, w)
	} else {
		for _, v := range w {
			b = appendReal(b, v)
		}
	}
	b = binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE(b))
	return textCode.AppendEncode(dst, b)
}

// ParseText reads what AppendText writes, and nothing else. What it allocates is bounded by a small multiple of the text's
// length, and what it plans by MaxWidth, MaxLayers and MaxFloats, so that a pass for what was read fits a browser tab; an
// error says in one sentence at which character, counted from 1, the text cannot be, and which field stands there.
func ParseText(text []byte) (*Model, []float32, error) {
	b, err := openText(text)
	if err != nil {
		return nil, nil, err
	}
	t := recipeText{reads: true, b: b, at: textHead}
	var r Recipe
	var n int
	t.recipe(&r)
	t.number("the count of weights", &n)
	if left := len(b) - t.at; t.err == nil && (n < 0 || n > left) {
		t.fail("the count of weights", "is "+strconv.Itoa(n)+", with "+strconv.Itoa(left)+" bytes left to hold them")
	}
	if t.err != nil {
		return nil, nil, t.err
	}
	m, err := New(r)
	if err != nil {
		return nil, nil, errors.New("ae: text up to character " + place(t.at-1) + ": the recipe cannot be: " + err.Error())
	}
	if have := m.Params(); have != n {
		t.fail("the count of weights", "is "+strconv.Itoa(n)+", the recipe has "+strconv.Itoa(have))
		return nil, nil, t.err
	}
	w := m.readWeights(&t, Form(b[textHead-1]), n)
	if t.err != nil {
		return nil, nil, t.err
	}
	return m, w, nil
}

// openText returns the bytes of a text without their sum, which it has held against them.
func openText(text []byte) ([]byte, error) {
	for i, c := range text {
		if c == '\n' || c == '\r' { // which the decoder would skip
			return nil, errors.New("ae: text at character " + strconv.Itoa(i+1) + ": a line break is not base64url")
		}
	}
	b, err := textCode.AppendDecode(nil, text)
	if at, ok := err.(base64.CorruptInputError); ok {
		return nil, errors.New("ae: text at character " + strconv.Itoa(int(at)+1) + ": this is not base64url")
	}
	switch {
	case len(b) < len(textMagic) || string(b[:len(textMagic)]) != textMagic:
		return nil, errors.New("ae: text at character 1: a model begins with hour")
	case len(b) < textHead+textSum:
		return nil, errors.New("ae: text at character " + place(len(b)) + ": it ends before the recipe")
	case b[textHead-2] != textVersion:
		return nil, errors.New("ae: text at character " + place(textHead-2) + ": version " + strconv.Itoa(int(b[textHead-2])) + " is not known")
	case Form(b[textHead-1]) >= forms:
		return nil, errors.New("ae: text at character " + place(textHead-1) + ": form " + strconv.Itoa(int(b[textHead-1])) + " is not known")
	}
	end := len(b) - textSum
	if crc32.ChecksumIEEE(b[:end]) != binary.LittleEndian.Uint32(b[end:]) {
		return nil, errors.New("ae: text at character " + place(end) + ": the checksum is another: something was changed or cut off")
	}
	return b[:end], nil
}

// place is the character of a text in which byte i begins, counted from 1.
func place(i int) string { return strconv.Itoa(i*4/3 + 1) }

// readWeights reads n weights, of which it is known that there are as many bytes, and wants nothing after them.
func (m *Model) readWeights(t *recipeText, f Form, n int) []float32 {
	want := 4 * n
	var sizes []int
	if f == Int8 {
		sizes = m.arraySizes()
		want = n + 4*len(sizes)
	}
	if left := len(t.b) - t.at; left != want {
		t.fail("the weights", "take "+strconv.Itoa(want)+" bytes and have "+strconv.Itoa(left))
		return nil
	}
	w := make([]float32, n)
	if f == Int8 {
		t.readInt8(w, sizes)
	} else {
		for i := range w {
			t.real("a weight", &w[i])
		}
	}
	return w
}

// arraySizes are the sizes of all arrays, in the order in which they lie in the arena.
func (m *Model) arraySizes() []int {
	var sizes []int
	for _, net := range []*nn.Net{m.Net, m.Head, m.Judge} {
		if net == nil {
			continue
		}
		for i := range net.Layers {
			for _, a := range net.Arrays(i) {
				sizes = append(sizes, a.Size())
			}
		}
	}
	return sizes
}

// Bounds of a scale: below the smallest normal number it would not be exact enough for half of itself to bound the error,
// and above the greatest number that times 127 is finite the largest weights would be lost.
const (
	leastScale = 0x1p-126
	mostScale  = 0x1.020406p+121
)

func (m *Model) appendInt8(b []byte, w []float32) []byte {
	for _, n := range m.arraySizes() {
		top := 0.0
		for _, v := range w[:n] {
			top = max(top, math.Abs(float64(v)))
		}
		scale := min(max(float32(top/127), leastScale), mostScale)
		b = appendReal(b, scale)
		for _, v := range w[:n] {
			b = append(b, byte(int8(math.RoundToEven(float64(v)/float64(scale)))))
		}
		w = w[n:]
	}
	return b
}

func (t *recipeText) readInt8(w []float32, sizes []int) {
	for _, n := range sizes {
		var scale float32
		at := t.at
		if t.real("the scale of an array", &scale); t.err == nil && !(scale >= leastScale && scale <= mostScale) {
			t.at = at
			t.fail("the scale of an array", "is no scale of weights in a byte each")
		}
		if t.err != nil {
			return
		}
		for i := range w[:n] {
			v := int8(t.b[t.at])
			if v == math.MinInt8 {
				t.fail("a weight", "is -128, and lies between -127 and 127")
				return
			}
			w[i] = float32(v) * scale
			t.at++
		}
		w = w[n:]
	}
}

func appendReal(b []byte, v float32) []byte {
	return binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
}

func finite(v float32) bool { return v-v == 0 }
