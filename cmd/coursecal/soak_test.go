package main

import (
	"crypto/sha256"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"coursecal/cmd/coursecal/internal/token"
	"coursecal/ical"
)

// versionOf returns a course whose entries all tell its version, so that a feed
// made of two of them would show.
func versionOf(id string, n int) string {
	return fmt.Sprintf("id: %s\nname: A course\nprivate: %t\ntimezone: Europe/London\ndeadlines:\n"+
		"  essay: {title: Essay v%[3]d, due: Fri 2020-05-15 16:00}\n  quiz: {title: Quiz v%[3]d, due: Sat 2020-05-16 %02[4]d:00}\n", id, id == "secret", n, 8+n%10)
}

// A soak is what the readers and the editor share.
type soak struct {
	*service
	t      *testing.T
	dir    string
	tokens token.File
	secret atomic.Pointer[string]
	holder string // of the secret
	grants int
	// tags holds the hash of every text by its entity tag.
	tags    sync.Map
	changes atomic.Int64
	reads   [600]atomic.Int64 // by status
}

// TestSoak reads at full rate while files are edited, broken, mended, renamed
// and deleted, tokens revoked and SIGHUPs sent. It takes two seconds, or what
// COURSECAL_SOAK says, such as 1m in .ci/run or 12h over a night.
func TestSoak(t *testing.T) {
	length := 2 * time.Second
	if s := os.Getenv("COURSECAL_SOAK"); s != "" {
		var err error
		if length, err = time.ParseDuration(s); err != nil {
			t.Fatal(err)
		}
	}
	goroutines, files, memory := runtime.NumGoroutine(), openFiles(), liveMemory()
	s := &soak{t: t, dir: t.TempDir()}
	for _, id := range soaked {
		save(t, s.file(id), versionOf(id, 0))
	}
	s.service = start(t, s.dir)
	go func() {
		for range s.log {
		}
	}()
	s.tokens = token.In(s.state)
	s.grant()
	s.get(t, "/a.ics")
	end := time.Now().Add(length)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() { s.read(end) })
	}
	wg.Go(func() { s.edit(end) })
	wg.Wait()
	t.Logf("%d KiB more in use at the end", (liveMemory()-memory)>>10)
	t.Logf("%d changes; %d answers 200, %d 304, %d 404", s.changes.Load(), s.reads[200].Load(), s.reads[304].Load(), s.reads[404].Load())
	if s.reads[200].Load() == 0 || s.reads[304].Load() == 0 || s.changes.Load() == 0 {
		t.Error("nothing was tried")
	}
	http.DefaultClient.CloseIdleConnections()
	if code := s.end(); code != exitFine {
		t.Errorf("exit code %d", code)
	}
	for began := time.Now(); runtime.NumGoroutine() > goroutines || openFiles() > files; time.Sleep(50 * time.Millisecond) {
		if time.Since(began) > 5*time.Second {
			t.Fatalf("%d goroutines were %d before; %d open files were %d", runtime.NumGoroutine(), goroutines, openFiles(), files)
		}
	}
	s.tags.Clear()
	const most = 4 << 20 // for what packages keep once they have been used
	if grown := liveMemory() - memory; grown > most {
		t.Errorf("%d KiB are held that were not held before", grown>>10)
	}
}

// liveMemory returns how many bytes are in use after everything unused has
// been collected, what pools keep too.
func liveMemory() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

var soaked = []string{"a", "b", "c", "secret"}

func (s *soak) file(id string) string { return filepath.Join(s.dir, id+".yaml") }

// grant makes a new token for the private course.
func (s *soak) grant() {
	secret := token.NewSecret()
	s.grants++
	s.holder = fmt.Sprint("reader", s.grants)
	err := s.tokens.Add(token.Grant{Name: s.holder, Course: "secret", Hash: token.Hash(secret), Created: time.Now()})
	if err != nil {
		s.t.Error(err)
	}
	s.secret.Store(&secret)
}

