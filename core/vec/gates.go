package vec

// The arithmetic of recurrent cells between their products, one step of one example: n hidden units, whose gates lie in four
// runs of n numbers. Taken apart into the kernels of kernels.go, it would cost more than the products.

// LSTMGates does one step of an LSTM, given in g (4n) what enters its gates i, f, g, o and in c0 (n) the cell state: it
// turns g into σ(i), σ(f), tanh(g), σ(o), and sets c = f·c0 + i·g, tc = tanh c and h = o·tc, all (n). Only c may be c0.
func LSTMGates(h, c, tc, g, c0 []float32) {
	n := len(h)
	lstmGates(h, c[:n], tc[:n], g[:4*n], c0[:n])
}

// LSTMGatesGrad undoes LSTMGates: given dh and dc (n), the gradients by h and by c itself, it sets dg (4n) to the gradient
// by what entered the gates and dc to that by c0.
func LSTMGatesGrad(dg, dc, dh, g, tc, c0 []float32) {
	n := len(dh)
	lstmGatesGrad(dg[:4*n], dc[:n], dh, g[:4*n], tc[:n], c0[:n])
}

// GRUGates does one step of a GRU, given in g (4n) what enters its gates r and z, then u, the part of the candidate that
// comes from the hidden state, then the part that comes from the input; and in h0 (n) that state. It turns g into σ(r),
// σ(z), u as it was, and the candidate a = tanh(input + r·u), and sets h = (1-z)·a + z·h0 (n).
func GRUGates(h, g, h0 []float32) {
	n := len(h)
	gruGates(h, g[:4*n], h0[:n])
}

// GRUGatesGrad undoes GRUGates: given dh (n), the gradient by h, it sets dg (4n) to the gradient by what was in g and dh to
// the part of the gradient by h0 that does not come through g.
func GRUGatesGrad(dg, dh, g, h0 []float32) {
	n := len(dh)
	gruGatesGrad(dg[:4*n], dh, g[:4*n], h0[:n])
}
