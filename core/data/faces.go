package data

import "hourglass/core/rng"

const faceSide = 16

func drawFace(x, factors []float32, r *rng.Stream) {}
