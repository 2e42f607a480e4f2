package scene

// A Teller is a panel that says in a few words what it shows now, for who cannot see it. It writes with p's Str, Num and Count, so in the language
// of the page.
type Teller interface {
	Tell(b *Base, p *Pen)
}

// A Keyer is a panel that arrow keys move as a hand does: across by dx and up by dy, each -1, 0 or 1.
type Keyer interface {
	Key(b *Base, dx, dy int, h Hand)
}

// Tell appends what the figures of the last picture show to dst, the one in the large place first: of each its label and its words, a sentence each.
func (b *Builder) Tell(dst []byte) []byte {
	if b.Model == nil {
		return dst
	}
	b.told.Bytes = b.told.Bytes[:0]
	p := &Pen{Scene: &b.told, Size: 1, words: b.Words}
	b.tell(p, b.layout.Hero)
	for i := range b.panels {
		if i != b.layout.Hero {
			b.tell(p, i)
		}
	}
	return append(dst, b.told.Bytes...)
}

// tell writes the sentence of figure i, if it is shown.
func (b *Builder) tell(p *Pen, i int) {
	if b.boxes[i].W <= 0 {
		return
	}
	f := &b.panels[i]
	p.Str(f.Label)
	t, ok := f.Panel.(Teller)
	switch {
	case b.hidden(i):
		p.Str(": ")
		p.Str(comesLater)
	case f.refused != "":
		p.Str(": ")
		p.Str(f.refused)
	case ok:
		p.Str(": ")
		t.Tell(&b.Base, p)
	}
	p.Str(". ")
}

// Key moves a figure by the arrow keys; one that does not know them, or that nobody sees yet, stays as it is.
func (b *Builder) Key(figure string, dx, dy int, h Hand) {
	for i, f := range b.panels {
		if k, ok := f.Panel.(Keyer); ok && f.Name == figure && f.refused == "" && !b.hidden(i) && b.Model != nil {
			k.Key(&b.Base, dx, dy, h)
		}
	}
}

// Numbers writes up to most numbers with two decimals, and how many more there are.
func (p *Pen) Numbers(v []float32, most int) {
	for i, x := range v[:min(len(v), most)] {
		if i > 0 {
			p.Str("; ")
		}
		p.Num(x, 2)
	}
	if n := len(v) - most; n > 0 {
		p.Str(" and ")
		p.Count(n)
		p.Str(" more")
	}
}
