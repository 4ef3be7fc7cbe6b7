package sources

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// reading is what a folder's reader was told.
type reading struct {
	changed, removed string // the path below the folder
	text             string
}

// reader tells a test what it is asked to read.
type reader struct {
	root string
	told chan reading
	err  chan error // what the next calls answer

	mu    sync.Mutex
	bad   map[string]error  // why files are refused
	texts map[string]string // that were read, by path below the folder
}

func (r *reader) Changed(ctx context.Context, _ Source, paths []string) (int, int, error) {
	select {
	case err := <-r.err:
		return 0, 0, err
	default:
	}
	unread := Unread{}
	for _, path := range paths {
		name, err := filepath.Rel(r.root, path)
		if err != nil {
			return 0, 0, err
		}
		text, refused, err := r.read(path, name)
		if err != nil {
			return 0, 0, err
		}
		if refused != nil {
			unread[path] = refused
			continue
		}
		if err := r.tell(ctx, reading{changed: name, text: text}); err != nil {
			return 0, 0, err
		}
	}
	if len(unread) > 0 {
		return len(paths) - len(unread), 0, fmt.Errorf("read: %w", unread)
	}
	return len(paths), 0, nil
}

// read is a file's text, or why it is refused.
func (r *reader) read(path, name string) (text string, refused, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	b, err := os.ReadFile(path)
	if refused = r.bad[name]; refused == nil && err == nil {
		if r.texts == nil {
			r.texts = map[string]string{}
		}
		r.texts[name] = string(b)
	}
	return string(b), refused, err
}

// seen is what was read of a file last.
func (r *reader) seen(name string) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.texts[name]
}

func (r *reader) tell(ctx context.Context, what reading) error {
	select {
	case r.told <- what:
	case <-ctx.Done():
		return ctx.Err()
	}
	return nil
}

func (r *reader) Removed(ctx context.Context, _ Source, paths []string) (int, error) {
	for _, path := range paths {
		name, err := filepath.Rel(r.root, path)
		if err != nil {
			return 0, err
		}
		if err := r.tell(ctx, reading{removed: name}); err != nil {
			return 0, err
		}
	}
	return len(paths), nil
}

// archive is a folder that is followed for real.
type archive struct {
	*testing.T
	root  string
	r     *reader
	shelf *memory
	k     *Keeper
	stop  func()
	id    ID
}

// eager is a quickness for tests, which wait for what happens and not for a time.
func eager() quickness {
	return quickness{quiet: 20 * time.Millisecond, most: 200 * time.Millisecond, rescan: time.Hour, poor: 50 * time.Millisecond}
}

func open(t *testing.T) *archive {
	root := t.TempDir()
	a := &archive{T: t, root: root, shelf: newMemory(), r: &reader{root: root, told: make(chan reading), err: make(chan error, 1)}}
	a.k = a.keeper()
	link := filepath.Join(t.TempDir(), "link") // the folder itself may be one
	if err := os.Symlink(root, link); err != nil {
		t.Fatal(err)
	}
	a.r.root = link
	s, err := a.k.Add(t.Context(), Source{Kind: Files, Address: link})
	if err != nil {
		t.Fatal(err)
	}
	a.id = s.ID
	return a
}

func (a *archive) keeper() *Keeper {
	k := New(Config{Shelf: a.shelf, Leases: a.shelf, Folder: a.r})
	k.quick = eager()
	return k
}

// start runs the keeper until the test ends or stop is called.
func (a *archive) start() {
	ctx, cancel := context.WithCancel(a.Context())
	ended := make(chan struct{})
	k := a.k
	go func() { defer close(ended); k.Run(ctx) }()
	a.stop = func() { cancel(); <-ended }
	a.Cleanup(a.stop)
}

func (a *archive) write(name, text string) {
	a.Helper()
	path := filepath.Join(a.root, name)
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
		a.Fatal(err)
	}
}

// hear waits until the reader was told all that is wanted, in any order and, for
// a file may be read while it is written, perhaps more than once.
func (a *archive) hear(want ...reading) {
	a.Helper()
	for missing := slices.Clone(want); len(missing) > 0; {
		select {
		case got := <-a.r.told:
			if i := slices.Index(missing, got); i >= 0 {
				missing = slices.Delete(missing, i, i+1)
			} else if !slices.Contains(want, got) && got.text != "" {
				a.Fatalf("was told %+v, waits for %+v", got, missing)
			}
		case <-time.After(30 * time.Second): // the test has failed
			a.Fatalf("never told %+v", missing)
		}
	}
}

