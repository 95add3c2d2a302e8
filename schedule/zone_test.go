package schedule

import (
	"archive/zip"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func mustZone(t *testing.T, name string) *time.Location {
	t.Helper()
	zone, err := LoadZone(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// wallOf returns what a clock in the instant's zone shows, without seconds.
func wallOf(i time.Time) wall {
	return wall{DateOf(i), Clock(i.Hour()*60 + i.Minute())}
}

func TestLoadZoneAcceptsItsNames(t *testing.T) {
	names := ZoneNames()
	if len(names) < 500 || !slices.IsSorted(names) || !slices.Contains(names, "UTC") {
		t.Fatalf("%d names, sorted: %v", len(names), slices.IsSorted(names))
	}
	for _, name := range names {
		if zone := mustZone(t, name); zone.String() != name {
			t.Errorf("%s is called %s", name, zone)
		}
	}
}

func TestLoadZoneRefuses(t *testing.T) {
	for _, name := range []string{
		"", " ", "Local", "local", "utc", "Utc", "GMT", "EST", "GB", "Factory", "Z",
		"europe/london", "Europe/london", "EUROPE/LONDON", " Europe/London", "Europe/London ", "Europe/London\x00",
		"/Europe/London", "Europe/London/", "Europe//London", "./Europe/London", "Europe/../Europe/London", `Europe\London`,
		"Europe", "Europe/", "/", "..", "/etc/localtime", "../zoneinfo/Europe/London", "posix/Europe/London", "right/UTC",
		"GMT Standard Time", "UTC+1", "Europe/Lodon", "Europe/Lond\xff", strings.Repeat("a/", 1<<20),
	} {
		zone, err := LoadZone(name)
		if err == nil {
			t.Errorf("%.40q is accepted as %v", name, zone)
		} else if len(err.Error()) > 400 || err.Error()[0] < 'a' || err.Error()[0] > 'z' {
			t.Errorf("%.40q: %q", name, err)
		}
	}
}

// The archive, read in place, is what archive/zip reads.
func TestZoneFiles(t *testing.T) {
	r, err := zip.NewReader(strings.NewReader(zoneArchive), int64(len(zoneArchive)))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for _, f := range r.File {
		data, err := fs.ReadFile(r, f.Name)
		if err != nil {
			t.Fatal(err)
		}
		want[f.Name] = string(data)
	}
	got := map[string]string{}
	for name, entry := range zoneFiles() {
		got[name] = zoneFile(entry)
	}
	if len(got) < 500 || !maps.Equal(got, want) {
		t.Errorf("%d files, want %d, or some differ", len(got), len(want))
	}
}

// A folder that $ZONEINFO names is preferred by time.LoadLocation. Here it has
// Tokyo's clocks for London.
func TestZonesAreNotTheMachines(t *testing.T) {
	tokyo := ""
	for name, entry := range zoneFiles() {
		if name == "Asia/Tokyo" {
			tokyo = zoneFile(entry)
		}
	}
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "Europe"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "Europe", "London"), []byte(tokyo), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Setenv("ZONEINFO", dir)
	t.Setenv("TZ", "Asia/Tokyo")
	got, err := resolve(mustZone(t, "Europe/London"), NewDate(2020, 7, 1), 12*60)
	if err != nil || got.UTC().Hour() != 11 {
		t.Errorf("noon in London is at %v, %v", got.UTC(), err)
	}
}

func TestResolve(t *testing.T) {
	for _, tt := range []struct {
		zone    string
		y, m, d int
		c       Clock
		want    string
	}{
		{"UTC", 2020, 2, 29, 0, "2020-02-29T00:00:00Z"},
		{"Europe/London", 2020, 1, 1, 9 * 60, "2020-01-01T09:00:00Z"},
		{"Europe/London", 2020, 7, 1, 9 * 60, "2020-07-01T09:00:00+01:00"},
		{"Europe/London", 2020, 7, 1, EndOfDay, "2020-07-02T00:00:00+01:00"},
		{"Europe/London", 2020, 7, 1, 49*60 + 30, "2020-07-03T01:30:00+01:00"},
		// The day that clocks clockChange: the time tells by the wall, not by
		// the hours since midnight.
		{"Europe/London", 2020, 3, 29, 59, "2020-03-29T00:59:00Z"},
		{"Europe/London", 2020, 3, 29, 2 * 60, "2020-03-29T02:00:00+01:00"},
		{"Europe/London", 2020, 3, 28, 33 * 60, "2020-03-29T09:00:00+01:00"},
		// Folds: the first.
		{"Europe/London", 2020, 10, 25, 60, "2020-10-25T01:00:00+01:00"},
		{"Europe/London", 2020, 10, 25, 119, "2020-10-25T01:59:00+01:00"},
		{"Europe/London", 2020, 10, 25, 120, "2020-10-25T02:00:00Z"},
		{"Europe/London", 2020, 10, 24, 25*60 + 30, "2020-10-25T01:30:00+01:00"},
		{"America/New_York", 2020, 11, 1, 90, "2020-11-01T01:30:00-04:00"},
		{"Australia/Sydney", 2020, 4, 5, 150, "2020-04-05T02:30:00+11:00"},
		{"Australia/Lord_Howe", 2020, 4, 5, 105, "2020-04-05T01:45:00+11:00"},
		{"Europe/Dublin", 2020, 10, 25, 90, "2020-10-25T01:30:00+01:00"},
		{"America/Havana", 2020, 10, 31, EndOfDay, "2020-11-01T00:00:00-04:00"},
		{"Africa/Casablanca", 2020, 4, 19, 150, "2020-04-19T02:30:00+01:00"},
		// Samoa had no 30 December 2011.
		{"Pacific/Apia", 2011, 12, 29, 23*60 + 59, "2011-12-29T23:59:00-10:00"},
		{"Pacific/Apia", 2011, 12, 31, 0, "2011-12-31T00:00:00+14:00"},
		{"Europe/London", 2099, 7, 1, 9 * 60, "2099-07-01T09:00:00+01:00"},
	} {
		d := NewDate(tt.y, time.Month(tt.m), tt.d)
		got, err := resolve(mustZone(t, tt.zone), d, tt.c)
		if err != nil || got.Format(time.RFC3339) != tt.want || got.Location().String() != tt.zone {
			t.Errorf("%s %v %v: %v, %v; want %s", tt.zone, d, tt.c, got, err, tt.want)
		}
	}
}

func TestResolveGap(t *testing.T) {
	for _, tt := range []struct {
		zone    string
		y, m, d int
		c       Clock
		want    string
	}{
		{"Europe/London", 2020, 3, 29, 60, "01:00 does not exist on 2020-03-29 in Europe/London: clocks go from 00:59 to 02:00"},
		{"Europe/London", 2020, 3, 29, 119, "01:59 does not exist on 2020-03-29 in Europe/London: clocks go from 00:59 to 02:00"},
		{"Europe/London", 2020, 3, 28, 1530, "01:30+1 does not exist on 2020-03-28 in Europe/London: clocks go from 00:59 on 2020-03-29 to 02:00 on 2020-03-29"},
		{"America/New_York", 2020, 3, 8, 150, "02:30 does not exist on 2020-03-08 in America/New_York: clocks go from 01:59 to 03:00"},
		{"Australia/Lord_Howe", 2020, 10, 4, 135, "02:15 does not exist on 2020-10-04 in Australia/Lord_Howe: clocks go from 01:59 to 02:30"},
		{"America/Santiago", 2019, 9, 8, 0, "00:00 does not exist on 2019-09-08 in America/Santiago: clocks go from 23:59 on 2019-09-07 to 01:00"},
		{"America/Santiago", 2019, 9, 7, EndOfDay, "24:00 does not exist on 2019-09-07 in America/Santiago: clocks go from 23:59 to 01:00 on 2019-09-08"},
		{"Pacific/Apia", 2011, 12, 30, 0, "00:00 does not exist on 2011-12-30 in Pacific/Apia: clocks go from 23:59 on 2011-12-29 to 00:00 on 2011-12-31"},
		{"Pacific/Apia", 2011, 12, 30, 1439, "23:59 does not exist on 2011-12-30 in Pacific/Apia: clocks go from 23:59 on 2011-12-29 to 00:00 on 2011-12-31"},
		// Liberia's clocks were 44 min 30 s behind, and then at 00:00:00 they
		// were not: 00:44 has no first second, 00:45 has.
		{"Africa/Monrovia", 1972, 1, 7, 44, "00:44 does not exist on 1972-01-07 in Africa/Monrovia: clocks go from 23:59 on 1972-01-06 to 00:45"},
	} {
		d := NewDate(tt.y, time.Month(tt.m), tt.d)
		got, err := resolve(mustZone(t, tt.zone), d, tt.c)
		var gap *gapError
		if !errors.As(err, &gap) || err.Error() != tt.want {
			t.Errorf("%s %v %v: %v, %v; want %s", tt.zone, d, tt.c, got, err, tt.want)
		}
	}
}

// A clockChange is an instant at which a zone's offset changes.
type clockChange struct{ at, before, after int64 }

// changes finds the changes of a zone from 1970 to 2100 the slow way, three
// days at a time: no two are less than six days apart.
func changes(zone *time.Location) []clockChange {
	const day, step = 24 * 60 * 60, 3 * 24 * 60 * 60
	var out []clockChange
	last := offsetAt(zone, 0)
	for at := int64(step); at < 131*365*day+33*day; at += step {
		offset := offsetAt(zone, at)
		if offset == last {
			continue
		}
		low, high := at-step, at
		for high-low > 1 {
			if mid := (low + high) / 2; offsetAt(zone, mid) == last {
				low = mid
			} else {
				high = mid
			}
		}
		out = append(out, clockChange{high, last, offset})
		last = offset
	}
	return out
}

// Every clockChange of every zone: what it skips, what it repeats, and the minutes
// around it.
func TestResolveEveryChange(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	for _, name := range ZoneNames() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			zone := mustZone(t, name)
			for _, c := range changes(zone) {
				checkChange(t, zone, c)
			}
		})
	}
}

