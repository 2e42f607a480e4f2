package train

import (
	"math/bits"
	"strconv"
	"unsafe"

	"hourglass/core/ae"
)

// Labels is a classifier on the code, where the data have classes, that learns beside the copy. Whose label is known is the sum of three: the first so many,
// those that the learner buys one by one, and those that the network asks for.
type Labels struct {
	Classify bool
	Known    int     // examples to train on whose label is known: the first so many
	Teach    float32 // weight of its cross-entropy
	Alone    bool    // labels are all that is learned from: the copy counts for nothing
	Asks     int     // labels that the network asks for as it trains, each where it is least sure
	Buy      uint32  // the example whose label was bought last, counted from 1; 0 gives all back
	Bought   Bought  // all whose label was bought, by the learner or by asking; a knob only through Buy
}

// Bought is a set of examples to train on, by their numbers from 0.
type Bought [MostRows / 64]uint64

// Has tells whether example i is among them.
func (b *Bought) Has(i int) bool { return uint(i) < MostRows && b[i/64]>>(i%64)&1 == 1 }

// Count is how many they are.
func (b *Bought) Count() (n int) {
	for _, v := range b {
		n += bits.OnesCount64(v)
	}
	return n
}

func (b *Bought) add(i int) { b[i/64] |= 1 << (i % 64) }

// bought adds the example of Buy to those bought, or gives all back.
func (p *Labels) bought() {
	if p.Buy == 0 {
		p.Bought = Bought{}
		return
	}
	p.Bought.add(int(p.Buy) - 1)
}

// Append writes the examples to dst as links do: numbers from 1 with full stops between.
func (b *Bought) Append(dst []byte) []byte {
	first := len(dst)
	for i := range MostRows {
		if b.Has(i) {
			if len(dst) > first {
				dst = append(dst, '.')
			}
			dst = strconv.AppendInt(dst, int64(i+1), 10)
		}
	}
	return dst
}

// ParseBought reads what Append writes; nothing is none.
func ParseBought[T string | []byte](text T) (b Bought, ok bool) {
	for i, n := 0, 0; i < len(text); i++ {
		c := text[i]
		if c >= '0' && c <= '9' {
			n = 10*n + int(c-'0')
		}
		last := i == len(text)-1
		if c == '.' || last {
			if n < 1 || n > MostRows || c == '.' && last {
				return Bought{}, false
			}
			b.add(n - 1)
			n = 0
		} else if c < '0' || c > '9' || n > MostRows {
			return Bought{}, false
		}
	}
	return b, true
}

var labelKnobs = []Knob{
	{at: unsafe.Offsetof(Setup{}.Classify), Name: "classify", Label: "Classifier", Form: Choice, Choices: noYes[:], Restart: true},
	{at: unsafe.Offsetof(Setup{}.Known), Name: "known", Label: "Known labels", Unit: "examples", Form: Whole, Min: 0, Max: MostRows},
	{at: unsafe.Offsetof(Setup{}.Teach), Name: "teach", Label: "Weight of labels", Form: Even, Min: 0, Max: 10, dial: true},
	{at: unsafe.Offsetof(Setup{}.Alone), Name: "alone", Label: "Labels alone", Form: Choice, Choices: noYes[:], dial: true},
	{at: unsafe.Offsetof(Setup{}.Asks), Name: "asks", Label: "Labels it asks for", Unit: "examples", Form: Whole, Min: 0, Max: 64, dial: true},
	{at: unsafe.Offsetof(Setup{}.Buy), Name: "buy", Label: "Buy the label of", Form: Seed, Min: 0, Max: MostRows, dial: true, adds: true},
}

func (p *Labels) add(r *ae.Recipe, classes int) {
	if p.Classify && classes > 0 {
		r.Label = ae.Label{Classes: classes, Weight: p.Teach, Alone: p.Alone}
	}
}

// Knows tells whether the label of example i, of those to train on, is known.
func (p *Labels) Knows(i int) bool { return i < p.Known || p.Bought.Has(i) }

// askEvery is how many steps the network learns from a label before it asks for the next; the first it wants at once.
const askEvery = 100

// ask buys the label of the example that the network is least sure of, where it may ask for another and this is the step. It asks at the same steps of every
// run, and all that it goes by are the run's own bits: no entry of the log says so.
func (t *Session) ask() {
	s := &t.Setup
	if t.led || s.Asks <= t.asked || t.run.step%askEvery != 1 || t.run.Model.Head == nil {
		return
	}
	i := LeastSure(t.look.ClassifyMasked(t.run.w, t.set.TrainX(), nil), t.run.Model.Label.Classes, s.Knows)
	if i < 0 {
		return
	}
	t.asked++
	for _, r := range [2]*Session{t, t.twin} {
		if r != nil && r.blame < 0 {
			r.Setup.Buy = uint32(i + 1)
			r.Setup.bought()
			r.relabel()
			r.changes++
			r.measure()
			r.rebase()
		}
	}
}

// Asked is how many labels the network has asked for in this run.
func (t *Session) Asked() int { return t.asked }

// LeastSure is the row of probabilities p (rows, classes) whose two largest lie nearest to each other, among those that known leaves out; of equals the
// first; -1 where none is left. That is the margin of Scheffer et al. (2001).
func LeastSure(p []float32, classes int, known func(i int) bool) int {
	best, least := -1, float32(2)
	for i := range len(p) / classes {
		if known(i) {
			continue
		}
		if m := Margin(p[i*classes : (i+1)*classes]); m < least {
			best, least = i, m
		}
	}
	return best
}

// Margin is how far the largest of some probabilities lies above the second.
func Margin(p []float32) float32 {
	var one, two float32
	for _, v := range p {
		if v > one {
			one, two = v, one
		} else if v > two {
			two = v
		}
	}
	return one - two
}
