package main

import (
	"strconv"

	"hourglass/core/ask"
	"hourglass/core/train"
	"hourglass/wasm/wire"
)

// Pictures as a file: the learner's own copy of what the network has squeezed.

// pack sends a window the pictures set aside as a file, and says what it holds.
func (m *Mill) pack(c *Client) {
	file, sizes, err := m.session.Pack()
	if err != nil {
		m.fault(c, err.Error())
		return
	}
	m.out = wire.AppendPacked(m.out[:0], file)
	c.send(m.out)
	m.did(train.Saved, "Saved: "+strconv.Itoa(m.session.Set().Valid)+" pictures in "+strconv.Itoa(sizes.All())+" bytes, of which "+strconv.Itoa(sizes.Weights)+
		" are the decoder and "+strconv.Itoa(sizes.Codes)+" the codes.")
}

// unpack shows a picture of a file: the one that was set aside at the place of the shown one, else the first. A file that cannot be opened, or whose pictures
// are of another size, changes nothing.
func (m *Mill) unpack(c *Client, d *wire.Command) {
	u, err := ask.Unpack(d.Bytes)
	if err != nil {
		m.fault(c, err.Error())
		return
	}
	s := m.session
	if u.Setup.Data.Form() != s.Setup.Data.Form() || u.Setup.Data.Width() != s.Setup.Data.Width() || u.Setup.Data.Height() != s.Setup.Data.Height() {
		m.fault(c, "This file holds pictures of another size: "+u.Setup.Data.String()+". Choose such data first.")
		return
	}
	at, dim := s.View.Sample-s.Set().Train, s.Set().Dim()
	if at < 0 || at >= u.Rows {
		at = 0
	}
	s.Exhibit(u.Pictures[at*dim : (at+1)*dim])
	m.did(train.Opened, "Opened: "+strconv.Itoa(u.Rows)+" pictures from "+strconv.Itoa(len(d.Bytes))+" bytes. Number "+strconv.Itoa(at+1)+" is shown, as its "+strconv.Itoa(u.Bits)+" bits paint it.")
}

// did counts what the learner did, and says so.
func (m *Mill) did(what train.Doing, said string) {
	m.session.Did(what)
	m.notice = said
	m.board.due = true
	m.version++
}
