package data

// A Column is one of the numbers of a row of a table, and what it stands for. In a set its values run from [TableLeast], for the least, to 1, for the most; 0 is
// left for what is missing, so that a network that reads only numbers can tell an entry that nobody made from a small one.
type Column struct {
	Name        string
	Unit        string  // "mm", or "" for a share or a choice
	Least, Most float64 // in the unit; of a choice 0 for no and 1 for yes
	Whole       bool    // it holds whole numbers alone
}

// TableLeast is what the least value of a column is in a set.
const TableLeast = 0.1

// In is a value of the column, in its unit, as a set holds it.
func (c *Column) In(value float64) float32 {
	return float32(TableLeast + float64((1-TableLeast)*((value-c.Least)/(c.Most-c.Least))))
}

// Out is what a set's number x stands for, in the column's unit.
func (c *Column) Out(x float32) float64 {
	return c.Least + float64((c.Most-c.Least)*((float64(x)-TableLeast)/(1-TableLeast)))
}

// Near is the number nearest to x that the column can have in a set.
func (c *Column) Near(x float32) float32 {
	value := min(max(c.Out(x), c.Least), c.Most)
	if c.Whole {
		value = float64(int(value + 0.5))
	}
	return c.In(value)
}

// Columns are those of a table, Dim of them, or nil of a kind that is none.
func (k Kind) Columns() []Column { return drawers[k].columns }

// ClassName is what class i, counted from 0, is called.
func (k Kind) ClassName(i int) string {
	names := drawers[k].called
	if i < 0 || i >= len(names) {
		return "" // of digits, and of classes that nobody has named, their number says it all
	}
	return names[i]
}
