package ae

import (
	"encoding/binary"
	"errors"
	"math"
	"strconv"

	"hourglass/core/nn"
)

// A recipeText writes a recipe to bytes or reads one from them, so that one list of fields serves both ways. A whole number
// is a zigzag varint, as in encoding/binary; a switch one byte, 0 or 1; a name the varint of its place in its list; a real
// number the 4 bytes of its float32; a list its length and its parts.
//
// Once it has failed it reads nothing more. What it reads it would write the same way: a varint that is longer than it need
// be is refused.
type recipeText struct {
	reads bool
	b     []byte // written so far, or there to be read
	at    int    // read so far
	err   error
}

// recipe goes through the fields in the order of [Recipe].
func (t *recipeText) recipe(r *Recipe) {
	t.number("Input.Channels", &r.Input.Channels)
	t.number("Input.Height", &r.Input.Height)
	t.number("Input.Width", &r.Input.Width)
	t.checkInput(r.Input)
	for i := range listText(t, "Conv", &r.Conv, 3) {
		t.number("Conv.Channels", &r.Conv[i].Channels)
		t.number("Conv.Kernel", &r.Conv[i].Kernel)
		t.number("Conv.Stride", &r.Conv[i].Stride)
	}
	nameText(t, "Sequence.Cell", &r.Sequence.Cell, len(nn.CellNames))
	t.number("Sequence.Hidden", &r.Sequence.Hidden)
	t.flag("Sequence.Writes", &r.Sequence.Writes)
	t.flag("Sequence.Forced", &r.Sequence.Forced)
	for i := range listText(t, "Hidden", &r.Hidden, 1) {
		t.number("Hidden", &r.Hidden[i])
	}
	t.number("Code", &r.Code)
	nameText(t, "Unit", &r.Unit, len(nn.UnitNames))
	nameText(t, "CodeUnit", &r.CodeUnit, len(nn.UnitNames))
	nameText(t, "Loss", &r.Loss, len(nn.LossNames))
	t.flag("Linear", &r.Linear)
	nameText(t, "Init", &r.Init, len(nn.InitNames))
	t.flag("Tied", &r.Tied)
	t.flag("Norm", &r.Norm)
	t.real("Dropout", &r.Dropout)
	nameText(t, "Noise.Kind", &r.Noise.Kind, len(NoiseNames))
	t.real("Noise.Amount", &r.Noise.Amount)
	t.demands(r)
}

// demands goes through the fields that say what the code must be like and what else is asked for.
func (t *recipeText) demands(r *Recipe) {
	nameText(t, "Sparse.Kind", &r.Sparse.Kind, len(SparseNames))
	t.real("Sparse.Weight", &r.Sparse.Weight)
	t.real("Sparse.Rate", &r.Sparse.Rate)
	t.number("Sparse.Keep", &r.Sparse.Keep)
	t.real("Contract", &r.Contract)
	t.flag("Cloud.On", &r.Cloud.On)
	t.real("Cloud.Beta", &r.Cloud.Beta)
	t.real("Cloud.FreeBits", &r.Cloud.FreeBits)
	t.flag("Masked", &r.Masked)
	t.number("Label.Classes", &r.Label.Classes)
	t.real("Label.Weight", &r.Label.Weight)
	t.flag("Label.Alone", &r.Label.Alone)
	for i := range listText(t, "Critic.Hidden", &r.Critic.Hidden, 1) {
		t.number("Critic.Hidden", &r.Critic.Hidden[i])
	}
	t.real("Critic.Weight", &r.Critic.Weight)
}

// checkInput keeps the product of an input's sides from running over before anybody takes it.
func (t *recipeText) checkInput(s nn.Shape) {
	if t.reads && t.err == nil && (min(s.Channels, s.Height, s.Width) < 1 || max(s.Channels, s.Height, s.Width) > MaxWidth) {
		t.fail("Input", "of "+s.String()+" has a side that does not lie between 1 and "+strconv.Itoa(MaxWidth))
	}
}

// fail keeps the first reason why the text cannot be read, at the byte that was to be read next.
func (t *recipeText) fail(field, why string) {
	if t.err == nil {
		t.err = errors.New("ae: text at character " + place(t.at) + ": " + field + " " + why)
	}
}

func (t *recipeText) number(field string, v *int) {
	if !t.reads {
		t.b = binary.AppendVarint(t.b, int64(*v))
		return
	}
	if t.err != nil {
		return
	}
	n, size := binary.Varint(t.b[t.at:])
	switch {
	case size == 0:
		t.fail(field, "is cut off")
	case size < 0 || n > math.MaxInt32 || n < math.MinInt32:
		t.fail(field, "is larger than any size")
	case size > 1 && t.b[t.at+size-1] == 0:
		t.fail(field, "is written longer than it need be")
	default:
		*v = int(n)
		t.at += size
	}
}

func (t *recipeText) flag(field string, v *bool) {
	n := 0
	if *v {
		n = 1
	}
	t.choice(field, &n, 2)
	*v = n == 1
}

// nameText reads or writes a value of a type that has count names.
func nameText[T ~uint8](t *recipeText, field string, v *T, count int) {
	n := int(*v)
	t.choice(field, &n, count)
	*v = T(n)
}

// choice is a number in [0, count).
func (t *recipeText) choice(field string, v *int, count int) {
	if !t.reads {
		t.b = binary.AppendUvarint(t.b, uint64(*v))
		return
	}
	switch {
	case t.err != nil:
	case t.at >= len(t.b):
		t.fail(field, "is cut off")
	case int(t.b[t.at]) >= count:
		t.fail(field, "is "+strconv.Itoa(int(t.b[t.at]))+", which is not known")
	default:
		*v = int(t.b[t.at])
		t.at++
	}
}

func (t *recipeText) real(field string, v *float32) {
	if !t.reads {
		t.b = appendReal(t.b, *v)
		return
	}
	if t.err != nil {
		return
	}
	if len(t.b)-t.at < 4 {
		t.fail(field, "is cut off")
		return
	}
	n := math.Float32frombits(binary.LittleEndian.Uint32(t.b[t.at:]))
	if !finite(n) {
		t.fail(field, "is no finite number")
		return
	}
	*v = n
	t.at += 4
}

// listText reads or writes the length of a list and returns it, with as many parts in it when it is read. Each part takes
// at least so many bytes, so a length that the text cannot fill is refused before it is made.
func listText[T any](t *recipeText, field string, v *[]T, least int) int {
	n := len(*v)
	t.number("the length of "+field, &n)
	if !t.reads {
		return n
	}
	if t.err == nil && (n < 0 || n > (len(t.b)-t.at)/least) {
		t.fail("the length of "+field, "is "+strconv.Itoa(n)+", with "+strconv.Itoa(len(t.b)-t.at)+" bytes left")
	}
	if t.err != nil || n == 0 {
		return 0
	}
	*v = make([]T, n)
	return n
}
