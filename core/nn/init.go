package nn

import (
	"math"

	"hourglass/core/rng"
	"hourglass/core/vec"
)

// An Init says how weights begin. Biases begin at zero and gains at one under each of them; the biases of LSTM's forget gates begin at one
// too (see [Recurrent]).
type Init uint8

// The inits. Glorot draws uniformly from ±sqrt(6/(in+out)) (Glorot and Bengio 2010), which suits bounded units; He draws normally
// with variance 2/in (He et al. 2015), which suits ReLU.
const (
	Glorot Init = iota
	He
)

// InitNames are the names of the inits, by value.
var InitNames = [...]string{"Glorot", "He"}

func (k Init) String() string { return InitNames[k] }

// Init sets the whole arena w, layer by layer, array by array.
func (n *Net) Init(w []float32, k Init, r *rng.Stream) {
	for i := range n.Layers {
		part := n.Of(i, w)
		for _, a := range n.plans[i].Arrays {
			a.begin(part[:a.Size()], k, r)
			part = part[a.Size():]
		}
	}
}

func (a Array) begin(w []float32, k Init, r *rng.Stream) {
	switch {
	case a.Gates != nil:
		n := len(w) / len(a.Gates)
		for g, v := range a.Gates {
			vec.Fill(w[g*n:(g+1)*n], v)
		}
	case a.In == 0:
		vec.Fill(w, a.Start)
	case k == He:
		s := float32(math.Sqrt(2 / float64(a.In)))
		for i := range w {
			w[i] = s * r.Normal()
		}
	default:
		s := float32(math.Sqrt(6 / float64(a.In+a.Out)))
		for i := range w {
			w[i] = r.Range(-s, s)
		}
	}
}

// ByFormula sets the arena without dice, so that a test can begin where another program began: number i of the k-th array with
// fans is sqrt(2/(in+out))·sin((1.7+0.1k)·i + 0.3), counted in PyTorch's order (out, in) when the array is a matrix. Biases are zero,
// also those of gates. It uses the library's sine and is for tests alone.
func (n *Net) ByFormula(w []float32) {
	k := 0.0
	for i := range n.Layers {
		part := n.Of(i, w)
		for _, a := range n.plans[i].Arrays {
			v := part[:a.Size()]
			part = part[a.Size():]
			if a.In == 0 {
				vec.Fill(v, a.Start)
				continue
			}
			for at := range v {
				to := at
				if len(a.Shape) == 2 {
					to = at%a.Shape[0]*a.Shape[1] + at/a.Shape[0]
				}
				v[to] = float32(math.Sqrt(2/float64(a.In+a.Out)) * math.Sin(float64((1.7+float64(0.1*k))*float64(at))+0.3))
			}
			k++
		}
	}
}
