package train

// filmFloats is how many numbers a film may keep: 6 MB, and as much again for a twin, of the 64 MB that a tab may have.
const filmFloats = 3 << 19

// A film keeps parameters of earlier points of the curve, to look back at. When it is full it forgets every second one and from then on
// takes every second offered: so it always spans the whole run, as evenly in points of the curve as its size allows.
type film struct {
	points  []Point
	params  []float32 // (len(points), size)
	size    int
	room    int // the most points it keeps
	every   int // one of so many offered points is kept
	offered int
}

// start forgets everything and makes room for parameters of that size, in the memory that there is where it suffices.
func (f *film) start(size int) {
	room := min(max(filmFloats/size, 8), longCurve)
	if f.points == nil {
		f.points = make([]Point, 0, longCurve)
	}
	if cap(f.params) < room*size {
		f.params = make([]float32, 0, max(filmFloats, room*size))
	}
	f.size, f.room, f.every, f.offered = size, room, 1, 0
	f.points, f.params = f.points[:0], f.params[:0]
}

// offer shows the film a point of the curve. It allocates nothing.
func (f *film) offer(p Point, w []float32) {
	f.offered++
	if (f.offered-1)%f.every != 0 {
		return
	}
	if len(f.points) == f.room {
		f.thin()
		if (f.offered-1)%f.every != 0 {
			return
		}
	}
	f.points = append(f.points, p)
	f.params = append(f.params, w...)
}

// thin forgets every second frame.
func (f *film) thin() {
	n := 0
	for i := 0; i < len(f.points); i += 2 {
		f.points[n] = f.points[i]
		copy(f.params[n*f.size:(n+1)*f.size], f.params[i*f.size:(i+1)*f.size])
		n++
	}
	f.points, f.params = f.points[:n], f.params[:n*f.size]
	f.every *= 2
}

// at returns the frame of the last kept point that is not after step, or of the first.
func (f *film) at(step int) ([]float32, Point) {
	i := len(f.points) - 1
	for i > 0 && f.points[i].Step > step {
		i--
	}
	return f.params[i*f.size : (i+1)*f.size], f.points[i]
}
