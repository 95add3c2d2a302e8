package schedule

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"gopkg.in/yaml.v3"
)

// The years that a schedule may speak of.
const firstYear, lastYear = 1970, 2100

var lastDate = NewDate(lastYear, time.December, 31)

// written is a date as it stands in the file.
type written struct {
	pos
	date Date
	// weekday tells that the weekday stands beside it, so that a weekend is
	// meant.
	weekday bool
}

// hours is a time of day, or a span of it. The zero value is all day.
type hours struct {
	timed      bool
	start, end Clock
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

var (
	isoDate   = regexp.MustCompile(`^(\d{4})-(\d{2})-(\d{2})$`)
	looseDate = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$`)
	localDate = regexp.MustCompile(`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$`)
	clockTime = regexp.MustCompile(`^(\d{1,2}):(\d{2})$`)
	looseTime = regexp.MustCompile(`^(?i)(\d{1,2})(?:[:.h]?(\d{2}))?(am|pm)?$`)
	duration  = regexp.MustCompile(`^(?:(\d{1,4})d|(?:(\d{1,4})h)?(?:(\d{1,5})m)?)$`)
)

var weekdays = []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}

// parseWeekday reads Wed or Wednesday, in any case.
func parseWeekday(s string) (time.Weekday, bool) {
	for i, name := range weekdays {
		if strings.EqualFold(s, name) || strings.EqualFold(s, name[:3]) {
			return time.Weekday((i + 1) % 7), true
		}
	}
	return 0, false
}

// dateWords takes a date from the front of words and returns how many it
// took: 2020-04-29, Wed 2020-04-29, or Thu week 8. Zero means that no date
// stands there; below zero that one does, and that it is wrong and was told.
func (p *parser) dateWords(words []string, where pos) (written, int) {
	if len(words) == 0 {
		return written{}, 0
	}
	day, isDay := parseWeekday(strings.TrimSuffix(words[0], ","))
	if !isDay {
		d, ok := p.isoDate(words[0], where)
		return written{where, d, false}, ok
	}
	if len(words) >= 2 && strings.EqualFold(words[1], "week") {
		return p.weekDate(day, words, where)
	}
	if len(words) < 2 {
		return written{}, 0
	}
	d, ok := p.isoDate(words[1], where)
	if ok <= 0 {
		return written{}, ok
	}
	if d.Weekday() != day {
		near := d + Date((int(day)-int(d.Weekday())+10)%7) - 3
		p.errorf(where, fmt.Sprintf("type %s, or %s", d.Long(), near.Long()), "%s is a %s, not a %s", d, d.Weekday(), day)
		return written{}, -1
	}
	return written{where, d, true}, 2
}

// weekDate reads Thu week 8 by the teaching weeks.
func (p *parser) weekDate(day time.Weekday, words []string, where pos) (written, int) {
	if len(words) < 3 || !digits(words[2]) || len(words[2]) > 4 {
		p.errorf(where, "type a number, such as Thu week 8", `"week" needs a number behind it`)
		return written{}, -1
	}
	n, _ := strconv.Atoi(words[2])
	if p.weeks == nil {
		if !p.weeksBad {
			p.errorf(where, "add week_numbers: {1: 2020-01-27} with the Monday of week 1", "%s needs week_numbers, which the course does not have", quote(strings.Join(words[:3], " ")))
		}
		return written{}, -1
	}
	monday, ok := p.weeks.monday(n)
	if !ok {
		p.errorf(where, "look at week_numbers and breaks: weeks in breaks do not count", "there is no week %d", n)
		return written{}, -1
	}
	return written{where, monday + Date((int(day)+6)%7), true}, 3
}

// isoDate reads one word; 0 where it is nothing like a date, -1 where it is a
// wrong one, which is told.
func (p *parser) isoDate(word string, where pos) (Date, int) {
	m := isoDate.FindStringSubmatch(word)
	if m == nil {
		return 0, p.looseDate(word, where)
	}
	year, _ := strconv.Atoi(m[1])
	month, _ := strconv.Atoi(m[2])
	day, _ := strconv.Atoi(m[3])
	switch {
	case month < 1 || month > 12:
		p.errorf(where, "type year-month-day, such as 2020-04-29", "%s has no month %d", quote(word), month)
	case !ValidDate(year, time.Month(month), day):
		p.errorf(where, fmt.Sprintf("type a day from 01 to %d", NewDate(year, time.Month(month)+1, 0).Day()), "%s does not exist: %s %d has no day %d", quote(word), time.Month(month), year, day)
	case year < firstYear || year > lastYear:
		p.errorf(where, "look at the year", "%s is not between 1970 and 2100", quote(word))
	default:
		return NewDate(year, time.Month(month), day), 1
	}
	return 0, -1
}

// looseDate says how to write a date that is written otherwise.
func (p *parser) looseDate(word string, where pos) int {
	hint := ""
	if m := looseDate.FindStringSubmatch(word); m != nil {
		hint = fmt.Sprintf("type %s-%02s-%02s", m[1], m[2], m[3])
	} else if m := localDate.FindStringSubmatch(word); m != nil {
		hint = fmt.Sprintf("type year-month-day: %s-%02s-%02s", m[3], m[2], m[1])
	} else {
		return 0
	}
	p.errorf(where, hint, "%s is not how a date is written", quote(word))
	return -1
}

// date reads a value that is just a date.
func (p *parser) date(n *yaml.Node, what string) (written, bool) {
	s, ok := p.scalar(n, what, "a date such as 2020-04-29")
	if !ok {
		return written{}, false
	}
	return p.dateText(s, at(n), what)
}

func (p *parser) dateText(s string, where pos, what string) (written, bool) {
	words := strings.Fields(s)
	w, took := p.dateWords(words, where)
	switch {
	case took < 0:
		return written{}, false
	case took == 0 || took != len(words):
		p.errorf(where, "type a date such as 2020-04-29 or Wed 2020-04-29", "%s is not a date that %s can be", quote(s), what)
		return written{}, false
	}
	return w, true
}

// dateRange reads a date, or two with "to" between them; both are included.
func (p *parser) dateRange(s string, where pos, what string) (first, last written, ok bool) {
	before, after, isRange := cutWord(s, "to")
	if first, ok = p.dateText(before, where, what); !ok || !isRange {
		return first, first, ok
	}
	if last, ok = p.dateText(after, where, what); !ok {
		return first, last, false
	}
	if last.date < first.date {
		p.errorf(where, fmt.Sprintf("type %s to %s", last.date, first.date), "%s ends before it begins", quote(s))
		return first, last, false
	}
	return first, last, true
}

// cutWord cuts a text at a word that stands alone.
func cutWord(s, word string) (before, after string, found bool) {
	words := strings.Fields(s)
	for i, w := range words {
		if strings.EqualFold(w, word) && i > 0 {
			return strings.Join(words[:i], " "), strings.Join(words[i+1:], " "), true
		}
	}
	return strings.Join(words, " "), "", false
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
	m := clockTime.FindStringSubmatch(s)
	if m == nil {
		return 0, false
	}
	h, _ := strconv.Atoi(m[1])
	min, _ := strconv.Atoi(m[2])
	c := Clock(h*60 + min)
	return c, min < 60 && c <= EndOfDay
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
	m := looseTime.FindStringSubmatch(s)
	if m == nil {
		return 0, false
	}
	h, _ := strconv.Atoi(m[1])
	min, _ := strconv.Atoi(m[2])
	half := strings.ToLower(m[3])
	if o := looseTime.FindStringSubmatch(other); half == "" && o != nil {
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
	m := duration.FindStringSubmatch(s)
	if m == nil {
		return length{}, false
	}
	days, _ := strconv.Atoi(m[1])
	h, _ := strconv.Atoi(m[2])
	min, _ := strconv.Atoi(m[3])
	l := length{days: days, time: time.Duration(h)*time.Hour + time.Duration(min)*time.Minute}
	return l, (l.days > 0 || l.time > 0) && l.days <= 366 && l.time <= 366*24*time.Hour
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
