package stat

import (
	"math"
	"slices"
)

// Logistic is multinomial logistic regression: a score for each class, straight in the numbers of a row, and by softmax a chance (Hastie, Tibshirani and Friedman
// 2009, section 4.4). Fit goes down
//
//	sum over rows of -log p(label | row) + Decay/2 * the sum of the squared weights, the biases left out,
//
// which is convex, by L-BFGS (Nocedal 1980) from zero, always in the same order: the same rows give the same bits on every machine.
type Logistic struct {
	Decay  float64   // what weights cost, above 0
	Close  float64   // it rests when no slope is larger than this
	Rounds int       // that the last fit took, at most [MostRounds]
	W      []float64 // (dim+1, classes), for each number of a row its weights, and last the biases

	x            []float32
	dim, classes int
	label        []int
	score        []float64 // (classes)
	slope, at    []float64 // (dim+1, classes), of W, and of the place that is tried
	tried        []float64
	toward       []float64           // the direction of a round
	steps, turns [memories][]float64 // the last steps, and how slopes changed by them
	curved       [memories]float64   // 1 / step.turn
	share        [memories]float64   // of the two loops
}

// MostRounds is the most that a fit takes.
const MostRounds = 200

// memories is how many steps L-BFGS remembers.
const memories = 8

// Fit learns x (rows, dim), whose classes are label, from 0 to classes-1.
func (l *Logistic) Fit(x []float32, dim int, label []int, classes int) {
	meet("numbers", len(x), "numbers of rows with a label", len(label)*dim)
	l.x, l.dim, l.classes, l.label = x, dim, classes, label
	n := classes * (dim + 1)
	for _, list := range []*[]float64{&l.W, &l.slope, &l.at, &l.tried, &l.toward} {
		*list = slices.Grow((*list)[:0], n)[:n]
	}
	for i := range memories {
		l.steps[i], l.turns[i] = slices.Grow(l.steps[i][:0], n)[:n], slices.Grow(l.turns[i][:0], n)[:n]
	}
	l.score = slices.Grow(l.score[:0], classes)[:classes]
	clear(l.W)
	l.slopes(l.slope, l.W)
	for l.Rounds = 0; l.Rounds < MostRounds && largest(l.slope) > l.Close; l.Rounds++ {
		l.aim(l.Rounds)
		if !l.step(l.Rounds % memories) {
			return
		}
	}
}

// slopes sets dst to the gradient of the loss at w.
func (l *Logistic) slopes(dst, w []float64) {
	n := l.classes
	for i, v := range w {
		dst[i] = float64(l.Decay * v)
	}
	bias := dst[l.dim*n:]
	clear(bias)
	for i, k := range l.label {
		x := l.x[i*l.dim : (i+1)*l.dim]
		l.chances(w, x)
		l.score[k]--
		for j, v := range x {
			row := dst[j*n : (j+1)*n]
			for c, p := range l.score {
				row[c] += float64(float64(v) * p)
			}
		}
		along(bias, 1, l.score)
	}
}

// chances sets score to the chances of the classes of row x by w.
func (l *Logistic) chances(w []float64, x []float32) {
	n := l.classes
	copy(l.score, w[l.dim*n:])
	for j, v := range x {
		score := l.score
		for c, u := range w[j*n : (j+1)*n] {
			score[c] += float64(float64(v) * u)
		}
	}
	most, sum := slices.Max(l.score), 0.0
	for c, v := range l.score {
		l.score[c] = exp(v - most)
		sum += l.score[c]
	}
	for c := range l.score {
		l.score[c] /= sum
	}
}

// aim sets toward to where the quadratic that the remembered steps show has its least (the two loops of Nocedal 1980).
func (l *Logistic) aim(round int) {
	for i, v := range l.slope {
		l.toward[i] = -v
	}
	first := max(round-memories, 0)
	for r := round - 1; r >= first; r-- {
		k := r % memories
		l.share[k] = float64(l.curved[k] * dot(l.steps[k], l.toward))
		along(l.toward, -l.share[k], l.turns[k])
	}
	if round > 0 {
		k := (round - 1) % memories
		scale := 1 / (l.curved[k] * dot(l.turns[k], l.turns[k]))
		for i := range l.toward {
			l.toward[i] *= scale
		}
	} else {
		scale := 1 / max(largest(l.slope), 1)
		for i := range l.toward {
			l.toward[i] *= scale
		}
	}
	for r := first; r < round; r++ {
		k := r % memories
		along(l.toward, l.share[k]-float64(l.curved[k]*dot(l.turns[k], l.toward)), l.steps[k])
	}
}

// step goes toward, so far that the slope along the way is at most nine tenths of what it was, up or down: as the loss is convex, it has then fallen, and the
// curvature seen is positive. The step is kept as memory k. It is false where nothing is left to gain but rounding.
func (l *Logistic) step(k int) bool {
	const enough = 0.9
	was := dot(l.slope, l.toward)
	lo, hi, t := 0.0, math.Inf(1), 1.0
	for range 60 {
		copy(l.tried, l.W)
		along(l.tried, t, l.toward)
		l.slopes(l.at, l.tried)
		now := dot(l.at, l.toward)
		if now > -enough*was {
			hi = t
		} else if now < enough*was {
			lo = t
		} else {
			break
		}
		if t = 2 * t; !math.IsInf(hi, 1) {
			t = (lo + hi) / 2
		}
	}
	for i := range l.W {
		l.steps[k][i], l.turns[k][i] = l.tried[i]-l.W[i], l.at[i]-l.slope[i]
	}
	bend := dot(l.steps[k], l.turns[k])
	if !(bend > 0) {
		return false
	}
	l.curved[k] = 1 / bend
	l.W, l.tried = l.tried, l.W
	l.slope, l.at = l.at, l.slope
	return true
}

// Class is the likeliest of the row x (dim); of equally likely ones the first.
func (l *Logistic) Class(x []float32) int {
	meet("numbers", len(x), "numbers a row", l.dim)
	l.chances(l.W, x)
	best := 0
	for c, p := range l.score {
		if p > l.score[best] {
			best = c
		}
	}
	return best
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i, v := range a {
		sum += float64(v * b[i])
	}
	return sum
}

// along adds t times b to a.
func along(a []float64, t float64, b []float64) {
	for i, v := range b {
		a[i] += float64(t * v)
	}
}

func largest(list []float64) float64 {
	most := 0.0
	for _, v := range list {
		most = max(most, math.Abs(v))
	}
	return most
}

// exp is e to the power of x, at most 0, within 1e-15 of it: math.Exp differs between machines in its last bits. Powers of two aside, the series of what is
// left, at most 0.35 in size, is added up to its thirteenth term.
func exp(x float64) float64 {
	const high, low = 6.93147180369123816490e-01, 1.90821492927058770002e-10 // of the logarithm of 2
	if x < -700 {
		return 0
	}
	n := math.Floor(float64(x/math.Ln2) + 0.5)
	r := x - float64(n*high) - float64(n*low)
	sum := 1.0
	for k := 13.0; k >= 1; k-- {
		sum = 1 + float64(r*sum/k)
	}
	return math.Ldexp(sum, int(n))
}
