package pages

import (
	"strings"
	"testing"
	"time"

	"coursecal/cmd/coursecal/internal/announce"
)

// TestLatest points to the newest change for two weeks.
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
		{"one", 1, []announce.News{moved}, "Last change, on Fri 20 March: Lab <6> moved"},
		{"two weeks later", 13, []announce.News{moved}, "Last change, on Fri 20 March: Lab <6> moved"},
		{"after that", 14, []announce.News{moved}, ""},
		{"two", 1, []announce.News{room, moved}, "Last change, on Fri 20 March: the schedule has another place , and more"},
		{"a new and an old one", 1, []announce.News{moved, old}, "Last change, on Fri 20 March: Lab <6> moved"},
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
