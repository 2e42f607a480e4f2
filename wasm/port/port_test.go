package port

import "testing"

func TestPipeKeepsOrderAndCopies(t *testing.T) {
	a, b := Pipe()
	m := []byte{1}
	for i := range byte(100) {
		m[0] = i
		a.Send(m)
	}
	heard := 0
	b.Listen(func() { heard++ })
	for i := range byte(100) {
		if got := b.Receive(); len(got) != 1 || got[0] != i {
			t.Fatalf("got %v, want %d", got, i)
		}
	}
	if b.Receive() != nil || a.Receive() != nil {
		t.Fatal("a message out of nowhere")
	}
	a.Send(m)
	if heard != 2 {
		t.Fatalf("heard %d times, want 2", heard)
	}
	a.Send(make([]byte, Limit+1))
	if b.Receive(); b.Receive() != nil {
		t.Fatal("took in more than the limit")
	}
}

func TestASteadyStreamAllocatesNothing(t *testing.T) {
	a, b := Pipe()
	m := make([]byte, 1000)
	round := func() { a.Send(m); b.Receive() }
	round()
	round()
	if n := testing.AllocsPerRun(100, round); n > 0 {
		t.Fatalf("%v allocations a message", n)
	}
}
