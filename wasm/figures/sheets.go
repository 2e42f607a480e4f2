package figures

// What a network can draw of the codes that it gives, as a sheet in space, or with a code of one number as a curve.

// A surface is a grid of places, or with a one-number neck a curve. Only what lies near a code is drawn: elsewhere nobody asked the decoder.
type surface struct {
	at   []float32 // (n, 3)
	live []bool    // (n)
}

const (
	gridSide = 29 // places each way; every second row of them is a line
	lineSide = 61 // places along a curve
)

// lay spreads a grid of codes (n, neck) over those of the examples (.., neck), and marks which of them lie near one.
func (s *surface) lay(grid, codes []float32, neck int) {
	var lo, hi [2]float32
	for a := range neck {
		lo[a], hi[a] = codes[a], codes[a]
		for i := a; i < len(codes); i += neck {
			lo[a], hi[a] = min(lo[a], codes[i]), max(hi[a], codes[i])
		}
		pad := 0.04*(hi[a]-lo[a]) + 1e-6
		lo[a], hi[a] = lo[a]-pad, hi[a]+pad
	}
	if neck == 1 {
		for i := range s.live {
			grid[i], s.live[i] = lo[0]+(hi[0]-lo[0])*float32(i)/(lineSide-1), true
		}
		return
	}
	clear(s.live)
	for i := range s.live {
		grid[2*i] = lo[0] + (hi[0]-lo[0])*float32(i%gridSide)/(gridSide-1)
		grid[2*i+1] = lo[1] + (hi[1]-lo[1])*float32(i/gridSide)/(gridSide-1)
	}
	const near = 2.6 // cells
	for i := 0; i < len(codes); i += 2 {
		u := (codes[i] - lo[0]) / (hi[0] - lo[0]) * (gridSide - 1)
		v := (codes[i+1] - lo[1]) / (hi[1] - lo[1]) * (gridSide - 1)
		if !(u >= 0 && u < gridSide && v >= 0 && v < gridSide) {
			continue
		}
		for y := max(int(v-near)+1, 0); y <= min(int(v+near), gridSide-1); y++ {
			for x := max(int(u-near)+1, 0); x <= min(int(u+near), gridSide-1); x++ {
				s.live[y*gridSide+x] = true
			}
		}
	}
}
