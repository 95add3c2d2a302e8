package schedule

import (
	"fmt"
	"strings"
	"time"
)

// rescheduler works out one rescheduling on a file that was parsed.
type rescheduler struct {
	*parser
	what   Rescheduling
	moving []*moving
	doubts Problems
}

// moving is one session that moves: as planned first, as it stands, and as it
// shall stand.
type moving struct {
	Move
	series    *series
	planned   held
	now, then *final
	// meant tells that the new weekday is one of the series' own, which is
	// then written where it is a weekend, so that nobody is warned.
	meant bool
	// timed tells that the new hours must be written.
	timed bool
}

// plan decides which sessions move, and where.
func (r *rescheduler) plan(chosen []*series) error {
	if r.what.Restart != 0 {
		if err := r.checkRestart(chosen); err != nil {
			return err
		}
	}
	found := false
	for _, s := range chosen {
		list := r.concerned(s)
		found = found || len(list) > 0
		if err := r.propose(s, list); err != nil {
			return err
		}
	}
	if !found {
		return r.nothing(chosen)
	}
	return nil
}

// concerned returns the sessions of a series that stand after the day. What
// is cancelled, or has no time yet, stays, and that is told.
func (r *rescheduler) concerned(s *series) []*moving {
	var out []*moving
	for _, h := range s.plan {
		f, _ := r.apply(s, h)
		switch {
		case f.tbc:
			if f.date == 0 || f.date > r.what.After {
				r.doubtf(s, "give it a date by hand", "%s is not fixed yet, and stays so", quote(r.undecided(s, &f, &h).Title))
			}
		case f.date <= r.what.After:
		case f.cancelled || f.off:
			var o Occurrence
			r.occurrence(&o, s, &f, &h)
			r.doubtf(s, "take the cancellation out if it shall be held", "%s on %s is cancelled, and stays so", quote(o.Title), o.First.Long())
		default:
			var o Occurrence
			r.occurrence(&o, s, &f, &h)
			out = append(out, &moving{Move: Move{Before: o}, series: s, planned: h, now: &f})
		}
	}
	return out
}

// propose gives sessions their new times, and keeps those that change.
func (r *rescheduler) propose(s *series, list []*moving) error {
	place := r.shift
	if r.what.Restart != 0 {
		place = r.restart
	}
	if err := place(s, list); err != nil {
		return err
	}
	var kept []string
	for _, m := range list {
		if r.what.Why != "" {
			m.then.why = strings.Join(strings.Fields(r.what.Why), " ")
		}
		told := len(r.problems)
		if !r.occurrence(&m.After, s, m.then, &m.planned) {
			return &Refusal{fmt.Sprintf("%s cannot go there: %s", quote(m.Before.Title), r.problems[told].Msg), r.problems[told].Hint, false}
		}
		if m.stays() {
			continue
		}
		if m.After.First <= r.what.After {
			r.doubtf(s, "look at what is held up to then", "%s goes to %s, which is not after %s", quote(m.After.Title), m.After.First.Long(), r.what.After.Long())
		}
		if why := m.now.why; r.what.Why == "" && why != "" && !contains(kept, why) {
			kept = append(kept, why)
		}
		r.moving = append(r.moving, m)
	}
	for _, why := range kept {
		r.doubtf(s, "give the new reason with --why", "what was moved already keeps its reason %s", quote(why))
	}
	return nil
}

// stays reports whether a session has its new time already, and, where it has
// moved there before, the reason too.
func (m *Move) stays() bool {
	if m.Before.Planned != nil && m.Before.Why != m.After.Why {
		return false
	}
	return m.Before.First == m.After.First && m.Before.Last == m.After.Last &&
		m.Before.Start.Equal(m.After.Start) && m.Before.End.Equal(m.After.End)
}

// shift moves each session by so many days, at the same time of day. One that
// comes to stand on a day that is skipped is told.
func (r *rescheduler) shift(s *series, list []*moving) error {
	days := Date(r.what.Shift)
	for _, m := range list {
		then := *m.now
		then.date, then.last = then.date+days, then.last+days
		if then.date < NewDate(firstYear, time.January, 1) || then.last > lastDate {
			return &Refusal{fmt.Sprintf("%s would leave the years %d to %d", quote(m.Before.Title), firstYear, lastYear), "shift by fewer days", true}
		}
		m.then, m.meant = &then, then.date.Weekday() == m.planned.date.Weekday()
		if s.skipOf(&held{date: then.date, last: then.last}) != nil {
			r.doubtf(s, "shift further, or write another day for it", "%s goes to %s, which is skipped", quote(m.Before.Title), then.date.Long())
		}
	}
	return nil
}

// nothing says that no session stands after the day, and where the last one
// stands.
func (r *rescheduler) nothing(chosen []*series) error {
	msg := fmt.Sprintf("no session of %s that could move stands after %s", quote(r.what.Series), r.what.After.Long())
	var last Date
	for _, sum := range r.course.Series {
		if sum.Key == chosen[0].key && (len(chosen) > 1 || sum.Group == chosen[0].group) {
			last = max(last, sum.Last)
		}
	}
	hint := "none of them is held"
	if last != 0 {
		hint = "the last one stands on " + last.Long()
	}
	return &Refusal{msg, hint, false}
}

func (r *rescheduler) doubtf(s *series, hint, format string, args ...any) {
	r.doubts = append(r.doubts, s.problem(r.file, true, fmt.Sprintf(format, args...), hint))
}
