package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"coursecal/schedule"
)

// This file is the lecturer of the simulated year: what a course looks like in
// their head, how it is written down, and what they do to it. It expands weeks
// by itself, so that it can say what readers should see.

// A plan is what the lecturer means.
type plan struct {
	series    []*lessons
	deadlines []*due
	keys      int // how many were given out
}

// lessons are a series of sessions, one a week.
type lessons struct {
	// uid is the key that the series was given first, key the present one.
	uid, key, title, kind, where string
	// numbered series are known by their numbers, others by planned dates.
	numbered bool
	from     schedule.Date
	count    int
	topics   []string // instead of a count
	skip     map[schedule.Date]bool
	// The exceptions, by number.
	move   map[int]schedule.Date
	cancel map[int]bool
	rooms  map[int]string
}

// due is a deadline with a date.
type due struct {
	uid, key, line string // line has what does not change
	date           schedule.Date
	clock          string
	cancel         bool
}

// A sight is what readers should see of an entry.
type sight struct {
	date      schedule.Date
	where     string
	cancelled bool
}

func date(s string) schedule.Date {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return schedule.DateOf(t)
}

func newLessons(key string, from schedule.Date, count int) *lessons {
	return &lessons{uid: key, key: key, kind: key, where: "Zepler L2", from: from, count: count, skip: map[schedule.Date]bool{},
		move: map[int]schedule.Date{}, cancel: map[int]bool{}, rooms: map[int]string{}}
}

// plan2020 is testdata/courses/comp6248-2020-plan.yaml.
func plan2020() *plan {
	lab := newLessons("lab", date("2020-02-05"), 0)
	lab.title, lab.numbered = "Lab {n}: {topic}", true
	lab.skip[date("2020-03-04")] = true
	lab.topics = []string{"Introducing PyTorch", "Automatic differentiation", "Optimisation", "Implementing simple neural networks",
		"Implementing and training convolutional neural networks", "Using pretrained models and transfer learning",
		"Recurrent networks, sequence prediction and embeddings", "Autoencoders and deep generative models"}
	help := newLessons("help", date("2020-05-06"), 2)
	help.title, help.kind = "Coursework help and advice", "lab"
	deadline := func(key, day, clock, line string) *due {
		return &due{uid: key, key: key, date: date(day), clock: clock, line: line}
	}
	return &plan{series: []*lessons{lab, help}, deadlines: []*due{
		deadline("quiz-1", "2020-03-05", "", "title: Quiz 1, kind: quiz"),
		deadline("team", "2020-03-06", " 16:00", "title: Team information"),
		deadline("quiz-2", "2020-04-30", "", "title: Quiz 2, kind: quiz"),
		deadline("handin", "2020-05-06", " 16:00", "title: Lab exercises hand-in, worth: 40%, covers: lab 1-8"),
		deadline("coursework", "2020-05-15", " 16:00", "title: Reproducibility report, worth: 40%"),
	}}
}

func (p *plan) clone() *plan {
	out := &plan{keys: p.keys}
	for _, s := range p.series {
		c := *s
		c.topics, c.skip, c.move = slices.Clone(s.topics), maps.Clone(s.skip), maps.Clone(s.move)
		c.cancel, c.rooms = maps.Clone(s.cancel), maps.Clone(s.rooms)
		out.series = append(out.series, &c)
	}
	for _, d := range p.deadlines {
		c := *d
		out.deadlines = append(out.deadlines, &c)
	}
	return out
}

const planHead = `id: comp6248-2020
code: COMP6248
name: Differentiable Programming (and Deep Learning)
url: https://comp6248.ecs.soton.ac.uk
timezone: Europe/London
term: 2020-01-27 to 2020-05-29
breaks:
  2020-03-23 to 2020-04-17: Easter vacation
  2020-05-08: Early May bank holiday
`

var easter, earlyMay = [2]schedule.Date{date("2020-03-23"), date("2020-04-17")}, date("2020-05-08")

// held returns the planned dates of a series.
func (s *lessons) held() []schedule.Date {
	var out []schedule.Date
	for d := s.from; len(out) < s.count+len(s.topics); d += 7 {
		if !s.skip[d] && (d < easter[0] || d > easter[1]) && d != earlyMay {
			out = append(out, d)
		}
	}
	return out
}

// sights returns what readers should see, by UID.
func (p *plan) sights() map[string]sight {
	out := map[string]sight{}
	for _, s := range p.series {
		for i, planned := range s.held() {
			n := i + 1
			which := planned.String()
			if s.numbered {
				which = fmt.Sprint(n)
			}
			see := sight{planned, s.where, s.cancel[n]}
			if d, ok := s.move[n]; ok {
				see.date = d
			}
			if room, ok := s.rooms[n]; ok {
				see.where = room
			}
			out[s.uid+"."+which+"@comp6248-2020"] = see
		}
	}
	for _, d := range p.deadlines {
		out[d.uid+"@comp6248-2020"] = sight{d.date, "", d.cancel}
	}
	return out
}

// yaml writes the plan down.
func (p *plan) yaml() string {
	var b strings.Builder
	b.WriteString(planHead)
	b.WriteString("sessions:\n")
	for _, s := range p.series {
		s.write(&b)
	}
	b.WriteString("deadlines:\n")
	for _, d := range p.deadlines {
		fmt.Fprintf(&b, "  %s: {%s, due: %s%s", d.key, d.line, d.date, d.clock)
		formerly(&b, ", ", d.uid, d.key)
		if d.cancel {
			b.WriteString(", cancel: true")
		}
		b.WriteString("}\n")
	}
	return b.String()
}

