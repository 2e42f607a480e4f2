package data

import "hourglass/core/rng"

const digitSide = 12

func drawDigit(x, factors []float32, r *rng.Stream) {}
