// Package port carries messages between two programs: bytes in, bytes out, in order. In a browser a port is a MessagePort, natively
// it is one end of a [Pipe]. What the bytes mean is package wire's business; no message is read here.
package port

import "sync"

// A Port is one end of a line. Sending never blocks, and never fails: whoever is gone does not hear.
type Port interface {
	// Send sends a copy of b.
	Send(b []byte)
	// Receive returns the oldest message that waits, or nil when none does. It lives until the next Receive.
	Receive() []byte
	// Listen has f called after each arrival, and once now if messages wait. It must be called at most once.
	Listen(f func())
}

// Limit is the longest message that is taken in; a longer one is dropped unread.
const Limit = 8 << 20

// An inbox holds what has arrived. Its buffers go round, so that a steady stream of messages needs no new memory.
type inbox struct {
	mu      sync.Mutex
	waiting [][]byte
	spare   [][]byte
	shown   []byte // what Receive returned last
	wake    func()
}

// put adds a message of n bytes, which fill writes.
func (q *inbox) put(n int, fill func(dst []byte)) {
	q.mu.Lock()
	var b []byte
	if last := len(q.spare) - 1; last >= 0 {
		b, q.spare = q.spare[last], q.spare[:last]
	}
	if cap(b) < n {
		b = make([]byte, n, n+n/4)
	}
	b = b[:n]
	fill(b)
	q.waiting = append(q.waiting, b)
	wake := q.wake
	q.mu.Unlock()
	if wake != nil {
		wake()
	}
}

// Receive takes the oldest message.
func (q *inbox) Receive() []byte {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.shown != nil && len(q.spare) < 4 {
		q.spare = append(q.spare, q.shown)
	}
	q.shown = nil
	if len(q.waiting) == 0 {
		return nil
	}
	q.shown = q.waiting[0]
	q.waiting = append(q.waiting[:0], q.waiting[1:]...)
	return q.shown
}

// Listen sets what an arrival calls.
func (q *inbox) Listen(f func()) {
	q.mu.Lock()
	q.wake = f
	some := len(q.waiting) > 0
	q.mu.Unlock()
	if some {
		f()
	}
}
