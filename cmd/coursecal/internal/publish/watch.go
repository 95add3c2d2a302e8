package publish

import (
	"log/slog"
	"path/filepath"

	"github.com/fsnotify/fsnotify"
)

// A watcher says when something may have changed. It watches folders, never
// files: most editors replace a file, and the watch would stay on the old one.
type watcher struct {
	notify *fsnotify.Watcher // nil where the system cannot watch
	events chan string
	done   chan struct{}
	log    *slog.Logger
	// within are the folders in which every event counts; of the parents of
	// the given paths only the events of these paths count.
	within, paths map[string]bool
	// watching are all folders that are watched.
	watching map[string]bool
	// deaf tells that something cannot be watched, which is said once.
	deaf bool
}

func newWatcher(log *slog.Logger) *watcher {
	w := &watcher{log: log, events: make(chan string), done: make(chan struct{})}
	notify, err := fsnotify.NewWatcher()
	if err != nil {
		w.fail(err)
		return w
	}
	w.notify = notify
	go w.pass()
	return w
}

// pass hands on the names of events. An error is an overflow: then anything
// may have changed, and the name is "".
func (w *watcher) pass() {
	for {
		name := ""
		select {
		case e, ok := <-w.notify.Events:
			if !ok {
				return
			}
			if e.Op == fsnotify.Chmod {
				continue
			}
			name = filepath.Clean(e.Name)
		case _, ok := <-w.notify.Errors:
			if !ok {
				return
			}
		}
		select {
		case w.events <- name:
		case <-w.done:
			return
		}
	}
}

func (w *watcher) close() {
	close(w.done)
	if w.notify != nil {
		w.notify.Close()
	}
}

func (w *watcher) fail(err error) {
	if !w.deaf {
		w.log.Warn("cannot watch for changes, so looking every second", "reason", reason(err))
	}
	w.deaf = true
}

// concerns reports whether the event of a name may change what is served.
func (w *watcher) concerns(name string) bool {
	return name == "" || w.paths[name] || w.within[name] || w.within[filepath.Dir(name)]
}

// follow watches the folders that there are now, and those in which the given
// paths stand. It reports whether there are folders of which no event can have
// come before.
func (w *watcher) follow(paths, folders []string) (grown bool) {
	if w.notify == nil {
		return false
	}
	w.within, w.paths = map[string]bool{}, map[string]bool{}
	now := map[string]bool{}
	for _, folder := range folders {
		w.within[folder] = true
		now[folder] = true
	}
	for _, path := range paths {
		path = filepath.Clean(path)
		w.paths[path] = true
		now[filepath.Dir(path)] = true
		w.above(path, now)
		// A link may lead through another one that stands beside it, and
		// changes where it leads too.
		if to, err := filepath.EvalSymlinks(path); err == nil && to != path {
			w.within[filepath.Dir(path)] = true
			w.paths[to] = true
			now[filepath.Dir(to)] = true
		}
	}
	return w.watch(now)
}

// above has the folders watched in which those above a path stand: a release
// is often put in place by moving a link or a folder further up.
func (w *watcher) above(path string, now map[string]bool) {
	path, err := filepath.Abs(path)
	if err != nil {
		return
	}
	for up := filepath.Dir(path); up != filepath.Dir(up); up = filepath.Dir(up) {
		w.paths[up] = true
		now[filepath.Dir(up)] = true
	}
}

// watch watches these folders and no others. A folder that is watched already
// is added again, since another one may have come in its place.
func (w *watcher) watch(folders map[string]bool) (grown bool) {
	var failed error
	for folder := range folders {
		grown = grown || !w.watching[folder]
		if err := w.notify.Add(folder); err != nil {
			failed = err
		}
	}
	for folder := range w.watching {
		if !folders[folder] {
			_ = w.notify.Remove(folder) // it may be gone by itself
		}
	}
	w.watching = folders
	if failed != nil {
		w.fail(failed)
		return grown
	}
	w.deaf = false
	return grown
}
