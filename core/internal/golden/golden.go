// Package golden gives tests the numbers that others published or computed: core/testdata/vectors.json, worked out in float64
// with PyTorch, and published.json, constants that Keras prints in its own tests. No program imports it.
package golden

import (
	"encoding/json"
	"math"
	"os"
	"testing"
)

// A Tensor is a row-major array.
type Tensor struct {
	Shape []int     `json:"shape"`
	Data  []float64 `json:"data"`
}

// UnmarshalJSON reads a tensor, or a bare number as a tensor of one.
func (t *Tensor) UnmarshalJSON(b []byte) error {
	var v float64
	if json.Unmarshal(b, &v) == nil {
		t.Data = []float64{v}
		return nil
	}
	type plain Tensor
	return json.Unmarshal(b, (*plain)(t))
}

// F32 returns the numbers as float32.
func (t Tensor) F32() []float32 {
	v := make([]float32, len(t.Data))
	for i, x := range t.Data {
		v[i] = float32(x)
	}
	return v
}

// A Case is one worked example: tensors that go in and tensors that must come out.
type Case struct {
	Name   string            `json:"name"`
	Inputs map[string]Tensor `json:"inputs"`
	Expect map[string]Tensor `json:"expect"`
}

// Vectors returns the named case of vectors.json, which lies in dir.
func Vectors(t testing.TB, dir, name string) Case {
	t.Helper()
	var file struct{ Cases []Case }
	read(t, dir+"/vectors.json", &file)
	for _, c := range file.Cases {
		if c.Name == name {
			return c
		}
	}
	t.Fatalf("vectors.json has no case %q", name)
	return Case{}
}

// A Constant is a published example: flattened inputs by name, the flattened answer, and how near it must be met.
type Constant struct {
	Inputs    map[string][]float32
	Expect    []float32
	Tolerance float64
}

// Published returns the constant of that id in published.json, which lies in dir.
func Published(t testing.TB, dir, id string) Constant {
	t.Helper()
	var file []struct {
		ID     string         `json:"id"`
		Inputs map[string]any `json:"inputs"`
		Expect any            `json:"expect"`
		Tol    float64        `json:"tol"`
	}
	read(t, dir+"/published.json", &file)
	for _, e := range file {
		if e.ID != id {
			continue
		}
		c := Constant{Inputs: map[string][]float32{}, Expect: flat(nil, e.Expect), Tolerance: e.Tol}
		for name, v := range e.Inputs {
			c.Inputs[name] = flat(nil, v)
		}
		return c
	}
	t.Fatalf("published.json has no constant %q", id)
	return Constant{}
}

func read(t testing.TB, path string, into any) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(b, into)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// flat appends the numbers of nested lists, outermost order first.
func flat(dst []float32, v any) []float32 {
	switch v := v.(type) {
	case float64:
		return append(dst, float32(v))
	case []any:
		for _, e := range v {
			dst = flat(dst, e)
		}
	}
	return dst
}

// Near fails the test unless got equals want within tol, absolute and relative together.
func Near(t testing.TB, what string, got []float32, want []float64, tol float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d numbers, want %d", what, len(got), len(want))
	}
	for i, w := range want {
		if !(math.Abs(float64(got[i])-w) <= tol+tol*math.Abs(w)) {
			t.Errorf("%s[%d] = %g, want %g within %g", what, i, got[i], w, tol)
		}
	}
}
