package main

import (
	"bytes"
	"syscall/js"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"hourglass/wasm/paint"
	"hourglass/wasm/port"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
	"hourglass/wasm/wire"
)

// A game is the stage as Ebiten drives it.
type game struct {
	host    js.Value // globalThis.hourglass: the other half, in stage.js
	port    port.Port
	sight   *sight
	hand    *hand
	look    scene.Look
	theme   *tint.Theme
	motion  bool
	pic     scene.Scene
	mesh    paint.Mesh
	painter *painter

	w, h, scale float64 // CSS pixels, and device pixels in each
	stale       bool    // the picture must be built again
	moving      bool    // light runs along the edges
	glide       glide   // of figures to other places
	settling    int     // frames for which the picture still eases to its place
	asked       bool    // a pull is on its way
	drawn       bool    // a frame has been drawn
	shown       bool    // the page knows
	resting     bool    // no frame is made until somebody wakes us

	board       board
	labels      int      // how many are shown
	said, words []byte   // what the picture shows, in words
	labelBytes  js.Value // a Uint8Array, as long as the longest so far
	out         []byte
	pull        wire.Command

	meter        meter
	spent        time.Duration // by Update, of this frame
	begun        time.Time
	reported     time.Time
	reportedStep int
}

func newGame(host js.Value, l *wire.Lesson, p port.Port) *game {
	g := &game{host: host, port: p, sight: newSight(l), theme: &tint.Dark, motion: true, begun: time.Now(), labelBytes: js.Global().Get("Uint8Array").New(0)}
	g.hand = &hand{pic: &g.pic, sight: g.sight, look: &g.look, send: g.send,
		figure: func(name string) { host.Call("figure", name) }, easel: func() { host.Call("easel") }}
	return g
}

func (g *game) send(c *wire.Command) {
	g.out = wire.AppendCommand(g.out[:0], c)
	g.port.Send(g.out)
}

// ease is how many frames the builder is given to bring its map to rest after the last snapshot.
const ease = 45

// Update takes what has arrived and asks for more.
func (g *game) Update() error {
	from := time.Now()
	if g.drawn && !g.shown {
		g.shown = true
		g.host.Call("drawn")
	}
	g.hear()
	if g.sight.echo > 0 && g.hand.down || g.settling > 0 {
		g.settling = max(g.settling-1, 0)
		g.stale = g.sight.update() || g.stale
	}
	if !g.asked {
		g.asked = true
		g.pull = wire.Command{Op: wire.Pull, Index: len(g.sight.curve), Value: 1}
		g.send(&g.pull)
	}
	g.stale = g.stale || g.hand.dirty || g.glide.on
	g.hand.dirty = false
	g.moving = g.motion && g.look.Flow && g.mesh.Flows
	g.resting = g.shown && g.settling == 0 && !g.moving && !g.glide.on
	if g.resting {
		g.tell()
		g.host.Call("rest")
	}
	g.spent = time.Since(from)
	g.report(from)
	return nil
}

// hear reads the answers. One that does not fit asks for the whole curve.
func (g *game) hear() {
	for b := g.port.Receive(); b != nil; b = g.port.Receive() {
		if wire.IsFault(b) || wire.IsFile(b) {
			keep(b)
			continue
		}
		g.asked = false
		if !g.sight.take(b) {
			g.sight.curve = g.sight.curve[:0]
			continue
		}
		g.stale = true
		g.settling = 0
		if g.sight.reshaped {
			g.hand.Shut() // the card of a unit that is no more
		}
		if g.sight.state != wire.Training {
			g.settling = ease
		}
	}
}

// Layout asks for a canvas of one pixel for each pixel of the screen.
func (g *game) Layout(w, h int) (int, int) {
	scale := ebiten.Monitor().DeviceScaleFactor()
	if float64(w) != g.w || float64(h) != g.h || scale != g.scale {
		g.w, g.h, g.scale, g.stale = float64(w), float64(h), scale, true
	}
	return max(int(g.w*scale), 1), max(int(g.h*scale), 1)
}

// Draw builds the picture if something changed, and draws it if something moves.
func (g *game) Draw(screen *ebiten.Image) {
	if !g.sight.known || !g.stale && !g.moving {
		return
	}
	from := time.Now()
	if g.stale {
		g.stale = false
		g.build()
	}
	if g.painter == nil {
		g.painter = newPainter()
	}
	g.painter.draw(screen, &g.mesh, float32(waves*time.Since(g.begun).Seconds()), g.moving)
	g.drawn = true
	if g.moving {
		g.wake()
	}
	g.meter.add(float32((g.spent + time.Since(from)).Seconds() * 1000))
}

// waves is how many lights go by in a second.
const waves = 0.9

// tell has who cannot see the picture told what it shows, where that has changed.
func (g *game) tell() {
	g.words = g.sight.builder.Tell(g.words[:0])
	if !bytes.Equal(g.words, g.said) {
		g.said = append(g.said[:0], g.words...)
		g.host.Call("tell", string(g.said))
	}
}

func (g *game) build() {
	g.look.Glide = g.glide.left(time.Now())
	g.look.Flow = g.motion && g.sight.state == wire.Training
	g.sight.builder.Build(&g.pic, float32(g.w), float32(g.h), &g.look)
	g.mesh.Build(&g.pic, g.theme, float32(g.scale))
	g.moving = g.look.Flow && g.mesh.Flows
	news := g.board.write(&g.pic)
	if len(news) == 0 && len(g.pic.Labels) == g.labels {
		return
	}
	g.labels = len(g.pic.Labels)
	if n := len(news); n > g.labelBytes.Length() {
		g.labelBytes = js.Global().Get("Uint8Array").New(2 * n)
	}
	js.CopyBytesToJS(g.labelBytes, news)
	g.host.Call("labels", g.labelBytes, len(news), g.labels)
}