func TestFolder(t *testing.T) {
	a := open(t)
	a.write("old.txt", "old")
	a.write("deep/er/one.txt", "one")
	a.write(".git/config", "no coverage")
	a.write("draft.txt~", "no coverage")
	if err := os.Symlink("/etc/hostname", filepath.Join(a.root, "link.txt")); err != nil {
		t.Fatal(err)
	}
	a.start()
	a.hear(reading{changed: "old.txt", text: "old"}, reading{changed: "deep/er/one.txt", text: "one"})
	a.write("new.txt", "new")
	a.hear(reading{changed: "new.txt", text: "new"})
	a.write("deep/er/one.txt", "one, corrected")
	a.hear(reading{changed: "deep/er/one.txt", text: "one, corrected"})
	a.write("other/folder/two.txt", "two") // its folders are new
	a.hear(reading{changed: "other/folder/two.txt", text: "two"})
	a.write("other/folder/three.txt", "three")
	a.hear(reading{changed: "other/folder/three.txt", text: "three"})
	if err := os.Rename(filepath.Join(a.root, "other"), filepath.Join(a.root, "moved")); err != nil {
		t.Fatal(err)
	}
	a.hear(reading{removed: "other/folder/two.txt"}, reading{removed: "other/folder/three.txt"}, reading{changed: "moved/folder/two.txt", text: "two"}, reading{changed: "moved/folder/three.txt", text: "three"})
	a.write("moved/folder/two.txt", "two, there")
	a.hear(reading{changed: "moved/folder/two.txt", text: "two, there"})
	if err := errors.Join(os.RemoveAll(filepath.Join(a.root, "deep")), os.Remove(filepath.Join(a.root, "old.txt"))); err != nil {
		t.Fatal(err)
	}
	a.hear(reading{removed: "deep/er/one.txt"}, reading{removed: "old.txt"})
	a.stop()
	s, err := a.k.Get(t.Context(), a.id)
	if err != nil || s.State.Why != "" || s.State.Note != "" || s.State.Added < 8 {
		t.Errorf("it stands at %+v, %v", s.State, err)
	}
	// While nobody looks.
	a.write("away.txt", "away")
	if err := os.Remove(filepath.Join(a.root, "new.txt")); err != nil {
		t.Fatal(err)
	}
	a.k = a.keeper()
	a.start()
	a.hear(reading{changed: "away.txt", text: "away"}, reading{removed: "new.txt"})
}

// A poll is answered when the folder was looked through, whoever does it.
func TestFolderPoll(t *testing.T) {
	a := open(t)
	a.k.quick.quiet = time.Hour
	a.write("one.txt", "one")
	poll := func(k *Keeper) <-chan error {
		done := make(chan error, 1)
		go func() { _, err := k.Poll(t.Context(), a.id); done <- err }()
		return done
	}
	done := poll(a.k)
	a.hear(reading{changed: "one.txt", text: "one"})
	if err := <-done; err != nil {
		t.Error(err)
	}
	a.write("two.txt", "two")
	a.k.quick = quickness{quiet: time.Hour, most: time.Hour, rescan: time.Hour, poor: time.Hour}
	a.start()
	a.hear(reading{changed: "two.txt", text: "two"})
	for done = poll(a.k); ; { // the first look may be under way still
		select {
		case err := <-done:
			if err != nil {
				t.Error(err)
			}
			return
		case got := <-a.r.told:
			t.Errorf("read again: %+v", got)
		}
	}
}

// Where the folder is not there, nothing is told to be removed.
func TestFolderMissing(t *testing.T) {
	a := open(t)
	a.write("one.txt", "one")
	a.start()
	a.hear(reading{changed: "one.txt", text: "one"})
	aside := a.root + ".aside"
	if err := os.Rename(a.root, aside); err != nil {
		t.Fatal(err)
	}
	a.until(func(s State) bool { return strings.Contains(s.Why, "not there") })
	if err := os.Rename(aside, a.root); err != nil {
		t.Fatal(err)
	}
	a.write("two.txt", "two")
	a.hear(reading{changed: "two.txt", text: "two"})
	a.until(func(s State) bool { return s.Why == "" })
}

// until polls until the state is as wanted: each poll waits for a look.
func (a *archive) until(is func(State) bool) {
	a.Helper()
	var last State
	for range 30 {
		if last = a.poll(); is(last) {
			return
		}
	}
	a.Errorf("it stands at %+v", last)
}

// poll polls, and hears whatever is read for it.
func (a *archive) poll(want ...reading) State {
	a.Helper()
	var s Status
	done := make(chan error, 1)
	go func() {
		var err error
		s, err = a.k.Poll(a.Context(), a.id)
		done <- err
	}()
	a.hear(want...)
	for {
		select {
		case err := <-done:
			if err != nil {
				a.Fatal(err)
			}
			return s.State
		case <-a.r.told:
		case <-time.After(30 * time.Second): // the test has failed
			a.Fatal("a poll is not answered")
		}
	}
}

// What could not be taken in is tried again.
func TestFolderFails(t *testing.T) {
	a := open(t)
	a.r.err <- errors.New("the disk is full")
	a.write("one.txt", "one")
	a.start()
	a.hear(reading{changed: "one.txt", text: "one"})
}

// limited is a watcher that can watch one folder, as a system at its limit.
type limited struct{ watcher }

func (l limited) Add(path string) error {
	if strings.Contains(path, "deep") {
		return fmt.Errorf("watch %s: %w", path, syscall.ENOSPC)
	}
	return l.watcher.Add(path)
}

func TestFolderLimit(t *testing.T) {
	for name, watch := range map[string]func() (watcher, error){
		"limit": func() (watcher, error) {
			w, err := newWatcher()
			return limited{w}, err
		},
		"none":     func() (watcher, error) { return nil, syscall.EMFILE },
		"overflow": func() (watcher, error) { return flood{}, nil },
	} {
		t.Run(name, func(t *testing.T) {
			a := open(t)
			a.k.watch = watch
			a.write("deep/one.txt", "one")
			a.start()
			a.hear(reading{changed: "deep/one.txt", text: "one"})
			a.write("deep/two.txt", "two")
			a.hear(reading{changed: "deep/two.txt", text: "two"})
			if name != "overflow" {
				a.until(func(s State) bool { return strings.Contains(s.Note, "looked through every") })
			}
		})
	}
}

// flood is a watcher that hears nothing but that it lost something.
type flood struct{}

func (flood) Add(string) error              { return nil }
func (flood) Events() <-chan fsnotify.Event { return nil }
func (flood) Remove(string) error           { return nil }
func (flood) WatchList() []string           { return nil }
func (flood) Close() error                  { return nil }
func (flood) Errors() <-chan error {
	c := make(chan error, 1)
	c <- fsnotify.ErrEventOverflow
	return c
}
