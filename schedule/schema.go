package schedule

import (
	_ "embed"
	"encoding/json"
	"regexp"
	"strings"
)

// schemaFile is the schema as it is kept: a value's form stands in it by its
// name, "pattern": "<date>", and the zones as "<zones>".
//
//go:embed schema.json
var schemaFile string

// Schema returns a JSON Schema (draft-07) of the format, with which editors
// complete and check a schedule while it is typed. It accepts all that Parse
// accepts, but for blanks at the ends of keys and values in quotes. What it
// cannot see, such as a clash of two values, is left to Parse.
func Schema() []byte {
	var pairs []string
	for _, f := range forms() {
		pairs = append(pairs, `"<`+f.name+`>"`, inJSON(f.pattern)+`, "patternErrorMessage": `+inJSON(f.hint))
	}
	var zones []string
	for _, name := range ZoneNames() {
		zones = append(zones, inJSON(name))
	}
	pairs = append(pairs, `"<zones>"`, strings.Join(zones, ", "))
	return []byte(strings.NewReplacer(pairs...).Replace(schemaFile))
}

// A form is how a value is written, by its name in schema.json. The hint is
// what editors say that know patternErrorMessage, as that for YAML does.
type form struct{ name, pattern, hint string }

// forms returns the forms of values. Their patterns are regular expressions
// that mean the same in Go and, with its flag u, in ECMAScript.
func forms() []form {
	list := []form{
		{"boolean", `true|false`, "type true or false"},
		{"name", `[name]`, "use letters, digits, - and _; at most 64"},
		{"old-key", `[name](?:\.[name])?`, "type the old key, or for a group old-key.old-group"},
		{"whole", `\d+`, "type a whole number"},
		{"positive", `0*[1-9]\d*`, "type a whole number from 1 on"},
		{"week-number", `\d{1,3}|0+\d{1,3}`, "type a number, as in week_numbers: {1: 2020-08-03}"},
		{"template", `(?:[text])+`, "the fields are {" + strings.Join(templateFields, "}, {") + "} and {n:02}; type {{ and }} for braces in text"},
		{"link", `[link][in a link]*`, "type a link that begins with https:, http: or mailto:"},
		{"link-template", `(?:[link]|[field])(?:[in a link]|[field])*`, "type a link that begins with https:, http: or mailto:"},
		{"day", `[day]`, "type a date such as 2020-04-29 or Wed 2020-04-29"},
		{"date", `[date]`, "type a date such as 2020-04-29, Wed 2020-04-29 or Thu week 8"},
		{"term", `[date]\s+[to]\s+[date]`, "type 2020-01-27 to 2020-05-29"},
		{"break", `[day](?:\s+[to]\s+[day])?`, "type a date, or 2020-03-23 to 2020-04-17"},
		{"when", `[tbc]|(?:[date]\s+[to]\s+[date]|(?:[date]|[days])(?:\s+[hours])?)(?:\s*@\s*\S(?:.|\s)*)?`,
			"type Wed 09:00-11:00, Mon Wed 09:00-10:00 @ Room 1, 2020-04-29 09:00-11:00, 2020-08-24 to 2020-08-28, or tbc"},
		{"time", `[hours]`, "type a time such as 09:00, 09:00-11:00, 22:00-01:00+1, or all day"},
		{"due", `[tbc]|(?:[date]|[days])(?:\s+[due])?`, "type a date, or a date and a time: Wed 2020-05-20 16:00; Fri 12:00 if it is weekly; tbc if it is not fixed"},
		{"was", `[date](?:\s+[due])?`, "type the first date and time: 2020-05-06 16:00"},
		{"due-time", `[later](?:\s+[zone])?|[all day]`, "type a time such as 16:00 or 23:59 AoE; 24:00 for the end of the day"},
		{"move", `[tbc]|[date](?:\s+[hours])?`, "type a date, or a date and a time: 2020-04-29, or 2020-04-29 10:00"},
		{"due-move", `[tbc]|[date](?:\s+[due])?`, "type a date, or a date and a time: 2020-04-29, or 2020-04-29 10:00"},
		{"dates", `[range](?:\s*,\s*[range])*`, "type a date such as 2020-03-04, or 2020-03-23 to 2020-04-17"},
		{"which", `[which](?:\s*,\s*[which])*`, "type a number, a range such as 4-6, or a date such as 2020-03-04"},
		{"cancel", `[which](?:\s*,\s*[which])*|\D(?:.|\s)*`, "type numbers or dates; of a single entry true, or the reason"},
		{"every", `[weeks]|(?:[odd]|0?[1-9]|[1-9]\d)\s+[weeks]`, "type 2 weeks, odd weeks or even weeks"},
		{"length", `[length]`, "type a duration such as 90m, 1h30m, 2h or 5d"},
		{"remind", `none|[length]`, "type a duration such as 15m, 2h or 1d, or none"},
		{"worth", `(?:100(?:\.00?)?|0?\d{1,2}(?:\.\d{1,2})?) ?%`, "type a weight such as 40%"},
		{"covers", `[name](?:\s+\d{1,5}(?:\s*[-–]\s*\d{1,5})?)?`, "type lab, lab 3 or lab 1-3; several as a list: [lab 1-3, lecture]"},
	}
	for i := range list {
		list[i].pattern = "^(?:" + spellOut(list[i].pattern) + ")$"
	}
	return list
}

