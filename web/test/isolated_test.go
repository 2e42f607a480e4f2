//go:build browser

package test

import (
	"net/url"
	"os"
	"strings"
	"testing"
)

// Pages that are cross-origin isolated take no frame of another site that does not say that it may be there.
func TestIsolatedHosts(t *testing.T) {
	alongside(t)
	const element = `<autoencoder-lesson lesson="flat" run="step=60"><a href="COURSE/flat/index.html">The lesson</a></autoencoder-lesson>`
	const head = `<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:,">`
	own := strings.Replace(element, "lesson=", `course="COURSE/" lesson=`, 1)
	says := map[string]string{"Cross-Origin-Embedder-Policy": "require-corp", "Cross-Origin-Resource-Policy": "cross-origin"}
	host := func(t *testing.T, policy, course, page string, files map[string]string) *tab {
		b := bare(t)
		u, _ := url.Parse(course)
		b.hosts = append(b.hosts, u.Host)
		address := foreign(t, strings.ReplaceAll(head+page+"</html>", "COURSE", course), files)
		b.excuse("ERR_BLOCKED_BY_RESPONSE")
		b.travel(farther(headed(t, address, map[string]string{"Cross-Origin-Embedder-Policy": policy, "Cross-Origin-Opener-Policy": "same-origin"})))
		b.do(script(`const l = document.querySelector("autoencoder-lesson"), link = l.querySelector("a"); const heard = [];
			for (const t of ["ready", "facts"]) l.addEventListener(t, (e) => heard.push([t, e.detail]))`))
		return b
	}
	stands := `link.checkVisibility() && document.elementFromPoint(link.getBoundingClientRect().x + 3, link.getBoundingClientRect().y + 3) === link`
	// Nothing of the course says that it may be there: its script comes all the same, its frame does not.
	t.Run("frame held back", func(t *testing.T) {
		b := host(t, "credentialless", site.URL+base, `<script src="COURSE/embed.js" defer></script>`+element, nil)
		b.wait(`l.shadowRoot?.querySelector("iframe")`, patience)
		height := eval[float64](b, `l.clientHeight`)
		b.until(stands)
		if now := eval[float64](b, `l.clientHeight`); now != height {
			t.Errorf("the element was %v px high, and is %v beside the link", height, now)
		}
		b.shot("isolated-frame")
	})
	t.Run("script held back", func(t *testing.T) {
		b := host(t, "require-corp", site.URL+base, `<script src="COURSE/embed.js" defer></script>`+element, nil)
		b.until(stands)
	})
	t.Run("drawn picture held back", func(t *testing.T) {
		copied, err := os.ReadFile("../around/embed.js")
		if err != nil {
			t.Fatal(err)
		}
		b := host(t, "require-corp", site.URL+base, `<script src="embed.js" defer></script>`+own, map[string]string{"embed.js": string(copied)})
		b.until(stands)
		if s := eval[string](b, `l.shadowRoot.textContent`); strings.Contains(s, "There is no lesson") {
			t.Errorf("the page says %q", s)
		}
		b.shot("isolated-poster")
	})
	t.Run("with the headers", func(t *testing.T) {
		b := host(t, "require-corp", headed(t, site.URL+base, says), `<script src="COURSE/embed.js" defer></script>`+element, nil)
		b.until(`heard.some(([t]) => t === "ready")`)
		b.do(script(`l.play()`))
		b.until(`heard.at(-1)[1].step > 100`)
		if !eval[bool](b, `crossOriginIsolated && !l.shadowRoot.querySelector(".instead")`) {
			t.Error("the page is not isolated, or the link stands beside the lesson")
		}
	})
}

// A lesson without WebAssembly tells the page around it so, although what speaks with that page comes later.
func TestFaultIsHeardAround(t *testing.T) {
	b := bare(t, before(`if (top !== self) delete globalThis.WebAssembly`))
	b.travel(foreign(t, `<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:,"><script src="COURSE/embed.js" defer></script>
<autoencoder-lesson lesson="flat"></autoencoder-lesson></html>`, nil))
	b.do(script(`const said = []; document.querySelector("autoencoder-lesson").addEventListener("fault", (e) => said.push(e.detail.words))`))
	b.until(`said.join() === "This browser has no WebAssembly, so nothing can be trained here."`)
}
