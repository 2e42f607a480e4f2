package stat

import "slices"

// Centroids are the means of the rows of each class: the simplest classifier there is (Manning, Raghavan and Schuetze 2008, section 14.2). A row belongs to the
// class whose mean is the nearest.
type Centroids struct {
	Means []float64 // (classes, dim)
	Sizes []int     // (classes), rows of each; a class without rows is never named

	dim int
}

// Fit takes the means of x (rows, dim), whose classes are label, from 0 to classes-1.
func (c *Centroids) Fit(x []float32, dim int, label []int, classes int) {
	meet("numbers", len(x), "numbers of rows with a label", len(label)*dim)
	c.dim = dim
	c.Means, c.Sizes = slices.Grow(c.Means[:0], classes*dim)[:classes*dim], slices.Grow(c.Sizes[:0], classes)[:classes]
	clear(c.Means)
	clear(c.Sizes)
	for i, k := range label {
		c.Sizes[k]++
		mean := c.Means[k*dim : (k+1)*dim]
		for j, v := range x[i*dim : (i+1)*dim] {
			mean[j] += float64(v)
		}
	}
	for i := range c.Means {
		c.Means[i] /= float64(max(c.Sizes[i/dim], 1))
	}
}

// Class is that of the mean nearest to the row x (dim); of equally near ones the first. It is -1 where no class has rows.
func (c *Centroids) Class(x []float32) int {
	meet("numbers", len(x), "numbers a row", c.dim)
	best, least := -1, 0.0
	for k, n := range c.Sizes {
		if n == 0 {
			continue
		}
		far := 0.0
		for j, v := range c.Means[k*c.dim : (k+1)*c.dim] {
			d := float64(x[j]) - v
			far += float64(d * d)
		}
		if best < 0 || far < least {
			best, least = k, far
		}
	}
	return best
}
