package data

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// drawn is a picture of so many lit pixels, as a test draws it.
func drawn(t *rapid.T) []float32 {
	x := make([]float32, Dim)
	for _, i := range rapid.SliceOfN(rapid.IntRange(0, Dim-1), 1, Dim).Draw(t, "ink") {
		x[i] = 1
	}
	return x
}

// A drawing comes back from its code, however somebody writes it down.
func TestCodesComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawn(t)
		code := Code(x)
		written := rapid.SampledFrom([]string{code, strings.ToLower(code), strings.ReplaceAll(code, "-", ""), strings.NewReplacer("0", "o", "1", "l").Replace(code),
			strings.ReplaceAll(code, "-", "\u2011"), strings.ReplaceAll(code, "-", "\u2013"), "\u201c" + code + "\u201d", "<" + code + ">", "1. " + code, "12) " + code, "\u2022\u00a0" + code, "* " + code,
			code[:6] + "\u00ad\u200b" + code[6:], strings.Map(func(r rune) rune { return r + 0xfee0 }, code)}).Draw(t, "written")
		class, err := ParseClass("  " + written + ",\n")
		if err != nil {
			t.Fatal(err)
		}
		s, err := Make(Spec{Kind: Drawn, Train: 3, Valid: 2, Seed: 1, Class: class})
		if err != nil {
			t.Fatal(err)
		}
		for i, v := range s.Picture(0) {
			if v != x[i] {
				t.Fatalf("pixel %d of %s came back as %v", i, written, v)
			}
		}
	})
}

// No wrong character, and no two that changed places, make another drawing.
func TestCodesAreChecked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code := strings.ReplaceAll(Code(drawn(t)), "-", "")
		i := rapid.IntRange(0, len(code)-1).Draw(t, "place")
		wrong := []byte(code)
		wrong[i] = alphabet[rapid.IntRange(0, 31).Draw(t, "character")]
		if _, ok := decode(string(wrong)); ok && string(wrong) != code {
			t.Fatalf("%s passes for %s", wrong, code)
		}
		if i > 0 {
			swapped := []byte(code)
			swapped[i-1], swapped[i] = swapped[i], swapped[i-1]
			if _, ok := decode(string(swapped)); ok && string(swapped) != code {
				t.Fatalf("%s passes for %s", swapped, code)
			}
		}
	})
}

func TestParseClass(t *testing.T) {
	one, x := "", make([]float32, Dim)
	var many []string
	for i := range MostDrawings + 1 {
		clear(x)
		x[i%Dim], x[(3*i+7)%Dim], x[(i/Dim+11)%Dim] = 1, 1, 1
		many = append(many, Code(x))
		one = Code(x)
	}
	if class, err := ParseClass(one + " " + strings.ToLower(one)); err != nil || strings.Contains(class, ".") || strings.Contains(class, "-") {
		t.Errorf("the same drawing twice is %q, %v", class, err)
	}
	for _, bullet := range []string{"-", "\u2013", "\u2022", "*", "1.", "2)", "--"} {
		if class, err := ParseClass(bullet + " " + many[0] + "\n" + bullet + " " + one); err != nil || strings.Count(class, ".") != 1 {
			t.Errorf("a list with %q is %q, %v", bullet, class, err)
		}
	}
	for text, want := range map[string]string{"": "no drawing's code", " ,; ": "no drawing's code", "hello": "“hello” is no", one[:12]: "is no drawing", "00000000000": "is no drawing",
		strings.Repeat("x", 300): "is no drawing", strings.Join(many, "\n"): "at most 64"} {
		if _, err := ParseClass(text); err == nil || !strings.Contains(err.Error(), want) || len(err.Error()) > 120 {
			t.Errorf("%.30q: %v, want %q", text, err, want)
		}
	}
	if Code(make([]float32, Dim)) != "" {
		t.Error("an empty picture has a code")
	}
	if _, err := Make(Spec{Kind: Drawn, Train: 1, Valid: 1, Class: "NONSENSE"}); err == nil {
		t.Error("nonsense makes a set")
	}
}

// Of many drawings every fourth is never trained on; of few, all are. No copy loses ink over the edge.
func TestClassIsSplit(t *testing.T) {
	x := make([]float32, Dim)
	var codes []string
	for i := range 10 {
		clear(x)
		for k := range i + 1 {
			x[8+k%5+7*(k/5)] = 1
		}
		codes = append(codes, Code(x))
	}
	for n, apart := range map[int]int{10: 2, 5: 0} {
		class, err := ParseClass(strings.Join(codes[:n], " "))
		if err != nil {
			t.Fatal(err)
		}
		s := set(t, Spec{Kind: Drawn, Train: 100, Valid: 40, Seed: 3, Class: class})
		seen, fresh := map[int]bool{}, 0
		ink := func(i int) (n int) {
			for _, v := range s.Picture(i) {
				n += int(v)
			}
			return n
		}
		which := func(i int) int { return int(s.Factor(i, 0)*float32(n-1) + 0.5) }
		for i := range 140 {
			if ink(i) != which(i)+1 {
				t.Errorf("picture %d of drawing %d has %d pixels of ink", i, which(i), ink(i))
			}
			if i < 100 {
				seen[which(i)] = true
			}
		}
		for i := range n {
			if !seen[i] {
				fresh++
			}
		}
		if fresh != apart {
			t.Errorf("of %d drawings %d are kept apart, want %d", n, fresh, apart)
		}
	}
}
