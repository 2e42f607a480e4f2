package scene

// sizes draws the error that PCA leaves for each size of the code, and where the run and its twin stand.
type sizes struct{}

func (f *sizes) plan(b *Builder) {}

func (f *sizes) update(b *Builder) {}

func (f *sizes) draw(b *Builder, p *pen, box Box, look *Look) {}
