package schedule

import (
	"fmt"
	"slices"
	"time"

	"gopkg.in/yaml.v3"
)

// maxEntries is how many entries one course may have.
const maxEntries = 10_000

// maxGroups is how many groups one course may have.
const maxGroups = 500

var courseKeys = []string{"id", "name", "timezone", "code", "url", "notes", "term", "breaks", "week_numbers", "length", "due_time",
	"where", "groups", "private", "remind", "sessions", "deadlines"}

// A parser reads one file: it keeps what the course says at its top, which
// everything below needs, and collects all that is wrong.
type parser struct {
	file     string
	src      source
	problems Problems
	errors   int
	// bad are the values of which an error was told already.
	bad map[*yaml.Node]bool

	course      *Course
	all         []*series
	heldAt      []pos // of the lines that say when occurrences are held
	series      slab[series]
	fieldLists  slab[field]
	slots       slab[slot]
	plans       slab[held]
	templates   slab[template]
	parts       slab[part]
	zones       map[string]*time.Location
	zoneHints   map[string]string // of names that are no zones
	breaks      *breakTable
	weeks       *weekTable
	weeksBad    bool // an error of week_numbers was told
	frameBad    bool // the term, breaks or zone are wrong: expand nothing
	usualLength *length
	dueTime     slot
	where       *template
	remindAll   time.Duration
	keys        keySet            // of sessions and deadlines
	kinds       map[string]string // as they are written, by their lower case
	entries     int
	scanned     int  // slots looked at, against maxScanned
	texts       int  // bytes of filled templates, against maxTexts
	everyClash  bool // warn of each clash, not only of the first of two series
}

// Parse reads one schedule file. The name is only for messages. It returns
// all errors and warnings in the order of their places; the course is nil
// where there is an error, and otherwise right in every part.
func Parse(name string, data []byte) (*Course, Problems) {
	return newParser(name).parse(data)
}

func newParser(name string) *parser {
	return &parser{
		file: name, bad: map[*yaml.Node]bool{}, course: &Course{},
		zones: map[string]*time.Location{}, zoneHints: map[string]string{}, keys: keySet{names: true},
		kinds: newSpellings(),
	}
}

func (p *parser) parse(data []byte) (*Course, Problems) {
	if root := p.readSource(data); root != nil {
		p.readCourse(root)
	}
	if p.errors > 0 {
		return nil, p.problems.sorted()
	}
	return p.course, p.problems.sorted()
}

// readCourse reads the top of the file first, whatever the order of its keys,
// since dates and places below depend on it.
func (p *parser) readCourse(root *yaml.Node) {
	values := map[string]field{}
	before := p.errors
	for _, f := range p.fields(root, thing{kind: "a course"}, courseKeys) {
		values[f.name] = f
	}
	p.requireKeys(root, values, p.errors > before)
	p.readTexts(values)
	p.readFrame(values)
	p.readDefaults(values)
	if f, ok := values["groups"]; ok {
		p.readGroups(f.val)
	}
	p.readEntries(values["sessions"], "sessions", p.readSession)
	p.readEntries(values["deadlines"], "deadlines", p.readDeadline)
	p.expandAll(p.all)
}

// readEntries reads all sessions, or all deadlines.
func (p *parser) readEntries(f field, what string, read func(field)) {
	if f.val == nil {
		return
	}
	if n := len(f.val.Content) / 2; n > maxEntries {
		p.errorf(at(f.key), "split the course", "%d %s are more than the %d entries of a course", n, what, maxEntries)
		return
	}
	p.all = slices.Grow(p.all, len(f.val.Content)/2)
	if p.keys.lines == nil {
		p.keys.lines = make(map[string]int, len(f.val.Content)/2)
	}
	for _, entry := range p.pairs(f.val, thing{kind: what}, &p.keys) {
		if p.full() {
			break
		}
		if !p.bad[entry.val] && !p.empty(entry) {
			read(entry)
		}
	}
}

