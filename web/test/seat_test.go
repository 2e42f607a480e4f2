//go:build browser

package test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// A seat is a store of its own in which one test after the other opens a window. In a new one each page comes to a new process, which has yet to compile all of
// the course's programs: more than half of what a page takes. So a page stays in it that holds them, as another window of the course would for a learner, and
// opens the windows of the tests: theirs come to its process, which sees that it knows these bytes. Nothing else is shared: each test comes to an origin of
// its own, with nothing stored and nothing cached, and what it told its window to be (its size, its scripts, what its reader wants) ends with it.
type seat struct {
	store  cdp.BrowserContextID
	holder context.Context // of the page that holds the programs; nil where there is none
	leave  context.CancelFunc
}

// seats are the free ones of each browser.
var seats struct {
	sync.Mutex
	free map[context.Context][]*seat
}

// seated counts the tests that sat down, for the names of their origins.
var seated atomic.Int64

// takeSeat is a free seat of a browser, or a new one, and a window in it. In a browser of its own, and where time is measured, a test has a new one, and nobody
// holds anything for it: a learner's browser does not know the programs, and keeps no page for the way back that another window is related to.
func takeSeat(in context.Context) (*seat, target.ID, error) {
	for {
		s, used, err := freeSeat(in)
		if err != nil {
			return nil, "", err
		}
		window, err := s.window(in)
		if err == nil || !used {
			return s, window, err
		}
		s.dispose(in) // the last test took its process with it
	}
}

// freeSeat is a seat that a test has left, or else a new one.
func freeSeat(in context.Context) (s *seat, used bool, err error) {
	seats.Lock()
	defer seats.Unlock()
	if free := seats.free[in]; len(free) > 0 {
		s := free[len(free)-1]
		seats.free[in] = free[:len(free)-1]
		return s, true, nil
	}
	if measuring || in != browser {
		store, err := cdp.Call(in, chromedp.FromContext(in).Browser, target.CreateBrowserContext, target.CreateBrowserContextParams{})
		return &seat{store: store.BrowserContextID, leave: func() {}}, false, err
	}
	s = &seat{}
	s.holder, s.leave = chromedp.NewContext(in, chromedp.WithNewBrowserContext())
	err = chromedp.Do(s.holder, chromedp.Navigate(origin()+hold))
	s.store = chromedp.FromContext(s.holder).BrowserContextID
	return s, false, err
}

// window opens one in the seat: at rest, and nobody's.
func (s *seat) window(in context.Context) (target.ID, error) {
	if s.holder == nil {
		page, err := cdp.Call(in, chromedp.FromContext(in).Browser, target.CreateTarget, target.CreateTargetParams{URL: "about:blank", BrowserContextID: s.store})
		return page.TargetID, err
	}
	ctx, stop := context.WithTimeout(s.holder, patience)
	defer stop()
	yes := true
	err := chromedp.Do(ctx, call(runtime.Evaluate, runtime.EvaluateParams{Expression: `open("` + rest + `").opener = null`, UserGesture: &yes}))
	for err == nil {
		var others []*target.Info
		if others, err = s.windows(ctx); len(others) > 0 && strings.HasSuffix(others[0].URL, rest) {
			return others[0].TargetID, err
		}
		time.Sleep(5 * time.Millisecond)
	}
	return "", err
}

// windows are those of the seat, without the page that holds the programs.
func (s *seat) windows(ctx context.Context) (others []*target.Info, err error) {
	all, err := chromedp.Targets(ctx)
	for _, i := range all {
		if i.BrowserContextID == s.store && i.Type == "page" && (s.holder == nil || i.TargetID != chromedp.FromContext(s.holder).Target.TargetID) {
			others = append(others, i)
		}
	}
	return others, err
}

// free gives a seat back if nothing of the test is left in it, and throws it away if not.
func (s *seat) free(in context.Context, tidy bool) {
	if !tidy {
		s.dispose(in)
		return
	}
	seats.Lock()
	defer seats.Unlock()
	if seats.free == nil {
		seats.free = map[context.Context][]*seat{}
	}
	seats.free[in] = append(seats.free[in], s)
}

