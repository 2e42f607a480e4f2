//go:build browser

package test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// hostile is a hash that nobody should have written: noise, half links, numbers that are none, and now and then a megabyte.
func hostile(r *rand.Rand, i int) string {
	parts := []string{"seed=NaN", "rate=1e309", "step=-4", "neck=99999999999999999999", "log=1.rate.NaN", "log=9999999.neck.2", "__proto__=1", "constructor=2", "%00%ff",
		"part=%3Cimg%20src=x%20onerror=alert(1)%3E", "=", "&&&", "data=own", "class=!!!!", "unit=77", "step=1e9", "٣=٣", "<b>", "javascript:alert(1)", "a=b=c"}
	if i%40 == 39 {
		return strings.Repeat("seed=1&", 1<<20/7)
	}
	var b strings.Builder
	for range 1 + r.IntN(6) {
		b.WriteString(parts[r.IntN(len(parts))])
		b.WriteByte('&')
	}
	return b.String()
}

// Whatever is written behind the #, the page says so in one sentence, the run stays, and its link is put back. wasm/trainer has ten thousand of them.
func TestHostileHashes(t *testing.T) {
	b := bare(t).open("hourglass/#seed=3&step=120")
	b.waitState("paused", 60*time.Second)
	before := eval[string](b, frameRun)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 80 {
		b.do(script(fmt.Sprintf(`location.hash = %q`, hostile(r, i))), pause(160)) // browsers allow 200 in half a minute
		if text := eval[string](b, `document.querySelector(".notice p").textContent`); len(text) > 300 || strings.Contains(text, "<") {
			t.Fatalf("the page says %.400q", text)
		}
	}
	b.wait(`location.hash === "#seed=3&step=120"`, 5*time.Second)
	if after := eval[string](b, frameRun); after != before {
		t.Errorf("the run was %s, and is %s", before, after)
	}
	if b.loads != 1 {
		t.Errorf("the page was loaded %d times", b.loads)
	}
	if eval[bool](b, `Boolean(document.querySelector("img[src=x], main b[onclick]"))`) {
		t.Error("a hash was taken for markup")
	}
	b.do(script(`location.hash = "seed=4&step=60"`))
	b.wait(steps+` === 60 && document.documentElement.dataset.state === "paused"`, 30*time.Second)
}

func (b *tab) fingerprint() string {
	b.t.Helper()
	return eval[string](b, `document.querySelector('[data-fact="hash"]').textContent`)
}

// A context that is lost five times costs nothing but the picture's time: the page mounts it anew, at last when it is asked to, and the weights stay.
func TestContextLostOften(t *testing.T) {
	b := withPixels(t, laptop).open("hourglass/#seed=3&step=400")
	b.patient(4 * time.Minute)
	b.live()
	b.excuse("CONTEXT_LOST", "context lost", "Context Lost")
	weights, loads := b.fingerprint(), b.loads
	for i := range 5 {
		b.do(script(`globalThis.old = document.querySelector("iframe"); ` + stageDoc + `.querySelector("canvas").getContext("webgl2").getExtension("WEBGL_lose_context").loseContext()`))
		b.wait(`document.querySelector("iframe") !== old`, 20*time.Second)
		if eval[bool](b, `!document.querySelector("#card").hidden`) {
			b.press("#card button")
		}
		b.wait(`document.querySelector("#stage[data-ready] iframe")`, 60*time.Second)
		b.live()
		if got := b.fingerprint(); got != weights {
			t.Errorf("loss %d: the weights are %s, before they were %s", i+1, got, weights)
		}
	}
	if b.loads != loads {
		t.Errorf("the page was loaded %d times more", b.loads-loads)
	}
}
