// Package template stands in for text/template where the engine writes its shaders: conditions on numbers that are equal, and no call of anything by its name.
package template

import (
	"fmt"
	"io"
	"reflect"
	"strings"
)

// A Template is a text with {{if eq .A .B}}, {{else if eq .A .B}}, {{else}} and {{end}}, where .A and .B are whole numbers of a struct.
type Template struct{ text string }

// New is an empty template. Nobody asks for it by its name.
func New(name string) *Template { return &Template{} }

// Parse takes the text as it is; what cannot be read in it, Execute tells.
func (t *Template) Parse(text string) (*Template, error) {
	t.text = text
	return t, nil
}

// Must is t, which has no error.
func Must(t *Template, err error) *Template {
	if err != nil {
		panic(err)
	}
	return t
}

// A choice is an if that is open.
type choice struct {
	on   bool // this part of it is written
	done bool // some part was
}

// Execute writes the text as the numbers of data, a struct, have it.
func (t *Template) Execute(w io.Writer, data any) error {
	var open []choice
	written := func() bool {
		for _, c := range open {
			if !c.on {
				return false
			}
		}
		return true
	}
	for rest := t.text; ; {
		before, after, more := strings.Cut(rest, "{{")
		if written() {
			if _, err := io.WriteString(w, before); err != nil {
				return err
			}
		}
		if !more {
			break
		}
		action, after, closed := strings.Cut(after, "}}")
		words := strings.Fields(action)
		if !closed || len(words) == 0 || words[0] != "if" && len(open) == 0 {
			return fmt.Errorf("template: %q cannot be read", action)
		}
		rest = after
		holds := true
		if n := len(words); n >= 4 {
			var err error
			if holds, err = equal(data, words[n-3:]); err != nil {
				return err
			}
		}
		last := len(open) - 1
		switch form := strings.Join(words[:min(len(words), 2)], " "); {
		case form == "if eq" && len(words) == 4:
			open = append(open, choice{holds, holds})
		case form == "else if" && len(words) == 5, form == "else":
			open[last].on = holds && !open[last].done
			open[last].done = open[last].done || holds
		case form == "end":
			open = open[:last]
		default:
			return fmt.Errorf("template: %q is not known", action)
		}
	}
	if len(open) > 0 {
		return fmt.Errorf("template: %d conditions have no end", len(open))
	}
	return nil
}

// equal tells whether two numbers of data are: words are eq and their names.
func equal(data any, words []string) (bool, error) {
	var n [2]int64
	for i, word := range words[1:] {
		name, dotted := strings.CutPrefix(word, ".")
		f := reflect.ValueOf(data).FieldByName(name)
		if words[0] != "eq" || !dotted || !f.IsValid() || !f.CanInt() {
			return false, fmt.Errorf("template: %q is not known", strings.Join(words, " "))
		}
		n[i] = f.Int()
	}
	return n[0] == n[1], nil
}
