package announce_test

import (
	"encoding/xml"
	"fmt"
	"strings"
	"testing"

	"coursecal/cmd/coursecal/internal/announce"
	"coursecal/ical"
)

// atom is the feed as an independent reader sees it.
type atom struct {
	ID      string `xml:"http://www.w3.org/2005/Atom id"`
	Updated string `xml:"http://www.w3.org/2005/Atom updated"`
	Entries []struct {
		ID      string `xml:"http://www.w3.org/2005/Atom id"`
		Title   string `xml:"http://www.w3.org/2005/Atom title"`
		Updated string `xml:"http://www.w3.org/2005/Atom updated"`
	} `xml:"http://www.w3.org/2005/Atom entry"`
}

func reread(t testing.TB, text, id string) *announce.Log {
	t.Helper()
	log, err := announce.ReadLog([]byte(text), id)
	if err != nil {
		t.Fatal(err)
	}
	return log
}

// due has one deadline, so many days after 1 March.
func due(days int) string { return fmt.Sprintf("deadlines: {essay: 2020-03-%02d}", days+1) }

// TestLogKeepsTheLast tells one change after another, reading back each time.
func TestLogKeepsTheLast(t *testing.T) {
	text := encoded(t, announce.NewLog("x", "C1 Example", published))
	const runs = 60
	for i := range runs {
		log := reread(t, text, "x")
		if again := encoded(t, log); again != text {
			t.Fatalf("read back and written:\n%s\nwas\n%s", again, text)
		}
		log.Add(compare(t, "groups: {A: a, B: b}\n"+due(i%20), "notes: n\ngroups: {A: a, B: b}\n"+strings.Replace(due((i+1)%20), "essay: ", fmt.Sprintf("essay: {title: T%d, due: ", i), 1)+"}"))
		text = encoded(t, log)
	}
	var feed atom
	if err := xml.Unmarshal([]byte(text), &feed); err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{feed.ID: true}
	for _, e := range feed.Entries {
		ids[e.ID] = true
	}
	if len(feed.Entries) != 50 || len(ids) != 51 {
		t.Errorf("%d entries with %d ids", len(feed.Entries), len(ids))
	}
	if got, want := feed.Entries[0].Title, "Moved: T59, from Fri 20 March 2020 to Sun 1 March 2020"; got != want {
		t.Errorf("the newest is %q, want %q", got, want)
	}
}

// TestLogTellsOnce repeats a run that was cut off after it wrote the log.
func TestLogTellsOnce(t *testing.T) {
	log := announce.NewLog("x", "C1 Example", published)
	log.Add(compare(t, due(1), due(2)))
	once := encoded(t, log)
	log.Add(compare(t, due(1), due(2)))
	if twice := encoded(t, log); twice != once {
		t.Errorf("told twice:\n%s", twice)
	}
	log.Add(compare(t, due(1), due(1)))
	if same := encoded(t, log); same != once {
		t.Errorf("no change makes\n%s", same)
	}
}

// TestLogTellsNewName has a course that is called otherwise, and nothing else.
func TestLogTellsNewName(t *testing.T) {
	renamed := ical.Compare(listing(t, head+due(1)), listing(t, strings.Replace(head, "Example", "Examples", 1)+due(1)))
	log := announce.NewLog("x", "C1 Example", published)
	log.Add(renamed)
	log.Add(renamed)
	text := encoded(t, log)
	var feed atom
	if err := xml.Unmarshal([]byte(text), &feed); err != nil {
		t.Fatal(err)
	}
	if len(feed.Entries) != 1 || feed.Entries[0].Title != "New name: C1 Examples, until now C1 Example" || !strings.Contains(text, "<title>Changes to C1 Examples</title>") {
		t.Errorf("the log is\n%s", text)
	}
	if json := announce.JSON(renamed); !strings.Contains(json, `"renamed_from": "C1 Example",`) {
		t.Errorf("for programs it is\n%s", json)
	}
}

// TestReadLogRefuses has a row for each file that is no log of the course.
func TestReadLogRefuses(t *testing.T) {
	log := announce.NewLog("x", "C1 Example", published)
	log.Add(compare(t, due(1), due(2)))
	good := encoded(t, log)
	const foreign = "this is not a log that coursecal wrote"
	const broken = "this is not an Atom feed, or it is cut short"
	for _, test := range []struct{ what, text, id, want string }{
		{"empty", "", "x", broken},
		{"cut short", good[:len(good)/2], "x", broken},
		{"not XML", "BEGIN:VCALENDAR\r\n", "x", broken},
		{"RSS", "<rss><channel/></rss>", "x", broken},
		{"of another name space", strings.Replace(good, "http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#", 1), "x", broken},
		{"of another program", strings.Replace(good, ">coursecal<", ">Other<", 1), "x", foreign},
		{"of another course", good, "y", `this is not the log of "y"`},
		{"two feeds", good + good, "x", "something stands after the end of the feed"},
		{"an entry without a time", strings.Replace(good, "<updated>2020-03-20T12:00:00Z</updated>\n    <category", "<category", 1), "x", "an entry of the log is broken"},
	} {
		if _, err := announce.ReadLog([]byte(test.text), test.id); err == nil || err.Error() != test.want {
			t.Errorf("%s: %v, want %s", test.what, err, test.want)
		}
	}
}
