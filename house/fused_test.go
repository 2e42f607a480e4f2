//go:build !js

package house

import (
	"os"
	"os/exec"
	"regexp"
	"testing"
)

// A fused multiply-add rounds once where we round twice, and so changes bits. Of the machines that we promise equal bits to, arm64 is the
// one whose compiler fuses by itself wherever the source lets it: what decides a run must not let it.
func TestNothingIsFused(t *testing.T) {
	fused := regexp.MustCompile(`(?m)^.*\s(FN?M(ADD|SUB)[SD]?|VFML[AS])\s.*$`)
	for _, experiment := range []string{"", "simd"} {
		cmd := exec.Command("go", "build", "-gcflags=-S", "./core/vec", "./core/rng", "./core/nn", "./core/opt", "./core/data", "./core/ae", "./core/train")
		cmd.Dir = ".."
		cmd.Env = append(os.Environ(), "GOARCH=arm64", "CGO_ENABLED=0", "GOEXPERIMENT="+experiment)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %.500s", err, out)
		}
		if len(out) < 1<<16 {
			t.Fatalf("%d bytes of assembly: the compiler said nothing", len(out))
		}
		for _, line := range fused.FindAll(out, 10) {
			t.Errorf("experiment %q: %s", experiment, line)
		}
	}
}
