package token

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"coursecal/schedule"
)

var (
	created = time.Date(2020, 4, 24, 9, 30, 0, 0, time.UTC)
	hash1   = strings.Repeat("0a", 32)
	hash2   = strings.Repeat("0b", 32)
)

func TestParse(t *testing.T) {
	good := "ann c-2020 - - " + hash1 + " 2020-04-24T09:30:00Z"
	for _, test := range []struct {
		name, line string
		want       string // the problem, with its hint; "" for none
	}{
		{"all fields", "bob c-2020 A 2020-06-30 " + hash2 + " 2020-04-24T09:30:00Z", ""},
		{"tabs and CRLF", "bob\tc-2020  A 2020-06-30 " + hash2 + " 2020-04-24T09:30:00Z\r", ""},
		{"capitals in the hash", "bob c-2020 A 2020-06-30 " + strings.ToUpper(hash2) + " 2020-04-24T09:30:00Z", ""},
		{"too few fields", "bob c-2020 - " + hash2, "tokens:3:1: a line has 6 fields, and this has 4"},
		{"too many fields", "bob c-2020 A - " + hash2 + " 2020-04-24T09:30:00Z x", "tokens:3:1: a line has 6 fields, and this has 7"},
		{"name", "bo/b c-2020 A - " + hash2 + " 2020-04-24T09:30:00Z", `tokens:3:1: no token can be called "bo/b"`},
		{"no name", "- c-2020 A - " + hash2 + " 2020-04-24T09:30:00Z", `tokens:3:1: no token can be called "-"`},
		{"no course", "bob - A - " + hash2 + " 2020-04-24T09:30:00Z", `tokens:3:5: no course can be called "-"`},
		{"control characters", "bob c\x1b[2J A - " + hash2 + " 2020-04-24T09:30:00Z", `tokens:3:5: no course can be called "c\x1b[2J"`},
		{"group", "bob c é - " + hash2 + " 2020-04-24T09:30:00Z", `tokens:3:7: no group can be called "é"`},
		{"date", " bob c A 2020-02-30 " + hash2 + " 2020-04-24T09:30:00Z", `tokens:3:10: "2020-02-30" is not a date`},
		{"short hash", "bob c A - " + hash2[:62] + " 2020-04-24T09:30:00Z", "tokens:3:11: this is no SHA-256 in hexadecimal digits"},
		{"long hash", "bob c A - " + hash2 + "00 2020-04-24T09:30:00Z", "tokens:3:11: this is no SHA-256 in hexadecimal digits"},
		{"no hash", "bob c A - " + hash2[:63] + "g 2020-04-24T09:30:00Z", "tokens:3:11: this is no SHA-256 in hexadecimal digits"},
		{"time", "bob c A - " + hash2 + " 2020-04-24", `tokens:3:76: "2020-04-24" is not a time`},
		{"another zone", "bob c A - " + hash2 + " 2020-04-24T09:30:00+02:00", `tokens:3:76: "2020-04-24T09:30:00+02:00" is not a time`},
		{"a name twice", "Ann c A - " + hash2 + " 2020-04-24T09:30:00Z", `tokens:3:1: line 2 has a token called "Ann" already`},
		{"a token twice", "bob c A - " + hash1 + " 2020-04-24T09:30:00Z", "tokens:3:11: this is the token of line 2 again"},
	} {
		t.Run(test.name, func(t *testing.T) {
			l, problems := Parse("tokens", []byte("# comment\n"+good+"\n"+test.line+"\n\n"))
			if l.Named("ann") == nil {
				t.Error("a bad line closes a good one")
			}
			if test.want == "" {
				want := Grant{Name: "bob", Course: "c-2020", Group: "A", Expires: schedule.NewDate(2020, 6, 30), Created: created}
				for i := range want.Hash {
					want.Hash[i] = 0x0b
				}
				if diff := cmp.Diff(&want, l.Named("BOB")); diff != "" || len(problems) > 0 {
					t.Errorf("%s%v", diff, problems)
				}
				return
			}
			if got := strings.TrimSuffix(problems.Error(), "; the line opens nothing"); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
			if len(problems) == 1 && problems[0].Hint == "" || len(l.Grants) != 1 {
				t.Errorf("%d grants, problems %#v", len(l.Grants), problems)
			}
		})
	}
}

