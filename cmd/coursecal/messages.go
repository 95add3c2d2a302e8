package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"syscall"
	"unicode"
	"unicode/utf8"

	"coursecal/schedule"
)

// writeProblems prints the problems of a file, each with its hint, and with
// the source line and a caret where a person reads them. The parser stops at
// so many errors; that there may be more is said.
func writeProblems(w io.Writer, in *input, problems schedule.Problems, source bool) {
	var lines []string
	if source {
		lines = sourceLines(in.data)
	}
	for _, p := range problems {
		fmt.Fprintln(w, visible(p.Error()))
		if source && p.Line >= 1 && p.Line <= len(lines) {
			fmt.Fprint(w, caret(lines[p.Line-1], p.Col))
		}
		if p.Hint != "" {
			fmt.Fprintf(w, "  hint: %s\n", visible(p.Hint))
		}
	}
	if len(problems.Errors()) >= schedule.MaxProblems {
		fmt.Fprintf(w, "%s: these are the first %d errors; mend them and check again\n", visible(in.name), schedule.MaxProblems)
	}
}

// A finding is a problem as machines read it.
type finding struct {
	File     string `json:"file"`
	Line     int    `json:"line"`
	Col      int    `json:"col"`
	Severity string `json:"severity"`
	Message  string `json:"message"`
	Hint     string `json:"hint"`
}

func findings(inputs []*input) []finding {
	out := []finding{}
	for _, in := range inputs {
		for _, p := range in.problems {
			severity := "error"
			if p.Warning {
				severity = "warning"
			}
			out = append(out, finding{p.File, p.Line, p.Col, severity, p.Msg, p.Hint})
		}
	}
	return out
}

// jsonText returns a list as JSON. The characters that turn the direction of
// text are escaped, so that it can be looked at safely and loses nothing.
func jsonText(list any) []byte {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	// Strings, numbers and booleans always encode, and a Builder never fails.
	_ = enc.Encode(list)
	return []byte(escaped(b.String()))
}

// escaped escapes in JSON what turns the direction of text (RFC 8259, section
// 7): such a character stands nowhere but in strings.
func escaped(json string) string {
	var b strings.Builder
	for _, r := range json {
		if unicode.Is(unicode.Bidi_Control, r) {
			fmt.Fprintf(&b, `\u%04x`, r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// unturned returns text without the characters that turn its direction, for
// formats that cannot escape them. Letters that are written from right to left
// need none.
func unturned(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, s)
}

// asGitHub returns the findings as workflow commands, a line each.
func asGitHub(list []finding) []byte {
	data := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	var b strings.Builder
	for _, f := range list {
		text := visible(f.Message)
		if f.Hint != "" {
			text += "\nhint: " + visible(f.Hint)
		}
		fmt.Fprintf(&b, "::%s file=%s,line=%d,col=%d::%s\n",
			f.Severity, property.Replace(visible(f.File)), f.Line, f.Col, data.Replace(text))
	}
	return []byte(b.String())
}

// visible returns text that a terminal shows as it is: control characters,
// bidirectional controls, line separators and broken UTF-8 are spelt out, so
// that no schedule file can move the cursor or turn a line around.
func visible(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		b.WriteString(visibleRune(r, s[i:i+size]))
		i += size
	}
	return b.String()
}

// visibleRune returns a character as shown; raw holds its bytes.
func visibleRune(r rune, raw string) string {
	const zwnj, zwj = 0x200C, 0x200D // these shape letters and emoji
	switch {
	case r == utf8.RuneError && len(raw) == 1:
		return fmt.Sprintf(`\x%02x`, raw[0])
	case unicode.IsPrint(r) || r == zwj || r == zwnj:
		return raw
	}
	quoted := strconv.QuoteRuneToASCII(r)
	return quoted[1 : len(quoted)-1]
}

// brief returns what went wrong without the name of the system call and the
// file, which our own messages say.
func brief(err error) string {
	if errors.Is(err, syscall.EPIPE) {
		return "its reader has gone"
	}
	var path *os.PathError
	var link *os.LinkError
	var call *os.SyscallError
	for {
		switch {
		case errors.As(err, &path):
			err = path.Err
		case errors.As(err, &link):
			err = link.Err
		case errors.As(err, &call):
			err = call.Err
		default:
			return err.Error()
		}
	}
}
