package main

import (
	"coursecal/schedule"
	"errors"
	"os"
	"strings"

	"github.com/spf13/pflag"
)

// A verb is one sub-command.
type verb struct {
	name string
	// args shows what follows the flags in the usage line.
	args string
	// short is its line in the list of verbs; about and examples are the rest
	// of its own help.
	short, about, examples string
	// define declares the verb's flags and returns what to do once they are
	// parsed.
	define func(*pflag.FlagSet) action
}

// An action does what the verb is for with the arguments that are not flags.
type action func(e *env, args []string) error

// verbs lists the verbs in the order of the help.
func verbs() []*verb {
	return []*verb{generateVerb(), checkVerb(), listVerb(), nextVerb(), previewVerb(), rescheduleVerb(), diffVerb(), serveVerb(), tokenVerb(), initVerb(), schemaVerb(), importVerb(), helpVerb(), versionVerb()}
}

// find returns the verb of a name, or nil.
func find(name string) *verb {
	for _, v := range verbs() {
		if v.name == name {
			return v
		}
	}
	return nil
}

// run parses the verb's part of the command line and acts on it.
func (v *verb) run(args []string, e *env) error {
	fs := newFlagSet(v.name)
	act := v.define(fs)
	err := parseFlags(fs, v.name, args)
	if errors.Is(err, pflag.ErrHelp) {
		return e.print([]byte(v.help()))
	}
	if err != nil {
		return err
	}
	return act(e, fs.Args())
}

// unknownVerb says which verb was meant, or that a schedule file stands where
// a verb should.
func unknownVerb(name string) error {
	var names []string
	for _, v := range verbs() {
		names = append(names, v.name)
	}
	hint := `type "coursecal help" for the verbs`
	if best := schedule.Nearest(name, names); best != "" {
		hint = `did you mean "coursecal ` + best + `"?`
	} else if _, err := os.Stat(name); err == nil || strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml") {
		hint = `to make a calendar of it type "coursecal generate ` + name + `"`
	}
	return usage(hint, "unknown verb %q", name)
}
