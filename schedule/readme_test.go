package schedule

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReadmeExamples parses every schedule that README.md shows.
func TestReadmeExamples(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	blocks := strings.Split(string(text), "```yaml\n")[1:]
	if len(blocks) != 2 {
		t.Fatalf("found %d examples", len(blocks))
	}
	for _, block := range blocks {
		body, _, _ := strings.Cut(block, "```")
		c, ps := Parse("README.md", []byte(body))
		if len(ps) > 0 {
			t.Errorf("%s", tell(ps))
		}
		if c == nil || len(c.Occurrences) == 0 {
			t.Error("the example has no entries")
		}
	}
	first, _, _ := strings.Cut(blocks[0], "```")
	if n := strings.Count(first, "\n"); n != 15 {
		t.Errorf("the example has %d lines", n)
	}
}
