package lessons

import (
	"testing"

	"hourglass/core/data"
	"hourglass/core/train"
)

func init() {
	levers["recommender"] = [][]Turn{{}, {{"decay", 0.02}}, {{"decay", 0.1}}}
}

// likes rates films of one kind with five stars and of another with one, on an empty row.
func likes(s interface {
	Clear()
	Paint(i int, v float32)
}, most, least []int) {
	s.Clear()
	for _, i := range most {
		s.Paint(i, 1)
	}
	for _, i := range least {
		s.Paint(i, 0.2)
	}
}

// Two films to laugh at and two to shudder are enough: who likes the first and not the second is guessed to like others to laugh at more than others to shudder,
// and the other way round.
func TestFourFilmsTellATaste(t *testing.T) {
	claim(t)
	laugh, shudder := []int{2, 3, 4}, []int{8, 9, 11}
	for _, seed := range seeds {
		step, s := opened(t, alone(&Recommender), "four", seed)
		learn(s, 1000)
		if s.Read(step.Done).Reached {
			t.Errorf("seed %d: it is done before anything was rated", seed)
		}
		for i, turned := range [2]bool{false, true} {
			most, least := []int{0, 1}, []int{6, 7}
			if turned {
				most, least = least, most
			}
			likes(s, most, least)
			done(t, s, step, seed)
			y, gap := s.Rebuild(nil), float32(0)
			for k := range laugh {
				gap += 5 * (y[laugh[k]] - y[shudder[k]]) / float32(len(laugh))
			}
			if turned {
				gap = -gap
			}
			if gap < 0.7 {
				t.Errorf("seed %d, taste %d: films of the kind that was liked are guessed %.2f stars above the others", seed, i, gap)
			}
		}
	}
}

// The network guesses better than the means of film and person, which are better than the mean of the film.
func TestTheNetworkBeatsMeans(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		step, s := opened(t, alone(&Recommender), "why", seed)
		if s.Read(step.Done).Reached {
			t.Errorf("seed %d: it is done before anything was rated", seed)
		}
		net, both, film := measure(t, s, "stars"), measure(t, s, "stars both"), measure(t, s, "stars film")
		if net > both-0.1 || both > film-0.05 {
			t.Errorf("seed %d: the network is off by %.3f stars, film and person by %.3f, the film by %.3f", seed, net, both, film)
		}
		for i := range 5 {
			s.Paint(i, 0.8)
		}
		done(t, s, step, seed)
	}
}

// Who takes gaps for 0 says less than one star of films that few have seen, the less the fewer have.
func TestZerosLearnWhoRates(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		got, s := asked(t, &Recommender, seed)
		if got != 0 {
			t.Errorf("seed %d: option %d happened", seed, got)
		}
		y := s.Twin().Copies(s.Set().ValidX())
		group := [2]float64{} // of films that more than half have seen, and that fewer than one in six have
		n := [2]float64{}
		for i, v := range y {
			switch seen := data.Seen(i % len(data.Films)); {
			case s.Set().ValidX()[i] > 0:
			case seen > 0.5:
				group[0], n[0] = group[0]+5*float64(v), n[0]+1
			case seen < 0.16:
				group[1], n[1] = group[1]+5*float64(v), n[1]+1
			}
		}
		if known, rare := group[0]/n[0], group[1]/n[1]; known < rare+0.8 {
			t.Errorf("seed %d: of films that most have seen zeros says %.2f stars, of rare ones %.2f", seed, known, rare)
		}
	}
}

// When the network itself takes gaps for 0, stars go out: of what is not rated it soon says less than half of what it said.
func TestStarsGoOut(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		step, s := opened(t, &Recommender, "zeros", seed)
		was := measure(t, s, "rare")
		turn(t, s, Turn{"masked", 0})
		learn(s, 1000)
		done(t, s, step, seed)
		if now := measure(t, s, "rare"); now > 0.3*was {
			t.Errorf("seed %d: of the rarest it says %.2f stars, it said %.2f", seed, now, was)
		}
	}
}

// Through one number guesses are no better than means, and fewer films are the best for somebody; the mean of the film recommends fewest.
func TestOneTasteIsNotEnough(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		step, s := opened(t, alone(&Recommender), "neck", seed)
		three, cover, film := measure(t, s, "stars"), measure(t, s, "coverage"), measure(t, s, "coverage film")
		turn(t, s, Turn{"neck", 1})
		learn(s, 2000)
		done(t, s, step, seed)
		if one := measure(t, s, "stars"); one < three+0.1 || one < measure(t, s, "stars both")-0.01 {
			t.Errorf("seed %d: through one number it is off by %.3f stars, through three by %.3f", seed, one, three)
		}
		if few := measure(t, s, "coverage"); few >= cover || film >= few {
			t.Errorf("seed %d: %v films are recommended through three numbers, %v through one, %v by means", seed, cover, few, film)
		}
	}
}

// Evenings narrow what people watch, until the films run out; and three films have most of the first, far more than at random.
func TestEveningsNarrow(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		step, s := opened(t, alone(&Recommender), "evenings", seed)
		gap := func(evenings float64) float64 {
			turn(t, s, Turn{"evenings", evenings})
			return measure(t, s, "evening kind") - measure(t, s, "evening kind random")
		}
		three, ten := gap(3), gap(train.Evenings)
		done(t, s, step, seed)
		if three < 0.09 || ten > three/2 {
			t.Errorf("seed %d: what is of one kind lies %.3f above chance after three evenings, %.3f after ten", seed, three, ten)
		}
		if a, b := measure(t, s, "evening off"), measure(t, s, "stars"); a < b+0.15 {
			t.Errorf("seed %d: after ten evenings it is off by %.3f stars, before by %.3f", seed, a, b)
		}
		turn(t, s, Turn{"evenings", 1})
		if a, b := measure(t, s, "evening top"), measure(t, s, "evening top random"); a < b+0.08 {
			t.Errorf("seed %d: three films have %.2f of the first evening, at random %.2f", seed, a, b)
		}
	}
}

// With nothing hidden while it practises the goal is out of reach, with some of it hidden it is not.
func TestRecommenderGoal(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		step, s := opened(t, alone(&Recommender), "goal", seed)
		if n := until(s, step.Done, 4000); n >= 0 {
			t.Errorf("seed %d: with nothing hidden the goal is reached at step %d", seed, n)
		}
		_, s = opened(t, alone(&Recommender), "goal", seed)
		turn(t, s, Recommender.Goal.Way...)
		if n := until(s, step.Done, 4000); n < 0 {
			t.Errorf("seed %d: the goal is not reached, it is off by %.3f stars", seed, measure(t, s, "stars"))
		}
	}
}

// What its page for teachers says: its tasks open runs by links, and name what comes out.
func TestTeachingRecommender(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		stars := func(link string) float64 {
			return measure(t, task(t, alone(&Recommender), seed, link), "stars")
		}
		for link, bounds := range map[string][2]float64{
			"neck=1&step=2000":                 {0.93, 1.02},
			"neck=2&step=2000":                 {0.83, 0.97},
			"step=2000":                        {0.7, 0.8},
			"neck=12&step=2000":                {0.77, 0.9},
			"noise=none&step=2000":             {1.1, 1.25},
			"noise=none&decay=0.001&step=2000": {0.95, 1.05},
			"unit=linear&step=2000":            {0.93, 1.04},
		} {
			within(t, seed, "stars of "+link, stars(link), bounds[0], bounds[1])
		}
	}
}
