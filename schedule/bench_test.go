package schedule

import (
	"fmt"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// oneLiners returns a schedule of so many deadlines, a line each, as the first
// example of the format has them.
func oneLiners(n int) []byte {
	var b strings.Builder
	b.WriteString(head + "deadlines:\n")
	for i := range n {
		due := NewDate(2020, 1, 6) + Date(i%5) + Date(i/5%25)*7
		switch i % 3 {
		case 0:
			fmt.Fprintf(&b, "  quiz-%d: {title: Online quiz %d, kind: quiz, due: %s, notes: On Blackboard}\n", i, i, due.Long())
		case 1:
			fmt.Fprintf(&b, "  handin-%d: {title: Lab exercises hand-in, due: %s 16:00, worth: 0.01%%}\n", i, due.Long())
		case 2:
			fmt.Fprintf(&b, "  coursework-%d: {title: Group coursework, due: %s 16:00, was: %s 16:00, worth: 0.01%%}\n", i, due.Long(), due-14)
		}
	}
	return []byte(b.String())
}

// BenchmarkParse reads, checks and resolves schedules of one-line entries;
// BenchmarkYAML only makes nodes of the same bytes.
func BenchmarkParse(b *testing.B) {
	for _, n := range []int{10, 1000, 10_000} {
		data := oneLiners(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if c, ps := Parse("bench.yaml", data); c == nil {
					b.Fatal(ps)
				}
			}
		})
	}
}

func BenchmarkYAML(b *testing.B) {
	for _, n := range []int{10, 1000, 10_000} {
		data := oneLiners(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var node yaml.Node
				if err := yaml.Unmarshal(data, &node); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
