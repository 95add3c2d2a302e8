package schedule

import (
	"go/doc/comment"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestReferenceNamesEveryKey wants every key that the parser knows in the text
// that a lecturer reads.
func TestReferenceNamesEveryKey(t *testing.T) {
	text := Reference()
	for _, keys := range [][]string{courseKeys, sessionKeys, deadlineKeys, topicKeys, changeKeys, moveKeys} {
		for _, key := range keys {
			if !regexp.MustCompile(`\b` + key + `\b`).MatchString(text) {
				t.Errorf("the reference does not name %q", key)
			}
		}
	}
	for _, field := range templateFields {
		if !strings.Contains(text, "{"+field+"}") {
			t.Errorf("the reference does not name {%s}", field)
		}
	}
	for i, line := range strings.Split(text, "\n") {
		if n := utf8.RuneCountInString(line); n > 96 {
			t.Errorf("line %d has %d characters: %s", i+1, n, line)
		}
	}
}

// TestReferenceIsPackageDoc compares the text with what go doc shows.
func TestReferenceIsPackageDoc(t *testing.T) {
	_, doc, _ := strings.Cut(docFile, "/*\n")
	doc, _, _ = strings.Cut(doc, "*/")
	var p comment.Parser
	printed := string((&comment.Printer{TextWidth: 90}).Text(p.Parse(doc)))
	squeeze := func(s string) string {
		return strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(s, "# ", "")), " "))
	}
	if !strings.Contains(squeeze(printed), squeeze(Reference())) {
		t.Error("the reference differs from the package documentation")
	}
}
