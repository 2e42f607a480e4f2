package figures

import (
	"errors"

	"hourglass/core/ae"
	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/wasm/scene"
	"hourglass/wasm/tint"
	"hourglass/wasm/wire"
)

func init() {
	scene.Register(&scene.Figure{
		Name: "stars", Label: "Films and their stars", Short: "Stars", Least: scene.Size{W: 280, H: 190},
		New:     func() scene.Panel { return &stars{chosen: -1} },
		Suits:   func(k data.Kind) bool { return k == data.Ratings },
		CanShow: ratesFilms,
	})
}

// ratesFilms says that people who rated films have one number for each.
func ratesFilms(r *ae.Recipe) error {
	if r.Input.Size() != films {
		return errors.New("it shows people who rated films")
	}
	return nil
}

// films is how many there are.
const films = len(data.Films)

// stars draws the shown row as films with five stars each: solid what was given, else filled as far as the network guesses. A tap on a star gives it, and on the
// same again takes it back. Of one film it says which of the given ratings moved its guess: by how much, had that one not been given.
type stars struct {
	y, twin [films]float32        // guesses, in fifths as the network says them
	moved   [films][films]float32 // [given][guessed]: the guess less what it is without that rating, in stars
	next    int                   // the best guess among those not rated, or -1, as for a network that has learned nothing
	chosen  int                   // the film whose guess is explained once there is something to explain, or -1 for that
	x       []float32             // (films+1, films), rows with one rating left out each
	order   [films]int            // as they are drawn where there is not room for all
	brush   brush
	beside  bool // the step speaks of what is missing: the twin, for whom that is 0, has its marks
}

// Where the figure is touched: star Layer of film Index, and the name of a film.
const (
	OnStar scene.Target = "star"
	OnFilm scene.Target = "film"
)

// Plan implements [scene.Panel].
func (f *stars) Plan(b *scene.Base) {
	if f.x == nil {
		f.x = make([]float32, (films+1)*films)
	}
}

// Update implements [scene.Panel].
func (f *stars) Update(b *scene.Base) {
	f.brush.follow(b)
	in := b.Snap.View.Input
	for i := range films + 1 {
		row := f.x[i*films:][:films]
		copy(row, in)
		if i < films {
			row[i] = 0
		}
	}
	y := scene.Rebuild(b.Model, b.Many, b.Snap.Params, f.x, films+1)
	copy(f.y[:], y[films*films:])
	for i := range films {
		for k := range films {
			f.moved[i][k] = data.Stars * (f.y[k] - y[i*films+k])
		}
	}
	if b.Twin != nil {
		copy(f.twin[:], scene.Rebuild(b.Twin.Model, b.Twin.Many, b.Twin.Params, in, 1))
	}
	f.next = -1
	if b.Snap.Step > 0 {
		f.next = ask.Best(f.y[:], in)
	}
	for i := range f.order { // those given as they stand, then the best guess first
		k := i
		for ; k > 0 && in[f.order[k-1]] == 0 && (in[i] > 0 || f.y[f.order[k-1]] < f.y[i]); k-- {
			f.order[k] = f.order[k-1]
		}
		f.order[k] = i
	}
}

// explained is the film whose guess is explained: the chosen one unless it is rated, else the next; -1 where all are rated, or nothing is learned.
func (f *stars) explained(in []float32) int {
	if f.chosen >= 0 && f.next >= 0 && in[f.chosen] == 0 {
		return f.chosen
	}
	return f.next
}

// Touch implements [scene.Toucher].
func (f *stars) Touch(b *scene.Base, g *scene.Gesture, h scene.Hand) {
	switch i := int(g.Hit.Index); g.Hit.Target {
	case OnStar:
		f.rate(b, i, int(g.Hit.Layer), h)
	case OnFilm:
		f.chosen = i
		h.Redraw()
	case Wipe, Home:
		f.brush.wiped(g, h)
	}
}

// rate gives film i stars, or takes them back where it has as many. Who was shown somebody else's row begins one of their own.
func (f *stars) rate(b *scene.Base, i, n int, h scene.Hand) {
	v := float32(n) / data.Stars
	if b.Snap.View.Sample >= 0 {
		h.Send(wire.Command{Op: wire.Clear})
	} else if h.Input(int32(i)) == v {
		v = 0
	}
	h.Send(wire.Command{Op: wire.Paint, Index: i, Value: float64(v)})
}

