package pca

import (
	"strings"
	"testing"
)

// Lengths that do not meet panic with what was got and what is wanted: a number too many would be dropped.
func TestLengths(t *testing.T) {
	m, err := Fit([]float32{1, 2, 3, 5, 4, 1}, 2, 3)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		want string
		call func()
	}{
		{"pca: a picture of 4 numbers and a code of 2, want 3 and at most as many", func() { m.Project(make([]float64, 2), make([]float32, 4)) }},
		{"pca: a picture of 3 numbers and a code of 4, want 3", func() { m.Project(make([]float64, 4), make([]float32, 3)) }},
		{"pca: a picture of 2 numbers", func() { m.Rebuild(make([]float32, 2), make([]float64, 2)) }},
		{"pca: a picture of 3 numbers and a code of 4", func() { m.Rebuild(make([]float32, 3), make([]float64, 4)) }},
		{"pca: 4 components must lie between 0 and 3", func() { m.Error(4) }},
		{"pca: -1 components", func() { m.Error(-1) }},
	} {
		func() {
			defer func() {
				if got, _ := recover().(string); !strings.HasPrefix(got, c.want) {
					t.Errorf("panics with %q, want %q", got, c.want)
				}
			}()
			c.call()
		}()
	}
}
