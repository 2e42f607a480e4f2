// Package core is the neural core of Hourglass: small autoencoders that train in a browser tab, or anywhere else that Go runs. It
// is a plain library. No lesson, no picture and no browser is known here, and nothing but the standard library (and gonum, for
// packages measure and pca) is used.
//
// From the bottom up:
//
//	vec      float32 kernels, in SIMD lanes and without, with the same bits
//	rng      one seed, many named streams of random numbers
//	nn       layers as pairs of functions, losses and penalties, the pass of gradients
//	opt      SGD to AdamW: flat loops over flat parameters; schedules, clipping, early stopping
//	data     small sets of pictures made from a seed
//	ae       a Recipe becomes a Model: encoder, code, decoder, and whoever looks at them; a Pass finds its loss and gradient
//	jacobi   principal components without gonum, for the programs of the page
//	train    a Task becomes a Trainer, which steps; a Setup becomes a Session: a trainer with knobs, a log and a curve
//	ask      what such a session can be asked: measures by name, and watches on them
//	measure  what codes and copies are worth: ROC, clusters, bits, explained variance
//	pca      the linear rivals, worked out exactly in float64
//	carry    a trained model as .npz, to a file and back, and as ONNX
//
// To begin with, see the examples: a Recipe and a Task, Step in a loop, then a Looker.
//
// A package imports only what stands above it in this list; a test of package house holds that.
//
// The same seed gives the same bits on every machine, with lanes or without: a run is its setup and the knobs turned on the way.
// Conventions are PyTorch's: the mean over all numbers as the loss, heavy-ball momentum, Adam's eps of 1e-8 outside the root. Only
// the weights lie the other way round, (in, out).
package core
