package ask

import (
	"slices"
	"testing"

	"hourglass/core/train"
)

// A reader reads the same however often it is asked, in one go or one by one.
func TestReaderReadsAgain(t *testing.T) {
	r, err := New(train.Default())
	if err != nil {
		t.Fatal(err)
	}
	set := r.Set()
	dim, names := set.Dim(), len(set.Names)
	want := r.reread(set.ValidX())
	reader, got := NewReader(set, set.Valid), make([]float32, set.Valid*names)
	for range 2 {
		if reader.Read(got, set.ValidX()); !slices.Equal(got, want) {
			t.Fatal("it reads otherwise")
		}
	}
	for i := range 9 {
		reader.Read(got, set.ValidX()[i*dim:(i+1)*dim])
		if !slices.Equal(got[:names], want[i*names:(i+1)*names]) {
			t.Errorf("alone, example %d reads %v, not %v", i, got[:names], want[i*names:(i+1)*names])
		}
	}
	if n := testing.AllocsPerRun(5, func() { reader.Read(got, set.ValidX()) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
