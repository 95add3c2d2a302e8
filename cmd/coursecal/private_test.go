package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"coursecal/cmd/coursecal/internal/token"
	"coursecal/schedule"
)

// secretCourse is private and has two groups; oneCourse is public.
const secretCourse = `id: secret-2020
name: Secret
timezone: Europe/London
private: true
groups: {A: Monday group, B: Wednesday group}
sessions:
  lab:
    from: 2020-04-27
    count: 2
    groups:
      A: {when: Mon 09:00-10:00}
      B: {when: Wed 09:00-10:00}
deadlines:
  essay: {due: Fri 2020-05-15 16:00}
`

// private starts a server of a private and a public course, and returns what
// makes tokens for it.
func private(t *testing.T, args ...string) (s *service, grant func(g token.Grant) (secret string)) {
	t.Helper()
	dir := t.TempDir()
	save(t, filepath.Join(dir, "one.yaml"), one)
	save(t, filepath.Join(dir, "secret.yaml"), secretCourse)
	s = start(t, append(args, dir)...)
	return s, func(g token.Grant) string {
		t.Helper()
		secret := token.NewSecret()
		g.Hash, g.Created = token.Hash(secret), time.Now()
		if g.Name == "" {
			g.Name = "t" + secret
		}
		if err := token.In(s.state).Add(g); err != nil {
			t.Fatal(err)
		}
		return secret
	}
}

// waitFor wants a path to have a status within two seconds.
func (s *service) waitFor(t *testing.T, path string, want int) string {
	t.Helper()
	for began := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		status, body := s.get(t, path)
		if status == want {
			return body
		}
		if time.Since(began) > 2*time.Second {
			t.Fatalf("%s: %d, want %d within two seconds", path, status, want)
		}
	}
}

func TestPrivate(t *testing.T) {
	s, grant := private(t)
	all := grant(token.Grant{Name: "all", Course: "secret-2020"})
	group := grant(token.Grant{Course: "secret-2020", Group: "A"})
	small := grant(token.Grant{Course: "secret-2020", Group: "a"})
	gone := grant(token.Grant{Course: "secret-2020", Group: "C"})
	expired := grant(token.Grant{Course: "secret-2020", Expires: schedule.NewDate(2020, 5, 1)})
	public := grant(token.Grant{Course: "one-2020"})

	s.waitFor(t, "/t/"+public+"/one-2020.ics", 200) // the last of them is known
	_, body := s.get(t, "/t/"+all+"/secret-2020.ics")
	if !strings.Contains(body, "Monday group") || !strings.Contains(body, "Wednesday group") || !strings.Contains(body, "Essay") {
		t.Errorf("the whole course is\n%s", body)
	}
	// A schedule that writes a group in another case than before keeps its readers.
	for _, secret := range []string{group, small} {
		_, body = s.get(t, "/t/"+secret+"/secret-2020.ics")
		if !strings.Contains(body, "lab.A.") || strings.Contains(body, "lab.B.") || !strings.Contains(body, "Essay") {
			t.Errorf("the course of group A is\n%s", body)
		}
	}
	for path, want := range map[string]int{
		"/t/" + public + "/one-2020.ics":          200,
		"/t/" + all + "/secret-2020.atom":         200,
		"/t/" + group + "/secret-2020.atom":       404, // has what is for other groups
		"/t/" + all + "/secret-2020.atom.ics":     404,
		"/one-2020.ics":                           200,
		"/secret-2020.ics":                        404,
		"/secret-2020":                            404,
		"/secret-2020.atom":                       404,
		"/one-2020+secret-2020.ics":               404,
		"/secret-2020+one-2020.ics":               404,
		"/t/" + all + "/one-2020.ics":             404,
		"/t/" + all + "/one-2020+secret-2020.ics": 404,
		"/t/" + all + "/secret-2020":              200,
		"/t/" + all + "/secret-2020/subscribe":    200,
		"/t/" + all + "/secret-2020/embed":        404, // for no frame
		"/t/" + all + "/secret-2020/":             404,
		"/t/" + all + "/one-2020":                 404,
		"/t/" + group + "/secret-2020":            200,
		"/t/" + small + "/secret-2020":            200,
		"/t/" + gone + "/secret-2020":             404,
		"/t/" + expired + "/secret-2020":          404,
		"/t/" + public + "/secret-2020":           404,
		"/t/" + group + "/secret-2020?group=B":    400,
		"/t/" + all + "/SECRET-2020.ics":          404,
		"/t/" + all + "/":                         404,
		"/t/" + all:                               404,
		"/t/" + gone + "/secret-2020.ics":         404,
		"/t/" + expired + "/secret-2020.ics":      404,
		"/t/" + public + "/secret-2020.ics":       404,
	} {
		if got, _ := s.get(t, path); got != want {
			t.Errorf("%s: %d, want %d", path, got, want)
		}
	}
	for _, path := range []string{"/", "/?course=secret-2020", "/healthz", "/readyz", "/robots.txt"} {
		if _, body := s.get(t, path); strings.Contains(body, "ecret") || strings.Contains(body, "courses 2") {
			t.Errorf("%s tells of the private course:\n%s", path, body)
		}
	}
	if err := token.In(s.state).Revoke("all"); err != nil {
		t.Fatal(err)
	}
	s.waitFor(t, "/t/"+all+"/secret-2020.ics", 404)
}

