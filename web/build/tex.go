package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os/exec"
	"strings"

	"github.com/gohugoio/hugo-goldmark-extensions/passthrough"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// A formula is a piece of TeX, on a line of its own or not.
type formula struct {
	TeX     string `json:"tex"`
	Display bool   `json:"display"`
}

// mathML knows the MathML of every formula that was ever asked for, so that node is started for new ones alone.
type mathML map[formula]string

// learn finds the MathML of those formulas that are new, in one run of node.
func (m mathML) learn(all []formula) error {
	var fresh []formula
	for _, f := range all {
		if _, ok := m[f]; !ok {
			fresh = append(fresh, f)
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	in, err := json.Marshal(fresh)
	if err != nil {
		return err
	}
	cmd := exec.Command("node", "web/build/tex.mjs")
	var out, complaint bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(in), &out, &complaint
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("web/build/tex.mjs could not turn the formulas into MathML: %w\n%s", err, complaint.Bytes())
	}
	var made []string
	if err := json.Unmarshal(out.Bytes(), &made); err != nil || len(made) != len(fresh) {
		return fmt.Errorf("web/build/tex.mjs answered %d formulas with %d: %v", len(fresh), len(made), err)
	}
	for i, f := range fresh {
		m[f] = made[i]
	}
	return nil
}

// dollars makes goldmark leave $...$ and $$...$$ alone and hand them to m.
func (m mathML) dollars() goldmark.Extender { return mathExtension{m} }

type mathExtension struct{ known mathML }

func (e mathExtension) Extend(md goldmark.Markdown) {
	passthrough.New(passthrough.Config{
		InlineDelimiters: []passthrough.Delimiters{{Open: "$", Close: "$"}},
		BlockDelimiters:  []passthrough.Delimiters{{Open: "$$", Close: "$$"}},
	}).Extend(md)
	md.Renderer().AddOptions(renderer.WithNodeRenderers(util.Prioritized(e, 1)))
}

// RegisterFuncs takes the place of the extension's own renderer, which writes the TeX as it stands.
func (e mathExtension) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	render := func(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if f, ok := formulaOf(n, source); ok && entering {
			html := e.known[f]
			if f.Display { // it may be wider than a phone: then it scrolls, by keyboard too
				html = `<div class="formula" role="group" aria-label="Formula" tabindex="0">` + html + "</div>\n"
			}
			_, err := w.WriteString(html)
			return ast.WalkSkipChildren, err
		}
		return ast.WalkContinue, nil
	}
	r.Register(passthrough.KindPassthroughInline, render)
	r.Register(passthrough.KindPassthroughBlock, render)
}

// formulaOf returns the formula that a node holds, without its dollars.
func formulaOf(n ast.Node, source []byte) (formula, bool) {
	switch n := n.(type) {
	case *passthrough.PassthroughInline:
		return formula{strings.Trim(string(n.Segment.Value(source)), "$"), false}, true
	case *passthrough.PassthroughBlock:
		return formula{strings.TrimSpace(strings.Trim(strings.TrimSpace(string(n.Lines().Value(source))), "$")), true}, true
	}
	return formula{}, false
}

// formulas lists all formulas of a document.
func formulas(doc ast.Node, source []byte) (all []formula) {
	// The walker returns no error, so Walk has none.
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if f, ok := formulaOf(n, source); ok && entering {
			all = append(all, f)
		}
		return ast.WalkContinue, nil
	})
	return all
}
