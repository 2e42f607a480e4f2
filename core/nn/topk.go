package nn

import (
	"errors"
	"strconv"

	"hourglass/core/vec"
)

// TopK keeps the K largest of the Size numbers of each example and sets the others to 0. It goes by the signed value, so a
// large negative number is not kept before a small positive one; of equal ones the first are kept. The gradient passes
// through the kept ones alone.
//
// After a linear layer it is the k-sparse autoencoder (Makhzani and Frey 2013); after ReLU, TopK dictionary learning (Gao et
// al. 2024). The two differ where fewer than K numbers are positive.
type TopK struct{ Size, K int }

// Plan wants an input of Size numbers in any shape and keeps the shape. What is kept for Backward is 1 for a number that was
// let through, which may itself be 0, and 0 for one that was not.
func (t TopK) Plan(in Shape) (Plan, error) {
	if err := wants("top k", t.Size, in); err != nil {
		return Plan{}, err
	}
	if t.K < 1 || t.K > t.Size {
		return Plan{}, errors.New("top k cannot keep " + strconv.Itoa(t.K) + " of " + strconv.Itoa(t.Size))
	}
	return Plan{Out: in, Keep: t.Size, Scratch: t.K}, nil
}

// Forward sets y and what is kept.
func (t TopK) Forward(y, keep, x, _, scratch []float32, rows int) {
	n := t.Size
	for r := range rows {
		xr, yr, kr := x[r*n:(r+1)*n], y[r*n:(r+1)*n], keep[r*n:(r+1)*n]
		least := kthLargest(xr, scratch[:t.K])
		equal := t.K // how many of those equal to the least still have a place
		for _, v := range xr {
			if v > least {
				equal--
			}
		}
		for i, v := range xr {
			// A number that is none is let through as well, for the run to find.
			pass := !(v <= least)
			if v == least && equal > 0 {
				pass = true
				equal--
			}
			yr[i], kr[i] = 0, 0
			if pass {
				yr[i], kr[i] = v, 1
			}
		}
	}
}

// kthLargest returns the k-th largest of x, where k is the length of heap, which it writes: a heap of the largest so far
// with the least of them on top.
func kthLargest(x, heap []float32) float32 {
	k := copy(heap, x)
	for i := k/2 - 1; i >= 0; i-- {
		sink(heap, i)
	}
	for _, v := range x[k:] {
		if v > heap[0] {
			heap[0] = v
			sink(heap, 0)
		}
	}
	return heap[0]
}

// sink moves number i of a heap down to where none below it is smaller.
func sink(heap []float32, i int) {
	for {
		c := 2*i + 1
		if c >= len(heap) {
			return
		}
		if c+1 < len(heap) && heap[c+1] < heap[c] {
			c++
		}
		if !(heap[c] < heap[i]) {
			return
		}
		heap[i], heap[c] = heap[c], heap[i]
		i = c
	}
}

// Backward sets dx to dy where the number was kept.
func (t TopK) Backward(dx, _, dy, _, keep, _, _, _ []float32, rows int) {
	if dx == nil {
		return
	}
	n := rows * t.Size
	vec.Mul(dx[:n], dy, keep)
}
