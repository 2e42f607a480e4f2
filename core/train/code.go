package train

// Code sets dst to the code (Neck) of the shown picture and returns it. It uses the memory for looking: training is not disturbed.
func (t *Session) Code(dst []float32) []float32 {
	return append(dst[:0], t.model.Encode(t.look, t.w, t.View.Input, 1)...)
}
