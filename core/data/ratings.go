package data

import "hourglass/core/rng"

// Ratings are stars that invented people gave to invented films. Three tastes decide: how much somebody likes to laugh, to shudder, and to wonder. Of a person
// a number is the stars that a film got, in fifths; most have seen few films, and what they have not seen is missing.

// Stars is the most that a film can get; one star is the least.
const Stars = 5

// A Film is what people are asked about.
type Film struct {
	Name                   string
	seen                   float32 // share of people who have
	good                   float32 // stars above three that everybody adds
	laugh, shudder, wonder float32 // what is in it: from -1, which somebody with the taste minds, to 1
}

// Films are those that are rated, in the order of the numbers of an example.
var Films = [...]Film{
	{"Wet Paint", 0.70, 0.5, 0.9, -0.1, 0},
	{"Cake Heist", 0.55, 0.3, 0.8, 0, 0.1},
	{"Goat on Board", 0.40, 0, 1, -0.2, -0.1},
	{"Two Left Shoes", 0.25, -0.1, 0.8, -0.3, 0},
	{"The Loud Aunt", 0.15, -0.4, 0.9, 0, -0.3},
	{"Bad Tenants", 0.05, 0.2, 0.7, 0.2, -0.2},
	{"Cellar Light", 0.65, 0.3, -0.1, 0.9, 0},
	{"What Knocks", 0.50, 0.1, -0.2, 1, 0},
	{"Cold Nursery", 0.35, -0.2, -0.3, 0.9, 0.1},
	{"Teeth of Rain", 0.25, 0, 0, 0.8, -0.1},
	{"Grey Orchard", 0.15, 0.4, -0.2, 0.8, 0.2},
	{"The Tenth Stair", 0.05, -0.1, 0, 0.9, -0.2},
	{"Paper Comet", 0.70, 0.6, 0, -0.2, 0.9},
	{"Tin Horizon", 0.50, 0.2, -0.1, 0, 0.9},
	{"Map of Tides", 0.35, 0, -0.1, -0.3, 0.8},
	{"Orbit of Glass", 0.25, 0.1, 0, 0.1, 1},
	{"Last Lighthouse", 0.15, 0.3, 0.1, -0.1, 0.8},
	{"Deep Choir", 0.05, -0.2, -0.3, 0.1, 0.9},
	{"Ghost Wedding", 0.55, 0.2, 0.7, 0.6, 0},
	{"Vampire Tax", 0.30, -0.3, 0.8, 0.5, -0.2},
	{"Moon Circus", 0.45, 0.3, 0.6, -0.2, 0.7},
	{"Robot Uncle", 0.20, -0.1, 0.7, 0, 0.6},
	{"Drowned Star", 0.40, 0, -0.2, 0.6, 0.7},
	{"Silent Engine", 0.05, 0.1, -0.4, 0.6, 0.7},
}

// What a person adds to a film's goodness: for each whole taste that meets what is in it, for a mild or a strict hand, and for the day.
const (
	tasted = 1.7
	hand   = 0.3
	mood   = 0.35
)

// drawRatings draws what one person gives to every film.
func drawRatings(x, factors []float32, r *rng.Stream) {
	var taste [3]float32
	for i := range taste {
		factors[i] = r.Float32()
		taste[i] = float32(2*factors[i]) - 1
	}
	mild := float32(hand * r.Normal())
	for i := range Films {
		f := &Films[i]
		stars := 3 + f.good + mild
		for k, in := range [...]float32{f.laugh, f.shudder, f.wonder} {
			stars += float32(tasted * float32(taste[k]*in))
		}
		stars += float32(mood * r.Normal())
		x[i] = float32(int(min(max(stars, 1), Stars)+0.5)) / Stars
	}
}

// unseen hides the films that a person has not seen. Its dice are its own, so that the stars stay as they are.
func (s *Set) unseen() {
	r := rng.New(s.Seed, "seen")
	s.hide(func(i int) bool { return r.Float32() >= Films[i%len(Films)].seen })
}

// filmColumns are the films as columns of a table, of which 0 stands for no star.
func filmColumns() []Column {
	var all []Column
	for i := range Films {
		all = append(all, Column{Name: Films[i].Name, Unit: "stars", Least: Stars * TableLeast, Most: Stars, Whole: true})
	}
	return all
}

// Seen is the share of people who have seen a film, and so have rated it.
func Seen(film int) float32 { return Films[film].seen }
