package schedule

import (
	"strings"
	"testing"
)

// TestCancelledRows reads a column of cancellations and one of reasons.
func TestCancelledRows(t *testing.T) {
	for _, test := range []struct{ cancelled, reason, want string }{
		{"Cancelled", "Strike", "cancel: Strike"},
		{"CANCELED", "", "cancel: true"},
		{"Cancelled: strike", "", "cancel: strike"},
		{"cancelled (snow)", "", "cancel: snow"},
		{"✓", "Snow", "cancel: Snow"},
		{"Lecturer ill", "", "cancel: Lecturer ill"},
		{"Lecturer ill", "lecturer ill", "cancel: lecturer ill"},
		{"Ill", "back on Monday", "cancel: \"Ill: back on Monday\""},
		{"yes", "Snow", "cancel: Snow"},
		{"TRUE", "", "cancel: true"},
		{"no", "", ""}, {"FALSE", "", ""}, {"0", "", ""}, {"n", "", ""}, {"–", "", ""}, {"☐", "", ""}, {"", "", ""},
		{"", "Instead of Monday", "notes: Instead of Monday"},
		{"no", "Instead of Monday", "notes: Instead of Monday"},
	} {
		text, c, problems := drafted(t, "Date,Start,End,Title,Cancelled,Reason\n2020-04-29,09:00,11:00,Lab 1,"+test.cancelled+","+test.reason+"\n", "Europe/London")
		cancelled := strings.HasPrefix(test.want, "cancel")
		if o := c.Occurrences[0]; o.Cancelled != cancelled || !strings.Contains(text, test.want) || cancelled && o.Notes != "" || len(problems) > 0 {
			t.Errorf("%q, %q: want %s; told %s\n%s", test.cancelled, test.reason, test.want, problemLines(problems), text)
		}
	}
}
