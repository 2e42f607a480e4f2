package data

import (
	"strconv"
	"strings"
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

// penguinsOf reads the table: species, island, four measures, sex, year. NA is an entry that nobody made.
func penguinsOf(raw []byte) *examples {
	all := &examples{}
	for row := range strings.Lines(string(raw)) {
		entries := strings.Split(strings.TrimSpace(row), ",")
		which := place(penguinNames, entries[0])
		if which < 0 {
			continue // the names of the columns
		}
		all.factors = append(all.factors, float32(which)/float32(len(penguinNames)-1))
		note := func(c *Column, value float64, known bool) {
			x, seen := float32(0), float32(0)
			if known {
				x, seen = c.In(value), 1
			}
			all.x, all.mask = append(all.x, x), append(all.mask, seen)
		}
		for i := range 4 {
			v, err := strconv.ParseFloat(entries[2+i], 64)
			note(&penguinColumns[i], v, err == nil)
		}
		note(&penguinColumns[4], yes(entries[6] == "male"), entries[6] != "NA")
		for i := 5; i < len(penguinColumns); i++ {
			c := &penguinColumns[i]
			note(c, yes(strings.HasSuffix(c.Name, entries[1])), true)
		}
	}
	return all
}

// place is where a name stands among others, or -1.
func place(names []string, name string) int {
	for i, n := range names {
		if n == name {
			return i
		}
	}
	return -1
}

// yes is how a column holds a choice.
func yes(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
