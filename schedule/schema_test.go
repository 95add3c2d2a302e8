package schedule

import (
	"bytes"
	"encoding/json"
	"math/big"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"gopkg.in/yaml.v3"
)

// beyondSchema are the wrong files that the schema accepts, by what it cannot
// see in them.
var beyondSchema = map[string]string{
	"what YAML makes of the text, not the text": `alias anchor tag glued-comment second-document
		duplicate-key topics-text topics-cut escaped-control`,
	"which days a month has, and the weekday of a date": "date-day date-weekday columns-count-characters",
	"which of two dates or numbers is the greater": `covers-backwards key-backwards range-backwards time-backwards
		time-long time-zero until-early weeks-order`,
	"when clocks change": "gap-day gap-due gap-end gap-single gap-weekly",
	"which dates a series has, and how many": `cancel-nothing change-nothing move-nothing skip-nothing exception-in-break
		count-dates count-room term-dates term-from term-until term-weeks topics-dates topics-fewer-than-count topics-more
		covers-numbers covers-too-much weeks-disagree`,
	"whether a series is weekly, or has hours or an end": `no-beginning no-end no-length length-days
		change-start-no-length deadline-no-end deadline-skip-single weekly-only was-weekly cancel-true field-n-single`,
	"what other keys say": `every-odd week-without-numbers week-not-there weeks-in-break field-code field-group
		field-topic field-week field-week-break group-and-due group-change-time group-move`,
	"which names there are, and that case does not tell two apart": `covers-unknown duplicate-entry shared-key
		formerly-group formerly-in-use formerly-twice group-case group-none group-twice group-twice-session group-undeclared`,
	"how many of all there are, and how long texts become": `text-long texts-too-many too-many-breaks too-many-deadlines
		too-many-entries too-many-exceptions too-many-groups too-many-weeks topic-times`,
	"that hosts are in ASCII, and ports and escapes numbers": "link-host-ascii link-percent link-port",
}

// compiledSchema returns the schema for validation, and as plain JSON.
func compiledSchema(t testing.TB) (*jsonschema.Schema, map[string]any) {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.UseRegexpEngine(ecmaRegexp)
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s, doc.(map[string]any)
}

// ecmaRegexp compiles a pattern as editors do, for whom \s is all of
// Unicode's blanks.
func ecmaRegexp(pattern string) (jsonschema.Regexp, error) {
	return regexp.Compile(strings.NewReplacer(`\s`, `[\s\v\p{Z}]`, `\S`, `[^\s\v\p{Z}]`).Replace(pattern))
}

var (
	coreNull  = regexp.MustCompile(`^(?:null|Null|NULL|~|)$`)
	coreBool  = regexp.MustCompile(`^(?:true|True|TRUE|false|False|FALSE)$`)
	coreInt   = regexp.MustCompile(`^[-+]?[0-9]+$`)
	coreFloat = regexp.MustCompile(`^(?:0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$`)
)

// asJSON returns what the core schema of YAML 1.2 (section 10.3), which
// editors follow, makes of a tree. Texts and keys are trimmed, as the parser
// trims them.
func asJSON(n *yaml.Node) any {
	switch n.Kind {
	case yaml.DocumentNode:
		return asJSON(n.Content[0])
	case yaml.MappingNode:
		out := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			out[strings.TrimSpace(n.Content[i].Value)] = asJSON(n.Content[i+1])
		}
		return out
	case yaml.SequenceNode:
		out := []any{}
		for _, c := range n.Content {
			out = append(out, asJSON(c))
		}
		return out
	case yaml.AliasNode:
		return asJSON(n.Alias)
	}
	text := strings.TrimSpace(n.Value)
	switch {
	case n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		return text
	case coreNull.MatchString(text):
		return nil
	case coreBool.MatchString(text):
		return strings.EqualFold(text, "true")
	case coreInt.MatchString(text):
		n, _ := new(big.Int).SetString(strings.TrimPrefix(text, "+"), 10)
		return json.Number(n.String())
	case coreFloat.MatchString(text):
		return 0.5 // only its type counts: no key takes fractions alone
	}
	return text
}

