package pages

import (
	"bytes"
	"compress/gzip"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"coursecal/cmd/coursecal/internal/announce"
	"coursecal/schedule"
)

var update = flag.Bool("update", false, "write the golden pages anew")

// spring is a day in the middle of COMP6248.
var spring = time.Date(2020, 5, 1, 8, 0, 0, 0, time.UTC)

// course parses a schedule that must be right.
func course(t testing.TB, text string) *schedule.Course {
	t.Helper()
	c, problems := schedule.Parse("course.yaml", []byte(text))
	if c == nil {
		t.Fatal(problems.Error())
	}
	return c
}

// comp6248 is the labs as a whole term, replanned in March.
func comp6248(t testing.TB) *schedule.Course {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "testdata", "courses", "comp6248-2020-plan.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return course(t, string(data))
}

// inline matches styles and scripts, which golden files leave out: each has a
// file of its own.
var inline = regexp.MustCompile(`(?s)<(style|script)([^>]*)>.*?</(?:style|script)>`)

// golden compares a page with the file that holds it.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	got = inline.ReplaceAll(got, []byte("<$1$2>…</$1>"))
	if *update {
		if err := os.WriteFile(file, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; write it anew with -update and look at the difference", file)
	}
}

func TestGolden(t *testing.T) {
	p := New("https://calendars.example.edu")
	v := View{Course: comp6248(t), Now: spring, Log: true, News: []announce.News{
		{At: time.Date(2020, 3, 20, 23, 30, 0, 0, time.UTC), Sort: "moved", HTML: "<p><strong><bdi>Lab 6</bdi></strong><br />from Wed 18 March to <strong>Wed 29 April</strong></p>"},
	}}
	golden(t, "comp6248.html", p.Course(v))
	golden(t, "comp6248-embed.html", p.Embed(v))
	golden(t, "comp6248-subscribe.html", p.Subscribe(View{Course: v.Course}, Wish{Only: []string{"lab", "deadline"}}))
}

// find returns the elements of a page that have an attribute, or, with a
// value, that value of it.
func find(t testing.TB, page []byte, key, value string) []*html.Node {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var out []*html.Node
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			if a.Key == key && (value == "" || a.Val == value) {
				out = append(out, n)
			}
		}
	}
	return out
}

