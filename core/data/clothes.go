package data

// Clothes are pictures of a shop's goods, 14x14, of ten kinds.

const clothesSide = 14

// clothesNames are the ten kinds, in the order of Fashion-MNIST's labels.
var clothesNames = []string{"T-shirt", "trousers", "pullover", "dress", "coat", "sandal", "shirt", "trainer", "bag", "boot"}

// clothesOf reads for each picture its grey values, a byte each, and its kind.
func clothesOf(raw []byte) *examples {
	const dim = clothesSide * clothesSide
	all := &examples{}
	for at := 0; at+dim < len(raw); at += dim + 1 {
		for _, v := range raw[at : at+dim] {
			all.x = append(all.x, float32(v)/255)
		}
		all.factors = append(all.factors, float32(raw[at+dim])/float32(len(clothesNames)-1))
	}
	return all
}
