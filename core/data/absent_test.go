package data

import (
	"strings"
	"testing"
)

// Before its file came, a set that was measured is refused in a sentence.
func TestAbsent(t *testing.T) {
	all := supplied[Heart].Swap(nil)
	defer supplied[Heart].Store(all)
	if _, err := Make(Spec{Kind: Heart, Train: 8, Valid: 8, Seed: 1}); err == nil || !strings.HasPrefix(err.Error(), "These data are a file beside the page (ecg208.u16)") {
		t.Errorf("a heart without its file: %v", err)
	}
	if !Heart.Absent() || Heart.Raw() != nil {
		t.Error("a file that did not come is there")
	}
}

func BenchmarkHeart(b *testing.B) {
	raw := Heart.Raw()
	for b.Loop() {
		beatsOf(raw)
	}
}
