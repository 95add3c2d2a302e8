package site_test

import (
	"bufio"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"coursecal/cmd/coursecal/internal/pages"
	"coursecal/cmd/coursecal/internal/publish"
	"coursecal/cmd/coursecal/internal/site"
	"coursecal/cmd/coursecal/internal/token"
	"coursecal/ical/feed"
)

// files are the courses that the tests serve.
var files = map[string]string{
	"a.yaml": `id: a-2020
code: AAA
name: One <b>&
timezone: Europe/London
groups: {A: Monday group, B: ~}
sessions:
  lab: {groups: {A: {when: Mon 09:00-10:00, from: 2020-05-04, weeks: 2}, B: {when: Tue 09:00-10:00, from: 2020-05-05, weeks: 2}}}
  talk: {when: 2020-05-06 10:00-11:00}
deadlines:
  essay: {due: Fri 2020-05-15 16:00}
  oral: {due: Fri 2020-05-22 16:00, kind: exam, cancel: Strike}
`,
	"b.yaml":      "id: b-2020\nname: Two\ntimezone: Asia/Kolkata\nsessions: {lab: {when: 2020-05-05 09:00-10:00}}\n",
	"secret.yaml": "id: secret-2020\nname: Secret\nprivate: true\ntimezone: UTC\nsessions: {lab: {when: 2020-05-05 09:00-10:00}}\n",
	"t.yaml":      "id: T\nname: Clashes with a route\ntimezone: UTC\nsessions: {lab: {when: 2020-05-05 09:00-10:00}}\n",
	"gone.yaml":   "id: gone-2020\nname: Gone\ntimezone: UTC\nsessions: {lab: {when: 2020-05-05 09:00-10:00}}\n",
}

var now = time.Date(2020, 5, 1, 0, 0, 0, 0, time.UTC)

// newSite returns a site of all files, one of which is gone.
func newSite(t testing.TB) *site.Site {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	state := t.TempDir()
	publisher(t, dir, state)
	if err := os.Remove(filepath.Join(dir, "gone.yaml")); err != nil {
		t.Fatal(err)
	}
	p := publisher(t, dir, state)
	return &site.Site{Snapshot: p.Snapshot, Pages: pages.New("https://calendars.example.edu"), Packer: p.Packer, Now: p.Now, Tokens: func() *token.List { return &token.List{} }}
}

// newSiteOf returns a site of the same courses that has kept nothing yet.
func newSiteOf(s *site.Site) *site.Site {
	return &site.Site{Snapshot: s.Snapshot, Pages: s.Pages, Packer: s.Packer, Now: s.Now, Tokens: s.Tokens}
}

// publisher publishes a folder as a server that has just begun does.
func publisher(t testing.TB, dir, state string) *publish.Publisher {
	t.Helper()
	s, err := publish.OpenState(state)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	p := &publish.Publisher{
		Paths: []string{dir}, State: s, Reserved: site.Reserved(), Packer: &feed.Packer{},
		Now: func() time.Time { return now }, Log: slog.New(slog.DiscardHandler),
	}
	if err := p.Load(); err != nil {
		t.Fatal(err)
	}
	return p
}

// serve answers over a real socket.
func serve(t testing.TB) string {
	t.Helper()
	s := httptest.NewServer(newSite(t))
	t.Cleanup(s.Close)
	return s.Listener.Addr().String()
}

// ask sends a target as it is and returns the answer with its body.
func ask(t testing.TB, address, target string, lines ...string) (*http.Response, string) {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n%s\r\n", target, strings.Join(append(lines, ""), "\r\n"))
	r, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r, string(body)
}

