package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hourglass/core/ae"
	"hourglass/core/data"
	"hourglass/core/train"
	"hourglass/lessons"
)

// A job is a listing to run, and what it must come to.
type job struct {
	Name   string `json:"name"`
	Code   string `json:"code"`
	Batch  int    `json:"batch"`
	Size   int    `json:"size"`
	Params int    `json:"params"`
	Masked bool   `json:"masked"`
	Labels bool   `json:"labels"`
}

func jobOf(t *testing.T, name string, s train.Setup) job {
	t.Helper()
	m, err := ae.New(s.Recipe())
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	code, err := python(s)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return job{name, code, s.Batch, s.Data.Dim(), m.Params(), m.Masked, m.Label.Classes > 0}
}

// complaints runs jobs with Python's own parser, against a torch that knows shapes alone.
func complaints(t *testing.T, jobs []job) []string {
	t.Helper()
	if _, err := exec.LookPath("python3"); err != nil {
		if out, err := exec.Command("sh", "testdata/python.sh").CombinedOutput(); err != nil {
			t.Fatalf("python3 is missing and could not be installed: %v\n%s", err, out)
		}
	}
	in, err := json.Marshal(jobs)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("python3", filepath.Join("testdata", "run.py"))
	cmd.Env = append(os.Environ(), "PYTHONDONTWRITEBYTECODE=1")
	cmd.Stdin = bytes.NewReader(in)
	var out, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaint
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v\n%s", err, complaint.Bytes())
	}
	return slices.DeleteFunc(strings.Split(out.String(), "\n"), func(s string) bool { return s == "" })
}

// turned is the default setup with those knobs turned: "noise=masking sparse=l1".
func turned(t *testing.T, knobs string) train.Setup {
	t.Helper()
	s := train.Default()
	s.Neck = 4
	for _, f := range strings.Fields(knobs) {
		name, text, _ := strings.Cut(f, "=")
		k := &train.Knobs[train.KnobIndex(name)]
		v, err := k.Parse(text)
		if err == nil {
			err = k.Set(&s, v)
		}
		if err != nil {
			t.Fatal(f, err)
		}
	}
	if _, err := train.New(s); err != nil {
		t.Fatal(knobs, err)
	}
	return s
}

// Every lesson's lines, and those of every kind of setup, run: shapes meet, every parameter learns, and there are as many as in the
// lesson's own network.
func TestPythonRuns(t *testing.T) {
	var jobs []job
	for _, l := range lessons.All {
		j := jobOf(t, l.ID, l.Setup)
		if n := strings.Count(j.Code, "\n") - strings.Count(j.Code, "\n\n"); n >= 20 {
			t.Errorf("%s takes %d lines of Python:\n%s", l.ID, n, j.Code)
		}
		jobs = append(jobs, j)
	}
	kinds := []string{"", "depth=0", "depth=3 width=32", "tied=yes depth=2", "tied=yes depth=0", "tied=yes dropout=0.5 loss=bce", "output=straight unit=linear",
		"noise=gaussian amount=0.05", "noise=masking", "noise=salt-and-pepper", "sparse=l1 pressure=0.00001", "sparse=kl", "sparse=k-sparse keep=3", "sparse=topk keep=9", "sparse=topk tied=yes",
		"code=cloud beta=4", "code=cloud free=0.5 noise=gaussian loss=bce", "contract=0.1 depth=2", "contract=0.1 tied=yes noise=masking sparse=l1", "dropout=0.2 depth=2", "decay=0.01 clip=1", "init=he unit=relu",
		"optimiser=momentum momentum=0", "optimiser=adamw decay=0.01 clip=1 over=100 schedule=cosine", "norm=yes depth=2", "missing=0.3", "missing=0.3 masked=left-out", "missing=0.3 masked=left-out noise=masking loss=bce",
		"data=glyphs classify=yes", "data=digits classify=yes known=20 code=cloud", "data=glyphs classify=yes tied=yes", "data=glyphs classify=yes alone=yes", "data=glyphs classify=yes missing=0.1 masked=left-out loss=l1",
		"convs=1 depth=0 norm=yes dropout=0.1", "data=digits-16x16 convs=2 code=cloud", "convs=3 channels=1 norm=yes depth=2 unit=relu"}
	for _, side := range []string{"bars", "digits", "digits-16x16"} { // every way in which a side can be left over
		for kernel := 1; kernel <= 7; kernel++ {
			for stride := 1; stride <= min(kernel, 3); stride++ {
				kinds = append(kinds, fmt.Sprintf("data=%s convs=2 channels=2 kernel=%d stride=%d", side, kernel, stride))
			}
		}
	}
	for _, knob := range []string{"unit", "loss", "optimiser", "schedule", "data"} {
		k := &train.Knobs[train.KnobIndex(knob)]
		for i := range k.Choices {
			kind := knob + "=" + k.Text(float64(i))
			if knob == "data" && data.Kind(i).Form() == data.Points {
				kind += " output=straight"
			}
			kinds = append(kinds, kind)
			if knob == "unit" {
				kinds = append(kinds, "tied=yes depth=2 unit="+k.Text(float64(i)))
			}
		}
	}
	for _, k := range kinds {
		jobs = append(jobs, jobOf(t, k, turned(t, k)))
	}
	for _, c := range complaints(t, jobs) {
		t.Error(c)
	}
}

