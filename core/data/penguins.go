package data

import (
	"slices"
	"strconv"
)

// Penguins are a table that people filled in on three islands, with entries that really are missing. The species is the class, and no column.

var penguinNames = []string{"Adelie", "Chinstrap", "Gentoo"}

// The ranges are those of the file.
var penguinColumns = []Column{
	{Name: "bill length", Unit: "mm", Least: 32.1, Most: 59.6},
	{Name: "bill depth", Unit: "mm", Least: 13.1, Most: 21.5},
	{Name: "flipper", Unit: "mm", Least: 172, Most: 231},
	{Name: "mass", Unit: "g", Least: 2700, Most: 6300},
	{Name: "male", Most: 1, Whole: true},
	{Name: "on Biscoe", Most: 1, Whole: true},
	{Name: "on Dream", Most: 1, Whole: true},
	{Name: "on Torgersen", Most: 1, Whole: true},
}

// The columns of a penguin that say a yes or a no: whether it is male, and the first of three of which one says its island.
const (
	MaleColumn   = 4
	IslandColumn = 5
)

// penguinsOf reads the table: species, island, four measures, sex, year. NA is an entry that nobody made.
func penguinsOf(raw []byte) *examples {
	all := &examples{}
	var entries [8]string
	n, from := 0, 0
	for at, c := range raw {
		if c != ',' && c != '\n' {
			continue
		}
		entries[n] = string(raw[from:at])
		n, from = n+1, at+1
		if c == '\n' {
			all.penguin(&entries)
			n = 0
		}
	}
	return all
}

// penguin takes a row of the table, unless it is that of the names of the columns.
func (all *examples) penguin(entries *[8]string) {
	which := slices.Index(penguinNames, entries[0])
	if which < 0 {
		return
	}
	all.factors = append(all.factors, float32(which)/float32(len(penguinNames)-1))
	for i := range penguinColumns {
		c := &penguinColumns[i]
		value, known := 0.0, true
		switch {
		case i < 4:
			v, err := strconv.ParseFloat(entries[2+i], 64)
			value, known = v, err == nil
		case i == 4:
			value, known = yes(entries[6] == "male"), entries[6] != "NA"
		default:
			value = yes(c.Name == "on "+entries[1])
		}
		x, seen := float32(0), float32(0)
		if known {
			x, seen = c.In(value), 1
		}
		all.x, all.mask = append(all.x, x), append(all.mask, seen)
	}
}

// yes is how a column holds a choice.
func yes(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
