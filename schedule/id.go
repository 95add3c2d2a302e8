package schedule

import (
	"bytes"
	"strings"

	"gopkg.in/yaml.v3"
)

// ID returns the id that a file gives, even where the rest of it is wrong, and
// "" where it gives none: such a file is no schedule, or not yet. It is for
// those who find files by themselves; Parse says what is wrong.
func ID(data []byte) string {
	if len(data) > MaxSize {
		data = data[:MaxSize]
	}
	var doc yaml.Node
	if yaml.Unmarshal(data, &doc) == nil {
		return topID(&doc)
	}
	// What is no YAML at the moment may still have its line.
	for line := range bytes.Lines(data) {
		if value, ok := strings.CutPrefix(string(line), "id:"); ok {
			value, _, _ = strings.Cut(value, " #")
			return strings.Trim(value, " \t\r\n\"'")
		}
	}
	return ""
}

// topID returns the value of the key id in a document's mapping.
func topID(doc *yaml.Node) string {
	if len(doc.Content) == 0 || doc.Content[0].Kind != yaml.MappingNode {
		return ""
	}
	pairs := doc.Content[0].Content
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i].Value == "id" && pairs[i+1].Kind == yaml.ScalarNode {
			return pairs[i+1].Value
		}
	}
	return ""
}
