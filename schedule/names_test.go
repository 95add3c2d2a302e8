package schedule

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestKindsAreWrittenAlike tells a bug: Lab and lab were two kinds of one course,
// of which a feed of labs had one and the page both.
func TestKindsAreWrittenAlike(t *testing.T) {
	c, problems := Parse("test.yaml", []byte(head+`
sessions:
  Lab: {when: [2020-05-04, tbc]}
  clinic: {kind: LAB, when: 2020-05-05}
  talk: {title: "{topic}", when: [2020-05-06, 2020-05-07], topics: [{title: A, kind: lab}, B], change: {2: {kind: lAB}}}
  visit: {kind: Deadline, when: 2020-05-08}
deadlines: {essay: 2020-05-09}
`))
	if c == nil {
		t.Fatal(problems)
	}
	var got []string
	for _, o := range c.Occurrences {
		got = append(got, o.Kind)
	}
	for _, u := range c.Undecided {
		got = append(got, u.Kind)
	}
	for _, s := range c.Series {
		got = append(got, s.Kind)
	}
	// The word of deadlines that say no kind is nobody's to change.
	want := []string{"Lab", "Lab", "Lab", "Lab", "deadline", "deadline", "Lab", "Lab", "Lab", "talk", "deadline", "deadline"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestDistinctNames(t *testing.T) {
	if diff := cmp.Diff([]string{"B", "Lab", "a"}, DistinctNames([]string{"lab", "b", "a", "Lab", "a", "B"})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
