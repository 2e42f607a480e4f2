package lessons

import (
	"flag"
	"fmt"
	"math"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hourglass/core/ask"
)

// Every number in the words of a lesson that comes from runs is a row here, with the words that say it, the run that they speak of, and the
// bounds within which they are true. make numbers prints them all over eight seeds.

var (
	manySeeds = flag.Int("seeds", len(seeds), "over how many seeds the numbers of the lessons are taken")
	tabled    = flag.Bool("table", false, "print the numbers of the lessons as a table")
)

// mostSeeds is how many make numbers takes.
const mostSeeds = 8

// A number is what a lesson says of its runs.
type number struct {
	in    string  // the section that says it: a step, its question, "lies" or another note
	says  string  // its words there, as they stand
	turns []Turn  // from the lesson's own setup
	steps int     // the run's
	then  []stage // what comes after
	what  string  // the measure, or of
	of    func(s *ask.Run) float64
	lo    float64 // the words are true from lo
	hi    float64 // to hi
	seed  uint32  // the only one that the words speak of ("on this start"), or 0 for all
}

// A stage turns knobs of a run that goes on, and trains.
type stage struct {
	turns []Turn
	steps int
}

// numbers are, by the lesson, those of its words; given are words whose numbers are no run's: sizes, settings and bounds. They stand in the lesson's
// own test.
var (
	numbers = map[string][]number{}
	given   = map[string]map[string][]string{} // by the lesson and the section
)

// What the words of lessons say of their runs is so, for all seeds or for the one of which they speak.
func TestNumbers(t *testing.T) {
	claim(t)
	tables := make([]strings.Builder, len(All))
	t.Run("all", func(t *testing.T) {
		for i, l := range All {
			t.Run(l.ID, func(t *testing.T) {
				t.Parallel()
				tabulate(t, l, &tables[i])
			})
		}
	})
	for i := range tables {
		if *tabled {
			fmt.Print(tables[i].String())
		}
	}
}

// tabulate takes the numbers of a lesson, and writes a row for each to out: where, the words, the bounds, the values by seed.
func tabulate(t *testing.T, l *Lesson, out *strings.Builder) {
	rows := numbers[l.ID]
	values := make([][]float64, len(rows))
	for seed := uint32(1); seed <= uint32(*manySeeds); seed++ {
		runs := map[string]*ask.Run{} // of one seed at a time: a run has some megabytes
		for i, n := range rows {
			v := math.NaN()
			if n.seed == 0 || n.seed == seed {
				v = n.take(t, l, seed, runs)
			}
			values[i] = append(values[i], v)
		}
	}
	for i, n := range rows {
		if n.seed > mostSeeds {
			t.Errorf("%s says %q of seed %d, which is never taken", n.in, n.says, n.seed)
		}
		fmt.Fprintf(out, "| %s/%s | %s | %.4g to %.4g |", l.ID, n.in, n.says, n.lo, n.hi)
		for _, v := range values[i] {
			if math.IsNaN(v) {
				out.WriteString(" |")
				continue
			}
			fmt.Fprintf(out, " %.4g", v)
			if !(v >= n.lo && v <= n.hi) {
				out.WriteString("!")
				t.Errorf("%s says %q: seeds 1 to %d give %.4g, not from %.4g to %.4g", n.in, n.says, *manySeeds, values[i], n.lo, n.hi)
			}
			out.WriteString(" |")
		}
		out.WriteString("\n")
	}
}

// take is the number of one seed. Rows that speak of one run share it.
func (n *number) take(t *testing.T, l *Lesson, seed uint32, runs map[string]*ask.Run) float64 {
	key := fmt.Sprint(n.turns, n.steps, n.then)
	s := runs[key]
	if s == nil {
		s = run(t, l, seed, n.steps, n.turns...)
		for _, next := range n.then {
			turn(t, s, next.turns...)
			learn(s, next.steps)
		}
		runs[key] = s
	}
	v, ok := 0.0, true
	if n.of != nil {
		v = n.of(s)
	} else {
		v, ok = s.Measure(n.what)
	}
	if !ok || math.IsNaN(v) {
		t.Errorf("%s says %q of %q, which is no measure of the run of seed %d", n.in, n.says, n.what, seed)
	}
	return v
}

// heldElsewhere are lessons whose numbers are held by tests of their own, and not by rows.
var heldElsewhere = []string{"anomaly", "convolution"}

// No number stands in the words of a lesson that is not held here, and no row holds words that no longer stand.
func TestNumbersAreHeld(t *testing.T) {
	for _, l := range All {
		if numbers[l.ID] == nil {
			if !slices.Contains(heldElsewhere, l.ID) {
				t.Errorf("%s holds none of its numbers", l.ID)
			}
			continue
		}
		if slices.Contains(heldElsewhere, l.ID) {
			t.Errorf("%s holds its numbers here", l.ID)
		}
		sections := sectionsOf(t, l.ID)
		held := map[string][]string{}
		for in, quotes := range given[l.ID] {
			held[in] = append(held[in], quotes...)
		}
		for _, n := range numbers[l.ID] {
			held[n.in] = append(held[n.in], n.says)
		}
		for in, quotes := range held {
			for _, q := range quotes {
				if !strings.Contains(sections[in], q) {
					t.Errorf("%s: section %q does not say %q", l.ID, in, q)
				}
			}
		}
		for in, words := range sections {
			for _, at := range numeral.FindAllStringIndex(words, -1) {
				if !covered(words, held[in], at) {
					t.Errorf("%s: nothing holds the %s in %q of section %q", l.ID, words[at[0]:at[1]], near(words, at), in)
				}
			}
		}
	}
}

var (
	heading = regexp.MustCompile(`(?m)^#{2,3} .*\{#([a-z]+)\}$`)
	formula = regexp.MustCompile(`\$[^$]*\$`)
	numeral = regexp.MustCompile(`[0-9][0-9,.]*[0-9]|[0-9]`)
)

// sectionsOf are the words of a lesson by their section, without formulas; its arithmetic and its sources state no runs.
func sectionsOf(t *testing.T, id string) map[string]string {
	b, err := os.ReadFile(id + ".md")
	if err != nil {
		t.Fatal(err)
	}
	words, all := string(b), map[string]string{}
	heads := heading.FindAllStringSubmatchIndex(words, -1)
	for i, h := range heads {
		end := len(words)
		if i+1 < len(heads) {
			end = heads[i+1][0]
		}
		switch in := words[h[2]:h[3]]; in {
		case "arithmetic", "python", "sources":
		default:
			all[in] = formula.ReplaceAllString(words[h[1]:end], "")
		}
	}
	return all
}

// covered reports that one of the quotes covers a place of the words.
func covered(words string, quotes []string, at []int) bool {
	for _, q := range quotes {
		for from := 0; ; {
			i := strings.Index(words[from:], q)
			if i < 0 {
				break
			}
			if from += i; from <= at[0] && at[1] <= from+len(q) {
				return true
			}
			from++
		}
	}
	return false
}

func near(words string, at []int) string {
	return strings.TrimSpace(words[max(at[0]-25, 0):min(at[1]+25, len(words))])
}
