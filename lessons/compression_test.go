package lessons

import (
	"slices"
	"testing"

	"hourglass/core/ask"
	"hourglass/core/train"
)

func init() {
	levers["compression"] = [][]Turn{{}, {{"data", clothes}}, {{"data", realDigits}}}
}

// The copies give way at three bits a number, and the first step waits for that and for the training.
func TestCutCodesGiveWay(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		step, s := opened(t, alone(&Compression), "cut", seed)
		turn(t, s, Turn{"bits", 3})
		if s.Read(step.Done).Reached {
			t.Errorf("seed %d: an untrained network is cut, and the step is done", seed)
		}
		learn(s, 1500)
		done(t, s, step, seed)
		last := 0.0
		for bits := 8.0; bits >= 1; bits-- {
			turn(t, s, Turn{"bits", bits})
			off := measure(t, s, "cut")
			if off < 0.97*last {
				t.Errorf("seed %d: by %v bits the error is %.4f, by one more %.4f", seed, bits, off, last)
			}
			last = off
		}
	}
}

// PCA is nearer with one bit a number and the network with two or more; the DCT, with as many bits, is further off than PCA at every number.
func TestPCAIsNearerWithFewBits(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		step, s := opened(t, alone(&Compression), "rivals", seed)
		if s.Read(step.Done).Reached {
			t.Errorf("seed %d: the step is done before anything is turned", seed)
		}
		for bits := 1.0; bits <= 8; bits++ {
			turn(t, s, Turn{"bits", bits})
			if got := s.Read(step.Done).Reached; got != (bits == 1) {
				t.Errorf("seed %d: by %v bits the network lags PCA by %.2f", seed, bits, measure(t, s, "lags pca"))
			}
			if measure(t, s, "cut dct") < measure(t, s, "cut pca") {
				t.Errorf("seed %d: by %v bits the DCT is nearer than PCA", seed, bits)
			}
		}
	}
}

// On bars half the numbers leave less than half of what half the bits leave.
func TestHalfTheNumbersWinOnBars(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		got, s := asked(t, &Compression, seed)
		if got != 0 || measure(t, s, "even") < 2 {
			t.Errorf("seed %d: option %d happened, the ratio is %.2f", seed, got, measure(t, s, "even"))
		}
	}
}

// On clothes a step's end can be reached, and PCA does as well.
func TestClothesInSixtyFourBits(t *testing.T) {
	claim(t)
	for _, seed := range seeds[:2] {
		step, s := opened(t, alone(&Compression), "clothes", seed)
		learn(s, 3000)
		turn(t, s, Turn{"bits", 4})
		done(t, s, step, seed)
		within(t, seed, "how far the network lags PCA", measure(t, s, "lags pca"), -0.05, 0.05)
	}
}

// The file of the lesson's own run holds its pictures to the bit, and its codes lie within two in a hundred of their entropy.
func TestTheLessonsFile(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		step, s := opened(t, alone(&Compression), "file", seed)
		b, sizes, err := s.Pack()
		if err != nil {
			t.Fatal(err)
		}
		u, err := ask.Unpack(b)
		if err != nil {
			t.Fatal(err)
		}
		if off := ask.MeanSquare(u.Pictures, s.Set().ValidX()); off != measure(t, s, "cut") {
			t.Errorf("seed %d: what comes back is off by %v, the run says %v", seed, off, measure(t, s, "cut"))
		}
		within(t, seed, "bits of codes over their entropy", 8*float64(sizes.Codes)/float64(u.Rows)/measure(t, s, "entropy"), 0.98, 1.02)
		if plain := s.Set().Valid * s.Set().Dim(); plain != 6272 || u.Rows != 128 {
			t.Errorf("%d plain bytes of %d pictures", plain, u.Rows)
		}
		s.Did(train.Saved)
		if s.Read(step.Done).Reached {
			t.Error("nothing was opened yet")
		}
		s.Did(train.Opened)
		done(t, s, step, seed)
	}
}

