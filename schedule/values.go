package schedule

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
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

// pattern returns an expression that is compiled when it is first needed. They
// find out what a wrong text may have meant: most runs need none.
func pattern(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

var (
	looseDate = pattern(`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$`)
	localDate = pattern(`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$`)
	looseTime = pattern(`^(?i)(\d{1,2})(?:[:.h]?(\d{2}))?(am|pm)?$`)
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
	if !isoShape(word) {
		return 0, p.looseDate(word, where)
	}
	year, _ := strconv.Atoi(word[:4])
	month, _ := strconv.Atoi(word[5:7])
	day, _ := strconv.Atoi(word[8:])
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

// isoShape reports a word such as 2020-04-29, whether there is such a day or not.
func isoShape(word string) bool {
	return len(word) == 10 && word[4] == '-' && word[7] == '-' && digits(word[:4]) && digits(word[5:7]) && digits(word[8:])
}

// looseDate says how to write a date that is written otherwise.
func (p *parser) looseDate(word string, where pos) int {
	if word == "" || !digits(word[:1]) || !digits(word[len(word)-1:]) || strings.Contains(word, ":") {
		return 0 // a weekday or a time
	}
	hint := ""
	if m := looseDate().FindStringSubmatch(word); m != nil {
		hint = fmt.Sprintf("type %s-%02s-%02s", m[1], m[2], m[3])
	} else if m := localDate().FindStringSubmatch(word); m != nil {
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
