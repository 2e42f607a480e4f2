package stat

// Purity is the share of rows whose label is the commonest of their cluster (Manning, Raghavan and Schuetze 2008, section 16.3). It runs from the share of
// the commonest label overall to 1, which as many clusters as rows have for nothing: compare it only at one number of clusters. Clusters are counted from
// 0, and labels from 0 to classes-1; count is memory for clusters times classes numbers, at least.
func Purity(count []int, cluster, label []int, classes int) float64 {
	meet("clusters", len(cluster), "labels", len(label))
	clear(count)
	for i, c := range cluster {
		count[c*classes+label[i]]++
	}
	right := 0
	for at := 0; at+classes <= len(count); at += classes {
		most := 0
		for _, n := range count[at : at+classes] {
			most = max(most, n)
		}
		right += most
	}
	return float64(right) / float64(len(label))
}
