package schedule

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// dueBlock is how long a deadline lasts in a calendar of ours (client rule 15).
const dueBlock = 30 * time.Minute

var (
	cancelMark = pattern(`(?i)^\[?(?:cancelled|canceled)(?:[\]:]|\s+-)\s*`)
	dueWords   = pattern(`(?i)\s+(?:is )?due(?: (\d{1,2}:\d{2})(?: \((\d{1,2}:\d{2} [A-Za-z][\w/+-]*)\))?)?$`)
	// dueHint finds what is due and not held, among entries without an end.
	dueHint = pattern(`(?i)\b(?:due|deadline|hand[- ]?in|submission|submit|closes?)\b`)
	// courseCode is COMP6248 or CS-101A, with what binds it to the rest of a
	// title: a blank, or as timetable systems have it, COMP6248/LEC1.
	courseCode = pattern(`^([A-Z]{2,}-?[0-9]{2,}[A-Z]?)(?:$|[:,]? +(?:[-–] +)?|[/_-]+)`)
	// courseLabel stands behind the titles of Canvas: Essay [COMP6248].
	courseLabel = pattern(`^(.*\S) \[([^\[\]\s]+)\]$`)
	// numbered finds the last number of a title that is a word of its own.
	numberWord = pattern(`^(.*?(?:^|[\s#(]))(\d{1,4})((?:[\s),.].*)?)$`)
	topicMark  = pattern(`: | [-–—] `)
)

// titleParts are a title taken apart: "Lab 6: Trees" is the template
// "Lab {n}", the separator ": " and the topic "Trees".
type titleParts struct {
	head     string // a template, with {n} where there is a number
	sep      string
	topic    string
	number   int
	numbered bool
	digits   int // of the number as written
}

// cutTitle takes the marks of our own calendars, and of others, off a title,
// and settles whether the event is a deadline.
func (w *draftWriter) cutTitle(i *item) {
	if mark := cancelMark().FindString(i.title); mark != "" && len(mark) < len(i.title) {
		i.title, i.Cancelled = i.title[len(mark):], true
	}
	if i.AllDay && i.First == i.Last && i.Worth != "" {
		i.Deadline = true // only a deadline has a weight: a quiz of that day
	}
	m := dueWords().FindStringSubmatch(i.title)
	clock, said := Clock(0), false
	if m != nil {
		clock, said = parseClock(m[1])
	}
	switch {
	case i.AllDay && (i.First != i.Last || m == nil):
		i.Deadline = i.Deadline && i.First == i.Last
	case i.AllDay:
		i.Deadline, i.start = true, clock
	case i.Deadline:
	case !i.End.After(i.Start):
		i.Deadline = dueHint().MatchString(i.title)
	case said && i.End.Sub(i.Start) == dueBlock:
		end := i.End.In(w.draft.Zone)
		i.Deadline = clock%EndOfDay == clockOf(end)
	}
	if i.Deadline && i.Where != "" {
		// A deadline has no place.
		i.Notes, i.Where = strings.TrimSpace(i.Where+"\n"+i.Notes), ""
	}
	if !i.Deadline {
		i.noteWorth()
	}
	if i.Deadline && !i.AllDay {
		i.title = cmp.Or(strings.TrimSuffix(i.title, " closes"), i.title)
	}
	if i.Deadline && !i.AllDay {
		i.zone = i.DueIn
	}
	if !i.Deadline || m == nil {
		return
	}
	i.title = strings.TrimSuffix(i.title, m[0])
	if !i.AllDay {
		i.zone = cmp.Or(i.zone, m[2])
	}
}

// splitTitles finds the course code, and takes all titles apart.
func (w *draftWriter) splitTitles(items []*item) {
	w.code = cmp.Or(w.draft.Code, commonCode(items), cutLabel(items), kindCode(items))
	if w.code == "" {
		w.tellCodes(items)
	}
	for _, i := range items {
		i.title = cutCode(i.title, w.code)
		if courseCode().MatchString(i.Kind) {
			i.Kind = "" // Moodle has the course as category
		}
		i.Kind = strings.ToLower(i.Kind)
	}
	w.nameGroups(items)
	for _, i := range items {
		i.parts = splitTitle(i.title)
	}
}

// commonCode returns the code that all titles begin with, or "".
func commonCode(items []*item) string {
	return common(items, func(i *item) string {
		m := courseCode().FindStringSubmatch(i.title)
		if m == nil || !startsWithLetter(i.title[len(m[0]):]) {
			return ""
		}
		return m[1]
	})
}

// tellCodes warns of a calendar of several courses.
func (w *draftWriter) tellCodes(items []*item) {
	var codes []string
	for _, i := range items {
		if m := courseCode().FindStringSubmatch(i.title); m != nil && !contains(codes, m[1]) && len(codes) < 10 {
			codes = append(codes, m[1])
		}
	}
	if len(codes) > 1 {
		w.problems = append(w.problems, Problem{w.draft.File, 1, 1, true, "the titles name several courses: " + strings.Join(codes, ", "),
			"a schedule is one course: export each alone, or take the others out"})
	}
}

func startsWithLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}

// cutLabel takes the label of a course off the titles where all have it, and
// returns it.
func cutLabel(items []*item) string {
	label := common(items, func(i *item) string {
		m := courseLabel().FindStringSubmatch(i.title)
		if m == nil {
			return ""
		}
		return m[2]
	})
	if label != "" {
		for _, i := range items {
			i.title = strings.TrimSuffix(i.title, " ["+label+"]")
		}
	}
	return label
}

// kindCode returns the code that all entries have as category, or "".
func kindCode(items []*item) string {
	return common(items, func(i *item) string {
		m := courseCode().FindStringSubmatch(i.Kind)
		if m == nil || m[0] != i.Kind {
			return ""
		}
		return m[1]
	})
}

// common returns the text that all items have, or "".
func common(items []*item, text func(*item) string) string {
	for _, i := range items {
		if text(i) != text(items[0]) {
			return ""
		}
	}
	return text(items[0])
}

// cutCode takes the code, and what binds it to the rest, off a title.
func cutCode(title, code string) string {
	rest, found := strings.CutPrefix(title, code)
	if !found || code == "" || rest == "" || nameRune(rune(rest[0])) && rest[0] != '-' && rest[0] != '_' {
		return title
	}
	if rest = strings.TrimLeft(rest, " :,-–/_"); rest == "" {
		return title
	}
	return rest
}

func splitTitle(title string) titleParts {
	p := titleParts{head: title}
	if at := topicMark().FindStringIndex(title); at != nil && at[0] > 0 {
		p.head, p.sep, p.topic = title[:at[0]], title[at[0]:at[1]], title[at[1]:]
	}
	m := numberWord().FindStringSubmatch(p.head)
	if m == nil {
		p.head = braces(p.head)
		return p
	}
	p.number, _ = strconv.Atoi(m[2])
	p.numbered, p.digits = true, len(m[2])
	p.head = braces(m[1]) + "{n}" + braces(m[3])
	return p
}

// braces doubles the braces of a text, so that no template is seen in it.
func braces(s string) string {
	return strings.NewReplacer("{", "{{", "}", "}}").Replace(s)
}

// head writes what is said of the course as a whole.
func (w *draftWriter) head(items []*item) error {
	d := w.draft
	line := func(s string) string { return strings.Join(strings.Fields(cleanText(s)), " ") }
	w.code = line(w.code)
	name := line(d.Name)
	if w.code != "" {
		name = cutCode(name, w.code)
	}
	if name = cmp.Or(name, w.code, items[0].title); len(name) > maxText {
		return &Refusal{Msg: "the name of the calendar is too long for a course", Hint: "give one with --name"}
	}
	year := slices.MinFunc(items, func(a, b *item) int { return int(a.date - b.date) }).date.Year()
	id := d.ID
	if id == "" {
		id = fmt.Sprintf("%s-%d", strings.Trim(slug(cmp.Or(w.code, name)), "-"), year)
	}
	if !validName(id) {
		hint := "use letters, digits, - and _; at most 64"
		if fixed := nameFrom(id); validName(fixed) {
			hint += "; such as " + fixed
		}
		return &Refusal{Msg: fmt.Sprintf("%s is not a good id", quote(id)), Hint: hint}
	}
	w.top = []pair{{"id", textYAML(id)}}
	if w.code != "" {
		w.top = append(w.top, pair{"code", textYAML(w.code)})
	}
	w.top = append(w.top, pair{"name", textYAML(name)})
	p := newParser("")
	if url := p.link(line(d.URL), pos{1, 1}); url != "" && p.errors == 0 {
		w.top = append(w.top, pair{"url", linkYAML(url)})
	}
	w.top = append(w.top, pair{"timezone", d.Zone.String()})
	return nil
}

// latin spells letters that keys cannot have.
var latin = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "æ", "ae", "ø", "o", "å", "a", "á", "a", "à", "a", "â", "a", "ã", "a",
	"ç", "c", "č", "c", "é", "e", "è", "e", "ê", "e", "ë", "e", "í", "i", "î", "i", "ï", "i", "ñ", "n", "ó", "o", "ô", "o", "õ", "o",
	"ř", "r", "š", "s", "ú", "u", "û", "u", "ý", "y", "ž", "z", "ł", "l")

// slug makes a key of a title: "Final exam" is final-exam.
func slug(title string) string {
	words := strings.FieldsFunc(latin.Replace(strings.ToLower(title)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	key := ""
	for _, word := range words {
		word = strings.Trim(nameFrom(word), "-")
		if len(key)+len(word) > 40 {
			break
		}
		key = strings.Trim(key+"-"+word, "-")
	}
	if yamlWord(key) {
		key += "-entry" // other readers of YAML would not take it for text
	}
	return cmp.Or(key, "entry")
}

// free returns a key that no entry has yet.
func (w *draftWriter) free(key string) string {
	name := key
	for n := 2; w.keys[strings.ToLower(name)]; n++ {
		name = fmt.Sprintf("%s-%d", key, n)
	}
	return name
}
