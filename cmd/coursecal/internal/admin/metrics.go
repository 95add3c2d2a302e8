package admin

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"coursecal/cmd/coursecal/internal/traffic"
)

// What calendars in the wild take of a feed at most (client rule 32).
const (
	maxBytes   = 1_000_000
	maxEntries = 1_000
)

// metrics writes the text form of Prometheus, version 0.0.4. Its values are
// numbers and its labels ids of courses, so that nothing needs escaping.
func (h *Handler) metrics(b *bytes.Buffer) {
	s, counts := h.State(), h.Counters.Counts()
	gauge(b, "process_start_time_seconds", "When the server began.", seconds(h.Started))
	writeRequests(b, counts)
	counter(b, "coursecal_reloads_total", "How often files were read again.", s.Reloads)
	counter(b, "coursecal_reload_failures_total", "How often something was wrong then; the last good feed stays.", s.Failures)
	gauge(b, "coursecal_problems", "How many errors there are now; /status has them.", len(s.Problems))
	gauge(b, "coursecal_feeds", "Courses that everybody may read.", len(s.Feeds))
	gauge(b, "coursecal_private_feeds", "Courses that need a token.", s.Private)
	gauge(b, "coursecal_tokens", "Tokens, expired ones too.", s.Tokens)
	if !s.Certificate.IsZero() {
		gauge(b, "coursecal_certificate_end_timestamp_seconds", "When the TLS certificate ends.", seconds(s.Certificate))
	}
	gauge(b, "coursecal_feed_bytes_limit", "What calendars take of one feed.", maxBytes)
	gauge(b, "coursecal_feed_entries_limit", "What calendars take of one feed.", maxEntries)
	perFeed(b, s.Feeds, "coursecal_feed_bytes", "Size of the feed.", func(f Feed) any { return f.Bytes })
	perFeed(b, s.Feeds, "coursecal_feed_entries", "Entries of the feed, cancelled ones too.", func(f Feed) any { return f.Entries })
	perFeed(b, s.Feeds, "coursecal_feed_changed_timestamp_seconds", "When the feed changed; its age is time() less this.",
		func(f Feed) any { return seconds(f.Changed) })
}

// writeRequests writes the requests by course and status, and how many of
// those that went well needed no body.
func writeRequests(b *bytes.Buffer, counts []traffic.Count) {
	slices.SortFunc(counts, func(x, y traffic.Count) int {
		return cmp.Or(strings.Compare(x.Course, y.Course), x.Status-y.Status)
	})
	const name = "coursecal_requests_total"
	head(b, name, "counter", "Requests; of private courses, of several at once, and all others together.")
	var full, unchanged uint64
	for _, c := range counts {
		status := "other"
		if c.Status != 0 {
			status = strconv.Itoa(c.Status)
		}
		switch c.Status {
		case 200:
			full += c.N
		case 304:
			unchanged += c.N
		}
		fmt.Fprintf(b, "%s{course=\"%s\",status=\"%s\"} %d\n", name, c.Course, status, c.N)
	}
	if full+unchanged > 0 {
		gauge(b, "coursecal_not_modified_ratio", "How many of the answers 200 and 304 were 304.", float64(unchanged)/float64(full+unchanged))
	}
}

func perFeed(b *bytes.Buffer, feeds []Feed, name, help string, value func(Feed) any) {
	head(b, name, "gauge", help)
	for _, f := range feeds {
		fmt.Fprintf(b, "%s{course=\"%s\"} %v\n", name, f.ID, value(f))
	}
}

func gauge(b *bytes.Buffer, name, help string, value any) {
	head(b, name, "gauge", help)
	fmt.Fprintf(b, "%s %v\n", name, value)
}

func counter(b *bytes.Buffer, name, help string, value uint64) {
	head(b, name, "counter", help)
	fmt.Fprintf(b, "%s %d\n", name, value)
}

func head(b *bytes.Buffer, name, kind, help string) {
	fmt.Fprintf(b, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind)
}

// seconds returns a time as Prometheus counts it.
func seconds(t time.Time) int64 { return t.Unix() }
