package figures

import (
	"math"
	"slices"
	"strings"
	"testing"

	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/train"
	"hourglass/lessons"
	"hourglass/wasm/scene"
	"hourglass/wasm/wire"
)

// squeezedRun is a builder with the figures of squeezed pictures.
func squeezedRun(t *testing.T, steps, bits int, turns string) (*scene.Builder, *ask.Run) {
	t.Helper()
	b, r := figured(t, steps, []string{"rates", "cuts", "ledger"}, turnsOf(t, "neck=2"), turnsOf(t, turns)...)
	if err := r.Dial(train.Bits, float64(bits)); err != nil {
		t.Fatal(err)
	}
	show(t, b, r)
	return b, r
}

// measured is a number of a run that there is.
func measured(t *testing.T, r *ask.Run, what string) float64 {
	t.Helper()
	v, ok := r.Measure(what)
	if !ok {
		t.Fatalf("there is no %q", what)
	}
	return v
}

// The lines are what the run measures, by every number of bits; so are the copies and what travels.
func TestRatesAreWhatIsMeasured(t *testing.T) {
	b, r := squeezedRun(t, 200, 3, "neck=4 rate=0.01")
	f := b.Panel("rates").(*rates)
	for bits, name := range []string{"", "cut 1", "cut 2", "cut 3", "cut 4", "cut 5", "cut 6", "cut 7", "cut 8"} {
		if bits == 0 {
			continue
		}
		for side, whose := range []string{"", "twin "} {
			if got, want := f.cut[side].Off[bits], measured(t, r, whose+name); math.Abs(got-want) > 1e-6 {
				t.Errorf("%s%s: the line has %v, the run %v", whose, name, got, want)
			}
		}
	}
	for i, what := range []string{"cut pca", "cut dct"} {
		if got, want := f.deals[i].Error(12), measured(t, r, what); math.Abs(got-want) > 1e-9 {
			t.Errorf("%s: the line has %v, the run %v", what, got, want)
		}
	}
	c := b.Panel("cuts").(*cuts)
	sum := 0.0
	for i := range b.Set.Valid {
		r.Show(b.Set.Train + i)
		show(t, b, r)
		if !slices.Equal(c.rows[0].all[0], b.Set.Picture(b.Set.Train+i)) {
			t.Fatal("another picture is shown")
		}
		sum += c.rows[0].off[1] / float64(b.Set.Valid)
	}
	if want := measured(t, r, "cut"); math.Abs(sum-want) > 1e-6 {
		t.Errorf("the copies are off by %v, the run says %v", sum, want)
	}
	l := b.Panel("ledger").(*ledger)
	for i, what := range []string{"pays plain", "pays pca", "pays dct"} {
		if got, want := l.bill[0].Pays(l.bill[1+i]), measured(t, r, what); got != want {
			t.Errorf("%s: the figure has %v, the run %v", what, got, want)
		}
	}
}

// While snapshots follow each other the lines come part by part; at rest they are whole, and a dial that is turned has nothing worked out anew.
func TestRatesCatchUp(t *testing.T) {
	b, r := squeezedRun(t, 50, 4, "neck=4 rate=0.01")
	f := b.Panel("rates").(*rates)
	b.Brisk = true
	for range 5 {
		for range 20 {
			r.Step()
		}
		show(t, b, r)
	}
	if got, want := f.cut[0].Off[8], measured(t, r, "cut 8"); got == want {
		t.Error("nothing was left for later")
	}
	b.Brisk = false
	show(t, b, r)
	for _, bits := range []int{1, 8} {
		if got, want := f.cut[0].Off[bits], measured(t, r, []string{1: "cut 1", 8: "cut 8"}[bits]); math.Abs(got-want) > 1e-6 {
			t.Errorf("at rest the line has %v by %d bits, the run %v", got, bits, want)
		}
	}
}

// The dot goes where the hand is, in whole bits, and the keys move it too; its line stays.
func TestTheDotIsDragged(t *testing.T) {
	b, _ := squeezedRun(t, 100, 8, "neck=4")
	var s scene.Scene
	b.Build(&s, 1010, 838, &scene.Look{Hero: "rates"})
	f, hit := b.Panel("rates").(*rates), find(t, &s, OnRates)
	at := func(bits float64) float32 { return f.x(4 * bits) }
	for _, c := range []struct {
		x    float32
		want float64
	}{{at(3), 3}, {at(5.2), 5}, {hit.X, 1}, {at(7.9), 0}, {hit.X2, 0}} {
		h := &recorder{}
		f.Touch(&b.Base, &scene.Gesture{Act: scene.Drag, Hit: hit, X: c.x, Y: hit.Y + 5}, h)
		if c.want == 0 {
			if len(h.sent) > 0 {
				t.Errorf("at its own place it asks for %+v", h.sent)
			}
			continue
		}
		if len(h.sent) != 1 || h.sent[0].Op != wire.Turn || h.sent[0].Knob != train.Number("bits") || h.sent[0].Value != c.want {
			t.Errorf("%v: %+v, want %v bits", c.x, h.sent, c.want)
		}
	}
	h := &recorder{}
	f.Key(&b.Base, -1, 0, h)
	f.Key(&b.Base, 1, 0, h)
	if len(h.sent) != 1 || h.sent[0].Value != 7 {
		t.Errorf("the keys ask for %+v", h.sent)
	}
}

