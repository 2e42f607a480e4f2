package measure

import "errors"

// A RatePoint is what a code costs on a grid and what is left of the pictures.
type RatePoint struct {
	Bits  float64 // per example, each dimension coded alone: the sum of Entropies
	Joint float64 // per example, whole codes as symbols; see Grid.Joint
	Error float64 // mean squared error per pixel of what is decoded from the rounded code
}

// Distortion rounds code (rows, len(g)) to each grid in turn, decodes it, and holds it against the pictures x
// (rows, pixels): points of an operational rate-distortion curve (Gersho and Gray 1992), in the order of the
// grids. Decode sets y (rows, pixels) from a code (rows, len(g)); with a fine grid the error nears that of the
// code as it is. Each halving of a fine step costs about one bit a dimension.
func Distortion(x, code []float32, rows, pixels int, decode func(y, code []float32), grids ...Grid) ([]RatePoint, error) {
	if err := table("pictures", x, rows, pixels); err != nil {
		return nil, err
	}
	if decode == nil || len(grids) == 0 {
		return nil, errors.New("measure: distortion wants a decoder and at least one grid")
	}
	points := make([]RatePoint, len(grids))
	rounded, y := make([]float32, len(code)), make([]float32, len(x))
	for i, g := range grids {
		if err := g.Quantise(rounded, code, rows); err != nil {
			return nil, err
		}
		h, err := g.Entropies(code, rows)
		if err != nil {
			return nil, err
		}
		p := &points[i]
		for _, bits := range h {
			p.Bits += bits
		}
		if p.Joint, err = g.Joint(code, rows); err != nil {
			return nil, err
		}
		decode(y, rounded)
		if err := table("decoded pictures", y, rows, pixels); err != nil {
			return nil, err
		}
		p.Error = between(x, y) / float64(len(x))
	}
	return points, nil
}
