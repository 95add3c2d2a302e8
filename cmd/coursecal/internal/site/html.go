package site

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"coursecal/cmd/coursecal/internal/agenda"
	"coursecal/cmd/coursecal/internal/pages"
	"coursecal/cmd/coursecal/internal/publish"
	"coursecal/ical/feed"
	"coursecal/schedule"
)

// A drawing is a page to be drawn.
type drawing struct {
	// name is the same for requests of one page.
	name string
	// until is when it says something else, where it is kept.
	until  time.Time
	policy string
	draw   func() []byte
}

// index answers with the public courses, and those of them that are ticked
// together.
func (s *Site) index(w http.ResponseWriter, r *http.Request) {
	snapshot := s.Snapshot()
	if !snapshot.Loaded {
		tooEarly(w, r)
		return
	}
	q := r.URL.Query()
	v := pages.IndexView{Now: s.Now(), Find: strings.ToValidUTF8(q.Get("find"), ""), IDs: slices.Compact(slices.Sorted(slices.Values(q["id"]))), Together: q.Has("show")}
	s.html(w, r, snapshot, drawing{
		name:   fmt.Sprintf("/?%s %t", url.Values{"find": {v.Find}, "id": v.IDs}.Encode(), v.Together),
		until:  s.views.of(snapshot).index.end(v.Now, func() time.Time { return agenda.Until(listed(snapshot), v.Now) }),
		policy: s.Pages.Policy(),
		draw: func() []byte {
			v.Courses, v.TooLarge = listed(snapshot), tickedTooLarge(snapshot, v.IDs)
			return s.Pages.Index(v)
		},
	})
}

// listed returns the courses of the first page.
func listed(snapshot *publish.Snapshot) []*schedule.Course {
	courses := make([]*schedule.Course, len(snapshot.IDs))
	for n, id := range snapshot.IDs {
		courses[n] = snapshot.Courses[id].Schedule
	}
	return courses
}

// tickedTooLarge says why the courses ticked cannot be one feed, "" where they can.
func tickedTooLarge(snapshot *publish.Snapshot, ids []string) string {
	courses, entries := 0, 0
	for _, id := range ids {
		if c := snapshot.Courses[id]; c != nil && c.Public() {
			courses++
			entries += c.Calendar.Len()
		}
	}
	return tooLarge(courses, entries)
}

// page answers with a page of a course, as the query narrows it.
func (s *Site) page(w http.ResponseWriter, r *http.Request, snapshot *publish.Snapshot, v pages.View, which string) {
	if !hasPage(v, which) {
		s.notFound(w, r)
		return
	}
	wish, err := wishOf(r, v.Course)
	if err != nil {
		if which == "embed" {
			w.Header().Set("Content-Security-Policy", s.Pages.EmbedPolicy()) // it stands in a frame
		}
		s.refuse(w, r, http.StatusBadRequest, err.Error(), ways(v, which, wish)...)
		return
	}
	v.Now, v.Only, v.Groups = s.Now(), wish.Only, wish.Groups
	d := drawing{
		name: "/" + v.Course.ID + "/" + which + wish.PageQuery(), policy: s.Pages.Policy(),
		draw: func() []byte { return s.Pages.Course(v) },
	}
	switch which {
	case "subscribe":
		d.draw = func() []byte { return s.Pages.Subscribe(v, wish) }
	case "embed":
		d.policy, d.draw = s.Pages.EmbedPolicy(), func() []byte { return s.Pages.Embed(v) }
	}
	if v.Token != "" {
		s.unshared(w, r, d)
		return
	}
	d.until = agenda.Until([]*schedule.Course{v.Course}, v.Now)
	s.html(w, r, snapshot, d)
}

// wishOf reads what the query of a page asks for, and refuses what a feed does: a
// query that cannot be read must not look like none.
func wishOf(r *http.Request, c *schedule.Course) (pages.Wish, error) {
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return pages.Wish{}, errors.New("the part of the address after the ? cannot be read")
	}
	return pages.ReadWish(values, c)
}

// hasPage reports whether a course has a page: its own, subscribe or embed. That a
// private course is framed by other sites is nobody's wish.
func hasPage(v pages.View, which string) bool {
	return which == "" || which == "subscribe" || which == "embed" && v.Token == ""
}

// ways returns where to go on from a query that is wrong: to the page with what is
// left of it, if anything, and to the whole course.
func ways(v pages.View, which string, rest pages.Wish) []string {
	whole, here := v.Path(), strings.TrimSuffix(v.Path()+"/"+which, "/")
	if v.Token != "" {
		// No token stands in an error, so that the ways go from where one is.
		whole, here = v.Course.ID, cmp.Or(which, v.Course.ID)
		if which != "" {
			whole = "../" + whole
		}
	}
	if query := rest.PageQuery(); query != "" {
		return []string{here + query, whole}
	}
	return []string{whole}
}

// html answers with a page. It is drawn once for as long as it says the same:
// until the course changes, an entry begins or ends, or a day does. Its entity
// tag is of its bytes.
func (s *Site) html(w http.ResponseWriter, r *http.Request, snapshot *publish.Snapshot, d drawing) {
	if !feed.Allowed(w, r) {
		return
	}
	d.head(w)
	// No id has a slash in it, so that no feed has such a name.
	key := d.name + " " + strconv.FormatInt(d.until.Unix(), 10)
	body, _ := s.views.of(snapshot).body(key, func() (*feed.Body, error) {
		return feed.New(feed.Content{Data: d.draw(), Type: pageType}, s.Packer), nil
	})
	body.Serve(w, r)
}

// unshared answers with a page that has a token in its links. It is drawn for
// each request and kept by nobody, so that it reaches nobody else.
func (s *Site) unshared(w http.ResponseWriter, r *http.Request, d drawing) {
	if !feed.Allowed(w, r) {
		return
	}
	d.head(w)
	w.Header().Set("X-Robots-Tag", "noindex")
	feed.New(feed.Content{Data: d.draw(), Type: pageType, Private: true}, s.Packer).Serve(w, r)
}

const pageType = "text/html; charset=utf-8"

// head sets what every page says of itself.
func (d *drawing) head(w http.ResponseWriter) {
	h := w.Header()
	h.Set("Content-Security-Policy", d.policy)
	h["Referrer-Policy"] = noReferrer
}

// refuse says in a sentence why there is no page, and leads to others. What
// asks for a feed is a program, and gets the sentence alone.
func (s *Site) refuse(w http.ResponseWriter, r *http.Request, status int, sentence string, paths ...string) {
	h := w.Header()
	h["Referrer-Policy"] = noReferrer
	if !feed.Allowed(w, r) {
		return
	}
	if strings.HasSuffix(r.URL.Path, ".ics") || strings.HasSuffix(r.URL.Path, ".atom") {
		feed.Sentence(w, r, status, sentence)
		return
	}
	body := s.Pages.Refused(sentence, paths...)
	h.Set("Content-Type", pageType)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("Content-Security-Policy", cmp.Or(h.Get("Content-Security-Policy"), s.Pages.Policy()))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		// A write fails where the reader has gone; there is nobody to tell.
		_, _ = w.Write(body)
	}
}
