package main

import (
	"image"
	"image/color"
	"slices"
	"unsafe"

	"github.com/hajimehoshi/ebiten/v2"

	"hourglass/wasm/paint"
	"hourglass/wasm/tint"
)

// Twelve float32 either way, in the same order; the compiler holds us to the number.
var _ [unsafe.Sizeof(ebiten.Vertex{})]byte = [unsafe.Sizeof(paint.Vertex{})]byte{}

// program is the whole picture's shader. See [paint.Vertex] for what it is given.
const program = `//kage:unit pixels
package main

var Clock float // in waves
var Wave float  // device pixels from one light to the next
var Move float  // 0 holds the light still and even

func Fragment(dst vec4, src vec2, ink vec4, at vec4) vec4 {
	if at.z < 0 {
		return imageSrc0UnsafeAt(floor(at.xy)+0.5+imageSrc0Origin()) * ink
	}
	src -= imageSrc0Origin()
	cover := clamp(at.w-abs(length(at.xy)-at.z)+0.5, 0, 1)
	if src.y > 0 {
		m := mod(src.x, 2*src.y)
		cover *= clamp(min(m, src.y-m)+0.5, 0, 1)
	} else if src.y < 0 {
		p := abs(2*fract(src.x/Wave-Clock) - 1)
		cover *= min(1+Move*src.y*(0.55-2.4*p*p*p*p), 1.6)
	}
	return min(ink*cover, vec4(1))
}
`

// A painter draws meshes.
type painter struct {
	shader  *ebiten.Shader
	sheet   *ebiten.Image
	parts   [paint.SheetHeight / band]*ebiten.Image // the upper rows of the sheet, a band more each: only those in use are sent
	options ebiten.DrawTrianglesShaderOptions
	dst     *ebiten.Image // what was drawn on last
	room    int           // how many vertices the engine can take for it without making room anew
	clock   []float32
	wave    []float32
	move    []float32
}

// band is how many rows of the sheet more are sent when those before are full.
const band = 32

// newPainter compiles the shader. It panics when that fails, which no input can bring about.
func newPainter() *painter {
	shader, err := ebiten.NewShader([]byte(program))
	if err != nil {
		panic(err)
	}
	p := &painter{shader: shader, sheet: ebiten.NewImageWithOptions(image.Rect(0, 0, paint.SheetWidth, paint.SheetHeight), &ebiten.NewImageOptions{Unmanaged: true}), clock: []float32{0}, wave: []float32{1}, move: []float32{0}}
	p.options.Uniforms = map[string]any{"Clock": p.clock, "Wave": p.wave, "Move": p.move}
	p.options.Images[0] = p.sheet
	for i := range p.parts {
		p.parts[i] = p.sheet.SubImage(image.Rect(0, 0, paint.SheetWidth, (i+1)*band)).(*ebiten.Image)
	}
	return p
}

// waveLength is the way from one running light to the next, in CSS pixels.
const waveLength = 96

// draw fills dst with the theme's ground and draws m over it, in one call each. clock counts waves that have gone by.
func (p *painter) draw(dst *ebiten.Image, m *paint.Mesh, clock float32, motion bool) {
	p.clock[0], p.wave[0], p.move[0] = clock, waveLength*m.Scale, 0
	if motion {
		p.move[0] = 1
	}
	if rows := m.Fresh(); rows > 0 {
		i := (rows - 1) / band
		p.parts[i].WritePixels(unsafe.Slice((*byte)(unsafe.Pointer(&m.Texels)), (i+1)*band*paint.SheetWidth*4)) // bytes stand lowest first here
	}
	c := m.Theme.Of(tint.Ground, 0)
	dst.Fill(color.RGBA{uint8(c.R*255 + 0.5), uint8(c.G*255 + 0.5), uint8(c.B*255 + 0.5), 255})
	dst.DrawTrianglesShader32(p.vertices(dst, m), m.Indices, p.shader, &p.options)
}

// vertices are those of m, and once in a while a quarter more that no index names. The engine keeps room for exactly as many as it was ever
// given at once; a picture that grows a little with every frame, as a loss curve does, would have it throw a megabyte away each time.
func (p *painter) vertices(dst *ebiten.Image, m *paint.Mesh) []ebiten.Vertex {
	n := len(m.Vertices)
	if dst != p.dst || n > p.room {
		p.dst, p.room = dst, n+n/4
		m.Vertices = slices.Grow(m.Vertices, p.room-n)
		n = p.room
	}
	return unsafe.Slice((*ebiten.Vertex)(unsafe.Pointer(unsafe.SliceData(m.Vertices))), n)
}
