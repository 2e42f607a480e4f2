package ae

import (
	"reflect"
	"testing"
)

// Every field of a recipe is in a text: each is given a value that is neither zero nor its neighbour's, found by
// reflection, so that a field that is added to Recipe and not to its text is missed here.
func TestTextHoldsEveryField(t *testing.T) {
	var want, got Recipe
	fill(t, reflect.ValueOf(&want).Elem(), new(int))
	w := recipeText{}
	w.recipe(&want)
	r := recipeText{reads: true, b: w.b}
	r.recipe(&got)
	if r.err != nil || r.at != len(w.b) {
		t.Fatalf("read %d of %d bytes: %v", r.at, len(w.b), r.err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("wrote %+v\nread  %+v", want, got)
	}
}

// fill gives each leaf of v a value of its own, as far as its kind has enough of them.
func fill(t *testing.T, v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(t, v.Field(i), n)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 3, 3))
		for i := range v.Len() {
			fill(t, v.Index(i), n)
		}
	case reflect.Int:
		v.SetInt(int64(*n))
	case reflect.Uint8:
		v.SetUint(1)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Float32:
		v.SetFloat(float64(*n) / 64)
	default:
		t.Fatalf("a recipe holds a %s, which a text does not know", v.Kind())
	}
}

// A cut or overlong field is refused where it stands, and nothing after it is read.
func TestRecipeTextCut(t *testing.T) {
	var r Recipe
	fill(t, reflect.ValueOf(&r).Elem(), new(int))
	w := recipeText{}
	w.recipe(&r)
	for n := range w.b {
		var got Recipe
		c := recipeText{reads: true, b: w.b[:n]}
		c.recipe(&got)
		if c.err == nil {
			t.Errorf("%d of %d bytes make a recipe", n, len(w.b))
		}
	}
	long := append([]byte{w.b[0] | 0x80, 0}, w.b[1:]...)
	c := recipeText{reads: true, b: long}
	c.recipe(new(Recipe))
	if c.err == nil || c.err.Error() != "ae: text at character 1: Input.Channels is written longer than it need be" {
		t.Errorf("a varint of a needless byte: %v", c.err)
	}
}