// Key implements [scene.Keyer]: up and down choose a film, right and left give it a star more or less.
func (f *stars) Key(b *scene.Base, dx, dy int, h scene.Hand) {
	if f.chosen < 0 {
		f.chosen = max(f.next, 0)
		dy = 0
	}
	if dx == 0 {
		f.chosen = (f.chosen + dy + films) % films
		h.Redraw()
		return
	}
	n := dx
	if b.Snap.View.Sample < 0 {
		n = min(max(given(h.Input(int32(f.chosen)))+dx, 0), data.Stars)
	}
	f.rate(b, f.chosen, max(n, 0), h)
}

// given is how many stars an entry stands for, 0 where it is missing.
func given(v float32) int { return int(data.Stars*v + 0.5) }

// Tell implements [scene.Teller].
func (f *stars) Tell(b *scene.Base, p *scene.Pen) {
	in := b.Snap.View.Input
	n := 0
	for i, v := range in {
		if v > 0 {
			if n > 0 {
				p.Str(", ")
			}
			n++
			p.Str(data.Films[i].Name)
			p.Str(" ")
			p.Count(given(v))
		}
	}
	if n == 0 {
		p.Str("nothing is rated")
	}
	at := f.explained(in)
	if at < 0 {
		return
	}
	p.Str("; guessed best: ")
	f.guess(p, f.next)
	if f.chosen >= 0 && f.chosen != f.next {
		p.Str("; chosen: ")
		f.guess(p, f.chosen)
	}
	p.Str("; its guess was moved")
	for i, v := range in {
		if v > 0 {
			p.Str(", by ")
			p.Str(data.Films[i].Name)
			p.Str(" ")
			signed(p, f.moved[i][at])
		}
	}
}

// guess writes a film with what is guessed of it.
func (f *stars) guess(p *scene.Pen, i int) {
	p.Str(data.Films[i].Name)
	p.Str(" ")
	p.Num(data.Stars*f.y[i], 1)
	p.Str(" stars")
}

// signed writes a change with its sign.
func signed(p *scene.Pen, v float32) {
	if v >= 0.05 {
		p.Str("+")
	}
	p.Num(v, 1)
}

// A shelf of films: rows of one form in columns.
type filmRows struct {
	across, down int
	w, h         float32
	stacked      bool    // the name stands over the stars, not before them
	unit         float32 // the width of a star's place
}

// planFilms finds the form in which most films have room, and of those the one with the largest stars, then the highest rows.
func planFilms(box scene.Box, size float32) (best filmRows) {
	for across := 1; across <= 4; across++ {
		w := box.W / float32(across)
		for _, stacked := range [2]bool{false, true} {
			wide, tall := float32(288), float32(24)
			if stacked {
				wide, tall = 172, 37
			}
			down := min(int(box.H/(tall*size)), (films+across-1)/across)
			if across > 1 && w < wide*size || down < 1 {
				continue
			}
			n, m := min(across*down, films), min(best.across*best.down, films)
			h := min(box.H/float32(down), 68*size)
			unit := min((w-216*size)/data.Stars, 0.8*h)
			if stacked {
				unit = min((w-52*size)/data.Stars, 1.1*(h-15*size))
			}
			unit = min(max(unit, 24*size), 40*size)
			if n > m || n == m && (unit > best.unit || unit == best.unit && h > best.h) {
				best = filmRows{across, down, w, h, stacked, unit}
			}
		}
	}
	return best
}

