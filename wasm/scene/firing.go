package scene

// firing draws how many units wake for a picture.
type firing struct{}

func (f *firing) plan(b *Builder) {}

func (f *firing) update(b *Builder) {}

func (f *firing) draw(b *Builder, p *pen, box Box, look *Look) {}
