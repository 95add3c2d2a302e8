package site_test

import (
	"fmt"
	"net/http"
	"testing"

	"coursecal/cmd/coursecal/internal/token"
)

// recorder is a ResponseWriter that costs nothing by itself.
type recorder struct {
	header http.Header
	status int
}

func (r *recorder) Header() http.Header         { return r.header }
func (r *recorder) WriteHeader(status int)      { r.status = status }
func (r *recorder) Write(p []byte) (int, error) { return len(p), nil }

// What nearly every request is, a feed that has not changed, allocates nothing
// beyond what net/http does itself.
func TestAllocations(t *testing.T) {
	s := newSite(t)
	r, _ := http.NewRequest("GET", "/a-2020.ics", nil)
	r.Header.Set("If-None-Match", s.Snapshot().Courses["a-2020"].Feed.ETag())
	w := &recorder{header: http.Header{}}
	if got := testing.AllocsPerRun(100, func() { s.ServeHTTP(w, r) }); got != 0 || w.status != 304 {
		t.Errorf("%v allocations for a %d", got, w.status)
	}
}

// Neither does the feed of a private course, nor a wrong token beyond its
// answer: guessing costs the server no more than any other address.
func TestPrivateAllocations(t *testing.T) {
	s := newSite(t)
	secret := token.NewSecret()
	line := fmt.Sprintf("ann secret-2020 - - %x 2020-04-24T00:00:00Z\n", token.Hash(secret))
	list, problems := token.Parse("tokens", []byte(line))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	s.Tokens = func() *token.List { return list }
	allocs := func(path string, want int) float64 {
		t.Helper()
		r, _ := http.NewRequest("GET", path, nil)
		r.Header.Set("If-None-Match", s.Snapshot().Courses["secret-2020"].Feed.ETag())
		w := &recorder{header: http.Header{}}
		got := testing.AllocsPerRun(100, func() { s.ServeHTTP(w, r) })
		if w.status != want {
			t.Errorf("%s: %d, want %d", path, w.status, want)
		}
		return got
	}
	if got := allocs("/t/"+secret+"/secret-2020.ics", 304); got != 0 {
		t.Errorf("%v allocations for a 304", got)
	}
	wrong, missing := allocs("/t/"+token.NewSecret()+"/secret-2020.ics", 404), allocs("/there-is-none.ics", 404)
	if wrong > missing {
		t.Errorf("%v allocations for a wrong token, %v for an address that is not there", wrong, missing)
	}
}
