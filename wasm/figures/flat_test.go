package figures

import (
	"math"
	"slices"
	"strings"
	"testing"

	"hourglass/core/nn"
	"hourglass/core/pca"
	"hourglass/core/train"
	"hourglass/lessons"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
)

// What the figures of straight and bent networks beside PCA show.

const straightTwin = "depth=0 unit=0 output=1"

// gonums is PCA of a builder's training examples by other hands than the page's.
func gonums(t *testing.T, b *scene.Builder) *pca.Model {
	t.Helper()
	m, err := pca.Fit(b.Set.TrainX(), b.Set.Train, b.Set.Dim())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// In a plane each network's curve is what its decoder draws of its code, the copies are the network's, and the dashed line is PCA's.
func TestPlanesOfRivals(t *testing.T) {
	b, session := figured(t, 300, []string{"rivals", "gap"}, turnsOf(t, straightTwin), turnsOf(t, "output=1 data=5 neck=1 rate=0.01")...)
	f, m := &b.Panel("rivals").(*rivals).planes, gonums(t, b)
	for a := range 2 {
		if math.Abs(float64(f.mean[a])-m.Mean[a]) > 1e-6 || math.Abs(math.Abs(float64(f.along[a]))-math.Abs(m.Components[a])) > 1e-5 {
			t.Errorf("PCA's line goes through %v along %v, gonum's through %v along %v", f.mean, f.along, m.Mean, m.Components[:2])
		}
	}
	var bent, straight []float32
	for i := range 20 {
		session.Show(i)
		bent, straight = session.Rebuild(bent), session.Twin().Rebuild(straight)
		same(t, "bent copy", f.sides[0].copies[2*i:2*i+2], bent)
		if i == 0 {
			session.Twin().Show(i)
		}
	}
	first, mid, last := f.sides[1].curve[:2], f.sides[1].curve[sweepPoints-1:sweepPoints+1], f.sides[1].curve[2*sweepPoints-2:]
	for a := range 2 {
		if off := scene.Abs((first[a]+last[a])/2 - mid[a]); off > 1e-4 {
			t.Errorf("the straight network's line is bent by %v", off)
		}
	}
	if u, v := f.sides[0].curve[1], f.sides[0].curve[sweepPoints]; v-u < 0.3 { // its middle is higher than its end
		t.Errorf("the bent one's curve goes from %v up to %v", u, v)
	}
	holds(t, b, "rivals")
	quiet(t, b, session, &scene.Look{Hero: "rivals"}, &scene.Look{Hero: "gap"})
	for _, turns := range []string{"neck=2", "neck=1 noise=1"} {
		b, _ := figured(t, 20, []string{"rivals"}, nil, turnsOf(t, "output=1 data=5 "+turns)...)
		holds(t, b, "rivals")
	}
}

// Pressed, a plane takes the shown point there.
func TestPlanesOfRivalsAreTouched(t *testing.T) {
	b, _ := figured(t, 20, []string{"rivals"}, turnsOf(t, straightTwin), turnsOf(t, "output=1 data=5 neck=1")...)
	var s scene.Scene
	b.Build(&s, 1010, 838, &scene.Look{})
	hit := find(t, &s, PlanePoint)
	h := &opener{}
	b.Touch(&scene.Gesture{Act: scene.Press, Hit: hit, X: (hit.X + hit.X2) / 2, Y: (hit.Y + hit.Y2) / 2, Pic: &s}, h)
	if len(h.sent) != 2 || math.Abs(h.sent[0].Value) > 1e-5 || math.Abs(h.sent[1].Value) > 1e-5 {
		t.Errorf("a press in the middle sends %d commands", len(h.sent))
	}
}

// A pair of bars is as high as its errors are large, on one axis from zero.
func TestGapIsDrawnToScale(t *testing.T) {
	b, session := figured(t, 1500, []string{"gap", "curve"}, turnsOf(t, straightTwin), turnsOf(t, "data=2 rate=0.01")...)
	f := b.Panel("gap").(*gap)
	for i, what := range map[int][2]string{byPCA: {"pca", "pca valid"}, byTwin: {"twin", "twin valid"}, byRun: {"loss", "valid"}} {
		for k, v := range [2]float64{f.pairs[i].Loss, f.pairs[i].Fresh} {
			if want, ok := session.Measure(what[k]); !ok || math.Abs(v-want) > 1e-5 {
				t.Errorf("%s is %v, not %v", what[k], v, want)
			}
		}
	}
	var s scene.Scene
	b.Build(&s, 1010, 838, &scene.Look{})
	var tall []float32
	for _, m := range s.Marks {
		if m.Kind == scene.Rect && m.X2-m.X > 30 && m.Y2-m.Y > 30 && m.Role != tint.Ground && (m.Role == tint.Dim || m.Role == tint.Ink || m.Role == tint.Sand || m.Role == tint.Sea) {
			tall = append(tall, m.Y2-m.Y)
		}
	}
	if len(tall) != 6 {
		t.Fatalf("%d bars", len(tall))
	}
	for i, v := range tall {
		at := f.pairs[rivalOrder[1][i/2]]
		if want := [2]float64{at.Loss, at.Fresh}[i%2] / f.pairs[byPCA].Loss; math.Abs(float64(v/tall[0])-want) > 0.01 {
			t.Errorf("bar %d is %v as high as PCA's, its error %v", i, v/tall[0], want)
		}
	}
	holds(t, b, "gap")
	quiet(t, b, session, &scene.Look{Hero: "gap"})
	for _, turns := range []string{"output=1 data=5 neck=2", "data=11 neck=3", "loss=1"} {
		b, _ := figured(t, 0, []string{"gap"}, nil, turnsOf(t, turns)...)
		holds(t, b, "gap")
	}
}

// While a run goes the axes of errors stand still, whatever the start; and on a strip over the words the bars are there.
func TestErrorsStandOnAxesThatStandStill(t *testing.T) {
	b, session := figured(t, 0, []string{"gap", "sizes"}, turnsOf(t, straightTwin), turnsOf(t, "rate=0.01")...)
	g, f := b.Panel("gap").(*gap), b.Panel("sizes").(*sizes)
	most, lo, hi := g.most, f.lo, f.hi
	for range 6 {
		for range 100 {
			session.Step()
		}
		show(t, b, session)
		if g.most != most || f.lo != lo || f.hi != hi {
			t.Fatalf("an axis went from %v, %v, %v to %v, %v, %v", most, lo, hi, g.most, f.lo, f.hi)
		}
	}
	if f.loss[0] < lo || f.loss[1] > hi {
		t.Errorf("errors of %v on an axis from %v to %v", f.loss, lo, hi)
	}
	var s scene.Scene
	b.Build(&s, 390, 118, &scene.Look{Hero: "gap"})
	bars := 0
	for _, m := range s.Marks {
		if m.Kind == scene.Rect && m.Y2-m.Y > 3 && m.Y > 30 {
			bars++
		}
	}
	if bars != 6 {
		t.Errorf("%d bars on a strip", bars)
	}
}

// Under both planes the bars begin at one place and are of one scale, however long the names are: PCA's own is the same under both.
func TestBarsUnderThePlanes(t *testing.T) {
	b, _ := figured(t, 300, []string{"rivals"}, turnsOf(t, straightTwin), turnsOf(t, "output=1 data=5 neck=1 rate=0.01")...)
	b.Lesson.Names = [2]string{"bent", "a long name"}
	for _, at := range [][2]float32{{1010, 838}, {390, 464}} {
		var s scene.Scene
		b.Build(&s, at[0], at[1], &scene.Look{})
		var planes []scene.Hit
		for _, h := range s.Hits {
			if h.Target == PlanePoint {
				planes = append(planes, h)
			}
		}
		var best []scene.Mark
		for _, m := range s.Marks {
			if m.Kind == scene.Rect && m.Role == tint.Dim {
				best = append(best, m)
			}
		}
		if len(planes) != 2 || len(best) != 2 {
			t.Fatalf("%d planes, %d bars of PCA", len(planes), len(best))
		}
		if scene.Abs(best[0].X-planes[0].X-best[1].X+planes[1].X) > 0.01 || scene.Abs(best[0].X2-best[0].X-best[1].X2+best[1].X) > 0.01 {
			t.Errorf("PCA's bars run from %v to %v and from %v to %v", best[0].X, best[0].X2, best[1].X, best[1].X2)
		}
	}
}

// The trace is the twin's loss over PCA's error, and knows where the rate was turned while it looked on.
func TestTrace(t *testing.T) {
	b, session := figured(t, 0, []string{"trace", "rivals"}, turnsOf(t, straightTwin), turnsOf(t, "neck=8 rate=0.01")...)
	for range 600 {
		session.Step()
	}
	show(t, b, session)
	for _, rate := range []float64{0.005, 0.001} { // a drag of the slider: what it passes is no turn
		if err := session.Turn(train.Number("rate"), rate); err != nil {
			t.Fatal(err)
		}
		show(t, b, session)
	}
	for range 400 {
		session.Step()
	}
	show(t, b, session)
	f := b.Panel("trace").(*trace)
	if want := []rateTurn{{0, 0.01}, {600, 0.001}}; !slices.Equal(f.rates[:f.turns], want) {
		t.Errorf("the rate was turned at %v, not %v", f.rates[:f.turns], want)
	}
	want, _ := session.Measure("twin over pca")
	if got := f.over(b.Snap.Now.Twin); math.Abs(float64(got)-100*want) > 0.001 {
		t.Errorf("%v %% over PCA, the run says %v", got, 100*want)
	}
	holds(t, b, "trace")
	quiet(t, b, session, &scene.Look{Hero: "trace"})
	// A new run forgets them.
	if err := session.Again(); err != nil {
		t.Fatal(err)
	}
	show(t, b, session)
	if want := []rateTurn{{0, 0.001}}; !slices.Equal(f.rates[:f.turns], want) {
		t.Errorf("anew, the rate was turned at %v, not %v", f.rates[:f.turns], want)
	}
	for _, turns := range []string{"output=1 data=5 neck=2", "loss=1", "neck=8"} { // PCA makes no error; no squared one; no twin
		b, _ := figured(t, 30, []string{"trace"}, nil, turnsOf(t, turns)...)
		holds(t, b, "trace")
	}
	for at, goal := 0, lessons.Flat.Goal.Watch.All; at < len(goal); at++ {
		if goal[at].What == "twin over pca" && goal[at].Value != Landed {
			t.Errorf("the lesson lands at %v, its trace at %v", goal[at].Value, Landed)
		}
	}
}

// In space an example stands where gonum's PCA has it, the straight network's grid is flat and, trained, lies in PCA's sheet, and the bent one's does not.
func TestSpace(t *testing.T) {
	b, session := figured(t, 1500, []string{"space", "rivals"}, turnsOf(t, straightTwin), turnsOf(t, "rate=0.01")...)
	f, m := b.Panel("space").(*space), gonums(t, b)
	code := make([]float64, 3)
	far := 0.0
	for i := range b.Set.Train {
		m.Project(code, b.Set.Picture(i))
		far = max(far, math.Sqrt(code[0]*code[0]+code[1]*code[1]+code[2]*code[2]))
	}
	for i := range b.Set.Train {
		m.Project(code, b.Set.Picture(i))
		for a, v := range code {
			if got := math.Abs(float64(f.dots[3*i+a])); math.Abs(got-math.Abs(v)/far) > 1e-4 {
				t.Fatalf("example %d stands at %v along direction %d, not %v", i, got, a, v/far)
			}
		}
	}
	for i, most := range [2]float64{0, 0.02} {
		lift := f.lift(i)
		if i == 0 && lift < 0.2 || i == 1 && lift > most {
			t.Errorf("network %d leaves PCA's sheet by %v", i, lift)
		}
	}
	live := 0
	for i, ok := range f.nets[1].live {
		if ok {
			live++
			if z := f.nets[1].at[3*i+2]; scene.Abs(z) > 0.03 {
				t.Errorf("the straight sheet stands %v over PCA's", z)
				break
			}
		}
	}
	if live < 200 || live == len(f.nets[1].live) {
		t.Errorf("%d of %d places are drawn", live, len(f.nets[1].live))
	}
	holds(t, b, "space")
	quiet(t, b, session, &scene.Look{Hero: "space"}, &scene.Look{Point: "space rivals", Flow: true})
	for _, turns := range []string{"output=1 data=5 neck=1", "output=1 data=8 neck=2", "neck=1", "neck=12", "data=11 neck=2"} {
		b, session := figured(t, 20, []string{"space", "curve"}, turnsOf(t, straightTwin), turnsOf(t, turns)...)
		holds(t, b, "space")
		quiet(t, b, session, &scene.Look{Hero: "space"})
	}
}

// What is drawn is sorted by depth, and a turn by hand moves the points as a turn of the head would: none comes nearer to the axis it turns round.
func TestSpaceIsTurned(t *testing.T) {
	b, _ := figured(t, 100, []string{"space"}, turnsOf(t, straightTwin), turnsOf(t, "rate=0.01")...)
	f := b.Panel("space").(*space)
	var s scene.Scene
	b.Build(&s, 1010, 838, &scene.Look{Flow: true})
	if f.swing == 0 {
		t.Error("it stands still while a run goes")
	}
	hit, h := find(t, &s, Turned), &opener{}
	was := f.facing()
	b.Touch(&scene.Gesture{Act: scene.Press, Hit: hit, X: 100, Y: 100, Pic: &s}, h)
	if scene.Abs(f.facing()-was) > 1e-6 || h.drawn != 1 {
		t.Errorf("a press turns it from %v to %v, drawn %d times", was, f.facing(), h.drawn)
	}
	b.Touch(&scene.Gesture{Act: scene.Drag, Hit: hit, X: 150, Y: 3000, Pic: &s}, h)
	if f.facing() <= was || f.pitch != mostPitch || h.drawn != 2 || len(h.sent) != 0 {
		t.Errorf("a drag turns it to %v, %v, drawn %d times, sent %v", f.facing(), f.pitch, h.drawn, h.sent)
	}
	yaw := f.facing()
	b.Key("space", 1, -1, h)
	b.Build(&s, 1010, 838, &scene.Look{Flow: true})
	if f.facing() <= yaw || f.swing != 0 {
		t.Error("a key does not turn it, or it still turns by itself")
	}
	c := &camera{k: 1, cosY: 1, cosP: 1}
	if x, y, depth := c.see([]float32{0.5, -0.5, 0.25}); x <= 0 || y >= 0 || depth <= 0 {
		t.Errorf("what is right, near and above is seen at %v, %v, %v", x, y, depth)
	}
	last := 0
	for _, i := range f.order[:len(f.items)] {
		at := bin(f.items[i].depth)
		if at < last {
			t.Fatalf("what lies at %d is drawn after what lies at %d", at, last)
		}
		last = at
	}
}

// Of a code of more than two numbers the map shows the two that tell most, by their nats, named by their number; a rival must be clearly louder to
// take a place.
func TestMapShowsTheLoudest(t *testing.T) {
	b, session := figured(t, 600, []string{"map", "network"}, nil, turnsOf(t, "data=1 neck=6 code=1 beta=0.1 rate=0.01")...)
	kl := make([]float64, 6)
	nn.GaussKL(kl, b.Sent, b.Set.Valid, 6)
	across, up := b.Axes()
	for k, v := range kl {
		if k != across && k != up && v > min(kl[across], kl[up]) {
			t.Errorf("numbers %d and %d are on the map, of %v nats", across, up, kl)
		}
	}
	if across >= up {
		t.Errorf("number %d lies across, %d up", across, up)
	}
	var s scene.Scene
	b.Build(&s, 640, 420, &scene.Look{Hero: "map"})
	for _, k := range [2]int{across, up} {
		name := "z" + string([]rune("₁₂₃₄₅₆")[k])
		if !says(&s, name) {
			t.Errorf("no axis is called %s", name)
		}
		if !strings.Contains(string(b.Tell(nil)), name) {
			t.Errorf("%s does not tell of %s", b.Tell(nil), name)
		}
	}
	changes, last := 0, [2]int{across, up}
	for range 60 {
		for range 10 {
			session.Step()
		}
		show(t, b, session)
		if a, u := b.Axes(); [2]int{a, u} != last {
			changes, last = changes+1, [2]int{a, u}
		}
	}
	if changes > 1 {
		t.Errorf("the axes changed %d times in 600 steps", changes)
	}
	// A point's numbers are weighed by how far they spread, over the examples set aside.
	b, session = figured(t, 200, []string{"map"}, nil, turnsOf(t, "neck=5 rate=0.01")...)
	spread := make([]float64, 5)
	for k := range spread {
		var z []float64
		for i := k; i < len(b.ValidCodes()); i += 5 {
			z = append(z, float64(b.ValidCodes()[i]))
		}
		mean := 0.0
		for _, v := range z {
			mean += v / float64(len(z))
		}
		for _, v := range z {
			spread[k] += (v - mean) * (v - mean)
		}
	}
	across, up = b.Axes()
	for k, v := range spread {
		if k != across && k != up && v > min(spread[across], spread[up]) {
			t.Errorf("numbers %d and %d are on the map, of spreads %v", across, up, spread)
		}
	}
	quiet(t, b, session, &scene.Look{})
}

// A rate at which networks blow up leaves pictures that can be drawn.
func TestFlatFiguresOutliveABlowUp(t *testing.T) {
	b, session := figured(t, 0, []string{"rivals", "space", "gap", "trace"}, turnsOf(t, straightTwin), turnsOf(t, "optimiser=0 rate=10")...)
	for i := range 60 {
		session.Step()
		if i == 30 {
			for _, turn := range turnsOf(t, "output=1 data=5 neck=1 rate=10") {
				if err := session.Turn(train.Number(turn.Knob), turn.Value); err != nil {
					t.Fatal(err)
				}
			}
		}
		show(t, b, session)
		for _, hero := range b.Lesson.Figures {
			var s scene.Scene
			b.Build(&s, 1010, 838, &scene.Look{Hero: hero})
			sound(t, &s, 12)
			legible(t, &s, 1010, 838)
		}
	}
}
