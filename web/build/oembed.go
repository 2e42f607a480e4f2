package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html/template"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"hourglass/lessons"
)

// An oEmbed is what a site asks for that turns a pasted link into an embedded page: see oembed.com, "rich". One lies beside each lesson, and the
// lesson's page names it.
//
// It shows the lesson that is one file: WordPress puts what it finds in this way into a sandbox without an origin, where the page of many files may fetch
// neither its modules nor its programs, and starts no worker. WordPress also takes away all attributes but those of kses (src, width, height, title,
// frameborder among them), and writes #?secret=... behind the address, so there must be no # in it.
type oEmbed struct {
	Version  string `json:"version"`
	Type     string `json:"type"`
	Title    string `json:"title"`
	Provider string `json:"provider_name"`
	Home     string `json:"provider_url"`
	Width    int    `json:"width"`
	Height   int    `json:"height"`
	HTML     string `json:"html"`
}

// The frame that a site gets that does not say how wide its column is: there a lesson stands in one column, this high at most. The Share dialog and
// docs/embedding.md name the same height.
const oEmbedWidth, oEmbedHeight = 800, 2350

// oEmbedFrame is the frame that is shown.
var oEmbedFrame = template.Must(template.New("").Parse(`<iframe src="{{.Address}}" title="{{.Title}}" width="{{.Width}}" height="{{.Height}}" frameborder="0" ` +
	`loading="lazy" allow="fullscreen; clipboard-write" sandbox="allow-scripts allow-popups allow-downloads"></iframe>`))

// siteAddress is where the course will be found, from $SITE: "https://example.org/course/". A static site cannot know; without it addresses are
// relative to the file that they stand in, which readers of oEmbed need not understand.
func siteAddress() (string, error) {
	text := os.Getenv("SITE")
	if text == "" {
		return "", nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return "", fmt.Errorf("SITE is %q: it must be the address of the course, such as https://example.org/course", text)
	}
	return strings.TrimSuffix(u.String(), "/") + "/", nil
}

// oEmbedLink is what a lesson's page names as the address of its oEmbed.
func oEmbedLink(site, id string) string {
	if site == "" {
		return "oembed.json"
	}
	return site + id + "/oembed.json"
}

// newOEmbed describes a lesson at the site.
func newOEmbed(site, id, title string) (*oEmbed, error) {
	e := &oEmbed{Version: "1.0", Type: "rich", Title: title, Provider: "Hourglass", Home: site, Width: oEmbedWidth, Height: oEmbedHeight}
	page := site + id + ".html?embed"
	if site == "" {
		e.Home, page = "../index.html", "../"+id+".html?embed"
	}
	var b bytes.Buffer
	err := oEmbedFrame.Execute(&b, map[string]any{"Address": page, "Title": title, "Width": e.Width, "Height": e.Height})
	e.HTML = b.String()
	return e, err
}

// oEmbeds writes ID/oembed.json for every lesson.
func (s *site) oEmbeds(address string, words map[string]*Words) error {
	for _, l := range lessons.All {
		e, err := newOEmbed(address, l.ID, plain(words[l.ID].Title))
		if err != nil {
			return err
		}
		b, err := json.MarshalIndent(e, "", "  ")
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(s.out, l.ID, "oembed.json"), append(b, '\n'), 0o644); err != nil {
			return err
		}
	}
	return nil
}
