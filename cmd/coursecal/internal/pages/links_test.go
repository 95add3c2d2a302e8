package pages

import (
	"strings"
	"testing"
)

// TestLinked takes addresses out of sentences, and nothing that could be run.
func TestLinked(t *testing.T) {
	a := func(address string) string { return `<a href="` + address + `" rel="noopener">` + address + `</a>` }
	for text, want := range map[string]string{
		"":                                   "",
		"no address":                         "no address",
		"See https://example.edu/a.":         "See " + a("https://example.edu/a") + ".",
		"(see http://example.edu/x_(y))":     "(see " + a("http://example.edu/x_(y)") + ")",
		"mailto:ann@example.edu, or not":     a("mailto:ann@example.edu") + ", or not",
		"https://e.edu/?a=1&b=2":             a("https://e.edu/?a=1&amp;b=2"),
		`https://e.edu/"onload="x`:           a("https://e.edu/") + `&#34;onload=&#34;x`,
		"<b>https://e.edu/</b>":              "&lt;b&gt;" + a("https://e.edu/") + "&lt;/b&gt;",
		"javascript:alert(1) data:text/html": "javascript:alert(1) data:text/html",
		"https:// and http://":               "https:// and http://",
		"https://a.edu\nhttps://b.edu":       a("https://a.edu") + "\n" + a("https://b.edu"),
		"https://e.edu/it's":                 a("https://e.edu/it&#39;s"),
	} {
		if got := string(linked(text)); got != want {
			t.Errorf("%q becomes\n%s, want\n%s", text, got, want)
		}
	}
	c := course(t, "id: c\nname: C\nnotes: See https://c.example.edu\ntimezone: UTC\nsessions: {talk: {when: 2020-05-14 09:00-10:00, where: \"Teams: https://t.example.edu/?a=1&b=2\"}}\ndeadlines: {essay: {due: 2020-05-15, notes: \"Read https://n.example.edu\"}}\n")
	page := string(New("").Course(View{Course: c, Now: spring}))
	for _, address := range []string{"https://c.example.edu", "https://n.example.edu"} {
		if !strings.Contains(page, a(address)) {
			t.Errorf("the page has no link to %s", address)
		}
	}
	// In the card of what is next, and in the agenda.
	if got := strings.Count(page, "Teams: "+a("https://t.example.edu/?a=1&amp;b=2")); got != 2 {
		t.Errorf("a place that is an address can be followed in %d places", got)
	}
}

// FuzzLinked loses and adds no text, and opens no other element.
func FuzzLinked(f *testing.F) {
	f.Add("See https://example.edu/a, or (mailto:x@y).")
	f.Fuzz(func(t *testing.T, text string) {
		got := string(linked(text))
		if strings.Count(got, "<") != 2*strings.Count(got, "<a href=\"") {
			t.Errorf("%q becomes %s", text, got)
		}
	})
}
