package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A service is a running server.
type service struct {
	url, state string
	hangup     chan os.Signal
	end        func() int
	// log takes what the server writes to standard error after its address.
	log chan string
}

// start runs serve on a free port until the test ends.
func start(t *testing.T, args ...string) *service {
	t.Helper()
	s := &service{state: t.TempDir(), hangup: make(chan os.Signal), log: make(chan string, 100_000)}
	read, write := io.Pipe()
	e, _, _ := world("")
	e.stderr, e.now = write, time.Now
	ctx, cancel := context.WithCancel(context.Background())
	fs := newFlagSet("serve")
	flags := defineServe(fs)
	if err := parseFlags(fs, "serve", append([]string{"--listen", "127.0.0.1:0", "--state", s.state}, args...)); err != nil {
		t.Fatal(err)
	}
	ended := make(chan int, 1)
	go func() {
		err := flags.serve(ctx, e, fs.Args(), s.hangup)
		code := exitFine
		if f, ok := err.(*failure); ok {
			e.tell(f)
			code = f.code
		}
		write.Close()
		ended <- code
	}()
	lines := bufio.NewScanner(read)
	if !lines.Scan() {
		t.Fatal("the server says nothing")
	}
	address, ok := strings.CutPrefix(lines.Text(), "coursecal: listening on ")
	if !ok {
		t.Fatalf("the server says %q", lines.Text())
	}
	go func() {
		for lines.Scan() {
			s.log <- lines.Text()
		}
		close(s.log)
	}()
	s.url = address
	s.end = func() int {
		cancel()
		code := <-ended
		ended <- code
		return code
	}
	t.Cleanup(func() { s.end() })
	return s
}

// get returns the status and the body of an answer.
func (s *service) get(t *testing.T, path string) (int, string) {
	t.Helper()
	for {
		r, err := http.Get(s.url + path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r.Body)
		r.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		if r.StatusCode != http.StatusServiceUnavailable {
			return r.StatusCode, string(body)
		}
		time.Sleep(10 * time.Millisecond) // the courses are being read
	}
}

func TestServe(t *testing.T) {
	file := filepath.Join(t.TempDir(), "one.yaml")
	save(t, file, one)
	s := start(t, file)
	status, body := s.get(t, "/one-2020.ics")
	if status != 200 || !strings.Contains(body, "SUMMARY:Essay due 16:00") {
		t.Fatalf("%d: %s", status, body)
	}
	began := time.Now()
	save(t, file, strings.Replace(one, "16:00", "17:00", 1))
	for !strings.Contains(body, "due 17:00") {
		if time.Since(began) > 2*time.Second {
			t.Fatal("an edit is not live within two seconds")
		}
		time.Sleep(20 * time.Millisecond)
		_, body = s.get(t, "/one-2020.ics")
	}
	if !strings.Contains(body, "SEQUENCE:1\r\n") {
		t.Error("the edit is no revision")
	}
	if code := s.end(); code != exitFine {
		t.Errorf("exit code %d", code)
	}
}

func save(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
