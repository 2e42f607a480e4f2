//go:build browser

package test

import (
	"fmt"
	"html"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
)

func testPage(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile("testdata/embed/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// snippets are the pieces of HTML in the page for authors.
func snippets(t *testing.T) []string {
	t.Helper()
	b, err := os.ReadFile("../../docs/embedding.md")
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, m := range regexp.MustCompile("(?s)```html\n(.*?)```").FindAllStringSubmatch(string(b), -1) {
		all = append(all, m[1])
	}
	if len(all) < 6 {
		t.Fatalf("docs/embedding.md has %d snippets", len(all))
	}
	return all
}

// Every snippet of docs/embedding.md works in a page of another origin: the lesson is ready and as high as its frame. The page around plays, for
// frames that nobody else listens to, one that has H5P's resizer.
func TestSnippets(t *testing.T) {
	alongside(t)
	for i, s := range snippets(t) {
		t.Run(fmt.Sprint(i+1), func(t *testing.T) {
			h5p := `addEventListener("message", (e) => { const f = [...document.querySelectorAll("iframe")].find((f) => f.contentWindow === e.source);
if (f && e.data?.context === "h5p" && e.data.action === "resize") f.style.height = e.data.scrollHeight + "px"; });`
			if contains(s, "data?.hourglass") {
				h5p = ""
			}
			s = strings.NewReplacer("https://example.org/course", "COURSE", "https://your.site", "HOST").Replace(s)
			b := abroad(t, `<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title><link rel="icon" href="data:,">
<script>const heard = []; addEventListener("message", (e) => heard.push(e.data)); `+h5p+`</script><body>`+s+`</body></html>`)
			if !contains(s, "iframe") && !contains(s, "autoencoder-lesson") { // a link
				b.open(html.UnescapeString(regexp.MustCompile(`href="COURSE/([^"]*)"`).FindStringSubmatch(s)[1]))
				b.waitState("paused", 30*time.Second)
				if b.fact("step") != 500 {
					t.Errorf("the link opens at step %v", b.fact("step"))
				}
				return
			}
			b.wait(`heard.some((m) => m.type === "ready")`, 30*time.Second)
			frame := `(document.querySelector("iframe") ?? document.querySelector("autoencoder-lesson").shadowRoot.querySelector("iframe"))`
			b.frames("embed", frame)
			if title := eval[string](b, frame+`.title`); len(title) < 10 {
				t.Errorf("the frame's title is %q", title)
			}
			b.waitInFrame("embed", `document.querySelector(".notice p").textContent.includes("WebGL2")`, 5*time.Second) // and of nothing else: a bare tab has none
			b.promised(s)
		})
	}
}

// promised tries what a snippet says beyond the lesson.
func (b *tab) promised(snippet string) {
	b.t.Helper()
	switch {
	case contains(snippet, `id="go"`):
		b.press("#go")
		b.wait(`Number(document.querySelector("#loss").value) > 0 && Number(document.querySelector("#loss").value) < 0.06`, 20*time.Second)
	case contains(snippet, `knob: "amount"`):
		b.waitInFrame("embed", `document.querySelector('[data-knob="amount"]').value === "0.5"`, 10*time.Second)
	case contains(snippet, `lock="rate"`):
		b.waitInFrame("embed", `document.querySelector('[data-knob="rate"]').disabled && getComputedStyle(document.querySelector('[data-name="seed"]')).display === "none" &&
			document.documentElement.dataset.theme === "light" && document.querySelector('[data-step="room"]').classList.contains("here")`, time.Second)
	}
}

// Frames are as high as their content at any width, by each of the three messages that say so, also when the content grows or the drawer opens in it.
func TestEmbedHeights(t *testing.T) {
	b := abroad(t, testPage(t, "frames.html"))
	frames := map[string]string{"noise/": "own", "hourglass/": "h5p", "line/": "lti"}
	for lesson := range frames {
		b.waitInFrame(lesson, `document.documentElement.dataset.state !== "loading"`, 40*time.Second)
	}
	for _, w := range []int64{1280, 768, 320} {
		b.do(screen(size{w, 900}, 1))
		for lesson, id := range frames {
			b.frames(lesson, `document.getElementById("`+id+`")`)
		}
	}
	inFrame[bool](b, "noise/", `document.querySelectorAll(".notes details").forEach((d) => (d.open = true)), true`)
	b.frames("noise/", `document.getElementById("own")`)
	b.do(script(`document.getElementById("lti").scrollIntoView()`))
	shut := inFrame[float64](b, "line/", contentHeight)
	inFrame[bool](b, "line/", `document.querySelector("#more").click(), true`)
	b.waitInFrame("line/", fmt.Sprintf(`%s > %v + 300`, contentHeight, shut), patience)
	b.frames("line/", `document.getElementById("lti")`)
}

// A lesson in a site that is foreign to the browser too, and so in a process of its own.
func TestEmbedCrossSite(t *testing.T) {
	address := farther(foreign(t, `<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:,"><script src="COURSE/embed.js" defer></script>
<autoencoder-lesson lesson="flat" run="step=60"></autoencoder-lesson></html>`, nil))
	b := newTab(t, laptop)
	b.travel(address)
	b.do(script(`const l = document.querySelector("autoencoder-lesson"); const heard = []; for (const t of ["ready", "facts", "fault"]) l.addEventListener(t, (e) => heard.push([t, e.detail]))`))
	b.wait(`heard.some(([t]) => t === "ready") && l.shadowRoot.querySelector("iframe").clientHeight > 500`, 60*time.Second)
	b.do(script(`l.play()`))
	b.wait(`heard.at(-1)[1].step > 100`, 40*time.Second)
	b.do(script(`l.pause()`))
	b.wait(`heard.at(-1)[1].state === "paused"`, 10*time.Second)
	if run := eval[string](b, `l.run`); !contains(run, "step=") {
		t.Errorf("the element's run is %q", run)
	}
	b.shot("embed-cross-site")
}

// In a language that the course has for a lesson the element is in it, poster and all; in one that it has not, also when a command comes first, it is in English.
func TestElementLanguages(t *testing.T) {
	b := abroad(t, `<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:,"><script src="COURSE/embed.js" defer></script>
<autoencoder-lesson id="own" lesson="line" lang="es" start="click"></autoencoder-lesson><autoencoder-lesson id="none" lesson="noise" lang="es" start="click"></autoencoder-lesson>
<script>const heard = []; for (const l of document.querySelectorAll("autoencoder-lesson")) l.addEventListener("ready", () => heard.push(l.id));
addEventListener("load", () => none.stepOnce());</script></html>`)
	b.excuse("404")
	b.wait(`heard.includes("none") && own.shadowRoot.querySelector("img")?.naturalWidth > 0`, 60*time.Second)
	if src := eval[string](b, `own.shadowRoot.querySelector("img").src`); !contains(src, "/es/poster/line") {
		t.Errorf("the poster is %s", src)
	}
	b.do(script(`own.launch()`))
	b.wait(`heard.includes("own")`, 60*time.Second)
	for id, want := range map[string]string{"own": "/es/line/", "none": base + "/noise/"} {
		if src := eval[string](b, id+`.shadowRoot.querySelector("iframe").src`); !contains(src, want) {
			t.Errorf("%s is at %s", id, src)
		}
	}
}

// Of twenty lessons on a page at most four are live, however it is scrolled; nothing is loaded anew, and a run that gave way comes back to the bit.
func TestTwentyLessons(t *testing.T) {
	b := abroad(t, testPage(t, "twenty.html"))
	b.wait(`live().length > 0`, 30*time.Second)
	b.do(script(`const told = []; all()[0].addEventListener("facts", (e) => told.push(e.detail)); all()[0].play()`))
	b.wait(`told.at(-1)?.step > 40`, 40*time.Second)
	b.do(script(`all()[0].pause()`))
	b.wait(`told.at(-1).state === "paused"`, 5*time.Second)
	hash, run := eval[string](b, `told.at(-1).hash`), eval[string](b, `all()[0].run`)
	for i := 2; i < 20; i += 3 {
		b.do(script(fmt.Sprintf(`all()[%d].scrollIntoView()`, i)))
		b.wait(fmt.Sprintf(`all()[%d].shadowRoot.querySelector("iframe")`, i), 20*time.Second)
	}
	if eval[bool](b, `!!all()[0].shadowRoot.querySelector("iframe")`) {
		t.Error("the first lesson never gave way")
	}
	b.do(script(`told.length = 0; all()[0].scrollIntoView()`))
	b.wait(`told.at(-1)?.state === "paused"`, 40*time.Second)
	if h, r := eval[string](b, `told.at(-1).hash`), eval[string](b, `all()[0].run`); h != hash || r != run {
		t.Errorf("the run %s (%s) came back as %s (%s)", run, hash, r, h)
	}
	if most := eval[int](b, `most`); most > 4 || most < 3 {
		t.Errorf("%d lessons were live at once", most)
	}
	if b.loads != 1 {
		t.Errorf("the page was loaded %d times", b.loads)
	}
	b.shot("embed-twenty")
}

// talking opens the page that talks with a lesson; query may say whom the lesson is to take for its site.
func talking(t *testing.T, query string, setup ...act) *tab {
	t.Helper()
	b := bare(t, setup...)
	b.travel(foreign(t, testPage(t, "talk.html"), nil) + query)
	b.wait(`of("ready").length`, 40*time.Second)
	return b
}

// frameRun is the whole state of a run: fingerprint, step, every knob.
const frameRun = `(f => f("hash").value + " at " + f("step").value + ", " + [...document.querySelectorAll("[data-knob]")].map(k => k.value) + " " +
	document.documentElement.dataset.state)(n => document.querySelector('[data-fact="' + n + '"]'))`

// Ten thousand messages that mean harm change nothing, nor do those of a neighbour and of the frame's own child; and a stranger hears nothing of the run.
func TestHostileMessages(t *testing.T) {
	b := talking(t, "?as=https://elsewhere.example")
	before := inFrame[string](b, "embed", frameRun)
	if !contains(before, "at 150") {
		t.Fatalf("the run is %s", before)
	}
	inFrame[bool](b, "embed", `addEventListener("message", (e) => e.data === "that was all" && (document.body.dataset.over = (document.body.dataset.over ?? "") + "x")), true`)
	b.do(script(`hostile(10000, say); say("slide:stop"); say("slide:start"); say("that was all")`),
		script(`const s = document.createElement("script"); s.textContent = "(" + hostile + ")(3000, (m) => parent.frames[0].postMessage(m, '*')); parent.frames[0].postMessage('that was all', '*')"; document.querySelector("#sibling").contentDocument.body.append(s)`))
	inFrame[bool](b, "embed", `["play", "step", "reset"].forEach((type) => window.postMessage({hourglass: 1, type}, "*")), true`)
	b.waitInFrame("embed", `document.body.dataset.over === "xx"`, patience)
	b.frameRests("embed")
	if after := inFrame[string](b, "embed", frameRun); after != before {
		t.Errorf("the run was %s and is %s", before, after)
	}
	if n := eval[int](b, `heard.filter((m) => !["ready", "height"].includes(m.type)).length`); n != 0 {
		t.Errorf("a stranger heard %d messages of the run", n)
	}
}

// heldClock lets a test hold the clock and the timers of a frame: the attribute data-clock says by how many milliseconds they have gone on since, and none
// lets them go.
const heldClock = `if (window !== top) {
	const real = performance.now.bind(performance), set = setTimeout.bind(window), clear = clearTimeout.bind(window), due = new Map();
	let begun, last = 1e9;
	const now = () => begun === undefined ? real() : begun + Number(document.documentElement.dataset.clock);
	performance.now = now;
	window.setTimeout = (f, ms, ...a) => begun === undefined ? set(f, ms, ...a) : (due.set(++last, { at: now() + (ms ?? 0), f: () => f(...a) }), last);
	window.clearTimeout = (id) => due.delete(id) || clear(id);
	addEventListener("clock", () => {
		begun ??= Math.round(real());
		const free = document.documentElement.dataset.clock === undefined;
		for (const [id, d] of due) if (free || d.at <= now()) due.delete(id) && d.f();
		if (free) begun = undefined;
	});
}`

// clockAt holds the frame's clock at so many milliseconds after it was first held.
func (b *tab) clockAt(ms int) {
	b.t.Helper()
	inFrame[bool](b, "embed", fmt.Sprintf(`document.documentElement.dataset.clock = %d, dispatchEvent(new Event("clock"))`, ms))
}

// calmly fails unless a run that goes on is told to the page around it once in a quarter of a second, by the clock of the frame.
func (b *tab) calmly() {
	b.t.Helper()
	told := func() int { return eval[int](b, `of("facts").length`) }
	goesOn := func() { // the page around has heard all that was said before
		at := inFrame[float64](b, "embed", atStep)
		b.waitInFrame("embed", fmt.Sprintf(`%s >= %v`, atStep, at+50), patience)
		b.shown()
	}
	const begun = 1000 // when something is told at once: the last time is longer ago
	b.clockAt(0)
	goesOn()
	b.clockAt(begun)
	goesOn()
	before := told()
	for i, ms := range []int{0, 249, 250, 499, 500} {
		b.clockAt(begun + ms)
		goesOn()
		if n, want := told()-before, []int{0, 0, 1, 1, 2}[i]; n != want {
			b.t.Errorf("%d messages of facts in %d ms, not %d", n, ms, want)
		}
	}
	inFrame[bool](b, "embed", `delete document.documentElement.dataset.clock, dispatchEvent(new Event("clock"))`)
}

// Commands from the right site work.
func TestCommands(t *testing.T) {
	b := talking(t, "", before(heldClock))
	facts := func(expression string) {
		t.Helper()
		b.wait(`((f) => f && (`+expression+`))(of("facts").at(-1))`, 20*time.Second)
	}
	facts(`f.step === 150 && f.state === "paused" && f.knobs.neck === 2`)
	b.do(script(`command("step")`))
	facts(`f.step === 151`)
	b.do(script(`command("turn", {knob: "rate", value: 0.005})`))
	facts(`f.knobs.rate === 0.005`)
	b.do(script(`command("speed", {value: 100}); command("play")`))
	facts(`f.state === "training" && f.speed === 100`)
	b.calmly()
	b.do(script(`command("pause")`))
	facts(`f.state === "paused" && f.step > 151`)
	b.do(script(`command("goto", {step: 2})`))
	b.wait(`of("step").at(-1)?.index === 1`, 5*time.Second)
	b.do(script(`command("goto", {step: "map"})`))
	b.wait(`of("step").at(-1).id === "map"`, 5*time.Second)
	b.do(script(`command("open", {run: "#seed=7&rate=0.003&step=300&part=predict"})`))
	facts(`f.step === 300 && f.knobs.seed === 7`)
	if p := native(t, "seed=7&rate=0.003&step=300").Now(); float32(eval[float64](b, `of("facts").at(-1).loss`)) != p.Loss {
		t.Errorf("the loss is told as %v, the core says %v", eval[float64](b, `of("facts").at(-1).loss`), p.Loss)
	}
	b.wait(`of("step").at(-1).id === "predict"`, 5*time.Second)
	b.do(script(`command("reset")`))
	facts(`f.step === 0 && f.knobs.seed === 7`)
	if n := eval[int](b, `of("fault").length`); n != 0 {
		t.Errorf("%d faults for commands that can be: %s", n, eval[string](b, `JSON.stringify(of("fault"))`))
	}
	b.do(script(`command("open", {run: "rate=9999&step=20"})`))
	b.wait(`of("fault").at(-1)?.words.includes("link")`, 5*time.Second)
}

// Commands that cannot be are answered with one fault each, a flood of them with few, and none changes anything.
func TestWrongCommands(t *testing.T) {
	b := talking(t, "", before(heldClock))
	before := inFrame[string](b, "embed", frameRun)
	wrong := []string{`{hourglass: 1}`, `{hourglass: 1, type: "dance"}`, `{hourglass: 1, type: "__proto__"}`, `{hourglass: 2, type: "play"}`, `{hourglass: 1, type: "turn", knob: "wheel", value: 1}`,
		`{hourglass: 1, type: "turn", knob: "rate", value: NaN}`, `{hourglass: 1, type: "turn", knob: "rate", value: "0.1"}`, `{hourglass: 1, type: "turn", knob: "neck", value: 2.5}`,
		`{hourglass: 1, type: "turn", knob: "neck", value: 1e9}`, `{hourglass: 1, type: "turn", knob: "unit", value: 99}`, `{hourglass: 1, type: "goto", step: 99}`, `{hourglass: 1, type: "goto"}`,
		`{hourglass: 1, type: "speed", value: -1}`, `{hourglass: 1, type: "speed", value: 123}`, `{hourglass: 1, type: "open"}`, `{hourglass: 1, type: "open", run: "part=nowhere"}`}
	for i, w := range wrong {
		b.do(script(`say(` + w + `)`))
		b.wait(fmt.Sprintf(`of("fault").length > %d`, i), 3*time.Second)
		if k := eval[int](b, `of("fault").length`); k != i+1 {
			t.Fatalf("%s is answered with %d faults", w, k-i)
		}
	}
	for _, other := range []string{`"hello"`, `null`, `7`, `{source: "some-tool"}`} {
		b.do(script(`say(` + other + `)`))
	}
	b.frameRests("embed")
	n := eval[int](b, `of("fault").length`)
	if n != len(wrong) {
		t.Errorf("%d faults for %d wrong commands and four messages that are none", n, len(wrong))
	}
	b.clockAt(2000) // the commands of another second are counted anew
	inFrame[bool](b, "embed", `addEventListener("message", (e) => e.data === "that was all" && (document.body.dataset.over = "x")), true`)
	b.do(script(`hostile(4000, (m) => ["turn", "goto", "speed"].includes(m?.type) && say({...m, value: NaN, step: -1})); say("that was all")`))
	b.waitInFrame("embed", `document.body.dataset.over === "x"`, patience)
	b.frameRests("embed")
	if k := eval[int](b, `of("fault").length`) - n; k != 51 {
		t.Errorf("a flood within a second is answered with %d faults, not with one for each of fifty and one for the rest", k)
	}
	b.clockAt(3000)
	b.do(script(`say({hourglass: 1, type: "dance"})`))
	b.until(fmt.Sprintf(`of("fault").length > %d`, n+51))
	if after := inFrame[string](b, "embed", frameRun); after != before {
		t.Errorf("commands that cannot be changed the run from %s to %s", before, after)
	}
}

// A slide deck stops a run when its slide is left, and lets it go on when it is shown again; a run that rested goes on resting, and what a step trains by
// itself ends where the step says.
func TestSlides(t *testing.T) {
	b := talking(t, "")
	at := func() float64 { return inFrame[float64](b, "embed", atStep) }
	b.do(script(`say("slide:start")`))
	b.frameRests("embed")
	if at() != 150 {
		t.Error("a slide that is shown starts a run that rested")
	}
	b.do(script(`command("speed", {value: 100}); command("play")`))
	b.wait(`of("facts").at(-1).step > 160`, 10*time.Second)
	b.do(script(`say("slide:stop")`))
	b.waitInFrame("embed", `document.documentElement.dataset.state === "paused"`, patience)
	then := at()
	b.frameRests("embed")
	if now := at(); now != then {
		t.Errorf("a slide that was left trains on from %v to %v", then, now)
	}
	b.do(script(`say("slide:start")`))
	b.wait(fmt.Sprintf(`of("facts").at(-1).step > %v`, then+5), 10*time.Second)
	b.do(script(`command("goto", {step: "map"})`))
	b.waitInFrame("embed", `document.documentElement.hasAttribute("data-leads")`, 10*time.Second)
	b.do(script(`say("slide:stop"); say("slide:start")`))
	b.waitInFrame("embed", `document.documentElement.dataset.state === "paused"`, patience)
	b.frameRests("embed")
	if now := at(); now != 2000 {
		t.Errorf("what the step trains by itself ends at %v", now)
	}
}

// What is left out is gone, what is locked stays and says why, also where another rule of the knob changes; what is not there is named in one sentence.
func TestHideAndLock(t *testing.T) {
	b := bare(t).open("noise/?embed&hide=seed,step,goal&lock=noise,amount,reset,past").live()
	seen := func(s string) bool {
		return eval[bool](b, `(e => !!e && e.getClientRects().length > 0)(document.querySelector('`+s+`'))`)
	}
	b.press("#more")
	for _, s := range []string{`.knob[data-name="seed"]`, `[data-action="step"]`, `.goal`, `.brand`, `a.home`} {
		if seen(s) {
			t.Errorf("%s is still there", s)
		}
	}
	for _, s := range []string{`.knob[data-name="noise"]`, `[data-action="reset"]`, `h1`, `.pager`} {
		if !seen(s) {
			t.Errorf("%s is gone", s)
		}
	}
	for _, s := range []string{`[data-knob="noise"]`, `[data-knob="amount"]`, `[data-action="reset"]`, `#past`} {
		if !eval[bool](b, `(e => e.disabled && (e.title + (e.getAttribute("aria-describedby") ?? "").split(" ").map(i => document.getElementById(i)?.textContent).join(" ")).includes("Fixed on this page"))(document.querySelector('`+s+`'))`) {
			t.Errorf("%s can be turned, or does not say why not", s)
		}
	}
	if out := eval[[]string](b, `[...document.querySelectorAll("a[href]")].filter(a => a.getClientRects().length && a.target !== "_blank" && a.pathname !== location.pathname).map(a => a.href)`); len(out) > 0 {
		t.Errorf("links lead out of the lesson: %q", out)
	}
	b = newTab(t, laptop) // a tab with WebGL: in a bare one the page soon speaks of something else
	for address, want := range map[string]string{
		"noise/?embed&hide=wheel,rate&lock=text,horn,rate": "The address hides or locks what this lesson does not have: wheel, text, horn.",
		"noise/?hide=Wheel!&embed=maybe&theme=light":       "The address asks for what cannot be, and is not followed there: embed=maybe, hide=Wheel!.",
	} {
		b.open(address)
		b.wait(`document.querySelector(".notice p").textContent`, 10*time.Second)
		if notice := eval[string](b, `document.querySelector(".notice p").textContent`); notice != want {
			t.Errorf("%s: the page says %q", address, notice)
		}
	}
}

// Sharing: one click copies the link, the snippets say what was ticked, the keyboard gets in and out, and a browser that refuses to copy selects.
func TestShareDialog(t *testing.T) {
	b := bare(t, before(`globalThis.copied = []; Object.defineProperty(navigator, "clipboard", {value: {writeText: async (s) => { if (globalThis.refuse) throw new Error("no"); copied.push(s); }}})`)).open("noise/#part=room&step=120")
	b.waitState("paused", 30*time.Second)
	b.do(script(`document.querySelector("#share").focus()`))
	b.press("#share")
	b.wait(`document.querySelector("#sharing").open && document.activeElement.dataset.copy === "share-run"`, 5*time.Second)
	b.press(`[data-copy="share-run"]`)
	b.wait(`copied.length === 1 && document.querySelector("#sharing .said").textContent.includes("copied")`, 3*time.Second)
	if link := eval[string](b, `copied[0]`); !contains(link, "noise/#part=room&step=120") {
		t.Errorf("copied %q", link)
	}
	if link := b.value("#share-step"); contains(link, "step=120") || !contains(link, "#part=room") {
		t.Errorf("the link to the step is %q", link)
	}
	b.do(script(`document.querySelectorAll("#sharing details").forEach(d => (d.open = true));
for (const s of ['[name="share-rate"][value="lock"]', '[name="share-text"][value="hide"]', "#share-with-step", "#share-with-run"]) document.querySelector(s).click()`))
	for _, want := range []string{`lesson="noise"`, `lock="rate"`, `hide="text"`, `step="3"`, `run="step=120"`, base + `/embed.js" defer`} {
		if got := b.value("#share-snippet"); !contains(got, want) {
			t.Errorf("the snippet lacks %s: %s", want, got)
		}
	}
	b.do(script(`(s => { s.value = "iframe"; s.dispatchEvent(new Event("change", {bubbles: true})); })(document.querySelector("#share-as"))`))
	if got := b.value("#share-snippet"); !strings.HasPrefix(got, "<iframe src=") || !contains(got, `?embed&amp;step=3&amp;hide=text&amp;lock=rate#step=120`) {
		t.Errorf("the frame is %s", got)
	}
	if frames := eval[int](b, `document.querySelectorAll("#sharing iframe").length`); frames != 0 {
		t.Errorf("%d frames before one was asked for", frames)
	}
	b.press("[data-try]")
	b.wait(`(f => f?.contentDocument?.documentElement?.dataset.state === "paused" && Math.abs(f.clientHeight - f.contentDocument.body.clientHeight) < 3)(document.querySelector(".trial iframe"))`, 30*time.Second)
	b.do(script(`globalThis.refuse = true`))
	b.press(`[data-copy="share-snippet"]`)
	b.wait(`document.activeElement.id === "share-snippet" && document.activeElement.selectionEnd > 100`, 3*time.Second)
	b.do(screen(phone, 1))
	b.until(fmt.Sprintf(`innerWidth === %d`, phone.w))
	b.quiet()
	if over := eval[float64](b, `(d => Math.max(d.scrollWidth - d.clientWidth, d.getBoundingClientRect().right - innerWidth))(document.querySelector("#sharing"))`); over > 0 {
		t.Errorf("on a phone the dialog is %v px too wide", over)
	}
	for _, kind := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeRawKeyDown, input.DispatchKeyEventTypeKeyUp} {
		b.do(call(input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: kind, Key: "Escape", Code: "Escape", WindowsVirtualKeyCode: 27}))
	}
	b.wait(`!document.querySelector("#sharing").open && document.activeElement.id === "share" && !document.querySelector(".trial iframe")`, 3*time.Second)
}
