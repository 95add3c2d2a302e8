package site

import (
	"fmt"
	"html"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

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
			if address != nil || !strings.Contains(page, `<p class="warning">`+test.refusal+"</p>\n</main>") {
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