// TestJoinedInAnyCase tells a bug: courses that write a kind or a group in two ways
// lost entries in one feed. All ways to ask are one wish, with one entity tag.
func TestJoinedInAnyCase(t *testing.T) {
	dir := t.TempDir()
	for id, names := range map[string]*strings.Replacer{"casea": strings.NewReplacer(), "caseb": strings.NewReplacer("lab", "Lab", "A", "a", "B", "b")} {
		text := "id: " + id + "\nname: C\ntimezone: UTC\nsessions: {" + names.Replace("lab: {when: 2020-05-05 09:00-10:00, groups: [A, B]}") + "}\n"
		if err := os.WriteFile(filepath.Join(dir, id+".yaml"), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	p := publisher(t, dir, t.TempDir())
	server := httptest.NewServer(&site.Site{Snapshot: p.Snapshot, Pages: pages.New("https://calendars.example.edu"), Packer: p.Packer, Now: p.Now, Tokens: func() *token.List { return &token.List{} }})
	t.Cleanup(server.Close)
	tag := ""
	for _, query := range []string{"only=lab&group=B&remind=lab:10m", "only=Lab,lab&group=b&remind=LAB:10m"} {
		r, body := ask(t, server.Listener.Addr().String(), "/casea+caseb.ics?"+query)
		for _, want := range []string{"UID:lab.B@casea", "UID:Lab.b@caseb"} {
			if !strings.Contains(body, want) {
				t.Errorf("%s has no %s:\n%s", query, want, body)
			}
		}
		if n := strings.Count(body, "TRIGGER:-PT10M"); n != 2 || strings.Contains(body, "A@casea") {
			t.Errorf("%s reminds of %d entries:\n%s", query, n, body)
		}
		if got := r.Header.Get("ETag"); tag != "" && got != tag {
			t.Errorf("%s has the tag %s, not %s", query, got, tag)
		} else {
			tag = got
		}
	}
}

func TestRoutes(t *testing.T) {
	address := serve(t)
	for _, test := range []struct {
		target string
		status int
		want   string
	}{
		{"/a-2020.ics", 200, "SUMMARY:AAA Talk"},
		{"/%61-2020.ics", 200, "SUMMARY:AAA Talk"},
		{"http://evil.example/a-2020.ics", 200, "SUMMARY:AAA Talk"},
		{"/a-2020.ics?", 200, "SUMMARY:AAA Talk"},
		{"/b-2020+a-2020.ics", 200, "SUMMARY:AAA Talk"},
		{"/a-2020%2Bb-2020.ics", 200, "SUMMARY:AAA Talk"},
		{"/a-2020", 200, `<h1 dir="auto">One &lt;b&gt;&amp;</h1>`},
		{"/a-2020?only=lab&group=A", 200, `<h1 dir="auto">One &lt;b&gt;&amp;</h1>`},
		{"/a-2020/subscribe?only=lab&only=talk&group=A", 200, `>https://calendars.example.edu/a-2020.ics?group=A&amp;only=lab,talk</textarea>`},
		{"/a-2020/embed", 200, `<base target="_blank">`},
		{"/a-2020/subscribe?only=labs", 400, "<h1>There is no kind &#34;labs&#34; here.</h1>\n<p><a href=\"/a-2020\">"},
		{"/a-2020/subscribe?only=lab,proj,exam&due=1d", 400, "<p><a href=\"/a-2020/subscribe?due=1d&amp;only=lab,exam\">Go on with the rest of your choice</a></p>\n<p><a href=\"/a-2020\">Show the whole course</a></p>"},
		{"/a-2020?only=lab&group=C", 400, "<p><a href=\"/a-2020?only=lab\">"},
		{"/a-2020?group=C", 400, "<h1>There is no group &#34;C&#34; here.</h1>\n<p><a href=\"/a-2020\">"},
		// A query that cannot be read once looked like none, and one with a blank like a wrong one.
		{"/a-2020?only=%zz", 400, "<h1>The part of the address after the ? cannot be read.</h1>\n<p><a href=\"/a-2020\">"},
		{"/a-2020?only=lab%20,%20exam", 200, "?only=lab,exam"},
		{"/?find=%00%ff", 200, "There is no such course."},
		// A wrong query of a page that is not there once led on to it.
		{"/a-2020/nowhere?only=deadlines,zz", 404, "<h1>There is nothing at this address.</h1>\n<p><a href=\"/\">"},
		{"/?id=a-2020&id=b-2020", 200, `>https://calendars.example.edu/a-2020&#43;b-2020.ics</textarea>`},
		{"/", 200, `<span class="code">AAA</span> <a href="/a-2020"><bdi>One &lt;b&gt;&amp;</bdi></a>`},
		{"/a-2020.atom", 200, "<title>Changes to AAA One &lt;b&gt;&amp;</title>"},
		{"/gone-2020.atom", 410, "this course has been taken down\n"},
		{"/robots.txt", 200, "Allow: /\n"},
		{"/healthz", 200, "ok\ncourses 2\nproblems 1\n"},
		{"/readyz", 200, "ready\n"},

		{"/gone-2020.ics", 410, "the course \"gone-2020\" has been taken down\n"},
		{"/gone-2020", 410, "<h1>This course has been taken down.</h1>\n<p><a href=\"/\">"},
		{"/gone-2020/subscribe", 410, "<h1>This course has been taken down.</h1>\n<p><a href=\"/\">"},
		{"/a-2020+gone-2020.ics", 410, "the course \"gone-2020\" has been taken down\n"},
		{"/a-2020+a-2020.ics", 400, "the course \"a-2020\" stands twice in the address\n"},
		{"/a-2020.ics?only=labs", 400, "there is no kind \"labs\": known are deadline, exam, lab, talk, deadlines\n"},
		{"/a-2020.ics?x=y", 400, "there is no parameter \"x\": known are cancelled, deadlines, for, group, only, remind\n"},
		{"/a-2020.ics?only=exam&cancelled=drop", 404, "no entry is left with these parameters\n"},
		{"/" + strings.Repeat("a+", 50) + "a.ics", 400, "an address joins 50 courses at most\n"},
	} {
		r, body := ask(t, address, test.target)
		if r.StatusCode != test.status || !strings.Contains(body, test.want) {
			t.Errorf("%.60s: %d %.200q, want %d %q", test.target, r.StatusCode, body, test.status, test.want)
		}
	}
}

// What is not there is not there, however it is spelt, and never a redirect
// (client rule 25). Programs get a sentence, people the same page everywhere.
func TestNothingThere(t *testing.T) {
	address := serve(t)
	_, page := ask(t, address, "/no")
	if !strings.Contains(page, "<h1>There is nothing at this address.</h1>\n<p><a href=\"/\">") {
		t.Errorf("the page of nothing is %s", page)
	}
	for _, target := range []string{
		"/no.ics", "/a-2020.ICS", "/A-2020.ics", "/.ics", "/+.ics", "/a-2020+.ics", "/a-2020+no.ics", "/a-2020.ics/", "//a-2020.ics", "/./a-2020.ics",
		"/x/../a-2020.ics", "/a-2020%2f", "/%2Fa-2020.ics", "/..%2fa.yaml", "/../a.yaml", "/a.yaml", "/a-2020.ics%00", "/%00", "/%", "/a-2020.ics%0d%0aX:y",
		"/a-2020;x.ics", "/a-2020.atom.ics", "/secret-2020.ics", "/secret-2020", "/secret-2020.atom", "/a-2020+b-2020.atom", "/a-2020.atom.atom", "/a-2020.atom/subscribe", "/a-2020+secret-2020.ics", "/T.ics", "/t", "/t/", "/t/x/secret-2020.ics",
		"/index.html", "/favicon.ico", "/feeds/a-2020.ics", "/\\a-2020.ics", "/a-2020.ics/healthz", "/" + strings.Repeat("x", 20_000),
	} {
		r, body := ask(t, address, target)
		want, kind := page, "text/html; charset=utf-8"
		if strings.HasSuffix(target, ".ics") || strings.HasSuffix(target, ".atom") {
			want, kind = "there is nothing at this address\n", "text/plain; charset=utf-8"
		}
		if r.StatusCode != 404 && r.StatusCode != 400 || r.StatusCode == 404 && body != want {
			t.Errorf("%.60s: %d %q", target, r.StatusCode, body)
		}
		if r.Header.Get("Location") != "" {
			t.Errorf("%.60s: redirected to %s", target, r.Header.Get("Location"))
		}
		if r.StatusCode == 404 && (r.Header.Get("Content-Type") != kind || r.Header.Get("Cache-Control") != "no-store" || r.Header.Get("Referrer-Policy") != "no-referrer") {
			t.Errorf("%.60s: %v", target, r.Header)
		}
	}
}

func TestViews(t *testing.T) {
	address := serve(t)
	count := func(target string) int {
		_, body := ask(t, address, target)
		return strings.Count(body, "BEGIN:VEVENT")
	}
	for target, want := range map[string]int{
		"/a-2020.ics": 7, "/a-2020.ics?only=lab": 4, "/a-2020.ics?group=A": 5, "/a-2020.ics?group=a&only=LAB": 2,
		"/a-2020.ics?cancelled=drop": 6, "/a-2020+b-2020.ics": 8, "/a-2020+b-2020.ics?only=lab": 5,
	} {
		if got := count(target); got != want {
			t.Errorf("%s has %d entries, want %d", target, got, want)
		}
	}
	one, _ := ask(t, address, "/a-2020+b-2020.ics?only=lab,talk&group=A&deadlines=block")
	other, _ := ask(t, address, "/b-2020+a-2020.ics?deadlines=block&group=a&only=talk,LAB")
	if one.StatusCode != 200 || one.Header.Get("ETag") != other.Header.Get("ETag") {
		t.Errorf("the order of parameters matters: %v, %v", one.Header, other.Header)
	}
	if r, _ := ask(t, address, "/a-2020+b-2020.ics?only=lab,talk&group=A&deadlines=block", "If-None-Match: "+one.Header.Get("ETag")); r.StatusCode != 304 {
		t.Errorf("a view of the same ETag: %d", r.StatusCode)
	}
	whole, _ := ask(t, address, "/a-2020.ics")
	if r, _ := ask(t, address, "/a-2020.ics?cancelled=mark&for=feed"); r.Header.Get("ETag") != whole.Header.Get("ETag") {
		t.Error("what a feed does anyway is another feed")
	}
	r, body := ask(t, address, "/a-2020.ics?for=import")
	if r.Header.Get("Content-Disposition") != `attachment; filename="a-2020.ics"` || strings.Contains(body, "X-WR-CALNAME") {
		t.Errorf("a file to import: %v", r.Header)
	}
	if whole.Header.Get("Last-Modified") != r.Header.Get("Last-Modified") {
		t.Error("a view has another date than its course")
	}
	// Two courses may change within one second, which a date cannot tell apart.
	if date := one.Header.Get("Last-Modified"); date != "" {
		t.Errorf("two courses together have the date %q", date)
	}
}

func TestPages(t *testing.T) {
	address := serve(t)
	for _, target := range []string{"/", "/a-2020", "/a-2020/subscribe"} {
		r, body := ask(t, address, target)
		if again, _ := ask(t, address, target, "If-None-Match: "+r.Header.Get("ETag")); again.StatusCode != 304 {
			t.Errorf("%s again: %d", target, again.StatusCode)
		}
		if strings.Contains(body, "evil.example") {
			t.Errorf("%s: a link to what the client calls the host", target)
		}
		if strings.Contains(body, "secret") {
			t.Errorf("%s names a private course", target)
		}
		for name, want := range map[string]string{"Content-Security-Policy": "frame-ancestors 'none'", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"} {
			if !strings.Contains(r.Header.Get(name), want) {
				t.Errorf("%s: %s is %q", target, name, r.Header.Get(name))
			}
		}
	}
}

// TestEmbed: of all pages only the agenda alone may stand in a frame, and what is
// said where its query is wrong, which once looked like a broken site.
func TestEmbed(t *testing.T) {
	address := serve(t)
	for target, want := range map[string]string{"/a-2020/embed": "*", "/a-2020/embed?only=labs": "*", "/a-2020?only=labs": "'none'", "/b/embed": "'none'"} {
		r, _ := ask(t, address, target)
		if policy := r.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "frame-ancestors "+want) {
			t.Errorf("the policy of %s is %q", target, policy)
		}
	}
}

func TestBeforeTheFirstLook(t *testing.T) {
	s := httptest.NewServer(&site.Site{Snapshot: (&publish.Publisher{}).Snapshot, Now: func() time.Time { return now }})
	defer s.Close()
	for _, target := range []string{"/a-2020.ics", "/readyz"} {
		if r, _ := ask(t, s.Listener.Addr().String(), target); r.StatusCode != http.StatusServiceUnavailable {
			t.Errorf("%s: %d", target, r.StatusCode)
		}
	}
}
