package pages

import (
	"net/url"
	"strings"
	"testing"
)

// groups is a course of two groups.
const groups = `id: c-2020
code: COMP1
name: Course & Co
timezone: Europe/London
groups: {A: Monday group, B: Wednesday group}
sessions:
  lab: {count: 2, from: 2020-04-27, groups: {A: {when: Mon 10:00-11:00}, B: {when: Wed 10:00-11:00}}}
  exam: {when: 2020-06-02 09:00-12:00}
deadlines:
  essay: {due: Fri 2020-05-15 16:00}
  quiz: {kind: quiz, due: Fri 2020-05-22 16:00}
`

// TestWish holds the address of the feed against what the form sends.
func TestWish(t *testing.T) {
	c := course(t, groups)
	for _, test := range []struct{ form, want string }{
		{"", ""},
		{"only=lab&only=exam&only=deadline&only=quiz", ""},
		{"only=lab&only=deadline&group=A", "?group=A&only=lab,deadline"},
		{"group=a&only=DEADLINE,lab", "?group=A&only=lab,deadline"},
		{"deadlines=all-day&cancelled=show", "?cancelled=show&deadlines=all-day"},
		{"sessions=30m&due=1d", "?remind=deadline:1d,exam:30m,lab:30m,quiz:1d"},
		{"sessions=30m&due=&only=lab&only=quiz", "?only=lab,quiz&remind=lab:30m"},
		{"due=none", "?remind=deadline:none,quiz:none"},
	} {
		values, err := url.ParseQuery(test.form)
		if err != nil {
			t.Fatal(err)
		}
		w, err := ReadWish(values, c)
		if err != nil {
			t.Fatalf("%s: %v", test.form, err)
		}
		if got := w.feedQuery(c); got != test.want {
			t.Errorf("%s asks for %q, want %q", test.form, got, test.want)
		}
		// The page's own address fills the form in the same way.
		values, err = url.ParseQuery(strings.TrimPrefix(w.PageQuery(), "?"))
		if err != nil {
			t.Fatal(err)
		}
		if again, err := ReadWish(values, c); err != nil || again.feedQuery(c) != test.want {
			t.Errorf("%s read again is %q: %v", test.form, again.feedQuery(c), err)
		}
	}
}

func TestWishRefused(t *testing.T) {
	c := course(t, groups)
	for form, want := range map[string]string{
		"only=labs":       `there is no kind "labs" here`,
		"group=C&group=A": `there is no group "C" here`,
		"deadlines=week":  `deadlines="week" is not understood`,
		"due=5m":          `due="5m" is not understood`,
	} {
		values, err := url.ParseQuery(form)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ReadWish(values, c); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", form, err, want)
		}
	}
}

// TestResult holds the links of client rule 33.
func TestResult(t *testing.T) {
	c := course(t, groups)
	r := New("https://calendars.example.edu").result("c-2020", "/c-2020/subscribe?only=lab", "COMP1 Course & Co", Wish{Only: []string{"lab"}}, c)
	for what, pair := range map[string][2]string{
		"URL":    {r.URL, "https://calendars.example.edu/c-2020.ics?only=lab"},
		"File":   {r.File, "https://calendars.example.edu/c-2020.ics?only=lab&for=import"},
		"Webcal": {string(r.Webcal), "webcal://calendars.example.edu/c-2020.ics?only=lab"},
		"Office": {r.Office, "https://outlook.office.com/calendar/0/addfromweb?url=https%3A%2F%2Fcalendars.example.edu%2Fc-2020.ics%3Fonly%3Dlab&name=COMP1+Course+%26+Co"},
		"Live":   {r.Live, "https://outlook.live.com/calendar/0/addfromweb?url=https%3A%2F%2Fcalendars.example.edu%2Fc-2020.ics%3Fonly%3Dlab&name=COMP1+Course+%26+Co"},
		"Page":   {r.Page, "https://calendars.example.edu/c-2020/subscribe?only=lab"},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s is %s, want %s", what, pair[0], pair[1])
		}
	}
	if r.Local || r.Plain || r.Long {
		t.Error("a short https address is warned of")
	}
}

func TestAddressesThatServicesCannotReach(t *testing.T) {
	c := course(t, groups)
	for base, want := range map[string]string{
		"http://127.0.0.1:8080": "works on this machine only", "https://localhost": "works on this machine only", "http://[::1]:80": "works on this machine only",
		"http://example.edu": "goes without encryption", "https://" + strings.Repeat("long.", 50) + "edu": "longer than Google takes",
	} {
		if page := string(New(base).Subscribe(c, Wish{})); !strings.Contains(page, want) {
			t.Errorf("the page at %s lacks %q", base, want)
		}
	}
	if page := string(New("https://example.edu").Subscribe(c, Wish{})); strings.Contains(page, `class="warning"`) {
		t.Error("an address that all can reach is warned of")
	}
}
