// Package house holds the plan of the rooms against what was built: which package may import which, and what may never get into
// the programs that a browser loads. It has no code of its own, only tests; see docs/design.md.
package house