// words returns the text of a node with single blanks.
func words(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// TestEntries holds what a page says of entries of every sort.
func TestEntries(t *testing.T) {
	c := course(t, `id: c-2020
code: COMP1
name: Course
timezone: Europe/London
term: 2020-04-27 to 2020-05-29
week_numbers: {1: 2020-04-27}
groups: {A: Monday group, B: Wednesday group}
sessions:
  lab: {when: Wed 09:00-11:00 @ Zepler, move: {2: {to: Fri 2020-05-08 10:00, why: Strike}}, cancel: {3: Illness}, count: 4, change: {4: {where: Teams, why: University closed}}}
  tutorial: {count: 1, groups: {A: {when: Mon 10:00-11:00}, B: {when: Tue 10:00-11:00}}}
deadlines:
  essay: {due: Sat 2020-05-09 23:59 AoE, worth: 30%, covers: lab 1-3, url: https://example.edu/essay, notes: "<b>One</b> PDF"}
`)
	page := New("").Course(View{Course: c, Now: spring})
	for anchor, want := range map[string]string{
		"e-lab.1":        "Wed 29 Apr 09:00–11:00 Lab 1 Zepler",
		"e-lab.2":        "was Wed 6 May 09:00 Fri 8 May 10:00–12:00 Lab 2 in 7 days Zepler Moved: Strike",
		"e-lab.3":        "Wed 13 May 09:00–11:00 Lab 3 Cancelled Zepler Illness",
		"e-lab.4":        "Wed 20 May 09:00–11:00 Lab 4 Teams Changed: University closed",
		"e-tutorial.A.1": "Mon 27 Apr 10:00–11:00 Tutorial 1 (Monday group)",
		"e-essay":        "Sun 10 May due 12:59 (23:59 AoE) Essay deadline worth 30% covers lab 1-3 Link of Essay <b>One</b> PDF",
	} {
		found := find(t, page, "id", anchor)
		if len(found) != 1 {
			t.Fatalf("%d elements are called %s", len(found), anchor)
		}
		if got := words(found[0]); got != want {
			t.Errorf("%s:\n got %s\nwant %s", anchor, got, want)
		}
	}
}

func TestNarrowed(t *testing.T) {
	c := comp6248(t)
	p := New("")
	for _, only := range [][]string{nil, {"lab"}, {"quiz", "lab"}, {"nothing"}} {
		page := p.Course(View{Course: c, Now: spring, Only: only})
		for i := range c.Occurrences {
			o := &c.Occurrences[i]
			want := 0
			if only == nil || slices.Contains(only, o.Kind) {
				want = 1
			}
			if got := len(find(t, page, "id", anchor(o))); got != want {
				t.Errorf("only %q shows %s %d times, want %d", only, o.UID, got, want)
			}
		}
	}
}

// TestNarrowedTitle says in the title and on paper to what a page is narrowed.
func TestNarrowedTitle(t *testing.T) {
	c := course(t, groups)
	for _, test := range []struct {
		only, groups []string
		want         string
	}{
		{nil, nil, "COMP1 Course & Co"},
		{[]string{"lab", "deadlines"}, []string{"A"}, "Lab, All deadlines · Monday group – COMP1 Course & Co"},
		{nil, []string{"A", "B"}, "Monday group, Wednesday group – COMP1 Course & Co"},
		{[]string{"quiz", "deadline"}, nil, "Quiz, Other deadlines – COMP1 Course & Co"},
	} {
		page := New("https://example.edu").Course(View{Course: c, Now: spring, Only: test.only, Groups: test.groups})
		title := ""
		for n := range mustParse(t, page).Descendants() {
			if n.Type == html.ElementNode && n.Data == "title" && title == "" {
				title = words(n)
			}
		}
		paper := find(t, page, "class", "own")
		narrow, _, narrowed := strings.Cut(test.want, " – ")
		if title != test.want || len(paper) == 0 || (words(paper[0]) == narrow) != narrowed {
			t.Errorf("the title is %q, want %q; on paper stands %q", title, test.want, words(paper[0]))
		}
	}
}

// TestPastWeeksAreFolded also holds a course of which nothing is left: its
// weeks are folded, but the fold is open.
func TestPastWeeksAreFolded(t *testing.T) {
	c := comp6248(t)
	p := New("")
	before := p.Course(View{Course: c, Now: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)})
	if bytes.Contains(before, []byte("<details")) {
		t.Error("something is folded before the term")
	}
	after := p.Course(View{Course: c, Now: time.Date(2021, 1, 1, 0, 0, 0, 0, time.UTC)})
	for _, want := range []string{`<details class="past" open>`, "Nothing is left."} {
		if !bytes.Contains(after, []byte(want)) {
			t.Errorf("after the term the page lacks %q", want)
		}
	}
}

// TestWithoutDates shows a course that has no entry with a time yet.
func TestWithoutDates(t *testing.T) {
	c := course(t, "id: c-2020\nname: Course\ntimezone: UTC\nsessions: {lab: {title: Lab, when: [tbc, tbc]}, exam: {when: tbc}}\n")
	text := words(mustParse(t, New("").Course(View{Course: c, Now: spring})))
	for _, want := range []string{"All times are UTC", "Nothing has a date yet.", "Not fixed yet", "(2 times)", "Exam"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(text, "The term") || strings.Contains(text, "Months") {
		t.Error("the page has a picture of nothing")
	}
	text = words(mustParse(t, New("").Course(View{Course: c, Now: spring, Only: []string{"exam"}})))
	if strings.Contains(text, "(2 times)") || !strings.Contains(text, "Not fixed yet Exam") {
		t.Errorf("a page of exams tells what else has no date yet: %s", text)
	}
}

// nasty is what titles, places and notes of a bad day look like.
var nasty = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `' onload='x`, `</style><script>`, `{{.Title}}`, "مقدمة في البرمجة", "👩‍👩‍👧‍👦 family", strings.Repeat("long ", 40), "&amp; &lt;",
}