func TestOpen(t *testing.T) {
	secret, limited := NewSecret(), NewSecret()
	l := listOf(t,
		Grant{Name: "ann", Course: "c", Hash: Hash(secret)},
		Grant{Name: "bob", Course: "c", Group: "A", Expires: schedule.NewDate(2020, 6, 30), Hash: Hash(limited)})
	soon := time.Date(2020, 7, 1, 11, 59, 59, 0, time.UTC) // 23:59:59 of the last day in UTC-12
	for _, test := range []struct {
		name, secret, course string
		now                  time.Time
		want                 string
	}{
		{"the token", secret, "c", soon, "ann"},
		{"another course", secret, "d", soon, ""},
		{"another case of the course", secret, "C", soon, ""},
		{"another case", strings.ToUpper(secret), "c", soon, ""},
		{"a part", secret[:31], "c", soon, ""},
		{"more", secret + "a", "c", soon, ""},
		{"its hash", fmt.Sprintf("%x", Hash(secret)), "c", soon, ""},
		{"nothing", "", "c", soon, ""},
		{"NULs", strings.Repeat("\x00", 32), "c", soon, ""},
		{"the last second", limited, "c", soon, "bob"},
		{"expired", limited, "c", soon.Add(time.Second), ""},
		{"years later", secret, "c", soon.AddDate(50, 0, 0), "ann"},
	} {
		got := ""
		if g := l.Open(test.secret, test.course, test.now); g != nil {
			got = g.Name
		}
		if got != test.want {
			t.Errorf("%s: opened by %q, want %q", test.name, got, test.want)
		}
	}
}

// listOf reads back the lines of grants.
func listOf(t *testing.T, grants ...Grant) *List {
	t.Helper()
	var text strings.Builder
	for _, g := range grants {
		text.WriteString(g.line() + "\n")
	}
	l, problems := Parse("tokens", []byte(text.String()))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return l
}

func TestNewSecret(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		s := NewSecret()
		if len(s) != secretLength || strings.Trim(s, "abcdefghijklmnopqrstuvwxyz234567") != "" || seen[s] {
			t.Fatalf("secret %q", s)
		}
		seen[s] = true
	}
}

