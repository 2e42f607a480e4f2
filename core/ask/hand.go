package ask

// What stands under the learner's hand now. A step that opens shows a whole picture of the set and lets go of the ring (wasm/trainer/guide.go), so what
// these measure has been done since.

func handMeasures() []measure {
	return []measure{
		// 1 while the decoder paints from the ring
		{name: "holding", of: func(r *Run, _ string) (float64, bool) {
			if r.View.Held {
				return 1, true
			}
			return 0, true
		}},
		// how many numbers of an example of the learner's own are a half or more; 0 while one of the set is shown
		{name: "drawn", of: func(r *Run, _ string) (float64, bool) {
			n := 0.0
			for _, v := range r.View.Input {
				if v >= 0.5 && r.View.Sample < 0 {
					n++
				}
			}
			return n, true
		}},
	}
}
