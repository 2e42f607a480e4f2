package main

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// keeperKinds are the files that the service worker may keep: at every visit, or (true) when they are first used.
var keeperKinds = map[string]bool{".html": false, ".js": false, ".css": false, ".svg": false, ".json": false, ".wasm": true, ".u16": true, ".u8": true, ".csv": true}

const (
	keeperScript  = "sw.js"
	keeperSource  = "web/keeper/" + keeperScript
	keeperList    = "const files = {};"
	keeperVersion = `const version = "";`
)

// keeper writes the service worker with the list of the site's files, after all of them have been made. The list holds each file's hash, so the
// worker's own bytes change, and browsers take a new one, whenever any file does.
func (s *site) keeper() error {
	files := map[string][]any{}
	err := filepath.WalkDir(s.out, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(s.out, path)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		if d.IsDir() {
			if name == "packages" { // archives for course platforms
				return filepath.SkipDir
			}
			return nil
		}
		late, known := keeperKinds[filepath.Ext(name)]
		if !known || name == keeperScript || s.isOneFile(name) || strings.HasPrefix(d.Name(), ".") {
			return nil
		}
		files[name], err = kept(path, late)
		return err
	})
	if err != nil {
		return err
	}
	list, err := json.Marshal(files) // in the order of the names
	if err != nil {
		return err
	}
	source, err := os.ReadFile(keeperSource)
	if err != nil {
		return err
	}
	text := string(source)
	sum := sha256.Sum256(list)
	for old, line := range map[string]string{keeperList: "const files = " + string(list) + ";", keeperVersion: fmt.Sprintf("const version = \"%x\";", sum[:8])} {
		if text, err = once(text, old, line); err != nil {
			return fmt.Errorf("%s: %w", keeperSource, err)
		}
	}
	return put(filepath.Join(s.out, keeperScript), []byte(text))
}

// kept is what the list says of a file: hash, bytes, bytes as a host sends them, and 1 when it comes late.
func kept(path string, late bool) ([]any, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(b)
	sent := int64(len(b))
	if info, err := os.Stat(path + ".gz"); err == nil {
		sent = info.Size()
	}
	entry := []any{base64.StdEncoding.EncodeToString(sum[:]), len(b), sent}
	if late {
		entry = append(entry, 1)
	}
	return entry, nil
}

// noKeeper is served in place of the service worker while the course is being written: it takes away one that an earlier build has left in the
// browser, with all that it kept.
const noKeeper = `addEventListener("install", () => skipWaiting());
addEventListener("activate", (e) => e.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith("hourglass ")) await caches.delete(name);
  await registration.unregister();
  for (const c of await clients.matchAll({type: "window"})) c.navigate(c.url);
})()));
`
