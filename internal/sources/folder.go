package sources

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/fsnotify/fsnotify"
)

const (
	// filesAtOnce is how many files are given to be read at a time.
	filesAtOnce = 100
	// saveAfter is after how many files it is kept which were read: who dies
	// before reads as many again.
	saveAfter = 2000
)

// folder is a source that is being followed.
type folder struct {
	k      *Keeper
	source Source
	root   string // its path, without links
	known  *shelved
	ear    watcher         // nil: changes are not heard of
	mute   string          // why that is; "": nobody wants to hear
	deaf   string          // why not all changes are heard of; "": they are
	dirty  map[string]bool // paths below it that may have changed
	first  time.Time       // when the first of them did
}

// followFolder reads a folder and what changes in it, until ctx ends. What comes
// on now is looked at at once. Where it can't begin it says why and tries again.
func (k *Keeper) followFolder(ctx context.Context, s Source, now <-chan struct{}) {
	for failures := 1; ctx.Err() == nil; failures++ {
		f, leave, err := k.openFolder(ctx, s)
		if err == nil {
			f.follow(ctx, now)
			leave()
			return
		}
		if ctx.Err() != nil {
			return
		}
		k.c.Log.Error("can't follow a folder", "source", s.ID, "err", err)
		wait := backOff(k.quick.poor, failMost, failures, k.c.Rand())
		if err := k.unopened(ctx, s, err, wait); err != nil && ctx.Err() == nil {
			k.c.Log.Error("can't note that a folder can't be followed", "source", s.ID, "err", err)
		}
		timer := time.NewTimer(wait)
		select {
		case <-now:
		case <-timer.C:
		case <-ctx.Done():
		}
		timer.Stop()
	}
}

// unopened notes why a folder can't be followed, and after what time it is tried
// again.
func (k *Keeper) unopened(ctx context.Context, s Source, why error, wait time.Duration) error {
	_, err := k.changeOf(ctx, s, func(s *State) {
		s.Asked = k.c.Now()
		s.Due = s.Asked.Add(wait)
		s.Failures++
		s.Why = "it can't be followed, and it is tried again: " + clip(why.Error())
	})
	if errors.Is(err, ErrUnknown) {
		return nil
	}
	return err
}

// follow reads the folder and what changes in it, until ctx ends.
func (f *folder) follow(ctx context.Context, now <-chan struct{}) {
	var err error
	if f.ear, err = f.k.watch(); err != nil {
		f.ear, f.mute = nil, "the system can't tell of changes ("+clip(err.Error())+")"
	} else {
		defer func() { _ = f.ear.Close() }() // there is nothing to lose
	}
	f.mark(".")
	for wait := time.Duration(0); ctx.Err() == nil; wait = f.wait() {
		if !f.listen(ctx, wait, now) {
			continue
		}
		if err := f.look(ctx); err != nil && ctx.Err() == nil {
			f.k.c.Log.Error("can't read a folder", "source", f.source.ID, "err", err)
		}
	}
}

// openFolder is a folder with what is known of its files, for one at a time.
func (k *Keeper) openFolder(ctx context.Context, s Source) (*folder, func(), error) {
	if k.c.Folder == nil {
		return nil, nil, errors.New("folders are not read here")
	}
	leave, err := k.turn(ctx, "folder "+string(s.ID))
	if err != nil {
		return nil, nil, err
	}
	known, err := k.loadFiles(ctx, s)
	if err != nil {
		leave()
		return nil, nil, err
	}
	return &folder{k: k, source: s, known: known, dirty: map[string]bool{}}, leave, nil
}

// scanOnce reads what has changed in a folder since it was last looked through.
func (k *Keeper) scanOnce(ctx context.Context, s Source) error {
	f, leave, err := k.openFolder(ctx, s)
	if err != nil {
		return fmt.Errorf("read the folder %s: %w", clip(s.Address), err)
	}
	defer leave()
	f.mark(".")
	return f.look(ctx)
}

func (f *folder) mark(path string) {
	if len(f.dirty) == 0 {
		f.first = f.k.c.Now()
	}
	f.dirty[path] = true
}

// wait is how long to listen before the folder is looked at.
func (f *folder) wait() time.Duration {
	switch {
	case len(f.dirty) > 0:
		return min(f.k.quick.quiet, max(0, f.first.Add(f.k.quick.most).Sub(f.k.c.Now())))
	case f.deaf != "":
		return f.k.quick.poor
	}
	return f.k.quick.rescan
}

// listen hears what changes, and reports whether it is time to look.
func (f *folder) listen(ctx context.Context, wait time.Duration, now <-chan struct{}) bool {
	var events <-chan fsnotify.Event
	var wrong <-chan error
	if f.ear != nil {
		events, wrong = f.ear.Events(), f.ear.Errors()
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case e := <-events:
		if path, err := filepath.Rel(f.root, e.Name); err == nil && filepath.IsLocal(path) {
			f.mark(path)
		}
		return false
	case <-wrong: //nolint:errcheck // whatever it is: more changed than was told
		f.mark(".")
		return false
	case <-now:
		f.mark(".")
		return true
	case <-timer.C:
		if len(f.dirty) == 0 {
			f.mark(".")
		}
		return true
	case <-ctx.Done():
		return false
	}
}

