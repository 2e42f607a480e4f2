package wire

import (
	"bytes"
	"math"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"hourglass/core/train"
)

// laid writes a value as a layout says: what AppendCommand and AppendFacts do by hand, by the table alone.
func laid(dst []byte, f Field, v reflect.Value) []byte {
	if f.Name != "" {
		v = v.FieldByName(f.Name)
	}
	bits := func() uint64 {
		if v.CanInt() {
			return uint64(v.Int())
		}
		return v.Uint()
	}
	switch f.Form {
	case U8, I8, Named:
		return append(dst, byte(bits()))
	case U16:
		return le.AppendUint16(dst, uint16(bits()))
	case U32, I32:
		return le.AppendUint32(dst, uint32(bits()))
	case U64:
		return le.AppendUint64(dst, bits())
	case F32:
		return le.AppendUint32(dst, math.Float32bits(float32(v.Float())))
	case F64:
		return le.AppendUint64(dst, math.Float64bits(v.Float()))
	case Bool:
		return appendBool(dst, v.Bool())
	case Text:
		return append(le.AppendUint16(dst, uint16(v.Len())), v.String()...)
	case Bytes:
		return append(le.AppendUint32(dst, uint32(v.Len())), v.Bytes()...)
	case F32s:
		dst = le.AppendUint32(dst, uint32(v.Len()))
		for i := range v.Len() {
			dst = le.AppendUint32(dst, math.Float32bits(float32(v.Index(i).Float())))
		}
		return dst
	case Setting:
		s := v.Interface().(train.Setup)
		return appendSetup(dst, &s)
	case List:
		dst = append(dst, byte(v.Len()))
		for i := range v.Len() {
			dst = laidAll(dst, f.Of, v.Index(i))
		}
		return dst
	case Struct:
		return laidAll(dst, f.Of, v)
	}
	panic("no such form: " + f.Form)
}

func laidAll(dst []byte, fields []Field, v reflect.Value) []byte {
	for _, f := range fields {
		dst = laid(dst, f, v)
	}
	return dst
}

// The tables that scripts are made from say what the bytes are.
func TestLayouts(t *testing.T) {
	for i, m := range CommandLayout {
		if m.Op != Op(i+1) {
			t.Fatalf("message %d of the table is %d", i+1, m.Op)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		c, f := anyCommand(t), anyFacts(t)
		if int(c.Op) > len(CommandLayout) {
			t.Fatalf("command %d is not in the table", c.Op)
		}
		m := CommandLayout[c.Op-1]
		if got, want := AppendCommand(nil, &c), laidAll([]byte{Version, byte(m.Op)}, m.Fields, reflect.ValueOf(c)); !bytes.Equal(got, want) {
			t.Fatalf("%s is\n%x, by the table\n%x", m.Script, got, want)
		}
		if got, want := AppendFacts(nil, &f), laidAll([]byte{Version, KindFacts}, FactsLayout, reflect.ValueOf(f)); !bytes.Equal(got, want) {
			t.Fatalf("facts are\n%x, by the table\n%x", got, want)
		}
	})
}

// No field of the facts is left out of the table: what the page is told it can read.
func TestLayoutIsWhole(t *testing.T) {
	named := map[string]bool{}
	for _, f := range FactsLayout {
		named[f.Name] = true
	}
	for i := range reflect.TypeFor[Facts]().NumField() {
		if name := reflect.TypeFor[Facts]().Field(i).Name; !named[name] {
			t.Errorf("the table does not say how %s is written", name)
		}
	}
}