// A narrower decoder pays sooner, and its copies are further off.
func TestANarrowDecoderPaysSooner(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		step, s := opened(t, alone(&Compression), "ledger", seed)
		wide, off := measure(t, s, "pays plain"), measure(t, s, "cut")
		if n := (s.Bill()[0].Once - 4*64) / 32; n != 1777 {
			t.Errorf("the decoder has %v weights", n)
		}
		turn(t, s, Turn{"width", 8})
		learn(s, 2000)
		done(t, s, step, seed)
		if v := measure(t, s, "pays plain"); v > wide/3 || measure(t, s, "cut") < 2*off {
			t.Errorf("seed %d: it pays after %v instead of %v, with an error of %.4f instead of %.4f", seed, v, wide, measure(t, s, "cut"), off)
		}
	}
}

// A cross comes back as something else, for as many bits, and nearer to a bar than to itself.
func TestACrossComesBackAsABar(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		step, s := opened(t, alone(&Compression), "other", seed)
		s.Clear()
		for i := range 7 {
			s.Paint(7*i+i, 1)
			s.Paint(7*i+6-i, 1)
		}
		done(t, s, step, seed)
		y := slices.Clone(s.Copies(s.View.Input))
		own, nearest := ask.MeanSquare(y, s.View.Input), 1.0
		for i := range s.Set().Train {
			nearest = min(nearest, ask.MeanSquare(y, s.Set().Picture(i)))
		}
		if nearest > own {
			t.Errorf("seed %d: the copy is %.3f from the cross and %.3f from the nearest bar", seed, own, nearest)
		}
	}
}

// The goal is out of reach of where its step opens, and reached by its way.
func TestCompressionGoal(t *testing.T) {
	claim(t)
	offered(t, &Compression, Compression.Goal.Way...)
	for _, seed := range seeds {
		step, s := opened(t, alone(&Compression), "goal", seed)
		learn(s, 1000)
		for bits := 8.0; bits >= 1; bits-- {
			if turn(t, s, Turn{"bits", bits}); s.Read(step.Done).Reached {
				t.Errorf("seed %d: eight numbers of %v bits reach the goal", seed, bits)
			}
		}
		turn(t, s, Compression.Goal.Way...)
		if n := until(s, step.Done, 4000); n < 0 {
			t.Errorf("seed %d: the goal is not reached, the error is %.4f", seed, measure(t, s, "cut"))
		}
	}
}

// What its page for teachers says: its tasks open runs by links, and name what comes out.
func TestTeachingCompression(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		of := func(link string) *ask.Run { return task(t, alone(&Compression), seed, link) }
		within(t, seed, "two numbers of five bits", measure(t, of("neck=2&bits=5&step=3000"), "cut"), 0, 0.013)
		within(t, seed, "three of three", measure(t, of("neck=3&bits=3&step=3000"), "cut"), 0, 0.018)
		within(t, seed, "five of two", measure(t, of("neck=5&bits=2&step=3000"), "cut"), 0.018, 0.05)
		small, own, wide := of("width=8&bits=4&step=2000"), of("bits=4&step=2000"), of("width=64&bits=4&step=2000")
		for want, s := range map[float64]*ask.Run{42: small, 152: own, 299: wide} {
			within(t, seed, "pictures until it is cheaper than plain ones", measure(t, s, "pays plain"), want, want)
		}
		if a, b := measure(t, small, "cut"), measure(t, own, "cut"); a < 2*b {
			t.Errorf("seed %d: a width of 8 leaves %.4f, of 32 %.4f", seed, a, b)
		}
		digits := of("data=real-digits&neck=16&width=64&rate=0.003&bits=4&step=3000")
		within(t, seed, "how far digits lag PCA", measure(t, digits, "lags pca"), -0.05, 0.05)
		within(t, seed, "how far they lag the DCT", measure(t, digits, "lags dct"), -0.75, -0.5)
		one, eight := of("bits=1&step=2000"), of("bits=8&step=2000")
		within(t, seed, "the file by eight bits over that by one", float64(fileOf(eight).All())/float64(fileOf(one).All()), 1, 1.25)
	}
}
