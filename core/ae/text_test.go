package ae_test

import (
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"math"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hourglass/core/ae"
	"hourglass/core/nn"
	"hourglass/core/rng"
	"hourglass/core/zoo"
)

// drawRecipe makes any valid recipe: of every body, with every field that goes with it at any value.
func drawRecipe(t *rapid.T) ae.Recipe {
	width := rapid.IntRange(1, 9)
	weight := rapid.Float32Range(0, 100)
	r := ae.Recipe{
		Code: width.Draw(t, "code"), Unit: nn.Unit(rapid.IntRange(0, len(nn.UnitNames)-1).Draw(t, "unit")),
		Loss: nn.Loss(rapid.IntRange(0, len(nn.LossNames)-1).Draw(t, "loss")), Linear: rapid.Bool().Draw(t, "linear"),
		Init: nn.Init(rapid.IntRange(0, 1).Draw(t, "init")), Norm: rapid.Bool().Draw(t, "norm"), Masked: rapid.Bool().Draw(t, "masked"),
		Dropout: rapid.Float32Range(0, 0.99).Draw(t, "dropout"),
		Noise:   ae.Noise{Kind: ae.NoiseKind(rapid.IntRange(0, len(ae.NoiseNames)-1).Draw(t, "noise")), Amount: rapid.Float32Range(0, 1).Draw(t, "amount")},
	}
	switch rapid.SampledFrom([]string{"dense", "conv", "sequence"}).Draw(t, "body") {
	case "dense":
		r.Input = nn.Shape{Channels: width.Draw(t, "channels"), Height: width.Draw(t, "height"), Width: width.Draw(t, "width")}
		r.Hidden = rapid.SliceOfN(width, 0, 3).Draw(t, "hidden")
		r.Tied = rapid.Bool().Draw(t, "tied")
	case "conv":
		r.Input = nn.Shape{Channels: rapid.IntRange(1, 3).Draw(t, "channels"), Height: rapid.IntRange(4, 9).Draw(t, "height"), Width: rapid.IntRange(4, 9).Draw(t, "width")}
		r.Conv = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) ae.Conv {
			return ae.Conv{Channels: rapid.IntRange(1, 4).Draw(t, "channels"), Kernel: rapid.IntRange(1, 4).Draw(t, "kernel"), Stride: rapid.IntRange(1, 2).Draw(t, "stride")}
		}), 1, 2).Draw(t, "conv")
		r.Hidden = rapid.SliceOfN(width, 0, 2).Draw(t, "hidden")
	case "sequence":
		r.Input = nn.Seq(width.Draw(t, "steps"), width.Draw(t, "features"))
		r.Sequence = ae.Sequence{Cell: nn.Cell(rapid.IntRange(0, 1).Draw(t, "cell")), Hidden: width.Draw(t, "hidden"), Writes: rapid.Bool().Draw(t, "writes")}
		r.Sequence.Forced = r.Sequence.Writes && !r.Masked && rapid.Bool().Draw(t, "forced")
		r.Unit, r.Norm, r.Dropout = nn.Linear, false, 0
	}
	switch rapid.SampledFrom([]string{"plain", "cloud", "L1", "KL", "k", "top"}).Draw(t, "neck") {
	case "plain":
		r.CodeUnit = nn.Unit(rapid.IntRange(0, len(nn.UnitNames)-1).Draw(t, "code unit"))
		r.Sparse.Keep = rapid.IntRange(-9, 9).Draw(t, "a keep that nothing reads")
	case "cloud":
		r.Cloud = ae.Cloud{On: true, Beta: weight.Draw(t, "beta"), FreeBits: weight.Draw(t, "free bits")}
	case "L1":
		r.Sparse = ae.Sparse{Kind: ae.SparseL1, Weight: weight.Draw(t, "pressure")}
	case "KL":
		r.CodeUnit, r.Sparse = nn.Sigmoid, ae.Sparse{Kind: ae.SparseKL, Rate: rapid.Float32Range(0.01, 0.99).Draw(t, "rate")}
	case "k":
		r.Sparse = ae.Sparse{Kind: ae.KSparse, Keep: rapid.IntRange(1, r.Code).Draw(t, "keep")}
	case "top":
		r.Sparse = ae.Sparse{Kind: ae.TopK, Keep: rapid.IntRange(1, r.Code).Draw(t, "keep")}
	}
	if rapid.Bool().Draw(t, "contractive") {
		r.Contract = weight.Draw(t, "contract")
	}
	if rapid.Bool().Draw(t, "labelled") {
		r.Label = ae.Label{Classes: rapid.IntRange(2, 5).Draw(t, "classes"), Weight: weight.Draw(t, "label weight")}
	}
	if rapid.Bool().Draw(t, "judged") {
		r.Critic = ae.Adversary{Hidden: rapid.SliceOfN(width, 1, 2).Draw(t, "critic"), Weight: weight.Draw(t, "critic weight")}
	}
	return r
}

