package ical_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	upstream "github.com/arran4/golang-ical"

	"coursecal/ical"
)

// BenchmarkEncode writes calendars of some sizes; BenchmarkSerialize lets
// golang-ical write one tree with the same text.
func BenchmarkEncode(b *testing.B) {
	for _, n := range []int{10, 1000} {
		c := manyLabs(b, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := c.Encode(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkSerialize(b *testing.B) {
	for _, n := range []int{10, 1000} {
		tree, err := upstream.ParseCalendar(strings.NewReader(encode(b, manyLabs(b, n))))
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var out bytes.Buffer
				if err := tree.SerializeTo(&out, upstream.WithNewLineWindows); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func manyLabs(b *testing.B, n int) *ical.Calendar {
	body := fmt.Sprintf("sessions: {lab: {when: Mon Wed Fri 09:00-10:00, from: 2020-04-27, count: %d, where: 'Room 1, first floor', notes: 'Bring a laptop; and a pen', url: https://example.edu/lab}}", n)
	return ical.Of(parse(b, head+body), published)
}