// TestSchemaKeys holds the keys of the schema against those of the parser.
func TestSchemaKeys(t *testing.T) {
	_, doc := compiledSchema(t)
	definitions := doc["definitions"].(map[string]any)
	keys := func(object any) []string {
		var out []string
		for key := range object.(map[string]any)["properties"].(map[string]any) {
			out = append(out, key)
		}
		return out
	}
	for _, tt := range []struct {
		name   string
		schema any
		parser []string
	}{
		{"course", doc, courseKeys},
		{"session", definitions["session"], sessionKeys},
		{"group", definitions["group"], groupKeys},
		{"deadline", definitions["deadline"], deadlineKeys},
		{"topic", definitions["topic"], topicKeys},
		{"change", definitions["change"], changeKeys},
		{"move", definitions["move"], moveKeys},
		{"dueChange", definitions["dueChange"], without(changeKeys, "where", "topic")},
		{"dueMove", definitions["dueMove"], without(moveKeys, "where", "topic")},
	} {
		got, want := keys(tt.schema), slices.Clone(tt.parser)
		slices.Sort(got)
		slices.Sort(want)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("keys of %s differ (-parser +schema):\n%s", tt.name, diff)
		}
	}
}

// TestSchemaIsSpelledOut looks for names of forms that nothing replaced, for
// keys without a description, and for examples that do not fit.
func TestSchemaIsSpelledOut(t *testing.T) {
	if left := regexp.MustCompile(`"<[^"]*>"|\[[a-z ]{2,}\]`).FindAll(Schema(), -1); left != nil {
		t.Errorf("left in the schema: %q", left)
	}
	s, doc := compiledSchema(t)
	checkDescribed(t, "course", s)
	for name := range doc["definitions"].(map[string]any) {
		c := jsonschema.NewCompiler()
		c.UseRegexpEngine(ecmaRegexp)
		if err := c.AddResource("schema.json", doc); err != nil {
			t.Fatal(err)
		}
		checkDescribed(t, name, c.MustCompile("schema.json#/definitions/"+name))
	}
}

func checkDescribed(t *testing.T, name string, s *jsonschema.Schema) {
	for key, p := range s.Properties {
		if p.Ref != nil {
			p = p.Ref
		}
		if p.Description == "" {
			t.Errorf("%s: %s has no description", name, key)
		}
		for _, example := range p.Examples {
			if err := p.Validate(example); err != nil {
				t.Errorf("%s: %s: the example does not fit: %v", name, key, err)
			}
		}
	}
}

// TestSchemaAccepts validates every schedule that the parser accepts.
func TestSchemaAccepts(t *testing.T) {
	s, _ := compiledSchema(t)
	for _, pattern := range []string{"*.yaml", "examples/*.yaml", "courses/*.yaml", "rules/*.yaml", "warnings/*.yaml"} {
		for _, file := range files(t, filepath.FromSlash(pattern)) {
			if err := validate(t, s, file); err != nil {
				t.Errorf("%s: %v", filepath.Base(file), err)
			}
		}
	}
}

// TestSchemaRefuses wants the schema to refuse every wrong file but those of
// which it is known why it cannot.
func TestSchemaRefuses(t *testing.T) {
	s, _ := compiledSchema(t)
	reasons := map[string]string{}
	for reason, names := range beyondSchema {
		for _, name := range strings.Fields(names) {
			reasons[name] = reason
		}
	}
	for _, file := range files(t, "errors/*.yaml") {
		name := strings.TrimSuffix(filepath.Base(file), ".yaml")
		refused, reason := validate(t, s, file) != nil, reasons[name]
		delete(reasons, name)
		if refused && reason != "" {
			t.Errorf("%s is refused, though the schema cannot see %s: take it off the list", name, reason)
		}
		if !refused && reason == "" {
			t.Errorf("%s is accepted", name)
		}
	}
	for name := range reasons {
		t.Errorf("%s is on the list and is no file", name)
	}
}