// ask sends the bytes of one request and returns the whole answer but for its
// date.
func (s *service) ask(t *testing.T, target string) string {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", target); err != nil {
		t.Fatal(err)
	}
	answer, err := io.ReadAll(conn)
	if err != nil {
		t.Fatal(err)
	}
	return dateLine.ReplaceAllString(string(answer), "")
}

var dateLine = regexp.MustCompile(`(?m)^Date: .*\r\n`)

// Whoever has no token cannot tell a course that is private from one that is
// not there, byte for byte; nor does a trick of the path open anything.
func TestPrivateAnswers(t *testing.T) {
	s, grant := private(t)
	secret := grant(token.Grant{Course: "secret-2020"})
	other := grant(token.Grant{Course: "one-2020"})
	s.waitFor(t, "/t/"+other+"/one-2020.ics", 200)

	wants := map[bool]string{true: s.ask(t, "/there-is-none.ics"), false: s.ask(t, "/there-is-none")}
	for isFeed, want := range wants {
		if !strings.HasPrefix(want, "HTTP/1.1 404 Not Found\r\n") || !strings.Contains(want, "Referrer-Policy: no-referrer\r\n") || strings.Contains(want, "text/plain") != isFeed {
			t.Fatalf("the answer is\n%s", want)
		}
	}
	wrong := token.NewSecret()
	for _, target := range []string{
		"/secret-2020.ics", "/secret-2020", "/secret-2020.ics?only=lab", "/one-2020+secret-2020.ics",
		"/secret-2020/subscribe", "/secret-2020/embed", "/secret-2020/", "/secret-2020.atom", "/SECRET-2020.ics",
		"/t/" + wrong + "/secret-2020.ics", "/t/" + wrong + "/secret-2020.ics?only=lab", "/t/" + wrong + "/there-is-none.ics",
		"/t/" + other + "/secret-2020.ics", "/t/" + secret + "/one-2020.ics", "/t/" + secret + "/there-is-none.ics",
		"/t/" + secret[:31] + "/secret-2020.ics", "/t/" + secret + "a/secret-2020.ics", "/t/" + strings.ToUpper(secret) + "/secret-2020.ics",
		"/t/" + wrong + "/secret-2020", "/t/" + other + "/secret-2020", "/t/" + secret + "/one-2020", "/t/" + secret + "/there-is-none",
		"/t/" + other + "/secret-2020/subscribe", "/t/" + secret + "/secret-2020/embed", "/t/" + secret + "/secret-2020/", "/t/" + secret + "/secret-2020//",
		"/t/" + secret + "/secret-2020/subscribe/", "/t/" + secret + "/secret-2020/subscribe.ics", "/t/" + other + "/secret-2020?only=nothing",
		"/t", "/t/", "/t//", "/t//secret-2020.ics", "/t/../secret-2020.ics", "/t/./" + secret + "/secret-2020.ics",
		"/t/../t/" + secret + "/secret-2020.ics", "//t/" + secret + "/secret-2020.ics", "/t/" + secret + "//secret-2020.ics",
		"/T/" + secret + "/secret-2020.ics", "/t%2f" + secret + "%2Fsecret-2020.ics", "/t/" + secret + "%2fsecret-2020.ics",
		"/t/" + secret + "/secret-2020.ics/", "/t/" + secret + "/../../secret-2020.ics", "/t/" + secret + "%00/secret-2020.ics",
		"/t/" + secret + "/secret-2020.ics%00", "/t/" + secret + "/secret-2020%2eics%20", "/t/" + secret + "/%2e%2e/secret-2020.ics",
		"/t/" + strings.Repeat("%00", 32) + "/secret-2020.ics", "/t/" + strings.Repeat("a", 10_000) + "/secret-2020.ics",
		"/t/" + secret + "/one-2020+secret-2020.ics", "/t/" + secret + "/secret-2020+secret-2020.ics",
	} {
		path, _, _ := strings.Cut(target, "?")
		path, _ = url.PathUnescape(path)
		want := wants[strings.HasSuffix(path, ".ics") || strings.HasSuffix(path, ".atom")]
		if got := s.ask(t, target); got != want {
			t.Errorf("%.100s:\n%s\nwant\n%s", target, got, want)
		}
	}
	// An escaped letter is that letter (RFC 3986, section 2.3).
	if got := s.ask(t, "/%74/"+secret+"/secret-2020.ics"); !strings.HasPrefix(got, "HTTP/1.1 200 OK\r\n") {
		t.Errorf("an escaped letter: %.100s", got)
	}
}

