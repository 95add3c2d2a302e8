package main

import (
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/pflag"

	"coursecal/schedule"
)

// newFlagSet returns an empty set of flags that prints nothing by itself.
func newFlagSet(verb string) *pflag.FlagSet {
	fs := pflag.NewFlagSet("coursecal "+verb, pflag.ContinueOnError)
	fs.SortFlags = false
	fs.SetOutput(io.Discard)
	fs.Usage = func() {}
	return fs
}

// parseFlags parses a verb's command line. It returns pflag.ErrHelp where
// help was asked for, and else errors fit to print.
func parseFlags(fs *pflag.FlagSet, verb string, args []string) error {
	if err := refuseSingleDash(fs, args); err != nil {
		return err
	}
	err := fs.Parse(args)
	if err == nil || errors.Is(err, pflag.ErrHelp) {
		return err
	}
	return explain(fs, verb, err)
}

// refuseSingleDash refuses "-output x", which pflag would read as "-o utput"
// without a word, and its near misses.
func refuseSingleDash(fs *pflag.FlagSet, args []string) error {
	for _, arg := range args {
		if arg == "--" {
			return nil
		}
		word, value, assigned := strings.Cut(strings.TrimPrefix(arg, "-"), "=")
		if !strings.HasPrefix(arg, "-") || strings.HasPrefix(arg, "--") || len(word) < 2 {
			continue
		}
		best := word
		if word != "help" && fs.Lookup(word) == nil {
			best = schedule.Nearest(word, longNames(fs))
		}
		if best == "" || best[0] != word[0] {
			continue
		}
		hint := `with two dashes: "--` + best
		if assigned {
			hint += "=" + value
		}
		return usage(hint+`"`, "unknown flag %q", arg)
	}
	return nil
}

// longNames returns the names of all flags.
func longNames(fs *pflag.FlagSet) []string {
	names := []string{"help"}
	fs.VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	return names
}

// explain turns an error of pflag into a message with a hint.
func explain(fs *pflag.FlagSet, verb string, err error) error {
	help := `type "coursecal ` + verb + ` -h" for its flags`
	var unknown *pflag.NotExistError
	var missing *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	var syntax *pflag.InvalidSyntaxError
	switch {
	case errors.As(err, &unknown):
		return unknownFlag(fs, unknown, help)
	case errors.As(err, &missing):
		return usage(help, "%s needs a value", dashed(missing.GetSpecifiedName()))
	case errors.As(err, &invalid):
		var f *failure
		if errors.As(err, &f) {
			return usage(f.hint, "--%s %q: %s", invalid.GetFlag().Name, invalid.GetValue(), f.msg)
		}
		return usage(help, "--%s %q: wrong value", invalid.GetFlag().Name, invalid.GetValue())
	case errors.As(err, &syntax):
		return usage(help, "%q is no flag", syntax.GetSpecifiedFlag())
	}
	return usage(help, "%s", err)
}

func unknownFlag(fs *pflag.FlagSet, err *pflag.NotExistError, help string) error {
	name := err.GetSpecifiedName()
	if best := schedule.Nearest(name, longNames(fs)); best != "" && utf8.RuneCountInString(name) > 1 {
		help = `did you mean "--` + best + `"?`
	}
	return usage(help, "unknown flag %q", dashed(name))
}

// dashed writes a flag's name as it is typed.
func dashed(name string) string {
	if utf8.RuneCountInString(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

// choiceFlag declares a flag whose value is one of several words.
func choiceFlag(fs *pflag.FlagSet, name, value, about string, words ...string) *string {
	c := &choice{value, words}
	fs.Var(c, name, about)
	return &c.value
}

type choice struct {
	value string
	words []string
}

func (c *choice) String() string { return c.value }
func (c *choice) Type() string   { return strings.Join(c.words, "|") }
func (c *choice) Set(s string) error {
	if !slices.Contains(c.words, s) {
		return usage("choose one of: "+strings.Join(c.words, ", "), "unknown choice")
	}
	c.value = s
	return nil
}

// listFlag declares a flag that may be repeated and whose values may be lists
// with commas.
func listFlag(fs *pflag.FlagSet, name, about string) *[]string {
	l := &list{}
	fs.Var(l, name, about)
	return &l.values
}

type list struct{ values []string }

func (l *list) String() string { return strings.Join(l.values, ",") }
func (l *list) Type() string   { return "list" }
func (l *list) Set(s string) error {
	for _, v := range strings.Split(s, ",") {
		if v = strings.TrimSpace(v); v == "" {
			return usage("write names with a comma between them, such as A,B", "a name is missing")
		}
		l.values = append(l.values, v)
	}
	return nil
}

// known lists the names there are for a hint.
func known(what string, names []string) string {
	if len(names) == 0 {
		return "there is no " + what
	}
	return "known: " + strings.Join(names, ", ")
}
