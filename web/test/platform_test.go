//go:build browser

package test

import (
	"archive/zip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// packages builds the packages of one lesson once, and opens them.
var packages = sync.OnceValues(func() (map[string]*zip.ReadCloser, error) {
	to, err := os.MkdirTemp("", "packages")
	if err != nil {
		return nil, err
	}
	build := exec.Command("go", "run", "./web/build", "-to", to, "package", "hourglass")
	build.Dir = "../.."
	if out, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%w: %s", err, out)
	}
	files := map[string]*zip.ReadCloser{}
	for _, kind := range []string{"scorm12", "cmi5"} {
		if files[kind], err = zip.OpenReader(filepath.Join(to, "hourglass-"+kind+".zip")); err != nil {
			return nil, err
		}
	}
	return files, os.RemoveAll(to)
})

// A platform is a site that has unpacked our packages and plays them in a frame.
type platform struct {
	*httptest.Server
	mu      sync.Mutex
	commits []string // what was sent to it
}

// teller lets a test tell the page's parts what a learner would have to draw or drag for.
const teller = `window.tell = (type, detail = {}) => document.dispatchEvent(new CustomEvent("hourglass:" + type, {detail})); addEventListener("message", e => e.data.ask && e.source.postMessage({ask: e.data.ask,
	is: ((s) => e.data.click ? document.querySelector(s).click() : [document.querySelector(s)?.textContent, document.documentElement.dataset.state])(e.data.ask)}, "*"));`

func newPlatform(t *testing.T, player string) *platform {
	t.Helper()
	zips, err := packages()
	if err != nil {
		t.Fatal(err)
	}
	p := &platform{}
	mux := http.NewServeMux()
	for kind, z := range zips {
		mux.Handle("/"+kind+"/", http.StripPrefix("/"+kind, http.FileServerFS(z)))
		mux.HandleFunc("/"+kind+"/teller.js", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/javascript")
			fmt.Fprint(w, teller)
		})
	}
	mux.HandleFunc("/scorm-again.js", func(w http.ResponseWriter, r *http.Request) {
		http.ServeFile(w, r, "../../node_modules/scorm-again/dist/scorm12.min.js")
	})
	mux.HandleFunc("/player", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, `<!doctype html><html data-state="platform"><title>Platform</title><link rel="icon" href="data:,"><script src="/scorm-again.js"></script><script>%s</script>
<iframe style="width: 1200px; height: 700px" src=%q></iframe>`, player, r.URL.Query().Get("src"))
	})
	mux.HandleFunc("/course", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, `<!doctype html><html data-state="course"><title>The course</title><link rel="icon" href="data:,">`)
	})
	mux.HandleFunc("/commit", func(w http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		p.mu.Lock()
		p.commits = append(p.commits, string(b))
		p.mu.Unlock()
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprint(w, `{"result": "true", "errorCode": 0}`)
	})
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	return p
}

// visit opens an address of a platform. Requests to the named servers are no strangers' then.
func (b *tab) visit(address string, homes ...string) *tab {
	b.t.Helper()
	b.t.Cleanup(func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.requests = slices.DeleteFunc(b.requests, func(r string) bool {
			return slices.ContainsFunc(homes, func(h string) bool { return strings.HasPrefix(r, h+"/") })
		})
	})
	b.do(chromedp.Navigate(address))
	return b
}

// The document of the frame in which a platform plays a lesson.
const framed = `document.querySelector("iframe").contentDocument`

// plays opens the lesson in the platform's frame and waits until it is live and recorded as far as that goes.
func (p *platform) plays(b *tab, src string) {
	b.t.Helper()
	b.visit(p.URL+"/player?src="+url.QueryEscape(src), p.URL)
	b.wait(framed+`?.documentElement?.dataset.state === "ready"`, 40*time.Second)
	b.do(script(`{ const s = ` + framed + `.createElement("script"); s.type = "module"; s.src = "../teller.js"; ` + framed + `.head.append(s); }`))
	b.wait(`document.querySelector("iframe").contentWindow.tell`, 5*time.Second)
}