func checkChange(t *testing.T, zone *time.Location, c clockChange) {
	t.Helper()
	// The clocks showed from at the instant, and show to.
	from, to := c.at+c.before, c.at+c.after
	for _, local := range []int64{
		from - 86400, from - 7200, from - 60, from, from + 60, from + 1800, (from + to) / 2,
		to - 1800, to - 60, to, to + 60, to + 7200, to + 86400,
	} {
		minute := ceilMinutes(local)
		second := minute * 60
		asked := wallAt(minute)
		got, err := resolve(zone, asked.Date, asked.Clock)
		switch {
		case from <= second && second < to:
			var gap *gapError
			if !errors.As(err, &gap) {
				t.Errorf("%v: %v, %v, want a gap", asked, got, err)
				continue
			}
			checkGap(t, zone, c, gap)
		case second < from: // before the clockChange; in a fold, the first
			if err != nil || got.Unix() != second-c.before {
				t.Errorf("%v: %v, %v, want offset %d", asked, got, err, c.before)
			}
		default:
			if err != nil || got.Unix() != second-c.after {
				t.Errorf("%v: %v, %v, want offset %d", asked, got, err, c.after)
			}
		}
	}
}

// checkGap checks that the neighbours of a gap are there and that no whole
// minute is between them.
func checkGap(t *testing.T, zone *time.Location, c clockChange, gap *gapError) {
	t.Helper()
	before, err1 := resolve(zone, gap.Before.Date, gap.Before.Clock)
	after, err2 := resolve(zone, gap.After.Date, gap.After.Clock)
	if err1 != nil || err2 != nil {
		t.Errorf("%v: %v, %v", gap, err1, err2)
		return
	}
	// Old offsets have seconds, so that the minute after may begin late.
	if b, a := c.at-before.Unix(), after.Unix()-c.at; b <= 0 || b > 60 || a < 0 || a >= 60 {
		t.Errorf("%v: the neighbours are %d s before and %d s after the clockChange", gap, b, a)
	}
	if gap.Before.Clock >= EndOfDay || gap.After.Clock >= EndOfDay {
		t.Errorf("%v: a neighbour at 24:00", gap)
	}
}

