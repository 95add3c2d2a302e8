package announce

import (
	"bytes"
	"cmp"
	"crypto/sha1"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"coursecal/ical"
)

// ContentType is the media type of what Encode writes (RFC 4287, section 7).
const ContentType = "application/atom+xml; charset=utf-8"

// keep is how many changes a log keeps.
const keep = 50

// A Log is an Atom feed (RFC 4287) of what changed, the newest first, for
// people who follow a course by feed reader. Its ids hold for ever: the same
// change of the same course gets the same id wherever it is found.
type Log struct{ feed feed }

// NewLog returns the log of a course without a change as of a time. id is the
// course's id, name what it is called.
func NewLog(id, name string, now time.Time) *Log {
	l := &Log{feed{ID: identity("log", id), Generator: generator, Updated: stamp(now)}}
	l.rename(name)
	return l
}

// ReadLog reads a log that Encode wrote for the course of an id. Anything
// else is an error, so that nobody else's file is taken for ours.
func ReadLog(data []byte, id string) (*Log, error) {
	l := &Log{}
	d := xml.NewDecoder(bytes.NewReader(data))
	if err := d.Decode(&l.feed); err != nil {
		return nil, errors.New("this is not an Atom feed, or it is cut short")
	}
	if _, err := d.Token(); err != io.EOF {
		if rest := data[d.InputOffset():]; len(bytes.TrimSpace(rest)) > 0 || err != nil {
			return nil, errors.New("something stands after the end of the feed")
		}
	}
	switch {
	case l.feed.Generator != generator:
		return nil, errors.New("this is not a log that coursecal wrote")
	case l.feed.ID != identity("log", id):
		return nil, fmt.Errorf("this is not the log of %q", id)
	}
	for _, e := range l.feed.Entries {
		if _, err := time.Parse(time.RFC3339, e.Updated); err != nil || e.ID == "" {
			return nil, errors.New("an entry of the log is broken")
		}
	}
	l.feed.XMLName = xml.Name{}
	return l, nil
}

// Add puts the changes of a comparison before those that the log has, and
// lets the oldest go. A change that is there already is not told twice, so
// that a run which was cut off can be repeated.
func (l *Log) Add(c *ical.Comparison) {
	if c.Same() {
		return
	}
	l.rename(c.Name())
	known := map[string]bool{}
	for _, e := range l.feed.Entries {
		known[e.ID] = true
	}
	var added []entry
	for _, e := range entries(c) {
		if !known[e.ID] {
			known[e.ID] = true
			added = append(added, e)
			// These times are all UTC and of one length.
			l.feed.Updated = max(l.feed.Updated, e.Updated)
		}
	}
	l.feed.Entries = append(added, l.feed.Entries...)
	l.feed.Entries = l.feed.Entries[:min(keep, len(l.feed.Entries))]
}

// Len counts the changes that the log tells.
func (l *Log) Len() int { return len(l.feed.Entries) }

// Newest returns the newest changes, at most so many.
func (l *Log) Newest(most int) []News {
	var out []News
	for _, e := range l.feed.Entries[:min(most, len(l.feed.Entries))] {
		// ReadLog and Add let no other times in.
		at, _ := time.Parse(time.RFC3339, e.Updated)
		out = append(out, News{at, cmp.Or(e.terms("")...), e.Content.Body, e.terms(kindScheme), e.terms(groupScheme)})
	}
	return out
}

// Encode returns the feed as a file.
func (l *Log) Encode() ([]byte, error) {
	data, err := xml.MarshalIndent(&l.feed, "", "  ")
	return append([]byte(xml.Header), append(data, '\n')...), err
}

func (l *Log) rename(name string) {
	l.feed.Title, l.feed.Author.Name = "Changes to "+plain(name), plain(name)
}

const generator = "coursecal"

type feed struct {
	XMLName   xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	ID        string   `xml:"id"`
	Title     string   `xml:"title"`
	Updated   string   `xml:"updated"`
	Author    author   `xml:"author"`
	Generator string   `xml:"generator"`
	Entries   []entry  `xml:"entry"`
}

type author struct {
	Name string `xml:"name"`
}

type entry struct {
	ID         string     `xml:"id"`
	Title      string     `xml:"title"`
	Updated    string     `xml:"updated"`
	Categories []category `xml:"category"`
	Content    content    `xml:"content"`
}

type content struct {
	Type string `xml:"type,attr"`
	Body string `xml:",chardata"`
}

// entries returns an entry for each change, or for several that fared alike.
func entries(c *ical.Comparison) []entry {
	w := wordsFor(c)
	w.year = true // a log is read for longer than an announcement
	var out []entry
	if c.Renamed() {
		out = append(out, renamed(c))
	}
	for from := 0; from < len(c.Changes); {
		to := endOfSort(c.Changes, from)
		for _, r := range runs(c, c.Changes[from:to]) {
			out = append(out, w.entry(c, r))
		}
		from = to
	}
	return out
}

// renamed tells that the course is called otherwise.
func renamed(c *ical.Comparison) entry {
	old, new := plain(c.Old.Name), plain(c.New.Name)
	it := item{name: new, facts: []fact{{{text: "until now called " + old}}}}
	return entry{
		Title:      "New name: " + new + ", until now " + old,
		Updated:    stamp(c.New.Modified),
		Categories: []category{{Term: "name"}, {Term: everybody, Scheme: groupScheme}},
		Content:    content{"html", it.paragraph()},
		// A run that is repeated has a later stamp, and the same old one.
		ID: identity("change", c.New.ID, "name", c.Old.Name, c.New.Name, stamp(c.Old.Modified)),
	}
}

// paragraph returns an item as it stands alone.
func (it item) paragraph() string {
	return "<p>" + strings.ReplaceAll(it.html(), "\n", "") + "</p>"
}

func (w words) entry(c *ical.Comparison, r run) entry {
	it := w.item(r)
	sort := r.changes[0].Sort
	title := heading(sort) + ": " + strings.TrimSpace(it.name+" "+it.says)
	if len(it.facts) > 0 {
		title += ", " + it.facts[0].text()
	}
	e := entry{Title: title, Categories: append([]category{{Term: sort.String()}}, concerns(r.changes)...), Content: content{"html", it.paragraph()}}
	parts := []string{"change", c.New.ID, sort.String(), e.Content.Body}
	for i := range r.changes {
		ch := &r.changes[i]
		last, at := ch.After, c.New.Modified
		if last == nil {
			last = ch.Before
		} else {
			at = last.Modified
		}
		e.Updated = max(e.Updated, stamp(at))
		parts = append(parts, last.UID, fmt.Sprint(last.Sequence))
	}
	e.ID = identity(parts...)
	return e
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// identity returns a UUID of version 5 (RFC 9562 5.5), which is the same
// wherever it is made of the same parts.
func identity(parts ...string) string {
	// The name space of coursecal: a UUID made once by chance.
	space := [16]byte{0x9c, 0x1f, 0x53, 0x0e, 0x6a, 0x2d, 0x4b, 0x7e, 0x8f, 0x30, 0x1d, 0xa4, 0x77, 0xc2, 0x5b, 0x68}
	sum := sha1.Sum(fmt.Appendf(space[:], "%q", parts))
	u := sum[:16]
	u[6], u[8] = u[6]&0x0f|0x50, u[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}
