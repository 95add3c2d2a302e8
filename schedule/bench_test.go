package schedule

import (
	"fmt"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// oneLiners returns a schedule of so many deadlines, a line each.
func oneLiners(n int) []byte {
	var b strings.Builder
	b.WriteString(head + "deadlines:\n")
	for i := range n {
		fmt.Fprintf(&b, "  essay-%d: {title: Essay number %d, due: %s 16:00, url: https://example.edu/%d}\n", i, i, (NewDate(2020, 1, 6) + Date(i%5) + Date(i/5%500)*7).Long(), i)
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
