package site

import (
	"net/http"
	"slices"
	"strings"

	"coursecal/cmd/coursecal/internal/publish"
	"coursecal/schedule"
)

// noReferrer keeps an address that has a token in it from other servers. It is
// never changed.
var noReferrer = []string{"no-referrer"}

// private answers for what stands below /t/: the feed of one course, for
// whoever has its token (client rule 31), and its log of changes, unless the
// token is for one group. A wrong token, the token of another
// course, one that has expired and a course that is not there get one answer,
// after the same work: the token is looked up before the course is.
//
// A course that is private no more is still answered here, for its readers
// have subscribed to this address.
func (s *Site) private(w http.ResponseWriter, r *http.Request, rest string) {
	snapshot := s.Snapshot()
	if !snapshot.Loaded {
		tooEarly(w, r)
		return
	}
	secret, name, _ := strings.Cut(rest, "/")
	id, isFeed := strings.CutSuffix(name, ".ics")
	id, isLog := strings.CutSuffix(id, ".atom")
	grant := s.Tokens().Open(secret, id, s.Now())
	c := snapshot.Courses[id]
	if grant == nil || c == nil || isFeed == isLog || isLog && grant.Group != "" || !hasGroup(c.Schedule, grant.Group) {
		s.notFound(w, r)
		return
	}
	w.Header()["Referrer-Policy"] = noReferrer
	switch {
	case c.Gone:
		s.refuse(w, r, http.StatusGone, "this course has been taken down", "/")
	case isLog:
		c.Changes.Serve(w, r)
	case grant.Group == "" && r.URL.RawQuery == "":
		c.Feed.Serve(w, r)
	default:
		s.calendar(w, r, snapshot, []*publish.Course{c}, grant.Group)
	}
}

// hasGroup reports whether a course has a group; every course has "", the
// whole of it. A group that was renamed must not open all the others.
func hasGroup(c *schedule.Course, name string) bool {
	return name == "" || slices.ContainsFunc(c.Groups, func(g schedule.Group) bool { return g.Name == name })
}
