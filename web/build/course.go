package main

import (
	"slices"

	"hourglass/lessons"
)

// A Chapter is a line of the list on the front page.
type Chapter struct {
	ID    string // of its lesson, once there is one
	Title string
	About string
}

// course lists the lessons in order, written or not. The title of a written one comes from its Markdown; one that nobody has planned stands at the end.
var course = func() []Chapter {
	all := planned
	for _, l := range lessons.All {
		if !slices.ContainsFunc(all, func(c Chapter) bool { return c.ID == l.ID }) {
			all = append(all, Chapter{ID: l.ID})
		}
	}
	return all
}()

// planned are those that the course is meant to have.
var planned = []Chapter{
	{"line", "Two numbers through one", "Points near a curve go to one number and back."},
	{"hourglass", "Forty-nine pixels through a two-number neck", "Squeeze a picture through two numbers, and find out that they are a map."},
	{"flat", "Straight or bent?", "A linear autoencoder meets its rival, PCA."},
	{"noise", "Learning from torn copies", "Torn pictures in, clean pictures wanted."},
	{"sparsity", "Many units, few at once", "A dictionary in which each word has one owner."},
	{"sampling", "A cloud instead of a point", "The variational autoencoder, and drawing what never was."},
	{"contractive", "A ball becomes an ellipse", "A code that does not care about small changes."},
	{"convolution", "One stencil for every place", "Sliding windows in, sliding windows out, and checkerboards."},
	{"sequence", "Tunes and waves", "What a recurrent state carries through time."},
	{"anomaly", "The heartbeat that does not fit", "What comes back badly is strange."},
	{"features", "Codes at work", "Clusters, and a classifier from five labels."},
	{"compression", "Bits against error", "How few bytes can hold a picture."},
	{"recommender", "Four films rated", "The rest of your taste, filled in."},
	{"imputation", "Missing pixels", "Fill holes with the mean, the network, or both by turns."},
	{"labels", "Few labels, many pictures", "What the unlabelled ones are good for."},
	{"memorising", "Learning by heart", "Overfitting, and four ways out."},
	{"deep", "Far from the loss", "Why the early layers starve."},
	{"balance", "Collapse", "Codes that fall silent, and samples that are all alike."},
	{"adversary", "A critic instead of a ruler", "Two players and one picture."},
	{"together", "Picture and sound", "Two senses in one code."},
}

// number is the place of a lesson in the course, from 1.
func number(id string) int {
	for i := range course {
		if course[i].ID == id {
			return i + 1
		}
	}
	return 0
}