// What cannot be written truly is refused in a sentence that names the knob.
func TestPythonRefuses(t *testing.T) {
	for knobs, want := range map[string]string{
		"state=4": "the knob state must be 0", "state=4 writes=yes": "the knob state must be 0", "judge=8": "the knob judge must be 0", "tied=yes norm=yes": "the knob norm must be no",
	} {
		if code, err := python(turned(t, knobs)); err == nil || !strings.HasSuffix(err.Error(), want) || code != "" {
			t.Errorf("%s: %v", knobs, err)
		}
	}
}

// The torch of testdata finds what is wrong.
func TestPythonFindsFaults(t *testing.T) {
	var jobs []job
	for i, c := range []struct{ knobs, old, new string }{
		{"", "nn.Linear(4, 16)", "nn.Linear(5, 16)"},
		{"", "nn.Linear(16, 49)", "nn.Linear(16, 48)"},
		{"", "F.mse_loss(y, x)", "F.mse_loss(y, z)"},
		{"", "optimiser.zero_grad(); ", ""},
		{"", ", *decoder.parameters()]", "]"},
		{"", "loss = F", "loss == F"},
		{"", "import torch\n", "import torch torch\n"},
		{"", "nn.Tanh()", "nn.Tanhh()"},
		{"loss=bce", "nn.Linear(16, 49)", "nn.Linear(16, 49), nn.Sigmoid()"},
		{"code=cloud", "nn.Linear(16, 8)", "nn.Linear(16, 9)"},
		{"code=cloud", "randn_like(mean)", "randn_like(x)"},
		{"sparse=topk", "z.topk(2", "z.topk(20"},
		{"sparse=l1", ".sum(1).mean()", ".sum(1)"},
		{"tied=yes", "encoder[2].weight.T", "encoder[2].weight"},
		{"convs=1", "output_padding=0", "output_padding=1"},
		{"data=digits-16x16 convs=1", "output_padding=1", "output_padding=0"},
		{"convs=1", "nn.Conv2d(1, 4", "nn.Conv2d(2, 4"},
		{"convs=1", "nn.Flatten(), ", ""},
		{"convs=1", "nn.Unflatten(1, (4, 4, 4))", "nn.Unflatten(1, (4, 4, 5))"},
		{"convs=1 norm=yes", "nn.LayerNorm([4, 4, 4])", "nn.LayerNorm([4])"},
		{"missing=0.1 masked=left-out", "* seen).sum()", "* seen)"},
		{"missing=0.1 masked=left-out", "for x, seen", "for x"},
		{"data=glyphs classify=yes", "head(z), labels", "head(y), labels"},
		{"data=glyphs classify=yes", ", *head.parameters()", ""},
	} {
		j := jobOf(t, fmt.Sprintf("%d %q for %q", i, c.new, c.old), turned(t, c.knobs))
		if !strings.Contains(j.Code, c.old) {
			t.Errorf("%q: nothing says %q in\n%s", c.knobs, c.old, j.Code)
		}
		j.Code = strings.Replace(j.Code, c.old, c.new, 1)
		jobs = append(jobs, j)
	}
	sound := jobOf(t, "sound", train.Default())
	found := complaints(t, append(jobs, sound))
	for _, j := range jobs {
		if !slices.ContainsFunc(found, func(c string) bool { return strings.HasPrefix(c, j.Name+": ") }) {
			t.Errorf("%s passes:\n%s", j.Name, j.Code)
		}
	}
	if len(found) != len(jobs) {
		t.Errorf("%d complaints of %d faults: %q", len(found), len(jobs), found)
	}
}

func Example_python() {
	s := train.Default()
	s.Noise = ae.Masking
	code, _ := python(s)
	fmt.Print(code)
	// Output:
	// import torch
	// from torch import nn
	// from torch.nn import functional as F
	//
	// encoder = nn.Sequential(nn.Linear(49, 16), nn.Tanh(), nn.Linear(16, 2))  # x (32, 49) to z (32, 2)
	// decoder = nn.Sequential(nn.Linear(2, 16), nn.Tanh(), nn.Linear(16, 49), nn.Sigmoid())  # z (32, 2) to y (32, 49)
	// for layer in [*encoder, *decoder]:
	//     if isinstance(layer, nn.Linear):
	//         nn.init.xavier_uniform_(layer.weight); nn.init.zeros_(layer.bias)
	// parameters = [*encoder.parameters(), *decoder.parameters()]
	// optimiser = torch.optim.Adam(parameters, lr=0.003)
	//
	// for x in batches:  # (32, 49), grey values from 0 to 1
	//     torn = x * (torch.rand_like(x) >= 0.3)
	//     z = encoder(torn)
	//     y = decoder(z)
	//     loss = F.mse_loss(y, x)
	//     optimiser.zero_grad(); loss.backward(); optimiser.step()
}
