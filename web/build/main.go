// Command build makes the site: the lessons' Markdown, knobs and posters become plain files in dist. It also serves them while
// someone writes. It knows HTML and files; what a lesson does stands in package lessons, what a picture looks like in wasm/svg.
//
//	go run ./web/build build    writes dist
//	go run ./web/build serve    writes dist and shows it on http://localhost:8080 ($PORT)
//
// Both are run from the root of the repository, after the programs (*.wasm) were put into dist: see the Makefile.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	out := flag.String("out", "dist", "the folder to write")
	flag.Parse()
	s := &site{out: *out, reader: newReader()}
	if err := run(s, flag.Arg(0)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(s *site, mode string) error {
	if mode != "build" && mode != "serve" {
		return fmt.Errorf("usage: go run ./web/build [-out folder] build|serve")
	}
	if err := s.build(); err != nil || mode == "build" {
		return err
	}
	return s.serve(port())
}
