package schedule

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"gopkg.in/yaml.v3"
)

// hours is a time of day, or a span of it. The zero value is all day.
type hours struct {
	start, end Clock
	timed      bool
	// open tells that only the start was written.
	open bool
	// elapsed tells that the end follows from a length, which is time that
	// passes; a written end is what the wall clock shows.
	elapsed bool
}

// length is a duration: hours and minutes, or whole days.
type length struct {
	pos
	time time.Duration
	days int
}

// hours reads the words of a time: 09:00, 09:00-11:00, 22:00-01:00+1 or all day.
func (p *parser) hours(words []string, where pos) (hours, bool) {
	text := strings.Join(words, " ")
	if strings.EqualFold(text, "all day") {
		return hours{}, true
	}
	if len(words) != 1 {
		p.badTime(text, where)
		return hours{}, false
	}
	from, to, isSpan := strings.Cut(strings.ReplaceAll(text, "–", "-"), "-")
	start, ok := parseClock(from)
	if !ok {
		p.badTime(text, where)
		return hours{}, false
	}
	if !isSpan {
		return hours{timed: true, start: start, open: true}, true
	}
	to, over := strings.CutSuffix(to, "+1")
	end, ok := parseClock(to)
	if !ok || start == EndOfDay {
		p.badTime(text, where)
		return hours{}, false
	}
	if over {
		end += EndOfDay
	}
	if end <= start {
		p.errorf(where, fmt.Sprintf("look at the hours; if it ends after midnight, type %s-%s+1", start, end), "%s ends before it starts", quote(text))
		return hours{}, false
	}
	if end-start > EndOfDay {
		p.errorf(where, "write a longer entry as days: 2020-08-24 to 2020-08-28", "%s lasts more than a day", quote(text))
		return hours{}, false
	}
	return hours{timed: true, start: start, end: end}, true
}

// parseClock reads 09:00, 9:00 or 24:00.
func parseClock(s string) (Clock, bool) {
	h, min, ok := clockParts(s)
	c := Clock(h*60 + min)
	return c, ok && min < 60 && c <= EndOfDay
}

// clockParts reads what is written as a time, whether there is such a one or not.
func clockParts(s string) (h, min int, ok bool) {
	hour, minute, _ := strings.Cut(s, ":")
	h, ok = few(hour, 2)
	min, ok2 := few(minute, 2)
	return h, min, ok && ok2 && len(minute) == 2
}

// badTime tells of a text that is no time, and what was most likely meant.
func (p *parser) badTime(text string, where pos) {
	hint := "type a time such as 09:00 or 09:00-11:00"
	compact := strings.NewReplacer(" ", "", "–", "-").Replace(text)
	if from, to, isSpan := strings.Cut(compact, "-"); !isSpan {
		if c, ok := guessClock(from, ""); ok {
			hint = "type " + c.String()
		}
	} else if end, ok := guessClock(to, ""); ok {
		if start, ok := guessClock(from, to); ok {
			hint = fmt.Sprintf("type %s-%s", start, end)
		}
	}
	p.errorf(where, hint, "%s is not how a time is written", quote(text))
}

// guessClock reads 9, 9am, 9.30 or 0900. A time of a span without am or pm
// takes it from the other one.
func guessClock(s, other string) (Clock, bool) {
	m := looseTime().FindStringSubmatch(s)
	if m == nil {
		return 0, false
	}
	h, _ := strconv.Atoi(m[1])
	min, _ := strconv.Atoi(m[2])
	half := strings.ToLower(m[3])
	if o := looseTime().FindStringSubmatch(other); half == "" && o != nil {
		half = strings.ToLower(o[3])
	}
	if half != "" {
		h %= 12
	}
	if half == "pm" {
		h += 12
	}
	return Clock(h*60 + min), h < 24 && min < 60
}

// length reads 90m, 1h30m, 2h or 5d.
func (p *parser) length(n *yaml.Node, what string) (length, bool) {
	s, ok := p.scalar(n, what, "a duration such as 90m, 2h or 5d")
	if !ok {
		return length{}, false
	}
	l, ok := parseLength(s)
	if !ok {
		p.errorf(at(n), "type a duration such as 90m, 1h30m, 2h or 5d", "%s is not a duration that %s can be", quote(s), what)
		return length{}, false
	}
	l.pos = at(n)
	return l, true
}

func parseLength(s string) (length, bool) {
	if number, ok := strings.CutSuffix(s, "d"); ok {
		days, ok := few(number, 4)
		return length{days: days}, ok && days > 0 && days <= 366
	}
	l, rest := length{}, s
	for _, unit := range [...]struct {
		letter string
		time   time.Duration
	}{{"h", time.Hour}, {"m", time.Minute}} {
		number, after, found := strings.Cut(rest, unit.letter)
		if !found {
			continue
		}
		n, ok := few(number, 5)
		if !ok {
			return length{}, false
		}
		l.time += time.Duration(n) * unit.time
		rest = after
	}
	return l, rest == "" && l.time > 0 && l.time <= 366*24*time.Hour
}

// few reads a number of so many digits at most.
func few(s string, most int) (int, bool) {
	if len(s) > most || !digits(s) {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}

// ParseDuration reads a duration as the format writes it: 90m, 1h30m, 2h or
// 5d, where a day is 24 hours.
func ParseDuration(s string) (time.Duration, bool) {
	l, ok := parseLength(s)
	return l.time + time.Duration(l.days)*24*time.Hour, ok
}

// remind reads a duration, or none. Calendars take one reminder an entry
// (client rule 21), so a list is refused.
func (p *parser) remind(n *yaml.Node) (time.Duration, bool) {
	if n.Kind == yaml.SequenceNode && len(n.Content) == 1 {
		n = n.Content[0]
	}
	if n.Kind == yaml.SequenceNode && !p.bad[n] {
		p.errorf(at(n), "type the one that matters most, such as remind: 1d", "an entry has one reminder, not %d", len(n.Content))
		return 0, false
	}
	s, ok := p.scalar(n, "remind", "a duration such as 15m or 1d, or none")
	if !ok {
		return 0, false
	}
	if s == "none" {
		return -1, true
	}
	d, ok := ParseDuration(s)
	if !ok {
		p.errorf(at(n), "type a duration such as 15m, 2h or 1d, or none", "%s is not a time that remind can be", quote(s))
	}
	return d, ok
}
