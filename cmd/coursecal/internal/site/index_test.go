package site

import (
	"fmt"
	"html"
	"math/rand/v2"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"coursecal/cmd/coursecal/internal/agenda"
	"coursecal/cmd/coursecal/internal/pages"
	"coursecal/cmd/coursecal/internal/publish"
	"coursecal/ical"
	"coursecal/schedule"
)

// spring is a day within the courses of these tests.
var spring = time.Date(2020, 5, 1, 8, 0, 0, 0, time.UTC)

// alike returns a site of courses c0, c1 and so on, each with a deadline in so
// many weeks.
func alike(t testing.TB, courses, weeks int) *Site {
	t.Helper()
	text := fmt.Sprintf("id: c\nname: C\ntimezone: Europe/London\ndeadlines: {sheet: {due: Fri 12:00, from: 1980-01-04, count: %d}}\n", weeks)
	c, problems := schedule.Parse("c.yaml", []byte(text))
	if c == nil {
		t.Fatal(problems)
	}
	snapshot := &publish.Snapshot{Courses: map[string]*publish.Course{}, Loaded: true}
	for n := range courses {
		one := *c
		one.ID = fmt.Sprint("c", n)
		snapshot.Courses[one.ID] = &publish.Course{Schedule: &one, Calendar: ical.Of(&one, spring)}
		snapshot.IDs = append(snapshot.IDs, one.ID)
	}
	return &Site{Snapshot: func() *publish.Snapshot { return snapshot }, Pages: pages.New("https://example.edu"), Now: func() time.Time { return spring }}
}

// get asks a site for a target.
func get(s *Site, target string) (status int, body string) {
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest("GET", target, nil))
	return w.Code, w.Body.String()
}

var offered = regexp.MustCompile(`>https://example\.edu(/[^<]*)</textarea>`)

// TestIndexOffersWhatIsServed holds the bug that the first page gave the address
// of a feed that is refused for its size.
func TestIndexOffersWhatIsServed(t *testing.T) {
	for _, test := range []struct {
		courses, weeks int
		refusal        string
	}{
		{maxCourses, 1, ""},
		{maxCourses + 1, 1, "An address joins 50 courses at most."},
		{2, maxEntries/4 + 1, ""},
		{4, maxEntries/4 + 1, "These courses are too large to be joined."},
	} {
		s := alike(t, test.courses, test.weeks)
		// What is ticked and not there any more is in no address.
		_, page := get(s, "/?"+url.Values{"id": append(s.Snapshot().IDs, "gone")}.Encode())
		address := offered.FindStringSubmatch(page)
		if test.refusal != "" {
			if address != nil || !strings.Contains(page, `<p class="warning">`+test.refusal+"</p>\n</div></main>") {
				t.Errorf("%d courses of %d: the address is %q, and no word of %q", test.courses, test.weeks, address, test.refusal)
			}
			continue
		}
		if address == nil {
			t.Fatalf("%d courses of %d have no address", test.courses, test.weeks)
		}
		if status, body := get(s, html.UnescapeString(address[1])); status != 200 {
			t.Errorf("%d courses of %d: %d %.80s", test.courses, test.weeks, status, body)
		}
	}
}

// TestSpan holds the bug that each request of the first page looked through all
// entries of all courses, only to find that the page is kept.
func TestSpan(t *testing.T) {
	var s span
	for _, test := range []struct {
		at, until int // minutes
		finds     bool
	}{
		{10, 60, true}, {10, 60, false}, {59, 60, false}, {60, 90, true}, {89, 90, false},
		{59, 60, true}, {58, 60, true}, {59, 60, false}, // a request that came late
		{90, 90, true}, {90, 90, true}, {91, 120, true}, // at the end itself nothing has changed
	} {
		found := false
		end := s.end(spring.Add(time.Duration(test.at)*time.Minute), func() time.Time {
			found = true
			return spring.Add(time.Duration(test.until) * time.Minute)
		})
		if got := int(end.Sub(spring).Minutes()); got != test.until || found != test.finds {
			t.Errorf("at %d: until %d, found anew: %v", test.at, got, found)
		}
	}
}

// TestSpanAtOnce asks from all sides for instants in any order.
func TestSpanAtOnce(t *testing.T) {
	courses := listed(alike(t, 2, 3000).Snapshot())
	var s span
	var wg sync.WaitGroup
	for n := range uint64(4) {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(1, n))
			for range 200 {
				at := spring.Add(time.Duration(r.IntN(24*6)) * 10 * time.Minute)
				find := func() time.Time { return agenda.Until(courses, at) }
				if got := s.end(at, find); got != find() {
					t.Errorf("until %s at %s", got, at)
				}
			}
		})
	}
	wg.Wait()
}

// kept returns a request of the first page of a site, which has been drawn and
// which the reader has.
func kept(s *Site) func() int {
	w, r := httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil)
	s.ServeHTTP(w, r)
	r.Header.Set("If-None-Match", w.Header().Get("ETag"))
	return func() int {
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		return w.Code
	}
}

// TestIndexAllocations: a first page that is kept takes no more where courses are
// many.
func TestIndexAllocations(t *testing.T) {
	allocs := func(courses int) float64 {
		ask := kept(alike(t, courses, 1))
		if status := ask(); status != 304 {
			t.Fatalf("the answer is %d", status)
		}
		return testing.AllocsPerRun(100, func() { ask() })
	}
	if few, many := allocs(1), allocs(1000); many > few {
		t.Errorf("%v allocations of one course, %v of many", few, many)
	}
}

// BenchmarkIndex asks for the first page of 5,000 courses, which is kept.
func BenchmarkIndex(b *testing.B) {
	ask := kept(alike(b, 5000, 60))
	for b.Loop() {
		ask()
	}
}
