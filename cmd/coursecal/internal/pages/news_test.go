package pages

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"coursecal/cmd/coursecal/internal/announce"
)

// TestLatest tells the changes of the newest day for two weeks.
func TestLatest(t *testing.T) {
	at := time.Date(2020, 3, 20, 23, 30, 0, 0, time.UTC)
	moved := announce.News{At: at, Sort: "moved", HTML: "<p><strong><bdi>Lab &lt;6&gt;</bdi></strong><br />from <bdi>x</bdi></p>"}
	room := announce.News{At: at, Sort: "room", HTML: "<p>…</p>"}
	old := announce.News{At: at.AddDate(0, 0, -30), Sort: "text"}
	for _, test := range []struct {
		what string
		days int
		news []announce.News
		want string
	}{
		{"nothing", 0, nil, ""},
		{"one", 1, []announce.News{moved}, "Changed on Fri 20 March: Lab <6> moved. What changed"},
		{"two weeks later", 13, []announce.News{moved}, "Changed on Fri 20 March: Lab <6> moved. What changed"},
		{"after that", 14, []announce.News{moved}, ""},
		{"two", 1, []announce.News{room, moved}, "Changed on Fri 20 March: the schedule has another place, Lab <6> moved. What changed"},
		{"to and fro", 1, []announce.News{moved, moved, room}, "Changed on Fri 20 March: Lab <6> moved, the schedule has another place. What changed"},
		{"four", 1, []announce.News{room, moved, {At: at, Sort: "text"}, {At: at, Sort: "cancelled"}}, "Changed on Fri 20 March: the schedule has another place, Lab <6> moved, the schedule has other details. What changed"},
		{"one of the day before", 1, []announce.News{moved, {At: at.AddDate(0, 0, -1), Sort: "text"}}, "Changed on Fri 20 March: Lab <6> moved. What changed"},
		{"a new and an old one", 1, []announce.News{moved, old}, "Changed on Fri 20 March: Lab <6> moved. What changed"},
	} {
		page := New("").Course(View{Course: comp6248(t), Now: at.AddDate(0, 0, test.days), News: test.news})
		got := ""
		for _, n := range find(t, page, "class", "latest") {
			got = words(n)
		}
		if strings.ReplaceAll(got, " ,", ",") != strings.ReplaceAll(test.want, " ,", ",") {
			t.Errorf("%s: %q, want %q", test.what, got, test.want)
		}
	}
}

// TestNewsOfAChoice shows of a page that is narrowed the changes of its kinds
// and groups, those that do not say whose they are too, and a few in all.
func TestNewsOfAChoice(t *testing.T) {
	at := time.Date(2020, 4, 20, 9, 0, 0, 0, time.UTC)
	var list []announce.News
	for _, n := range []struct{ kind, group string }{{"lab", "A"}, {"lab", "B"}, {"exam", "*"}, {"deadlines", "*"}, {"", ""}, {"lab", "A"}, {"lab", "A"}} {
		news := announce.News{At: at, Sort: "moved", HTML: fmt.Sprintf("<p><bdi>%s %s</bdi></p>", n.kind, n.group)}
		if n.kind != "" {
			news.Kinds, news.Groups = []string{n.kind}, []string{n.group}
		}
		list = append(list, news)
	}
	for _, test := range []struct {
		only, groups []string
		want         string
	}{
		{nil, nil, "lab A, lab B, exam *, deadlines *, "},
		{nil, []string{"B"}, "lab B, exam *, deadlines *, "},
		{[]string{"lab"}, []string{"A"}, "lab A, , lab A, lab A"},
		{[]string{"deadlines"}, []string{"A"}, "deadlines *, "},
	} {
		page := New("").Course(View{Course: course(t, groups), Now: at, News: list, Only: test.only, Groups: test.groups})
		var got []string
		for _, n := range find(t, page, "class", "news") {
			for _, part := range strings.Split(words(n), "Mon 20 April")[1:] {
				got = append(got, strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(part), "moved")))
			}
		}
		if strings.Join(got, ", ") != test.want {
			t.Errorf("only %v of %v: %q, want %q", test.only, test.groups, strings.Join(got, ", "), test.want)
		}
		first, _, _ := strings.Cut(test.want, ", ")
		if latest := words(find(t, page, "class", "latest")[0]); !strings.Contains(latest, first+" moved") {
			t.Errorf("only %v of %v: %q, want %s", test.only, test.groups, latest, first)
		}
	}
}
