package main

import (
	"encoding/base64"
	"html/template"
	"math"
	"slices"
	"strconv"
	"strings"

	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/train"
	"hourglass/lessons"
	"hourglass/wasm/scene"
	"hourglass/wasm/wire"
)

// A Page is what lesson.tmpl shows.
type Page struct {
	*Words
	ID            string
	Number, Count int
	Steps         []StepView
	Front, Drawer []DialView
	Speeds        []Speed
	Speed         string // the one that the lesson opens with
	Fastest       int    // place of the last
	Figures       []FigureView
	Goal          lessons.Goal
	Parts         []PartView // the conditions of the goal
	Open          string     // the command that opens the lesson, in base64; the page splices the text of the link in
	Stage         string     // what the stage is told of the lesson, in base64, see wire.Lesson
	Alt           string     // what the poster shows, in words
	Other         *Another   // the same page in another language, if there is one
	Next          *Next      // the lesson after this one, if it is written
	Apart         string     // knob:value of the twin, with spaces between
	Names         [2]string
	Tells         []TellView
	Quote         string // the tells that the question's answer quotes, with spaces between
	Posters       []PosterView
	Measured      []Measured // sets that it may show and that are files beside the page
	Drawings      bool       // its data may be a class's drawings
	Tables        string     // the columns of the tables that it may show, see tables
	After         string     // how many steps the poster's run has behind it
	OEmbed        string     // the address of what describes the page to sites that embed it
}

// Next leads to another lesson.
type Next struct{ ID, Title string }

// A TellView is a number of the run that stands beside the goal. At is its place among the readings that the trainer sends.
type TellView struct {
	lessons.Tell
	At     int
	From   int  // the step that brings it, from 0
	Awaits bool // that step asks, and its answer brings it
}

// A PosterView is one of the posters; site.css shows the one that fits the screen and the theme.
type PosterView struct{ Name string }

// A StepView is a step with its words.
type StepView struct {
	StepWords
	Number int
	Point  string // names, with spaces between
	Wants  string // places of the tells that it waits for, or that answer it, with spaces between
	Hides  string // of one that asks: figures that would tell, with spaces between
	Paints bool   // it asks for a picture of the learner's own
	Saves  bool   // it asks for a file
}

// A DialView is a knob as the page offers it.
type DialView struct {
	*train.Knob
	Label    string // the lesson's word for it, or the knob's own
	Index    int
	Kind     string // whole, log, even, choice or seed
	Min, Max string
	Step     string
	Value    string
	Options  []Option
	When     string // see rule
	Why      string
}

// A FigureView is a figure that a phone can show alone.
type FigureView struct {
	Name, Label string
	Discreet    bool // see scene.Figure
}

// A Speed is a choice of steps a second; Value "max" is flat out.
type Speed struct{ Value, Label string }

var speeds = []Speed{{"0", "slow"}, {"1", "1 / s"}, {"5", "5 / s"}, {"20", "20 / s"}, {"100", "100 / s"}, {"500", "500 / s"},
	{"2000", "2,000 / s"}, {"max", "max"}}

// speedsOf are the choices of a lesson, with the speed that it opens with in its place.
func speedsOf(l *lessons.Lesson) []Speed {
	own := number64(l.Speed)
	if slices.ContainsFunc(speeds, func(s Speed) bool { return s.Value == own }) {
		return speeds
	}
	at := slices.IndexFunc(speeds, func(s Speed) bool {
		v, err := strconv.ParseFloat(s.Value, 64)
		return err != nil || v > l.Speed
	})
	return slices.Insert(slices.Clone(speeds), at, Speed{own, own + " / s"})
}

