package site_test

import (
	"math/rand/v2"
	"net/http/httptest"
	"testing"
	"time"
)

// TestPagesAreOfTheirInstant asks one site for pages at instants in any order.
// A page that is kept for too long differs from one that is drawn anew.
func TestPagesAreOfTheirInstant(t *testing.T) {
	kept, fresh := newSite(t), newSite(t)
	r := rand.New(rand.NewPCG(1, 2))
	answer := func(target string) (etag, body string) {
		w := httptest.NewRecorder()
		kept.ServeHTTP(w, httptest.NewRequest("GET", target, nil))
		return w.Header().Get("ETag"), w.Body.String()
	}
	// The talk of 6 May from 10:00 to 11:00 in London, and midnights.
	edges := []time.Time{
		time.Date(2020, 5, 6, 9, 0, 0, 0, time.UTC), time.Date(2020, 5, 6, 10, 0, 0, 0, time.UTC), time.Date(2020, 5, 5, 23, 0, 0, 0, time.UTC),
		time.Date(2020, 5, 5, 18, 30, 0, 0, time.UTC), time.Date(2020, 5, 5, 3, 30, 0, 0, time.UTC),
	}
	for range 100 {
		at := edges[r.IntN(len(edges))].Add(time.Duration(r.IntN(7)-3) * []time.Duration{time.Second, time.Minute, time.Hour, 24 * time.Hour}[r.IntN(4)])
		kept.Now = func() time.Time { return at }
		for _, target := range []string{"/", "/?id=a-2020&id=b-2020", "/a-2020", "/a-2020?group=A", "/a-2020/embed", "/a-2020/subscribe", "/b-2020"} {
			etag, got := answer(target)
			// A site that has kept nothing, at the same instant.
			fresh = newSiteOf(fresh)
			fresh.Now = kept.Now
			w := httptest.NewRecorder()
			fresh.ServeHTTP(w, httptest.NewRequest("GET", target, nil))
			if got != w.Body.String() {
				t.Fatalf("%s at %s is not the page of that instant", target, at)
			}
			if again, _ := answer(target); again != etag || etag == "" {
				t.Errorf("%s at %s has the entity tags %s and %s", target, at, etag, again)
			}
		}
	}
}
