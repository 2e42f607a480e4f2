package lessons

import (
	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/nn"
	"hourglass/core/opt"
	"hourglass/core/train"
)

// Line is the lesson of points on a curve, which one number can tell apart.
var Line = Lesson{
	ID:    "line",
	Setup: lineSetup(),
	Dials: []Dial{
		{Knob: "data", Label: "Curve", Only: []string{"line", "arc", "circle", "spiral", "moons"}, Front: true},
		{Knob: "unit", Only: []string{"linear", "tanh", "relu", "silu"}, Front: true},
		{Knob: "width", Front: true},
		{Knob: "depth"}, {Knob: "scatter"}, {Knob: "rate", Min: 1e-4, Max: 1}, {Knob: "neck", Min: 1, Max: 2},
		{Knob: "optimiser"}, {Knob: "momentum"}, {Knob: "batch"}, {Knob: "seed"},
	},
	Figures: []string{"plane", "network", "units", "curve"},
	Tells: []Tell{
		{What: "valid", Label: "Loss on points set aside", Decimals: 4},
		{What: "order", Label: "Order of the codes along the curve", Unit: "%", From: "handle"},
		{What: "cuts", Label: "Places where the circle is cut", From: "predict", Holds: []ask.Condition{is("knob data", circle)}},
		{What: "tear", Label: "Largest jump of the code within a 32nd of the circle, as a share of its range", Unit: "%", From: "predict", Holds: []ask.Condition{is("knob data", circle)}},
		{What: "pca", Label: "Error of the best straight line (PCA)", Decimals: 4, From: "straight", Holds: []ask.Condition{is("knob neck", 1)}},
	},
	Steps: []Step{
		{ID: "squeeze", Point: []string{"plane", "play"}, Turns: plain(arc), Rest: true, Fresh: true, Done: all(at("step", 200), below("loss", 0.003))},
		{ID: "handle", Point: []string{"plane", "play"}, Turns: net(spiral, 32, 2, silu), Rest: true, Fresh: true, Done: all(at("step", 1000), at("held", 3))},
		{ID: "off", Point: []string{"plane"}, Turns: plain(arc), Fresh: true, Steps: 1000, Done: all(at("step", 1000), at("painted", 3))},
		{ID: "predict", Point: []string{"plane"}, Turns: plain(circle), Rest: true, Fresh: true, Ask: "circle"},
		{ID: "straight", Point: []string{"unit", "plane"}, Turns: plain(arc), Fresh: true, Steps: 1000,
			Done: all(is("knob unit", linear), is("knob data", arc), at("step", 1000), below("over pca", 0.05))},
		{ID: "scatter", Point: []string{"scatter", "plane"}, Turns: plain(arc), Fresh: true, Steps: 2000,
			Done: all(at("knob scatter", 0.1), is("knob unit", tanh), at("step", 2500), below("loss", 0.01))},
		{ID: "goal", Point: []string{"plane", "width", "depth", "unit"},
			Turns: plain(spiral), Rest: true, Fresh: true, Done: unrolled},
	},
	Question: Question{
		ID:    "circle",
		Turns: []Turn{{"data", circle}, {"scatter", 0}, {"neck", 1}},
		Steps: 6000,
		Options: []ask.Watch{
			all(at("step", 6000), below("loss", 0.0005)),
			all(at("step", 6000), below("loss", 0.08), at("loss", 0.0005), at("tear", 0.2)),
			all(at("step", 6000), at("loss", 0.08)),
		},
		Hides: []string{"plane"}, // the circle's points lie there, and nothing else
	},
	Goal: Goal{ID: "goal", Label: "The spiral through one number, by 24 units a layer at most: loss below 0.002, and its codes in order, 99 % or more", Watch: unrolled,
		Way: []Turn{{"width", 24}, {"depth", 2}, {"unit", silu}}},
	Speed:  100,
	Poster: 3000,
}

// Values of knobs that are choices.
const (
	arc, circle, spiral = float64(data.Arc), float64(data.Circle), float64(data.Spiral)
	linear, tanh, silu  = float64(nn.Linear), float64(nn.Tanh), float64(nn.SiLU)
)

// unrolled is a spiral laid along the number line. A small loss alone does not mean that: a line that visits the dots in pieces and leaps between the
// windings has one too. The network of the second step is wider than the goal allows: it is not won there.
var unrolled = all(is("knob data", spiral), is("knob neck", 1), below("knob width", 25), below("knob scatter", 0.01), below("loss", 0.002), at("order", 0.99))

// plain turns every dial of the lesson that decides how well it learns to where it opens, on a curve without scatter.
func plain(curve float64) []Turn { return net(curve, 8, 1, tanh) }

// net is that with other units.
func net(curve, width, depth, unit float64) []Turn {
	return []Turn{{"data", curve}, {"scatter", 0}, {"neck", 1}, {"width", width}, {"depth", depth}, {"unit", unit}, {"rate", 0.01},
		{"optimiser", float64(opt.Adam)}, {"batch", 32}}
}

// lineSetup is 2-8-1-8-2: bent units, and outputs that may lie anywhere in the plane. From its seed the circle is cut at one place, and the spiral's
// code, in no order at first, is in order after a thousand steps; from others it may not be so, as the words say.
func lineSetup() train.Setup {
	s := train.Default()
	s.Data, s.Neck, s.Width, s.Straight, s.Rate, s.Seed = data.Arc, 1, 8, true, 0.01, 2
	return s
}
