package traffic

import (
	"strings"
	"sync/atomic"
)

// What the counters call requests that are not for one public course. None of
// these can be the id of a course.
const (
	several = "(several)" // more than one course at once
	private = "(private)" // with a token, right or wrong
	other   = "(other)"   // everything else
)

// statuses are the statuses that are counted each; the last stands for all
// others.
var statuses = [...]int{200, 304, 400, 404, 405, 410, 500, 503, 0}

// A row counts the requests of a course by status.
type row [len(statuses)]atomic.Uint64

// Counters count requests by course and status. However many addresses are
// asked for, there are three rows more than public courses. The zero value is
// ready to use.
type Counters struct {
	rows atomic.Pointer[map[string]*row]
}

// Watch says which courses there are now; their counts go on. It must not be
// called by two goroutines at once.
func (c *Counters) Watch(ids []string) {
	old := c.all()
	now := make(map[string]*row, len(ids)+3)
	for _, id := range append([]string{several, private, other}, ids...) {
		if now[id] = old[id]; now[id] == nil {
			now[id] = &row{}
		}
	}
	c.rows.Store(&now)
}

func (c *Counters) all() map[string]*row {
	if m := c.rows.Load(); m != nil {
		return *m
	}
	return nil
}

// count counts the answer to a request. It takes no lock and allocates nothing.
func (c *Counters) count(path string, status int) {
	rows := c.all()
	r := rows[courseOf(path)]
	if r == nil {
		r = rows[other]
	}
	if r == nil {
		return // nobody watches
	}
	slot := len(statuses) - 1
	for i, s := range statuses[:slot] {
		if s == status {
			slot = i
		}
	}
	r[slot].Add(1)
}

// courseOf returns the course, or what may be one, that a path is for.
func courseOf(path string) string {
	path = strings.TrimPrefix(path, "/")
	if strings.HasPrefix(path, "t/") {
		return private
	}
	if i := strings.IndexAny(path, "/."); i >= 0 {
		path = path[:i]
	}
	if strings.Contains(path, "+") {
		return several
	}
	return path
}

// A Count is how often requests for a course got a status; Status is 0 for
// all statuses that are not counted each.
type Count struct {
	Course string
	Status int
	N      uint64
}

// Counts returns the counts that are not zero, in no order.
func (c *Counters) Counts() []Count {
	var counts []Count
	for id, r := range c.all() {
		for i := range r {
			if n := r[i].Load(); n > 0 {
				counts = append(counts, Count{id, statuses[i], n})
			}
		}
	}
	return counts
}
