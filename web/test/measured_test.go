//go:build browser

package test

import (
	"path"
	"strconv"
	"strings"
	"testing"
	"time"

	"hourglass/core/data"
	_ "hourglass/core/data/measured"
	"hourglass/core/train"
	"hourglass/lessons"
)

// fetched counts the requests for a file of data.
func (b *tab) fetched(k data.Kind) (n int) {
	name := strings.TrimSuffix(k.File().Name, path.Ext(k.File().Name))
	for _, r := range b.requests {
		if strings.Contains(r, name) {
			n++
		}
	}
	return n
}

// Data that are a file are fetched when they are chosen, and not before; the run on them is the core's, and the picture is drawn of them.
func TestMeasuredData(t *testing.T) {
	alongside(t)
	for i := range data.KindNames {
		if k := data.Kind(i); k.File() != nil {
			t.Run(train.Token(k.String()), func(t *testing.T) { fetchedWhenChosen(t, k) })
		}
	}
}

func fetchedWhenChosen(t *testing.T, k data.Kind) {
	b := withPixels(t, laptop).open("hourglass/").live()
	if n := b.fetched(k); n > 0 {
		t.Fatalf("%s was fetched %d times before anybody chose it", k, n)
	}
	link := "data=" + train.Token(k.String()) + "&step=200"
	b.do(script(`location.hash = "` + link + `"`))
	b.wait(`document.querySelector('[data-fact="step"]').getAttribute("value") === "200" && document.documentElement.dataset.state === "paused"`, 40*time.Second)
	if p := native(t, link).Now(); float32(b.fact("loss")) != p.Loss || float32(b.fact("validation")) != p.Valid {
		t.Errorf("the page says %v and %v, the core %v and %v", b.fact("loss"), b.fact("validation"), p.Loss, p.Valid)
	}
	b.live()
	b.wait(`document.querySelector("iframe").contentDocument.body.textContent.includes("input x · `+strconv.Itoa(k.Dim())+`")`, 20*time.Second)
	b.shot("measured-" + train.Token(k.String()))
	if n := b.fetched(k); n != 1 {
		t.Errorf("%s was fetched %d times", k, n)
	}
}

// A file that does not come is told in words, and nothing is lost; chosen again, it comes.
func TestMeasuredDataLost(t *testing.T) {
	b := newTab(t, laptop, before(`globalThis.lost = true;
const get = fetch;
globalThis.fetch = (url, ...rest) => lost && String(url).includes("ecg208") ? Promise.reject(new TypeError("gone")) : get(url, ...rest)`)).open("hourglass/#seed=3&step=60")
	b.waitState("paused", 40*time.Second)
	loss := b.fact("loss")
	b.do(script(`location.hash = "data=real-heart&step=20"`))
	b.wait(`document.querySelector(".notice p").textContent.includes("has not come")`, 20*time.Second)
	b.shot("no-heart")
	if b.fact("loss") != loss || b.fact("step") != 60 {
		t.Errorf("the run stands at %v with loss %v", b.fact("step"), b.fact("loss"))
	}
	b.do(script(`lost = false; location.hash = "data=real-heart&step=21"`))
	b.wait(`document.querySelector('[data-fact="step"]').getAttribute("value") === "21"`, 20*time.Second)
}

// The file of a lesson, and that of the whole course, hold the data that it offers: no network is asked.
func TestMeasuredDataInOneFile(t *testing.T) {
	const link = "data=real-heart&step=40"
	for _, address := range []string{fileURL(t, "anomaly.html") + "#" + link, fileURL(t, "course.html") + "?lesson=anomaly#" + link} {
		b := bare(t)
		b.travel(address)
		b.wait(`document.querySelector('[data-fact="step"]')?.getAttribute("value") === "40" && document.documentElement.dataset.state === "paused"`, 60*time.Second)
		if loss := b.fact("loss"); float32(loss) != nativeOf(t, &lessons.Anomaly, link).Now().Loss {
			t.Errorf("%s stands at a loss of %v", address, loss)
		}
	}
}
