//go:build browser && !budget

package test

// measuring says that tests have the machine to themselves.
const measuring = false
