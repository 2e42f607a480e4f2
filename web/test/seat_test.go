//go:build browser

package test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// A seat is a tab with a store of its own, in which one test after the other sits down. A new one costs a process that has yet to learn all of the course's
// programs: more than half of what a page takes. Tests share nothing in it but that process: each comes to an origin of its own, with nothing stored and
// nothing cached, and what it told the tab to be (its size, its scripts, what its reader wants) ends with its session.
type seat struct {
	tab   target.ID
	store cdp.BrowserContextID
}

// seats are the free ones of each browser.
var seats struct {
	sync.Mutex
	free map[context.Context][]seat
}

// seated counts the tests that sat down, for the names of their origins.
var seated atomic.Int64

// takeSeat is a free seat of a browser, or a new one.
func takeSeat(in context.Context) (seat, error) {
	seats.Lock()
	defer seats.Unlock()
	if free := seats.free[in]; len(free) > 0 {
		s := free[len(free)-1]
		seats.free[in] = free[:len(free)-1]
		return s, nil
	}
	b := chromedp.FromContext(in).Browser
	store, err := cdp.Call(in, b, target.CreateBrowserContext, target.CreateBrowserContextParams{})
	if err != nil {
		return seat{}, err
	}
	tab, err := cdp.Call(in, b, target.CreateTarget, target.CreateTargetParams{URL: "about:blank", BrowserContextID: store.BrowserContextID})
	return seat{tab.TargetID, store.BrowserContextID}, err
}

// leave gives a seat back, if the next test finds it as good as new, and throws it away if not.
func (s seat) leave(in context.Context, tidy bool) {
	seats.Lock()
	defer seats.Unlock()
	if tidy {
		if seats.free == nil {
			seats.free = map[context.Context][]seat{}
		}
		seats.free[in] = append(seats.free[in], s)
		return
	}
	cdp.Call(in, chromedp.FromContext(in).Browser, target.DisposeBrowserContext, target.DisposeBrowserContextParams{BrowserContextID: s.store}) // if it is not gone already
}

// tidied leaves the test's last page for an empty one of its origin, and tells whether the tab is as good as new: the test passed, was at home all the time,
// and opened no other window. Where time is measured a tab is nobody's second: a learner's browser does not know the programs.
func (b *tab) tidied() bool {
	b.mu.Lock()
	away := len(b.hosts) > 0 || b.windows > 0 || b.strayed
	b.mu.Unlock()
	if measuring || b.t.Failed() || away || b.ctx.Err() != nil {
		return false
	}
	ctx, stop := context.WithTimeout(b.ctx, 20*time.Second)
	defer stop()
	if chromedp.Do(ctx, chromedp.Navigate(b.home+rest)) != nil {
		return false
	}
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](inPlace, chromedp.EvalAwaitPromise)); err != nil {
		return false
	}
	if chromedp.Do(ctx, call(page.ResetNavigationHistory, cdp.Empty{})) != nil {
		return false
	}
	here, err := chromedp.Targets(ctx)
	return err == nil && !slices.ContainsFunc(here, func(i *target.Info) bool {
		return i.BrowserContextID == b.seat.store && i.Type == "page" && i.TargetID != b.seat.tab
	})
}

// rest is the page in which a seat waits.
const rest = "/rest"

// origin is the address of the course for one more test, as long as any: of one site with all others, so that their pages come to the same process.
func origin() string {
	return fmt.Sprintf("http://test-%03d.course.localhost:%s", seated.Add(1), port)
}
