// Package test drives the built course in a real browser, as a learner would: it presses, drags, paints, resizes, tabs through, loses
// the canvas, and holds what the page says against the core run natively. It wants dist/ built and Chromium installed; the
// Makefile sees to both. Without the tag browser there is nothing here to run.
//
// A test says the same on a slow and busy machine. What must happen is waited for (until, comes, when, live), with patience, which a run that moves
// stretches; what must not is looked at once the page rests (quiet, still, frameRests) or its timers have run (due): never after a pause of the test's
// own. What depends on the machine is measured with the tag budget: see make budget. Tests that open a tab run beside each other, and their pictures
// cost no pixels unless the test is of the canvas itself (withPixels).
//
// With SHOTS set to a folder, the tests leave screenshots there to be looked at.
package test
