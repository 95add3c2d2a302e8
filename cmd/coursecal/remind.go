package main

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/pflag"
)

// reminders is the value of --remind: how long before the entries of each
// kind.
type reminders struct {
	before map[string]time.Duration
	none   bool
}

// never is the time before an entry that means no reminder at all.
const never = time.Duration(-1)

// remindFlag declares a flag for reminders.
func remindFlag(fs *pflag.FlagSet, name, about string) *reminders {
	r := &reminders{before: map[string]time.Duration{}}
	fs.Var(r, name, about)
	return r
}

func (r *reminders) String() string { return "" }
func (r *reminders) Type() string   { return "KIND:TIME" }

// Set takes a list such as lab:15m,deadline:1d,quiz:none; "none" alone is for
// all kinds that are not named.
func (r *reminders) Set(s string) error {
	for _, item := range strings.Split(s, ",") {
		item = strings.TrimSpace(item)
		if item == "none" {
			r.none = true
			continue
		}
		kind, text, ok := strings.Cut(item, ":")
		if !ok || kind == "" {
			return usage("write a kind, a colon and a time, such as lab:15m,deadline:1d", "no kind and time")
		}
		before, ok := parseDuration(text)
		if text == "none" {
			before, ok = never, true
		}
		if !ok {
			return usage("write it as 90m, 1h30m, 2h or 5d, four weeks at most", "wrong time %q", text)
		}
		r.before[kind] = before
	}
	return nil
}

// parseDuration reads a time such as 90m, 1h30m, 2h or 5d, up to four weeks.
func parseDuration(s string) (time.Duration, bool) {
	const most = 28 * 24 * time.Hour
	units := []struct {
		letter byte
		length time.Duration
	}{{'d', 24 * time.Hour}, {'h', time.Hour}, {'m', time.Minute}}
	var total time.Duration
	rest := s
	for _, u := range units {
		digits, after, ok := strings.Cut(rest, string(u.letter))
		if !ok {
			continue
		}
		n, err := strconv.ParseUint(digits, 10, 16)
		if err != nil {
			return 0, false
		}
		total += time.Duration(n) * u.length
		rest = after
	}
	return total, rest == "" && total > 0 && total <= most
}

// view returns the reminders of ical.View, by the kinds as the courses write
// them.
func (r *reminders) view(kinds []string) (map[string]time.Duration, error) {
	out := map[string]time.Duration{}
	if r.none {
		out[""] = never
	}
	for _, name := range slices.Sorted(maps.Keys(r.before)) {
		kind := []string{name}
		if err := matchKinds("--remind", kind, kinds); err != nil {
			return nil, err
		}
		out[kind[0]] = r.before[name]
	}
	return out, nil
}
