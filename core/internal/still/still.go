// Package still holds tests to allocating nothing. No program imports it.
package still

import "testing"

// Nothing fails when f allocates even once in n calls: one measured run, so that no rare allocation is averaged away. The runtime now and
// then allocates for itself, which counts as well; what is ours comes again, so three runs must agree before it is laid to us.
func Nothing(t testing.TB, what string, n int, f func()) {
	t.Helper()
	least := 1e9
	for try := 0; try < 3 && least > 0; try++ {
		least = min(least, testing.AllocsPerRun(1, func() {
			for range n {
				f()
			}
		}))
	}
	if least != 0 {
		t.Errorf("%s allocates %v times in %d calls", what, least, n)
	}
}
