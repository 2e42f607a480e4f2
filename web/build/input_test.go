package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"math"
	"math/rand/v2"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"hourglass/core/data"
	"hourglass/core/train"
)

// inNode calls a function of one of the page's modules with each list of arguments, and returns what it gave as JSON.
func inNode(t *testing.T, module, function string, calls [][]any) []json.RawMessage {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"number.js", "link.js", "scale.js"} {
		b, err := os.ReadFile("../page/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	script := fmt.Sprintf(`import { %[2]s } from "./%[1]s"; import fs from "node:fs";
console.log(JSON.stringify(JSON.parse(fs.readFileSync(0, "utf8")).map((c) => %[2]s(...c))));`, module, function)
	for name, text := range map[string]string{"package.json": `{"type": "module"}`, "run.mjs": script} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	in, err := json.Marshal(calls)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("node", filepath.Join(dir, "run.mjs"))
	cmd.Stdin = bytes.NewReader(in)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var got []json.RawMessage
	if err := json.Unmarshal(out, &got); err != nil || len(got) != len(calls) {
		t.Fatalf("%d calls gave %v\n%.300s", len(calls), err, out)
	}
	return got
}

// A number means what its writer meant, in a field of decimals and in one of whole numbers; what could mean two things means none.
func TestNumbersAsWritten(t *testing.T) {
	const none = "null"
	table := []struct{ text, decimal, whole string }{
		{"0.05", "0.05", "0.05"}, {"0,05", "0.05", "0.05"}, {",5", "0.5", "0.5"}, {"5.", "5", "5"}, {" 7 ", "7", "7"}, {"+3", "3", "3"},
		{"\u22121,5", "-1.5", "-1.5"}, {"\u20130.25", "-0.25", "-0.25"}, {"- 2", "-2", "-2"}, {"1e-3", "0.001", "0.001"}, {"1E\u22123", "0.001", "0.001"}, {"2,5e-2", "0.025", "0.025"},
		{"\uff10\uff0c\uff10\uff15", "0.05", "0.05"}, {"0\u00ad.05\u200b", "0.05", "0.05"},
		{"1,000", "1", "1000"}, {"1.000", "1", "1000"}, {"0,500", "0.5", "0.5"}, {"12,345", "12.345", "12345"}, {"1234,567", "1234.567", "1234.567"},
		{"1,000,000", "1000000", "1000000"}, {"1.000.000", "1000000", "1000000"}, {"1,000.5", "1000.5", "1000.5"}, {"1.000,5", "1000.5", "1000.5"},
		{"1 000", "1000", "1000"}, {"1\u00a0000\u00a0000", "1000000", "1000000"}, {"1\u202f000,25", "1000.25", "1000.25"}, {"1\u2009000", "1000", "1000"}, {"1'000", "1000", "1000"}, {"1\u2019000", "1000", "1000"},
		{"", none, none}, {"-", none, none}, {"0 05", none, none}, {"1 2", none, none}, {"1.2.3", none, none}, {"1,00,000", none, none}, {"1,000,00", none, none}, {"1.5,000", none, none},
		{"0x1p-3", none, none}, {"0x10", none, none}, {"1_0", none, none}, {"Infinity", none, none}, {"Inf", none, none}, {"NaN", none, none}, {"abc", none, none}, {"5\u00b2", none, none},
		{"5%", none, none}, {"1e", none, none}, {"1e1,5", none, none}, {"--1", none, none}, {"1/2", none, none}, {"\u0663", none, none},
	}
	var calls [][]any
	for _, c := range table {
		calls = append(calls, []any{c.text, false}, []any{c.text, true})
	}
	got := inNode(t, "number.js", "read", calls)
	for i, c := range table {
		if d, w := string(got[2*i]), string(got[2*i+1]); d != c.decimal || w != c.whole {
			t.Errorf("%q is read as %s, and as a whole number as %s; want %s and %s", c.text, d, w, c.decimal, c.whole)
		}
	}
}

// What a field shows is read again as the same number.
func TestPlainNumbers(t *testing.T) {
	table := map[float64]string{0: "0", 5: "5", 0.1: "0.1", 0.003: "0.003", 0.0001234: "0.0001234", 1e-7: "1e-7", 12345.5: "12345.5", 200000: "200000", -0.25: "-0.25"}
	var calls, again [][]any
	var numbers []float64
	for v := range table {
		numbers, calls, again = append(numbers, v), append(calls, []any{v}), append(again, []any{table[v]})
	}
	written, read := inNode(t, "number.js", "plain", calls), inNode(t, "number.js", "read", again)
	for i, v := range numbers {
		var text string
		var back float64
		if err := errors.Join(json.Unmarshal(written[i], &text), json.Unmarshal(read[i], &back)); err != nil || text != table[v] || back != v {
			t.Errorf("%v is written %s and read %s: %v", v, written[i], read[i], err)
		}
	}
}

// mangle changes a link as people and programs on its way do.
func mangle(r *rand.Rand, link string) string {
	insert := func(s string, what ...string) string {
		for range 1 + r.IntN(3) {
			at := r.IntN(len(s) + 1)
			for at < len(s) && !utf8.RuneStart(s[at]) {
				at++
			}
			s = s[:at] + what[r.IntN(len(what))] + s[at:]
		}
		return s
	}
	all := func(s string) string {
		var b strings.Builder
		for i := range len(s) {
			fmt.Fprintf(&b, "%%%02X", s[i])
		}
		return b.String()
	}
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	s := link
	if r.IntN(3) == 0 {
		s = strings.ToUpper(s)
	}
	if r.IntN(3) == 0 {
		s += pick("&utm_source=newsletter&utm_medium=email", "&fbclid=IwAR0_x-Y", "?utm_source=chat", "&gclid=a.b&mc_cid=5", "&UTM_Campaign=Spring%20Term", "&_ga=2.1")
	}
	if r.IntN(3) == 0 {
		s = insert(s, "\n", "\r\n", "\r\n> ", " ", "\u00ad", "\u200b", "\ufeff", "\u2060", "\t", "\n>> ")
	}
	if r.IntN(3) == 0 {
		s += pick(".", ",", ")", ").", "]", "\"", "'", ">", ">,", "\u201d", "\u00bb.", "!", "?", ";", "&gt;", "&quot;.", "%22", "...", "\u2026", "**", ":~:text=loss,goes%20down")
	}
	for range r.IntN(3) {
		switch r.IntN(4) {
		case 0:
			s = html.EscapeString(s)
		case 1:
			s = strings.ReplaceAll(s, "&", "&amp;")
		case 2:
			s = url.PathEscape(s)
		case 3:
			s = all(s)
		}
	}
	return pick("", "#", "%23", "<", "(", "\u201c", "#", "https://example.org/hourglass/#") + s
}

// However a link was changed on its way, it opens what it meant; one that nobody has changed stays as it is to the letter.
func TestLinksAsChanged(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	base := train.Default()
	var clean []string
	for range 3000 {
		l := train.Link{Setup: base, Step: r.IntN(train.MaxLinkStep)}
		for range r.IntN(6) {
			k := &train.Knobs[r.IntN(len(train.Knobs))]
			lo, hi := k.Range()
			v := lo + r.Float64()*(hi-lo)
			if k.Form != train.Log && k.Form != train.Even {
				v = float64(int(v))
			}
			if err := k.Set(&l.Setup, v); err != nil {
				t.Fatal(err)
			}
		}
		if r.IntN(3) == 0 {
			x := make([]float32, data.Dim)
			for range 9 {
				x[r.IntN(len(x))] = 1
			}
			l.Setup.Class = strings.ReplaceAll(data.Code(x), "-", "")
		}
		if l.Step > 10 && r.IntN(3) == 0 {
			rate := train.KnobIndex("rate")
			l.Log = []train.Entry{{Step: 1 + r.IntN(l.Step), Knob: rate, Value: 0.001}}
		}
		text := l.Text(base)
		if r.IntN(2) == 0 {
			text += "&part=two-ways"
		}
		clean = append(clean, strings.TrimPrefix(text, "&"))
	}
	var calls [][]any
	for _, c := range clean {
		calls = append(calls, []any{c}, []any{mangle(r, c)})
	}
	got := inNode(t, "link.js", "repair", calls)
	for i, c := range clean {
		var same, mended string
		if json.Unmarshal(got[2*i], &same) != nil || json.Unmarshal(got[2*i+1], &mended) != nil {
			t.Fatalf("%s, %s", got[2*i], got[2*i+1])
		}
		if same != c {
			t.Fatalf("a clean link %q became %q", c, same)
		}
		want, err := train.ParseLink(c, base, "part")
		if err != nil {
			t.Fatal(err)
		}
		link, err := train.ParseLink(mended, base, "part")
		if err != nil || !reflect.DeepEqual(link, want) || strings.Contains(c, "part=") != strings.Contains(mended, "part=two-ways") {
			t.Fatalf("%q was changed to %q and read as %q: %v", c, calls[2*i+1][0], mended, err)
		}
	}
}

// What a link says wrongly is still there to be told: repair takes away what trackers add, and nothing else.
func TestRepairKeepsFaults(t *testing.T) {
	table := []struct{ text, want string }{
		{"#colour=red&seed=7", "colour=red&seed=7"}, {"#rate=0x1p-3", "rate=0x1p-3"}, {"#seed=", "seed="}, {"", ""}, {"#", ""}, {"#%", "%"}, {"#%ff%23", ""},
		{"#rate=0,05", "rate=0,05"}, {"#seed=\u22121", "seed=-1"}, {"#unit=LEAKY\u2011RELU", "unit=leaky-relu"}, {"#amount=0.1&amp=1", "amount=0.1&=1"},
		{"#seed=7&fbclid=x&part=Paint", "seed=7&part=paint"}, {"#seed%253D7", "seed=7"},
	}
	var calls [][]any
	for _, c := range table {
		calls = append(calls, []any{c.text})
	}
	for i, got := range inNode(t, "link.js", "repair", calls) {
		var s string
		if err := json.Unmarshal(got, &s); err != nil || s != table[i].want {
			t.Errorf("%q becomes %q, want %q", table[i].text, s, table[i].want)
		}
	}
}

// Every number of a logarithmic slider can be reached by arrow keys, one after the other, and a slider stands where its number is.
func TestSliderScale(t *testing.T) {
	const places = 1000
	for _, r := range [][2]float64{{0.0001, 1}, {0.003, 10}, {1e-6, 0.1}, {0.1, 100}} {
		var calls [][]any
		for place := 0; place <= places; place++ {
			calls = append(calls, []any{place, r[0], r[1], places})
		}
		var values []float64
		for place, got := range inNode(t, "scale.js", "numberAt", calls) {
			var text string
			if err := json.Unmarshal(got, &text); err != nil {
				t.Fatal(err)
			}
			v, err := strconv.ParseFloat(text, 64)
			if exact := r[0] * math.Pow(r[1]/r[0], float64(place)/places); err != nil || math.Abs(v-exact) > 0.051*exact {
				t.Errorf("%v: place %d is %s, want about %v", r, place, text, exact)
			}
			values = append(values, v)
		}
		if values[0] != r[0] || values[places] != r[1] || !slices.IsSorted(values) {
			t.Errorf("%v: from %v to %v", r, values[0], values[places])
		}
		calls = nil
		for _, v := range values {
			calls = append(calls, []any{v, r[0], r[1], places})
		}
		for place, got := range inNode(t, "scale.js", "placeOf", calls) {
			var at float64
			if err := json.Unmarshal(got, &at); err != nil || math.Abs(at-float64(place)) > 0.051/math.Log(r[1]/r[0])*places {
				t.Errorf("%v: %v lies at %v, not near %d", r, values[place], at, place)
			}
		}
		arrowKeys(t, r, values)
	}
}

// arrowKeys goes a key up and a key down from each number of a scale: to the next one, or nowhere at its end.
func arrowKeys(t *testing.T, r [2]float64, values []float64) {
	t.Helper()
	const places = 1000
	var calls [][]any
	var wants []float64
	for place, v := range values {
		if place > 0 && values[place-1] == v {
			continue // the first place of each number is where its slider stands
		}
		at := int(math.Round(places * math.Log(v/r[0]) / math.Log(r[1]/r[0])))
		for _, way := range []int{-1, 1} {
			to := at + way
			if to < 0 || to > places {
				continue
			}
			want := to
			for values[want] == v && want > 0 && want < places {
				want += way
			}
			calls, wants = append(calls, []any{to, strconv.FormatFloat(v, 'f', -1, 64), r[0], r[1], places}), append(wants, values[want])
		}
	}
	for i, got := range inNode(t, "scale.js", "moved", calls) {
		var text string
		if err := json.Unmarshal(got, &text); err != nil {
			t.Fatal(err)
		}
		if v, err := strconv.ParseFloat(text, 64); err != nil || v != wants[i] {
			t.Errorf("from %v a key to place %v leads to %s, want %v", calls[i][1], calls[i][0], text, wants[i])
		}
	}
}
