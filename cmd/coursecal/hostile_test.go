package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// answers sends bytes and returns what comes back until the server closes, or
// has been silent for a while.
func (s *service) answers(t *testing.T, raw string) string {
	t.Helper()
	conn := s.dial(t, "")
	go io.WriteString(conn, raw)
	var all bytes.Buffer
	part := make([]byte, 64<<10)
	for {
		_ = conn.SetReadDeadline(time.Now().Add(300 * time.Millisecond))
		n, err := conn.Read(part)
		all.Write(part[:n])
		if err != nil {
			return all.String()
		}
	}
}

func serveOne(t *testing.T, args ...string) *service {
	t.Helper()
	file := filepath.Join(t.TempDir(), "one.yaml")
	save(t, file, one)
	s := start(t, append(args, file)...)
	if status, _ := s.get(t, "/one-2020.ics"); status != 200 {
		t.Fatal(status)
	}
	return s
}

// What is no proper request gets an error, and nothing that hides in one is
// answered.
func TestHostileRequests(t *testing.T) {
	t.Parallel()
	s := serveOne(t)
	const host = "Host: x\r\n"
	const hidden = "GET /one-2020.ics HTTP/1.1\r\nHost: x\r\n\r\n"
	for name, test := range map[string]struct {
		raw  string
		want string // what the first answer begins with
	}{
		"two lengths":          {"GET / HTTP/1.1\r\n" + host + "Content-Length: 0\r\nContent-Length: 42\r\n\r\n" + hidden, "HTTP/1.1 400"},
		"length and chunks":    {"GET /healthz HTTP/1.1\r\n" + host + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden, "HTTP/1.1 "},
		"a body":               {fmt.Sprintf("GET /healthz HTTP/1.1\r\n%sContent-Length: %d\r\n\r\n%s", host, len(hidden), hidden), "HTTP/1.1 200"},
		"a strange encoding":   {"GET /healthz HTTP/1.1\r\n" + host + "Transfer-Encoding: xchunked\r\n\r\n" + hidden, "HTTP/1.1 501"},
		"two encodings":        {"GET /healthz HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n" + hidden, "HTTP/1.1 501"},
		"space before a colon": {"GET /healthz HTTP/1.1\r\n" + host + "Content-Length : 42\r\n\r\n" + hidden, "HTTP/1.1 400"},
		"a negative length":    {"GET /healthz HTTP/1.1\r\n" + host + "Content-Length: -1\r\n\r\n" + hidden, "HTTP/1.1 400"},
		"a zero byte":          {"GET /healthz HTTP/1.1\r\n" + host + "X: a\x00b\r\n\r\n" + hidden, "HTTP/1.1 400"},
		"a broken escape":      {"GET /%zz HTTP/1.1\r\n" + host + "\r\n", "HTTP/1.1 400"},
		"no host":              {"GET /healthz HTTP/1.1\r\n\r\n", "HTTP/1.1 400"},
		"options of all":       {"OPTIONS * HTTP/1.1\r\n" + host + "\r\n", "HTTP/1.1 405"},
		"two hosts":            {"GET /healthz HTTP/1.1\r\n" + host + host + "\r\n", "HTTP/1.1 400"},
		"no version":           {"GET /healthz\r\n\r\n", "HTTP/1.1 400"},
		"another protocol":     {"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n", "HTTP/1.1 400"},
		"a megabyte of path":   {"GET /" + strings.Repeat("a", 1<<20) + ".ics HTTP/1.1\r\n" + host + "\r\n", "HTTP/1.1 431"},
		"a flood of fields":    {"GET /healthz HTTP/1.1\r\n" + host + strings.Repeat("X-Field: value\r\n", 50_000) + "\r\n", "HTTP/1.1 431"},
		"60 KB of conditions":  {"GET /one-2020.ics HTTP/1.1\r\n" + host + "If-None-Match: " + strings.Repeat(`"x", `, 12_000) + "\r\n\r\n", "HTTP/1.1 431"},
		"20 KB of conditions":  {"GET /one-2020.ics HTTP/1.1\r\n" + host + "If-None-Match: " + strings.Repeat(`"x", `, 4_000) + "\r\n\r\n", "HTTP/1.1 200"},
	} {
		got := s.answers(t, test.raw)
		if !strings.HasPrefix(got, test.want) {
			t.Errorf("%s: %.100q, want %q", name, got, test.want)
		}
		if strings.Contains(test.raw, hidden) && strings.Contains(got, "BEGIN:VCALENDAR") {
			t.Errorf("%s: what is hidden in it was answered", name)
		}
		for _, trace := range []string{"goroutine", ".go:", "/tmp/", "coursecal/cmd"} {
			if strings.Contains(got, trace) {
				t.Errorf("%s: the answer tells of the program: %.300q", name, got)
			}
		}
	}
	if status, _ := s.get(t, "/one-2020.ics"); status != 200 {
		t.Errorf("afterwards %d", status)
	}
}

// Ten thousand wishes cost bounded time and memory, and are refused or fulfilled.
func TestManyQueries(t *testing.T) {
	t.Parallel()
	s := serveOne(t)
	conn := s.dial(t, "")
	answers := bufio.NewReader(conn)
	for i := range 10_000 {
		query := fmt.Sprintf("remind=deadline:%dm", i+1)
		if i%2 == 0 {
			query = fmt.Sprintf("x%d=y", i)
		}
		fmt.Fprintf(conn, "GET /one-2020.ics?%s HTTP/1.1\r\nHost: x\r\n\r\n", query)
		r, err := http.ReadResponse(answers, nil)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, r.Body)
		if want := 200 + 200*((i+1)%2); r.StatusCode != want {
			t.Fatalf("%s: %d, want %d", query, r.StatusCode, want)
		}
	}
}

func TestStateInUse(t *testing.T) {
	t.Parallel()
	s := serveOne(t)
	e, _, stderr := world("")
	if code := run([]string{"serve", "x.yaml", "--listen", "127.0.0.1:0", "--state", s.state}, e); code != exitUsage {
		t.Errorf("exit code %d", code)
	}
	want := fmt.Sprintf("coursecal: the state folder %q is taken: another server uses it\n  hint: give each server a --state folder of its own, or end the other one\n", s.state)
	if stderr.String() != want {
		t.Errorf("it says %q, want %q", stderr, want)
	}
}

func TestNoGzip(t *testing.T) {
	t.Parallel()
	s := serveOne(t, "--no-gzip")
	got := s.answers(t, "GET /one-2020.ics HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n")
	if strings.Contains(got, "Content-Encoding") || strings.Contains(got, "Vary") || !strings.Contains(got, "BEGIN:VCALENDAR") {
		t.Errorf("%.400s", got)
	}
}
