package main

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"html"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"hourglass/lessons"
)

// A oneFile is a page that is being made into a single file, which opens by double click and in a sandbox: styles and scripts lie in it, and in blocks
// at its end what web/page/files.js takes from there instead of fetching it. Only the programs with SIMD are in it: both would weigh too much.
type oneFile struct {
	site   *site
	folder string              // of the page, in the site
	hashes map[string][]string // of inline scripts and styles, by directive
	blocks []string            // names, in order
	held   map[string][]byte
	err    error
}

const policyTag = `<meta http-equiv="Content-Security-Policy" content="`

// courseFile is the name of the file that holds all lessons.
const courseFile = "course.html"

// oneFiles makes the file of each lesson, beside the folder of its page, and the one of the course.
func (s *site) oneFiles() error {
	names := []string{courseFile}
	for _, l := range lessons.All {
		names = append(names, l.ID+".html")
	}
	return each(names, s.oneFile)
}

// oneFile makes one of them.
func (s *site) oneFile(name string) error {
	make := s.oneCourse
	if name != courseFile {
		make = func() error { return s.oneLesson(strings.TrimSuffix(name, ".html")) }
	}
	if err := make(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// isOneFile tells whether a file of the site is such a page.
func (s *site) isOneFile(name string) bool {
	return name == courseFile || slices.ContainsFunc(lessons.All, func(l *lessons.Lesson) bool { return name == l.ID+".html" })
}

func (s *site) newOneFile(folder string) *oneFile {
	return &oneFile{site: s, folder: folder, hashes: map[string][]string{}, held: map[string][]byte{}}
}

// oneLesson makes ID.html from ID/index.html.
func (s *site) oneLesson(id string) error {
	page, err := os.ReadFile(filepath.Join(s.out, id, "index.html"))
	if err != nil {
		return err
	}
	o := s.newOneFile(id)
	text := o.relink(string(page), func(string) string { return "" })
	text = o.inline(o.posters(text, func(name string) string { return name }))
	text = moduleTag.ReplaceAllStringFunc(text, func(tag string) string {
		return o.bundle(o.site.assets.of(path.Base(moduleTag.FindStringSubmatch(tag)[1])))
	})
	o.sets(lessons.Find(id))
	text = strings.Replace(text, "</body>", o.data()+"</body>", 1)
	return o.write(id+".html", text)
}

// oneCourse makes a page whose lessons and front page lie in a block: web/page/course.js shows the one that the address names.
func (s *site) oneCourse() error {
	o := s.newOneFile("")
	to := func(page string) string {
		if page == "index.html" {
			return "?"
		}
		for _, l := range lessons.All {
			if page == l.ID+"/index.html" {
				return "?lesson=" + l.ID
			}
		}
		return ""
	}
	// All screens get the poster of a phone: all posters would weigh too much.
	tall := func(name string) string { return strings.Replace(name, "-wide-", "-tall-", 1) }
	page, err := os.ReadFile(filepath.Join(s.out, "index.html"))
	if err != nil {
		return err
	}
	head, front := halves(string(page))
	head = o.inline(moduleTag.ReplaceAllString(head, "")) + o.bundle("course.js")
	front.text = o.posters(o.relink(front.text, to), tall)
	body := front.template("", "")
	for _, l := range lessons.All {
		page, err := os.ReadFile(filepath.Join(s.out, l.ID, "index.html"))
		if err != nil {
			return err
		}
		o.folder = l.ID
		head, lesson := halves(string(page))
		lesson.text = o.posters(o.relink(lesson.text, to), tall)
		body += lesson.template(l.ID, titleTag.FindStringSubmatch(head)[1])
		o.sets(l)
	}
	o.hold("pages", []byte(body))
	return o.write(courseFile, head+"</head>\n<body>\n<noscript>"+front.text+"</noscript>\n"+o.data()+"</body>\n</html>\n")
}

var (
	keeperAttribute = regexp.MustCompile(` data-keeper(="")?`)

	titleTag  = regexp.MustCompile(`(?s)<title>(.*?)</title>`)
	bodyTag   = regexp.MustCompile(`(?s)</head>\s*<body([^>]*)>(.*)</body>`)
	moduleTag = regexp.MustCompile(`<script type="module" src="([^"]*)"></script>\n?`)
	scriptTag = regexp.MustCompile(`<script src="([^"]*)"></script>`)
	linkTag   = regexp.MustCompile(`<link ([^>]*)>\n?`)
	posterSrc = regexp.MustCompile(`src="[./]*poster/([^"]*)\.svg"`)
	anchorTag = regexp.MustCompile(`(<a [^>]*?)\s*href="([^"]*)"`)
	otherTag  = regexp.MustCompile(`(?s)<a [^>]*hreflang="[^>]*>.*?</a>`)
	policy    = regexp.MustCompile(policyTag + `[^"]*">`)
	leads     = regexp.MustCompile(`\s(?:src|href|srcset|action|poster)="([^"]*)"`)
	inlined   = regexp.MustCompile(`(?s)<(?:script|style)[^>]*>.*?</(?:script|style)>`)
	attribute = regexp.MustCompile(`([a-z-]+)="([^"]*)"`)
)

// A half is what a page shows: the attributes of its body and what is in it.
type half struct{ attributes, text string }

// halves takes a page apart: all before </head>, and its body.
func halves(page string) (string, *half) {
	m := bodyTag.FindStringSubmatchIndex(page)
	return page[:m[0]], &half{page[m[2]:m[3]], page[m[4]:m[5]]}
}

// template makes a body inert.
func (h *half) template(name, title string) string {
	return fmt.Sprintf("<template hidden data-page=\"%s\" data-title=\"%s\"%s>%s</template>\n", name, title, h.attributes, h.text)
}

// fail keeps the first error.
func (o *oneFile) fail(err error) {
	if o.err == nil {
		o.err = err
	}
}

// read is a file of the site, named as the page names it.
func (o *oneFile) read(name string) []byte {
	b, err := os.ReadFile(filepath.Join(o.site.out, o.folder, filepath.FromSlash(name)))
	if err != nil {
		o.fail(err)
	}
	return b
}

// asset is a file of the site, named as the sources name it.
func (o *oneFile) asset(source string) []byte { return o.read(o.site.assets.name(source)) }

// inline puts styles, classic scripts and the icon into the page, and leaves other links of the head out.
func (o *oneFile) inline(page string) string {
	page = linkTag.ReplaceAllStringFunc(page, func(tag string) string {
		a := map[string]string{}
		for _, m := range attribute.FindAllStringSubmatch(tag, -1) {
			a[m[1]] = m[2]
		}
		switch a["rel"] {
		case "stylesheet":
			css := o.minified(string(o.read(a["href"])), api.LoaderCSS)
			media := ""
			if a["media"] != "" {
				media = ` media="` + a["media"] + `"`
			}
			return "<style" + media + ">" + o.hashed("style-src", css) + "</style>\n"
		case "icon":
			return `<link rel="icon" href="data:image/svg+xml;base64,` + base64.StdEncoding.EncodeToString(o.read(a["href"])) + "\">\n"
		}
		return ""
	})
	return scriptTag.ReplaceAllStringFunc(page, func(tag string) string {
		return "<script>" + o.hashed("script-src", o.minified(string(o.read(scriptTag.FindStringSubmatch(tag)[1])), api.LoaderJS)) + "</script>"
	})
}

// bundle is a module of the page with all that it imports, as one script.
func (o *oneFile) bundle(entry string) string {
	r := api.Build(api.BuildOptions{
		EntryPoints: []string{filepath.Join(pageFolder, entry)}, Bundle: true, Format: api.FormatESModule, Charset: api.CharsetUTF8, Target: api.ES2022,
		MinifyWhitespace: true, MinifySyntax: true, MinifyIdentifiers: true, Outfile: "bundle.js",
		Plugins: []api.Plugin{o.site.assets.table()},
	})
	if len(r.Errors) > 0 {
		o.fail(esbuildError(r.Errors))
		return ""
	}
	return `<script type="module">` + o.hashed("script-src", strings.TrimSpace(string(r.OutputFiles[0].Contents))) + "</script>\n"
}

func (o *oneFile) minified(text string, loader api.Loader) string {
	small, err := minified(text, loader)
	if err != nil {
		o.fail(err)
	}
	return small
}

func esbuildError(all []api.Message) error {
	m := all[0]
	if m.Location == nil {
		return errors.New(m.Text)
	}
	return fmt.Errorf("%s:%d: %s", m.Location.File, m.Location.Line, m.Text)
}

// hashed notes what the policy must allow, and returns the text. It would end too early where it holds the end of its own tag.
func (o *oneFile) hashed(directive, text string) string {
	if low := strings.ToLower(text); strings.Contains(low, "</script") || strings.Contains(low, "</style") || strings.Contains(low, "<!--") {
		o.fail(fmt.Errorf("a script or style holds a tag that HTML would take for its end: %.60q", text))
	}
	sum := sha256.Sum256([]byte(text))
	o.hashes[directive] = append(o.hashes[directive], "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'")
	return text
}

// relink leads links to other pages of the site where to says, and nowhere where it says nothing: a link without an address is plain text.
func (o *oneFile) relink(page string, to func(string) string) string {
	page = otherTag.ReplaceAllString(page, "") // there is no other language in the file
	return anchorTag.ReplaceAllStringFunc(page, func(tag string) string {
		m := anchorTag.FindStringSubmatch(tag)
		if stays(m[2]) {
			return tag
		}
		if found := to(path.Join(o.folder, m[2])); found != "" {
			return m[1] + ` href="` + found + `"`
		}
		return m[1]
	})
}

// stays tells whether an address is right wherever the page lies.
func stays(address string) bool {
	for _, start := range []string{"#", "?", "https://", "data:"} {
		if strings.HasPrefix(address, start) {
			return true
		}
	}
	return false
}

// posters puts the posters that a page shows, or those that stand for them, into blocks: the dark and the light one of each together.
func (o *oneFile) posters(page string, instead func(string) string) string {
	return posterSrc.ReplaceAllStringFunc(page, func(src string) string {
		name := instead(posterSrc.FindStringSubmatch(src)[1])
		both := strings.TrimSuffix(strings.TrimSuffix(name, "-dark"), "-light")
		if o.held[both] == nil {
			o.hold(both, woven(o.poster(both+"-dark"), o.poster(both+"-light")))
		}
		return `data-poster="` + name + `"`
	})
}

func (o *oneFile) poster(name string) string {
	b, err := os.ReadFile(filepath.Join(o.site.out, "poster", name+".svg"))
	if err != nil {
		o.fail(err)
	}
	return string(b)
}

// woven lays two texts into one by turns, a line of each, cut after every element: what they have in common, all but the colours, then lies so near that it is
// packed once.
func woven(a, b string) []byte {
	cut := func(text string) []string { return strings.SplitAfter(strings.ReplaceAll(text, "\n", " "), ">") }
	one, other := cut(a), cut(b)
	var all []string
	for i := range max(len(one), len(other)) {
		for _, list := range [][]string{one, other} {
			if i < len(list) {
				all = append(all, list[i])
			} else {
				all = append(all, "")
			}
		}
	}
	return []byte(strings.Join(all, "\n"))
}

// hold makes a block of a file, packed.
func (o *oneFile) hold(name string, b []byte) {
	packed, err := gzipped(b, false)
	if err != nil {
		o.fail(err)
	}
	o.holdPacked(name, packed)
}

func (o *oneFile) holdPacked(name string, packed []byte) {
	if o.held[name] == nil {
		o.blocks = append(o.blocks, name)
		o.held[name] = packed
	}
}

// sets puts the files of data that a lesson may show into blocks.
func (o *oneFile) sets(l *lessons.Lesson) {
	for _, k := range measuredBy(l) {
		packed, err := o.site.packed(o.site.assets.name(k.File().Name))
		if err != nil {
			o.fail(err)
		}
		o.holdPacked(k.File().Name, packed)
	}
}

// data holds the programs, the worker's script and the stage's document too, and returns all blocks.
func (o *oneFile) data() string {
	o.folder = ""
	glue := string(o.asset("wasm_exec.js"))
	o.hold("worker.js", []byte(glue+"\n"+string(o.asset("worker.js"))))
	o.hold("stage.html", []byte(o.stage(glue)))
	for _, name := range []string{"trainer.simd.wasm", "stage.simd.wasm"} {
		packed, err := o.site.packed(o.site.assets.name(name))
		if err != nil {
			o.fail(err)
		}
		o.holdPacked(name, packed)
	}
	var b strings.Builder
	for _, name := range o.blocks {
		fmt.Fprintf(&b, "<script type=\"text/plain\" data-file=\"%s\" data-bytes=\"%d\">", name, len(o.held[name]))
		b.Write(base94(o.held[name]))
		b.WriteString("</script>\n")
	}
	return b.String()
}

// stage is the stage's document with its scripts inside. It stands in a frame that inherits the policy of the page.
func (o *oneFile) stage(glue string) string {
	page := string(o.asset("stage.html"))
	page = policy.ReplaceAllString(page, "")
	return scriptTag.ReplaceAllStringFunc(page, func(tag string) string {
		text := glue
		if name := scriptTag.FindStringSubmatch(tag)[1]; name != o.site.assets.name("wasm_exec.js") {
			text = string(o.read(name))
		}
		return "<script>" + o.hashed("script-src", text) + "</script>"
	})
}

// write sets the policy, sees to it that nothing leads out of the file, and writes it.
func (o *oneFile) write(name, page string) error {
	if o.err != nil {
		return o.err
	}
	csp := "default-src 'none'; script-src 'wasm-unsafe-eval' " + strings.Join(o.hashes["script-src"], " ") +
		"; style-src " + strings.Join(o.hashes["style-src"], " ") + "; img-src blob: data:; worker-src blob:; base-uri 'none'; form-action 'none'"
	page = keeperAttribute.ReplaceAllString(policy.ReplaceAllLiteralString(page, policyTag+csp+`">`), "")
	for _, m := range leads.FindAllStringSubmatch(inlined.ReplaceAllStringFunc(page, tagOnly), -1) {
		if !stays(html.UnescapeString(m[1])) {
			return fmt.Errorf("it still names %q", m[1])
		}
	}
	return put(filepath.Join(o.site.out, name), []byte(page))
}

// tagOnly is an element without what is in it.
func tagOnly(element string) string { return element[:strings.IndexByte(element, '>')+1] }

// base94 writes nine bytes, the last filled up with zeros, as eleven letters, highest digit first: two ninths more, where base64 is a third more. The letters are all that
// can be seen in ASCII, and the space, but for <, by which alone the text of a script can end in HTML. web/page/files.js reads them.
func base94(b []byte) []byte {
	out := make([]byte, 0, (len(b)+8)/9*11)
	for len(b) > 0 {
		var nine [9]byte
		b = b[copy(nine[:], b):]
		var third [3]uint32 // of the number, 24 bits each, the highest first
		for i, c := range nine {
			third[i/3] = third[i/3]<<8 | uint32(c)
		}
		var letters [11]byte
		for i := 10; i >= 0; i-- {
			rest := uint32(0)
			for j, v := range third {
				v |= rest << 24
				third[j], rest = v/94, v%94
			}
			letters[i] = letter(rest)
		}
		out = append(out, letters[:]...)
	}
	return out
}

// letter is a digit of base94: in the order of ASCII.
func letter(digit uint32) byte {
	c := ' ' + byte(digit)
	if c >= '<' {
		c++
	}
	return c
}
