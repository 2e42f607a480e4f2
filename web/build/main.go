// Command build makes the site: the lessons' Markdown, knobs and posters become plain files in dist. It also serves them while
// someone writes. It knows HTML and files; what a lesson does stands in package lessons, what a picture looks like in wasm/svg.
//
//	go run ./web/build build    writes dist: pages, scripts, posters
//	go run ./web/build publish  the same, with the pages that are one file, the service worker and compressed twins
//	go run ./web/build serve    writes dist and shows it on http://localhost:8080 ($PORT)
//	go run ./web/build package  writes dist/packages, for course platforms, from the dist that is there; with names, packages of those lessons alone
//	go run ./web/build wire     writes web/page/wire.js anew, after package wire has changed
//
// All are run from the root of the repository, after the programs (*.wasm) were put into bin: see the Makefile.
package main

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	out := flag.String("out", "dist", "the folder to write")
	to := flag.String("to", "", "the folder to write packages into, instead of packages in that one")
	flag.Parse()
	s := &site{out: *out, reader: newReader()}
	var err error
	switch flag.Arg(0) {
	case "wire":
		err = writeWire()
	case "package":
		err = s.packages(cmp.Or(*to, filepath.Join(s.out, "packages")), flag.Args()[1:]...)
	default:
		err = run(s, flag.Arg(0))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(s *site, mode string) error {
	if mode == "publish" {
		return s.publish()
	}
	if mode != "build" && mode != "serve" {
		return fmt.Errorf("usage: go run ./web/build [-out folder] build|publish|serve|package|wire")
	}
	if err := s.build(); err != nil || mode == "build" {
		return err
	}
	return s.serve(port())
}
