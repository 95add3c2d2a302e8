package feed_test

import (
	"net/http"
	"strings"
	"testing"

	"coursecal/ical/feed"
)

// FuzzConditions: whatever a client sends, a 304 is only for those who name
// the tag, "*", or a date that is right.
func FuzzConditions(f *testing.F) {
	b := feed.New(content(), &feed.Packer{})
	for _, seed := range []string{"*", b.ETag(), "W/" + b.ETag(), `"x", "y"`, `"`, "W/", `""`, ","} {
		f.Add(seed, "gzip;q=0.5, *;q=0", "Fri, 24 Apr 2020 09:30:00 GMT")
	}
	f.Fuzz(func(t *testing.T, match, accept, since string) {
		r, _ := http.NewRequest("GET", "/a.ics", nil)
		r.Header["If-None-Match"] = []string{match}
		r.Header["Accept-Encoding"] = []string{accept}
		r.Header["If-Modified-Since"] = []string{since}
		w := &recorder{header: http.Header{}}
		b.Serve(w, r)
		tag := w.header["Etag"][0]
		if named := strings.Contains(match, tag) || strings.Contains(match, "*"); w.status == 304 && !named {
			t.Errorf("304 for %q, the tag is %s", match, tag)
		}
		if match == tag && w.status != 304 {
			t.Errorf("%d for its own tag", w.status)
		}
		if gz := strings.HasSuffix(tag, `-gzip"`); gz && !strings.Contains(strings.ToLower(accept), "gzip") && !strings.Contains(accept, "*") {
			t.Errorf("packed for %q", accept)
		}
	})
}
