package data

// Digits that 43 people wrote, as UCI has them: 8x8 pixels from 0 to 16, and which one it is.

const handwrittenSide = 8

// digitsOf reads a row of comma-separated numbers for each digit: its pixels row by row, then which one it is.
func digitsOf(raw []byte) *examples {
	const most = 16
	all := &examples{}
	column, value := 0, 0
	for _, c := range raw {
		switch {
		case '0' <= c && c <= '9':
			value = 10*value + int(c-'0')
		case c == ',':
			all.x = append(all.x, float32(value)/most)
			column, value = column+1, 0
		case c == '\n' && column == handwrittenSide*handwrittenSide:
			all.factors = append(all.factors, float32(value)/9)
			column, value = 0, 0
		}
	}
	return all
}
