package main

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// Scripts, styles and programs have names with the hash of their bytes, "site-4KQ2ZP7A.css": a page names exactly the files that it was made with, a
// browser may keep them for ever, and two versions of the course never mix, whatever a host or a cache does. Pages, posters and what others name
// (embed.js, end.html) keep their names.

// assets are the files of a site with such names.
type assets struct {
	names  map[string]string   // of the file in the site, by the name in the sources: site.css
	source map[string]string   // the other way round
	at     map[string]bool     // all of them, parts of bundles too
	needs  map[string][]string // parts of a bundle that it imports at once, by the name in the sources
	later  map[string][]string // modules that it imports when they are wanted
	held   map[string]program  // what the page fetches by itself, by the name in the sources
}

func newAssets() *assets {
	return &assets{map[string]string{}, map[string]string{}, map[string]bool{}, map[string][]string{}, map[string][]string{}, map[string]program{}}
}

// name is what a file of the sources is called in the site; one without a hash is called what it is.
func (a *assets) name(source string) string {
	if a != nil && a.names[source] != "" {
		return a.names[source]
	}
	return source
}

// of is the name in the sources of a file of the site.
func (a *assets) of(name string) string {
	if a != nil && a.source[name] != "" {
		return a.source[name]
	}
	return name
}

// parts and wanted are what a module imports at once, and when it is wanted.
func (a *assets) parts(module string) []string {
	if a == nil {
		return nil
	}
	return a.needs[module]
}

func (a *assets) wanted(module string) []string {
	if a == nil {
		return nil
	}
	return a.later[module]
}

// lead is a text with the names in quotes that other files have in the site.
func (a *assets) lead(text string) string {
	for source, name := range a.names {
		text = strings.ReplaceAll(text, `"`+source+`"`, `"`+name+`"`)
	}
	return text
}

// hashes are the endings of such names; esbuild writes the same letters.
var hashes = regexp.MustCompile(`-[A-Z2-7]{8}(\.(?:js|css|html|wasm|u16|u8|csv))$`)

// add writes a file under its name with a hash.
func (s *site) add(a *assets, source string, b []byte) error {
	sum := sha256.Sum256(b)
	ext := filepath.Ext(source)
	return s.addAs(a, source, strings.TrimSuffix(source, ext)+"-"+base32.StdEncoding.EncodeToString(sum[:])[:8]+ext, b)
}

func (s *site) addAs(a *assets, source, name string, b []byte) error {
	a.at[name] = true
	if source != "" {
		a.names[source], a.source[name] = name, source
	}
	return put(filepath.Join(s.out, name), b)
}

// A program is what web/page/names.js tells the page of a file that it fetches by itself.
type program struct {
	Name   string `json:"name"`
	Bytes  int    `json:"bytes"`
	SHA256 string `json:"sha256"` // in base64
}

// programFolder is where the Makefile puts the programs.
const programFolder = "bin"

// minified is a style or a classic script in fewer bytes.
func minified(text string, loader api.Loader) (string, error) {
	r := api.Transform(text, api.TransformOptions{Loader: loader, Charset: api.CharsetUTF8, MinifyWhitespace: true, MinifySyntax: loader == api.LoaderJS})
	if len(r.Errors) > 0 {
		return "", esbuildError(r.Errors)
	}
	return strings.TrimSpace(string(r.Code)), nil
}

// classic are the styles and scripts that stand alone, in an order in which each names only files before it. They lie in folders of web that say who
// runs them; in the site all lie together.
var classic = []string{"site.css", "room.css", "page/theme.js", "worker/worker.js", "stage/stage.js", "stage/stage.html"}

// sheet is what site.css in the site is made of, in this order: later rules override earlier ones. One request, a file for each idea.
var sheet = []string{"base", "text", "lab", "sizes", "dialogs", "embed", "front", "forced"}

// source is the text of a classic file.
func source(file string) ([]byte, error) {
	if file != "site.css" {
		return os.ReadFile(filepath.Join("web", file))
	}
	var all []byte
	for _, part := range sheet {
		b, err := os.ReadFile(filepath.Join("web/style", part+".css"))
		if err != nil {
			return nil, err
		}
		all = append(append(all, b...), '\n')
	}
	return all, nil
}

// rare are modules that most pages never want, or want at once.
var rare = []string{"fuzz.js", "scorm.js", "cmi5.js", "talk.js"}

// pageFolder holds the modules that pages are made of.
const pageFolder = "web/page"

// entries are the modules that pages begin with.
var entries = []string{"lesson.js", "offline.js", "guide.js"}

