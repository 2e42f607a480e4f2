package data

import (
	"cmp"
	"slices"
)

// A heart is measured 360 times a second, in steps of 1/200 mV. Everything here is counted in samples, in whole numbers, so that every machine finds
// the same beats.
const (
	slope  = 7    // half of the span over which the voltage is seen to rise or fall: 39 ms
	energy = 30   // half of the span over which slopes add up: a spike and its dips
	apart  = 100  // a beat has no other so near: 0.28 s
	around = 1800 // half of the span in which it is compared with its neighbours: 10 s
	crest  = 36   // how far from the steepest place the tip is looked for
	pooled = 8    // samples in one value of an example
	before = 12   // values before that of the tip
)

// beatsOf cuts a recording into its beats: 32 values of eight samples each, the tip in the thirteenth, so from 0.28 s before it to 0.43 s after. The
// median of a beat is drawn at 0.3, where a drawn beat rests, and 3 mV are 1. A beat is where the squares of slopes are largest within 0.28 s and
// more than a fifth of what they usually are within 5 s (much as in J. Pan, W. J. Tompkins, 1985); it is known by its moment, from 0 at the beginning of the
// recording to 1 at its end. Nobody has looked at them: some are no beats but a wire that moved.
func beatsOf(raw []byte) *examples {
	v := make([]int32, len(raw)/2)
	for i := range v {
		v[i] = int32(raw[2*i]) | int32(raw[2*i+1])<<8
	}
	all := &examples{}
	last := -apart
	for _, at := range steepest(v) {
		from, tip := max(at-crest, 0), at
		for i := from; i <= at+crest && i < len(v); i++ {
			if i == from || v[i] > v[tip] {
				tip = i
			}
		}
		begin := tip - before*pooled - pooled/2
		if begin < 0 || begin+beatLength*pooled > len(v) || tip-last < 2*crest {
			continue
		}
		last = tip
		all.x = append(all.x, pool(v[begin:begin+beatLength*pooled])...)
		all.factors = append(all.factors, float32(tip)/float32(len(v)))
	}
	return all
}

// steepest are the places of beats: where the energy of slopes is the largest around, and not much less than elsewhere.
func steepest(v []int32) []int {
	sums := make([]int64, len(v)+1)
	for i := range v {
		d := int64(v[min(i+slope, len(v)-1)] - v[max(i-slope, 0)])
		sums[i+1] = sums[i] + d*d
	}
	steep := func(i int) int64 { return sums[min(i+energy+1, len(v))] - sums[max(i-energy, 0)] }
	var peaks []int
	for i := range v {
		if steep(i) > 0 && highest(steep, i, len(v)) {
			peaks = append(peaks, i)
		}
	}
	var beats []int
	for _, i := range peaks {
		var near []int
		for _, j := range peaks {
			if j-i < around && i-j < around {
				near = append(near, int(steep(j)))
			}
		}
		if 5*int(steep(i)) > median(near) {
			beats = append(beats, i)
		}
	}
	return beats
}

// median is the middle one of some numbers, which it sorts: as numbers are sorted elsewhere, so that programs hold one way of sorting, and not three.
func median(v []int) int {
	slices.SortFunc(v, cmp.Compare[int])
	return v[len(v)/2]
}

// highest tells whether no place of n near i is steeper than i, and none before it as steep. It looks at the nearest first, which settles it but for a few.
func highest(steep func(int) int64, i, n int) bool {
	e := steep(i)
	for d := 1; d <= apart; d++ {
		if i-d >= 0 && steep(i-d) >= e || i+d < n && steep(i+d) > e {
			return false
		}
	}
	return true
}

// pool makes an example of samples.
func pool(v []int32) []float32 {
	all := make([]int, len(v))
	for i, s := range v {
		all[i] = int(s)
	}
	rest := int32(median(all))
	x := make([]float32, len(v)/pooled)
	for i := range x {
		sum := int32(0)
		for _, s := range v[i*pooled : (i+1)*pooled] {
			sum += s - rest
		}
		x[i] = min(max(0.3+float32(sum)/(pooled*200*3), 0), 1)
	}
	return x
}