// A recorder keeps what a figure asks for.
type recorder struct {
	scene.Hand
	sent  []wire.Command
	drawn int
}

func (h *recorder) Send(c wire.Command) { h.sent = append(h.sent, c) }
func (h *recorder) Redraw()             { h.drawn++ }

// Lines of other necks stay when the neck changes, once they had learned; on other data they go.
func TestFormerNecksStay(t *testing.T) {
	b, r := squeezedRun(t, leastRates, 4, "neck=4 rate=0.01")
	f := b.Panel("rates").(*rates)
	was := f.now.off
	turn := func(knob string, v float64) {
		t.Helper()
		if err := r.Turn(train.KnobIndex(knob), v); err != nil {
			t.Fatal(err)
		}
		show(t, b, r)
	}
	turn("neck", 3)
	if f.was[0].neck != 4 || f.was[0].off != was {
		t.Errorf("%+v", f.was)
	}
	turn("neck", 6) // three had not learned
	if f.was[0].neck != 4 || f.was[1].neck != 0 {
		t.Errorf("%+v", f.was)
	}
	turn("data", float64(data.Blobs))
	if f.was[0].neck != 0 {
		t.Errorf("of other data: %+v", f.was)
	}
}

// A picture of another kind lies whole on pictures of every size, and is not of their kind.
func TestTheStranger(t *testing.T) {
	for kind, on := range map[data.Kind]int{data.Bars: 7, data.Digits: 12, data.Faces: 16, data.Glyphs: 7} {
		b, _ := squeezedRun(t, 0, 4, "neck=4 data="+string(rune('0'+int(kind)%10)))
		if int(kind) > 9 {
			b, _ = squeezedRun(t, 0, 4, "neck=4 data=1"+string(rune('0'+int(kind)-10)))
		}
		x := b.Panel("cuts").(*cuts).rows[0].all[0]
		y := slices.Clone(x)
		if !b.Stranger(y) || len(y) != on*on {
			t.Fatalf("%v: %d numbers", kind, len(y))
		}
		sum := float32(0)
		for _, v := range y {
			sum += v
		}
		if sum < 4 {
			t.Errorf("%v: it weighs %v", kind, sum)
		}
	}
}

// The line on the ledger is a matter of looking.
func TestTheLedgerIsDragged(t *testing.T) {
	b, _ := squeezedRun(t, 100, 4, "neck=4")
	var s scene.Scene
	b.Build(&s, 1010, 838, &scene.Look{Hero: "ledger"})
	f, hit, h := b.Panel("ledger").(*ledger), find(t, &s, OnLedger), &recorder{}
	f.Touch(&b.Base, &scene.Gesture{Act: scene.Drag, Hit: hit, X: hit.X + (hit.X2-hit.X)/3, Y: hit.Y}, h)
	if f.pictures != 100 || h.drawn != 1 || len(h.sent) > 0 {
		t.Errorf("%v pictures, %+v", f.pictures, h)
	}
	f.look(1, h)
	for range 3 {
		f.Key(&b.Base, 1, 0, h)
	}
	if f.pictures < 4 || f.pictures > 6 {
		t.Errorf("three keys lead from 1 to %v", f.pictures)
	}
	f.look(1e9, h)
	if f.pictures != mostPictures {
		t.Errorf("%v", f.pictures)
	}
}

// All of it is legible at every size, on pictures and signals, and a frame allocates nothing.
func TestSqueezedFiguresHold(t *testing.T) {
	for _, turns := range []string{"neck=4 rate=0.01", "neck=8 data=10", "neck=3 data=11"} {
		b, r := squeezedRun(t, 150, 4, turns)
		for _, name := range []string{"rates", "cuts", "ledger"} {
			holds(t, b, name)
			quiet(t, b, r, &scene.Look{Hero: name})
		}
	}
	b, _ := figured(t, 1, []string{"rates", "cuts", "ledger"}, nil, turnsOf(t, "output=1 data=5 neck=1")...)
	var s scene.Scene
	b.Build(&s, 1010, 838, &scene.Look{Hero: "rates"})
	b, _ = figured(t, 1, []string{"rates"}, nil, lessons.Turn{Knob: "tied", Value: 1})
	if b.Build(&s, 1010, 838, &scene.Look{}); !reading(&s, "cannot travel alone") {
		t.Error("a tied decoder travels")
	}
}

