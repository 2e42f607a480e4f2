package scene

// cloud draws mean, spread, dice and code of the shown picture, as boxes with the numbers of this moment.
type cloud struct{}

func (f *cloud) plan(b *Builder) {}

func (f *cloud) update(b *Builder) {}

func (f *cloud) draw(b *Builder, p *pen, box Box, look *Look) {}
