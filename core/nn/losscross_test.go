package nn

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"hourglass/core/internal/golden"
	"hourglass/core/rng"
)

func TestCrossEntropyGolden(t *testing.T) {
	c := golden.Vectors(t, goldenDir, "softmax_ce")
	z, mean := c.Inputs["z"].F32(), 0.0
	var labels []int32
	for r, l := range c.Inputs["t"].Data {
		labels = append(labels, int32(l))
		want := c.Expect["loss"].Data[r : r+1]
		golden.Near(t, "row", []float32{float32(CrossEntropy(nil, z[3*r:3*r+3], labels[r:], 3))}, want, 1e-6)
		mean += want[0] / 4
	}
	dz := smallNaN(12)
	golden.Near(t, "mean", []float32{float32(CrossEntropy(dz, z, labels, 3))}, []float64{mean}, 1e-6)
	golden.Near(t, "dz", dz, c.Expect["dz"].Data, 1e-6)

	k := golden.Published(t, goldenDir, "keras_cce_logits")
	labels = labels[:0]
	for i, v := range k.Inputs["y"] {
		if v == 1 {
			labels = append(labels, int32(i%3))
		}
	}
	if got := CrossEntropy(nil, k.Inputs["z"], labels, 3); math.Abs(got-float64(k.Expect[0])) > k.Tolerance {
		t.Errorf("keras_cce_logits: %v, want %v", got, k.Expect[0])
	}
}

// refCross is the mean of -ln softmax[label] over the rows with a label.
func refCross(z []float64, labels []int32, classes int) float64 {
	sum, n := 0.0, 0.0
	for r, l := range labels {
		if l >= 0 {
			sum -= math.Log(refSoftmax(z[r*classes : (r+1)*classes])[l])
			n++
		}
	}
	return sum / max(n, 1)
}

func TestCrossEntropyGradient(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows, classes := rapid.IntRange(1, 5).Draw(t, "rows"), rapid.IntRange(1, 6).Draw(t, "classes")
		r := rng.New(rapid.Uint64().Draw(t, "seed"), "test")
		z, labels := make([]float32, rows*classes), make([]int32, rows)
		for i := range z {
			z[i] = 3 * r.Normal()
		}
		for i := range labels {
			labels[i] = int32(r.Intn(classes+1)) - 1
		}
		dz := smallNaN(len(z))
		got, want := CrossEntropy(dz, z, labels, classes), refCross(wide(z), labels, classes)
		if math.Abs(got-want) > 1e-6*(1+want) || CrossEntropy(nil, z, labels, classes) != got {
			t.Fatalf("loss %v, want %v", got, want)
		}
		smallNear(t, "logits", dz, refGradient(func(z []float64) float64 { return refCross(z, labels, classes) }, wide(z)), 0.01)
		for i, v := range dz {
			if labels[i/classes] < 0 && v != 0 {
				t.Fatalf("gradient %v in a row without a label", v)
			}
		}
	})
}

// Rows whose label nobody knows count for nothing: loss and gradient are those of the others alone.
func TestCrossEntropyUnknown(t *testing.T) {
	z := []float32{1, 0, -1, 9, 9, 9, 0.5, 0.5, 2}
	known := append(append([]float32(nil), z[:3]...), z[6:]...)
	dz, want := smallNaN(9), smallNaN(6)
	a, b := CrossEntropy(dz, z, []int32{2, -1, 0}, 3), CrossEntropy(want, known, []int32{2, 0}, 3)
	if a != b || !slices.Equal(dz[:3], want[:3]) || !slices.Equal(dz[6:], want[3:]) || !slices.Equal(dz[3:6], []float32{0, 0, 0}) {
		t.Errorf("loss %v and gradient %v, of the known rows alone %v and %v", a, dz, b, want)
	}
	if l := CrossEntropy(dz, z, []int32{-1, -1, -1}, 3); l != 0 || slices.Max(dz) != 0 || slices.Min(dz) != 0 {
		t.Errorf("with no label known the loss is %v, the gradient %v", l, dz)
	}
}

// Finite for logits as far apart as float32 has them; and a label beyond the classes is a mistake that panics.
func TestCrossEntropyFar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		far := rapid.SampledFrom([]float32{1000, 1e10, 3e38}).Draw(t, "far")
		z := rapid.SliceOfN(rapid.Float32Range(-far, far), 4, 4).Draw(t, "z")
		dz, labels := smallNaN(4), []int32{int32(rapid.IntRange(0, 3).Draw(t, "label"))}
		loss := CrossEntropy(dz, z, labels, 4)
		for _, v := range append(wide(dz), loss) {
			if v-v != 0 || loss < 0 {
				t.Fatalf("loss %v, gradient %v", loss, dz)
			}
		}
	})
	defer func() {
		if recover() == nil {
			t.Error("a label of 3 among 3 classes passes")
		}
	}()
	CrossEntropy(nil, make([]float32, 6), []int32{3, 0}, 3)
}