// read asks for one thing after the other, mostly with what it had before.
func (s *soak) read(end time.Time) {
	client := &http.Client{Transport: &http.Transport{}}
	defer client.CloseIdleConnections()
	had := map[string]string{}
	for time.Now().Before(end) {
		id := soaked[rand.IntN(len(soaked))]
		path := "/" + id + ".ics"
		switch {
		case id == "secret":
			path = "/t/" + *s.secret.Load() + path
		case rand.IntN(4) == 0:
			path = []string{"/a+b.ics", "/c+a+b.ics?only=deadline", "/a.ics?cancelled=drop&deadlines=all-day", "/a.atom", "/healthz"}[rand.IntN(5)]
		}
		r, err := http.NewRequest("GET", s.url+path, nil)
		if err != nil {
			s.t.Error(err)
			return
		}
		if had[path] != "" && rand.IntN(8) > 0 {
			r.Header.Set("If-None-Match", had[path])
		}
		answer, err := client.Do(r)
		if err != nil {
			s.t.Errorf("%s: %v", path, err)
			return
		}
		body, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if err != nil {
			s.t.Errorf("%s: %v", path, err)
		}
		s.reads[answer.StatusCode].Add(1)
		had[path] = s.judge(path, answer, body)
	}
}

var versions = regexp.MustCompile(`(Essay|Quiz) v(\d+)`)

// judge says what is wrong with an answer, and returns its entity tag.
func (s *soak) judge(path string, r *http.Response, body []byte) string {
	tag := r.Header.Get("ETag")
	switch {
	case r.StatusCode == 304:
		return tag
	case r.StatusCode == 404 && strings.HasPrefix(path, "/t/"):
		return "" // the token is not known yet, or no more
	case r.StatusCode != 200:
		s.t.Errorf("%s: %d %s", path, r.StatusCode, body)
		return ""
	case tag == "":
		return ""
	}
	if sum, seen := s.tags.LoadOrStore(tag, sha256.Sum256(body)); seen && sum != sha256.Sum256(body) {
		s.t.Errorf("%s: one entity tag for two texts", path)
	}
	if strings.Contains(path, ".ics") && !strings.ContainsAny(path, "+?") {
		if _, err := ical.Decode(body, ""); err != nil {
			s.t.Errorf("%s: %v", path, err)
		}
		all := versions.FindAllSubmatch(body, -1)
		for _, m := range all {
			if string(m[2]) != string(all[0][2]) {
				s.t.Errorf("%s: a feed of two versions:\n%s", path, body)
			}
		}
		if len(all) < 2 {
			s.t.Errorf("%s: entries are missing:\n%s", path, body)
		}
	}
	return tag
}

// edit changes one thing after the other.
func (s *soak) edit(end time.Time) {
	for n := 1; time.Now().Before(end); n++ {
		id := soaked[rand.IntN(len(soaked))]
		file := s.file(id)
		switch rand.IntN(8) {
		case 0: // broken
			save(s.t, file, versionOf(id, n)[:rand.IntN(60)])
		case 1: // wrong
			save(s.t, file, strings.Replace(versionOf(id, n), "Fri", "Tue", 1))
		case 2: // deleted, and back
			os.Remove(file)
			time.Sleep(time.Duration(rand.IntN(900)) * time.Millisecond)
			save(s.t, file, versionOf(id, n))
		case 3: // by rename
			save(s.t, file+"~", versionOf(id, n))
			os.Rename(file+"~", file)
		case 4: // two files of one id, for a while
			save(s.t, filepath.Join(s.dir, "copy.yml"), versionOf(id, n))
			time.Sleep(700 * time.Millisecond)
			os.Remove(filepath.Join(s.dir, "copy.yml"))
		case 5:
			s.hangup <- syscall.SIGHUP
		case 6:
			old := s.holder
			s.grant()
			if err := s.tokens.Revoke(old); err != nil {
				s.t.Error(err)
			}
		default:
			save(s.t, file, versionOf(id, n))
		}
		s.changes.Add(1)
		time.Sleep(time.Duration(rand.IntN(400)) * time.Millisecond)
	}
}

// openFiles counts the open files of the process; 0 where the system does not
// tell.
func openFiles() int {
	entries, _ := os.ReadDir("/proc/self/fd")
	return len(entries)
}
