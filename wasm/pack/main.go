// Command pack makes a linked WebAssembly program smaller to download without changing what it does.
//
//	go run ./wasm/pack program.wasm
//
// Go's linker leaves out every run of eight zero bytes of the data and begins a new data segment behind it. A program of 3 MB has
// 47,000 of them, each with a head of its own that no compressor can foresee; one of 14 MB reaches the 100,000 that browsers
// allow. Zeros cost gzip next to nothing. So segments that lie close together become one: a tenth less to download. And what tells the trace of a panic its
// lines becomes zeros too: a fourteenth.
package main

import (
	"fmt"
	"os"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go run ./wasm/pack program.wasm")
		os.Exit(2)
	}
	if err := file(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// file packs the program of that name in place.
func file(name string) error {
	program, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	packed, err := pack(program)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return os.WriteFile(name, packed, 0o755)
}
