package sources

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

const (
	// MaxFiles bounds the files of one folder: an archive of years, whose names
	// take some 10 MB.
	MaxFiles = 100_000
	// shards is over how many documents the names of a folder's files are
	// spread, so that one holds less than 1 MB where there are MaxFiles and a
	// changed file rewrites little.
	shards = 64
)

// stamp tells one state of a file from another.
type stamp struct {
	Size int64 `json:"s"`
	Time int64 `json:"t"` // of its last change, in nanoseconds since 1970
	// Why says why it could not be read; "": it was. Again is set where it may
	// be read another time though it does not change.
	Why   string `json:"w,omitempty"`
	Again bool   `json:"a,omitempty"`
}

// unreadAs is a file's stamp when it could not be read.
func (s stamp) unreadAs(err error) stamp {
	var refused syscall.Errno
	s.Why, s.Again = clip(err.Error()), errors.As(err, &refused)
	return s
}

// done reports whether a file that stands as at was read, or is not to be again.
func (s stamp) done(at stamp) bool { return s.Size == at.Size && s.Time == at.Time && !s.Again }

// filesDoc is some of a folder's files, by path below it.
type filesDoc struct {
	Life  string           `json:"life,omitempty"` // of the source
	Files map[string]stamp `json:"files"`
}

// shard is which document a file is in.
func shard(path string) int {
	sum := sha256.Sum256([]byte(path))
	return int(sum[0]) % shards
}

func shardKey(id ID, n int) string { return fmt.Sprintf("%s/%02d", id, n) }

// shelved are the files of a folder that were read.
type shelved struct {
	files [shards]map[string]stamp
	dirty [shards]bool
	n     int
	// unread is why some could not be read, by path.
	unread map[string]string
}

// loadFiles reads them. Documents that are damaged are left out: their files are
// read again.
func (k *Keeper) loadFiles(ctx context.Context, source Source) (*shelved, error) {
	id, all := source.ID, shelved{unread: map[string]string{}}
	for i := range all.files {
		all.files[i] = map[string]stamp{}
	}
	err := k.c.Shelf.Docs(ctx, keptFiles, string(id)+"/", func(doc Doc) error {
		d, err := decode[filesDoc](doc)
		if errors.Is(err, errNewer) {
			return err
		}
		if err != nil {
			k.c.Log.Warn("what is known of a folder's files is damaged, and they are read again", "source", id, "err", err)
		}
		if d.Life != source.life {
			return nil
		}
		for path, at := range d.Files {
			all.set(path, at)
		}
		return nil
	})
	all.dirty = [shards]bool{}
	if err != nil {
		return nil, fmt.Errorf("read which files of %s are known: %w", id, err)
	}
	return &all, nil
}

// saveFiles writes what has changed.
func (k *Keeper) saveFiles(ctx context.Context, source Source, all *shelved) error {
	id := source.ID
	if !slices.Contains(all.dirty[:], true) {
		return nil
	}
	if err := k.still(ctx, source); err != nil {
		return err
	}
	for i, dirty := range all.dirty {
		if !dirty {
			continue
		}
		var err error
		if len(all.files[i]) == 0 {
			err = k.drop(ctx, keptFiles, shardKey(id, i))
		} else {
			err = k.put(ctx, keptFiles, shardKey(id, i), filesDoc{source.life, all.files[i]}, time.Time{})
		}
		if err != nil {
			return fmt.Errorf("keep which files of %s are known: %w", id, err)
		}
		all.dirty[i] = false
	}
	return nil
}

func (s *shelved) set(path string, at stamp) {
	i := shard(path)
	if _, ok := s.files[i][path]; !ok {
		s.n++
	}
	s.files[i][path], s.dirty[i] = at, true
	if delete(s.unread, path); at.Why != "" {
		s.unread[path] = at.Why
	}
}

func (s *shelved) remove(path string) {
	i := shard(path)
	if _, ok := s.files[i][path]; ok {
		delete(s.files[i], path)
		delete(s.unread, path)
		s.dirty[i] = true
		s.n--
	}
}

func (s *shelved) get(path string) (stamp, bool) {
	at, ok := s.files[shard(path)][path]
	return at, ok
}

// under calls visit with the files that are a path or below it; "." is all.
func (s *shelved) under(path string, visit func(string)) {
	for _, files := range s.files {
		for name := range files {
			if path == "." || name == path || strings.HasPrefix(name, path+string(filepath.Separator)) {
				visit(name)
			}
		}
	}
}

// found is what was found in a folder.
type found struct {
	files map[string]stamp // that came or changed, by path below the folder
	gone  map[string]bool  // that are there no more
	full  bool             // there are more than MaxFiles
	blind string           // a part that can't be read, and why; "": none
}

// hidden are names that are no coverage: what begins with a dot, and what editors
// leave while they write.
func hidden(name string) bool {
	return name != "." && strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~")
}

// scan compares a path below a folder, and what is below that, with what is known.
// Enter is called with each folder before it is read. Links are not followed: they
// could lead anywhere.
func (s *shelved) scan(root, path string, enter func(string), out *found) {
	if path != "." {
		for part := range strings.SplitSeq(path, string(filepath.Separator)) {
			if hidden(part) {
				return
			}
		}
	}
	here, blind := map[string]bool{}, []string{}
	_ = filepath.WalkDir(filepath.Join(root, path), func(full string, d fs.DirEntry, err error) error {
		name, bad := filepath.Rel(root, full)
		if bad != nil {
			return bad // cannot be: full is below root
		}
		if err != nil {
			if !errors.Is(err, fs.ErrNotExist) {
				out.blind = clip(err.Error())
				blind = append(blind, name)
			}
			return nil
		}
		return s.meet(meeting{full, name, d}, here, enter, out)
	})
	s.under(path, func(name string) {
		for _, b := range blind {
			if b == "." || name == b || strings.HasPrefix(name, b+string(filepath.Separator)) {
				return
			}
		}
		if !here[name] {
			out.gone[name] = true
		}
	})
}

// meeting is a file or folder as it is come upon.
type meeting struct {
	full, name string
	d          fs.DirEntry
}

// meet looks at one file or folder.
func (s *shelved) meet(m meeting, here map[string]bool, enter func(string), out *found) error {
	switch {
	case m.name != "." && hidden(m.d.Name()):
		if m.d.IsDir() {
			return fs.SkipDir
		}
		return nil
	case m.d.IsDir():
		enter(m.full)
		return nil
	case !m.d.Type().IsRegular():
		return nil
	}
	info, err := os.Lstat(m.full)
	if err != nil {
		return nil //nolint:nilerr // it went meanwhile
	}
	here[m.name] = true
	at := stamp{Size: info.Size(), Time: info.ModTime().UnixNano()}
	old, known := s.get(m.name)
	if known && old.done(at) {
		return nil
	}
	if !known && s.n+len(out.files) >= MaxFiles {
		out.full = true
		return nil
	}
	out.files[m.name] = at
	return nil
}
