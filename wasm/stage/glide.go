package main

import "time"

// glided is how long figures take to their new places.
const glided = 200 * time.Millisecond

// A glide is the way of the figures to the places that a step of the lesson, or a tap, gives them.
type glide struct {
	begun time.Time
	on    bool
}

// left is how much of the way is left, from 1 to 0, at which it is over.
func (g *glide) left(now time.Time) float32 {
	if !g.on {
		return 0
	}
	left := 1 - float32(now.Sub(g.begun))/float32(glided)
	if !(left > 0 && left <= 1) {
		g.on, left = false, 0
	}
	return left
}
