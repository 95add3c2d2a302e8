package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"

	"coursecal/schedule"
)

// stdinName is what messages call standard input.
const stdinName = "<stdin>"

// An input is one schedule file with what was found in it.
type input struct {
	// name is the file's name for messages.
	name string
	data []byte
	// course is nil where the file could not be read or is wrong.
	course   *schedule.Course
	problems schedule.Problems
}

// load reads and parses all files, and goes on after a file that cannot be
// read: that is told at once and makes the error. The inputs are those that
// could be read.
func (e *env) load(verb string, files []string) ([]*input, error) {
	if len(files) == 0 {
		return nil, usage(`name one: "coursecal `+verb+` course.yaml", or "-" for standard input`, "no schedule file given")
	}
	var inputs []*input
	var bad error
	stdin := false
	for _, file := range files {
		if file == "-" && stdin {
			return nil, usage(`give "-" once`, "standard input can be read only once")
		}
		stdin = stdin || file == "-"
		in, err := e.read(file)
		var f *failure
		if errors.As(err, &f) {
			e.tell(f)
			bad = &failure{code: exitUsage}
			continue
		}
		in.course, in.problems = schedule.Parse(in.name, in.data)
		inputs = append(inputs, in)
	}
	return inputs, bad
}

// read reads one file whole, one byte over the limit at most: what is too
// long is then refused by the parser, with a place.
func (e *env) read(file string) (*input, error) {
	return e.readUpTo(file, schedule.MaxSize)
}

// readUpTo reads one file of so many bytes, and one more.
func (e *env) readUpTo(file string, most int64) (*input, error) {
	if file == "-" {
		data, err := readLimited(e.stdin, most)
		if err != nil {
			return nil, usage("", "cannot read standard input: %s", brief(err))
		}
		return &input{name: stdinName, data: data}, nil
	}
	if info, err := os.Stat(file); err == nil && info.IsDir() {
		return nil, usage("name the files in it, such as "+filepath.Join(file, "*.yaml"), "%q is a folder, not a schedule file", file)
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, cannotRead(file, err)
	}
	defer f.Close()
	data, err := readLimited(f, most)
	if err != nil {
		return nil, cannotRead(file, err)
	}
	return &input{name: file, data: data}, nil
}

func readLimited(r io.Reader, most int64) ([]byte, error) {
	var b bytes.Buffer
	_, err := io.Copy(&b, io.LimitReader(r, most+1))
	return b.Bytes(), err
}

func cannotRead(file string, err error) error {
	hint := ""
	if errors.Is(err, os.ErrNotExist) {
		hint = "see that the name is right and that you are in the right folder"
	}
	f := usage(hint, "cannot read %q: %s", file, brief(err))
	f.cause = err
	return f
}

// wrong tells whether any input is wrong.
func wrong(inputs []*input) bool {
	for _, in := range inputs {
		if len(in.problems.Errors()) > 0 {
			return true
		}
	}
	return false
}
