package pages

import (
	"fmt"
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
		{"only=lab&only=deadlines&only=exam", ""},
		{"only=lab&only=Deadlines", "?only=lab,deadlines"},
		{"only=deadlines&only=quiz&due=1d", "?only=deadlines&remind=deadlines:1d"},
		{"only=lab&only=deadline&group=A", "?group=A&only=lab,deadline"},
		{"group=a&only=DEADLINE,lab", "?group=A&only=lab,deadline"},
		{"deadlines=all-day&cancelled=show", "?cancelled=show&deadlines=all-day"},
		{"sessions=30m&due=1d", "?remind=deadlines:1d,exam:30m,lab:30m"},
		{"sessions=30m&due=&only=lab&only=quiz", "?only=lab,quiz&remind=lab:30m"},
		{"due=none", "?remind=deadlines:none"},
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

// TestWishBeforeDates tells a bug: one who ticked labs and deadlines got the
// whole feed where the lectures had no date yet, and so the lectures later.
func TestWishBeforeDates(t *testing.T) {
	c := course(t, `id: c-2020
name: C
timezone: UTC
sessions: {lab: {when: 2020-05-14}, lecture: {when: [tbc, tbc]}}
deadlines: {essay: 2020-05-15, oral: {due: tbc, kind: exam}}
`)
	want := "*lab=Lab; lecture=Lecture; *deadlines=All deadlines; exam=Exam; deadline=Other deadlines"
	w, err := ReadWish(url.Values{"only": {"lab", "deadlines"}}, c)
	if got := boxes(t, New("").Subscribe(View{Course: c}, w)); got != want || err != nil {
		t.Errorf("the boxes are %s, want %s: %v", got, want, err)
	}
	for form, want := range map[string]string{
		"only=lab&only=deadlines":                         "?only=lab,deadlines",
		"only=lab&only=deadline":                          "?only=lab,deadline",
		"only=lab&only=deadlines&only=lecture":            "",
		"only=lecture&only=exam&sessions=30m&due=1d":      "?only=lecture,exam&remind=deadlines:1d,lecture:30m",
		"only=lab,lecture,exam,deadline&sessions=30m":     "?remind=lab:30m,lecture:30m",
		"only=lab&only=deadlines&sessions=none&due=":      "?only=lab,deadlines&remind=lab:none",
		"only=lecture&only=deadlines&only=exam&due=&only": "?only=lecture,deadlines",
	} {
		values, err := url.ParseQuery(form)
		if err != nil {
			t.Fatal(err)
		}
		w, err := ReadWish(values, c)
		if got := w.feedQuery(c); got != want || err != nil {
			t.Errorf("%s asks for %q, want %q: %v", form, got, want, err)
		}
	}
}

// TestReminderOfASharedKind tells a bug: the reminder for sessions was set for
// what is due of the same kind.
func TestReminderOfASharedKind(t *testing.T) {
	c := course(t, "id: c\nname: C\ntimezone: UTC\nsessions: {exam: {when: 2020-05-14}, lab: {when: 2020-05-15}}\ndeadlines: {oral: {due: 2020-05-16, kind: exam}}\n")
	if got, want := (Wish{Sessions: "10m", Due: "3d"}).feedQuery(c), "?remind=deadlines:3d,lab:10m"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestReminderOfOneKind tells a bug: a kind that stood in two cases was named
// twice among the reminders, and the feed refused its address.
func TestReminderOfOneKind(t *testing.T) {
	c := course(t, "id: c\nname: C\ntimezone: UTC\nsessions: {a: {kind: Lab, when: 2020-05-14}, b: {kind: lab, when: 2020-05-15}, talk: {when: 2020-05-16}}\n")
	w, err := ReadWish(url.Values{"only": {"lab"}, "sessions": {"10m"}}, c)
	if got, want := w.feedQuery(c), "?only=Lab&remind=Lab:10m"; got != want || err != nil {
		t.Errorf("got %s, want %s: %v", got, want, err)
	}
	if got, want := w.getWords(w.agenda(c)), "Lab (2)"; !strings.Contains(got, want) {
		t.Errorf("%q does not say %s", got, want)
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
	r := New("https://calendars.example.edu").result("/c-2020", "/c-2020/subscribe?only=lab", Wish{Only: []string{"lab"}}, c)
	for what, pair := range map[string][2]string{
		"URL":    {r.URL, "https://calendars.example.edu/c-2020.ics?only=lab"},
		"File":   {r.File, "https://calendars.example.edu/c-2020.ics?only=lab&for=import"},
		"Webcal": {string(r.Webcal), "webcal://calendars.example.edu/c-2020.ics?only=lab"},
		"Office": {r.Office, "https://outlook.office.com/calendar/0/addfromweb?url=https%3A%2F%2Fcalendars.example.edu%2Fc-2020.ics%3Fonly%3Dlab&name=COMP1%20lab%20%E2%80%93%20Course%20%26%20Co"},
		"Live":   {r.Live, "https://outlook.live.com/calendar/0/addfromweb?url=https%3A%2F%2Fcalendars.example.edu%2Fc-2020.ics%3Fonly%3Dlab&name=COMP1%20lab%20%E2%80%93%20Course%20%26%20Co"},
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
		page := string(New(base).Subscribe(View{Course: c}, Wish{}))
		if !strings.Contains(page, want) {
			t.Errorf("the page at %s lacks %q", base, want)
		}
		if strings.Contains(page, "QR code") == strings.Contains(want, "this machine") {
			t.Errorf("the page at %s has a QR code, or lacks it", base)
		}
	}
	if page := string(New("https://example.edu").Subscribe(View{Course: c}, Wish{})); strings.Contains(page, `class="warning"`) {
		t.Error("an address that all can reach is warned of")
	}
}

// boxes returns the check boxes of a page: those ticked with a star.
func boxes(t *testing.T, page []byte) string {
	t.Helper()
	var out []string
	for _, n := range find(t, page, "type", "checkbox") {
		text := ""
		for _, a := range n.Attr {
			switch a.Key {
			case "value":
				text += a.Val
			case "checked":
				text = "*" + text
			}
		}
		out = append(out, text+"="+words(n.Parent))
	}
	return strings.Join(out, "; ")
}

// TestBoxes begins with none ticked, and offers all deadlines in one box.
func TestBoxes(t *testing.T) {
	c := course(t, groups)
	p := New("")
	for _, test := range []struct {
		wish Wish
		want string
	}{
		{Wish{}, "A=A · Monday group; B=B · Wednesday group; lab=Lab; exam=Exam; deadlines=All deadlines; quiz=Quiz; deadline=Other deadlines"},
		{Wish{Only: []string{"lab", "quiz"}, Groups: []string{"B"}}, "A=A · Monday group; *B=B · Wednesday group; *lab=Lab; exam=Exam; deadlines=All deadlines; *quiz=Quiz; deadline=Other deadlines"},
		{Wish{Only: []string{"deadline", "quiz"}}, "A=A · Monday group; B=B · Wednesday group; lab=Lab; exam=Exam; deadlines=All deadlines; *quiz=Quiz; *deadline=Other deadlines"},
		{Wish{Only: []string{"deadlines"}}, "A=A · Monday group; B=B · Wednesday group; lab=Lab; exam=Exam; *deadlines=All deadlines; quiz=Quiz; deadline=Other deadlines"},
	} {
		if got := boxes(t, p.Subscribe(View{Course: c}, test.wish)); got != test.want {
			t.Errorf("%+v shows\n%s, want\n%s", test.wish, got, test.want)
		}
	}
	c = course(t, "id: c\nname: C\ntimezone: UTC\nsessions: {exam: {when: 2020-05-15}, journal_club: {when: 2020-05-16}}\ndeadlines: {essay: 2020-05-15, oral: {due: 2020-05-16, kind: exam}}\n")
	if got, want := boxes(t, p.Subscribe(View{Course: c}, Wish{})), "journal_club=Journal club; deadlines=All deadlines; exam=Exam; deadline=Other deadlines"; got != want {
		t.Errorf("a kind of sessions and deadlines: %s, want %s", got, want)
	}
	c = course(t, "id: c\nname: C\ntimezone: UTC\ngroups: {A: ~, B: ~}\nsessions: {lab: {when: 2020-05-15, groups: [A]}}\ndeadlines: {essay: 2020-05-15}\n")
	if got, want := boxes(t, p.Subscribe(View{Course: c}, Wish{})), "A=A; B=B; lab=Lab; deadlines=Deadlines"; got != want {
		t.Errorf("one kind of deadlines: %s, want %s", got, want)
	}
	for _, only := range []string{"deadline", "deadlines", "deadline,deadlines"} {
		w, err := ReadWish(url.Values{"only": {only}}, c)
		if got, want := boxes(t, p.Subscribe(View{Course: c}, w)), "A=A; B=B; lab=Lab; *deadlines=Deadlines"; got != want || err != nil {
			t.Errorf("one kind of deadlines, only=%s: %s, want %s: %v", only, got, want, err)
		}
	}
	c = course(t, "id: c\nname: C\ntimezone: UTC\ndeadlines: {essay: {due: 2020-05-15, kind: deadlines}, oral: {due: 2020-05-16, kind: exam}}\n")
	if got, want := boxes(t, p.Subscribe(View{Course: c}, Wish{})), "deadlines,exam=All deadlines; deadlines=Deadlines; exam=Exam"; got != want {
		t.Errorf("a kind of the name that stands for all: %s, want %s", got, want)
	}
}

// TestGet says what a wish comes to.
func TestGet(t *testing.T) {
	c := course(t, strings.Replace(groups, "deadlines:", "  poster: {when: tbc}\n  fair: {when: tbc, cancel: ill}\ndeadlines:", 1))
	for form, want := range map[string]string{
		"":                                 "You get 7 entries: Lab (4), Exam (1), Quiz (1), Other deadlines (1). For all 2 groups. Without a date yet: 1.",
		"only=lab&group=A&only=deadlines":  "You get 4 entries: Lab (2), Quiz (1), Other deadlines (1). For Monday group.",
		"only=deadlines":                   "You get 2 entries: Quiz (1), Other deadlines (1).",
		"only=exam":                        "You get 1 entry: Exam (1).",
		"only=poster":                      "You get nothing. Without a date yet: 1.",
		"only=lab&group=A&group=B&due=1d":  "You get 4 entries: Lab (4). For Monday group, Wednesday group.",
		"only=quiz&cancelled=drop&group=B": "You get 1 entry: Quiz (1). For Wednesday group.",
	} {
		values, err := url.ParseQuery(form)
		if err != nil {
			t.Fatal(err)
		}
		w, err := ReadWish(values, c)
		if err != nil {
			t.Fatal(err)
		}
		found := find(t, New("").Subscribe(View{Course: c}, w), "id", "get")
		if len(found) != 1 || words(found[0]) != want {
			t.Errorf("%s: %q, want %q", form, words(found[0]), want)
		}
	}
}

// TestGetCancelled counts what is cancelled apart, while it is there.
func TestGetCancelled(t *testing.T) {
	c := course(t, "id: c\nname: C\ntimezone: UTC\nsessions: {lab: {when: [2020-05-14, 2020-05-21], cancel: 2}}\n")
	for cancelled, want := range map[string]string{"": "You get 1 entry: Lab (1). Cancelled: 1.", "drop": "You get 1 entry: Lab (1)."} {
		w := Wish{Cancelled: cancelled}
		if got := w.getWords(w.agenda(c)); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestReminderOfTheLecturer says where there is none.
func TestReminderOfTheLecturer(t *testing.T) {
	c := course(t, "id: c\nname: C\ntimezone: UTC\nsessions: {lab: {when: 2020-05-14 09:00-10:00, remind: 15m}}\ndeadlines: {essay: 2020-05-15}\n")
	text := words(mustParse(t, New("").Subscribe(View{Course: c}, Wish{})))
	for what, want := range map[string]bool{"Reminders of sessions As the lecturer set them None": true, "Reminders of deadlines As the lecturer set them (none) None": true} {
		if strings.Contains(text, what) != want {
			t.Errorf("the page lacks %q: %s", what, text)
		}
	}
}

// TestNothingToSubscribeTo tells a bug: the form gave addresses of feeds that are
// refused, since no entry of theirs has a date.
func TestNothingToSubscribeTo(t *testing.T) {
	c := course(t, "id: c\nname: C\ntimezone: UTC\ngroups: {A: ~, B: ~}\nsessions: {lab: {when: 2020-05-14, groups: [A]}, lecture: {when: tbc}}\ndeadlines: {essay: {due: 2020-05-15, groups: [A], cancel: true}}\n")
	for form, want := range map[string]bool{"": true, "only=lab": true, "only=lecture": false, "group=B": false, "only=deadlines": true, "only=deadlines&cancelled=drop": false, "only=lab,lecture": true} {
		values, err := url.ParseQuery(form)
		if err != nil {
			t.Fatal(err)
		}
		w, err := ReadWish(values, c)
		page := New("https://example.edu").Subscribe(View{Course: c}, w)
		if got := len(find(t, page, "id", "address")) == 1; got != want || err != nil || got == strings.Contains(string(page), "Calendars take no address that has no entry.") {
			t.Errorf("%q has an address: %v: %v", form, got, err)
		}
	}
}

// TestForLecturers gives the address of the page and the element that embeds
// it, and neither of a private course.
func TestForLecturers(t *testing.T) {
	c, p := course(t, groups), New("https://calendars.example.edu")
	page := words(mustParse(t, p.Subscribe(View{Course: c}, Wish{Only: []string{"lab"}, Groups: []string{"A"}})))
	for _, want := range []string{"Put a link to https://calendars.example.edu/c-2020?group=A&only=lab into",
		`<iframe src="https://calendars.example.edu/c-2020/embed?group=A&amp;only=lab" title="COMP1 Course &amp; Co" width="100%" height="600"></iframe>`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if page := string(p.Subscribe(View{Course: c, Token: "secret"}, Wish{})); strings.Contains(page, "iframe") || !strings.Contains(page, "Put a link to this page into") {
		t.Error("a private course is embedded")
	}
}

// TestChosenReminderShows opens the fold of a field that has a value.
func TestChosenReminderShows(t *testing.T) {
	p, c := New(""), course(t, groups)
	for wish, want := range map[string]bool{"": false, "1d": true} {
		if got := strings.Contains(string(p.Subscribe(View{Course: c}, Wish{Due: wish})), `<details class="more" open>`); got != want {
			t.Errorf("with the reminder %q the fold is open: %v", wish, got)
		}
	}
}

// TestPills holds what the links of a narrowed page lead to.
func TestPills(t *testing.T) {
	rows := filters(View{Course: course(t, groups), Only: []string{"lab", "quiz"}, Groups: []string{"A"}})
	var got []string
	for _, row := range rows {
		for _, link := range row.Links {
			text := link.Text + " " + strings.TrimSuffix(link.Href, "#filters")
			if link.Chosen {
				text = "*" + text
			}
			got = append(got, text)
		}
	}
	want := "All groups ?only=lab,quiz; *A · Monday group ?group=A&only=lab,quiz; B · Wednesday group ?group=B&only=lab,quiz; " +
		"Everything ?group=A; *Lab ?group=A&only=quiz; Exam ?group=A&only=lab,exam,quiz; All deadlines ?group=A&only=lab,deadlines; " +
		"*Quiz ?group=A&only=lab; Other deadlines ?group=A&only=lab,quiz,deadline"
	if strings.Join(got, "; ") != want {
		t.Errorf("the links are\n%s, want\n%s", strings.Join(got, "; "), want)
	}
}

// TestPillsOfDeadlines puts the kinds of deadlines in place of all of them, and
// all in place of the kinds.
func TestPillsOfDeadlines(t *testing.T) {
	due := "deadlines: {essay: 2020-05-15, quiz: {due: 2020-05-16, kind: quiz}}\n"
	for _, test := range []struct{ deadlines, only, want string }{
		{due, "lab,deadlines", "Everything ?; *Lab ?only=deadlines; Exam ?only=lab,exam,deadlines; *All deadlines ?only=lab; Quiz ?only=lab,quiz; Other deadlines ?only=lab,deadline"},
		{due, "quiz", "Everything ?; Lab ?only=lab,quiz; Exam ?only=exam,quiz; All deadlines ?only=deadlines; *Quiz ?; Other deadlines ?only=quiz,deadline"},
		{"deadlines: {quiz: {due: 2020-05-16, kind: quiz}}\n", "deadlines", "Everything ?; Lab ?only=lab,quiz; Exam ?only=exam,quiz; *Quiz ?"},
		{"deadlines: {essay: 2020-05-15}\n", "deadline", "Everything ?; Lab ?only=lab,deadlines; Exam ?only=exam,deadlines; *Deadlines ?"},
		{"deadlines: {essay: 2020-05-15, a: {due: 2020-05-16, kind: deadlines}}\n", "deadlines",
			"Everything ?; Lab ?only=lab,deadlines; Exam ?only=exam,deadlines; All deadlines ?only=deadlines,deadline; *Deadlines ?; Other deadlines ?only=deadlines,deadline"},
	} {
		c := course(t, "id: c\nname: C\ntimezone: UTC\nsessions: {lab: {when: 2020-05-14}, exam: {when: 2020-06-14}}\n"+test.deadlines)
		w, err := ReadWish(url.Values{"only": {test.only}}, c)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, link := range filters(View{Course: c, Only: w.Only})[0].Links {
			text := link.Text + " " + strings.TrimSuffix(link.Href, "#filters")
			if link.Chosen {
				text = "*" + text
			}
			got = append(got, text)
		}
		if strings.Join(got, "; ") != test.want {
			t.Errorf("%s: the links are\n%s, want\n%s", test.only, strings.Join(got, "; "), test.want)
		}
	}
}

// TestManyGroups folds a row of groups that is too long.
func TestManyGroups(t *testing.T) {
	for n, want := range map[int]string{7: "", 8: "All groups"} {
		var names []string
		for g := range n {
			names = append(names, fmt.Sprintf("G%d: ~", g))
		}
		c := course(t, "id: c\nname: C\ntimezone: UTC\ngroups: {"+strings.Join(names, ", ")+"}\ndeadlines: {essay: 2020-05-15}\n")
		if got := filters(View{Course: c})[0].Folded; got != want {
			t.Errorf("%d groups: folded as %q, want %q", n, got, want)
		}
	}
}
