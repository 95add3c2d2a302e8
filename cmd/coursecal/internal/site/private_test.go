package site_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"coursecal/cmd/coursecal/internal/announce"
	"coursecal/cmd/coursecal/internal/pages"
	"coursecal/cmd/coursecal/internal/site"
	"coursecal/cmd/coursecal/internal/token"
	"coursecal/ical/feed"
)

// grouped is a private course of which group A must not see what is for B.
const grouped = `id: priv-2020
name: Private
private: true
timezone: UTC
groups: {A: Monday group, B: Beta group}
sessions:
  lab: {title: Lab, groups: {A: {when: 2020-05-04 09:00-10:00}, B: {when: 2020-05-05 09:00-10:00, where: Beta hall}}}
  beta: {title: Beta talk, when: 2020-06-05 10:00-11:00, groups: [B]}
  both: {title: Both talk, when: 2020-05-06 10:00-11:00, groups: [A, B]}
deadlines:
  essay: {due: Fri 2020-05-15 16:00}
  paper: {title: Beta paper, due: tbc, groups: [B]}
  poster: {title: Poster of all, due: tbc}
`

// privateSite returns a site of that course, and a token for all of it and one
// for each group.
func privateSite(t *testing.T) (s *site.Site, all, a, b string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "priv.yaml"), []byte(grouped), 0o666); err != nil {
		t.Fatal(err)
	}
	p := publisher(t, dir, t.TempDir())
	all, a, b = token.NewSecret(), token.NewSecret(), token.NewSecret()
	var lines strings.Builder
	for name, secret := range map[string]string{"-": all, "A": a, "B": b} {
		fmt.Fprintf(&lines, "x%s priv-2020 %s - %x 2020-04-24T00:00:00Z\n", name, name, token.Hash(secret))
	}
	list, problems := token.Parse("tokens", []byte(lines.String()))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return &site.Site{
		Snapshot: p.Snapshot, Pages: pages.New("https://example.edu/calendars"), Packer: &feed.Packer{}, Now: p.Now, Tokens: func() *token.List { return list },
	}, all, a, b
}

// TestPrivatePages lets holders of different tokens ask in turn: each sees the
// own token in every link, none that of another, and nothing of other groups.
func TestPrivatePages(t *testing.T) {
	s, all, a, b := privateSite(t)
	ask := func(target string) (*httptest.ResponseRecorder, string) {
		w := httptest.NewRecorder()
		s.ServeHTTP(w, httptest.NewRequest("GET", target, nil))
		return w, w.Body.String()
	}
	holders := []struct {
		token      string
		has, lacks []string
	}{
		{all, []string{"Monday group", "Beta group", "Beta talk", "Both talk", "Essay", "Beta paper", "Poster of all"}, nil},
		{a, []string{"Lab", "Both talk", "Essay", "Poster of all"}, []string{"Beta", "group=", "5 June", "tomorrow"}},
		{b, []string{"Beta talk", "Beta hall", "Both talk", "Essay"}, []string{"Monday", "4 May"}},
	}
	for range 2 {
		for _, h := range holders {
			w, body := ask("/t/" + h.token + "/priv-2020")
			if w.Code != 200 {
				t.Fatalf("%d: %s", w.Code, body)
			}
			// Weekdays and days of weeks stand on every page.
			plain := strings.NewReplacer(`title="Monday"`, "", "4 – 10 May", "", "4 May – 5 June", "").Replace(body)
			for _, text := range h.has {
				if !strings.Contains(plain, text) {
					t.Errorf("a holder does not see %q", text)
				}
			}
			for _, text := range h.lacks {
				if n := strings.Index(plain, text); n >= 0 {
					t.Errorf("a holder sees %q: …%.80s", text, plain[max(0, n-40):])
				}
			}
			_, subscribe := ask("/t/" + h.token + "/priv-2020/subscribe?only=lab")
			own := "https://example.edu/calendars/t/" + h.token + "/priv-2020.ics?only=lab</textarea>"
			if !strings.Contains(subscribe, own) || strings.Contains(subscribe, `value="B"`) != (h.token == all) {
				t.Error("the page to subscribe lacks the own address, or offers other groups")
			}
			if others := strings.ReplaceAll(body+subscribe, h.token, ""); strings.Contains(others, all) || strings.Contains(others, a) || strings.Contains(others, b) {
				t.Error("a holder is shown the token of another")
			}
			if strings.Contains(body+subscribe, `href="/calendars/priv-2020`) || strings.Contains(body+subscribe, `action="/calendars/priv-2020`) {
				t.Error("a link goes where there is nothing")
			}
			keptByNobody(t, w.Header())
		}
	}
	// These ways go from where one is; they once had the path of the site before them.
	for path, ways := range map[string][]string{"priv-2020": {"priv-2020?only=lab", "priv-2020"}, "priv-2020/subscribe": {"subscribe?only=lab", "../priv-2020"}} {
		w, body := ask("/t/" + all + "/" + path + "?only=lab,nonsense")
		if w.Code != http.StatusBadRequest || strings.Contains(body, all) {
			t.Errorf("a wrong choice gives %d:\n%s", w.Code, body)
		}
		for _, way := range ways {
			if !strings.Contains(body, `href="`+way+`"`) {
				t.Errorf("%s: no way to %s:\n%s", path, way, body)
			}
		}
	}
	// What was asked for once stood in a link, whatever it was.
	for _, which := range []string{"embed", "x:y"} {
		if w, body := ask("/t/" + all + "/priv-2020/" + which + "?only=lab,nonsense"); w.Code != http.StatusNotFound || strings.Contains(body, which) {
			t.Errorf("%s: %d\n%s", which, w.Code, body)
		}
	}
	// What a group has not, a refusal once named.
	w, body := ask("/t/" + a + "/priv-2020.ics?only=zzz")
	if want := "known are both, deadline, lab, deadlines"; w.Code != http.StatusBadRequest || !strings.Contains(body, want) {
		t.Errorf("the refusal for group A is %d %s, want %s", w.Code, body, want)
	}
	if _, body := ask("/"); strings.Contains(body, "priv-2020") {
		t.Error("the first page names a private course")
	}
}

