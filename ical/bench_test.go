package ical_test

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"

	upstream "github.com/arran4/golang-ical"

	"coursecal/ical"
)

// BenchmarkEncode writes calendars of some sizes: from the entries of a course
// to bytes, with the search for the VTIMEZONE, the texts and the hashes.
func BenchmarkEncode(b *testing.B) {
	for _, n := range []int{10, 1000, 10000} {
		c := manyLabs(b, n)
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := c.WriteTo(io.Discard); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkSerialize lets golang-ical build one tree with the same properties,
// whose texts are ready, and serialise it.
func BenchmarkSerialize(b *testing.B) {
	for _, n := range []int{10, 1000, 10000} {
		ready, err := upstream.ParseCalendar(strings.NewReader(encode(b, manyLabs(b, n))))
		if err != nil {
			b.Fatal(err)
		}
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if tree(ready).Serialize(upstream.WithNewLineWindows) == "" {
					b.Fatal("nothing written")
				}
			}
		})
	}
}

// tree builds a calendar as programs do that use golang-ical.
func tree(ready *upstream.Calendar) *upstream.Calendar {
	c := upstream.NewCalendar()
	for _, from := range ready.Events() {
		e := c.AddEvent(from.Id())
		for i := range from.Properties {
			p := &from.Properties[i]
			var with []upstream.PropertyParameter
			if zone := p.ICalParameters["TZID"]; zone != nil {
				with = append(with, upstream.WithTZID(zone[0]))
			}
			e.SetProperty(upstream.ComponentProperty(p.IANAToken), p.Value, with...)
		}
	}
	return c
}

func manyLabs(b *testing.B, n int) *ical.Calendar {
	body := fmt.Sprintf("sessions: {lab: {when: Mon Wed Fri Sun 09:00-10:00, from: 2020-04-27, count: %d, where: 'Room 1, first floor', notes: 'Bring a laptop; and a pen', url: https://example.edu/lab}}", n)
	return ical.Of(parse(b, head+body), published)
}
