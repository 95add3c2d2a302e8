package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The live feed is a ledger like any other, and a feed that cannot be reached
// stops the run.
func TestPreviousURL(t *testing.T) {
	dir := t.TempDir()
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	defer server.Close()
	name := filepath.Join(dir, "one-2020.ics")
	e, _, stderr := world(one)
	if code := run([]string{"generate", "-", "-o", name}, e); code != 0 {
		t.Fatal(stderr)
	}
	live, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{server.URL + "/one-2020.ics", server.URL + "/"} {
		e, stdout, stderr := world(strings.Replace(one, "One", "Two", 1))
		if code := run([]string{"generate", "-", "--previous", address}, e); code != 0 {
			t.Fatal(stderr)
		}
		if got := stdout.String(); !strings.Contains(got, "X-COURSECAL-LEDGER:1") || got == string(live) {
			t.Errorf("%s: %s", address, got)
		}
		e, stdout, stderr = world(one)
		if code := run([]string{"generate", "-", "--previous", address}, e); code != 0 || stdout.String() != string(live) {
			t.Errorf("%s: nothing changed, and the bytes did\n%s", address, stderr)
		}
	}
	e, stdout, stderr := world(one)
	code := run([]string{"generate", "-", "--previous", server.URL + "/none.ics?key=secret"}, e)
	if code != 2 || stdout.Len() > 0 || !strings.Contains(stderr.String(), "404 Not Found") || strings.Contains(stderr.String(), "secret") {
		t.Errorf("a missing feed: exit code %d\n%s%s", code, stdout, stderr)
	}
}

// A server that takes long keeps no other run waiting that writes in the same
// folder.
func TestSlowServerLocksNothing(t *testing.T) {
	dir := t.TempDir() + string(filepath.Separator)
	asked, answer := make(chan bool), make(chan bool)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked <- true
		<-answer
		http.NotFound(w, r)
	}))
	defer server.Close()
	slow := make(chan int)
	go func() {
		e, _, _ := world(one)
		slow <- run([]string{"generate", "-", "-o", dir, "--previous", server.URL + "/", "--fresh"}, e)
	}()
	<-asked
	e, _, stderr := world(strings.Replace(one, "one-2020", "two-2020", 1))
	if code := run([]string{"generate", "-", "-o", dir}, e); code != 0 {
		t.Errorf("the other run: exit code %d: %s", code, stderr)
	}
	answer <- true
	if code := <-slow; code != 0 {
		t.Errorf("the slow run: exit code %d", code)
	}
	alone(t, dir, "one-2020.ics", "two-2020.ics")
}

// --fresh is for what is lost. A server that has trouble has lost nothing.
func TestFreshURL(t *testing.T) {
	for code, want := range map[int]int{http.StatusNotFound: 0, http.StatusGone: 0, http.StatusForbidden: exitUsage, http.StatusServiceUnavailable: exitUsage} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }))
		e, stdout, stderr := world(one)
		got := run([]string{"generate", "-", "--previous", server.URL + "/", "--fresh"}, e)
		if got != want || got == 0 && !strings.Contains(stdout.String(), "SEQUENCE:164160") {
			t.Errorf("%d: exit code %d, want %d\n%s%s", code, got, want, stdout, stderr)
		}
		server.Close()
	}
}
