package schedule

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const head = "id: x\nname: Example\ntimezone: Europe/London\n"

// show writes an occurrence as the tables below hold it: the UID without its
// id, the title, the date, the hours, and what is particular about it.
func show(o Occurrence) string {
	s := fmt.Sprintf("%s | %s | %s", strings.TrimSuffix(o.UID, "@x"), o.Title, o.First.Long()[:14])
	switch {
	case o.AllDay && o.Last != o.First:
		s += " to " + o.Last.String()
	case o.AllDay:
	case o.Deadline:
		d, c := o.DueClock()
		s = strings.TrimSuffix(s, o.First.Long()) + d.Long() + " " + c.String()
	default:
		s += o.Start.Format(" 15:04-") + o.End.Format("15:04")
	}
	for _, extra := range []struct{ name, text string }{{"at ", o.Where}, {"was ", wasText(o.Planned)}, {"why ", o.Why}, {"", o.DueElsewhere}, {"kind ", o.Kind}} {
		if extra.text != "" && (extra.name != "kind " || o.Kind != o.Key && o.Kind != "deadline") {
			s += " | " + extra.name + extra.text
		}
	}
	if o.Cancelled {
		s += " | cancelled"
	}
	return s
}

func wasText(p *Planned) string {
	switch {
	case p == nil:
		return ""
	case p.AllDay:
		return p.Date.String()
	}
	return p.Date.String() + " " + p.Clock.String()
}

