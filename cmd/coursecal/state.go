package main

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/spf13/pflag"
)

// stateFlag declares the flag that names the state folder.
func stateFlag(fs *pflag.FlagSet) *string {
	return fs.String("state", "", "the `FOLDER` in which the server remembers; without it $STATE_DIRECTORY,\nelse a folder of your own, such as ~/.local/state/coursecal")
}

// stateFolder returns the folder in which the server remembers revisions and
// tokens: what the flag names, else the one that systemd gives a service, else
// the user's own.
func (e *env) stateFolder(flag string) (string, error) {
	if flag != "" {
		return flag, nil
	}
	// systemd separates several with a colon; the first is ours.
	if folder, _, _ := strings.Cut(e.getenv("STATE_DIRECTORY"), ":"); folder != "" {
		return folder, nil
	}
	if folder := e.userState(); folder != "" {
		return folder, nil
	}
	return "", usage("--state FOLDER", "there is no place for the state: neither $STATE_DIRECTORY nor a home folder is set")
}

// makeState makes the state folder where it is missing, readable by nobody
// else.
func makeState(folder string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return usage("choose a folder that you may write to", "cannot make the state folder %q: %s", folder, brief(err))
	}
	return nil
}

// userState returns the user's own state folder (XDG Base Directory), "" where
// there is none.
func (e *env) userState() string {
	if runtime.GOOS == "windows" {
		return under(e.getenv("LocalAppData"), "coursecal")
	}
	// The specification has a path that is not absolute ignored.
	if xdg := e.getenv("XDG_STATE_HOME"); filepath.IsAbs(xdg) {
		return under(xdg, "coursecal")
	}
	return under(e.getenv("HOME"), ".local", "state", "coursecal")
}

// under returns a path in a folder, "" where there is no folder.
func under(folder string, path ...string) string {
	if folder == "" {
		return ""
	}
	return filepath.Join(append([]string{folder}, path...)...)
}