// Instants anywhere come back from what the wall clock shows, unless the same
// wall clock was there before.
func TestResolveRoundTrip(t *testing.T) {
	const step = 101*86400 + 5*3600 + 13*60
	for _, name := range ZoneNames() {
		zone := mustZone(t, name)
		for unix := int64(0); unix < 131*365*86400; unix += step {
			want := time.Unix(unix, 0).In(zone)
			if want.Second() != 0 {
				continue // an offset with seconds
			}
			w := wallOf(want)
			got, err := resolve(zone, w.Date, w.Clock)
			if err != nil || got.After(want) || wallOf(got) != w || want.Sub(got) > 24*time.Hour {
				t.Errorf("%v: %v, %v", want, got, err)
			}
		}
	}
}

func TestNearestZone(t *testing.T) {
	for typed, want := range map[string]string{
		"GMT Standard Time": "Europe/London", "AUS Eastern Standard Time": "Australia/Sydney",
		"W. Europe Standard Time": "Europe/Berlin", "Romance Standard Time": "Europe/Paris",
		"Eastern Standard Time": "America/New_York", "eastern daylight time": "America/New_York",
		"Central Standard Time (Mexico)": "America/Mexico_City", "Pacific Time": "America/Los_Angeles",
		"US Mountain Standard Time": "America/Phoenix", "Greenwich Standard Time": "Atlantic/Reykjavik",
		"Tokyo Standard Time": "Asia/Tokyo", "Turkey Standard Time": "Europe/Istanbul", "UTC-11": "Etc/GMT+11",
		"Central European Summer Time": "Europe/Warsaw", "British Summer Time": "Europe/London", "Greenwich Mean Time": "Europe/London",
		"GMT": "Europe/London", "BST": "Europe/London", "bst": "Europe/London", "CET": "Europe/Paris", "CEST": "Europe/Paris",
		"EST": "America/New_York", "EDT": "America/New_York", "PST": "America/Los_Angeles", "AEST": "Australia/Sydney",
		"IST": "Asia/Kolkata", "JST": "Asia/Tokyo", "AoE": "Etc/GMT+12", "Z": "UTC", "utc": "UTC", "Zulu": "UTC",
		"europe/london": "Europe/London", "EUROPE/LONDON": "Europe/London", " Europe/London ": "Europe/London",
		"America/New York": "America/New_York", `Europe\London`: "Europe/London", "Europe-London": "Europe/London",
		"America/Port-Au-Prince": "America/Port-au-Prince", "etc/gmt+5": "Etc/GMT+5",
		"London": "Europe/London", "new york": "America/New_York", "Buenos Aires": "America/Argentina/Buenos_Aires",
		"Istanbul": "Europe/Istanbul", "Asia/London": "Europe/London", "Europe/Manchester": "Europe/London",
		"Europe/Lodon": "Europe/London", "Europe/Lonodn": "Europe/London", "Eurpoe/London": "Europe/London", "Lodnon": "Europe/London",
		"Australia/Melborne": "Australia/Melbourne", "São Paulo": "America/Sao_Paulo", "Zürich": "Europe/Zurich", "Asia/Singapour": "Asia/Singapore",
		"UK": "Europe/London", "England": "Europe/London", "GB": "Europe/London", "Germany": "Europe/Berlin", "Beijing": "Asia/Shanghai",
		"Japan": "Asia/Tokyo", "NZ": "Pacific/Auckland", "EST5EDT": "America/New_York", "Samoa": "Pacific/Apia",
		"UTC+2": "Etc/GMT-2", "GMT+1": "Etc/GMT-1", "gmt -5": "Etc/GMT+5", "+01:00": "Etc/GMT-1", "UTC+00:00": "UTC",
		"": "", "Local": "", "X": "", "XYZ": "", "Nowhere/Nothing": "", "UTC+15": "", "+05:30": "", "時間": "", "/": "", "//": "",
		strings.Repeat("London", 1000): "",
	} {
		if got := nearestZone(typed); got != want {
			t.Errorf("%.40q: %q, want %q", typed, got, want)
		}
	}
}

