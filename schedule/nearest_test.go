package schedule

import "testing"

func TestNearest(t *testing.T) {
	words := []string{"generate", "check", "help", "version", "only", "group", "A"}
	for word, want := range map[string]string{
		"genrate": "generate", "gnerate": "generate", "GENERATE": "generate", "chekc": "check", "versoin": "version",
		"hlep": "help", "onyl": "only", "gruop": "group", "x": "", "": "", "publish": "", "labs": "", "C": "",
	} {
		if got := Nearest(word, words); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"a", "", 1}, {"", "ab", 2}, {"lab", "labs", 1}, {"ab", "ba", 1}, {"kitten", "sitting", 3}, {"é", "e", 1}} {
		if got := distance(tt.a, tt.b); got != tt.want {
			t.Errorf("distance(%q, %q) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}

// TestNearestPrefix prefers the name that begins alike.
func TestNearestPrefix(t *testing.T) {
	if got := Nearest("wher", []string{"when", "where"}); got != "where" {
		t.Errorf("got %q", got)
	}
}
