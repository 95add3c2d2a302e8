package main

import (
	"bytes"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/pflag"
)

func versionVerb() *verb {
	return &verb{
		name:  "version",
		short: "tell which version this is",
		about: "Print the version as the Go toolchain recorded it in the program, and what the\nprogram was built with.",
		define: func(*pflag.FlagSet) action {
			return version
		},
	}
}

func version(e *env, args []string) error {
	if len(args) > 0 {
		return usage(`type "coursecal version" alone`, "version takes no argument, such as %q", args[0])
	}
	var b bytes.Buffer
	info, ok := debug.ReadBuildInfo()
	if !ok {
		info = &debug.BuildInfo{}
	}
	fmt.Fprintf(&b, "coursecal %s\n", programVersion(info))
	fmt.Fprintf(&b, "%s %s/%s\n", runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return e.print(b.Bytes())
}

// programVersion says only what the toolchain has recorded: a version, else
// the commit, else that it is unknown.
func programVersion(info *debug.BuildInfo) string {
	settings := map[string]string{}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	rev := settings["vcs.revision"]
	switch {
	case rev == "":
		return "of unknown version"
	case settings["vcs.modified"] == "true":
		return "at commit " + rev[:min(12, len(rev))] + " with changes"
	}
	return "at commit " + rev[:min(12, len(rev))]
}
