// Command stage is the program of the canvas: it pulls snapshots from the trainer, draws them, and turns touches into commands. It
// owns only what is this window's own: look, pointer, and an echo of what the learner has just done. Nothing is trained here, no
// mark is placed (package scene) and none is coloured (package tint).
package main

import (
	"syscall/js"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	_ "hourglass/wasm/figures" // that they can be drawn
	"hourglass/wasm/port"
	"hourglass/wasm/tint"
	"hourglass/wasm/wire"
)

func main() {
	host := js.Global().Get("hourglass")
	boot := host.Get("boot")
	text := boot.Get("lesson")
	told := make([]byte, text.Length())
	js.CopyBytesToGo(told, text)
	lesson, err := wire.ParseLesson(told)
	if err != nil {
		host.Call("fail", err.Error())
		return
	}
	g := newGame(host, lesson, port.Of(boot.Get("port"), nil))
	g.listen()
	ebiten.SetScreenClearedEveryFrame(false)
	ebiten.SetTPS(ebiten.SyncWithFPS)
	if err := ebiten.RunGame(g); err != nil {
		host.Call("fail", err.Error())
	}
}

// listen lets stage.js call us.
func (g *game) listen() {
	on := func(name string, f func(a []js.Value) any) {
		g.host.Set(name, js.FuncOf(func(_ js.Value, a []js.Value) any {
			v := f(a)
			if g.hand.dirty || g.sight.echo > 0 {
				g.wake()
			}
			return v
		}))
	}
	on("pointer", func(a []js.Value) any {
		x, y, touch := float32(a[1].Float()), float32(a[2].Float()), a[3].Bool()
		switch a[0].Int() {
		case 0:
			g.hand.move(x, y, touch)
		case 1:
			g.hand.press(x, y, touch)
		case 2:
			g.hand.release(x, y)
		default:
			g.hand.leave()
		}
		return g.hand.over(x, y)
	})
	on("over", func(a []js.Value) any { return g.hand.over(float32(a[0].Float()), float32(a[1].Float())) })
	on("key", func(a []js.Value) any {
		g.sight.builder.Key(a[0].String(), a[1].Int(), a[2].Int(), g.hand)
		return nil
	})
	on("escape", func([]js.Value) any { g.hand.Shut(); return nil })
	on("look", func(a []js.Value) any { g.setLook(a[0]); return nil })
	g.setLook(g.host.Get("boot").Get("look"))
	g.port.Listen(g.wake)
	g.host.Call("ready")
}

// wake asks for a frame. A stage where nothing moves makes none: it rests.
func (g *game) wake() {
	if g.resting {
		g.resting = false
		g.host.Call("wake")
	}
}

// setLook takes over a look of the page. What is missing stays as it is.
func (g *game) setLook(v js.Value) {
	if v.Type() != js.TypeObject {
		return
	}
	text := func(name string, dst *string) {
		if t := v.Get(name); t.Type() == js.TypeString {
			*dst = t.String()
		}
	}
	if w := v.Get("words"); w.Type() == js.TypeObject && g.sight.builder.Words == nil {
		g.sight.builder.Words = table(w)
	}
	theme := g.theme.Name
	text("theme", &theme)
	was := g.look
	text("figure", &g.look.Hero)
	text("point", &g.look.Point)
	text("hide", &g.look.Hide)
	flag := func(name string, dst *bool) {
		if f := v.Get(name); f.Type() == js.TypeBoolean {
			*dst = f.Bool()
		}
	}
	flag("motion", &g.motion)
	flag("large", &g.look.Large)
	if g.motion && g.drawn && (was.Hero != g.look.Hero || was.Point != g.look.Point || was.Hide != g.look.Hide) {
		g.glide = glide{begun: time.Now(), on: true}
	}
	g.theme = &tint.Dark
	if theme == tint.Light.Name {
		g.theme = &tint.Light
	}
	colours := make([]any, tint.Ramp)
	for r := range colours {
		colours[r] = g.theme.Of(tint.Role(r), 0).Hex()
	}
	g.host.Call("colours", colours)
	g.hand.dirty = true
}

// table reads an object of texts.
func table(v js.Value) map[string]string {
	m := map[string]string{}
	keys := js.Global().Get("Object").Call("keys", v)
	for i := range keys.Length() {
		k := keys.Index(i).String()
		m[k] = v.Get(k).String()
	}
	return m
}

// report tells stage.js now and then what frames cost.
func (g *game) report(now time.Time) {
	if now.Sub(g.reported) < 250*time.Millisecond {
		return
	}
	rate := 0.0
	if d := now.Sub(g.reported).Seconds(); d < 1 {
		rate = max(float64(g.sight.snap.Step-g.reportedStep)/d, 0)
	}
	g.reported, g.reportedStep = now, g.sight.snap.Step
	g.tell()
	mean, p95 := g.meter.read()
	g.host.Call("measured", mean, p95, g.meter.frames, len(g.mesh.Vertices), rate)
}
