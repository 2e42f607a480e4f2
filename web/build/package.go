package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"hourglass/lessons"
)

// A standard is a kind of package that course platforms take.
type standard struct {
	name     string // of the files
	platform string // what the pages are told, see web/records/record.js
	manifest string // the file at the root that says what is in the package
	connect  string // what the pages may connect to
	describe func(unit) ([]byte, error)
}

var standards = []standard{
	{"scorm12", "scorm", "imsmanifest.xml", "'self'", scormManifest},
	{"cmi5", "cmi5", "cmi5.xml", "'self' https: http:", cmi5Structure}, // the record store may be anywhere
}

// A unit is what one package holds: a lesson, or the course.
type unit struct {
	id, title, about string
	lessons          []part
	shared           []string // names of the files that all lessons need
}

// A part is one lesson of a unit.
type part struct {
	id, title, about string
	files            []string // that this lesson needs alone, its page first
}

// packages writes ID-STANDARD.zip into a folder of their own for every lesson and for the course, or for only some, from the pages that are built. The same site gives the same bytes.
func (s *site) packages(folder string, only ...string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	old, err := filepath.Glob(filepath.Join(folder, "*-*.zip"))
	if err != nil {
		return err
	}
	for _, name := range old {
		if len(only) > 0 {
			break
		}
		if err := os.Remove(name); err != nil {
			return err
		}
	}
	all, err := s.parts()
	if err != nil {
		return err
	}
	squeezed := map[string]*entry{} // the programs are in every package: they are compressed once
	for _, std := range standards {
		for _, u := range units(all) {
			if len(only) > 0 && !slices.Contains(only, u.id) {
				continue
			}
			name := filepath.Join(folder, u.id+"-"+std.name+".zip")
			if err := s.pack(name, std, u, squeezed); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
	}
	return nil
}

// units are what there is a package of: the course, and each lesson.
func units(all []part) []unit {
	list := []unit{{id: "course", title: "Hourglass", lessons: all,
		about: "A course about autoencoders: small networks that train in the browser, to watch, to break and to mend."}}
	for _, p := range all {
		list = append(list, unit{id: p.id, title: p.title, about: p.about, lessons: []part{p}})
	}
	return list
}

// parts are the lessons with the words that platforms show of them.
func (s *site) parts() ([]part, error) {
	var all []part
	for _, l := range lessons.All {
		source, err := os.ReadFile(filepath.Join("lessons", l.ID+".md"))
		if err != nil {
			return nil, err
		}
		w, err := s.reader.read(l, source)
		if err != nil {
			return nil, err
		}
		all = append(all, part{id: l.ID, title: plain(w.Title), about: plain(w.Lead)})
	}
	return all, nil
}

// pack writes one package.
func (s *site) pack(name string, std standard, u unit, squeezed map[string]*entry) error {
	k := kit{site: s, std: std, files: map[string][]byte{}}
	u.lessons = slices.Clone(u.lessons)
	for i := range u.lessons {
		p := &u.lessons[i]
		page := p.id + "/index.html"
		before := len(k.files)
		if err := k.take(page); err != nil {
			return err
		}
		for _, m := range measuredBy(lessons.Find(p.id)) {
			name, err := s.hashed(m.File().Name)
			if err != nil {
				return err
			}
			if err := k.take(name); err != nil {
				return err
			}
		}
		if before == len(k.files) {
			return fmt.Errorf("%s adds nothing", page)
		}
		p.files = k.of(p.id)
		at := slices.Index(p.files, page)
		p.files = slices.Insert(slices.Delete(p.files, at, at+1), 0, page)
	}
	if err := k.take("end.html"); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(k.files)) {
		if !slices.ContainsFunc(u.lessons, func(p part) bool { return slices.Contains(p.files, name) }) {
			u.shared = append(u.shared, name)
		}
	}
	manifest, err := std.describe(u)
	if err != nil {
		return err
	}
	k.files[std.manifest] = manifest
	var out bytes.Buffer
	if err := writeZip(&out, std.manifest, k.files, squeezed); err != nil {
		return err
	}
	return os.WriteFile(name, out.Bytes(), 0o644)
}

// hashed is the one file of a site that was built whose name in the sources is this.
func (s *site) hashed(source string) (string, error) {
	ext := path.Ext(source)
	all, err := filepath.Glob(filepath.Join(s.out, strings.TrimSuffix(source, ext)+"-????????"+ext))
	if err != nil {
		return "", err
	}
	if len(all) != 1 {
		return "", fmt.Errorf("there are %d files of %s in %s", len(all), source, s.out)
	}
	return filepath.Base(all[0]), nil
}

// A kit gathers the files that pages need, following what they name.
type kit struct {
	site  *site
	std   standard
	files map[string][]byte
}

