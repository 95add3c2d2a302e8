package main

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"coursecal/cmd/coursecal/internal/admin"
	"coursecal/cmd/coursecal/internal/token"
)

// What has changed is told once, and what is wrong is told once too.
func TestFollow(t *testing.T) {
	dir := t.TempDir()
	cert, key := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	writePair(t, cert, key, "first")
	pair, err := loadKeyPair(cert, key)
	if err != nil {
		t.Fatal(err)
	}
	file := token.In(dir)
	var log bytes.Buffer
	g := &guard{log: slog.New(slog.NewTextHandler(&log, nil)), tokens: token.Keep(file), pair: pair, now: time.Now, wrong: map[string][]admin.Problem{}}
	look := func(want ...string) {
		t.Helper()
		g.look()
		got := strings.SplitAfter(log.String(), "\n")
		got = got[:len(got)-1]
		log.Reset()
		if len(got) != len(want) {
			t.Fatalf("%d lines, want %d: %q", len(got), len(want), got)
		}
		for i := range want {
			if !strings.Contains(got[i], want[i]) {
				t.Errorf("line %q, want %q in it", got[i], want[i])
			}
		}
	}
	look()
	if err := file.Add(token.Grant{Name: "ann", Course: "c"}); err != nil {
		t.Fatal(err)
	}
	look(`level=INFO msg="tokens read" tokens=1`)
	look()
	lines, err := os.ReadFile(file.Path)
	if err != nil {
		t.Fatal(err)
	}
	overwrite(t, file.Path, append(lines, "bob\x1b\n"...))
	look(`tokens:3:1: a line has 6 fields`, `tokens=1`)
	look()
	if err := os.Remove(file.Path); err != nil {
		t.Fatal(err)
	}
	look("tokens=0")
	if err := os.Mkdir(file.Path, 0o700); err != nil {
		t.Fatal(err)
	}
	look(`level=ERROR msg="something is wrong with the tokens; what was right stays in force"`)
	look()

	writePair(t, cert, key, "second")
	look(`level=INFO msg="certificate read" ends=`)
	overwrite(t, key, []byte("x"))
	look(`level=ERROR msg="something is wrong with the certificate; what was right stays in force"`)
	look()
	if err := os.Remove(key); err != nil {
		t.Fatal(err)
	}
	look("cannot read the key")
	look()
	writePair(t, cert, key, "third")
	look("certificate read")
}