func (s *lessons) write(b *strings.Builder) {
	fmt.Fprintf(b, "  %s:\n    title: %q\n    kind: %s\n    when: %s 09:00-11:00\n    from: %s\n    where: %s\n",
		s.key, s.title, s.kind, s.from.Weekday().String()[:3], s.from, s.where)
	formerly(b, "\n    ", s.uid, s.key)
	if s.topics != nil {
		fmt.Fprintf(b, "    topics: [%q", s.topics[0])
		for _, t := range s.topics[1:] {
			fmt.Fprintf(b, ", %q", t)
		}
		b.WriteString("]\n")
	} else {
		fmt.Fprintf(b, "    count: %d\n", s.count)
	}
	exceptions(b, "skip: [", "]", slices.Sorted(maps.Keys(s.skip)), func(d schedule.Date) string { return d.String() })
	exceptions(b, "move: {", "}", slices.Sorted(maps.Keys(s.move)), func(n int) string { return fmt.Sprintf("%d: %s", n, s.move[n]) })
	exceptions(b, "cancel: {", "}", slices.Sorted(maps.Keys(s.cancel)), func(n int) string { return fmt.Sprintf("%d: ill", n) })
	exceptions(b, "change: {", "}", slices.Sorted(maps.Keys(s.rooms)), func(n int) string { return fmt.Sprintf("%d: {where: %s}", n, s.rooms[n]) })
}

func formerly(b *strings.Builder, before, uid, key string) {
	if uid != key {
		fmt.Fprintf(b, "%sformerly: %s", strings.TrimPrefix(before, "\n"), uid)
		if before[0] == '\n' {
			b.WriteByte('\n')
		}
	}
}

func exceptions[T any](b *strings.Builder, open, shut string, items []T, text func(T) string) {
	if len(items) == 0 {
		return
	}
	var texts []string
	for _, i := range items {
		texts = append(texts, text(i))
	}
	fmt.Fprintf(b, "    %s%s%s\n", open, strings.Join(texts, ", "), shut)
}

// edits are what a lecturer does in a year. What one makes wrong is refused by
// the program, and taken back.
var edits = []struct {
	what string
	do   func(*plan, *rand.Rand)
}{
	{"nothing", func(*plan, *rand.Rand) {}},
	{"move a session", func(p *plan, r *rand.Rand) {
		s := pick(p.series, r)
		n := 1 + r.IntN(s.count+len(s.topics))
		s.move[n] = s.held()[n-1] + schedule.Date(1+r.IntN(10))
	}},
	{"move a deadline", func(p *plan, r *rand.Rand) { pick(p.deadlines, r).date += schedule.Date(r.IntN(15) - 5) }},
	{"cancel a session", func(p *plan, r *rand.Rand) { s := pick(p.series, r); s.cancel[1+r.IntN(s.count+len(s.topics))] = true }},
	{"cancel a deadline", func(p *plan, r *rand.Rand) { pick(p.deadlines, r).cancel = true }},
	{"restore", func(p *plan, r *rand.Rand) {
		s := pick(p.series, r)
		clear(s.move)
		clear(s.cancel)
		pick(p.deadlines, r).cancel = false
	}},
	{"rename a series", func(p *plan, r *rand.Rand) { pick(p.series, r).key = p.newKey() }},
	{"rename a deadline", func(p *plan, r *rand.Rand) { pick(p.deadlines, r).key = p.newKey() }},
	{"add a series", func(p *plan, r *rand.Rand) {
		s := newLessons(p.newKey(), date("2020-02-03")+schedule.Date(r.IntN(60)), 1+r.IntN(4))
		s.numbered = r.IntN(2) == 0
		s.title = "Tutorial " + s.key
		if s.numbered {
			s.title += " {n}"
		}
		p.series = append(p.series, s)
	}},
	{"add a deadline", func(p *plan, r *rand.Rand) {
		key := p.newKey()
		p.deadlines = append(p.deadlines, &due{uid: key, key: key, line: "title: Sheet " + key, date: date("2020-02-03") + schedule.Date(r.IntN(110)), clock: " 16:00"})
	}},
	{"remove a series", func(p *plan, r *rand.Rand) {
		i := r.IntN(len(p.series))
		p.series = slices.Delete(p.series, i, i+1)
	}},
	{"remove a deadline", func(p *plan, r *rand.Rand) {
		i := r.IntN(len(p.deadlines))
		p.deadlines = slices.Delete(p.deadlines, i, i+1)
	}},
	{"skip in the middle", func(p *plan, r *rand.Rand) { s := pick(p.series, r); s.skip[pick(s.held(), r)] = true }},
	{"skip no more", func(p *plan, r *rand.Rand) { clear(pick(p.series, r).skip) }},
	{"one session more", func(p *plan, r *rand.Rand) {
		if s := pick(p.series, r); s.topics != nil {
			s.topics = append(s.topics, "Repetition")
		} else {
			s.count++
		}
	}},
	{"one session less", func(p *plan, r *rand.Rand) {
		s := pick(p.series, r)
		switch {
		case len(s.topics) > 1:
			s.topics = s.topics[:len(s.topics)-1]
		case s.count > 1:
			s.count--
		}
	}},
	{"another room", func(p *plan, r *rand.Rand) { pick(p.series, r).where = fmt.Sprintf("Building %d", r.IntN(100)) }},
	{"another room once", func(p *plan, r *rand.Rand) {
		s := pick(p.series, r)
		s.rooms[1+r.IntN(s.count+len(s.topics))] = "Teams"
	}},
	{"the first plan again", func(p *plan, r *rand.Rand) { keys := p.keys; *p = *plan2020(); p.keys = keys }},
}

func pick[T any](list []T, r *rand.Rand) T { return list[r.IntN(len(list))] }

func (p *plan) newKey() string {
	p.keys++
	return fmt.Sprintf("key%d", p.keys)
}
