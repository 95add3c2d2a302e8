package site

import (
	"fmt"
	"testing"

	"coursecal/cmd/coursecal/internal/publish"
	"coursecal/ical/feed"
)

// However many different things are asked for, little is kept, and what is
// asked for again and again stays.
func TestViewsAreBounded(t *testing.T) {
	var v views
	m := v.of(&publish.Snapshot{})
	makes := map[string]int{}
	ask := func(key string) {
		b, err := m.body(key, func() (*feed.Body, error) {
			makes[key]++
			return feed.New(feed.Content{Data: make([]byte, 60<<10)}, nil), nil
		})
		if b == nil || err != nil {
			t.Fatal(b, err)
		}
	}
	for i := range 10_000 {
		ask(fmt.Sprint(i))
		if i%100 == 0 {
			ask("often")
		}
		if kept := m.young.Load().size.Load() + m.old.Load().size.Load(); kept > 2*maxGeneration+100<<10 {
			t.Fatalf("%d bytes are kept", kept)
		}
	}
	if makes["often"] != 1 {
		t.Errorf("what was asked for often was made %d times", makes["often"])
	}
	ask("0")
	if makes["0"] != 2 {
		t.Error("what nobody asked for was kept")
	}
	if m != v.of(m.snapshot) || m == v.of(&publish.Snapshot{}) {
		t.Error("views go with their snapshot")
	}
}

func TestNothingLeftIsNotKept(t *testing.T) {
	var v views
	m := v.of(&publish.Snapshot{})
	if b, err := m.body("x", func() (*feed.Body, error) { return nil, nil }); b != nil || err != nil || m.find("x") != nil {
		t.Error(b, err)
	}
}
