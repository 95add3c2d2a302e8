package main

import (
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"coursecal/cmd/coursecal/internal/token"
)

// askTLS returns the status and the body of an answer, whose certificate does
// not count.
func askTLS(t *testing.T, url string) (int, string) {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, DisableKeepAlives: true}}
	r, err := client.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, string(body)
}

// awaitLine returns the first line of the log that matches, and its groups.
func (s *service) awaitLine(t *testing.T, pattern string) []string {
	t.Helper()
	re := regexp.MustCompile(pattern)
	for late := time.After(3 * time.Second); ; {
		select {
		case line := <-s.log:
			if m := re.FindStringSubmatch(line); m != nil {
				return m
			}
		case <-late:
			t.Fatalf("no line of the log matches %s", pattern)
		}
	}
}

func TestServeTLS(t *testing.T) {
	dir := t.TempDir()
	cert, key, file := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem"), filepath.Join(dir, "one.yaml")
	writePair(t, cert, key, "first")
	save(t, file, one)
	s := start(t, "--tls-cert", cert, "--tls-key", key, file)
	if !strings.HasPrefix(s.url, "https://127.0.0.1:") {
		t.Fatalf("the server is at %s", s.url)
	}
	shows := func(want string) {
		t.Helper()
		conn, err := tls.Dial("tcp", strings.TrimPrefix(s.url, "https://"), &tls.Config{InsecureSkipVerify: true})
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		if got := conn.ConnectionState().PeerCertificates[0].Subject.CommonName; got != want {
			t.Errorf("the server shows %q, want %q", got, want)
		}
	}
	shows("first")
	s.awaitLine(t, "msg=serving") // by then they have been read
	if status, body := askTLS(t, s.url+"/one-2020.ics"); status != 200 || !strings.HasPrefix(body, "BEGIN:VCALENDAR\r\n") {
		t.Errorf("%d: %s", status, body)
	}
	if _, body := askTLS(t, s.url+"/one-2020/subscribe"); !strings.Contains(body, s.url+"/one-2020.ics") {
		t.Errorf("the page has no link by https:\n%s", body)
	}
	// Who speaks otherwise is told in the log, but not from where.
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.url, "https://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_, _ = conn.Write([]byte("GET / HTTP/1.1\r\n\r\n"))
	s.awaitLine(t, `level=INFO msg="http: TLS handshake error: `)
	writePair(t, cert, key, "second")
	s.awaitLine(t, `msg="certificate read"`)
	shows("second")
	overwrite(t, key, []byte("broken"))
	s.awaitLine(t, "level=ERROR .*make no pair")
	shows("second")
}

func TestAdmin(t *testing.T) {
	s, grant := private(t, "--admin", "0")
	admin := s.awaitLine(t, `url=(http://127\.0\.0\.1:\d+)/status`)[1]
	secret := grant(token.Grant{Course: "secret-2020"})
	s.waitFor(t, "/t/"+secret+"/secret-2020.ics", 200)
	s.get(t, "/one-2020.ics")
	s.get(t, "/one-2020.ics")
	s.get(t, "/"+secret)

	_, metrics := askTLS(t, admin+"/metrics")
	for _, want := range []string{
		"coursecal_requests_total{course=\"one-2020\",status=\"200\"} 2\n", "coursecal_requests_total{course=\"(other)\",status=\"404\"} 1\n",
		"coursecal_requests_total{course=\"(private)\",status=\"200\"} 1\n", "coursecal_feeds 1\n", "coursecal_private_feeds 1\n",
		"coursecal_tokens 1\n", "coursecal_feed_entries{course=\"one-2020\"} 1\n", "coursecal_problems 0\n",
	} {
		if !strings.Contains(metrics, want) {
			t.Errorf("no %q in\n%s", want, metrics)
		}
	}
	if strings.Contains(metrics, "secret-2020") || strings.Contains(metrics, secret) {
		t.Errorf("the metrics tell of the private course:\n%s", metrics)
	}

	// What is wrong is told with its place; the feeds stay, and /healthz too.
	if err := os.WriteFile(token.In(s.state).Path, []byte("ann\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.awaitLine(t, "something is wrong with the tokens")
	awaitStatus(t, admin, regexp.MustCompile("tokens:1:1: a line has 6 fields, and this has 1"))
	if status, body := s.get(t, "/healthz"); status != 200 || strings.Contains(body, "tokens") {
		t.Errorf("/healthz: %d %s", status, body)
	}
}

// awaitStatus waits until /status tells something. The log may tell it first.
func awaitStatus(t *testing.T, admin string, want *regexp.Regexp) {
	t.Helper()
	var status string
	for range 100 {
		if _, status = askTLS(t, admin+"/status"); want.MatchString(status) {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Errorf("the status is\n%s\nwant %s", status, want)
}

// The errors of a broken schedule are told with file, line and column, and
// since when; the public sees their number.
func TestStatus(t *testing.T) {
	file := filepath.Join(t.TempDir(), "one.yaml")
	save(t, file, one)
	s := start(t, "--admin", ":0", file)
	admin := s.awaitLine(t, `url=(http://127\.0\.0\.1:\d+)/status`)[1]
	s.waitFor(t, "/one-2020.ics", 200)
	save(t, file, strings.Replace(one, "Fri", "Tue", 1))
	s.awaitLine(t, "a schedule is wrong")
	want := regexp.MustCompile(`wrong since 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC, for \ds:\n` + regexp.QuoteMeta(file) + `:5:16: .*\n  hint: .*\n`)
	awaitStatus(t, admin, want)
	if code, body := s.get(t, "/healthz"); code != 200 || strings.Contains(body, "one.yaml") || !strings.Contains(body, "problems 1") {
		t.Errorf("/healthz: %d\n%s", code, body)
	}
	if code, _ := s.get(t, "/one-2020.ics"); code != 200 {
		t.Errorf("the feed: %d", code)
	}
}
