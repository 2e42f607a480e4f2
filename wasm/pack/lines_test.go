package main

import (
	"bytes"
	"compress/gzip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A program that needs all that its tables are for: deep stacks that grow, garbage, goroutines, a panic that is caught, and one that is not.
const hardworking = `package main

import ("fmt"; "os"; "runtime")

type tree struct{ left, right *tree }

func grow(depth int) *tree {
	if depth == 0 { return &tree{} }
	return &tree{grow(depth - 1), grow(depth - 1)}
}

func (t *tree) count() int {
	if t.left == nil { return 1 }
	return t.left.count() + t.right.count()
}

func deep(n int) int {
	var room [64]int
	if n == 0 { runtime.GC(); return 0 }
	room[n%64] = n
	return deep(n-1) + room[n%64]
}

func stumble(list []int) (caught any) {
	defer func() { caught = recover() }()
	return list[len(os.Args)+5]
}

func main() {
	kept := grow(12)
	sums := make(chan int)
	for range 8 { go func() { sums <- deep(2000) + grow(10).count() }() }
	total := 0
	for range 8 { total += <-sums }
	runtime.GC()
	fmt.Println(total, kept.count(), stumble(nil))
	fall()
}

//go:noinline
func fall() { panic("on purpose") }
`

// A program without lines does what it did, and a trace still names the functions.
func TestProgramWithoutLines(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"main.go": hardworking, "go.mod": "module hardworking\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	goTool := func(args ...string) []byte {
		cmd := exec.Command("go", args...)
		cmd.Dir, cmd.Env = dir, append(os.Environ(), "GOOS=js", "GOARCH=wasm", "GOEXPERIMENT=", "GOFLAGS=-mod=mod")
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("go %s: %v", strings.Join(args, " "), err)
		}
		return out
	}
	goTool("build", "-trimpath", "-ldflags=-s -w", "-o", "program.wasm", ".")
	root := strings.TrimSpace(string(goTool("env", "GOROOT")))
	run := func() (string, string) {
		var out, trace bytes.Buffer
		cmd := exec.Command("node", "--stack-size=8192", filepath.Join(root, "lib", "wasm", "wasm_exec_node.js"), "program.wasm")
		cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &out, &trace
		cmd.Run() // which fails: it panics at its end
		return out.String(), trace.String()
	}
	want, with := run()
	if !strings.Contains(want, "index out of range") || !strings.Contains(with, "main.go:") {
		t.Fatalf("the program itself says %q and %q", want, with)
	}
	program := filepath.Join(dir, "program.wasm")
	before := download(t, program)
	if err := file(program); err != nil {
		t.Fatal(err)
	}
	got, without := run()
	if got != want {
		t.Errorf("packed it says %q, not %q", got, want)
	}
	if strings.Contains(without, "main.go:") || !strings.Contains(without, "main.fall") || !strings.Contains(without, "on purpose") {
		t.Errorf("the trace of the packed program is %q", without)
	}
	if after := download(t, program); float64(after) > 0.9*float64(before) {
		t.Errorf("it takes %d bytes to download, %d before", after, before)
	}
}

// download is how many bytes a file takes with gzip.
func download(t *testing.T, name string) int {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	w.Write(b) // to memory, which takes all
	w.Close()
	return packed.Len()
}

// What only begins like such a table is refused, or left alone where it is none.
func TestTablesOfNoProgram(t *testing.T) {
	for what, data := range map[string]string{"a head alone": string(tableHead), "far too many functions": string(tableHead) + strings.Repeat("\xff", 80)} {
		if err := dropLines([]byte(data)); err == nil {
			t.Errorf("%s is taken", what)
		}
	}
	plain := []byte("forty-nine pixels")
	if err := dropLines(plain); err != nil || string(plain) != "forty-nine pixels" {
		t.Errorf("data without tables: %v, %q", err, plain)
	}
}