// TestSchemaForms shows near misses, and what is nearest to them and right.
func TestSchemaForms(t *testing.T) {
	patterns := map[string]*regexp.Regexp{}
	for _, f := range forms() {
		patterns[f.name] = regexp.MustCompile(f.pattern)
	}
	for _, test := range []struct{ name, right, wrong string }{
		{"length", "1m 01d 366d 0366d 1h0m 0h1m 00000h5m 24h 8784h", "0m 0d 0h 0h0m 367d 1000d 00001d"},
		{"remind", "none 15m 1d", "0m 0d None"},
		{"positive", "1 007 10", "0 00 1.0 -1"},
		{"whole", "0 1", "1.0"},
		{"dates", "2020-05-06;wed 2020-05-06;2020-05-06, Thu week 8;Wed 2020-05-06 to Thu 2020-05-07", "wed, 2020-05-06;Thu, week 8;wed 2020-05-06, fri"},
		{"which", "3;4-6, wed 2020-05-06", "wed, 2020-05-06"},
		{"when", "wed, 2020-05-06", "wed 2020-05-06,"},
	} {
		split := strings.Fields
		if strings.ContainsAny(test.right, ";,") {
			split = func(s string) []string { return strings.Split(s, ";") }
		}
		for _, s := range split(test.right) {
			if !patterns[test.name].MatchString(s) {
				t.Errorf("%s: %q is refused", test.name, s)
			}
		}
		for _, s := range split(test.wrong) {
			if patterns[test.name].MatchString(s) {
				t.Errorf("%s: %q is accepted", test.name, s)
			}
		}
	}
}

// validate holds a file against the schema. What is no YAML is an error, as
// it is in an editor.
func validate(t testing.TB, s *jsonschema.Schema, file string) error {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return err
	}
	if doc.Kind == 0 {
		return s.Validate(nil)
	}
	return s.Validate(asJSON(&doc))
}

// FuzzSchema puts a text in the place of one plain value or key of a
// schedule: what Parse then accepts, the schema accepts.
func FuzzSchema(f *testing.F) {
	for _, pattern := range []string{"*.yaml", "examples/*.yaml", "courses/*.yaml", "rules/*.yaml", "warnings/*.yaml"} {
		for _, file := range files(f, filepath.FromSlash(pattern)) {
			data, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			if len(data) > 10_000 {
				continue
			}
			for i, n := range plainScalars(data) {
				f.Add(data, uint16(i), n.Value)
			}
		}
	}
	s, _ := compiledSchema(f)
	f.Fuzz(func(t *testing.T, data []byte, which uint16, text string) {
		if all := plainScalars(data); len(all) > 0 {
			data = replaceScalar(data, all[int(which)%len(all)], text)
		}
		if c, _ := Parse("fuzz.yaml", data); c == nil {
			return
		}
		var doc yaml.Node
		if err := yaml.Unmarshal(data, &doc); err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(asJSON(&doc)); err != nil {
			t.Errorf("the schema refuses what the parser accepts: %v\n%s", err, data)
		}
	})
}

// plainScalars returns the values and keys of a file that stand without quotes.
func plainScalars(data []byte) []*yaml.Node {
	root := newParser("fuzz.yaml").readSource(data)
	if root == nil {
		return nil
	}
	var out []*yaml.Node
	var walk func(*yaml.Node)
	walk = func(n *yaml.Node) {
		if n.Kind == yaml.ScalarNode && n.Style == 0 {
			out = append(out, n)
		}
		for _, c := range n.Content {
			walk(c)
		}
	}
	walk(root)
	return out
}

// replaceScalar writes a text where a plain value stands in one line.
func replaceScalar(data []byte, n *yaml.Node, text string) []byte {
	lines := strings.Split(string(data), "\n")
	if n.Line > len(lines) {
		return data
	}
	src := source{lines: lines}
	rest := src.from(at(n))
	before := strings.TrimSuffix(lines[n.Line-1], rest)
	if after, found := strings.CutPrefix(rest, n.Value); found {
		lines[n.Line-1] = before + text + after
	}
	return []byte(strings.Join(lines, "\n"))
}