// spellOut replaces the parts that patterns share, from the largest to the
// smallest.
func spellOut(pattern string) string {
	for _, part := range [...][2]string{
		{`[which]`, `(?:\d{1,6}(?:\s*[-–]\s*\d{1,6})?|[range])`},
		// Commas part dates here, and a weekday has none behind it.
		{`[range]`, `[bare date](?:\s+[to]\s+[bare date])?`},
		{`[bare date]`, `(?:(?:[weekday]\s+)?[iso]|[weekday]\s+` + anyCase(`week`) + `\s+\d{1,4})`},
		{`[length]`, `(?:[days long]d|[hours long]h(?:\d{1,5}m)?|(?:0{1,5}h)?[minutes long]m)`},
		{`[days long]`, `(?:0{0,3}[1-9]|0{0,2}[1-9]\d|0?(?:[12]\d\d|3[0-5]\d|36[0-6]))`},
		{`[minutes long]`, `(?:[hours long]|[1-9]\d{4})`},
		{`[hours long]`, `(?:0{0,4}[1-9]|0{0,3}[1-9]\d|0{0,2}[1-9]\d\d|0?[1-9]\d{3})`},
		{`[due]`, `(?:[clock](?:\s+[zone])?|[all day])`},
		{`[hours]`, `(?:[clock](?:[-–][clock](?:\+1)?)?|[all day])`},
		{`[clock]`, `(?:0?0:00|[later])`},
		{`[later]`, `(?:0?0:(?:0[1-9]|[1-5]\d)|(?:0?[1-9]|1\d|2[0-3]):[0-5]\d|24:00)`},
		{`[all day]`, anyCase(`all`) + `\s+` + anyCase(`day`)},
		{`[zone]`, `(?:` + anyCase(`aoe`) + `|UTC|\w+(?:/[\w+-]+)+)`},
		{`[days]`, `[weekday](?:(?:,|,?\s+)[weekday])*,?`},
		{`[date]`, `(?:[day]|[weekday],?\s+` + anyCase(`week`) + `\s+\d{1,4})`},
		{`[day]`, `(?:[weekday],?\s+)?[iso]`},
		{`[iso]`, `(?:19[7-9]\d|20\d\d|2100)-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])`},
		{`[weekday]`, anyCase(`(?:mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)`)},
		{`[to]`, anyCase(`to`)},
		{`[tbc]`, anyCase(`tbc`)},
		{`[odd]`, anyCase(`(?:odd|even)`)},
		{`[weeks]`, anyCase(`weeks?`)},
		{`[link]`, `(?:` + anyCase(`https?`) + `://[^ /]|` + anyCase(`mailto`) + `:\S)`},
		{`[in a link]`, `[^ "<>\\^{|}\x60]`},
		{`[text]`, `[^{}]|\{\{|\}\}|[field]`},
		{`[field]`, `\{(?:n:0[1-9]|` + strings.Join(templateFields, "|") + `)\}`},
		{`[name]`, `[A-Za-z0-9_-]{1,64}`},
	} {
		pattern = strings.ReplaceAll(pattern, part[0], part[1])
	}
	return pattern
}

var lowerLetter = regexp.MustCompile(`[a-z]`)

// anyCase lets the letters of a pattern stand in either case.
func anyCase(pattern string) string {
	return lowerLetter.ReplaceAllStringFunc(pattern, func(s string) string { return "[" + strings.ToUpper(s) + s + "]" })
}

// inJSON returns a text as JSON. Strings cannot fail to become JSON.
func inJSON(s string) string {
	text, _ := json.Marshal(s)
	return string(text)
}