func TestHostileTexts(t *testing.T) {
	for _, text := range nasty {
		c := course(t, fmt.Sprintf(`id: c-2020
name: %[1]q
code: %[1]q
notes: %[1]q
timezone: Europe/London
breaks: {2020-05-04: %[1]q}
sessions:
  lab: {title: X, when: 2020-04-29 09:00-11:00, where: %[1]q, notes: %[1]q, cancel: %[1]q}
  reading: {title: Y, when: 2020-04-27 to 2020-05-29}
deadlines:
  quiz: {title: Z, due: 2020-05-20, was: 2020-05-19, why: %[1]q, notes: %[1]q}
`, strings.NewReplacer("{", "{{", "}", "}}").Replace(text)))
		for i := range c.Occurrences {
			c.Occurrences[i].Title = text
		}
		p := New("https://calendars.example.edu")
		for name, page := range map[string][]byte{"course": p.Course(View{Course: c, Now: spring}), "embed": p.Embed(View{Course: c, Now: spring})} {
			if n := len(find(t, page, "onerror", "")) + len(find(t, page, "onload", "")); n > 0 {
				t.Errorf("%s of %q has %d handlers", name, text, n)
			}
			if got := bytes.Count(page, []byte("<script")); got != 1 {
				t.Errorf("%s of %q has %d scripts", name, text, got)
			}
			if !strings.Contains(words(mustParse(t, page)), strings.Join(strings.Fields(text), " ")) {
				t.Errorf("%s of %q does not show it", name, text)
			}
		}
	}
}

func mustParse(t testing.TB, page []byte) *html.Node {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// TestPolicy holds the hashes against the page: what stands in style and
// script elements is just what the policy allows.
func TestPolicy(t *testing.T) {
	p := New("")
	page := p.Course(View{Course: comp6248(t), Now: spring, Preview: &Preview{}})
	inline := 0
	for n := range mustParse(t, page).Descendants() {
		if n.Data == "style" || n.Data == "script" {
			inline++
			if !strings.Contains(p.Policy(), hash(n.FirstChild.Data)) {
				t.Errorf("the policy does not allow the %s", n.Data)
			}
		}
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("%s has the attribute %s, which the policy forbids", n.Data, a.Key)
			}
		}
	}
	if inline != 3 {
		t.Errorf("%d styles and scripts, want 3", inline)
	}
}

// sixty is a course of 60 entries, as large as courses are.
func sixty(t testing.TB) *schedule.Course {
	return course(t, `id: sixty-2020
code: COMP60
name: A course of sixty entries
timezone: Europe/London
term: 2020-01-27 to 2020-05-29
week_numbers: {1: 2020-01-27}
breaks: {2020-03-23 to 2020-04-17: Easter vacation}
sessions:
  lecture: {when: Mon Thu 13:00-14:00 @ Zepler L2, count: 24, title: "Lecture {n}: an ordinary title"}
  lab: {when: Wed 09:00-11:00 @ Teams, count: 12, move: {3: 2020-04-30}}
  tutorial: {when: Fri 09:00-10:00, count: 12}
deadlines:
  sheet: {due: Fri 12:00, from: 2020-02-07, count: 12, worth: 5%}
`)
}

func TestSize(t *testing.T) {
	c := sixty(t)
	if len(c.Occurrences) != 60 {
		t.Fatalf("%d entries", len(c.Occurrences))
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := z.Write(New("").Course(View{Course: c, Now: spring}))
	if err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	if b.Len() > 60<<10 {
		t.Errorf("the page of 60 entries is %d bytes compressed", b.Len())
	}
	t.Logf("%d bytes compressed", b.Len())
}

func BenchmarkCourse(b *testing.B) {
	p, v := New("https://calendars.example.edu"), View{Course: sixty(b), Now: spring}
	b.ReportAllocs()
	for b.Loop() {
		p.Course(v)
	}
}
