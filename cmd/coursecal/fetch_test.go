package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// told returns an error with its hint, as a person reads it.
func told(err error) string {
	var f *failure
	if errors.As(err, &f) {
		return f.msg
	}
	return err.Error()
}

func TestFetch(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("/x.ics", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Cache-Control") != "no-cache" {
			t.Errorf("Cache-Control %q", r.Header.Get("Cache-Control"))
		}
		_, _ = io.WriteString(w, "content")
	})
	mux.HandleFunc("/large", func(w http.ResponseWriter, _ *http.Request) {
		// A small answer that unpacks to more than there may be.
		w.Header().Set("Content-Encoding", "gzip")
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, _ = z.Write(make([]byte, maxFetched+1))
		_ = z.Close()
		_, _ = w.Write(b.Bytes())
	})
	mux.HandleFunc("/cut", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		_, _ = io.WriteString(w, "half")
	})
	for from, to := range map[string]string{
		"/r0": "/x.ics", "/r1": "/r0", "/r2": "/r1", "/r3": "/r2", "/away": "http://example.com/x.ics",
	} {
		mux.Handle(from, http.RedirectHandler(to, http.StatusFound))
	}
	server := httptest.NewServer(mux)
	defer server.Close()
	for _, path := range []string{"/x.ics", "/r0", "/r1", "/r2"} {
		if data, err := fetch(server.URL + path); err != nil || string(data) != "content" {
			t.Errorf("%s: %q, %v", path, data, err)
		}
	}
	for path, want := range map[string]string{
		"/none":  "the server answers 404 Not Found",
		"/r3":    "more than 3 redirects",
		"/away":  "plain http can be changed on its way: use https",
		"/large": "it is larger than 10 MB",
		"/cut":   "unexpected EOF",
	} {
		data, err := fetch(server.URL + path)
		if err == nil || !strings.HasSuffix(told(err), want) || data != nil {
			t.Errorf("%s: %q, %v; want %q", path, data, err, want)
		}
	}
	for address, want := range map[string]string{
		"http://calendars.example.edu/x.ics": `cannot read "http://calendars.example.edu/x.ics": plain http can be changed on its way: use https`,
		"webcal://h.example/t/secret/x.ics":  `cannot read "webcal://h.example/t/…/x.ics": only https addresses can be read`,
		"https:///x.ics":                     `cannot read "https:///x.ics": it names no server`,
	} {
		if _, err := fetch(address); err == nil || told(err) != want {
			t.Errorf("%s: %v; want %q", address, err, want)
		}
	}
}

// A server that cannot be reached is told without the secrets of its address.
func TestFetchNowhere(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	address := strings.Replace(server.URL, "http://", "http://ann:secret@", 1) + "/t/secret/x.ics?key=secret"
	_, err := fetch(address)
	if err == nil || strings.Contains(told(err), "secret") || !strings.Contains(told(err), "/t/…/x.ics?…") {
		t.Errorf("%v", err)
	}
}

// A redirect tells nobody the address that it came from, nor the one that it
// cannot lead to.
func TestFetchRedirectsQuietly(t *testing.T) {
	var referer string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/t/secret/x.ics":
			http.Redirect(w, r, "/there", http.StatusFound)
		case "/t/secret/broken":
			w.Header().Set("Location", "http://[::1/t/secret")
			w.WriteHeader(http.StatusFound)
		default:
			referer = r.Header.Get("Referer")
		}
	}))
	defer server.Close()
	if _, err := fetch(server.URL + "/t/secret/x.ics"); err != nil || referer != "" {
		t.Errorf("the Referer is %q; %v", referer, err)
	}
	_, err := fetch(server.URL + "/t/secret/broken")
	if err == nil || strings.Contains(told(err), "secret") || !strings.HasSuffix(told(err), "it redirects to an address that cannot be read") {
		t.Errorf("%v", err)
	}
}

// What takes too long is told in plain words.
func TestFetchSlowly(t *testing.T) {
	err := cannotFetch(&url.URL{Scheme: "https", Host: "h.example", Path: "/x.ics"}, context.DeadlineExceeded)
	if want := `cannot read "https://h.example/x.ics": the server takes longer than 30s`; told(err) != want {
		t.Errorf("%s, want %s", told(err), want)
	}
}

// A secure server that sends its readers to an open one is not followed.
func TestFetchStaysSecure(t *testing.T) {
	before, _ := http.NewRequest(http.MethodGet, "https://example.edu/x", nil)
	next, _ := http.NewRequest(http.MethodGet, "http://localhost/x", nil)
	if err := checkRedirect(next, []*http.Request{before}); err == nil {
		t.Error("followed from https to http")
	}
}

func TestMasked(t *testing.T) {
	for address, want := range map[string]string{
		"https://ann:secret@h.example/x.ics":                         "https://h.example/x.ics",
		"https://h.example/x.ics?token=abc":                          "https://h.example/x.ics?…",
		"https://h.example/t/abc/x.ics":                              "https://h.example/t/…/x.ics",
		"https://h.example/private-0123456789abcdef0123456789/a.ics": "https://h.example/…/a.ics",
		"https://h.example/courses/comp6248-differentiable-2020.ics": "https://h.example/courses/comp6248-differentiable-2020.ics",
		"https://h.example/0123456789abcdef0123456789.ics":           "https://h.example/….ics",
		"https://h.example/%zz":                                      "https://…",
	} {
		if got := masked(address); got != want {
			t.Errorf("%s: %s, want %s", address, got, want)
		}
	}
}