// Draw implements [scene.Panel].
func (f *stars) Draw(b *scene.Base, p *scene.Pen, box scene.Box, look *scene.Look) {
	f.beside = apart(b) && look.Speaks("masked")
	if b.Snap.View.Sample < 0 {
		p.Heading(box, "Your stars, and what is guessed of the rest: tap to give, again to take back", "Yours, and the guesses: tap to give, again to take back", "Tap stars to give them", "Tap stars")
	} else {
		p.Heading(box, "Stars that somebody gave, and what is guessed of the rest: tap a star to begin a row of your own", "Somebody’s stars, and guesses: tap a star for a row of your own", "Tap a star to begin your own", "Tap a star")
	}
	foot := 30 * p.Size
	at := scene.At(box.X+13*p.Size, box.Y+34*p.Size, box.W-26*p.Size, box.H-38*p.Size-foot)
	rows := planFilms(at, p.Size)
	if p.Small { // nothing can be read, and nothing touched: all of them, and nothing but stars
		at = box.Inset(12 * p.Size)
		rows = filmRows{2, films / 2, at.W / 2, 2 * at.H / float32(films), true, min(at.W/(2*data.Stars+1), 2*at.H/float32(films))}
	}
	if rows.across == 0 {
		return
	}
	n := min(rows.across*rows.down, films)
	for k := range n {
		i := k
		if n < films {
			i = f.order[k]
		}
		f.film(b, p, scene.At(at.X+float32(k/rows.down)*rows.w, at.Y+float32(k%rows.down)*rows.h, rows.w, rows.h), &rows, i)
	}
	f.foot(b, p, scene.At(box.X, box.Y+box.H-foot, box.W, foot))
}

// film draws a row.
func (f *stars) film(b *scene.Base, p *scene.Pen, box scene.Box, rows *filmRows, i int) {
	in := b.Snap.View.Input
	why := f.explained(in)
	rated := in[i] > 0
	if p.Small {
		f.five(b, p, box, rows.unit, i)
		return
	}
	box = scene.At(box.X+2*p.Size, box.Y, box.W-10*p.Size, box.H)
	if i == why {
		p.Rect(scene.At(box.X-2*p.Size, box.Y+1, box.W+4*p.Size, box.H-2), 4*p.Size, tint.Panel, 0, 1)
	}
	if i == f.chosen {
		p.Frame(scene.At(box.X-2*p.Size, box.Y+1, box.W+4*p.Size, box.H-2), 1.5*p.Size, tint.Sand, 1)
	}
	name := scene.At(box.X+4*p.Size, box.Y, 116*p.Size, box.H)
	sky := scene.At(name.X+name.W, box.Y, rows.unit*data.Stars, box.H)
	if rows.stacked {
		high := 15 * p.Size
		name = scene.At(name.X, box.Y+1, box.W-8*p.Size, high)
		sky = scene.At(box.X, box.Y+high, sky.W, box.H-high)
	}
	side := scene.At(sky.X+sky.W+6*p.Size, sky.Y, box.X+box.W-sky.X-sky.W-8*p.Size, sky.H)
	role := tint.Dim
	if rated || i == why {
		role = tint.Ink
	}
	labels := len(p.Labels)
	p.First(name.X, name.Y+name.H/2+4.5*p.Size, scene.Start, role, 12.5*p.Size, name.W, data.Films[i].Name)
	if rated && len(p.Labels) > labels {
		p.Labels[labels].Bold = true
	}
	p.Hit(scene.Hit{Target: OnFilm, Feel: scene.Pointing, X: box.X, Y: box.Y, X2: box.X + box.W, Y2: box.Y + box.H, Index: int32(i)})
	f.five(b, p, sky, rows.unit, i)
	if side.W < 24*p.Size {
		return
	}
	if rated {
		if why >= 0 {
			pull(p, side, f.moved[i][why])
		}
		return
	}
	base := side.Y + side.H/2 + 4.5*p.Size
	p.Begin(side.X, base, scene.Start, role)
	p.Num(data.Stars*f.y[i], 1)
	p.Fits(12.5*p.Size, side.W)
	if i == f.next && rows.stacked {
		p.First(name.X+name.W, name.Y+name.H/2+4.5*p.Size, scene.End, tint.Sea, 12.5*p.Size, name.W-0.56*12.5*p.Size*p.Letters(data.Films[i].Name)-4*p.Size, "next")
	} else if i == f.next {
		p.First(side.X+side.W, base, scene.End, tint.Sea, 12.5*p.Size, side.W-26*p.Size, "next")
	}
}

