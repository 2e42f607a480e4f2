package scene

// dictionary draws for each unit of the code what it draws, and how often it wakes.
type dictionary struct{}

func (f *dictionary) plan(b *Builder) {}

func (f *dictionary) update(b *Builder) {}

func (f *dictionary) draw(b *Builder, p *pen, box Box, look *Look) {}
