// Package test drives the built course in a real browser, as a learner would: it presses, drags, paints, resizes, tabs through, loses
// the canvas, and holds what the page says against the core run natively. It wants dist/ built and Chromium installed; the
// Makefile sees to both. Without the tag browser there is nothing here to run.
//
// With SHOTS set to a folder, the tests leave screenshots there to be looked at.
package test