// keptByNobody wants the headers of a page that has a token in its links.
func keptByNobody(t *testing.T, h http.Header) {
	t.Helper()
	for name, want := range map[string]string{"Cache-Control": "private, no-cache", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"} {
		if got := h.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if !strings.Contains(h.Get("Content-Security-Policy"), "frame-ancestors 'none'") {
		t.Error("the page may be framed")
	}
}

// TestPrivatePaper writes no token on paper, and sends none to other servers
// but as the feed's own address.
func TestPrivatePaper(t *testing.T) {
	s, all, _, _ := privateSite(t)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest("GET", "/t/"+all+"/priv-2020", nil))
	if strings.Contains(w.Body.String(), `class="own"`) {
		t.Error("the address stands on paper")
	}
	w = httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest("GET", "/t/"+all+"/priv-2020/subscribe", nil))
	for _, part := range strings.Split(w.Body.String(), `href="https://`)[1:] {
		link, _, _ := strings.Cut(part, `"`)
		if rest := strings.ReplaceAll(link, "t%2F"+all+"%2Fpriv-2020.ics", ""); !strings.HasPrefix(link, "example.edu/calendars/") && strings.Contains(rest, all) {
			t.Errorf("a link to another server has the token: %s", link)
		}
	}
}

// TestPrivateNews shows the holder of one group's token the changes of that
// group and of everybody, and none that may be another group's.
func TestPrivateNews(t *testing.T) {
	s, all, a, _ := privateSite(t)
	c := s.Snapshot().Courses["priv-2020"]
	for _, groups := range [][]string{{"A"}, {"B"}, {"*"}, {"A", "B"}, nil} {
		c.News = append(c.News, announce.News{At: s.Now(), Sort: "moved", HTML: fmt.Sprintf("news of %q", groups), Groups: groups})
	}
	for secret, want := range map[string]string{all: `["A"] ["B"] ["*"] ["A" "B"] []`, a: `["A"] ["*"]`} {
		w := httptest.NewRecorder()
		s.ServeHTTP(w, httptest.NewRequest("GET", "/t/"+secret+"/priv-2020", nil))
		var got []string
		for _, part := range strings.Split(w.Body.String(), "news of ")[1:] {
			text, _, _ := strings.Cut(part, "<")
			got = append(got, text)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("the news are of %v, want %s", got, want)
		}
	}
}
