package schedule

import (
	_ "embed"
	"strings"
)

//go:embed doc.go
var docFile string

// Reference returns the reference of the format as plain text: the comment of
// this package from its first heading on, so that there is one text.
func Reference() string {
	_, text, _ := strings.Cut(docFile, "# The schedule file\n")
	text, _, _ = strings.Cut(text, "*/")
	lines := strings.Split("# The schedule file\n"+text, "\n")
	for i, line := range lines {
		if heading, ok := strings.CutPrefix(line, "# "); ok {
			lines[i] = strings.ToUpper(heading)
		}
		lines[i] = strings.Replace(lines[i], "\t", "    ", 1)
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n") + "\n"
}
