// Command trainer is the program of the Web Worker: it owns the session, trains it in small slices while somebody looks, and talks
// to its windows over ports. What it does is in the [Mill]; here are only ports, the clock and the giving way. No lesson, no
// picture, no tag.
package main

import (
	"syscall/js"
	"time"

	"hourglass/wasm/port"
)

func main() {
	begun := time.Now()
	l := &loop{mill: NewMill(func() time.Duration { return time.Since(begun) })}
	l.init()
	js.Global().Get("hourglass").Set("accept", js.FuncOf(func(_ js.Value, args []js.Value) any {
		l.accept(args[0])
		return nil
	}))
	js.Global().Get("hourglass").Call("ready")
	select {}
}

// A loop runs the mill between the events of the worker. A message to ourselves gives way to what has arrived meanwhile and comes
// back at once; a timer of 0 would come back after 4 ms. At most one message and one timer are on their way.
type loop struct {
	mill           *Mill
	near           js.Value // posting here calls turn
	setTimeout     js.Value
	clear          js.Value
	turn           js.Func
	timer          js.Value
	posted, timing bool
}

func (l *loop) init() {
	l.turn = js.FuncOf(func(js.Value, []js.Value) any {
		l.posted = false
		l.mill.Slice()
		l.next()
		return nil
	})
	channel := js.Global().Get("MessageChannel").New()
	l.near = channel.Get("port1")
	channel.Get("port2").Set("onmessage", l.turn)
	l.setTimeout, l.clear = js.Global().Get("setTimeout"), js.Global().Get("clearTimeout")
}

// accept takes in a window.
func (l *loop) accept(p js.Value) {
	var c *Client
	far := port.Of(p, func() { l.mill.Leave(c) })
	c = l.mill.Join(far.Send)
	far.Listen(func() {
		for b := far.Receive(); b != nil; b = far.Receive() {
			l.mill.Handle(c, b)
		}
		l.next()
	})
}

// next sees to it that the next slice comes when it is due.
func (l *loop) next() {
	if l.timing {
		l.clear.Invoke(l.timer)
		l.timing = false
	}
	wait, any := l.mill.Wait()
	switch {
	case !any || l.posted:
	case wait < time.Millisecond:
		l.posted = true
		l.near.Call("postMessage", js.Null())
	default:
		l.timing = true
		l.timer = l.setTimeout.Invoke(l.turn, wait.Milliseconds())
	}
}
