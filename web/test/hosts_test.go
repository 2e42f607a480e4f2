//go:build browser

package test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/evanw/esbuild/pkg/api"

	"hourglass/lessons"
)

// hostPage is a file of testdata/hosts.
func hostPage(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile("testdata/hosts/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// npm is a file of a package that package.json pins.
func npm(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile("../../node_modules/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// bundled is a page's script with the framework in it, as its authors run it while they write: there React does everything twice.
func bundled(t *testing.T, name string) string {
	t.Helper()
	r := api.Build(api.BuildOptions{
		EntryPoints: []string{"testdata/hosts/" + name}, Bundle: true, Format: api.FormatIIFE, JSX: api.JSXAutomatic, Target: api.ES2022, Outfile: "page.js",
		Alias: map[string]string{"vue": "vue/dist/vue.esm-bundler.js"},
		Define: map[string]string{"process.env.NODE_ENV": `"development"`, "__VUE_OPTIONS_API__": "false", "__VUE_PROD_DEVTOOLS__": "false",
			"__VUE_PROD_HYDRATION_MISMATCH_DETAILS__": "false"},
	})
	if len(r.Errors) > 0 {
		t.Fatalf("%s: %+v", name, r.Errors[0])
	}
	return string(r.OutputFiles[0].Contents)
}

// In React 19 and Vue 3 the element is mounted, changed, unmounted and mounted again: its properties are set, nothing throws, and the run goes on where it
// was. So it is when the script comes after the framework.
func TestFrameworks(t *testing.T) {
	alongside(t)
	for _, name := range []string{"react.jsx", "vue.js"} {
		for _, order := range []string{"script first", "script last"} {
			t.Run(name+" "+order, func(t *testing.T) {
				tags := []string{`<script src="COURSE/embed.js"></script>`, `<script src="page.js"></script>`}
				if order == "script last" {
					tags[0], tags[1] = tags[1], tags[0]
				}
				source := `<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:,"><div id="app"></div>
<script>const first = { shown: true, lesson: "hourglass", run: "seed=7&step=60", step: 2, hide: "past", start: "view", label: "Go" }; const l = () => document.querySelector("#lesson");
const facts = () => heard.findLast(([type]) => type === "facts")?.[1];</script>` + strings.Join(tags, "\n") + `</html>`
				b := bare(t)
				b.travel(foreign(t, source, map[string]string{"page.js": bundled(t, name)}))
				b.excuse("Download the React DevTools", "You are running a development build of Vue")
				b.mounted()
			})
		}
	}
}

// mounted tries a page of a framework.
func (b *tab) mounted() {
	t := b.t
	t.Helper()
	at := func(step int) {
		t.Helper()
		b.wait(fmt.Sprintf(`facts()?.step === %d && facts().state === "paused"`, step), 40*time.Second)
	}
	at(60)
	b.wait(`heard.some(([type, d]) => type === "step" && d.index === 1)`, 5*time.Second)
	if got := eval[string](b, `[l().step, l().hide, l().start, l().label, l().getAttribute("step"), l().run].join(" ")`); got != "2 past view Go 2 "+eval[string](b, `l().run`) || !contains(got, "step=60") {
		t.Errorf("the element's properties are %q", got)
	}
	b.do(script(`l().stepOnce()`))
	at(61)
	// Changed: the frame is another, the run the same.
	b.do(script(`heard.length = 0; set({ lock: "rate", hide: undefined })`))
	at(61)
	if src := eval[string](b, `l().shadowRoot.querySelector("iframe").src`); !contains(src, "lock=rate") || contains(src, "hide") || eval[bool](b, `l().hasAttribute("hide")`) {
		t.Errorf("after the change the frame is at %s", src)
	}
	hash, run := eval[string](b, `facts().hash`), eval[string](b, `l().run`)
	// Away and back, twice.
	for range 2 {
		b.do(script(`globalThis.old = l(); set({ shown: false })`))
		b.wait(`!l()`, 5*time.Second)
		b.do(script(`heard.length = 0; set({ shown: true })`))
		at(61)
		if h, r := eval[string](b, `facts().hash`), eval[string](b, `l().run`); h != hash || r != run || eval[bool](b, `l() === old`) {
			t.Errorf("the run %s (%s) came back as %s (%s)", run, hash, r, h)
		}
	}
	// Another run; then another lesson.
	b.do(script(`heard.length = 0; set({ run: "seed=3&step=20" })`))
	at(20)
	b.do(script(`heard.length = 0; set({ lesson: "line", run: "step=30", step: null })`))
	at(30)
	if src := eval[string](b, `l().shadowRoot.querySelector("iframe").src`); !contains(src, "/line/") || contains(src, "step=2") {
		t.Errorf("the other lesson is at %s", src)
	}
}

// Every attribute is a property too, whatever a framework sets it to, and no name is both that and a method; properties set before the script came count;
// an element that is moved, or taken out and changed, does what it should.
func TestElementProperties(t *testing.T) {
	b := abroad(t, `<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:,"><div id="a"></div><div id="b"></div>
<script>const heard = []; const l = document.createElement("autoencoder-lesson"); for (const type of ["facts", "step"]) l.addEventListener(type, (e) => heard.push([type, e.detail]));
const facts = () => heard.findLast(([type]) => type === "facts")?.[1];
Object.assign(l, { lesson: "line", run: "step=25", start: "view", hide: ["past", "seed"] }); a.append(l);</script>
<script src="COURSE/embed.js"></script></html>`)
	b.wait(`facts()?.step === 25 && facts().state === "paused"`, 40*time.Second)
	if hide := eval[string](b, `l.getAttribute("hide")`); hide != "past,seed" {
		t.Errorf("hide is %q", hide)
	}
	if wrong := eval[[]string](b, `customElements.get("autoencoder-lesson").observedAttributes.filter((name) => {
		const e = document.createElement("autoencoder-lesson");
		for (const [set, want] of [["7", "7"], [7, "7"], [null, null], [true, ""], [undefined, null], [false, null]]) {
			e[name] = set;
			if (e.getAttribute(name) !== want || typeof e[name] !== "string") return true;
		}
	})`); len(wrong) > 0 {
		t.Errorf("these attributes are no properties: %q", wrong)
	}
	// What can be set without a word is a property; nothing else on the element has only a getter.
	if mute := eval[[]string](b, `Object.entries(Object.getOwnPropertyDescriptors(customElements.get("autoencoder-lesson").prototype)).filter(([, d]) => d.get && !d.set).map(([name]) => name)`); len(mute) > 0 {
		t.Errorf("these have a getter alone, and throw when a framework sets them: %q", mute)
	}
	b.do(script(`l.stepOnce()`))
	b.wait(`facts().step === 26 && facts().state === "paused"`, 10*time.Second)
	b.do(script(`heard.length = 0; document.querySelector("#b").append(l)`))
	b.wait(`facts()?.step === 26 && facts().state === "paused"`, 20*time.Second)
	if eval[bool](b, `"moveBefore" in Element.prototype`) {
		b.do(script(`globalThis.frame = l.shadowRoot.querySelector("iframe"); document.querySelector("#a").moveBefore(l, null)`), pause(200))
		if !eval[bool](b, `l.parentNode.id === "a" && l.shadowRoot.querySelector("iframe") === frame`) {
			t.Error("an element that is moved as it stands lost its frame")
		}
	}
	b.do(script(`heard.length = 0; l.remove(); l.lesson = "noise"; l.run = "step=5"; document.querySelector("#b").append(l)`))
	b.wait(`facts()?.step === 5 && facts().state === "paused"`, 20*time.Second)
	// Two that look alike: what comes back takes up the runs in the order in which they went, each once.
	b.do(script(`l.remove(); document.querySelector("#a").innerHTML = '<autoencoder-lesson lesson="line"></autoencoder-lesson>'.repeat(2);
globalThis.two = [...document.querySelectorAll("autoencoder-lesson")]; globalThis.last = [];
two.forEach((e, i) => (e.addEventListener("facts", (f) => (last[i] = f.detail)), e.open("step=" + (31 + i))))`))
	b.wait(`last[0]?.step === 31 && last[1]?.step === 32 && last.every((f) => f.state === "paused") && two[0].run.includes("step=31") && two[1].run.includes("step=32")`, 40*time.Second)
	if runs := eval[string](b, `(() => { const html = document.querySelector("#a").innerHTML; document.querySelector("#a").innerHTML = ""; document.querySelector("#a").innerHTML = html.repeat(2);
return [...document.querySelectorAll("#a autoencoder-lesson")].map((e) => e.run.match(/step=(\d+)/)?.[1]).join(" "); })()`); runs != "31 32  " {
		t.Errorf("four that look alike took up the runs %q", runs)
	}
}

// A site that swaps its pages: with the script in its head, in any of the ways there are, the element works on every page, and a page that comes back finds
// its run. With the script in the content alone it stays undefined, and what stands inside it is shown.
func TestSwappedPages(t *testing.T) {
	alongside(t)
	heads := map[string]string{
		"script":          `<script src="COURSE/embed.js" defer></script>`,
		"twice":           `<script src="COURSE/embed.js" defer></script><script src="COURSE/embed.js?v=2" async></script>`,
		"module":          `<script type="module" src="COURSE/embed.js"></script>`,
		"made by script":  `<script>document.head.append(Object.assign(document.createElement("script"), { src: "COURSE/embed.js" }))</script>`,
		"inside another":  `<script type="module">import "./embed.js"; </script>`,
		"content as well": `<script src="COURSE/embed.js" defer></script>`,
	}
	for name, head := range heads {
		t.Run(name, func(t *testing.T) {
			source, content, files := hostPage(t, "swap.html"), "", map[string]string{}
			if name == "content as well" {
				content = `<script src="COURSE/embed.js"><\/script>`
			}
			if name == "inside another" { // a bundle knows no address: the element names it
				b, err := os.ReadFile("../../dist/embed.js")
				if err != nil {
					t.Fatal(err)
				}
				files["app.js"] = string(b)
				head = `<script type="module" src="/app.js"></script>`
				source = strings.Replace(source, `lesson="line"`, `course="COURSE" lesson="line"`, 1)
			}
			b := bare(t)
			if name == "module" { // which browsers take from hosts that allow it alone
				far := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					w.Header().Set("Access-Control-Allow-Origin", "*")
					http.FileServer(http.Dir("../../dist")).ServeHTTP(w, r)
				}))
				t.Cleanup(far.Close)
				head = strings.ReplaceAll(head, "COURSE", far.URL)
				b.hosts = append(b.hosts, strings.TrimPrefix(far.URL, "http://"))
			}
			b.travel(foreign(t, strings.NewReplacer("HEAD", head, "CONTENT", content).Replace(source), files))
			b.press("#to-text")
			b.press("#to-lesson")
			at := func(step int) {
				t.Helper()
				b.wait(fmt.Sprintf(`(f => f?.step === %d && f.state === "paused")(heard.findLast(([type]) => type === "facts")?.[1])`, step), 40*time.Second)
			}
			at(40)
			b.do(script(`own.stepOnce()`))
			at(41)
			b.press("#to-text")
			b.do(script(`heard.length = 0`))
			b.press("#to-lesson")
			at(41)
		})
	}
	t.Run("content alone", func(t *testing.T) {
		b := bare(t)
		b.travel(foreign(t, strings.NewReplacer("HEAD", "", "CONTENT", `<script src="COURSE/embed.js"><\/script>`).Replace(hostPage(t, "swap.html")), nil))
		b.press("#to-lesson")
		b.do(pause(500))
		if eval[bool](b, `!!customElements.get("autoencoder-lesson")`) {
			t.Error("a script in swapped content runs: docs/embedding.md says that it does not")
		}
	})
}

// A lesson on a slide of reveal.js, by the two snippets of docs/embedding.md: it comes back with its run from another slide, near or far away, and goes on; a
// frame rests meanwhile.
func TestDeck(t *testing.T) {
	alongside(t)
	var slides []string
	for _, s := range snippets(t) {
		if contains(s, "<section>") {
			slides = append(slides, s[strings.Index(s, "<section>"):])
		}
	}
	if len(slides) != 2 {
		t.Fatalf("docs/embedding.md has %d snippets for slides", len(slides))
	}
	files := map[string]string{"reveal.js": npm(t, "reveal.js/dist/reveal.js"), "reveal.css": npm(t, "reveal.js/dist/reveal.css")}
	for i, slide := range slides {
		t.Run(fmt.Sprint(i+1), func(t *testing.T) {
			slide = strings.NewReplacer("https://example.org/course", "COURSE").Replace(slide)
			b := bare(t)
			b.travel(foreign(t, strings.Replace(hostPage(t, "deck.html"), "SLIDE", slide, 1), files))
			b.wait(`Reveal.isReady()`, 10*time.Second)
			const lesson, step, state = "hourglass/", `document.querySelector('[data-fact="step"]').value`, `document.documentElement.dataset.state`
			framed := `(document.querySelector("section iframe") ?? document.querySelector("autoencoder-lesson").shadowRoot.querySelector("iframe"))`
			b.do(script(`Reveal.slide(1)`))
			b.wait(framed+`?.src`, 20*time.Second)
			for end := time.Now().Add(20 * time.Second); !b.has(lesson); time.Sleep(50 * time.Millisecond) {
				if time.Now().After(end) {
					t.Fatal("the slide has no frame")
				}
			}
			b.waitInFrame(lesson, state+` === "ready" || `+state+` === "paused"`, 40*time.Second)
			inFrame[bool](b, lesson, `document.querySelector('[data-action="play"]').click(), true`)
			b.waitInFrame(lesson, `Number(`+step+`) > 20`, 20*time.Second)
			for _, away := range []int{0, 7} {
				b.do(script(fmt.Sprintf(`Reveal.slide(%d)`, away)), pause(1000))
				left := inFrame[float64](b, lesson, `Number(`+step+`)`)
				b.do(pause(1000))
				if now := inFrame[float64](b, lesson, `Number(`+step+`)`); i == 0 && now > left+1 { // an element is not told of slides
					t.Errorf("on slide %d the lesson trains on from %v to %v", away, left, now)
				}
				b.do(script(`Reveal.slide(1)`), pause(300))
				if back := inFrame[float64](b, lesson, `Number(`+step+`)`); back < left {
					t.Errorf("left at step %v for slide %d, it came back at %v", left, away, back)
				}
				b.waitInFrame(lesson, fmt.Sprintf(`Number(%s) > %v`, step, left+10), 20*time.Second) // it was training, and does
			}
		})
	}
}

// has tells whether there is a frame whose address holds a text.
func (b *tab) has(address string) bool {
	b.t.Helper()
	there, err := chromedp.Run(b.ctx, func(ctx context.Context, t *chromedp.Target) (bool, error) {
		tree, err := cdp.Call(ctx, t, page.GetFrameTree, cdp.Empty{})
		return err == nil && find(tree.FrameTree, address) != nil, err
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return there
}

// What a lesson's page names for sites that embed pasted links, treated as WordPress treats it: in a sandbox without an origin, on a site foreign to the
// browser, the lesson is there, trains, and says nothing of the mark that WordPress puts behind its address; and its height is heard.
func TestWordPress(t *testing.T) {
	var said struct{ HTML string }
	source, err := os.ReadFile("../../dist/noise/oembed.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(source, &said); err != nil {
		t.Fatal(err)
	}
	b := newTab(t, size{1280, 900})
	b.travel(farther(foreign(t, hostPage(t, "wordpress.html"), nil)))
	b.do(script(fmt.Sprintf(`post(%q, "a1B2c3D4e5")`, said.HTML)))
	f := b.frame("noise.html") // a sandbox is a process of its own
	f.wait(`document.documentElement.dataset.state === "ready"`, 60*time.Second)
	if origin := eval[string](f, `origin`); origin != "null" {
		t.Fatalf("the frame's origin is %s", origin)
	}
	f.press(`[data-action="play"]`)
	f.wait(`Number(document.querySelector('[data-fact="step"]').value) > 50`, 40*time.Second)
	f.press(`[data-action="play"]`)
	f.wait(`document.documentElement.dataset.state === "paused" && location.hash.includes("step=")`, 10*time.Second)
	if hash := eval[string](f, `location.hash`); contains(hash, "secret") {
		t.Errorf("the run's link is %s", hash)
	}
	if n := eval[string](f, `document.querySelector(".notice p").textContent`); n != "" && !contains(n, "WebGL2") {
		t.Errorf("the page says %q", n)
	}
	// Wide, its height is below what WordPress allows, and is taken; the frame has no scroll bar then.
	b.do(script(`document.querySelector("iframe").width = "1200"`))
	b.wait(`heard.length > 0 && heard.every(([o, v]) => o === "null" && v <= 1000) && Number(document.querySelector("iframe").height) === heard.at(-1)[1]`, 10*time.Second)
	if over := eval[float64](f, `document.documentElement.scrollHeight - innerHeight`); over > 1 {
		t.Errorf("%v px of the lesson lie below its frame", over)
	}
}

// highest fills in what a run would (the answer, its numbers and the goal's), and returns the height of the lesson at its highest step.
const highest = `(() => {
	const all = (s) => [...document.querySelectorAll(s)];
	const longest = all(".ask label").map((l) => l.textContent.trim()).sort((a, b) => b.length - a.length)[0] ?? "";
	const row = (words) => "<div><dt>" + words + "</dt><dd>0.0000</dd></div>";
	for (const a of all(".answer")) {
		a.classList.add("shown");
		a.querySelector(".picked").textContent = "You picked: " + longest + ".";
		a.querySelector(".happened").textContent = "What happened: " + longest + ".";
		const quoted = (document.querySelector("[data-question]").dataset.quote ?? "").split(" ").filter(Boolean);
		a.querySelector(".numbers").textContent = quoted.length ? "After 2,000 steps:" : "loss 0.0000, and with the other 0.0000";
		a.querySelector(".quote").innerHTML = quoted.map((at) => row(document.querySelector('[data-tell="' + at + '"]').closest("div").querySelector("dt").textContent)).join("");
	}
	for (const d of all(".tells dl > div")) d.hidden = false;
	const steps = all("[data-step]");
	return Math.max(...steps.map((s) => {
		steps.forEach((o) => o.classList.toggle("here", o === s));
		document.querySelector(".lead").hidden = s !== steps[0];
		return Math.ceil(document.body.getBoundingClientRect().height);
	}));
})()`

// No lesson, in either language, at any step, needs a frame higher than docs/embedding.md names for its width; and the names are no dream: each is needed by
// some lesson, to a tenth.
func TestDocumentedHeights(t *testing.T) {
	type band struct{ from, to, height, most int }
	var bands []*band
	source, err := os.ReadFile("../../docs/embedding.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`(?m)^\| (\d+) (?:to (\d+)|px and more)[^|]*\| (\d+) \|`).FindAllStringSubmatch(string(source), -1) {
		b := &band{to: 1400}
		for i, n := range []*int{&b.from, &b.to, &b.height} {
			if m[i+1] != "" {
				*n, _ = strconv.Atoi(m[i+1])
			}
		}
		bands = append(bands, b)
	}
	if len(bands) != 3 || bands[0].from != 320 || bands[1].from != bands[0].to+1 || bands[2].from != bands[1].to+1 {
		t.Fatalf("docs/embedding.md names heights for %d widths", len(bands))
	}
	b := bare(t)
	for _, l := range lessons.All {
		for _, folder := range []string{"", "es/"} {
			if _, err := os.Stat("../../dist/" + folder + l.ID + "/index.html"); folder != "" && err != nil {
				continue // it has no words in that language
			}
			b.open(folder + l.ID + "/index.html?embed").live()
			for _, in := range bands {
				for _, w := range []int{in.from, 360, 390, 430, 500, 580, 650, 675, 703, 768, 800, 900, 1024, 1280, in.to} {
					if w < in.from || w > in.to {
						continue
					}
					b.do(screen(size{int64(w), 700}, 1))
					h := eval[int](b, highest)
					in.most = max(in.most, h)
					if h > in.height {
						t.Errorf("%s%s needs %d px at a width of %d; documented are %d", folder, l.ID, h, w, in.height)
					}
				}
			}
		}
	}
	for _, in := range bands {
		t.Logf("from %d to %d px: %d documented, %d needed", in.from, in.to, in.height, in.most)
		if in.most*11 < in.height*10 {
			t.Errorf("from %d to %d px at most %d are needed, documented are %d", in.from, in.to, in.most, in.height)
		}
	}
}

// Where the host calls scripts plain text and forbids to look closer, none runs that could say so: the page says it without. A page whose scripts are slow
// never does.
func TestScriptsRefused(t *testing.T) {
	var hold time.Duration
	folder := "plain/nosniff"
	host(folder, func(w http.ResponseWriter, r *http.Request, file string) {
		kind := types[path.Ext(file)]
		if path.Ext(file) == ".js" {
			if hold == 0 {
				kind = "text/plain"
				w.Header().Set("X-Content-Type-Options", "nosniff")
			} else if strings.HasPrefix(path.Base(file), "theme") {
				time.Sleep(hold)
			}
		}
		send(w, file, kind)
	})
	seen := `[...document.querySelectorAll(".notice")].filter((n) => n.checkVisibility({ visibilityProperty: true }) && n.textContent.trim().length > 1)`
	for lang, want := range map[string]string{"": "Reload the page", "es/": "Recarga la página"} {
		b := bare(t)
		b.excuse("MIME type")
		b.at(site.URL + "/" + folder + "/" + lang + "hourglass/index.html")
		b.wait(seen+`.length > 0`, 15*time.Second)
		if said := eval[[]string](b, seen+`.map((n) => n.textContent)`); len(said) != 1 || !contains(said[0], want) || !contains(said[0], "text/javascript") {
			t.Errorf("the page says %q", said)
		}
		if n := eval[int](b, `[...document.querySelectorAll(".step")].filter(s => s.getClientRects().length).length`); n < 7 {
			t.Errorf("the page shows %d steps", n)
		}
		b.shot("scripts-refused-" + strings.Trim(lang, "/"))
	}
	hold = 5 * time.Second
	b := bare(t, before(`globalThis.shown = []; setInterval(() => { for (const n of document.querySelectorAll(".refused, .unscripted")) if (n.checkVisibility({ visibilityProperty: true })) shown.push(n.textContent); }, 20)`))
	b.at(site.URL + "/" + folder + "/hourglass/index.html")
	b.wait(`document.documentElement.dataset.state === "ready"`, 60*time.Second)
	if shown := eval[[]string](b, `shown`); len(shown) > 0 {
		t.Errorf("a page that is merely slow says %q", shown[0])
	}
}
