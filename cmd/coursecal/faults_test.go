package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// mounted runs a script in a namespace of its own, where it may mount things on
// the folder "disk"; old.yaml and new.yaml are of one course, other.yaml of
// another, each with a calendar of 21 KB. What the script says is the fault.
// It has refuses: coursecal with some arguments ends with 2 and a message, and
// disk/x.ics and the names in disk are as they were.
func mounted(t *testing.T, script string) {
	t.Helper()
	if err := exec.Command("unshare", "--user", "--map-root-user", "--mount", "true").Run(); err != nil {
		t.Skip("needs Linux and leave to mount: ", err)
	}
	dir := t.TempDir()
	for name, text := range map[string]string{"old": inRoom(1), "new": inRoom(2), "other": strings.Replace(inRoom(1), "crowd", "other", 1)} {
		if err := os.WriteFile(filepath.Join(dir, name+".yaml"), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("unshare", "--user", "--map-root-user", "--mount", "sh", "-uc", `
		mkdir disk
		refuses() {
			message=$1; shift
			cp disk/x.ics before; ls -A disk > names
			coursecal "$@" > said 2>&1; code=$?
			[ $code = 2 ] && grep -q "$message" said || { echo "$*: exit code $code"; cat said; }
			cmp disk/x.ics before; ls -A disk | diff names -
		}
		`+script)
	cmd.Dir = dir
	if said, err := cmd.CombinedOutput(); err != nil || len(bytes.TrimSpace(said)) > 0 {
		t.Errorf("%v\n%s", err, said)
	}
}

// TestFullDisk has room for one calendar and not for the next one.
func TestFullDisk(t *testing.T) {
	mounted(t, `
		mount -t tmpfs -o size=200k none disk || exit
		coursecal generate old.yaml -o disk/x.ics
		head -c 1M /dev/zero > disk/fill 2> said
		refuses 'no space left' generate new.yaml -o disk/x.ics
		refuses 'no space left' generate other.yaml -o disk/other.ics
		truncate -s 148K disk/fill # room for one more, not for two
		refuses 'no space left' generate new.yaml other.yaml -o disk/
		rm disk/fill
		coursecal generate new.yaml -o disk/x.ics
		[ "$(grep -c SEQUENCE:1 disk/x.ics)" = 50 ] || echo 'no revision when there was room again'`)
}

// TestReadOnlyDisk has a disk that takes nothing: only a change is an error.
func TestReadOnlyDisk(t *testing.T) {
	mounted(t, `
		mount -t tmpfs none disk || exit
		coursecal generate old.yaml -o disk/x.ics
		mount -o remount,ro disk || exit
		coursecal generate old.yaml -o disk/x.ics
		coursecal generate old.yaml -o disk/x.ics --check
		refuses 'read-only file system' generate new.yaml -o disk/x.ics
		refuses 'read-only file system' generate other.yaml -o disk/other.ics`)
}

// TestMountedFile has a file as output that is a mount of its own, as containers
// have it: it cannot be replaced, and stays.
func TestMountedFile(t *testing.T) {
	mounted(t, `
		coursecal generate old.yaml -o disk/x.ics
		cp disk/x.ics other.ics
		mount --bind other.ics disk/x.ics || exit
		refuses 'cannot write "disk/x.ics": ' generate new.yaml -o disk/x.ics`)
}