func drawModel(t *rapid.T) (*ae.Model, []float32) {
	m, err := (*ae.Model)(nil), error(nil)
	for range 100 {
		if m, err = ae.New(rapid.Custom(drawRecipe).Draw(t, "recipe")); err == nil {
			break
		}
	}
	if err != nil { // a hundred draws and no recipe that holds together: the simplest does
		if m, err = ae.New(ae.Recipe{Input: nn.Flat(3), Code: 2}); err != nil {
			t.Fatal(err)
		}
	}
	bits := rapid.Float32Range(-math.MaxFloat32, math.MaxFloat32)
	spread := rapid.Float32Range(1e-30, 1e3).Draw(t, "spread")
	r := rng.New(uint64(m.Params()), "weights")
	w := make([]float32, m.Params())
	for i := range w {
		w[i] = spread * r.Normal()
	}
	for range 3 {
		w[rapid.IntRange(0, len(w)-1).Draw(t, "place")] = bits.Draw(t, "weight")
	}
	return m, w
}

func sameBits(a, b []float32) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if math.Float32bits(a[i]) != math.Float32bits(b[i]) {
			return false
		}
	}
	return true
}

// A text gives back the recipe and, in Float32, every bit of every weight; in Int8 each weight to half of its array's scale.
func TestTextRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, w := drawModel(t)
		exact := m.AppendText([]byte("#m="), w, ae.Float32)
		got, v, err := ae.ParseText(exact[3:])
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got.Recipe, normal(m.Recipe)) || !sameBits(v, w) {
			t.Fatalf("wrote %+v\nread  %+v, weights equal: %v", m.Recipe, got.Recipe, sameBits(v, w))
		}
		got, v, err = ae.ParseText(m.AppendText(nil, w, ae.Int8))
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got.Recipe, normal(m.Recipe)) {
			t.Fatalf("wrote %+v\nread  %+v", m.Recipe, got.Recipe)
		}
		nearByScale(t, m, v, w)
	})
}

// normal is a recipe as it is read: an empty list is none.
func normal(r ae.Recipe) ae.Recipe {
	if len(r.Conv) == 0 {
		r.Conv = nil
	}
	if len(r.Hidden) == 0 {
		r.Hidden = nil
	}
	if len(r.Critic.Hidden) == 0 {
		r.Critic.Hidden = nil
	}
	return r
}

// nearByScale holds weights against the bound that Int8 states, array by array.
func nearByScale(t interface{ Fatalf(string, ...any) }, m *ae.Model, got, want []float32) {
	for _, net := range []*nn.Net{m.Net, m.Head, m.Judge} {
		if net == nil {
			continue
		}
		for l := range net.Layers {
			for _, a := range net.Arrays(l) {
				top := 0.0
				for _, v := range want[:a.Size()] {
					top = max(top, math.Abs(float64(v)))
				}
				scale := max(top/127, 0x1p-126)
				for i, v := range want[:a.Size()] {
					if off := math.Abs(float64(got[i]) - float64(v)); !(off <= 0.50002*scale) {
						t.Fatalf("layer %d %s[%d]: %g read as %g, off by %g scales", l, a.Name, i, v, got[i], off/scale)
					}
				}
				got, want = got[a.Size():], want[a.Size():]
			}
		}
	}
}