// Whatever the archive has and LoadZone refuses, and whatever an alias says,
// leads to a zone that it accepts.
func TestNearestZoneIsAZone(t *testing.T) {
	for name := range zoneFiles() {
		near := nearestZone(name)
		if _, err := LoadZone(near); err != nil && name != "Factory" {
			t.Errorf("%s: %q: %v", name, near, err)
		}
		if lower := nearestZone(strings.ToLower(name)); zoneShape(name) && lower != name {
			t.Errorf("%s: %s in lower case", name, lower)
		}
	}
	seen := map[string]bool{}
	for line := range strings.Lines(zoneAliases) {
		alias, zone, ok := strings.Cut(strings.TrimSpace(line), "=")
		if !ok {
			continue
		}
		if _, err := LoadZone(zone); err != nil {
			t.Errorf("%s: %v", alias, err)
		}
		if folded := foldZone(alias); folded == "" || seen[folded] {
			t.Errorf("%s is there twice", alias)
		} else {
			seen[folded] = true
		}
	}
}

func FuzzNearestZone(f *testing.F) {
	for _, s := range []string{"", "London", "UTC+2", "Europe/", "time", "-", "+1", "\xff/\x00", "Standard Time"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		if near := nearestZone(name); near != "" {
			if _, err := LoadZone(near); err != nil {
				t.Errorf("%q: %v", name, err)
			}
		}
	})
}

func BenchmarkLoadZone(b *testing.B) {
	for b.Loop() {
		if _, err := LoadZone("Europe/London"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkNearestZone(b *testing.B) {
	for b.Loop() {
		nearestZone("aaaaaaaaaaaaaaaaaaaaaaaaa/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")
	}
}

func BenchmarkResolve(b *testing.B) {
	zone, err := LoadZone("Europe/London")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := resolve(zone, NewDate(2026, 11, 24), 9*60); err != nil {
			b.Fatal(err)
		}
	}
}
