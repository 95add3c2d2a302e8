package site

import (
	"net/http"

	"coursecal/cmd/coursecal/internal/pages"
	"coursecal/cmd/coursecal/internal/publish"
	"coursecal/ical/feed"
)

// index answers with the public courses, and those of them that are ticked
// together.
func (s *Site) index(w http.ResponseWriter, r *http.Request) {
	snapshot := s.Snapshot()
	if !snapshot.Loaded {
		tooEarly(w, r)
		return
	}
	q := r.URL.Query()
	v := pages.IndexView{Now: s.Now(), Find: q.Get("find"), IDs: q["id"]}
	for _, id := range snapshot.IDs {
		v.Courses = append(v.Courses, snapshot.Courses[id].Schedule)
	}
	s.html(w, r, s.Pages.Index(v), s.Pages.Policy())
}

// page answers with a page of a course: its own, subscribe or embed.
func (s *Site) page(w http.ResponseWriter, r *http.Request, c *publish.Course, which string) {
	wish, err := pages.ReadWish(r.URL.Query(), c.Schedule)
	if err != nil {
		feed.Sentence(w, r, http.StatusBadRequest, err.Error())
		return
	}
	v := pages.View{Course: c.Schedule, Now: s.Now(), Only: wish.Only, Groups: wish.Groups, News: c.News, Log: true}
	switch which {
	case "":
		s.html(w, r, s.Pages.Course(v), s.Pages.Policy())
	case "subscribe":
		s.html(w, r, s.Pages.Subscribe(c.Schedule, wish), s.Pages.Policy())
	case "embed":
		s.html(w, r, s.Pages.Embed(v), s.Pages.EmbedPolicy())
	default:
		notFound(w, r)
	}
}

// html answers with a page. Its entity tag is of its bytes, which change when
// the course does, and as the days left do.
func (s *Site) html(w http.ResponseWriter, r *http.Request, page []byte, policy string) {
	h := w.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("Referrer-Policy", "no-referrer")
	feed.New(feed.Content{Data: page, Type: "text/html; charset=utf-8"}, s.Packer).Serve(w, r, s.Now())
}
