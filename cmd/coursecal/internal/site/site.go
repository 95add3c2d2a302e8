// Package site answers the public requests of a server: which address is what.
//
// It routes by itself, since http.ServeMux answers paths that it finds untidy
// with a redirect, and a calendar that once followed one may never come back
// (client rule 25). It answers plainly: no path of the machine, no trace of
// the program, and links made of the base URL, never of what a client calls
// the host.
package site

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"coursecal/cmd/coursecal/internal/pages"
	"coursecal/cmd/coursecal/internal/publish"
	"coursecal/cmd/coursecal/internal/token"
	"coursecal/ical/feed"
)

// Reserved are the words at the beginning of a path that are no course: in
// lower case, for no course may be called so in any case.
func Reserved() []string { return []string{"t", "healthz", "readyz"} }

// A Site answers requests with what Snapshot returns at that moment.
type Site struct {
	Snapshot func() *publish.Snapshot
	// Pages draws the pages.
	Pages *pages.Pages
	// Packer packs what is made for queries; nil packs nothing.
	Packer *feed.Packer
	Now    func() time.Time
	// Tokens returns the tokens that open private courses.
	Tokens func() *token.List

	views views
}

// ServeHTTP answers one request. For the feed of one course it takes no lock.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.ContentLength != 0 {
		// Nothing here reads a body. Where one came, whoever stands between
		// may see its end elsewhere than we do.
		w.Header().Set("Connection", "close")
		// Nor does anybody wait for one that does not come.
		_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(time.Second))
	}
	path, ok := plainPath(r)
	if !ok {
		s.notFound(w, r)
		return
	}
	switch path {
	case "/":
		s.index(w, r)
	case "/robots.txt":
		// Client rule 29: nothing may keep readers' services from the feeds.
		text(w, r, http.StatusOK, "User-agent: *\nAllow: /")
	case "/healthz":
		s.health(w, r)
	case "/readyz":
		s.ready(w, r)
	default:
		if rest, ok := strings.CutPrefix(path, "/t/"); ok {
			s.private(w, r, rest)
			return
		}
		s.course(w, r, path[1:])
	}
}

// plainPath returns the path of a request. An encoded slash is none, and where
// one stands there is nothing.
func plainPath(r *http.Request) (string, bool) {
	raw := r.URL.RawPath
	if raw != "" && strings.Contains(strings.ToLower(raw), "%2f") {
		return "", false
	}
	return r.URL.Path, strings.HasPrefix(r.URL.Path, "/")
}

// course answers for what stands below the root.
func (s *Site) course(w http.ResponseWriter, r *http.Request, name string) {
	snapshot := s.Snapshot()
	if !snapshot.Loaded {
		tooEarly(w, r)
		return
	}
	if ids, isFeed := strings.CutSuffix(name, ".ics"); isFeed {
		if c := snapshot.Courses[ids]; c != nil && c.Public() && r.URL.RawQuery == "" {
			c.Feed.Serve(w, r)
			return
		}
		if courses := s.joined(w, r, snapshot, ids); courses != nil {
			s.calendar(w, r, snapshot, courses, "")
		}
		return
	}
	id, which, isPage := strings.Cut(name, "/")
	id, isLog := strings.CutSuffix(id, ".atom")
	c := snapshot.Courses[id]
	switch {
	case c == nil || c.Schedule.Private || isLog && isPage:
		s.notFound(w, r)
	case c.Gone:
		s.refuse(w, r, http.StatusGone, "this course has been taken down", "/")
	case isLog:
		c.Changes.Serve(w, r)
	default:
		s.page(w, r, snapshot, pages.View{Course: c.Schedule, News: c.News, Log: true}, which)
	}
}

func tooEarly(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Retry-After", "1")
	feed.Sentence(w, r, http.StatusServiceUnavailable, "the courses are being read; try again in a second")
}

// health tells that feeds are served, in numbers.
func (s *Site) health(w http.ResponseWriter, r *http.Request) {
	snapshot := s.Snapshot()
	text(w, r, http.StatusOK, fmt.Sprintf("ok\ncourses %d\nproblems %d", len(snapshot.IDs), len(snapshot.Troubles)))
}

// ready tells whether the courses have been read.
func (s *Site) ready(w http.ResponseWriter, r *http.Request) {
	if s.Snapshot().Loaded {
		text(w, r, http.StatusOK, "ready")
		return
	}
	text(w, r, http.StatusServiceUnavailable, "not ready")
}

// notFound answers alike wherever there is nothing, and where there is
// something that is not for everybody.
func (s *Site) notFound(w http.ResponseWriter, r *http.Request) {
	s.refuse(w, r, http.StatusNotFound, "there is nothing at this address", "/")
}

// text answers GET and HEAD with a plain text.
func text(w http.ResponseWriter, r *http.Request, status int, body string) {
	if feed.Allowed(w, r) {
		feed.Sentence(w, r, status, body)
	}
}
