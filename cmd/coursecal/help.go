package main

import (
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"coursecal/schedule"
)

func helpVerb() *verb {
	return &verb{
		name:  "help",
		args:  "[VERB|format]",
		short: "tell about a verb, or about the schedule file",
		about: `Print the help of a verb. "coursecal help format" prints the whole reference of
the schedule file.`,
		examples: "coursecal help generate\ncoursecal help format | less",
		define:   func(*pflag.FlagSet) action { return help },
	}
}

// help prints the help of what is named, or the list of verbs.
func help(e *env, args []string) error {
	switch {
	case len(args) == 0:
		return e.print([]byte(mainHelp()))
	case len(args) > 1:
		return usage("name one verb, or format", "help takes one name, not %d", len(args))
	case args[0] == "format":
		return e.print([]byte(strings.TrimRight(schedule.Reference(), "\n") + "\n"))
	}
	if v := find(args[0]); v != nil {
		return e.print([]byte(v.help()))
	}
	names := []string{"format"}
	for _, v := range verbs() {
		names = append(names, v.name)
	}
	hint := known("verb", names)
	if best := schedule.Nearest(args[0], names); best != "" {
		hint = `did you mean "coursecal help ` + best + `"?`
	}
	return usage(hint, "no help on %q", args[0])
}

// shortHelp is what the bare command prints.
func shortHelp() string {
	var b strings.Builder
	b.WriteString("usage: coursecal VERB [flags] [FILE…]\n\n")
	for _, v := range verbs() {
		fmt.Fprintf(&b, "  %-12s%s\n", v.name, v.short)
	}
	b.WriteString("\ntry: coursecal init, then: coursecal generate course.yaml -o course.ics\n")
	return b.String()
}

// mainHelp is the help of the program.
func mainHelp() string {
	return `coursecal turns a course schedule written in YAML into a calendar file (.ics) that
every calendar reads right.

` + shortHelp() + `
"coursecal VERB -h" tells about a verb, "coursecal help format" about the schedule
file.

exit codes: 0 fine; 1 the schedule is wrong; 2 wrong usage, or cannot read or write
`
}

// help is the whole help of a verb.
func (v *verb) help() string {
	fs := newFlagSet(v.name)
	v.define(fs)
	var b strings.Builder
	fmt.Fprintf(&b, "usage: coursecal %s", v.name)
	if fs.HasFlags() {
		b.WriteString(" [flags]")
	}
	if v.args != "" {
		b.WriteString(" " + v.args)
	}
	fmt.Fprintf(&b, "\n\n%s\n", v.about)
	if fs.HasFlags() {
		b.WriteString("\nflags:\n")
		fs.VisitAll(func(f *pflag.Flag) { writeFlag(&b, f) })
	}
	if v.examples != "" {
		fmt.Fprintf(&b, "\nexamples:\n  %s\n", strings.ReplaceAll(v.examples, "\n", "\n  "))
	}
	return b.String()
}

// writeFlag writes a flag and, below it, what it does. Pflag's own layout
// would run over the line with the choices spelt out.
func writeFlag(b *strings.Builder, f *pflag.Flag) {
	value, about := pflag.UnquoteUsage(f)
	name := "--" + f.Name
	if f.Shorthand != "" {
		name = "-" + f.Shorthand + ", " + name
	}
	if f.Value.Type() != "bool" {
		name += " " + value
	}
	if c, ok := f.Value.(*choice); ok && c.value != "" {
		about += " (default " + c.value + ")"
	}
	fmt.Fprintf(b, "  %s\n      %s\n", name, strings.ReplaceAll(about, "\n", "\n      "))
}
