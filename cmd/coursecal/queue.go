package main

import (
	"bytes"
	"fmt"
	"io"
	"sync/atomic"
	"time"
)

const (
	// queued is how many lines of a log wait to be written at most.
	queued = 4096
	// together is how many bytes of them are written at once, or little more.
	together = 32 << 10
)

// A queue writes lines behind the back of those who log them: a log that nobody
// reads, such as a pipe that is full, must keep no calendar waiting. What finds
// the queue full is dropped, and counted.
type queue struct {
	lines      chan []byte
	dropped    atomic.Int64
	stop, done chan struct{}
}

func newQueue(w io.Writer) *queue {
	q := &queue{lines: make(chan []byte, queued), stop: make(chan struct{}), done: make(chan struct{})}
	go q.run(w)
	return q
}

// Write takes a line, or several. It never waits and never fails.
func (q *queue) Write(p []byte) (int, error) {
	select {
	case q.lines <- bytes.Clone(p):
	default:
		q.dropped.Add(1)
	}
	return len(p), nil
}

// run writes until the queue is closed and empty.
func (q *queue) run(w io.Writer) {
	defer close(q.done)
	var text []byte
	for {
		select {
		case line := <-q.lines:
			text = append(text[:0], line...)
		case <-q.stop:
			if text = q.waiting(text[:0]); len(text) == 0 {
				return
			}
		}
		text = q.waiting(text)
		if n := q.dropped.Swap(0); n > 0 {
			text = fmt.Appendf(text, "coursecal: %d lines of the log were dropped, for nobody read it in time\n", n)
		}
		// Where a write fails there is no other place to tell it.
		_, _ = w.Write(text)
	}
}

// waiting adds lines that are there already.
func (q *queue) waiting(text []byte) []byte {
	for len(text) < together {
		select {
		case line := <-q.lines:
			text = append(text, line...)
		default:
			return text
		}
	}
	return text
}

// close waits until all is written, for so long at most. It is called once.
func (q *queue) close(wait time.Duration) {
	close(q.stop)
	select {
	case <-q.done:
	case <-time.After(wait):
	}
}
