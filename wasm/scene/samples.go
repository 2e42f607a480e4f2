package scene

// samples draws what the decoder makes of dice, beside what the twin makes of them.
type samples struct{}

func (f *samples) plan(b *Builder) {}

func (f *samples) update(b *Builder) {}

func (f *samples) draw(b *Builder, p *pen, box Box, look *Look) {}