// TestRules says for each saying of the format what becomes of it.
func TestRules(t *testing.T) {
	lab := "sessions: {lab: {when: Wed 09:00-11:00, from: 2020-04-29, weeks: 3, topics: [A, B, C]%s}}"
	series := func(more string) string { return fmt.Sprintf(lab, more) }
	for _, test := range []struct {
		rule, body string
		want       []string
	}{
		{"1 skip as a list moves titles on", "sessions: {lab: {when: Wed 09:00-11:00, from: 2020-04-29, topics: [A, B], skip: [2020-04-29], until: 2020-06-30}}", []string{
			"lab.1 | Lab 1: A | Wed 2020-05-06 09:00-11:00", "lab.2 | Lab 2: B | Wed 2020-05-13 09:00-11:00"}},
		{"1 skip with a reason shows as cancelled and moves titles on", "sessions: {lab: {when: Wed 09:00-11:00, from: 2020-04-29, topics: [A, B], skip: {2020-05-06: Snow}, until: 2020-06-30}}", []string{
			"lab.1 | Lab 1: A | Wed 2020-04-29 09:00-11:00", "lab.2020-05-06 | Lab | Wed 2020-05-06 09:00-11:00 | why Snow | cancelled", "lab.2 | Lab 2: B | Wed 2020-05-13 09:00-11:00"}},
		{"1 a range of skips", "sessions: {lab: {when: Wed 09:00-11:00, from: 2020-04-29, count: 1, skip: 2020-04-28 to 2020-05-12}}", []string{"lab.1 | Lab 1 | Wed 2020-05-13 09:00-11:00"}},
		{"1 cancel keeps number and topic", series(", cancel: {2: ill}"), []string{
			"lab.1 | Lab 1: A | Wed 2020-04-29 09:00-11:00", "lab.2 | Lab 2: B | Wed 2020-05-06 09:00-11:00 | why ill | cancelled", "lab.3 | Lab 3: C | Wed 2020-05-13 09:00-11:00"}},
		{"1 cancel by date, several in quotes", series(`, cancel: "2020-04-29, 3"`), []string{
			"lab.1 | Lab 1: A | Wed 2020-04-29 09:00-11:00 | cancelled", "lab.2 | Lab 2: B | Wed 2020-05-06 09:00-11:00", "lab.3 | Lab 3: C | Wed 2020-05-13 09:00-11:00 | cancelled"}},
		{"1 move keeps the time", series(", move: {2: 2020-05-07}"), []string{
			"lab.1 | Lab 1: A | Wed 2020-04-29 09:00-11:00", "lab.2 | Lab 2: B | Thu 2020-05-07 09:00-11:00 | was 2020-05-06 09:00", "lab.3 | Lab 3: C | Wed 2020-05-13 09:00-11:00"}},
		{"1 a start alone keeps how long it lasts", series(", move: {2: 2020-05-07 14:00}, change: {3: {when: 10:30}}"), []string{
			"lab.1 | Lab 1: A | Wed 2020-04-29 09:00-11:00", "lab.2 | Lab 2: B | Thu 2020-05-07 14:00-16:00 | was 2020-05-06 09:00", "lab.3 | Lab 3: C | Wed 2020-05-13 10:30-12:30 | was 2020-05-13 09:00"}},
		{"1 the key is the planned date, never the new one", series(", move: {2020-04-29: 2020-05-07}, change: {2020-05-06: {where: Z}}"), []string{
			"lab.2 | Lab 2: B | Wed 2020-05-06 09:00-11:00 | at Z", "lab.1 | Lab 1: A | Thu 2020-05-07 09:00-11:00 | was 2020-04-29 09:00", "lab.3 | Lab 3: C | Wed 2020-05-13 09:00-11:00"}},
		{"1 change before move before cancel, field by field, the later line", series(`, change: {1-3: {where: X, why: a}, 2: {where: Y}}, move: {2: {to: 2020-05-07, where: Z}}, cancel: {2: b}`), []string{
			"lab.1 | Lab 1: A | Wed 2020-04-29 09:00-11:00 | at X | why a", "lab.2 | Lab 2: B | Thu 2020-05-07 09:00-11:00 | at Z | was 2020-05-06 09:00 | why b | cancelled", "lab.3 | Lab 3: C | Wed 2020-05-13 09:00-11:00 | at X | why a"}},
		{"1 a change of title and topic is no change of identity", series(`, change: {2: {title: Test, kind: exam}, 3: {topic: Q}}`), []string{
			"lab.1 | Lab 1: A | Wed 2020-04-29 09:00-11:00", "lab.2 | Test | Wed 2020-05-06 09:00-11:00 | kind exam", "lab.3 | Lab 3: Q | Wed 2020-05-13 09:00-11:00"}},
		{"1 a group's own line wins", "sessions: {lab: {when: Wed 09:00-11:00, from: 2020-04-29, count: 1, change: {1: {where: X, why: w}}, groups: {A: {change: {1: {where: Y}}}, B: {}}}}", []string{
			"lab.A.1 | Lab 1 | Wed 2020-04-29 09:00-11:00 | at Y | why w", "lab.B.1 | Lab 1 | Wed 2020-04-29 09:00-11:00 | at X | why w"}},
		{"1 a move to tbc is kept, not emitted", series(", move: {2: tbc}"), []string{
			"lab.1 | Lab 1: A | Wed 2020-04-29 09:00-11:00", "lab.3 | Lab 3: C | Wed 2020-05-13 09:00-11:00"}},
		{"1 a single event is cancelled by a reason", "sessions: {trip: {when: 2020-05-07 09:00-10:00, cancel: Rain}}", []string{"trip | Trip | Thu 2020-05-07 09:00-10:00 | why Rain | cancelled"}},
		{"1 a single deadline is cancelled by true", "deadlines: {essay: {due: 2020-05-07, cancel: true}}", []string{"essay | Essay | Thu 2020-05-07 | cancelled"}},
		{"2 known by date where the title has no number", "sessions: {talk: {title: Talk, when: [2020-05-07 09:00-10:00, 2020-05-07 14:00-15:00, 2020-05-06]}}", []string{
			"talk.2020-05-06 | Talk | Wed 2020-05-06", "talk.2020-05-07 | Talk | Thu 2020-05-07 09:00-10:00", "talk.2020-05-07.2 | Talk | Thu 2020-05-07 14:00-15:00"}},
		{"2 exceptions may use numbers that the title does not show", "sessions: {talk: {title: Talk, when: [2020-05-07, 2020-05-08], move: {2: 2020-05-11}}}", []string{
			"talk.2020-05-07 | Talk | Thu 2020-05-07", "talk.2020-05-08 | Talk | Mon 2020-05-11 | was 2020-05-08"}},
		{"2 numbers begin at number", "sessions: {lab: {title: 'Lab {n:02}', number: 6, when: [2020-05-07]}}", []string{"lab.6 | Lab 06 | Thu 2020-05-07"}},
		{"2 formerly keeps UIDs", "sessions: {labs: {when: [2020-05-07], formerly: lab}}\ngroups: [A]\ndeadlines: {essay: {due: {A: 2020-05-12}, formerly: {A: paper.old}}}", []string{
			"lab.1 | Labs 1 | Thu 2020-05-07", "paper.old | Essay | Tue 2020-05-12"}},
		{"3 until", "sessions: {lab: {when: Mon Wed 09:00-10:00, from: 2020-04-29, until: 2020-05-05}}", []string{"lab.1 | Lab 1 | Wed 2020-04-29 09:00-10:00", "lab.2 | Lab 2 | Mon 2020-05-04 09:00-10:00"}},
		{"3 weeks run Monday to Sunday and count in breaks", "breaks: [2020-05-04 to 2020-05-10]\nsessions: {lab: {when: Mon 09:00-10:00, from: 2020-04-29, weeks: 3}}", []string{"lab.1 | Lab 1 | Mon 2020-05-11 09:00-10:00"}},
		{"3 the term is the range of every series", "term: 2020-04-29 to 2020-05-08\nsessions: {lab: {when: Wed 09:00-10:00}}", []string{"lab.1 | Lab 1 | Wed 2020-04-29 09:00-10:00", "lab.2 | Lab 2 | Wed 2020-05-06 09:00-10:00"}},
		{"3 a term may begin before New Year", "term: 2019-12-23 to 2020-01-10\nbreaks: [2019-12-24 to 2020-01-01]\nsessions: {lab: {when: Wed Thu 09:00-10:00}}", []string{
			"lab.1 | Lab 1 | Thu 2020-01-02 09:00-10:00", "lab.2 | Lab 2 | Wed 2020-01-08 09:00-10:00", "lab.3 | Lab 3 | Thu 2020-01-09 09:00-10:00"}},
		{"3 topics with times; weekly and written mixed in order of time", "sessions: {lab: {when: [Wed 09:00-10:00, 2020-05-01 12:00-13:00], from: 2020-04-29, until: 2020-07-01, topics: [{title: A, times: 2}, B]}}", []string{
			"lab.1 | Lab 1: A | Wed 2020-04-29 09:00-10:00", "lab.2 | Lab 2: A | Fri 2020-05-01 12:00-13:00", "lab.3 | Lab 3: B | Wed 2020-05-06 09:00-10:00"}},
		{"3 a weekly deadline ends by count, beyond the term", "term: 2020-04-27 to 2020-05-01\ndeadlines: {sheet: {due: Fri 12:00, count: 2}}", []string{"sheet.1 | Sheet 1 | Fri 2020-05-01 12:00", "sheet.2 | Sheet 2 | Fri 2020-05-08 12:00"}},
		{"5 weeks in breaks do not count", "week_numbers: {1: 2020-04-20}\nbreaks: [2020-04-27 to 2020-05-01]\ndeadlines: {a: Tue week 2, b: Fri week 1 12:00}", []string{"b | B | Fri 2020-04-24 12:00", "a | A | Tue 2020-05-05"}},
		{"5 a further anchor settles doubts", "week_numbers: {1: 2020-04-20, 7: 2020-05-04}\ndeadlines: {a: Mon week 7, b: Mon week 8}", []string{"a | A | Mon 2020-05-04", "b | B | Mon 2020-05-11"}},
		{"5 every 2 weeks", "sessions: {lab: {when: Wed 09:00-10:00, from: 2020-04-29, weeks: 4, every: 2 weeks}}", []string{"lab.1 | Lab 1 | Wed 2020-04-29 09:00-10:00", "lab.2 | Lab 2 | Wed 2020-05-13 09:00-10:00"}},
		{"5 even weeks", "week_numbers: {1: 2020-04-27}\nsessions: {lab: {when: Wed 09:00-10:00, from: 2020-04-29, weeks: 4, every: even weeks}}", []string{"lab.1 | Lab 1 | Wed 2020-05-06 09:00-10:00", "lab.2 | Lab 2 | Wed 2020-05-20 09:00-10:00"}},
		{"6 groups inherit and override", "groups: {A: Monday group, B: ~}\nsessions: {lab: {title: 'Lab {n}, {group}', from: 2020-04-27, count: 1, groups: {A: {when: Mon 09:00-10:00}, B: {when: 'Wed 09:00-10:00 @ L2'}}}}", []string{
			"lab.A.1 | Lab 1, Monday group | Mon 2020-04-27 09:00-10:00", "lab.B.1 | Lab 1, B | Wed 2020-04-29 09:00-10:00 | at L2"}},
		{"7 due elsewhere", "deadlines: {paper: Sat 2020-05-09 23:59 AoE, utc: 2020-05-11 12:00 UTC, paris: 2020-05-12 12:00 Europe/Paris}", []string{
			"paper | Paper | Sun 2020-05-10 12:59 | 23:59 AoE", "utc | Utc | Mon 2020-05-11 13:00 | 12:00 UTC", "paris | Paris | Tue 2020-05-12 11:00 | 12:00 Europe/Paris"}},
		{"7 midnight is 24:00 of the day before", "deadlines: {a: 2020-05-12 24:00, b: 2020-05-14 00:00}", []string{"a | A | Tue 2020-05-12 24:00", "b | B | Wed 2020-05-13 24:00"}},
		{"7 due_time and its exception", "due_time: 23:59 AoE\ndeadlines: {a: 2020-05-11, b: 2020-05-11 all day}", []string{"b | B | Mon 2020-05-11", "a | A | Tue 2020-05-12 12:59 | 23:59 AoE"}},
		{"8 place: course, series, group, @, topic, change, move", "where: C\nsessions: {lab: {where: S, when: ['2020-05-05 @ At', 2020-05-06, 2020-05-07, 2020-05-11], topics: [A, {title: B, where: T}, C, D], change: {3: {where: none}, 4: {where: Ch}}}, x: {when: 2020-05-12}}", []string{
			"lab.1 | Lab 1: A | Tue 2020-05-05 | at At", "lab.2 | Lab 2: B | Wed 2020-05-06 | at T", "lab.3 | Lab 3: C | Thu 2020-05-07", "lab.4 | Lab 4: D | Mon 2020-05-11 | at Ch", "x | X | Tue 2020-05-12 | at C"}},
		{"8 the week of a template is that of the day held", "week_numbers: {1: 2020-04-27}\nsessions: {lab: {title: 'Lab {n} (week {week})', when: [2020-04-28], move: {1: 2020-05-05}}}", []string{"lab.1 | Lab 1 (week 2) | Tue 2020-05-05 | was 2020-04-28"}},
		{"values: over midnight, 24:00, an en dash, a range of days", "sessions: {a: {when: 2020-05-05 22:00-01:00+1}, b: {when: 2020-05-06 22:00–24:00}, c: {when: 2020-05-11 to 2020-05-13}, d: {when: 2020-05-18, length: 5d}}", []string{
			"a | A | Tue 2020-05-05 22:00-01:00", "b | B | Wed 2020-05-06 22:00-00:00", "c | C | Mon 2020-05-11 to 2020-05-13", "d | D | Mon 2020-05-18 to 2020-05-22"}},
		{"values: a time that occurs twice is the first; a length is time that passes", "length: 1h\nsessions: {a: {when: Sun 2020-10-25 01:30-02:30}, b: {when: Sun 2020-10-25 01:45}}", []string{
			"a | A | Sun 2020-10-25 01:30-02:30", "b | B | Sun 2020-10-25 01:45-01:45"}},
		{"topics as block text", "sessions:\n  lab:\n    when: [2020-05-05, 2020-05-06]\n    topics: |\n      Deep: wide, #1\n\n      {braces}\n", []string{"lab.1 | Lab 1: Deep: wide, #1 | Tue 2020-05-05", "lab.2 | Lab 2: {braces} | Wed 2020-05-06"}},
	} {
		t.Run(test.rule, func(t *testing.T) {
			c, ps := Parse("x.yaml", []byte(head+test.body))
			if c == nil {
				t.Fatal(tell(ps))
			}
			var got []string
			for _, o := range c.Occurrences {
				got = append(got, show(o))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestCoversFromZero has sessions that are numbered from 0, and one without a
// number among them.
func TestCoversFromZero(t *testing.T) {
	const labs = "sessions: {lab: {when: Wed 09:00-10:00, from: 2020-01-08, number: 0, skip: {2020-01-15: Snow}, count: 3}}\n"
	for covers, want := range map[string]string{"lab 0": "", "lab 0-2": "", "lab 0-3": "covers names \"lab\" 0 to 3, and only 3 of them are there"} {
		_, ps := Parse("x.yaml", []byte(head+labs+"deadlines: {essay: {due: Fri 2020-06-05, covers: "+covers+"}}\n"))
		if got := tell(ps); (want == "") != (got == "") || !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q", covers, got, want)
		}
	}
}

// TestUndecided keeps what is not fixed yet, and that it is cancelled, which a
// bug lost.
func TestUndecided(t *testing.T) {
	c, ps := Parse("x.yaml", []byte(head+"sessions: {talk: {when: tbc, topics: [A, B]}, visit: {when: tbc, cancel: ill}, lab: {when: [2020-05-05, tbc], topics: [C, D], cancel: {2: Strike}}}\ndeadlines: {oral: {due: tbc, cancel: true}}\n"))
	if c == nil {
		t.Fatal(tell(ps))
	}
	want := []Undecided{
		{Key: "talk", Title: "Talk 1: A", Kind: "talk", UID: "talk.1@x"}, {Key: "talk", Title: "Talk 2: B", Kind: "talk", UID: "talk.2@x"},
		{Key: "visit", Title: "Visit", Kind: "visit", UID: "visit@x", Cancelled: true, Why: "ill"},
		{Key: "lab", Title: "Lab 2: D", Kind: "lab", UID: "lab.2@x", Cancelled: true, Why: "Strike"},
		{Key: "oral", Title: "Oral", Kind: "deadline", UID: "oral@x", Deadline: true, Cancelled: true},
	}
	if diff := cmp.Diff(want, c.Undecided); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestOrderOfKeys reads the top of the file whole before what depends on it.
func TestOrderOfKeys(t *testing.T) {
	body := []string{"deadlines: {a: Mon week 2}", "week_numbers: {1: 2020-04-20}", "breaks: [2020-04-27 to 2020-05-01]", "timezone: Europe/London", "name: N", "id: x"}
	c, ps := Parse("x.yaml", []byte(strings.Join(body, "\n")))
	if c == nil {
		t.Fatal(tell(ps))
	}
	if got, want := show(c.Occurrences[0]), "a | A | Mon 2020-05-04"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestLineEnds reads files of every system alike.
func TestLineEnds(t *testing.T) {
	text := head + "deadlines:\n  a: 2020-05-04\n  b: 2020-05-40\n"
	_, want := Parse("x.yaml", []byte(text))
	for _, variant := range []string{strings.ReplaceAll(text, "\n", "\r\n"), "\ufeff" + text} {
		if _, got := Parse("x.yaml", []byte(variant)); tell(got) != tell(want) {
			t.Errorf("got %s, want %s", tell(got), tell(want))
		}
	}
}
