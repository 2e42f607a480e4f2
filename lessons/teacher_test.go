package lessons

import (
	"testing"

	"hourglass/core/ae"
	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/train"
)

// What the teacher's pages (ID.teacher.md) say beyond the lessons' own words: their tasks open runs by links, and name what comes out.

// task is the run of a link on a teacher's page, from another seed, beside the lesson's twin.
func task(t *testing.T, l *Lesson, seed uint32, link string) *ask.Run {
	t.Helper()
	k, err := train.ParseLink(link, l.Setup)
	if err != nil {
		t.Fatal(err)
	}
	k.Setup.Seed = seed
	r, err := train.Open(k, l.Apart()...)
	if err != nil {
		t.Fatal(err)
	}
	for r.Next() {
	}
	return ask.Of(r.Session)
}

// within holds that a number lies where a page says.
func within(t *testing.T, seed uint32, what string, v, least, most float64) {
	t.Helper()
	if v < least || v > most {
		t.Errorf("seed %d: %s is %.5g, not from %g to %g", seed, what, v, least, most)
	}
}

func TestTeachingLine(t *testing.T) {
	claim(t)
	m, err := ae.New(Line.Setup.Recipe())
	if err != nil {
		t.Fatal(err)
	}
	var snap train.Snapshot
	run(t, &Line, 1, 0).Snapshot(&snap, 0)
	if n := len(snap.Params); n != 67 || train.TrainRows != 256 || m == nil {
		t.Errorf("%d weights and biases for %d dots", n, train.TrainRows)
	}
	for _, seed := range seeds {
		one, two := task(t, &Line, seed, "scatter=0.1&step=3000").Now().Loss, task(t, &Line, seed, "neck=2&scatter=0.1&step=3000").Now().Loss
		if two > 0.0005 || two > one/10 {
			t.Errorf("seed %d: scattered dots: %.5f through one number, %.5f through two", seed, one, two)
		}
	}
	// Task 1, of the seed of its link: with more units the circle stays flat.
	if l := task(t, &Line, 1, "data=circle&width=32&step=6000").Now().Loss; l < 0.08 {
		t.Errorf("the wider network's circle comes to %.4f", l)
	}
}

func TestTeachingHourglass(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		last := 1.0
		for _, neck := range []string{"1", "2", "3", "4", "8"} {
			loss := float64(task(t, &Hourglass, seed, "neck="+neck+"&step=2000").Now().Loss)
			if loss >= last {
				t.Errorf("seed %d: %s numbers lose %.4f, fewer %.4f", seed, neck, loss, last)
			}
			last = loss
			switch neck {
			case "1":
				within(t, seed, "the loss of one number", loss, 0.045, 0.055)
			case "8":
				within(t, seed, "the loss of eight", loss, 0.0025, 0.0035)
			}
		}
		for rate, bounds := range map[string][2]float64{"0.03": {0, 1000}, "0.003": {2500, 6500}} {
			within(t, seed, "steps to the goal at "+rate, float64(until(task(t, &Hourglass, seed, "rate="+rate), Hourglass.Goal.Watch, 8000)), bounds[0], bounds[1])
		}
		if n := until(task(t, &Hourglass, seed, "rate=0.0003"), Hourglass.Goal.Watch, 20000); n >= 0 {
			t.Errorf("seed %d: a rate of 0.0003 reaches the goal at %d", seed, n)
		}
		within(t, seed, "the loss on unseen crossed bars", float64(task(t, &Hourglass, seed, "data=crossed-bars&step=4000").Now().Valid), 0.12, 1)
		bent, straight := task(t, &Hourglass, seed, "step=4000").Now().Loss, task(t, &Hourglass, seed, "unit=linear&step=4000").Now().Loss
		if straight < 4*bent {
			t.Errorf("seed %d: linear units %.4f, bent %.4f", seed, straight, bent)
		}
	}
	// The third seed takes over 6,000 steps to the goal, the first two about half.
	for i, seed := range seeds {
		n := until(run(t, &Hourglass, seed, 0), Hourglass.Goal.Watch, 8000)
		if i < 2 && (n < 2500 || n > 3500) || i == 2 && n < 6000 {
			t.Errorf("seed %d: the goal is reached at %d", seed, n)
		}
	}
}

