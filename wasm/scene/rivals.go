package scene

// rivals draws the map of the run, of its twin and of PCA, aligned, and what each makes of the same pictures.
type rivals struct{}

func (f *rivals) plan(b *Builder) {}

func (f *rivals) update(b *Builder) {}

func (f *rivals) draw(b *Builder, p *pen, box Box, look *Look) {}
