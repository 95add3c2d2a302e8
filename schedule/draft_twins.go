package schedule

import (
	"fmt"
	"slices"
	"time"
)

// DropTwins drops every event that another one before it equals in all but
// its line, as a calendar has it that was imported twice, and warns of it.
func (d *Draft) DropTwins() Problems {
	if len(d.Events) > maxEntries {
		return nil // too many, which Write says
	}
	type lines struct{ first, second int }
	first := map[string]int{}
	times := map[lines]int{}
	titles := map[lines]string{}
	var order []lines
	d.Events = slices.DeleteFunc(d.Events, func(e Event) bool {
		key := e.key()
		line, twin := first[key]
		if !twin {
			first[key] = e.Line
			return false
		}
		at := lines{line, e.Line}
		if times[at]++; times[at] == 1 {
			order, titles[at] = append(order, at), e.Title
		}
		return true
	})
	var problems Problems
	for _, at := range order {
		msg := fmt.Sprintf("%s: the same stands in line %d, and is taken once", quote(titles[at]), at.first)
		problems = append(problems, Problem{d.File, max(at.second, 1), 1, true, withTimes(msg, times[at]), "if both are held, tell them apart by their titles, places or groups"})
	}
	return problems
}

// key is all that an event says but its line.
func (e *Event) key() string {
	return fmt.Sprintf("%q %q %t %t %t %d %d %s %s %q %t %q %q %q %q %q %q %q", e.Title, e.Kind, e.Deadline, e.Undecided, e.AllDay, e.First, e.Last, e.Start.UTC().Format(time.RFC3339), e.End.UTC().Format(time.RFC3339),
		e.DueIn, e.Cancelled, e.Why, e.Moved, e.Groups, e.Where, e.URL, e.Notes, e.Worth)
}

// withTimes says how often a message holds.
func withTimes(msg string, times int) string {
	if times > 1 {
		msg += fmt.Sprintf(" (%d times)", times)
	}
	return msg
}

// onceEach tells once what is said of many times of one repetition, in order.
func onceEach(problems Problems) Problems { return mergedProblems(problems).sorted() }

func mergedProblems(problems Problems) Problems {
	same := func(p Problem) Problem {
		p.Hint = "" // it may name the time
		return p
	}
	times := map[Problem]int{}
	for _, p := range problems {
		times[same(p)]++
	}
	var out Problems
	for _, p := range problems {
		n := times[same(p)]
		if n == 0 {
			continue
		}
		times[same(p)] = 0
		p.Msg = withTimes(p.Msg, n)
		out = append(out, p)
	}
	return out
}
