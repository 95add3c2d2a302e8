package main

import (
	"github.com/spf13/pflag"

	"coursecal/schedule"
)

func schemaVerb() *verb {
	return &verb{
		name:  "schema",
		short: "print what editors need to complete and check a schedule",
		about: `Print a JSON Schema (draft-07) of the schedule file. An editor that has it completes keys,
shows what they are for, and marks what is mistyped while you type. Write it to a file, and
name that file in the first line of a schedule, which editors with the YAML language server
look for (VS Code with the YAML extension, Neovim, Helix, Zed):

  # yaml-language-server: $schema=coursecal.schema.json

"coursecal check" sees more than an editor can: check a schedule before it is published.`,
		examples: "coursecal schema > coursecal.schema.json",
		define:   func(*pflag.FlagSet) action { return schema },
	}
}

func schema(e *env, args []string) error {
	if len(args) > 0 {
		return usage("coursecal schema > coursecal.schema.json", "schema takes no argument, such as %q", args[0])
	}
	return e.print(schedule.Schema())
}
