package main

import (
	"os"
	"path"
	"strings"
	"testing"

	"hourglass/core/data"
	"hourglass/core/train"
	"hourglass/lessons"
)

// Whatever must know files of data by their ending knows those of all that were measured: else they would lie about after a build, be fetched by the service
// worker before anybody chose them, or not be there without a network.
func TestEndingsOfMeasuredFiles(t *testing.T) {
	read := func(name string) string {
		b, err := os.ReadFile("../" + name)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	keeper, files := read("keeper/sw.js"), read("page/files.js")
	for _, k := range measuredKinds {
		name := k.File().Name
		ending := path.Ext(name)
		bare := ending[1:]
		if !hashes.MatchString(strings.TrimSuffix(name, ending) + "-ABCDEFGH" + ending) {
			t.Errorf("%s: a name with its hash is not known for one", name)
		}
		if !keeperKinds[ending] {
			t.Errorf("%s: the keeper does not leave it until it is asked for", name)
		}
		for where, text := range map[string]string{"kinds of the keeper": keeper[strings.Index(keeper, "const kinds"):][:400], "older files of the keeper": keeper[strings.Index(keeper, `\.(js|css`):][:60],
			"sets of files.js": files[strings.Index(files, "export const sets"):][:160]} {
			if !strings.Contains(text, bare) {
				t.Errorf("%s: the %s do not know .%s", name, where, bare)
			}
		}
	}
}

// A page is told the columns of the tables that its lesson may show, and credits the files alone that it may show.
func TestTablesOfPages(t *testing.T) {
	l := lessons.Hourglass
	if tables(&l) != "" || len(measuredBy(&l)) != 0 {
		t.Errorf("a lesson of pictures made here has tables %q and files %v", tables(&l), measuredBy(&l))
	}
	l.Dials = []lessons.Dial{{Knob: "data", Only: []string{"bars", train.Token(data.Penguins.String())}}}
	want := `{"18":[["bill length","mm",32.1,59.6,false],["bill depth","mm",13.1,21.5,false],["flipper","mm",172,231,false],["mass","g",2700,6300,false],` +
		`["male","",0,1,true],["on Biscoe","",0,1,true],["on Dream","",0,1,true],["on Torgersen","",0,1,true]],"knob":1,"least":0.1}`
	if got := tables(&l); got != want {
		t.Errorf("a lesson that offers penguins has tables\n%s\nwant\n%s", got, want)
	}
	if all := measuredBy(&l); len(all) != 1 || all[0] != data.Penguins {
		t.Errorf("its files are %v", all)
	}
	l.Setup.Data, l.Dials = data.Ratings, nil
	if got := tables(&l); !strings.HasPrefix(got, `{"19":[["Wet Paint","stars",0.5,5,true],`) || len(measuredBy(&l)) != 0 {
		t.Errorf("a lesson of ratings has tables %.80s and files %v", got, measuredBy(&l))
	}
}
