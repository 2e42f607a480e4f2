//go:build browser

package test

import (
	"bytes"
	"compress/zlib"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"hourglass/lessons"
)

// paper is a size of sheet, in inches.
type paper struct {
	name          string
	width, height float64
}

var (
	a4     = paper{"A4", 8.27, 11.69}
	letter = paper{"Letter", 8.5, 11}
)

// margin is what room.css leaves free on each side of a sheet, in inches.
const margin = 15 / 25.4

// pdf prints the page as it is, and says how far down each sheet has words: 0 is its upper margin, 1 the lower one.
func (b *tab) pdf(name string, on paper) []float64 {
	b.t.Helper()
	var data []byte
	b.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		r, err := cdp.Call(ctx, t, page.PrintToPDF, page.PrintToPDFParams{PaperWidth: on.width, PaperHeight: on.height, PreferCSSPageSize: new(true)})
		if err == nil {
			data = r.Data
		}
		return err
	}))
	if folder := os.Getenv("SHOTS"); folder != "" {
		if err := os.WriteFile(filepath.Join(folder, name+"-"+on.name+".pdf"), data, 0o644); err != nil {
			b.t.Log(err)
		}
	}
	sheets, err := filled(data)
	if err != nil {
		b.t.Fatalf("%s: %v: %.40q", name, err, data)
	}
	return sheets
}

var (
	sheetOfPDF = regexp.MustCompile(`(?s)<</Type\s*/Page\s.*?endobj`)
	inkOfSheet = regexp.MustCompile(`/Contents (\d+) 0 R`)
	sizeOfInk  = regexp.MustCompile(`/Length (\d+)`)
	boxOfSheet = regexp.MustCompile(`/MediaBox \[0 0 \S+ (\S+)\]`)
)

// filled reads in a PDF, as Chromium writes them, how far down each sheet has words. A sheet's ink is a list of commands, one a line: q and Q keep a state and
// give it back, cm scales and shifts what comes, and Tm sets where a line of words stands.
func filled(pdf []byte) ([]float64, error) {
	var sheets []float64
	for _, sheet := range sheetOfPDF.FindAll(pdf, -1) {
		ink, box := inkOfSheet.FindSubmatch(sheet), boxOfSheet.FindSubmatch(sheet)
		if ink == nil || box == nil {
			return nil, fmt.Errorf("a sheet without ink or size: %.400q", sheet)
		}
		at := bytes.Index(pdf, fmt.Appendf(nil, "\n%s 0 obj", ink[1]))
		from := bytes.Index(pdf[max(at, 0):], []byte("stream\n"))
		if at < 0 || from < 0 {
			return nil, fmt.Errorf("no ink %s", ink[1])
		}
		if length := sizeOfInk.FindSubmatch(pdf[at : at+from]); length == nil || string(length[1]) == "0" {
			sheets = append(sheets, 0) // a sheet with nothing on it
			continue
		}
		r, err := zlib.NewReader(bytes.NewReader(pdf[at+from+len("stream\n"):]))
		if err != nil {
			return nil, err
		}
		commands, err := io.ReadAll(r)
		if err != nil {
			return nil, err
		}
		height, err := strconv.ParseFloat(string(box[1]), 64)
		if err != nil {
			return nil, err
		}
		low, scale, shift := height, 1.0, 0.0
		var kept [][2]float64
		for line := range strings.Lines(string(commands)) {
			words := strings.Fields(line)
			if len(words) == 0 {
				continue
			}
			number := func(i int) float64 { v, _ := strconv.ParseFloat(words[i], 64); return v }
			switch words[len(words)-1] {
			case "q":
				kept = append(kept, [2]float64{scale, shift})
			case "Q":
				if len(kept) == 0 {
					return nil, fmt.Errorf("ink that is given back more often than kept")
				}
				scale, shift = kept[len(kept)-1][0], kept[len(kept)-1][1]
				kept = kept[:len(kept)-1]
			case "cm":
				scale, shift = scale*number(3), scale*number(5)+shift
			case "Tm":
				low = min(low, scale*number(5)+shift)
			}
		}
		sheets = append(sheets, 1-(low/72-margin)/(height/72-2*margin))
	}
	if len(sheets) == 0 {
		return nil, fmt.Errorf("no PDF")
	}
	return sheets, nil
}

// No sheet that a lesson or a page for teachers is printed on is nearly empty, on either size of paper, in any language. A sheet that is not the last is at
// least half full; in a lesson the last one holds what happens and what goes with it, and the one before it ends where the steps end.
func TestSheets(t *testing.T) {
	const (
		half  = 0.5  // of a sheet that others follow: what does not fit on it is never as tall as that
		least = 0.25 // of any sheet: less belongs on the one before
	)
	dist := filepath.Join("..", "..", "dist")
	var pages []string
	for _, pattern := range []string{"*/index.html", "*/*/index.html", "*/teacher.html", "*/*/teacher.html"} {
		found, err := filepath.Glob(filepath.Join(dist, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			p, err := filepath.Rel(dist, f)
			if err != nil {
				t.Fatal(err)
			}
			pages = append(pages, strings.TrimSuffix(filepath.ToSlash(p), "index.html")) // which the server takes away
		}
	}
	b := bare(t)
	printed := 0
	for _, p := range pages {
		b.open(p) // addresses are printed: the tests' own are as long as a course's on a university's host
		b.until(fmt.Sprintf(`location.pathname.endsWith(%q) && document.readyState === "complete"`, base+"/"+p))
		kind := eval[string](b, `document.body.matches(".guide") ? "guide" : document.querySelector(".answers") ? "lesson" : ""`)
		if kind == "" {
			continue // the list of lessons in another language
		}
		printed++
		b.do(script(`document.querySelector(".paper img")?.setAttribute("loading", "eager")`)) // as once the lesson is ready
		b.until(`(document.querySelector(".paper img")?.naturalWidth ?? 1) > 0`)
		for _, on := range []paper{a4, letter} {
			sheets := b.pdf("sheets-"+strings.NewReplacer("/", "-", ".html", "").Replace(p), on)
			limit, free := 3, 1 // sheets at most, and how many at the end may be short
			if kind == "lesson" {
				limit, free = 6, 2
			}
			if len(sheets) < 2 || len(sheets) > limit {
				t.Errorf("%s prints on %d sheets of %s", p, len(sheets), on.name)
			}
			for i, s := range sheets {
				want := half
				if i >= len(sheets)-free {
					want = least
				}
				if s < want || s > 1.01 {
					t.Errorf("%s on %s: sheet %d of %d is filled to %.0f %%, not %.0f: %.2f", p, on.name, i+1, len(sheets), 100*s, 100*want, sheets)
				}
			}
		}
	}
	if want := 2*len(lessons.All) + 1; printed < want {
		t.Errorf("only %d pages were printed, of %d at least", printed, want)
	}
}
