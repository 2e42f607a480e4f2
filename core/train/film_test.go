package train

import (
	"runtime"
	"testing"
)

// A film of any length keeps the first frame, spans the whole run evenly, and never asks for more room than it began with.
func TestFilm(t *testing.T) {
	for _, size := range []int{1, 3000, 40_000, filmFloats / 10, filmFloats} {
		var f film
		f.start(size)
		room, w := f.room, make([]float32, size)
		if room < 8 || room > longCurve {
			t.Fatalf("room for %d frames of %d", room, size)
		}
		for i := range 3 * room {
			w[0] = float32(i)
			f.offer(Point{Step: 10 * i}, w)
			if got, p := f.at(10*i + 5); float32(p.Step) != 10*got[0] || p.Step > 10*i || p.Step <= 10*(i-f.every) {
				t.Fatalf("size %d, frame %d: at its time there is frame %v of step %d, one of %d is kept", size, i, got[0], p.Step, f.every)
			}
		}
		if f.room != room || len(f.points) < room/2 || f.points[0].Step != 0 {
			t.Errorf("size %d: %d of %d frames from step %d", size, len(f.points), room, f.points[0].Step)
		}
		for step := range 10 * 3 * (room + 1) { // what was thinned out on the way has moved no frame to another's time, and none is too far off
			if got, p := f.at(step); float32(p.Step) != 10*got[0] || p.Step > step || p.Step <= min(step, 10*(3*room-1))-10*f.every {
				t.Fatalf("size %d: at step %d there is frame %v of step %d, one of %d is kept", size, step, got[0], p.Step, f.every)
			}
		}
		for i := 1; i < len(f.points); i++ {
			if f.points[i].Step-f.points[i-1].Step != 10*f.every {
				t.Fatalf("size %d: frames at %d and %d", size, f.points[i-1].Step, f.points[i].Step)
			}
		}
		f.start(size)
		if len(f.points) != 0 || f.every != 1 || f.room != room {
			t.Error("a new start keeps frames")
		}
	}
}

// New widths and branches do not pile up memory.
func TestFilmsAreReused(t *testing.T) {
	var f film
	f.start(1000)
	first := &f.params[:1][0]
	for _, size := range []int{500, 2000, 40_000, 1000} {
		f.start(size)
		if first != &f.params[:1][0] {
			t.Errorf("parameters of size %d got a film of their own", size)
		}
	}
}

// A long run takes no more memory, step after step, than it did at first; the film still spans it.
func TestLongFilm(t *testing.T) {
	s := Default()
	s.Width, s.Batch = 44, 1 // so that the film is full before the end
	r := begin(t, s)
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	begun := heap()
	const most = 100_000
	steps(r, most)
	if grown := int64(heap()) - int64(begun); grown > 256<<10 {
		t.Errorf("%d steps took %d more bytes", most, grown)
	}
	if r.film.every < 2 {
		t.Errorf("the film was never full: %d frames", len(r.film.points))
	}
	for _, at := range []int{0, most / 100, most / 4, most - most/20} {
		r.Rewind(at)
		if got := r.View.Back; got > at || got < at-at/16-1 || r.Now().Step != got {
			t.Errorf("looking back to %d shows %d", at, got)
		}
	}
}
