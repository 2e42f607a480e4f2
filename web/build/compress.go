package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
)

// least is the size from which a file is worth a compressed twin.
const least = 1000

// dense are the kinds of files that do not get smaller.
var dense = []string{".gz", ".br", ".zip", ".png"}

// compress puts a .gz and a .br beside every file of the site that is worth it, for hosts that serve them, and takes away those whose file is gone.
// A twin as old as its file was made from it and is left alone, so that only what changed costs time. The bytes depend on the file alone.
func (s *site) compress() error {
	var paths []string
	err := filepath.WalkDir(s.out, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if strings.HasPrefix(d.Name(), ".") {
			return nil // another build is at it
		}
		if whole, twin := twinOf(path); twin {
			if _, err := os.Stat(whole); err != nil {
				return os.Remove(path)
			}
			return nil
		}
		if info, err := d.Info(); err != nil || info.Size() < least || slices.Contains(dense, filepath.Ext(path)) {
			return err
		}
		paths = append(paths, path)
		return nil
	})
	if err != nil {
		return err
	}
	return each(paths, func(path string) error {
		for ext, pack := range map[string]func([]byte, bool) ([]byte, error){".gz": gzipped, ".br": brotlied} {
			if err := twin(path, ext, pack); err != nil {
				return fmt.Errorf("%s%s: %w", path, ext, err)
			}
		}
		return nil
	})
}

// twinOf is the file that a compressed one was made from.
func twinOf(path string) (string, bool) {
	if whole, ok := strings.CutSuffix(path, ".gz"); ok {
		return whole, true
	}
	return strings.CutSuffix(path, ".br")
}

// each calls f for every path, two at a time, and returns the first error.
func each(paths []string, f func(string) error) error {
	var wg sync.WaitGroup
	errs := make([]error, len(paths))
	free := make(chan struct{}, 2)
	for i, p := range paths {
		free <- struct{}{}
		wg.Go(func() {
			errs[i] = f(p)
			<-free
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// twin makes path+ext unless it is there and as old as the file.
func twin(path, ext string, pack func([]byte, bool) ([]byte, error)) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if t, err := os.Stat(path + ext); err == nil && t.ModTime().Equal(info.ModTime()) {
		return nil
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	// A page that is one file is letters of what is compressed already: more work than the least would gain nothing.
	packed, err := pack(b, bytes.Contains(b[:min(len(b), 1<<16)], []byte(`data-file="`)))
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".twin*"+ext)
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	if _, err := f.Write(packed); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Chtimes(f.Name(), info.ModTime(), info.ModTime()); err != nil {
		return err
	}
	if err := os.Chmod(f.Name(), 0o644); err != nil {
		return err
	}
	return os.Rename(f.Name(), path+ext)
}

// gzipped is b as gzip, without name and time.
func gzipped(b []byte, fast bool) ([]byte, error) {
	level := gzip.BestCompression
	if fast {
		level = gzip.BestSpeed
	}
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, level)
	if err != nil {
		return nil, err
	}
	return finish(&out, w, b)
}

// brotlied is b as brotli.
func brotlied(b []byte, fast bool) ([]byte, error) {
	level := brotli.BestCompression
	if fast {
		level = 3
	}
	var out bytes.Buffer
	return finish(&out, brotli.NewWriterLevel(&out, level), b)
}

func finish(out *bytes.Buffer, w io.WriteCloser, b []byte) ([]byte, error) {
	if _, err := w.Write(b); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// packed is the gzip of a file of the site; compress finds it made.
func (s *site) packed(name string) ([]byte, error) {
	path := filepath.Join(s.out, name)
	if err := twin(path, ".gz", gzipped); err != nil {
		return nil, err
	}
	return os.ReadFile(path + ".gz")
}

// put writes a file unless it says the same already: what has not changed keeps its age, and so its twins.
func put(path string, b []byte) error {
	if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, b) {
		return nil
	}
	return os.WriteFile(path, b, 0o644)
}
