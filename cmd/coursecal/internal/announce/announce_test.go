package announce_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"coursecal/cmd/coursecal/internal/announce"
	"coursecal/ical"
	"coursecal/schedule"
)

var update = flag.Bool("update", false, "write the golden files anew")

// published is when both sides of a comparison were made.
var published = time.Date(2020, 3, 20, 12, 0, 0, 0, time.UTC)

// listing is a schedule as Compare takes it.
func listing(t testing.TB, text string) *ical.Listing {
	t.Helper()
	c, problems := schedule.Parse("test.yaml", []byte(text))
	if c == nil {
		t.Fatal(problems)
	}
	return ical.Of(c, published).Listing()
}

func read(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// golden holds a text against a file.
func golden(t *testing.T, name, got string) {
	t.Helper()
	name = filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if want := read(t, name); got != want {
		t.Errorf("%s is\n%s\nwant\n%s", name, got, want)
	}
}

// covid compares spring 2020 as planned and as held.
func covid(t testing.TB) *ical.Comparison {
	t.Helper()
	courses := filepath.Join("..", "..", "..", "..", "testdata", "courses")
	return ical.Compare(
		listing(t, read(t, filepath.Join(courses, "comp6248-2020-plan.yaml"))),
		listing(t, read(t, filepath.Join(courses, "comp6248-2020.yaml"))))
}

func TestCovid(t *testing.T) {
	c := covid(t)
	golden(t, "covid.txt", announce.Text(c))
	golden(t, "covid.md", announce.Markdown(c))
	golden(t, "covid.html", announce.HTML(c))
	golden(t, "covid.json", announce.JSON(c))
	log := announce.NewLog("comp6248-2020", c.Old.Name, published)
	log.Add(c)
	golden(t, "covid.atom", encoded(t, log))
	if news := log.Newest(2); len(news) != 2 || news[0].At.IsZero() || news[0].Sort != "moved" || !strings.Contains(news[1].HTML, "Lab 7") {
		t.Errorf("the newest two changes are %v", news)
	}
	if got := len(log.Newest(1000)); got != log.Len() {
		t.Errorf("%d of %d changes are told", got, log.Len())
	}
}

func encoded(t testing.TB, log *announce.Log) string {
	t.Helper()
	data, err := log.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
