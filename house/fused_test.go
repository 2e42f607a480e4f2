//go:build !js

package house

import (
	"os"
	"os/exec"
	"regexp"
	"testing"
)

// A fused multiply-add rounds once where we round twice, and so changes bits. Of the machines that we promise equal bits to, arm64 and
// late amd64 are those whose compilers fuse by themselves wherever the source lets them: what decides a run must not let them.
func TestNothingIsFused(t *testing.T) {
	fused := regexp.MustCompile(`(?m)^.*\s(FN?M(ADD|SUB)[SD]?|VFML[AS]|VFN?M(ADD|SUB)\w+)\s.*$`)
	for _, machine := range [][]string{{"GOARCH=arm64"}, {"GOARCH=amd64", "GOAMD64=v3"}} {
		for _, experiment := range []string{"", "simd"} {
			cmd := exec.Command("go", "build", "-gcflags=-S", "./core/vec", "./core/rng", "./core/nn", "./core/opt", "./core/data", "./core/ae", "./core/train")
			cmd.Dir = ".."
			cmd.Env = append(append(os.Environ(), "CGO_ENABLED=0", "GOEXPERIMENT="+experiment), machine...)
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%v: %.500s", err, out)
			}
			if len(out) < 1<<16 {
				t.Fatalf("%d bytes of assembly: the compiler said nothing", len(out))
			}
			for _, line := range fused.FindAll(out, 10) {
				t.Errorf("%v, experiment %q: %s", machine, experiment, line)
			}
		}
	}
}
