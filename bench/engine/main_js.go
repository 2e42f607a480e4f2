package main

import (
	"syscall/js"
	"unsafe"

	"hourglass/core/train"
	"hourglass/core/vec"
)

func main() {
	var b bench
	api := map[string]func([]js.Value) any{
		"train": b.train, "step": b.step, "loss": b.loss, "decoder": b.decoder, "decode": b.decode, "factors": b.factors, "multiply": b.multiply,
	}
	engine := js.Global().Get("Object").New()
	for name, f := range api {
		engine.Set(name, js.FuncOf(func(_ js.Value, args []js.Value) any { return f(args) }))
	}
	js.Global().Set("hourglassEngine", engine)
	select {}
}

// A bench holds what is being measured.
type bench struct {
	trainer *train.Trainer
	looker  *train.Looker
	first   train.Data // the batch that the loss is told of
	codes   []float32  // (rows, Code)
	out     js.Value   // Uint8Array that decoded pictures are copied to
	a, b, c []float32  // (m, k), (k, n), (m, n)
	m, k, n int
}

// train(work, bytes of examples) begins a run and returns the number of its parameters, or a sentence that says why not.
func (b *bench) train(args []js.Value) any {
	x := floats(args[1])
	t, err := begin(args[0].String(), x)
	if err != nil {
		return err.Error()
	}
	b.trainer = t
	b.first = train.Data{X: x[:t.Batch*t.Model.Input.Size()]}
	b.looker = t.Looker(t.Batch)
	return len(t.Params())
}

// step(n) takes n steps, each with a batch that it draws itself.
func (b *bench) step(args []js.Value) any {
	for range args[0].Int() {
		b.trainer.Step()
	}
	return nil
}

// loss() measures the first batch: the mean over the numbers of a picture.
func (b *bench) loss([]js.Value) any { return b.looker.Measure(b.trainer.Params(), b.first).Total }

// decoder(bytes of codes, out) keeps codes and where their pictures go.
func (b *bench) decoder(args []js.Value) any {
	b.codes, b.out = floats(args[0]), args[1]
	b.looker = b.trainer.Looker(len(b.codes) / b.trainer.Model.Code)
	return nil
}

// decode() decodes the codes into JavaScript's memory.
func (b *bench) decode([]js.Value) any {
	js.CopyBytesToJS(b.out, bytes(b.looker.Decode(b.trainer.Params(), b.codes)))
	return nil
}

// factors(m, k, n) makes two matrices to multiply.
func (b *bench) factors(args []js.Value) any {
	b.m, b.k, b.n = args[0].Int(), args[1].Int(), args[2].Int()
	b.a, b.b, b.c = make([]float32, b.m*b.k), make([]float32, b.k*b.n), make([]float32, b.m*b.n)
	vec.Fill(b.a, 0.3)
	vec.Fill(b.b, 0.2)
	return nil
}

// multiply(n) sets c to the product n times.
func (b *bench) multiply(args []js.Value) any {
	for range args[0].Int() {
		vec.Fill(b.c, 0)
		vec.MatMul(b.c, b.a, b.b, b.m, b.k, b.n)
	}
	return nil
}

// bytes returns the memory of f, in WebAssembly's little-endian order, which is also JavaScript's wherever there is a browser.
func bytes(f []float32) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(f))), 4*len(f))
}

// floats copies a Uint8Array of float32 numbers.
func floats(from js.Value) []float32 {
	f := make([]float32, from.Length()/4)
	js.CopyBytesToGo(bytes(f), from)
	return f
}
