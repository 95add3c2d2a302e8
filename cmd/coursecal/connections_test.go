package main

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// large is a schedule whose feed is larger than what a connection holds on its
// way to a client that does not read.
func large() string {
	return `id: large-2020
name: Large
timezone: Europe/London
sessions:
  lab: {when: Mon Tue Wed Thu Fri 10:00-11:00, from: 2020-01-01, count: 1000, notes: ` + strings.Repeat("x", 5000) + "}\n"
}

// dial opens a connection and sends text on it.
func (s *service) dial(t *testing.T, text string) *net.TCPConn {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if _, err := io.WriteString(conn, text); err != nil {
		t.Fatal(err)
	}
	return conn.(*net.TCPConn)
}

// Connections on which nothing happens, and those that never end their request,
// keep nobody waiting. The numbers of the large are tried by hand; these fit
// into the open files of any machine.
func TestManyConnections(t *testing.T) {
	file := filepath.Join(t.TempDir(), "one.yaml")
	save(t, file, one)
	s := start(t, file)
	s.waitFor(t, "/one-2020.ics", 200)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i := range 60 {
				if i%3 == 0 {
					s.dial(t, "GET /one-2020.ics HTTP/1.1\r\nHost: x\r\nX: ")
					continue
				}
				conn := s.dial(t, "GET /one-2020.ics HTTP/1.1\r\nHost: x\r\n\r\n")
				r, err := http.ReadResponse(bufio.NewReader(conn), nil)
				if err != nil || r.StatusCode != http.StatusOK {
					t.Error(r, err)
				}
			}
		})
	}
	wg.Wait()
	began := time.Now()
	for range 20 {
		if status, _ := s.get(t, "/one-2020.ics"); status != http.StatusOK {
			t.Errorf("status %d", status)
		}
	}
	if took := time.Since(began); took > 2*time.Second {
		t.Errorf("an ordinary client waits %s for 20 answers", took)
	}
}

// slow asks for the large feed and reads no more than its first line.
func (s *service) slow(t *testing.T) (conn *net.TCPConn, answer *bufio.Reader) {
	t.Helper()
	s.waitFor(t, "/large-2020.ics", 200)
	conn = s.dial(t, "")
	if err := conn.SetReadBuffer(64 << 10); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(conn, "GET /large-2020.ics HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	answer = bufio.NewReader(conn)
	if line, err := answer.ReadString('\n'); err != nil || line != "HTTP/1.1 200 OK\r\n" {
		t.Fatalf("%q, %v", line, err)
	}
	return conn, answer
}

// A server that is asked to end takes no new client, and lets a slow one have
// the whole of its answer.
func TestDrain(t *testing.T) {
	file := filepath.Join(t.TempDir(), "large.yaml")
	save(t, file, large())
	s := start(t, "--no-gzip", file)
	_, answer := s.slow(t)
	ended := make(chan int)
	go func() { ended <- s.end() }()
	for began := time.Now(); ; time.Sleep(10 * time.Millisecond) {
		conn, err := net.Dial("tcp", strings.TrimPrefix(s.url, "http://"))
		if err != nil {
			break
		}
		conn.Close()
		if time.Since(began) > 2*time.Second {
			t.Fatal("new clients are still taken")
		}
	}
	body, err := io.ReadAll(answer)
	if err != nil || !strings.HasSuffix(string(body), "END:VCALENDAR\r\n") {
		t.Errorf("the answer is cut after %d bytes: %v", len(body), err)
	}
	if code := <-ended; code != exitFine {
		t.Errorf("exit code %d", code)
	}
}

// Connections on which no whole request has come keep no server from its end,
// and are no answers that were cut off.
func TestDrainNewcomers(t *testing.T) {
	file := filepath.Join(t.TempDir(), "one.yaml")
	save(t, file, one)
	s := start(t, "--drain", "1s", file)
	s.waitFor(t, "/one-2020.ics", 200)
	s.dial(t, "")
	s.dial(t, "GET /one")
	time.Sleep(100 * time.Millisecond) // until they have been taken
	if code := s.end(); code != exitFine {
		t.Errorf("exit code %d", code)
	}
}

// One that is too slow is cut off, and that is told.
func TestDrainCut(t *testing.T) {
	file := filepath.Join(t.TempDir(), "large.yaml")
	save(t, file, large())
	s := start(t, "--no-gzip", "--drain", "300ms", file)
	s.slow(t)
	began := time.Now()
	if code := s.end(); code != exitUsage {
		t.Errorf("exit code %d", code)
	}
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("the server needs %s to end", took)
	}
	s.awaitLine(t, `^coursecal: some answers were cut off: they took longer than --drain 300ms$`)
}
