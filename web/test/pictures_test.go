//go:build browser

package test

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"

	measures "hourglass/core/ask"
	"hourglass/lessons"
)

// keepsWhatIsSaved stands in for the windows of the browser that ask where a file is to go, and which one to open: what was saved is opened, or its beginning
// alone where it is to be cut.
const keepsWhatIsSaved = `globalThis.cut = false;
URL.createObjectURL = (make => blob => { if (blob.type === "application/octet-stream") globalThis.saved = blob; return make.call(URL, blob); })(URL.createObjectURL);
HTMLAnchorElement.prototype.click = (click => function () { if (!this.download) click.call(this); })(HTMLAnchorElement.prototype.click);
HTMLInputElement.prototype.click = (click => function () {
	if (this.type !== "file") return click.call(this);
	const all = new DataTransfer();
	all.items.add(new File([cut ? saved.slice(0, 700) : saved], "pictures.hgpic"));
	this.files = all.files;
	this.dispatchEvent(new Event("change"));
})(HTMLInputElement.prototype.click);
`

// Pictures are saved as a file that opens by itself, here and natively; opened again one of them is shown. A file that was cut off changes nothing but for a sentence.
func TestPicturesAsAFile(t *testing.T) {
	b := newTab(t, laptop, before(keepsWhatIsSaved)).open("compression/")
	b.press(`[data-go="file"]`)
	b.wait(`document.querySelector("#file.here [data-pictures=save]")?.getClientRects().length && document.documentElement.dataset.state === "paused" && Number(document.querySelector('[data-fact="step"]').getAttribute("value")) >= 2000`, 90*time.Second)
	b.press(`#file [data-pictures="save"]`)
	b.wait(`globalThis.saved && document.querySelector(".notice p").textContent.startsWith("Saved: 128 pictures in " + saved.size)`, 20*time.Second)
	file, err := base64.StdEncoding.DecodeString(eval[string](b, `saved.arrayBuffer().then(a => btoa(String.fromCharCode(...new Uint8Array(a))))`))
	if err != nil {
		t.Fatal(err)
	}
	u, err := measures.Unpack(file)
	if err != nil || u.Rows != 128 || u.Setup.Data != lessons.Compression.Setup.Data {
		t.Fatalf("what was saved is %+v: %v", u, err)
	}
	b.press(`#file [data-pictures="open"]`)
	b.wait(`document.querySelector(".notice p").textContent.startsWith("Opened: 128 pictures")`, 20*time.Second)
	b.wait(`document.querySelector(".dots [data-go=file]").hasAttribute("data-done")`, 20*time.Second)
	b.do(script(`cut = true`))
	b.press(`#file [data-pictures="open"]`)
	b.wait(`!document.querySelector(".notice p").textContent.startsWith("Opened")`, 20*time.Second)
	if said := b.text(".notice p"); said == "" || strings.Contains(said, "NaN") || b.state() != "paused" {
		t.Errorf("of a file that was cut off it says %q, and the page is %q", said, b.state())
	}
}
