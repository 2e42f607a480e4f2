package nn

import "math"

// refPicture is one example x through a layer of pictures, in float64 and as its formula says: every output number asks for
// the numbers that it sums, wherever in the padding they may lie.
func refPicture(l Layer, w, x []float64) []float64 {
	switch l := l.(type) {
	case Conv:
		return refConv(l, w, x)
	case ConvT:
		return refConvT(l, w, x)
	case MaxPool:
		return refPool(l, x, math.Inf(-1), math.Max)
	case AvgPool:
		return refPool(MaxPool(l), x, 0, func(sum, v float64) float64 { return sum + v/float64(l.Size*l.Size) })
	case Up:
		var y []float64
		for i := range l.Height * l.Factor {
			for j := range l.Width * l.Factor {
				for c := range l.Channels {
					y = append(y, refPixel(x, l.Height, l.Width, l.Channels, i/l.Factor, j/l.Factor, c))
				}
			}
		}
		return y
	}
	panic("no twin")
}

// refPixel is x[i,j,c], 0 outside the picture.
func refPixel(x []float64, height, width, channels, i, j, c int) float64 {
	if i < 0 || i >= height || j < 0 || j >= width {
		return 0
	}
	return x[(i*width+j)*channels+c]
}

func refConv(l Conv, w, x []float64) []float64 {
	var y []float64
	for i := -l.Pad; i+l.Kernel <= l.Height+l.Pad; i += l.Stride {
		for j := -l.Pad; j+l.Kernel <= l.Width+l.Pad; j += l.Stride {
			for o := range l.Out {
				s := w[l.Kernel*l.Kernel*l.In*l.Out+o]
				for u := range l.Kernel {
					for v := range l.Kernel {
						for c := range l.In {
							s += refPixel(x, l.Height, l.Width, l.In, i+u, j+v, c) * w[((u*l.Kernel+v)*l.In+c)*l.Out+o]
						}
					}
				}
				y = append(y, s)
			}
		}
	}
	return y
}

// refConvT asks for each output pixel which input pixels reach it: those whose distance is a multiple of the stride.
func refConvT(l ConvT, w, x []float64) []float64 {
	var y []float64
	for i := range (l.Height-1)*l.Stride - 2*l.Pad + l.Kernel + l.OutPad {
		for j := range (l.Width-1)*l.Stride - 2*l.Pad + l.Kernel + l.OutPad {
			for o := range l.Out {
				s := w[l.In*l.Kernel*l.Kernel*l.Out+o]
				for u := range l.Kernel {
					for v := range l.Kernel {
						if a, b := i+l.Pad-u, j+l.Pad-v; a >= 0 && b >= 0 && a%l.Stride == 0 && b%l.Stride == 0 {
							for c := range l.In {
								s += refPixel(x, l.Height, l.Width, l.In, a/l.Stride, b/l.Stride, c) * w[((c*l.Kernel+u)*l.Kernel+v)*l.Out+o]
							}
						}
					}
				}
				y = append(y, s)
			}
		}
	}
	return y
}

func refPool(l MaxPool, x []float64, start float64, fold func(sum, v float64) float64) []float64 {
	var y []float64
	for i := 0; i+l.Size <= l.Height; i += l.Size {
		for j := 0; j+l.Size <= l.Width; j += l.Size {
			for c := range l.Channels {
				s := start
				for k := range l.Size * l.Size {
					s = fold(s, refPixel(x, l.Height, l.Width, l.Channels, i+k/l.Size, j+k%l.Size, c))
				}
				y = append(y, s)
			}
		}
	}
	return y
}

// permute reorders the axes of a row-major array: axis k of the result is axis order[k] of x.
func permute(x []float64, shape []int, order ...int) []float64 {
	step, at := make([]int, len(shape)), 1
	for k := len(shape) - 1; k >= 0; k-- {
		step[k], at = at, at*shape[k]
	}
	y := []float64{}
	var walk func(k, from int)
	walk = func(k, from int) {
		if k == len(order) {
			y = append(y, x[from])
			return
		}
		for i := range shape[order[k]] {
			walk(k+1, from+i*step[order[k]])
		}
	}
	walk(0, 0)
	return y
}
