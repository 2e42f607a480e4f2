//go:build !js

package main

import "os"

func main() {
	println("The stage runs in a browser: build it with GOOS=js GOARCH=wasm.")
	os.Exit(1)
}