// requireKeys reports the keys that every course needs. A key that is there
// under a mistyped name was told already.
func (p *parser) requireKeys(root *yaml.Node, values map[string]field, told bool) {
	present := map[string]bool{}
	var unknown []string
	for i := 0; i < len(root.Content); i += 2 {
		present[root.Content[i].Value] = true
		if !contains(courseKeys, root.Content[i].Value) {
			unknown = append(unknown, root.Content[i].Value)
		}
	}
	meant := func(key string) bool {
		return told && Nearest(key, unknown) != ""
	}
	for _, need := range [...][2]string{
		{"id", "id: comp6248-2020, unique over courses, years and institutions"},
		{"name", "name: and the course's name"},
		{"timezone", "timezone: Europe/London, or the zone the hours are in"},
	} {
		if !present[need[0]] && !meant(need[0]) {
			p.errorf(at(root), "add "+need[1], "the course has no %s", quote(need[0]))
		}
	}
	if !present["sessions"] && !present["deadlines"] && !meant("sessions") && !meant("deadlines") {
		p.errorf(at(root), "add sessions:, or deadlines:", `the course has neither "sessions" nor "deadlines"`)
	}
}

// readTexts reads what the course is called.
func (p *parser) readTexts(values map[string]field) {
	text := func(key string, to *string) {
		if f, ok := values[key]; ok {
			*to, _ = p.line(f.val, key)
		}
	}
	c := p.course
	if f, ok := values["id"]; ok {
		if id, ok := p.scalar(f.val, "id", "an id such as comp6248-2020"); ok && p.name(id, at(f.val), "id") {
			c.ID = id
		}
	}
	text("name", &c.Name)
	text("code", &c.Code)
	text("url", &c.URL)
	if c.URL != "" {
		c.URL = p.link(c.URL, at(values["url"].val))
	}
	if f, ok := values["notes"]; ok {
		c.Notes, _ = p.scalar(f.val, "notes", "text")
	}
	if f, ok := values["private"]; ok {
		c.Private, _ = p.boolean(f.val, "private")
	}
}

// readFrame reads the zone, breaks, weeks and term that every date hangs in.
func (p *parser) readFrame(values map[string]field) {
	before := p.errors
	c := p.course
	c.Zone, c.ZoneName = time.UTC, "UTC"
	if f, ok := values["timezone"]; ok {
		if name, ok := p.scalar(f.val, "timezone", "Europe/London"); ok {
			if z, ok := p.zone(name, at(f.val)); ok {
				c.Zone, c.ZoneName = z, name
			}
		}
	}
	if f, ok := values["breaks"]; ok {
		if p.breaks = p.readBreaks(f.val); p.breaks != nil {
			c.Breaks = p.breaks.list
		}
	}
	if f, ok := values["week_numbers"]; ok {
		p.readWeekNumbers(f.val, p.breaks)
	}
	if f, ok := values["term"]; ok {
		p.readTerm(f.val)
	}
	p.frameBad = p.errors > before
}

func (p *parser) readTerm(n *yaml.Node) {
	s, ok := p.scalar(n, "term", "2020-01-27 to 2020-05-29")
	if !ok {
		return
	}
	first, last, ok := p.dateRange(s, at(n), "term")
	if !ok {
		return
	}
	if _, _, isRange := cutWord(s, "to"); !isRange {
		p.errorf(at(n), fmt.Sprintf("type %s to the last day", first.date), "the term %s has no end", quote(s))
		return
	}
	p.course.TermStart, p.course.TermEnd = first.date, last.date
}

// readDefaults reads what entries take where they say nothing themselves.
func (p *parser) readDefaults(values map[string]field) {
	for key, read := range map[string]func(*yaml.Node){
		"length": func(n *yaml.Node) {
			if l, ok := p.length(n, "length"); ok {
				p.usualLength = &l
			}
		},
		"due_time": p.readUsualDue,
		"where":    func(n *yaml.Node) { p.where = p.place(n) },
		"remind":   func(n *yaml.Node) { p.remindAll, _ = p.remind(n) },
	} {
		if f, ok := values[key]; ok {
			before := p.errors
			read(f.val)
			p.frameBad = p.frameBad || p.errors > before || p.bad[f.val]
		}
	}
}