// assemble makes all files with hashes, and takes away those of earlier builds.
func (s *site) assemble() (*assets, error) {
	a := newAssets()
	hold := func(source string, b []byte) error {
		if err := s.add(a, source, b); err != nil {
			return err
		}
		sum := sha256.Sum256(b)
		a.held[source] = program{a.name(source), len(b), base64.StdEncoding.EncodeToString(sum[:])}
		return nil
	}
	for _, name := range programs {
		b, err := os.ReadFile(filepath.Join(programFolder, name))
		if err != nil {
			return nil, fmt.Errorf("%w: make dist builds it first", err)
		}
		if err := hold(name, b); err != nil {
			return nil, err
		}
	}
	glue, err := wasmExec()
	if err != nil {
		return nil, err
	}
	if err := hold("wasm_exec.js", []byte(glue)); err != nil {
		return nil, err
	}
	for _, k := range measuredKinds {
		if err := hold(k.File().Name, k.Raw()); err != nil {
			return nil, err
		}
	}
	for _, file := range classic {
		b, err := source(file)
		if err != nil {
			return nil, err
		}
		name := filepath.Base(file)
		text := a.lead(string(b))
		if loader := loaders[filepath.Ext(name)]; loader != api.LoaderNone {
			if text, err = minified(text, loader); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
		}
		if name == "worker.js" || strings.HasPrefix(name, "stage.") {
			err = hold(name, []byte(text))
		} else {
			err = s.add(a, name, []byte(text))
		}
		if err != nil {
			return nil, err
		}
	}
	if err := s.bundles(a); err != nil {
		return nil, err
	}
	return a, s.sweep(a)
}

var loaders = map[string]api.Loader{".js": api.LoaderJS, ".css": api.LoaderCSS}

// wasmExec is the script that Go's programs need around them, from the toolchain that compiles them.
func wasmExec() (string, error) {
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return "", fmt.Errorf("go env GOROOT: %w", err)
	}
	b, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(goroot)), "lib", "wasm", "wasm_exec.js"))
	return string(b), err
}

// table puts what the page must know of these files in the place of web/page/names.js.
func (a *assets) table() api.Plugin {
	return api.Plugin{Name: "names", Setup: func(b api.PluginBuild) {
		b.OnLoad(api.OnLoadOptions{Filter: `[/\\]web[/\\]page[/\\]names\.js$`}, func(api.OnLoadArgs) (api.OnLoadResult, error) {
			table, err := json.Marshal(a.held)
			text := "export const names = " + string(table) + ";\n"
			return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}, err
		})
	}}
}

// bundles makes the modules: each with what it imports at once, in few parts, and a part for each import() in them.
func (s *site) bundles(a *assets) error {
	var paths []string
	for _, m := range entries {
		paths = append(paths, filepath.Join(pageFolder, m))
	}
	r := api.Build(api.BuildOptions{
		EntryPoints: paths, Bundle: true, Splitting: true, Format: api.FormatESModule, Charset: api.CharsetUTF8, Target: api.ES2022, Outdir: s.out,
		MinifyWhitespace: true, MinifySyntax: true, MinifyIdentifiers: true, EntryNames: "[name]-[hash]", ChunkNames: "[name]-[hash]", Metafile: true,
		Plugins: []api.Plugin{a.table()},
	})
	if len(r.Errors) > 0 {
		return esbuildError(r.Errors)
	}
	var meta struct {
		Outputs map[string]struct {
			EntryPoint string
			Imports    []struct{ Path, Kind string }
		}
	}
	if err := json.Unmarshal([]byte(r.Metafile), &meta); err != nil {
		return err
	}
	made := map[string]string{} // by an output's name, what it is called in the sources; of parts that several share nothing
	imports, later := map[string][]string{}, map[string][]string{}
	for path, o := range meta.Outputs {
		name := filepath.Base(path)
		if o.EntryPoint != "" {
			made[name] = filepath.Base(o.EntryPoint)
		}
		for _, i := range o.Imports {
			if to := filepath.Base(i.Path); i.Kind == "import-statement" {
				imports[name] = append(imports[name], to)
			} else {
				later[name] = append(later[name], to)
			}
		}
	}
	for _, f := range r.OutputFiles {
		name := filepath.Base(f.Path)
		if err := s.addAs(a, made[name], name, f.Contents); err != nil {
			return err
		}
	}
	for _, m := range entries {
		a.needs[m] = closure(imports, imports[a.name(m)])
		for _, part := range append(a.needs[m], a.name(m)) {
			for _, to := range later[part] {
				if !slices.Contains(rare, a.of(to)) {
					a.later[m] = append(a.later[m], to)
				}
			}
		}
		a.later[m] = closure(imports, a.later[m]) // parts that only such modules share are wanted with them
		a.later[m] = slices.DeleteFunc(a.later[m], func(name string) bool { return slices.Contains(a.needs[m], name) })
	}
	return nil
}

// closure are some names and all that they lead to, sorted.
func closure(leads map[string][]string, from []string) []string {
	var all []string
	for todo := slices.Clone(from); len(todo) > 0; {
		next := todo[0]
		todo = todo[1:]
		if !slices.Contains(all, next) {
			all = append(all, next)
			todo = append(todo, leads[next]...)
		}
	}
	slices.Sort(all)
	return all
}

// sweep takes away the scripts, styles and programs of earlier builds, and their compressed twins.
func (s *site) sweep(a *assets) error {
	list, err := os.ReadDir(s.out)
	if err != nil {
		return err
	}
	for _, f := range list {
		name := f.Name()
		if whole, twin := twinOf(name); twin {
			name = whole
		}
		old := hashes.MatchString(name) || slices.Contains([]string{".js", ".css", ".wasm", ".u16", ".u8", ".csv"}, filepath.Ext(name)) || isOf(classic, name)
		if old && !a.at[name] && name != keeperScript && !isOf(plainFiles, name) {
			if err := os.Remove(filepath.Join(s.out, f.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// isOf tells whether a file of the site comes from one of these sources and has its name.
func isOf(sources []string, name string) bool {
	return slices.ContainsFunc(sources, func(file string) bool { return filepath.Base(file) == name })
}
