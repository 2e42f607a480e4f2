package train

import (
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hourglass/core/data"
)

// Each knob turns one field of one part of the setup, and every field has a knob and a name of its own.
func TestKnobsReachSetup(t *testing.T) {
	reached := map[string]string{}
	for _, f := range reflect.VisibleFields(reflect.TypeFor[Setup]()) {
		if _, twice := reached[f.Name]; twice {
			t.Errorf("two parts have a field %s", f.Name)
		}
		if !f.Anonymous {
			reached[f.Name] = ""
		}
	}
	for i := range Knobs {
		k := &Knobs[i]
		lo, hi := k.Range()
		for _, v := range []float64{lo, hi} {
			s, base := Default(), Default()
			if err := k.Set(&s, v); err != nil {
				t.Fatalf("%s: %v", k.Name, err)
			}
			if got := k.Get(&s); got != v {
				t.Errorf("%s set to %v is %v", k.Name, v, got)
			}
			for f, by := range reached {
				if reflect.ValueOf(s).FieldByName(f).Equal(reflect.ValueOf(base).FieldByName(f)) {
					continue
				}
				if by != "" && by != k.Name {
					t.Errorf("%s and %s both turn %s", by, k.Name, f)
				}
				reached[f] = k.Name
			}
		}
	}
	for f, name := range reached {
		if name == "" && f != "Class" && f != "Bought" { // a class's drawings are text, and bought labels are many
			t.Errorf("no knob turns %s", f)
		}
	}
	if len(reached) != len(Knobs)+2 {
		t.Errorf("%d knobs, a class and bought labels for %d fields", len(Knobs), len(reached))
	}
}

// The table holds every row of every part once, in the order that links and messages have always had, and a row's form is that of its field.
func TestKnobsOfParts(t *testing.T) {
	rows := 0
	for _, part := range tables {
		rows += len(part)
	}
	if rows != len(Knobs) || rows != 1+strings.Count(order, " ") {
		t.Errorf("%d rows in the parts, %d knobs, %d names", rows, len(Knobs), 1+strings.Count(order, " "))
	}
	for name, at := range map[string]int{"seed": 0, "data": 1, "neck": 2, "batch": 10, "code": 17, "scatter": 27} {
		if KnobIndex(name) != at {
			t.Errorf("%s is knob %d, and was %d in every message so far", name, KnobIndex(name), at)
		}
	}
	forms := map[reflect.Kind][]Form{reflect.Uint32: {Seed}, reflect.Int: {Whole}, reflect.Float32: {Log, Even}, reflect.Uint8: {Choice}, reflect.Bool: {Choice}}
	for i := range Knobs {
		k := &Knobs[i]
		for _, f := range reflect.VisibleFields(reflect.TypeFor[Setup]()) {
			if at := offset(f); !f.Anonymous && at == k.at && !slices.Contains(forms[f.Type.Kind()], k.Form) {
				t.Errorf("%s is of form %d and turns %s, a %s", k.Name, k.Form, f.Name, f.Type)
			}
		}
	}
}

// offset is where a field of a part lies in the whole setup.
func offset(f reflect.StructField) uintptr {
	at := uintptr(0)
	for t := reflect.TypeFor[Setup](); len(f.Index) > 0; f.Index = f.Index[1:] {
		in := t.Field(f.Index[0])
		at, t = at+in.Offset, in.Type
	}
	return at
}

// The words of the table: every knob has its own name, fit for a link, a label and a line of help.
func TestKnobWords(t *testing.T) {
	for i := range Knobs {
		k := &Knobs[i]
		if KnobIndex(k.Name) != i || strings.ContainsAny(k.Name, " .&=_#") || k.Name == "step" || k.Name == "log" {
			t.Errorf("knob %d has the name %q", i, k.Name)
		}
		if k.Label == "" || !strings.HasSuffix(k.Doc(), ".") || k.Form == Choice && len(k.Choices) < 2 {
			t.Errorf("%s lacks words: %q, %q, %q", k.Name, k.Label, k.Doc(), k.Choices)
		}
		for _, c := range k.Choices {
			if strings.ContainsAny(Token(c), " .&=_#") {
				t.Errorf("%s: %q does not fit into a link", k.Name, c)
			}
		}
	}
	if KnobIndex("nonsense") != -1 {
		t.Error("there is a knob called nonsense")
	}
}

// Text and Parse are inverse for every value that a setup can hold.
func TestKnobText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		i := rapid.IntRange(0, len(Knobs)-1).Draw(t, "knob")
		k, s := &Knobs[i], Default()
		if err := k.Set(&s, anyValue(t, i)); err != nil {
			t.Fatal(err)
		}
		v := k.Get(&s)
		if got, err := k.Parse(k.Text(v)); err != nil || got != v {
			t.Fatalf("%s: %v is written %q and read %v, %v", k.Name, v, k.Text(v), got, err)
		}
	})
}

func TestKnobRefuses(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"neck", "0", "Neck must lie between 1 and 64."},
		{"neck", "2.5", "Neck must be a whole number."},
		{"neck", "two", "Neck must be a number."},
		{"neck", "", "Neck must be a number."},
		{"rate", "NaN", "Learning rate must be a number."},
		{"rate", "-Inf", "Learning rate must be a number."},
		{"rate", "-1e999", "Learning rate must be a number."},
		{"rate", "50", "Learning rate must lie between 0.00001 and 10."},
		{"loss", "MAE", "Loss must be one of MSE, BCE, L1."},
	} {
		if _, err := Knobs[KnobIndex(c.name)].Parse(c.text); err == nil || err.Error() != c.want {
			t.Errorf("%s=%s: %v, want %q", c.name, c.text, err, c.want)
		}
	}
}

// Every knob at its least and its greatest value, and every choice, trains twenty steps and shows numbers only.
func TestKnobExtremes(t *testing.T) {
	t.Parallel()
	var snap Snapshot
	for i := range Knobs {
		k := &Knobs[i]
		lo, hi := k.Range()
		values := []float64{lo, hi}
		if k.Form == Choice {
			values = nil
			for c := range k.Choices {
				values = append(values, float64(c))
			}
		}
		for _, v := range values {
			s := Default()
			if err := k.Set(&s, v); err != nil {
				t.Fatal(err)
			}
			s.Straight = s.Straight || s.Data.Form() == data.Points
			r := begin(t, s)
			for range 20 {
				r.Step()
				r.Snapshot(&snap, 0)
				finiteSnapshot(t, &snap)
			}
			if r.run.step != 20 && r.Exploded() < 0 {
				t.Errorf("%s at %v stands at step %d", k.Name, v, r.run.step)
			}
			var max float64
			for _, p := range snap.Params {
				max = math.Max(max, math.Abs(float64(p)))
			}
			if max == 0 {
				t.Errorf("%s at %v has no parameters that count", k.Name, v)
			}
		}
	}
}
