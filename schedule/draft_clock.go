package schedule

import (
	"cmp"
	"fmt"
	"strings"
	"time"
)

// span is a time, or a start and an end, as a table writes it.
type span struct {
	start, end Clock
	hasEnd     bool
	// night tells a start that may be of the night or of the afternoon: 2-4.
	night bool
	// zone is that of the text, nil for that of the table.
	zone *time.Location
}

var (
	// zoneMark is a zone behind a time.
	zoneMark = pattern(`(?i)^(.*\d(?: ?[ap]\.?m\.?)?) ?(z|utc|aoe)$`)
	// offsetMark is an offset behind a time, as databases write it too: +00.
	offsetMark = pattern(`(?i)^(\d{1,2}:\d{2}(:\d{2}(?:\.\d+)?)?(?: ?[ap]m)?) ?([+-])(\d{2}):?(\d{2})?$`)
	// nightHour is an hour before seven that nobody wrote as one of the night.
	nightHour = pattern(`^[1-6](?:[:.]\d{2})?$`)
)

// aoe is anywhere on earth, where a day ends last.
var aoe = time.FixedZone("AoE", -12*60*60)

// cutZone takes a zone off a time. A mark of time, the T of 2020-04-29T09:00,
// goes too.
func cutZone(s string) (string, *time.Location) {
	s, isTime := cutTimeMark(s)
	if m := zoneMark().FindStringSubmatch(s); m != nil {
		if strings.EqualFold(m[2], "aoe") {
			return m[1], aoe
		}
		return m[1], time.UTC
	}
	m := offsetMark().FindStringSubmatch(s)
	if m == nil || m[3] == "-" && m[2] == "" && !isTime {
		return s, nil // 09:00-11:00 has an end
	}
	t, err := time.Parse("-0700", m[3]+m[4]+cmp.Or(m[5], "00"))
	if err != nil || m[4] > "14" {
		return s, nil
	}
	_, offset := t.Zone()
	clock, _, _ := strings.Cut(m[1], ".")
	return clock, time.FixedZone("", offset)
}

func cutTimeMark(s string) (string, bool) {
	rest, found := strings.CutPrefix(s, "T")
	if found && rest != "" && (rest[0] == ' ' || digits(rest[:1])) {
		return rest, true
	}
	return s, false
}

// readTimes reads 09:00, 9am, 0900, 09:00-11:00, 9-11am or 9:00 to 11:00, and
// a zone behind it.
func readTimes(s string) (span, error) {
	shown, _ := cutTimeMark(s)
	wrong := wrongCell("write it as 09:00, or 09:00-11:00", "%s is not a time", quote(shown))
	if len(s) > 100 {
		return span{}, wrong
	}
	text, zone := cutZone(s)
	compact := strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "–", "-", "—", "-", "to", "-", "a.m.", "am", "p.m.", "pm", "12 noon", "12pm", "12noon", "12pm", "noon", "12pm").Replace(strings.ToLower(text))
	from, to, isSpan := strings.Cut(strings.TrimPrefix(compact, "at"), "-")
	from, to = withoutSeconds(from), withoutSeconds(to)
	start, ok := guessClock(from, to)
	if !ok && from != "24:00" {
		return span{}, wrong
	}
	half := strings.HasSuffix(to, "am") || strings.HasSuffix(to, "pm")
	out := span{start: start, night: !half && nightHour().MatchString(from), zone: zone}
	if !isSpan {
		return out, nil
	}
	end, ok := guessClock(to, "")
	if to == "24:00" {
		end, ok = EndOfDay, true
	}
	if !ok {
		return span{}, wrong
	}
	if own, _ := guessClock(from, ""); start > end && own < end {
		out.start = own // 11-1pm begins in the morning
	}
	out.end, out.hasEnd = end, true
	return out, nil
}

// endAt takes the end from another cell, which must not contradict what the
// cell of the start says.
func (s *span) endAt(text string) error {
	end, err := readTimes(text)
	if err == nil && (end.hasEnd || s.hasEnd && s.end != end.start) {
		return wrongCell("write 09:00 below start and 11:00 below end, or 09:00-11:00 in one column", "its start and its end do not go together")
	}
	if end.zone != nil {
		s.zone = end.zone
	}
	s.end, s.hasEnd = end.start, true
	return err
}

// atNight tells of a start that may be of the night.
func (s span) atNight(text string) error {
	if !s.night {
		return nil
	}
	return wrongCell("add am or pm, or write "+(s.start+EndOfDay/2).String(), "%s may be %s, or %s", quote(text), s.start, s.start+EndOfDay/2)
}

// withoutSeconds takes :00 off 09:00:00, and off 9:00:00am.
func withoutSeconds(s string) string {
	half := ""
	if n := len(s) - 2; n > 0 && (s[n:] == "am" || s[n:] == "pm") {
		s, half = s[:n], s[n:]
	}
	if strings.Count(s, ":") == 2 {
		s = strings.TrimSuffix(s, ":00")
	}
	return s + half
}

// compactLength writes the units of a length as the format does.
func compactLength(s string) string {
	return strings.NewReplacer(" ", "", "minutes", "m", "mins", "m", "min", "m", "hours", "h", "hour", "h", "hrs", "h", "hr", "h").Replace(strings.ToLower(s))
}

// readLength reads 1:30, 1h30m, 90 min, or a number of units.
func readLength(s string, unit time.Duration) (time.Duration, error) {
	compact := compactLength(s)
	if h, min, ok := clockParts(withoutSeconds(compact)); ok {
		return time.Duration(h*60+min) * time.Minute, nil
	}
	if n, ok := few(compact, 3); ok && n > 0 {
		return time.Duration(n) * unit, nil
	}
	if d, ok := ParseDuration(compact); ok {
		return d, nil
	}
	return 0, wrongCell("write it as 1:30", "%s is not how long something lasts", quote(s))
}

// findUnit finds out, over the whole table, what bare lengths count: what the
// heading says, else minutes where one is too large for hours.
func (t *table) findUnit() {
	t.unit = time.Hour
	heading := ""
	for _, n := range t.heads["length"] {
		heading = headName(t.headRow.cells[n])
	}
	longest := 0
	for _, r := range t.rows {
		if n, ok := few(compactLength(t.cell(r, "length")), 3); ok {
			longest = max(longest, n)
		}
	}
	switch {
	case strings.Contains(heading, "hour"), strings.Contains(heading, "hrs"):
	case strings.Contains(heading, "min"), longest > 12:
		t.unit = time.Minute
	case longest > 4:
		t.problems = append(t.problems, Problem{t.draft.File, t.headRow.line, 1, true,
			fmt.Sprintf("lengths such as %d are taken as hours", longest), "if they are minutes, write min into the heading"})
	}
}