// Many wrong tokens open nothing, cost little, and none of them, nor the right
// one, comes into the log.
func TestManyWrongTokens(t *testing.T) {
	s, grant := private(t)
	secret := grant(token.Grant{Course: "secret-2020"})
	s.waitFor(t, "/t/"+secret+"/secret-2020.ics", 200)
	logged := make(chan string)
	go func() {
		var all strings.Builder
		for line := range s.log {
			all.WriteString(line + "\n")
		}
		logged <- all.String()
	}()
	wrong := make([]string, 10_000)
	for i := range wrong {
		wrong[i] = token.NewSecret()
	}
	var wg sync.WaitGroup
	for part := range 4 {
		wg.Go(func() {
			client := &http.Client{}
			defer client.CloseIdleConnections()
			for i := part; i < len(wrong); i += 4 {
				ask, err := http.NewRequest("GET", s.url+"/t/"+wrong[i]+"/secret-2020.ics", nil)
				if err != nil {
					t.Error(err)
					return
				}
				ask.Header.Set("User-Agent", "guesser")
				r, err := client.Do(ask)
				if err != nil {
					t.Error(err)
					return
				}
				_, _ = io.Copy(io.Discard, r.Body)
				r.Body.Close()
				if r.StatusCode != http.StatusNotFound {
					t.Errorf("%s opens the course: %s", wrong[i], r.Status)
				}
			}
		})
	}
	wg.Wait()
	s.ask(t, "//t/"+secret+"/secret-2020.ics?token="+secret)
	s.waitFor(t, "/t/"+secret+"/secret-2020.ics", 200)
	s.waitFor(t, "/t/"+secret+"/secret-2020/subscribe?only=lab", 200)
	s.end()
	log := <-logged
	// By their agent: until the right token is known its own requests are refused
	// in the same words, and were once counted with these.
	guess := regexp.MustCompile(`(?m) path=/t/\*\*\*/secret-2020\.ics status=404 .* agent=guesser `)
	if n := len(guess.FindAllString(log, -1)); n != len(wrong) {
		t.Errorf("%d of %d requests are in the log", n, len(wrong))
	}
	if strings.Contains(log, secret) || strings.Contains(log, wrong[0]) {
		t.Error("the log has a token")
	}
}
