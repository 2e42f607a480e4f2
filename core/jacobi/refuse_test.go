package jacobi

import (
	"strings"
	"testing"
)

// Lengths that do not meet panic with what was got and what is wanted: a number too many would be dropped.
func TestLengths(t *testing.T) {
	m := Fit([]float32{1, 2, 3, 5, 4, 1}, 2, 3)
	for _, c := range []struct {
		want string
		call func()
	}{
		{"jacobi: a row of 4 numbers and a code of 2, want 3 and at most as many", func() { m.Project(make([]float64, 2), make([]float32, 4)) }},
		{"jacobi: a row of 3 numbers and a code of 4, want 3", func() { m.Project(make([]float64, 4), make([]float32, 3)) }},
		{"jacobi: a row of 2 numbers", func() { m.Rebuild(make([]float32, 2), make([]float64, 2)) }},
		{"jacobi: a row of 3 numbers and a code of 4", func() { m.Rebuild(make([]float32, 3), make([]float64, 4)) }},
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
