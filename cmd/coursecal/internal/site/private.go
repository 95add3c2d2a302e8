package site

import (
	"net/http"
	"slices"
	"strings"

	"coursecal/cmd/coursecal/internal/announce"
	"coursecal/cmd/coursecal/internal/pages"
	"coursecal/cmd/coursecal/internal/publish"
	"coursecal/schedule"
)

// noReferrer keeps an address that has a token in it from other servers. It is
// never changed.
var noReferrer = []string{"no-referrer"}

// private answers for what stands below /t/: the feed and the pages of one
// course, for whoever has its token (client rule 31), and its log of changes,
// unless the token is for one group. A wrong token, the token of another
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
	id, what := splitPrivate(name)
	grant := s.Tokens().Open(secret, id, s.Now())
	c := snapshot.Courses[id]
	if grant == nil || c == nil || what == logFile && grant.Group != "" {
		s.notFound(w, r)
		return
	}
	group, found := groupOf(c.Schedule, grant.Group)
	if !found {
		s.notFound(w, r)
		return
	}
	w.Header()["Referrer-Policy"] = noReferrer
	switch {
	case c.Gone:
		s.refuse(w, r, http.StatusGone, "this course has been taken down", "/")
	case what == logFile:
		c.Changes.Serve(w, r)
	case what != feedFile:
		s.page(w, r, snapshot, privateView(c, group, secret), what)
	case group == "" && r.URL.RawQuery == "":
		c.Feed.Serve(w, r)
	default:
		s.calendar(w, r, snapshot, []*publish.Course{c}, group)
	}
}

// What an address is of, where it is not a page.
const feedFile, logFile = ".ics", ".atom"

// splitPrivate splits what stands behind a token into the course and what is asked
// of it: the feed, the log, or a page by its name.
func splitPrivate(name string) (id, what string) {
	for _, file := range []string{feedFile, logFile} {
		if id, ok := strings.CutSuffix(name, file); ok {
			return id, file
		}
	}
	id, what, found := strings.Cut(name, "/")
	if found && what == "" {
		return "", ""
	}
	return id, what
}

// privateView is what the pages show to the holder of a token, which is for a
// group or for all of the course.
func privateView(c *publish.Course, group, secret string) pages.View {
	if group != "" {
		news := slices.DeleteFunc(slices.Clone(c.News), func(n announce.News) bool { return !n.Within(group) })
		return pages.View{Course: within(c.Schedule, group), News: news, Token: secret}
	}
	return pages.View{Course: c.Schedule, News: c.News, Log: true, Token: secret}
}

// within returns a course as one group has it: without whatever is for other
// groups alone, so that no page can show it.
func within(c *schedule.Course, group string) *schedule.Course {
	only := *c
	only.Groups = slices.DeleteFunc(slices.Clone(c.Groups), func(g schedule.Group) bool { return g.Name != group })
	only.Undecided = slices.DeleteFunc(slices.Clone(c.Undecided), func(u schedule.Undecided) bool {
		return len(u.Groups) > 0 && !slices.Contains(u.Groups, group)
	})
	only.Series, only.Occurrences = nil, nil
	for _, o := range c.Occurrences {
		if len(o.Groups) > 0 {
			if !slices.Contains(o.Groups, group) {
				continue
			}
			o.Groups = []string{group}
		}
		only.Occurrences = append(only.Occurrences, o)
	}
	return &only
}

// groupOf returns how a course writes the group of a token, and whether it has
// it; every course has "", the whole of it. A group that was renamed must not open
// all the others.
func groupOf(c *schedule.Course, name string) (group string, found bool) {
	if name == "" {
		return "", true
	}
	for _, g := range c.Groups {
		if strings.EqualFold(g.Name, name) {
			return g.Name, true
		}
	}
	return "", false
}
