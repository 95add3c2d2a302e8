package site_test

import (
	"bufio"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// FuzzTargets: whatever is asked for, the answer is one of a few, no redirect,
// and nothing of the private course.
func FuzzTargets(f *testing.F) {
	s := newSite(f)
	for _, seed := range []string{
		"/a-2020.ics", "/a-2020+b-2020.ics?only=lab&group=A", "/a-2020/subscribe?only=lab&only=talk", "/t/x/secret-2020.ics", "/secret-2020.atom",
		"/%2e%2e/a", "//a", "/a-2020%2f", "/?id=a-2020&id=secret-2020", "/a-2020/embed?group=%00", "*", "http://x/a-2020.atom", "/gone-2020.ics?remind=none",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, target string) {
		r, err := http.ReadRequest(bufio.NewReader(strings.NewReader("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n")))
		if err != nil {
			return
		}
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		switch w.Code {
		case 200, 400, 404, 410:
		default:
			t.Errorf("%q: %d", target, w.Code)
		}
		if w.Header().Get("Location") != "" || strings.Contains(w.Body.String(), "Secret") {
			t.Errorf("%q: %v %s", target, w.Header(), w.Body)
		}
	})
}
