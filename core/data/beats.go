package data

import "hourglass/core/rng"

const beatLength = 32

func drawBeat(x, factors []float32, r *rng.Stream) {}
