//go:build !js

package main

import "os"

func main() {
	println("engine runs in JavaScript: see bench/README.md")
	os.Exit(2)
}
