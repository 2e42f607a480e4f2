//go:build browser && budget

package test

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/chromedp/cdproto/tracing"
	"github.com/chromedp/chromedp"
)

// A span is one event of the browser's own trace: durations are in microseconds, by the wall and by the processor.
type span struct {
	Name string         `json:"name"`
	Wall float64        `json:"dur"`
	CPU  float64        `json:"tdur"`
	Args map[string]any `json:"args"`
}

// trace records the page for a while. The processor's time of a span leaves out what the software GPU and the trainer take on other
// threads, and what another process on the machine took in between.
func (b *tab) trace(during time.Duration) []span {
	b.t.Helper()
	var (
		spans []span
		done  = make(chan struct{})
	)
	hearing, deaf := context.WithCancel(b.ctx)
	defer deaf()
	err := chromedp.Listen(hearing, func(event any) {
		switch e := event.(type) {
		case *tracing.EventDataCollected:
			for _, v := range e.Value {
				var s span
				if json.Unmarshal(v, &s) == nil && s.CPU > 0 {
					spans = append(spans, s)
				}
			}
		case *tracing.EventTracingComplete:
			close(done)
		}
	})
	if err != nil {
		b.t.Fatal(err)
	}
	b.do(call(tracing.Start, tracing.StartParams{TransferMode: tracing.StartTransferModeReportEvents,
		TraceConfig: &tracing.TraceConfig{IncludedCategories: []string{"devtools.timeline"}}}))
	time.Sleep(during)
	b.do(call(tracing.End, struct{}{}))
	select {
	case <-done:
	case <-time.After(20 * time.Second):
		b.t.Fatal("the trace never ended")
	}
	return spans
}

// share is the value that part of the numbers do not exceed.
func share(v []float64, part float64) float64 {
	if len(v) == 0 {
		return -1
	}
	v = slices.Sorted(slices.Values(v))
	return v[min(int(part*float64(len(v))), len(v)-1)]
}
