package site_test

import (
	"net/http"
	"testing"
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