// of are the files that belong to a lesson alone: its pages and its posters.
func (k *kit) of(lesson string) []string {
	var names []string
	for name := range k.files {
		if strings.HasPrefix(name, lesson+"/") || strings.HasPrefix(name, "poster/"+lesson+"-") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// take puts a file of the site into the kit, and all that it names.
func (k *kit) take(name string) error {
	if _, there := k.files[name]; there {
		return nil
	}
	b, err := os.ReadFile(filepath.Join(k.site.out, name))
	if err != nil {
		return err
	}
	if path.Ext(name) == ".html" {
		if b, err = k.adapt(name, b); err != nil {
			return err
		}
	}
	k.files[name] = b
	for _, to := range k.named(name, b) {
		if err := k.take(to); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

var (
	onlyAnchor = regexp.MustCompile(`<p[^>]*>\s*<a\b[^>]*\shref="[a-z0-9./-]+"[^>]*>[^<]*</a>\s*</p>\s*`)
	anchor     = regexp.MustCompile(`(?s)<a\b([^>]*?)\s+href="([^"]*)"([^>]*)>(.*?)</a>`)
	linked     = regexp.MustCompile(`<link\b[^>]*>\n?`)
	used       = regexp.MustCompile(`rel="(?:stylesheet|icon|modulepreload)"`)
	named      = regexp.MustCompile(`\s(?:src|href)="([^"#?]+)[^"]*"`)
	imported   = regexp.MustCompile("[\"'`](?:\\./)?([A-Za-z0-9_.-]+\\.(?:js|html|css|svg|wasm))[\"'`]")
	styled     = regexp.MustCompile(`url\("?([^"):]+)"?\)`)
	siteOnly   = regexp.MustCompile(` data-next(?:-title)?="[^"]*"| data-keeper`) // the next lesson; the keeper for use offline
)

// alone are files that only the site on the web has a use for.
var alone = []string{"sw.js", "index.html"}

// adapt makes a page of the site one of a package: it knows what platform it is for, may connect to its record store, and leads to no page
// that the platform does not open itself.
func (k *kit) adapt(name string, b []byte) ([]byte, error) {
	text := string(b)
	if strings.Contains(name, "/") {
		var err error
		if text, err = once(text, "<html ", `<html data-platform="`+k.std.platform+`" `); err != nil {
			return nil, err
		}
		if text, err = once(text, "connect-src 'self'", "connect-src "+k.std.connect); err != nil {
			return nil, err
		}
	}
	text = siteOnly.ReplaceAllString(text, "")
	text = linked.ReplaceAllStringFunc(text, func(l string) string {
		if used.MatchString(l) {
			return l
		}
		return ""
	})
	text = onlyAnchor.ReplaceAllString(text, "")
	text = anchor.ReplaceAllStringFunc(text, func(a string) string {
		m := anchor.FindStringSubmatch(a)
		if strings.HasPrefix(m[2], "#") || strings.HasPrefix(m[2], "https://") {
			return a
		}
		if strings.Contains(m[1]+m[3], `class="quiet"`) {
			return "" // a button of the header
		}
		return "<span" + m[1] + m[3] + ">" + m[4] + "</span>"
	})
	return []byte(text), nil
}

// once replaces what must be there exactly once.
func once(text, old, new string) (string, error) {
	if n := strings.Count(text, old); n != 1 {
		return "", fmt.Errorf("%q is there %d times, not once", old, n)
	}
	return strings.Replace(text, old, new, 1), nil
}

// named are the files of the site that a file names.
func (k *kit) named(name string, b []byte) []string {
	var pattern *regexp.Regexp
	folder := ""
	switch path.Ext(name) {
	case ".html":
		pattern, folder = named, path.Dir(name)
	case ".js":
		pattern = imported
	case ".css":
		pattern = styled
	default:
		return nil
	}
	var names []string
	for _, m := range pattern.FindAllSubmatch(b, -1) {
		to := path.Join(folder, string(m[1]))
		if strings.Contains(string(m[1]), "://") || slices.Contains(alone, to) || k.foreign(to) {
			continue
		}
		if path.Ext(name) == ".js" && !k.site.has(to) {
			continue // a word that looks like the name of a file
		}
		names = append(names, to)
	}
	return names
}

// foreign reports whether a file is the script of another platform.
func (k *kit) foreign(name string) bool {
	return slices.ContainsFunc(standards, func(s standard) bool { return s.platform != k.std.platform && strings.HasPrefix(name, s.platform+"-") })
}

func (s *site) has(name string) bool {
	_, err := os.Stat(filepath.Join(s.out, name))
	return err == nil
}

// An entry is a file as a zip holds it.
type entry struct {
	crc      uint32
	size     int
	deflated []byte
}

func squeeze(b []byte) (*entry, error) {
	var out bytes.Buffer
	w, err := flate.NewWriter(&out, flate.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(b); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return &entry{crc32.ChecksumIEEE(b), len(b), out.Bytes()}, nil
}

// writeZip writes files with the first one in front, the others by name, all of one age.
func writeZip(out io.Writer, first string, files map[string][]byte, squeezed map[string]*entry) error {
	z := zip.NewWriter(out)
	names := slices.Sorted(maps.Keys(files))
	at := slices.Index(names, first)
	names = slices.Insert(slices.Delete(names, at, at+1), 0, first)
	for _, name := range names {
		b := files[name]
		e := squeezed[string(b)]
		if e == nil {
			var err error
			if e, err = squeeze(b); err != nil {
				return err
			}
			squeezed[string(b)] = e
		}
		h := &zip.FileHeader{Name: name, Method: zip.Deflate, CRC32: e.crc, CompressedSize64: uint64(len(e.deflated)), UncompressedSize64: uint64(e.size)}
		h.ModifiedDate = 1<<5 | 1 // the first day that a zip knows
		w, err := z.CreateRaw(h)
		if err != nil {
			return err
		}
		if _, err := w.Write(e.deflated); err != nil {
			return err
		}
	}
	return z.Close()
}
