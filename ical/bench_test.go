package ical_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"
	"time"

	upstream "github.com/arran4/golang-ical"

	"coursecal/ical"
	"coursecal/schedule"
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

// BenchmarkFoldJoined folds notes of 9,600 octets: letters of two octets, and
// marks that all join one letter.
func BenchmarkFoldJoined(b *testing.B) {
	for name, notes := range map[string]string{
		"apart":  strings.Repeat("éé", 2400),
		"joined": "éé" + strings.Repeat("\u0301\u0301", 2399),
	} {
		c := ical.Of(parse(b, head+"sessions: {lab: {when: 2020-05-05 09:00-10:00, notes: "+notes+"}}"), published)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := c.WriteTo(io.Discard); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkView writes one kind of a calendar whose events are kept.
func BenchmarkView(b *testing.B) {
	for _, n := range []int{10, 1000} {
		c := manyLabs(b, n).Kept()
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := c.View(ical.View{Only: []string{"lab"}}).WriteTo(io.Discard); err != nil {
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

// BenchmarkCourses makes what a server of 5,000 courses of six entries has
// ready when it starts again: from the text of each schedule and its last
// calendar to the new one, its events kept, a hash, and it compressed. It
// reports apart what parsing takes of it.
func BenchmarkCourses(b *testing.B) {
	const courses = 5000
	texts, ledgers := make([][]byte, courses), make([][]byte, courses)
	for i := range texts {
		texts[i] = fmt.Appendf(nil, "id: course-%d\ncode: C%d\nname: Course number %d\ntimezone: Europe/London\nurl: https://example.edu/%d\n"+
			"sessions:\n  lab: {when: Wed 09:00-11:00, from: 2020-04-29, count: 4, where: 'Zepler L2', topics: [Tensors, Autograd, Optimisers, Convolutions]}\n"+
			"deadlines:\n  handin: {title: Lab exercises hand-in, due: Wed 2020-05-20 16:00, worth: 40%%}\n  quiz: {title: Online quiz, due: Thu 2020-05-14, notes: On Blackboard}\n", i, i, i, i)
		ledgers[i] = []byte(encode(b, ical.Of(parse(b, string(texts[i])), published)))
	}
	var parsing time.Duration
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	for b.Loop() {
		for i, text := range texts {
			start := time.Now()
			c, problems := schedule.Parse("bench.yaml", text)
			parsing += time.Since(start)
			if c == nil {
				b.Fatal(problems)
			}
			ledger, err := ical.Decode(ledgers[i], c.ID)
			if err != nil {
				b.Fatal(err)
			}
			data, err := ical.Revise(c, ledger, published).Kept().Encode()
			if err != nil {
				b.Fatal(err)
			}
			sha256.Sum256(data)
			zipped.Reset()
			z.Reset(&zipped)
			z.Write(data)
			z.Close()
		}
	}
	b.ReportMetric(parsing.Seconds()/float64(b.N), "s-parsing")
	b.ReportMetric((b.Elapsed()-parsing).Seconds()/float64(b.N), "s-over-parsing")
}

// BenchmarkCompare compares a course of 1,000 entries with the same one, of
// which a tenth has moved, as read back.
func BenchmarkCompare(b *testing.B) {
	const course = head + "sessions: {lab: {when: Mon Tue Wed Thu Fri 09:00-11:00, from: 2020-01-06, count: 1000%s}}"
	before := decode(b, encode(b, ical.Of(parse(b, fmt.Sprintf(course, "")), published))).Listing()
	after := ical.Of(parse(b, fmt.Sprintf(course, ", skip: [2023-07-24]")), published).Listing()
	b.ReportAllocs()
	for b.Loop() {
		if c := ical.Compare(before, after); len(c.Changes) == 0 {
			b.Fatal("nothing changed")
		}
	}
}
