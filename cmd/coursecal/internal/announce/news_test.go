package announce_test

import (
	"fmt"
	"strings"
	"testing"

	"coursecal/cmd/coursecal/internal/announce"
	"coursecal/ical"
	"coursecal/schedule"
)

// TestNewsSaysWhom follows kinds and groups through a log that is written and
// read back.
func TestNewsSaysWhom(t *testing.T) {
	const before = `groups: {A: a, B: b}
sessions:
  lab: {title: Lab, groups: {A: {when: 2020-05-04 09:00-10:00}, B: {when: [2020-05-05 09:00-10:00, 2020-05-12 09:00-10:00]}}}
  talk: {when: 2020-05-06 09:00-10:00}
  beta: {when: 2020-05-07 09:00-10:00, groups: [B]}
deadlines:
  essay: {due: 2020-05-15, kind: paper}
  gone: {due: 2020-05-28, groups: [B]}
`
	after := strings.NewReplacer("2020-05-04 09", "2020-05-04 08", "2020-05-05 09", "2020-05-05 08", "2020-05-06 09", "2020-05-06 08",
		"2020-05-07 09", "2020-05-07 08", "2020-05-15", "2020-05-14").Replace(before)
	after = strings.Replace(after, "  gone: {due: 2020-05-28, groups: [B]}\n", "", 1)
	after = strings.Replace(after, ", 2020-05-12 09:00-10:00", "", 1)
	log := announce.NewLog("x", "C1 Example", published)
	log.Add(ical.Compare(readBack(t, head+before), listing(t, head+after)))
	want := []string{
		"moved [lab] [A]: A group", "moved [lab] [B]: ", "moved [talk] [*]: A group", "moved [beta] [B]: ", "moved [paper deadlines] [*]: A group deadlines",
		"removed [lab] [B]: ",
		// What was read back says whom it was for by its identity, or not at all.
		"removed [deadline deadlines] []: A deadlines",
	}
	list := reread(t, encoded(t, log), "x").Newest(10)
	if len(list) != len(want) {
		t.Fatalf("%d changes, want %d", len(list), len(want))
	}
	for n, news := range list {
		got := fmt.Sprintf("%s %v %v: ", news.Sort, news.Kinds, news.Groups)
		if news.Concerns(nil, []string{"A"}) {
			got += "A "
		}
		if news.Within("A") {
			got += "group "
		}
		if news.Concerns([]string{ical.AllDeadlines}, nil) {
			got += "deadlines"
		}
		if strings.TrimSpace(got) != strings.TrimSpace(want[n]) {
			t.Errorf("%d: %s", n, got)
		}
	}
}

// readBack is a schedule as what was published of it tells.
func readBack(t *testing.T, text string) *ical.Listing {
	t.Helper()
	c, problems := schedule.Parse("test.yaml", []byte(text))
	if c == nil {
		t.Fatal(problems)
	}
	data, err := ical.Of(c, published).Encode()
	if err != nil {
		t.Fatal(err)
	}
	ledger, err := ical.Decode(data, "x")
	if err != nil {
		t.Fatal(err)
	}
	return ledger.Listing()
}

// TestOldNews is of a log that does not tell whom its changes are for: pages
// show it, but to nobody who may see one group only.
func TestOldNews(t *testing.T) {
	old := announce.News{Sort: "moved"}
	if !old.Concerns([]string{"lab"}, []string{"A"}) || old.Within("A") {
		t.Error("what does not tell is hidden from all, or shown to one group")
	}
}

// TestNewsInAnyCase tells a bug: news of a kind that is written in another case
// since did not show on a page of that kind.
func TestNewsInAnyCase(t *testing.T) {
	news := announce.News{Sort: "moved", Kinds: []string{"Lab"}, Groups: []string{"a"}}
	if !news.Concerns([]string{"lab"}, []string{"A"}) || news.Concerns([]string{"talk"}, nil) {
		t.Error("news go by the case of a name")
	}
}
