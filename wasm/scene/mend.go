package scene

// mend draws clean, torn and mended, by the run and by its twin; of points, arrows from where they were torn to, to where they are mended to.
type mend struct{}

func (f *mend) plan(b *Builder) {}

func (f *mend) update(b *Builder) {}

func (f *mend) draw(b *Builder, p *pen, box Box, look *Look) {}
