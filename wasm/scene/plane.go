package scene

// plane draws points, their copies, the curve that the decoder draws as its one number runs along, and that number line with its handle.
type plane struct{}

func (f *plane) plan(b *Builder) {}

func (f *plane) update(b *Builder) {}

func (f *plane) draw(b *Builder, p *pen, box Box, look *Look) {}
