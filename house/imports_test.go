//go:build !js

package house

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "hourglass/"

// below is the plan: each room stands on those named, and so on all that these stand on. It may import nothing else of the house.
var below = map[string][]string{
	"core":                 {},
	"core/vec":             {},
	"core/rng":             {"core/vec"},
	"core/nn":              {"core/rng"},
	"core/opt":             {"core/nn"},
	"core/data":            {"core/rng"},
	"core/data/measured":   {"core/data"},
	"core/ae":              {"core/nn"},
	"core/train":           {"core/ae", "core/opt", "core/data"},
	"core/ask":             {"core/train", "core/jacobi", "core/stat", "core/squeeze"},
	"core/jacobi":          {},
	"core/stat":            {"core/rng"},
	"core/squeeze":         {},
	"core/pca":             {},
	"core/measure":         {"core/rng", "core/pca", "core/stat"},
	"core/carry":           {"core/ae"},
	"core/zoo":             {"core/ae", "core/data"},
	"core/internal/golden": {},
	"core/internal/still":  {},
	"lessons":              {"wasm/wire"},
	"wasm/tint":            {},
	"wasm/scene":           {"wasm/wire", "wasm/tint"},
	"wasm/figures":         {"wasm/scene"},
	"wasm/svg":             {"lessons", "wasm/figures"},
	"wasm/paint":           {"wasm/scene"},
	"wasm/wire":            {"core/ask"},
	"wasm/port":            {},
	"wasm/trainer":         {"wasm/wire", "wasm/port"},
	"wasm/stage":           {"wasm/figures", "wasm/port", "wasm/paint"},
	"wasm/pack":            {},
	"wasm/slim":            {}, // and its stand-ins, which the copy of the engine imports
	"wasm/slim/build":      {},
	"wasm/slim/gob":        {},
	"wasm/slim/net":        {},
	"wasm/slim/printer":    {},
	"wasm/slim/slog":       {},
	"wasm/slim/template":   {},
	"wasm/slim/zip":        {},
	"bench/engine":         {"core/train"},
	"web/build":            {"wasm/svg", "wasm/wire", "core/data/measured"},
	"web/test":             {},
	"house":                {},
	"house/mutants":        {},
}

// reaches tells whether the plan lets from import to.
func reaches(from, to string) bool {
	for _, b := range below[from] {
		if b == to || reaches(b, to) {
			return true
		}
	}
	return false
}

// A pkg is a package as the go command knows it.
type pkg struct {
	path          string
	standard      bool
	imports, deps []string
}

// list returns every package of the house and all that they stand on, built for a target, by path; tests do not count.
func list(t *testing.T, goos, goarch string) map[string]pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-deps", "-f", `{{.ImportPath}}|{{.Standard}}|{{join .Imports ","}}|{{join .Deps ","}}`, "./...")
	cmd.Dir = ".."
	cmd.Env = append(os.Environ(), "GOOS="+goos, "GOARCH="+goarch, "CGO_ENABLED=0")
	var errors strings.Builder
	cmd.Stderr = &errors
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list for %s: %v\n%s", goos, err, errors.String())
	}
	found := map[string]pkg{}
	for line := range strings.Lines(string(out)) {
		f := strings.Split(strings.TrimSpace(line), "|")
		found[f[0]] = pkg{f[0], f[1] == "true", strings.Split(f[2], ","), strings.Split(f[3], ",")}
	}
	return found
}

// targets are what the house is built for.
var targets = [][2]string{{"linux", "amd64"}, {"js", "wasm"}}

// Who may import whom.
func TestRooms(t *testing.T) {
	for _, target := range targets {
		for _, p := range list(t, target[0], target[1]) {
			room, ours := strings.CutPrefix(p.path, module)
			if !ours {
				continue
			}
			if _, planned := below[room]; !planned {
				t.Errorf("%s: %s is not in the plan", target[0], room)
			}
			for _, i := range p.imports {
				if to, ours := strings.CutPrefix(i, module); ours && !reaches(room, to) {
					t.Errorf("%s: %s may not import %s", target[0], room, to)
				}
			}
		}
	}
}

// Only stage knows Ebiten, only port and the programs know JavaScript, only pca and measure know gonum, and the core nothing from outside but that.
func TestOutside(t *testing.T) {
	holders := map[string][]string{
		"github.com/hajimehoshi/ebiten": {"wasm/stage"},
		"syscall/js":                    {"wasm/port", "wasm/trainer", "wasm/stage", "bench/engine"},
		"gonum.org":                     {"core/pca", "core/measure"},
	}
	for _, target := range targets {
		all := list(t, target[0], target[1])
		for _, p := range all {
			room, ours := strings.CutPrefix(p.path, module)
			if !ours {
				continue
			}
			for _, i := range p.imports {
				for what, rooms := range holders {
					if strings.HasPrefix(i, what) && !slices.Contains(rooms, room) {
						t.Errorf("%s: %s may not import %s", target[0], room, i)
					}
				}
				if q, ok := all[i]; ok && strings.HasPrefix(room, "core") && !q.standard && !strings.HasPrefix(i, module+"core/") && !strings.HasPrefix(i, "gonum.org/") {
					t.Errorf("%s: %s may not import %s", target[0], room, i)
				}
			}
		}
	}
}

// What must not get into a program, by whatever way.
func TestPrograms(t *testing.T) {
	all := list(t, "js", "wasm")
	for program, banned := range map[string][]string{
		"wasm/trainer": {"fmt", "encoding/json", "net/http", "gonum.org/", "github.com/", module + "lessons", module + "wasm/scene", module + "wasm/figures", module + "wasm/paint"},
		"wasm/stage":   {"net/http", "github.com/hajimehoshi/ebiten/v2/ebitenutil", "github.com/hajimehoshi/ebiten/v2/text", "gonum.org/", module + "lessons"},
	} {
		p, ok := all[module+program]
		if !ok {
			t.Errorf("there is no %s for the browser", program)
			continue
		}
		for _, d := range p.deps {
			for _, b := range banned {
				if d == b || strings.HasSuffix(b, "/") && strings.HasPrefix(d, b) || strings.HasPrefix(d, b+"/") {
					t.Errorf("%s holds %s", program, d)
				}
			}
		}
	}
}