// The ends of float32 stay finite in Int8.
func TestTextExtremes(t *testing.T) {
	m, err := ae.New(ae.Recipe{Input: nn.Flat(3), Code: 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range []float32{math.MaxFloat32, -math.MaxFloat32, math.SmallestNonzeroFloat32, 0x1p-126, 0, float32(math.Copysign(0, -1))} {
		for w := v; math.Abs(float64(w)) > 0.99*math.Abs(float64(v)); w -= w / 512 {
			ws := make([]float32, m.Params())
			ws[0], ws[4] = w, v
			_, got, err := ae.ParseText(m.AppendText(nil, ws, ae.Int8))
			if err != nil {
				t.Fatalf("%g: %v", w, err)
			}
			nearByScale(t, m, got, ws)
			if _, got, err = ae.ParseText(m.AppendText(nil, ws, ae.Float32)); err != nil || !sameBits(got, ws) {
				t.Fatalf("%g: %v", w, err)
			}
			if w-w/512 == w {
				break
			}
		}
	}
}

// What a text costs, as the doc comment says: 16/3 and 4/3 characters a weight, and a little.
func TestTextLength(t *testing.T) {
	for _, k := range zoo.All(t) {
		m, w := started(t, k)
		n := float64(len(w))
		if exact := float64(len(m.AppendText(nil, w, ae.Float32))); exact > n*16/3+120 {
			t.Errorf("%s: %g characters for %g weights", k.Name, exact, n)
		}
		if small := float64(len(m.AppendText(nil, w, ae.Int8))); small > n*4/3+320 {
			t.Errorf("%s: %g characters for %g weights in a byte each", k.Name, small, n)
		}
	}
}

func started(t testing.TB, k zoo.Kind) (*ae.Model, []float32) {
	t.Helper()
	m, err := ae.New(k.Recipe)
	if err != nil {
		t.Fatal(err)
	}
	w := make([]float32, m.Params())
	r := rng.New(5, "init")
	m.Init(w, &r)
	return m, w
}

func TestTextRefusesNoNumbers(t *testing.T) {
	m, w := started(t, zoo.All(t)[0])
	for _, v := range []float32{float32(math.NaN()), float32(math.Inf(1)), float32(math.Inf(-1))} {
		w[7] = v
		for _, f := range []ae.Form{ae.Float32, ae.Int8} {
			if got := m.AppendText([]byte("as it was"), w, f); string(got) != "as it was" {
				t.Errorf("%g was written", v)
			}
		}
		w[7] = 0
		b := body(t, m.AppendText(nil, w, ae.Float32))
		binary.LittleEndian.PutUint32(b[len(b)-4:], math.Float32bits(v))
		refused(t, sealed(b), "a weight is no finite number")
	}
}

// body is what a text holds, without its sum; sealed makes a text of such bytes, with the sum that they have.
func body(t testing.TB, text []byte) []byte {
	t.Helper()
	b, err := base64.RawURLEncoding.DecodeString(string(text))
	if err != nil {
		t.Fatal(err)
	}
	return b[:len(b)-4]
}

func sealed(body []byte) []byte {
	b := binary.LittleEndian.AppendUint32(append([]byte(nil), body...), crc32.ChecksumIEEE(body))
	return base64.RawURLEncoding.AppendEncode(nil, b)
}

func refused(t *testing.T, text []byte, why string) {
	t.Helper()
	m, w, err := ae.ParseText(text)
	switch {
	case err == nil || m != nil || w != nil:
		t.Errorf("%.60s... was read: %v", text, err)
	case !strings.HasPrefix(err.Error(), "ae: text ") || !strings.Contains(err.Error(), " character ") || !strings.Contains(err.Error(), why):
		t.Errorf("%q, wanted %q in it", err, why)
	}
}

// A text with a part cut off at any character, or at any byte with a sum that fits again, is refused; so is one with a bit
// flipped.
func TestTextDamage(t *testing.T) {
	m, err := ae.New(ae.Recipe{
		Input: nn.Shape{Channels: 1, Height: 4, Width: 4}, Conv: []ae.Conv{{Channels: 2, Kernel: 3, Stride: 2}}, Hidden: []int{3}, Code: 2,
		Label: ae.Label{Classes: 2, Weight: 1}, Critic: ae.Adversary{Hidden: []int{2}, Weight: 1},
	})
	if err != nil {
		t.Fatal(err)
	}
	w := make([]float32, m.Params())
	r := rng.New(5, "init")
	m.Init(w, &r)
	for _, f := range []ae.Form{ae.Float32, ae.Int8} {
		text := m.AppendText(nil, w, f)
		if _, _, err := ae.ParseText(text); err != nil {
			t.Fatal(err)
		}
		for n := range text {
			refused(t, text[:n], "")
			for bit := range 8 {
				flipped := append([]byte(nil), text...)
				flipped[n] ^= 1 << bit
				refused(t, flipped, "")
			}
		}
		refused(t, append(append([]byte(nil), text...), 'A'), "")
		refused(t, append(append([]byte(nil), text...), '\n'), "line break")
		b := body(t, text)
		for n := range b {
			refused(t, sealed(b[:n]), "")
		}
		refused(t, sealed(append(b, 0)), "the weights take")
	}
}

// Texts whose sums are right and whose contents are not: the sentence names the field, and nothing is made that the text
// could not fill.
func TestTextHostile(t *testing.T) {
	head := []byte("\x86\x8b\xab\x01\x00")
	varint := func(b []byte, n ...int64) []byte {
		for _, v := range n {
			b = binary.AppendVarint(b, v)
		}
		return b
	}
	after := func(b []byte, more ...byte) []byte { return append(append([]byte(nil), b...), more...) }
	picture := varint(after(head), 1, 7, 7)
	huge := int64(math.MaxInt32)
	for _, c := range []struct {
		b   []byte
		why string
	}{
		{[]byte("nonsense"), "begins with hour"},
		{[]byte("\x86\x8b\xab\x02\x00......"), "character 5: version 2"},
		{[]byte("\x86\x8b\xab\x01\x07......"), "character 6: form 7"},
		{head, "character 7: Input.Channels is cut off"},
		{varint(after(head), 1, 1<<40), "Input.Height is larger than any size"},
		{after(head, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff), "Input.Channels is larger than any size"},
		{varint(after(head), huge, huge, huge), "Input of 2147483647x2147483647x2147483647 has a side"},
		{varint(after(head), -1, -1, 49), "Input of -1x-1x49 has a side"},
		{varint(after(picture), huge), "the length of Conv is 2147483647"},
		{varint(after(picture), -1), "the length of Conv is -1"},
		{varint(after(picture), 0, 7), "Sequence.Cell is 14, which is not known"},
		{varint(after(varint(after(picture), 0), 0, 0, 0, 0), huge), "the length of Hidden is 2147483647"},
	} {
		refused(t, sealed(c.b), c.why)
		if grown := allocated(func() { ae.ParseText(sealed(c.b)) }); grown > 1<<14 {
			t.Errorf("%s: %d bytes allocated", c.why, grown)
		}
	}
	// Recipes that are all right but for the weights that they would want: 60 layers of 4096 to 4096, 64 megabytes each.
	wide := ae.Recipe{Input: nn.Flat(2), Code: 1}
	m, err := ae.New(wide)
	if err != nil {
		t.Fatal(err)
	}
	b := body(t, m.AppendText(nil, make([]float32, m.Params()), ae.Float32))
	at := len(head) + 3 + 1 + 4 // the length of Hidden
	hidden := func(layers int, width int64) []byte {
		long := varint(after(b[:at]), int64(layers))
		for range layers {
			long = varint(long, width)
		}
		return append(long, b[at+1:]...)
	}
	// And recipes of few weights that no tab could run: 4096 channels at each of 4096 places, layers without end, a kernel whose
	// windows are a gigabyte.
	convs := func(in [3]int64, c ...int64) []byte {
		long := varint(after(head), in[0], in[1], in[2], int64(len(c)/3))
		return append(varint(long, c...), b[len(head)+4:]...)
	}
	for _, c := range []struct {
		b   []byte
		why string
	}{
		{hidden(60, 4096), "the count of weights is 7, the recipe has 1980227587"},
		{hidden(65, 1), "the recipe cannot be: ae: 65 layers are more than 64"},
		{hidden(200_000, 1), "the recipe cannot be: ae: 200000 layers are more than 64"},
		{convs([3]int64{1, 64, 64}, 4096, 1, 1, 1, 1, 1), "the recipe cannot be: ae: a pass would hold 50610177 numbers of each example, more than 1048576"},
		{convs([3]int64{1, 1, 4096}, 1, 255, 1), "the recipe cannot be: ae: a pass would hold 26"},
	} {
		text := sealed(c.b)
		refused(t, text, c.why)
		if grown := allocated(func() { ae.ParseText(text) }); grown > 1<<18+uint64(16*len(text)) {
			t.Errorf("%s: %d bytes allocated for a text of %d", c.why, grown, len(text))
		}
	}
}

// A weight of a byte lies between -127 and 127, and a scale where AppendText puts it.
func TestTextHostileInt8(t *testing.T) {
	m, err := ae.New(ae.Recipe{Input: nn.Flat(3), Code: 1})
	if err != nil {
		t.Fatal(err)
	}
	b := body(t, m.AppendText(nil, []float32{1, -1, 0.5, 0, 1, 1, 1, 0, 0, 0}, ae.Int8))
	last := len(b) - 3 // the decoder's three biases, and before them their scale
	for _, c := range []struct {
		scale  float32
		weight byte
		why    string
	}{
		{1, 0x80, "a weight is -128"},
		{0, 1, "the scale of an array is no scale"},
		{-1, 1, "the scale of an array is no scale"},
		{0x1p-127, 1, "the scale of an array is no scale"},
		{0x1.020408p+121, 1, "the scale of an array is no scale"},
		{float32(math.Inf(1)), 1, "the scale of an array is no finite number"},
	} {
		bad := append([]byte(nil), b...)
		binary.LittleEndian.PutUint32(bad[last-4:], math.Float32bits(c.scale))
		bad[last] = c.weight
		refused(t, sealed(bad), c.why)
	}
	for _, scale := range []float32{0x1p-126, 1, 0x1.020406p+121} {
		binary.LittleEndian.PutUint32(b[last-4:], math.Float32bits(scale))
		b[last], b[last+1] = 0x81, 127
		if _, w, err := ae.ParseText(sealed(b)); err != nil || w[7] != -127*scale || w[8] != 127*scale {
			t.Errorf("a scale of %g: %v, %v", scale, w, err)
		}
	}
}

func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// FuzzParseText reads anything, as it comes and with a sum that fits. What is read is written the same again when its form
// keeps all bits.
func FuzzParseText(f *testing.F) {
	for _, k := range zoo.All(f) {
		k.Recipe.Hidden = append([]int(nil), k.Recipe.Hidden...)
		m, w := started(f, k)
		if len(w) < 1200 {
			f.Add(m.AppendText(nil, w, ae.Int8))
			f.Add(body(f, m.AppendText(nil, w, ae.Float32)))
		}
	}
	for _, r := range []ae.Recipe{
		{Input: nn.Flat(2), Code: 1},
		{Input: nn.Seq(3, 1), Code: 1, Sequence: ae.Sequence{Cell: nn.GRU, Hidden: 1, Writes: true}},
		{Input: nn.Shape{Channels: 2, Height: 3, Width: 3}, Code: 2, Conv: []ae.Conv{{Channels: 1, Kernel: 2, Stride: 2}}, Cloud: ae.Cloud{On: true}},
	} {
		m, err := ae.New(r)
		if err != nil {
			f.Fatal(err)
		}
		w := make([]float32, m.Params())
		f.Add(body(f, m.AppendText(nil, w, ae.Float32)))
		f.Add(body(f, m.AppendText(nil, w, ae.Int8)))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, text := range [][]byte{b, sealed(b)} {
			m, w, err := ae.ParseText(text)
			if err != nil {
				if m != nil || w != nil || !strings.HasPrefix(err.Error(), "ae: text ") || strings.ContainsAny(err.Error(), "\n") {
					t.Fatalf("%v with %v", err, m)
				}
				continue
			}
			if len(w) != m.Params() || 4*len(w) > 8*len(text) {
				t.Fatalf("%d weights of %d from %d characters", len(w), m.Params(), len(text))
			}
			if form := body(t, text)[4]; form == byte(ae.Float32) && string(m.AppendText(nil, w, ae.Float32)) != string(text) {
				t.Fatalf("%s was read, but not written again", text)
			}
		}
	})
}