// look reads what has changed among the paths that may have, and notes how that
// went. Its error is our own.
func (f *folder) look(ctx context.Context) error {
	dirty := f.dirty
	f.dirty = map[string]bool{}
	out := found{files: map[string]stamp{}, gone: map[string]bool{}}
	why := f.missing()
	if why == "" {
		f.deaf = ""
		f.unwatch(dirty)
		for path := range dirty {
			if path == "." || !dirty["."] {
				f.known.scan(f.root, path, f.enter, &out)
			}
		}
	}
	took, err := f.read(ctx, out)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if errors.Is(err, ErrUnknown) {
		return nil // it was removed
	}
	if err != nil {
		why = "what changed in it can't be taken in: " + clip(err.Error())
		f.deaf = "it is tried again" // soon
	}
	f.k.observe(took)
	_, noted := f.k.changeOf(ctx, f.source, func(s *State) { f.note(s, out, took, why) })
	if errors.Is(noted, ErrUnknown) {
		noted = nil
	}
	return errors.Join(err, noted)
}

// missing finds the folder, and says why it can't be read at all, "" where it can.
// Its files do not count as removed then: a disk may not be there for a while.
func (f *folder) missing() string {
	var info fs.FileInfo
	root, err := filepath.EvalSymlinks(f.source.Address)
	if err == nil {
		info, err = os.Stat(root)
	}
	f.root = root
	switch {
	case errors.Is(err, fs.ErrNotExist):
		f.deaf = "the folder is not there"
	case err != nil:
		f.deaf = clip(err.Error())
	case !info.IsDir():
		f.deaf = "it is no folder"
	default:
		return ""
	}
	return f.deaf + "; its articles stay as they are"
}

// unwatch hears no more of folders that are there no more. One that was moved with
// the folder above it would be heard of under its old name for ever: then all that
// is there is entered anew.
func (f *folder) unwatch(dirty map[string]bool) {
	moved := dirty["."]
	for path := range dirty {
		_, err := os.Lstat(filepath.Join(f.root, path))
		moved = moved || errors.Is(err, fs.ErrNotExist)
	}
	if f.ear == nil || !moved {
		return
	}
	for _, path := range f.ear.WatchList() {
		if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
			_ = f.ear.Remove(path) // or it went by itself
			dirty["."] = true
		}
	}
}

// enter has changes in a folder heard of.
func (f *folder) enter(path string) {
	if f.ear == nil {
		f.deaf = f.mute
		return
	}
	err := f.ear.Add(path)
	switch {
	case err == nil || errors.Is(err, fs.ErrNotExist):
	case exhausted(err):
		f.deaf = "it has more folders than the system can watch (fs.inotify.max_user_watches)"
	default:
		f.deaf = clip(err.Error())
	}
}

// read has files read, and then tells of those that are gone: one that was
// renamed is there under its new name first.
func (f *folder) read(ctx context.Context, out found) (Took, error) {
	took := Took{Source: f.source.ID}
	if len(out.files)+len(out.gone) == 0 {
		return took, nil
	}
	if err := f.k.still(ctx, f.source); err != nil {
		return took, err
	}
	unsaved := 0
	for names := range slices.Chunk(slices.Sorted(maps.Keys(out.files)), filesAtOnce) {
		if err := f.readSome(ctx, names, out, &took); err != nil {
			return took, errors.Join(err, f.k.saveFiles(ctx, f.source, f.known))
		}
		if unsaved += len(names); unsaved >= saveAfter {
			unsaved = 0
			if err := f.k.saveFiles(ctx, f.source, f.known); err != nil {
				return took, err
			}
		}
	}
	for names := range slices.Chunk(slices.Sorted(maps.Keys(out.gone)), filesAtOnce) {
		withdrawn, err := f.k.c.Folder.Removed(ctx, f.source, f.paths(names))
		if err != nil {
			return took, errors.Join(err, f.k.saveFiles(ctx, f.source, f.known))
		}
		took.Withdrawn += withdrawn
		for _, name := range names {
			f.known.remove(name)
		}
	}
	return took, f.k.saveFiles(ctx, f.source, f.known)
}

// readSome has some files read.
func (f *folder) readSome(ctx context.Context, names []string, out found, took *Took) error {
	paths := f.paths(names)
	added, changed, err := f.k.c.Folder.Changed(ctx, f.source, paths)
	var unread Unread
	if err != nil && !errors.As(err, &unread) {
		return err
	}
	took.Added, took.Changed = took.Added+added, took.Changed+changed
	for i, name := range names {
		at := out.files[name]
		if bad := unread[paths[i]]; bad != nil {
			at = at.unreadAs(bad)
		}
		f.known.set(name, at)
	}
	return nil
}

func (f *folder) paths(names []string) []string {
	paths := make([]string, len(names))
	for i, name := range names {
		paths[i] = filepath.Join(f.source.Address, name)
	}
	return paths
}