func TestTeachingFlat(t *testing.T) {
	claim(t)
	gains := [2]float64{1, 0}
	for _, seed := range seeds {
		over := map[string]float64{}
		for _, neck := range []string{"2", "16"} {
			over[neck] = 1 + measure(t, task(t, &Flat, seed, "neck="+neck+"&step=3000"), "over pca")
		}
		within(t, seed, "bent over PCA, two numbers", over["2"], 0, 1.0/7)
		within(t, seed, "bent over PCA, sixteen", over["16"], 0.4, 0.6)
		within(t, seed, "blobs: bent over PCA", 1+measure(t, task(t, &Flat, seed, "data=blobs&step=3000"), "over pca"), 0, 0.1)
		s := task(t, &Flat, seed, "data=glyphs&step=3000")
		within(t, seed, "glyphs: bent over PCA", 1+measure(t, s, "over pca"), 0.55, 0.65)
		gain := 1 - measure(t, s, "valid")/measure(t, s, "twin valid")
		gains = [2]float64{min(gains[0], gain), max(gains[1], gain)}
	}
	if gains[0] < 0.02 || gains[0] > 0.07 || gains[1] < 0.17 || gains[1] > 0.23 {
		t.Errorf("glyphs: on unseen pictures bent gains from %.3f to %.3f", gains[0], gains[1])
	}
	s := task(t, &Flat, 12, "data=crossed-bars&width=64&depth=2&rate=0.003&step=3000")
	if bent, straight := measure(t, s, "valid"), measure(t, s, "twin valid"); bent > 0.8*straight {
		t.Errorf("the exception: unseen: bent %.4f, straight %.4f", bent, straight)
	}
}

func TestTeachingNoise(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		for amount, bounds := range map[string][2]float64{"0.05": {0.008, 0.011}, "0.33": {0.006, 0.0081}, "0.6": {0.009, 0.011}, "0.9": {0.023, 0.026}} {
			within(t, seed, "a third torn, trained on "+amount, measure(t, task(t, alone(&Noise), seed, "amount="+amount+"&step=3000"), masked), bounds[0], bounds[1])
		}
		s := task(t, &Noise, seed, "neck=2&step=3000")
		within(t, seed, "two numbers, plain", measure(t, s, "twin "+masked), 0.05, 0.1)
		within(t, seed, "two numbers, denoising", measure(t, s, masked), 0.006, 0.014)
		many := task(t, &Noise, seed, "step=3000")
		within(t, seed, "sixteen numbers against two, plain", measure(t, many, "twin "+masked)/measure(t, s, "twin "+masked), 0.25, 0.5)
		within(t, seed, "sixteen numbers against two, denoising", measure(t, many, masked)/measure(t, s, masked), 0.48, 0.68)
		s = task(t, alone(&Noise), seed, "data=glyphs&step=3000")
		within(t, seed, "glyphs: what is left of the error", measure(t, s, masked)/measure(t, s, "raw "+masked), 0.5, 0.6)
	}
}

func TestTeachingSparsity(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		off := 0.0
		for _, c := range []struct {
			pressure    string
			least, most float64 // units awake
		}{{"0.0001", 31, 33}, {"0.001", 4, 5.5}, {"0.003", 3, 5.5}, {"0.01", 2.5, 5.5}, {"0.03", 0, 0.1}} {
			s := task(t, alone(&Sparsity), seed, "pressure="+c.pressure+"&step=3000")
			within(t, seed, "awake at "+c.pressure, measure(t, s, "awake"), c.least, c.most)
			if owned, silent := measure(t, s, "owned"), c.pressure == "0.03"; !silent && owned != 14 || silent && owned != 0 {
				t.Errorf("seed %d: %v bars owned at %s", seed, owned, c.pressure)
			}
			now := measure(t, s, copied)
			if now <= off {
				t.Errorf("seed %d: copies at %s are %.4f off, at less pressure %.4f", seed, c.pressure, now, off)
			}
			off = now
		}
		for keep, bounds := range map[string][2]float64{"1": {0, 5}, "2": {6, 11}, "4": {14, 14}} {
			within(t, seed, "bars owned with "+keep+" let through", measure(t, task(t, alone(&Sparsity), seed, "sparse=topk&keep="+keep+"&step=3000"), "owned"), bounds[0], bounds[1])
		}
	}
}

func TestTeachingSampling(t *testing.T) {
	claim(t)
	if d := data.Faces.Dim(); d != 256 {
		t.Errorf("faces have %d pixels", d)
	}
	for _, seed := range seeds {
		for beta, nats := range map[string]float64{"0.1": 6, "1": 3, "4": 1} {
			within(t, seed, "nats at "+beta, measure(t, task(t, alone(&Sampling), seed, "beta="+beta+"&step=2000"), "kl"), nats-0.5, nats+0.5)
		}
		four, eight := task(t, alone(&Sampling), seed, "neck=4&step=2000"), task(t, alone(&Sampling), seed, "neck=8&step=2000")
		a, b := measure(t, four, "kl"), measure(t, eight, "kl")
		if b > 4 || b > 1.1*a || measure(t, eight, "silent") != 4 {
			t.Errorf("seed %d: four numbers tell %.2f nats, eight %.2f, %v silent", seed, a, b, measure(t, eight, "silent"))
		}
	}
}