// five draws the five stars of a film, with what the twin guesses as a stroke and, of somebody whose row it is, what they would give as a dot.
func (f *stars) five(b *scene.Base, p *scene.Pen, sky scene.Box, unit float32, i int) {
	in := b.Snap.View.Input
	r := min(0.46*unit, 0.46*sky.H)
	y := sky.Y + sky.H/2 - 1.5*p.Size
	value, role := data.Stars*f.y[i], tint.Sea
	if in[i] > 0 {
		value, role = float32(given(in[i])), tint.Sand
	}
	for k := range data.Stars {
		x := sky.X + (float32(k)+0.5)*unit
		share := value - float32(k)
		if share < 1 {
			star(p, x, y+0.08*r, r, 1, tint.Line)
		}
		star(p, x, y+0.08*r, r, share, role)
		p.Hit(scene.Hit{Target: OnStar, Feel: scene.Pointing, X: sky.X + float32(k)*unit, Y: sky.Y, X2: sky.X + float32(k+1)*unit, Y2: sky.Y + sky.H, Index: int32(i), Layer: int32(k + 1)})
	}
	if in[i] > 0 {
		return
	}
	if f.beside {
		x := sky.X + unit*min(max(data.Stars*f.twin[i], 0), data.Stars)
		p.Line(x, y-r, x, y+r, 2*p.Size, tint.Ink, 0.9)
	}
	if s := b.Snap.View.Sample; s >= 0 {
		p.Disc(sky.X+unit*data.Stars*b.Set.Truth[s*films+i], y+r+1.5*p.Size, 2.2*p.Size, tint.Sand, 0, 1)
	}
}

// mostPull is the change, in stars, whose bar is as long as there is room.
const mostPull = 1.5

// pull draws how a rating moved a guess: to the right upwards.
func pull(p *scene.Pen, box scene.Box, v float32) {
	text := 30 * p.Size
	half := (box.W - text) / 2
	y := box.Y + box.H/2
	role := tint.Sea
	switch {
	case scene.Abs(v) < 0.05:
		role = tint.Dim
	case v < 0:
		role = tint.Rose
	}
	if half > 6*p.Size {
		mid := box.X + text + half
		p.Line(mid, y-8*p.Size, mid, y+8*p.Size, 1, tint.Faint, 0.8)
		to := mid + half*min(max(v/mostPull, -1), 1)
		p.Rect(scene.At(min(mid, to), y-5*p.Size, scene.Abs(to-mid), 10*p.Size), 0, role, 0, 0.85)
	}
	p.Begin(box.X+text-4*p.Size, y+4.5*p.Size, scene.End, role)
	signed(p, v)
	p.Fits(12*p.Size, text)
}

// foot writes what the marks mean, and offers an empty row or the way back.
func (f *stars) foot(b *scene.Base, p *scene.Pen, box scene.Box) {
	if p.Small {
		return
	}
	size, y, wide := 12*p.Size, box.Y+19*p.Size, 128*p.Size
	x, end := box.X+15*p.Size, box.X+box.W-wide-14*p.Size
	for i, words := range [...]string{"given", "guessed", b.Called(1), "would give", "moved the shaded guess"} {
		if i == inTwin && !f.beside || i == inTruth && b.Snap.View.Sample < 0 || i == inPull && f.explained(b.Snap.View.Input) < 0 {
			continue
		}
		w := 0.56 * size * p.Letters(words)
		if x+20*p.Size+w > end {
			break
		}
		sample(p, i, x+8*p.Size, y-4.5*p.Size)
		p.Write(x+20*p.Size, y, scene.Start, tint.Dim, words).Size = size
		x += 34*p.Size + w
	}
	offers(b, p, scene.At(box.X+box.W-wide-10*p.Size, box.Y+2*p.Size, wide, box.H), x, true)
}

// What marks stand for: see sample.
const (
	inGiven = iota
	inGuess
	inTwin
	inTruth
	inPull
)

// sample draws a mark as the rows have it.
func sample(p *scene.Pen, what int, x, y float32) {
	switch what {
	case inGiven:
		star(p, x, y, 8*p.Size, 1, tint.Sand)
	case inGuess:
		star(p, x, y, 8*p.Size, 0.7, tint.Sea)
	case inTwin:
		p.Line(x, y-7*p.Size, x, y+7*p.Size, 2*p.Size, tint.Ink, 0.9)
	case inTruth:
		p.Disc(x, y, 2.4*p.Size, tint.Sand, 0, 1)
	case inPull:
		p.Line(x-4*p.Size, y-7*p.Size, x-4*p.Size, y+7*p.Size, 1, tint.Faint, 0.8)
		p.Rect(scene.At(x-4*p.Size, y-5*p.Size, 11*p.Size, 10*p.Size), 0, tint.Sea, 0, 0.85)
	}
}
