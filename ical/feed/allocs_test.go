package feed_test

import (
	"net/http"
	"testing"

	"coursecal/ical/feed"
)

// recorder is a ResponseWriter that costs nothing by itself.
type recorder struct {
	header http.Header
	status int
}

func (r *recorder) Header() http.Header         { return r.header }
func (r *recorder) WriteHeader(status int)      { r.status = status }
func (r *recorder) Write(p []byte) (int, error) { return len(p), nil }

func conditional(b *feed.Body, name, value string) *http.Request {
	r, _ := http.NewRequest("GET", "/a.ics", nil)
	r.Header.Set("Accept-Encoding", "br, gzip")
	r.Header.Set(name, value)
	return r
}

// A 304 allocates nothing but what net/http does itself.
func TestAllocations(t *testing.T) {
	b := feed.New(content(), &feed.Packer{})
	w := &recorder{header: http.Header{}}
	for name, r := range map[string]*http.Request{
		"by tag":  conditional(b, "If-None-Match", `"x", `+b.ETag()[:len(b.ETag())-1]+`-gzip"`),
		"by date": conditional(b, "If-Modified-Since", modified.Format(http.TimeFormat)),
	} {
		if got := testing.AllocsPerRun(100, func() { b.Serve(w, r) }); got != 0 || w.status != 304 {
			t.Errorf("%s: %v allocations for a %d", name, got, w.status)
		}
	}
	if _, has := w.header["Content-Type"]; has {
		t.Error("a 304 tells the type of what it does not send")
	}
}

func BenchmarkNotModified(b *testing.B) {
	body := feed.New(content(), &feed.Packer{})
	w, r := &recorder{header: http.Header{}}, conditional(body, "If-None-Match", body.ETag())
	r.Header.Del("Accept-Encoding")
	b.ReportAllocs()
	for b.Loop() {
		body.Serve(w, r)
	}
}