// The file's parts are those of the file that the run saves, at every number of bits: the decoder to the byte, the whole within a hundredth.
func TestTheFileIsDrawn(t *testing.T) {
	b, r := squeezedRun(t, 100, 4, "neck=4 width=32 rate=0.01")
	var s scene.Scene
	look := &scene.Look{Hero: "ledger", Point: "ledger cuts"}
	for _, bits := range []float64{4, 1, 8} {
		if err := r.Dial(train.Bits, bits); err != nil {
			t.Fatal(err)
		}
		show(t, b, r)
		file, sizes, err := r.Pack()
		if err != nil {
			t.Fatal(err)
		}
		b.Build(&s, 1010, 838, look)
		got := b.Packed()
		if off := math.Abs(float64(got.All())/float64(len(file)) - 1); off > 0.01 || got.Weights != sizes.Weights {
			t.Errorf("by %v bits the figure has %+v, the file %+v", bits, got, sizes)
		}
		if off := math.Abs(float64(got.Codes - sizes.Codes)); off > 2+0.01*float64(sizes.Codes) {
			t.Errorf("by %v bits the figure has codes of %d bytes, the file of %d", bits, got.Codes, sizes.Codes)
		}
		for _, text := range []string{"7,108 bytes", "6,272 bytes", "about "} {
			if !reading(&s, text) {
				t.Errorf("by %v bits nothing says %q", bits, text)
			}
		}
	}
	if !strings.Contains(string(b.Tell(nil)), "decoder 7,108 bytes") {
		t.Errorf("in words: %q", b.Tell(nil))
	}
	for _, size := range []scene.Size{{W: 390, H: 464}, {W: 390, H: 252}} {
		if b.Build(&s, size.W, size.H, look); !reading(&s, "decoder") || !reading(&s, "codes") {
			t.Errorf("at %v the parts have no names", size)
		}
	}
}

// Of a network that has hardly learned the ledger judges nothing, and the chart says that it is untrained, within its axis.
func TestUntrainedNothingIsClaimed(t *testing.T) {
	for _, steps := range []int{0, leastRates - 1, leastRates} {
		b, _ := squeezedRun(t, steps, 4, "neck=4 rate=0.01")
		var s scene.Scene
		b.Build(&s, 1010, 838, &scene.Look{Hero: "ledger"})
		judges := steps >= leastRates
		if reading(&s, "cheaper") != judges || reading(&s, "no claims") == judges {
			t.Errorf("after %d steps the ledger judges: %v", steps, !judges)
		}
		b.Build(&s, 1010, 838, &scene.Look{Hero: "rates"})
		f := b.Panel("rates").(*rates)
		if reading(&s, "untrained:") != (steps == 0) {
			t.Errorf("after %d steps the chart says otherwise", steps)
		}
		if off := f.cut[0].Off[8]; off >= f.hi || off <= f.lo {
			t.Errorf("after %d steps %v lies off the axis", steps, off)
		}
	}
}

// What networks leave waits for the bet, in the picture and in words; what the older ways leave does not.
func TestRatesWaitForTheBet(t *testing.T) {
	b, _ := squeezedRun(t, leastRates, 6, "neck=4 rate=0.01")
	var s scene.Scene
	for _, hide := range []string{"", "rates"} {
		b.Build(&s, 1010, 838, &scene.Look{Hero: "rates", Hide: hide})
		if reading(&s, "4 numbers") != (hide == "") || reading(&s, "comes with your bet") != (hide != "") || !reading(&s, "DCT") {
			t.Errorf("hidden %q: the chart shows otherwise", hide)
		}
		var p scene.Pen
		p.Scene = &scene.Scene{}
		p.Begin(0, 0, scene.Start, 0)
		b.Panel("rates").(*rates).Tell(&b.Base, &p)
		if strings.Contains(string(p.Bytes), b.Called(0)) != (hide == "") {
			t.Errorf("hidden %q: it tells %q", hide, p.Bytes)
		}
	}
}

// Where the stage has room for one figure the chart has the picture and its copy.
func TestTheChartHasACopyOnAPhone(t *testing.T) {
	b, _ := squeezedRun(t, leastRates, 4, "neck=4 rate=0.01")
	var s scene.Scene
	for size, want := range map[scene.Size]bool{{W: 390, H: 464}: true, {W: 390, H: 252}: true, {W: 1010, H: 838}: false} {
		if b.Build(&s, size.W, size.H, &scene.Look{Hero: "rates", Point: "rates cuts"}); reading(&s, "copy") != want {
			t.Errorf("at %v: %v", size, !want)
		}
	}
}
