//go:build browser

package test

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"

	"hourglass/lessons"
)

var update = flag.Bool("update", false, "write the golden files anew; look at them before you commit them")

// The controls of every lesson as a screen reader finds them: role, name, value and state, in the order of the page, with all that unfolds open.
// After a change of a page: go test -tags browser -run TestNames ./web/test -update, and read the difference.
func TestNames(t *testing.T) {
	alongside(t)
	for _, l := range lessons.All {
		t.Run(l.ID, func(t *testing.T) {
			b := bare(t).open(l.ID + "/").live()
			b.do(script(unfolded))
			b.quiet()
			got := b.controls()
			file := filepath.Join("testdata", "names", l.ID+".txt")
			if *update {
				if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("the controls are not those of %s; they are now\n%s", file, got)
			}
			for line := range strings.Lines(got) {
				if strings.Contains(line, `""`) {
					t.Errorf("a control without a name: %s", line)
				}
			}
		})
	}
}

// controls writes a line for each control and landmark of the page.
func (b *tab) controls() string {
	b.t.Helper()
	var tree accessibility.GetFullAXTreeResult
	b.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) (err error) {
		tree, err = cdp.Call(ctx, t, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
		return err
	}))
	roles := []string{"banner", "button", "checkbox", "combobox", "complementary", "dialog", "DisclosureTriangle", "grid", "group", "heading", "link", "listbox", "main", "navigation",
		"progressbar", "radio", "radiogroup", "region", "slider", "spinbutton", "status", "textbox"}
	var out strings.Builder
	for _, n := range tree.Nodes {
		role := plainValue(n.Role)
		if n.Ignored || !slices.Contains(roles, role) {
			continue
		}
		name := plainValue(n.Name)
		if name == "" && slices.Contains([]string{"status", "group", "banner", "main"}, role) {
			continue
		}
		fmt.Fprintf(&out, "%s %q", role, name)
		if v := plainValue(n.Value); v != "" {
			fmt.Fprintf(&out, " = %s", v)
		}
		for _, p := range n.Properties {
			if v := plainValue(p.Value); slices.Contains([]string{"disabled", "expanded", "checked", "pressed", "valuetext"}, string(p.Name)) && v != "" && v != "false" {
				fmt.Fprintf(&out, ", %s %s", p.Name, v)
			}
		}
		out.WriteByte('\n')
	}
	return out.String()
}

// plainValue is a value of the tree as text.
func plainValue(v *accessibility.Value) string {
	if v == nil || len(v.Value) == 0 {
		return ""
	}
	var value any
	if err := json.Unmarshal(v.Value, &value); err != nil {
		return string(v.Value)
	}
	return fmt.Sprint(value)
}
