package main

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestQueueKeepsOrder writes from several sides; nothing is lost, and the lines
// of each side are in order.
func TestQueueKeepsOrder(t *testing.T) {
	const sides, lines = 4, 500
	var out bytes.Buffer
	q := newQueue(&out)
	var wg sync.WaitGroup
	for side := range sides {
		wg.Go(func() {
			line := []byte{}
			for n := range lines {
				line = fmt.Appendf(line[:0], "%d %d\n", side, n) // one buffer, as loggers have
				_, _ = q.Write(line)
			}
		})
	}
	wg.Wait()
	q.close(time.Minute)
	var next [sides]int
	for line := range strings.Lines(out.String()) {
		var side, n int
		if _, err := fmt.Sscanf(line, "%d %d\n", &side, &n); err != nil || n != next[side] {
			t.Fatalf("%q after %d lines of its side", line, next[side])
		}
		next[side]++
	}
	if next != [sides]int{lines, lines, lines, lines} {
		t.Errorf("%v lines were written", next)
	}
}

// stuck is a writer that takes nothing until it is let.
type stuck struct {
	let chan struct{}
	mu  sync.Mutex
	got bytes.Buffer
}

func (s *stuck) Write(p []byte) (int, error) {
	<-s.let
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.got.Write(p)
}

// TestQueueNeverWaits has a log that nobody reads: neither those who write nor
// the end wait for it, and what was dropped is told when somebody reads again.
func TestQueueNeverWaits(t *testing.T) {
	w := &stuck{let: make(chan struct{})}
	q := newQueue(w)
	// More than the queue has room for and what stands in one write besides: the
	// half of it was too few wherever the writer came to its turn at once.
	const lines = queued + together
	began := time.Now()
	for range lines {
		_, _ = q.Write([]byte("line\n"))
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("writing took %s", took)
	}
	close(w.let)
	q.close(time.Minute)
	w.mu.Lock()
	defer w.mu.Unlock()
	text := w.got.String()
	if kept := strings.Count(text, "line\n"); kept < queued || !strings.Contains(text, "lines of the log were dropped") {
		t.Errorf("%d lines were kept, of %d", kept, lines)
	}

	q = newQueue(&stuck{let: make(chan struct{})})
	_, _ = q.Write([]byte("line\n"))
	began = time.Now()
	q.close(10 * time.Millisecond)
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("the end took %s", took)
	}
}
