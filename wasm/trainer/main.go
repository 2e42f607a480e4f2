//go:build !js

package main

import (
	"os"
	"strconv"

	"hourglass/core/train"
)

// main, outside a browser, retraces the link that it is given and prints where it led: a share link is a bug report.
func main() {
	text := ""
	if len(os.Args) > 1 {
		text = os.Args[1]
	}
	link, err := train.ParseLink(text, train.Default(), "part")
	if err == nil {
		var r *train.Replay
		if r, err = train.Open(link); err == nil {
			for r.Next() {
			}
			p := r.Session.Now()
			println("step " + strconv.Itoa(p.Step) + ", loss " + strconv.FormatFloat(float64(p.Loss), 'g', -1, 32) +
				", hash " + strconv.FormatUint(r.Session.Hash(), 16))
			return
		}
	}
	println(err.Error())
	os.Exit(1)
}
