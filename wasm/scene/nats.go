package scene

// nats draws what each number of the code tells, in nats.
type nats struct{}

func (f *nats) plan(b *Builder) {}

func (f *nats) update(b *Builder) {}

func (f *nats) draw(b *Builder, p *pen, box Box, look *Look) {}
