package main

import (
	"fmt"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// types are the media types that browsers insist on, whatever the machine's own table says.
var types = map[string]string{
	".wasm": "application/wasm", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
	".html": "text/html; charset=utf-8", ".svg": "image/svg+xml",
}

// serve shows the site on a port and makes its pages anew when a source is newer than they are.
func (s *site) serve(port string) error {
	setTypes()
	fmt.Println("http://localhost:" + port)
	return http.ListenAndServe(":"+port, s.handler())
}

func setTypes() {
	for ext, t := range types {
		if err := mime.AddExtensionType(ext, t); err != nil {
			panic(err) // a type in the table above cannot be read
		}
	}
}

// handler serves the folder, looking at the sources before each page.
func (s *site) handler() http.Handler {
	files := http.FileServer(http.Dir(s.out))
	var mu sync.Mutex
	made := time.Now()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		if r.URL.Path == "/"+keeperScript {
			w.Header().Set("Content-Type", types[".js"])
			io.WriteString(w, noKeeper) // an error here is the reader's own
			return
		}
		if strings.HasSuffix(r.URL.Path, "/") || strings.HasSuffix(r.URL.Path, ".html") {
			mu.Lock()
			now := time.Now()
			var err error
			if changed(made, "web", "lessons", frontPage) {
				if err = s.pages(); err == nil {
					made = now
				}
			}
			if name := strings.TrimPrefix(r.URL.Path, "/"); err == nil && s.isOneFile(name) {
				err = s.oneFile(name)
			}
			mu.Unlock()
			if err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
				return
			}
		}
		files.ServeHTTP(w, r)
	})
}

// changed reports whether a file, or one in a folder, is newer than then.
func changed(then time.Time, paths ...string) bool {
	newer := false
	for _, folder := range paths {
		// A file that vanishes while we look is a change.
		err := filepath.WalkDir(folder, func(_ string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			info, err := d.Info()
			if err == nil && info.ModTime().After(then) {
				newer = true
			}
			return err
		})
		newer = newer || err != nil
	}
	return newer
}

// port is where to serve: $PORT, or 8080.
func port() string {
	if p := os.Getenv("PORT"); p != "" {
		return p
	}
	return "8080"
}
