package data

import "hourglass/core/rng"

// glyphSide is the side of a glyph before it is shifted into its 7x7 picture.
const glyphSide = 5

// glyphs are five rows of five pixels each, '#' for ink.
var glyphs = [...][glyphSide]string{
	{" ### ", "#   #", "#####", "#   #", "#   #"}, // A
	{"#####", "#    ", "#### ", "#    ", "#####"}, // E
	{"#   #", "#   #", "#####", "#   #", "#   #"}, // H
	{"#    ", "#    ", "#    ", "#    ", "#####"}, // L
	{"#   #", "##  #", "# # #", "#  ##", "#   #"}, // N
	{" ### ", "#   #", "#   #", "#   #", " ### "}, // O
	{"#####", "  #  ", "  #  ", "  #  ", "  #  "}, // T
	{"#   #", "#   #", " # # ", " # # ", "  #  "}, // V
	{"#   #", " # # ", "  #  ", " # # ", "#   #"}, // X
	{"#####", "   # ", "  #  ", " #   ", "#####"}, // Z
	{"  #  ", " ##  ", "  #  ", "  #  ", " ### "}, // 1
	{"#### ", "    #", "  ## ", "    #", "#### "}, // 3
	{"#  # ", "#  # ", "#####", "   # ", "   # "}, // 4
	{"#####", "    #", "   # ", "  #  ", "  #  "}, // 7
}

// drawGlyph draws one glyph, shifted by up to a pixel each way; between pixels its ink is shared out bilinearly.
func drawGlyph(x, factors []float32, r *rng.Stream) {
	which := r.Intn(len(glyphs))
	u, v := r.Float32(), r.Float32()
	factors[0], factors[1], factors[2] = float32(which)/float32(len(glyphs)-1), u, v
	for i := range Dim {
		x[i] = ink(which, float32(i%Side)-2*u, float32(i/Side)-2*v)
	}
}

// ink is the grey value of a glyph at a place between its pixels.
func ink(which int, px, py float32) float32 {
	x0, y0 := floor(px), floor(py)
	fx, fy := px-float32(x0), py-float32(y0)
	top := float32((1-fx)*dot(which, x0, y0)) + float32(fx*dot(which, x0+1, y0))
	low := float32((1-fx)*dot(which, x0, y0+1)) + float32(fx*dot(which, x0+1, y0+1))
	return float32((1-fy)*top) + float32(fy*low)
}

func dot(which, x, y int) float32 {
	if x < 0 || y < 0 || x >= glyphSide || y >= glyphSide || glyphs[which][y][x] != '#' {
		return 0
	}
	return 1
}

func floor(v float32) int {
	i := int(v)
	if float32(i) > v {
		i--
	}
	return i
}
