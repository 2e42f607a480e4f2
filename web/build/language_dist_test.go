//go:build dist

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"hourglass/lessons"
)

// heard is what people read or hear of a page, but for formulas and programs.
func heard(t *testing.T, page []byte) (all []string) {
	t.Helper()
	z := html.NewTokenizer(bytes.NewReader(page))
	deep := 0
	for {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			return all
		case html.TextToken:
			if s := strings.Join(strings.Fields(html.UnescapeString(string(z.Raw()))), " "); s != "" && deep == 0 {
				all = append(all, s)
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			tag := z.Token()
			for _, f := range unspoken {
				if tag.Data == f && kind == html.StartTagToken {
					deep++
				}
			}
			for _, a := range tag.Attr {
				for _, s := range spoken {
					if a.Key == s && a.Val != "" {
						all = append(all, a.Val)
					}
				}
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			for _, f := range unspoken {
				if string(name) == f {
					deep--
				}
			}
		}
	}
}

// What is the same in every language: names, numbers, and marks.
var universal = regexp.MustCompile(`^([\d\s.,:/×–·%s-]*|Hourglass|(ES: )?Español|(EN: )?English|ES|EN|PCA|tanh|ReLU|SiLU|ELU|MSE|BCE|L1|KL|TopK|Adam|AdamW|SGD|RMSprop|Glorot|He|.*CSP.*|default-src.*|dark light|width=device-width.*|max|PyTorch)$`)

// A page of another language says nothing in English but what its lesson's sources are called, and its links lead where the English page's do.
func TestTranslatedPages(t *testing.T) {
	all, err := func() ([]*Language, error) { atRoot(t); return languages() }()
	if err != nil || len(all) == 0 {
		t.Fatalf("%d languages, %v", len(all), err)
	}
	for _, lang := range all {
		pages := []string{"."}
		for _, l := range lessons.All {
			if spokenIn(lang.Code)[l.ID] {
				pages = append(pages, l.ID)
			}
		}
		if len(pages) < 3 {
			t.Errorf("%s has %d pages", lang.Code, len(pages))
		}
		for _, page := range pages {
			english, err := os.ReadFile(filepath.Join("dist", page, "index.html"))
			if err != nil {
				t.Fatal(err)
			}
			translated, err := os.ReadFile(filepath.Join("dist", lang.Code, page, "index.html"))
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Contains(translated, []byte(`<html lang="`+lang.Code+`"`)) {
				t.Errorf("%s/%s does not say its language", lang.Code, page)
			}
			if bytes.Contains(english, []byte(" data-keeper")) != bytes.Contains(translated, []byte(" data-keeper")) {
				t.Errorf("%s/%s and the English page do not both work without a network", lang.Code, page)
			}
			was := map[string]bool{}
			for _, s := range heard(t, english) {
				was[s] = true
			}
			sources := bytes.Index(translated, []byte(`id="sources"`))
			for _, s := range heard(t, translated[:max(sources, 0)]) {
				if was[s] && !universal.MatchString(s) {
					t.Errorf("%s/%s still says %q", lang.Code, page, s)
				}
			}
			if m := regexp.MustCompile(`data-next="([^"]+)"`).FindSubmatch(translated); m != nil {
				if _, err := os.Stat(filepath.Join("dist", lang.Code, page, "..", string(m[1]), "index.html")); err != nil {
					t.Errorf("after %s/%s comes %s, which is not there", lang.Code, page, m[1])
				}
			}
			for _, m := range regexp.MustCompile(`(?:href|src)="([^"#?:]+)`).FindAllSubmatch(translated, -1) {
				if to := string(m[1]); strings.Contains(to, "data:") || to == "https" {
					continue
				}
				to := filepath.Join("dist", lang.Code, page, string(m[1]))
				if _, err := os.Stat(to); err != nil {
					t.Errorf("%s/%s leads to %s, which is not there", lang.Code, page, m[1])
				}
			}
		}
	}
}