// Two programs that edit the file at once lose nothing.
func TestAddAtOnce(t *testing.T) {
	f := In(t.TempDir())
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			if err := f.Add(Grant{Name: fmt.Sprint("t", i), Course: "c", Hash: Hash(NewSecret()), Created: created}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	l, problems, err := f.Read()
	if err != nil || len(problems) > 0 || len(l.Grants) != 20 {
		t.Errorf("%d tokens, %v, %v", len(l.Grants), problems, err)
	}
}

func TestRevoke(t *testing.T) {
	f := In(t.TempDir())
	write(t, f, "# mine\n"+
		"ann c - - "+hash1+" 2020-04-24T09:30:00Z\n"+
		"again c - - "+strings.ToUpper(hash1)+" 2020-04-24T09:30:00Z\n"+
		"bob c - -\n"+
		"carl c - - "+hash2+" 2020-04-24T09:30:00Z")
	// The token of ann must not live on under another name.
	if err := f.Revoke("ANN"); err != nil {
		t.Fatal(err)
	}
	if err := f.Revoke("bob"); err != nil {
		t.Fatal(err)
	}
	if err := f.Revoke("bob"); err != ErrUnknown {
		t.Errorf("error %v", err)
	}
	if err := f.Add(Grant{Name: "CARL"}); err != ErrTaken {
		t.Errorf("error %v", err)
	}
	want := "# mine\ncarl c - - " + hash2 + " 2020-04-24T09:30:00Z\n"
	if got, _ := os.ReadFile(f.Path); string(got) != want {
		t.Errorf("the file holds\n%s\nwant\n%s", got, want)
	}
}

func TestKeeper(t *testing.T) {
	f := In(t.TempDir())
	k := Keep(f)
	refresh := func(changed bool, tokens, problems int) {
		t.Helper()
		got, found, err := k.Refresh()
		if err != nil || got != changed || len(found) != problems || len(k.List().Grants) != tokens {
			t.Errorf("changed %t, %d tokens, problems %v, error %v", got, len(k.List().Grants), found, err)
		}
	}
	refresh(false, 0, 0)
	line := "ann c - - " + hash1 + " 2020-04-24T09:30:00Z\n"
	write(t, f, line)
	refresh(true, 1, 0)
	refresh(false, 1, 0)
	write(t, f, line+"bob\n")
	refresh(true, 1, 1)
	refresh(false, 1, 1)
	if err := os.Remove(f.Path); err != nil {
		t.Fatal(err)
	}
	refresh(true, 0, 0)

	// What cannot be read changes nothing.
	write(t, f, line)
	refresh(true, 1, 0)
	os.Remove(f.Path)
	if err := os.Mkdir(f.Path, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, _, err := k.Refresh(); err == nil || len(k.List().Grants) != 1 {
		t.Errorf("error %v, %d tokens", err, len(k.List().Grants))
	}
}

func TestTooLarge(t *testing.T) {
	f := In(t.TempDir())
	write(t, f, strings.Repeat("#\n", maxFile/2))
	if err := f.Add(Grant{Name: "ann", Course: "c", Created: created}); err == nil {
		t.Error("the file has grown until nobody can read it")
	}
	if entries, _ := os.ReadDir(filepath.Dir(f.Path)); len(entries) != 1 {
		t.Errorf("left behind: %v", entries)
	}
}

func write(t *testing.T, f File, text string) {
	t.Helper()
	if err := os.WriteFile(f.Path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// Whatever the file holds, a grant that is understood is written as it was
// read, and no two grants share a name or a token.
func FuzzParse(f *testing.F) {
	f.Add([]byte("# x\nann c - - " + hash1 + " 2020-04-24T09:30:00Z\nbob\tc A 2020-06-30 " + hash2 + " 2020-04-24T09:30:00Z\r\n"))
	f.Add([]byte("ann c - - " + hash1 + " 2020-04-24T09:30:00Z\nANN c - - " + hash1 + " 2020-04-24T09:30:00Z"))
	f.Fuzz(func(t *testing.T, data []byte) {
		l, problems := Parse("tokens", data)
		lines := 0
		for line := range strings.SplitSeq(string(data), "\n") {
			if len(fields(line)) > 0 {
				lines++
			}
		}
		if len(l.Grants)+len(problems) != lines {
			t.Errorf("%d lines, %d grants, %d problems", lines, len(l.Grants), len(problems))
		}
		var text strings.Builder
		for i := range l.Grants {
			text.WriteString(l.Grants[i].line() + "\n")
		}
		again, problems := Parse("tokens", []byte(text.String()))
		if len(problems) > 0 {
			t.Fatalf("%v in\n%s", problems, text.String())
		}
		for i := range l.Grants {
			got, want := again.Grants[i], l.Grants[i]
			if got.line() != want.line() || again.byHash[want.Hash].Name != want.Name {
				t.Errorf("got %v, want %v", got, want)
			}
		}
	})
}

func BenchmarkOpen(b *testing.B) {
	secret := NewSecret()
	l, _ := Parse("tokens", []byte((&Grant{Name: "ann", Course: "c", Hash: Hash(secret), Created: created}).line()))
	for _, s := range []struct{ name, secret string }{{"right", secret}, {"wrong", NewSecret()}} {
		b.Run(s.name, func(b *testing.B) {
			for b.Loop() {
				l.Open(s.secret, "c", created)
			}
		})
	}
}
