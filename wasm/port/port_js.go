package port

import "syscall/js"

var (
	arrayBuffer = js.Global().Get("ArrayBuffer")
	uint8Array  = js.Global().Get("Uint8Array")
	array       = js.Global().Get("Array")
)

// line is a MessagePort.
type line struct {
	inbox
	port js.Value
}

// Of makes a port of a MessagePort and starts it. gone, which may be nil, is called when the far end is known to have closed; not
// every browser tells.
func Of(p js.Value, gone func()) Port {
	l := &line{port: p}
	p.Set("onmessage", js.FuncOf(func(_ js.Value, args []js.Value) any {
		l.arrive(args[0].Get("data"))
		return nil
	}))
	if gone != nil {
		p.Set("onclose", js.FuncOf(func(js.Value, []js.Value) any {
			gone()
			return nil
		}))
	}
	return l
}

// arrive takes in an ArrayBuffer; whatever else was posted is not ours.
func (l *line) arrive(data js.Value) {
	if data.Type() != js.TypeObject || !data.InstanceOf(arrayBuffer) {
		return
	}
	bytes := uint8Array.New(data)
	if n := bytes.Length(); n <= Limit {
		l.put(n, func(dst []byte) { js.CopyBytesToGo(dst, bytes) })
	}
}

// Send posts a copy of b, whose memory goes over to the receiver.
func (l *line) Send(b []byte) {
	bytes := uint8Array.New(len(b))
	js.CopyBytesToJS(bytes, b)
	buffer := bytes.Get("buffer")
	l.port.Call("postMessage", buffer, array.Call("of", buffer))
}
