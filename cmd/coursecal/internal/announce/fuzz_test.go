package announce_test

import (
	"bytes"
	"encoding/xml"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"

	"coursecal/cmd/coursecal/internal/announce"
	"coursecal/ical"
)

// FuzzEscaping wants texts to stay texts, whatever stands in them: Markdown,
// rendered with all that GitHub adds and with raw HTML let through, and HTML
// have only the tags that they are made of, one item, and the very title.
func FuzzEscaping(f *testing.F) {
	for _, s := range []string{
		"<script>alert(1)</script>", "*a* _b_ `c` ~~d~~ |e| [f](g) ![h](i) <j@k.l>", "&lt; &amp; &#42; &copy", "\\* \\\\ \\", "**", "a\nb\n\n- c\n# d",
		"- x", "1. x", "# x", "> x", "---", "[x]", "[x]: y", "http://e.example/_a_?b=*c*", "www.e.example", "\u202eevil", "עברית (a)", "  a  ", "<!-- x", "]]>", "$x$", "`", "``", "~", "a_b_c", "_a_", "a**b", "\u00a0x\u00a0", "!", "<",
	} {
		f.Add(s, "L2", "Flood")
		f.Add("Lab 1", s, s)
	}
	f.Add("Lab 1", "https://zoom.example/j/1_2_3?pwd=a*b*c or the hall", "see <https://e.example/>")
	f.Fuzz(func(t *testing.T, title, where, why string) {
		if !textual(title + where + why) {
			t.Skip("no calendar holds such a text")
		}
		c := moved(title, where, why)
		want := strings.Join(strings.Fields(strings.Map(unturned, title)), " ")
		var rendered bytes.Buffer
		md := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(html.WithXHTML(), html.WithUnsafe()))
		if err := md.Convert([]byte(announce.Markdown(c)), &rendered); err != nil {
			t.Fatal(err)
		}
		check(t, rendered.String(), want, "h2", "h3", "ul", "li", "p", "strong", "a")
		check(t, announce.HTML(c), want, "h3", "h4", "ul", "li", "p", "strong", "bdi", "br", "a")
	})
}

// textual tells what a text of a calendar can be: no broken UTF-8 and no
// controls, which package ical takes away.
func textual(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) && r != '\n' || r == '\ufffe' || r == '\uffff' || r == '\ufffd'
	})
}

func unturned(r rune) rune {
	if unicode.Is(unicode.Bidi_Control, r) {
		return -1
	}
	return r
}

// moved is a comparison in which one entry with these texts moves.
func moved(title, where, why string) *ical.Comparison {
	entry := func(day int) ical.Entry {
		start := time.Date(2020, 3, day, 9, 0, 0, 0, time.UTC)
		e := ical.Entry{UID: "a@x", Series: "a", Title: title, Kind: "lab", Start: start, End: start.Add(time.Hour)}
		e.First = 737000
		return e
	}
	old, new := entry(2), entry(3)
	new.Where, new.Why = where, why
	return ical.Compare(
		&ical.Listing{ID: "x", Name: "Course " + title, Zone: time.UTC, Entries: []ical.Entry{old}},
		&ical.Listing{ID: "x", Name: "Course " + title, Zone: time.UTC, Entries: []ical.Entry{new}})
}

// check wants a fragment of XHTML with these tags only, one item, and a first
// strong text, unless it is empty.
func check(t *testing.T, fragment, title string, tags ...string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader("<x>" + fragment + "</x>"))
	d.Entity = xml.HTMLEntity
	items, within := 0, 0
	strong := ""
	done := false
	for {
		token, err := d.Token()
		if token == nil {
			if items != 1 {
				t.Errorf("%d items in\n%s\n%v", items, fragment, err)
			}
			break
		}
		switch token := token.(type) {
		case xml.StartElement:
			name := token.Name.Local
			if name != "x" && !slices.Contains(tags, name) {
				t.Errorf("a tag %q in\n%s", name, fragment)
			}
			if name == "li" {
				items++
			}
			if name == "strong" {
				within++
			}
		case xml.EndElement:
			if token.Name.Local == "strong" {
				within--
				done = true
			}
		case xml.CharData:
			if within > 0 && !done {
				strong += string(token)
			}
		case xml.Comment, xml.ProcInst, xml.Directive:
			t.Errorf("markup in\n%s", fragment)
		}
	}
	if title != "" && strong != title {
		t.Errorf("the first strong text is %q, want %q, in\n%s", strong, title, fragment)
	}
}
