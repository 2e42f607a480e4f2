//go:build browser

package test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"path"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// abroad opens a page of another site in a tab that draws nothing; COURSE stands in it for where the course is, HOST for where it is itself.
func abroad(t *testing.T, source string) *tab {
	t.Helper()
	b := bare(t)
	b.travel(foreign(t, source, nil))
	return b
}

// foreign serves a page of another site at every address but those of its files, by their names, and returns where that is. In all of them COURSE
// stands for where the course is, HOST for where they are themselves.
func foreign(t *testing.T, source string, files map[string]string) string {
	t.Helper()
	var server *httptest.Server
	server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text, kind := source, ".html"
		if f, there := files[strings.TrimPrefix(r.URL.Path, "/")]; there {
			text, kind = f, path.Ext(r.URL.Path)
		}
		w.Header().Set("Content-Type", types[kind])
		fmt.Fprint(w, strings.NewReplacer("COURSE", site.URL+base, "HOST", server.URL).Replace(text))
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// farther is another name of a server of the tests: one that is foreign to the browser too, whose pages have a process of their own.
func farther(address string) string { return strings.Replace(address, "127.0.0.1", "localhost", 1) }

// far serves a page from farther away that holds this and no more.
func far(t *testing.T, body string) string {
	t.Helper()
	return farther(foreign(t, `<!doctype html><title>Far</title><link rel="icon" href="data:,">`+body, nil))
}

// travel goes to a page of another site.
func (b *tab) travel(address string) {
	b.t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		b.t.Fatal(err)
	}
	b.hosts = append(b.hosts, u.Host)
	b.do(chromedp.Navigate(address))
}

// inFrame returns the value of an expression in the frame whose address holds a text, although it is of another origin: in a world of its own,
// which sees the frame's document and none of its scripts.
func inFrame[T any](b *tab, address, expression string) T {
	b.t.Helper()
	var value T
	yes := true
	limited, stop := context.WithTimeout(b.ctx, patience)
	defer stop()
	err := chromedp.Do(limited, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		tree, err := cdp.Call(ctx, t, page.GetFrameTree, cdp.Empty{})
		if err != nil {
			return err
		}
		frame := find(tree.FrameTree, address)
		if frame == nil {
			return fmt.Errorf("no frame shows %q", address)
		}
		world, err := cdp.Call(ctx, t, page.CreateIsolatedWorld, page.CreateIsolatedWorldParams{FrameID: frame.ID})
		if err != nil {
			return err
		}
		r, err := cdp.Call(ctx, t, runtime.Evaluate, runtime.EvaluateParams{Expression: expression, ContextID: world.ExecutionContextID, ReturnByValue: &yes, AwaitPromise: &yes})
		if err != nil {
			return err
		}
		if r.ExceptionDetails != nil {
			return fmt.Errorf("%s: %s", expression, r.ExceptionDetails.Exception.Description)
		}
		return json.Unmarshal(r.Result.Value, &value)
	}))
	if err != nil {
		b.t.Fatal(err)
	}
	return value
}

func find(tree *page.FrameTree, address string) *cdp.Frame {
	if strings.Contains(tree.Frame.URL, address) {
		return tree.Frame
	}
	for _, c := range tree.ChildFrames {
		if f := find(c, address); f != nil {
			return f
		}
	}
	return nil
}

// waitInFrame waits until an expression is true in a frame.
func (b *tab) waitInFrame(address, expression string, within time.Duration) {
	b.t.Helper()
	for end := time.Now().Add(max(within, patience)); !inFrame[bool](b, address, "!!("+expression+")"); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			b.t.Fatalf("after %v it is still not so in %s that %s", within, address, expression)
		}
	}
}

// frameRests is quiet for a frame.
func (b *tab) frameRests(address string) {
	b.t.Helper()
	inFrame[bool](b, address, resting(500))
}

// contentHeight is how high a lesson is.
const contentHeight = `document.body.getBoundingClientRect().height`

// frames waits until a frame is as high as its content, to two pixels, and stays so.
func (b *tab) frames(address, frame string) {
	b.t.Helper()
	b.do(script(frame + `.scrollIntoView()`)) // browsers let the frames rest that are out of view
	for end, good := time.Now().Add(patience), 0; good < 4; time.Sleep(100 * time.Millisecond) {
		content, outside := inFrame[float64](b, address, contentHeight), eval[float64](b, frame+`.clientHeight`)
		if d := outside - content; d > -2 && d < 2 && content > 200 {
			good++
		} else {
			good = 0
		}
		if time.Now().After(end) {
			b.t.Fatalf("the frame of %s is %v high, its content %v", address, outside, content)
		}
	}
	if over := inFrame[float64](b, address, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
		b.t.Errorf("%s is %v px too wide for its frame", address, over)
	}
}

// headed is a server that answers as another one does, with these headers besides.
func headed(t *testing.T, address string, headers map[string]string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(&httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(&url.URL{Scheme: u.Scheme, Host: u.Host}) },
		ModifyResponse: func(r *http.Response) error {
			for name, value := range headers {
				r.Header.Set(name, value)
			}
			return nil
		},
	})
	t.Cleanup(server.Close)
	return server.URL + u.Path
}