func (s *seat) dispose(in context.Context) {
	s.leave()
	cdp.Call(in, chromedp.FromContext(in).Browser, target.DisposeBrowserContext, target.DisposeBrowserContextParams{BrowserContextID: s.store}) // if it is not gone already
}

// tidied closes the windows of a test, and forgets what other origins than its own have stored: other tests come to those too. It tells whether that was done.
func (b *tab) tidied() bool {
	if b.seat.holder == nil || b.t.Failed() {
		return false
	}
	ctx, stop := context.WithTimeout(b.seat.holder, 20*time.Second)
	defer stop()
	left, err := b.seat.windows(ctx)
	if err != nil {
		return false
	}
	for _, w := range left {
		if _, err := cdp.Call(ctx, chromedp.FromContext(ctx).Browser, target.CloseTarget, target.CloseTargetParams{TargetID: w.TargetID}); err != nil {
			return false
		}
	}
	for len(left) > 0 { // what a page writes as it goes is forgotten too
		time.Sleep(5 * time.Millisecond)
		if left, err = b.seat.windows(ctx); err != nil {
			return false
		}
	}
	away := b.away()
	for _, a := range away {
		if chromedp.Do(ctx, call(storage.ClearDataForOrigin, storage.ClearDataForOriginParams{Origin: a, StorageTypes: "all"})) != nil {
			return false
		}
	}
	return len(away) == 0 || chromedp.Do(ctx, call(network.ClearBrowserCache, cdp.Empty{})) == nil
}

// away are the origins, beside its own, that the pages of a test asked for something.
func (b *tab) away() (origins []string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	seen := map[string]bool{b.home: true}
	for _, r := range b.requests {
		u, err := url.Parse(r)
		if err != nil || !strings.HasPrefix(u.Scheme, "http") {
			continue
		}
		if o := u.Scheme + "://" + u.Host; !seen[o] {
			seen[o] = true
			origins = append(origins, o)
		}
	}
	return origins
}

// rest is the page in which a window begins, and hold the one that holds the programs.
const (
	rest = "/rest"
	hold = "/hold"
)

// serveSeats has the tests' server answer for rest and hold.
func serveSeats(mux *http.ServeMux, dist string) {
	page := func(at, title, body string) {
		mux.HandleFunc(at, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprintf(w, "<!doctype html><title>%s</title>", title)
			io.WriteString(w, body)
		})
	}
	page(rest, "At rest", "")
	programs, _ := filepath.Glob(filepath.Join(dist, "*.simd.*wasm"))
	for i, p := range programs {
		programs[i] = fmt.Sprintf(`WebAssembly.compileStreaming(fetch(%q))`, base+"/"+filepath.Base(p))
	}
	page(hold, "Holds the programs", `<script>globalThis.held = Promise.all([`+strings.Join(programs, ", ")+`]);</script>`)
}

// origin is the address of the course for one more test, as long as any: of one site with all others, so that their pages come to the same process.
func origin() string {
	return fmt.Sprintf("http://test-%03d.course.localhost:%s", seated.Add(1), port)
}

// A test that comes to an address to which another came before finds nothing of it, not even what that page wrote as it went. Nothing runs beside these two,
// so that the second sits in the seat of the first.
func TestSeatsForget(t *testing.T) {
	for _, who := range []string{"first", "second"} {
		t.Run(who, func(t *testing.T) {
			beside.Store(t, true)
			b := bare(t)
			b.do(chromedp.Navigate(site.URL + base + "/hourglass/"))
			b.live()
			if n := eval[int](b, `localStorage.length`); n > 0 {
				t.Errorf("%d records are kept", n)
			}
			b.press(`[data-action="play"]`)
			b.trainsTo(1000)
			b.until(`document.querySelector("[data-step][data-done]") && localStorage.length`)
		})
	}
}