// newPage joins a lesson and its words.
func newPage(l *lessons.Lesson, w *Words, next *Next) *Page {
	open := wire.AppendCommand(nil, &wire.Command{Op: wire.Open, Base: l.Setup, Apart: l.Apart(), Watches: l.Watches(), Plan: l.Plan()})
	p := &Page{
		Words: w, ID: l.ID, Number: number(l.ID), Count: len(course), Speeds: speedsOf(l), Speed: number64(l.Speed), Goal: l.Goal,
		Open: base64.StdEncoding.EncodeToString(open), Stage: base64.StdEncoding.EncodeToString(wire.AppendLesson(nil, l.Stage())),
		Alt: "The figures of this lesson after training. " + plain(w.Lead), Next: next, Apart: turns(l.Apart()), Names: names(l), Parts: parts(l),
		After: commas(l.Poster), Drawings: slices.ContainsFunc(l.Dials, func(d lessons.Dial) bool { return slices.Contains(d.Only, data.Drawn.String()) }),
	}
	p.Fastest, p.Measured, p.Tables = len(p.Speeds)-1, credits(l), tables(l)
	for _, size := range posterSizes {
		p.Posters = append(p.Posters, PosterView{size.name + "-dark"}, PosterView{size.name + "-light"})
	}
	for i, t := range l.Tells {
		v := TellView{Tell: t, At: l.FirstTell() + i, From: max(slices.IndexFunc(l.Steps, func(s lessons.Step) bool { return s.ID == t.From }), 0)}
		v.Awaits = t.From != "" && l.Steps[v.From].Ask != ""
		p.Tells = append(p.Tells, v)
		if slices.Contains(l.Question.Quote, t.What) {
			p.Quote = strings.TrimSpace(p.Quote + " " + strconv.Itoa(v.At))
		}
	}
	for i, s := range l.Steps {
		v := StepView{StepWords: w.Steps[i], Number: i + 1, Point: strings.Join(s.Point, " "), Wants: wants(l, &s)}
		if s.Ask != "" {
			v.Hides = strings.Join(l.Question.Hides, " ")
		}
		v.Paints = l.Setup.Data.Form() == data.Pictures && slices.ContainsFunc(s.Done.All, func(c ask.Condition) bool { return c.What == "painted" })
		v.Saves = slices.ContainsFunc(s.Done.All, func(c ask.Condition) bool { return c.What == "saved" })
		p.Steps = append(p.Steps, v)
	}
	for _, d := range l.Dials {
		if v := dial(d, l.Setup); d.Front {
			p.Front = append(p.Front, v)
		} else {
			p.Drawer = append(p.Drawer, v)
		}
	}
	for _, f := range l.Figures {
		figure := scene.Find(f)
		p.Figures = append(p.Figures, FigureView{f, figure.Label, figure.Discreet})
	}
	return p
}

// wants are the places of the tells on which a step turns, among the readings.
func wants(l *lessons.Lesson, s *lessons.Step) string {
	var all []string
	for i, t := range l.Tells {
		waits := slices.ContainsFunc(s.Done.All, func(c ask.Condition) bool { return c.What == t.What })
		if waits || s.Ask != "" && slices.Contains(l.Question.Quote, t.What) {
			all = append(all, strconv.Itoa(l.FirstTell()+i))
		}
	}
	return strings.Join(all, " ")
}

// commas writes a whole number below a million with its thousands apart.
func commas(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return strconv.Itoa(n/1000) + "," + strconv.Itoa(1000 + n%1000)[1:]
}

// names are what a run and its twin are called; a lesson without a twin has none.
func names(l *lessons.Lesson) [2]string {
	if l.Twin == nil {
		return [2]string{}
	}
	if l.Names[0] == "" || l.Names[1] == "" {
		return [2]string{"this run", "its twin"}
	}
	return l.Names
}

// turns writes turned knobs for the page.
func turns(list []train.Change) string {
	var s []string
	for _, c := range list {
		s = append(s, strconv.Itoa(c.Knob)+":"+number64(c.Value))
	}
	return strings.Join(s, " ")
}

var kinds = [...]string{train.Whole: "whole", train.Log: "log", train.Even: "even", train.Choice: "choice", train.Seed: "seed"}

func dial(d lessons.Dial, s train.Setup) DialView {
	i := train.Number(d.Knob)
	k, now := train.Numbered(i), (&train.Link{Setup: s}).Stands(i)
	lo, hi := k.Range()
	if d.Min != d.Max {
		lo, hi = math.Max(lo, d.Min), math.Min(hi, d.Max)
	}
	v := DialView{Knob: k, Label: k.Label, Index: i, Kind: kinds[k.Form], Min: number64(lo), Max: number64(hi), Step: "1", Value: number64(now)}
	if d.Label != "" {
		v.Label = d.Label
	}
	if k.Form == train.Even {
		v.Step = "0.01"
	}
	v.Options = options(d, k, now)
	v.When, v.Why = when(d.Knob)
	return v
}

func number64(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// Amount writes a dial's first value with its unit, as lesson.js does for later ones.
func (d DialView) Amount() string {
	unit := d.Unit
	if d.Value == "1" {
		unit = strings.TrimSuffix(unit, "s")
	}
	return strings.TrimSpace(d.Value + " " + unit)
}

// A FrontPage is what index.html shows.
type FrontPage struct {
	Other    *Another // the same page in another language, if there is one
	Chapters []ChapterView
	Live     *ChapterView // the first lesson that can be opened
}

// A ChapterView is a chapter, with a link when its lesson is written.
type ChapterView struct {
	Chapter
	Number int
	Title  template.HTML
	Live   bool
}

func newFrontPage(words map[string]*Words) *FrontPage {
	f := &FrontPage{}
	for i, c := range course {
		v := ChapterView{Chapter: c, Number: i + 1, Title: template.HTML(template.HTMLEscapeString(c.Title))}
		if w := words[c.ID]; w != nil {
			v.Title, v.Live = w.Title, true
			if v.About == "" {
				v.About = plain(w.Lead)
			}
		}
		f.Chapters = append(f.Chapters, v)
	}
	for i := range f.Chapters {
		if f.Chapters[i].Live {
			f.Live = &f.Chapters[i]
			break
		}
	}
	return f
}
