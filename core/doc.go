// Package core is the neural core of Hourglass: small autoencoders that train in a browser tab, or anywhere else that Go runs. It
// is a plain library. No lesson, no picture and no browser is known here, and nothing but the standard library (and gonum, for
// package pca) is used.
//
// From the bottom up:
//
//	vec    float32 kernels, in SIMD lanes and without, with the same bits
//	rng    one seed, many named streams of random numbers
//	nn     layers as pairs of functions, losses, the pass of gradients
//	opt    SGD, momentum, Adam: flat loops over flat parameters
//	data   small sets of pictures made from a seed
//	ae     a Recipe becomes a Model: encoder, code, decoder
//	train  a Setup becomes a Session, which steps, takes commands and gives snapshots
//	pca    the linear rival, worked out exactly in float64
//
// A package imports only what stands above it in this list; a test of package house holds that.
//
// The same seed gives the same bits on every machine, with lanes or without: a run is its setup and the knobs turned on the way.
// Conventions are PyTorch's: the mean over all numbers as the loss, heavy-ball momentum, Adam's eps of 1e-8 outside the root. Only
// the weights lie the other way round, (in, out).
package core
