package main

import (
	"bufio"
	"context"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestUnreadLog runs a server whose log nobody reads after its first line: it
// goes on answering when the pipe is full, and ends when it is asked to.
func TestUnreadLog(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "one.yaml")
	save(t, file, one)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "coursecal", "serve", file, "--listen", "127.0.0.1:0", "--state", filepath.Join(dir, "state"), "--drain", "1s")
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReaderSize(stderr, 16).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	url := strings.TrimPrefix(strings.TrimSpace(line), "coursecal: listening on ")
	client := &http.Client{Timeout: 10 * time.Second}
	for range 600 { // a pipe holds some three hundred lines
		r, err := http.NewRequest(http.MethodGet, url+"/healthz", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("User-Agent", strings.Repeat("x", 200))
		answer, err := client.Do(r)
		if err != nil {
			t.Fatalf("no answer: %v", err)
		}
		answer.Body.Close()
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Skip(err)
	}
	began := time.Now()
	if err := cmd.Wait(); err != nil {
		t.Errorf("it ends with %v", err)
	}
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("it takes %s to end", took)
	}
}
