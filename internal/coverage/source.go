package coverage

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// kinds are the files that are read, each also with .gz after it.
var kinds = []string{
	".txt", ".md", ".markdown", ".html", ".htm", ".eml", ".docx", ".pdf", ".csv", ".tsv", ".jsonl", ".ndjson", ".json", ".zip",
}

// kindOf returns the kind of a file by its name, and whether it is packed; the
// kind is empty if such files are not read.
func kindOf(name string) (kind string, packed bool) {
	name = strings.ToLower(name)
	name, packed = strings.CutSuffix(name, ".gz")
	if kind = path.Ext(name); slices.Contains(kinds, kind) {
		return kind, packed
	}
	return "", packed
}

// ofMany are the kinds of files that hold any number of articles.
var ofMany = []string{".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".zip"}

// Reads reports whether files of a name are read.
func Reads(name string) bool {
	kind, _ := kindOf(name)
	return kind != ""
}

// HoldsOne reports whether a file of a name holds one article.
func HoldsOne(name string) bool {
	kind, _ := kindOf(name)
	return kind != "" && !slices.Contains(ofMany, kind)
}

// Kinds says in words which files are read.
func Kinds() string { return kindList() }

// A Source is a file of coverage.
type Source struct {
	Path     string    // as a person would name it
	Size     int64     // in bytes, as it is stored
	Modified time.Time // when it was found; no article is dated by it
	open     func() (fs.File, error)
}

// A Listing is what Find found.
type Listing struct {
	Sources []Source
	// Skipped counts the files and linked folders in folders that were
	// passed over for what they are. Hidden files are not counted.
	Skipped int
}

// Size is the size of all sources together, in bytes.
func (l Listing) Size() int64 {
	var sum int64
	for _, s := range l.Sources {
		sum += s.Size
	}
	return sum
}

// Find lists the files that the paths name, and those in the folders that they
// name and in folders below, in the order of their names. Hidden files and
// linked folders are passed over, and no file is listed twice. The error joins
// a *FileError for every path, or part of a folder, that cannot be read; the
// listing then holds the others.
func Find(paths ...string) (Listing, error) {
	var l Listing
	var errs []error
	for _, p := range paths {
		errs = append(errs, l.add(p))
	}
	seen := make(map[string]bool)
	l.Sources = slices.DeleteFunc(l.Sources, func(s Source) bool {
		twice := seen[s.Path]
		seen[s.Path] = true
		return twice
	})
	return l, errors.Join(errs...)
}

// FindFS lists the files of fsys as Find does those of a folder.
func FindFS(fsys fs.FS) (Listing, error) {
	var l Listing
	return l, l.walk(fsys, ".")
}

// What cannot be given as a path.
var (
	errWeb   = errors.New("is an address of the web, and a file or folder is wanted; 'bot ingest' reads pages")
	errNone  = errors.New("no such file or folder")
	errKind  = errors.New("is not a kind of file that is read; give " + kindList())
	errEmpty = errors.New("the folder has nothing that is read; give " + kindList())
	errPlain = errors.New("is neither a file nor a folder")
)

// kindList names the kinds for people.
func kindList() string {
	return strings.Join(kinds, ", ") + " (of any of these), or one of them with .gz"
}

// add lists what one path names.
func (l *Listing) add(p string) error {
	if IsAddress(p) {
		return &FileError{p, errWeb}
	}
	info, err := os.Stat(p)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &FileError{p, errNone}
	case err != nil:
		return &FileError{p, cause(err)}
	case info.IsDir():
		return l.walk(os.DirFS(p), p)
	case !info.Mode().IsRegular():
		return &FileError{p, errPlain}
	}
	if kind, _ := kindOf(p); kind == "" {
		return &FileError{p, errKind}
	}
	p = filepath.Clean(p)
	l.Sources = append(l.Sources, Source{p, info.Size(), info.ModTime(), func() (fs.File, error) { return os.Open(p) }})
	return nil
}

// walk lists the files of a folder whose path is root.
func (l *Listing) walk(fsys fs.FS, root string) error {
	var errs []error
	before := len(l.Sources)
	_ = fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		shown := filepath.Join(root, filepath.FromSlash(name))
		switch {
		case err != nil:
			errs = append(errs, &FileError{shown, cause(err)})
			return nil
		case name != "." && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case !d.IsDir():
			errs = append(errs, l.addEntry(fsys, name, shown))
		}
		return nil
	})
	err := errors.Join(errs...)
	if err == nil && len(l.Sources) == before {
		return &FileError{root, errEmpty}
	}
	return err
}

// addEntry lists one file of a folder, or counts it as skipped.
func (l *Listing) addEntry(fsys fs.FS, name, shown string) error {
	if kind, _ := kindOf(name); kind == "" {
		l.Skipped++
		return nil
	}
	info, err := fs.Stat(fsys, name) // follows a link
	if err != nil {
		return &FileError{shown, cause(err)}
	}
	if !info.Mode().IsRegular() {
		l.Skipped++
		return nil
	}
	l.Sources = append(l.Sources, Source{shown, info.Size(), info.ModTime(), func() (fs.File, error) { return fsys.Open(name) }})
	return nil
}

// stream opens the source and unpacks it.
func (s Source) stream(progress func(int64)) (io.ReadCloser, error) {
	f, err := s.open()
	if err != nil {
		return nil, cause(err)
	}
	in := &stream{stored: &meter{in: f, tell: progress}, file: f}
	in.Reader = in.stored
	if _, packed := kindOf(s.Path); packed {
		if in.Reader, err = gzip.NewReader(in.stored); err != nil {
			return nil, errors.Join(unpackError(err), f.Close())
		}
	}
	return in, nil
}

// A stream is a file's content, unpacked.
type stream struct {
	io.Reader
	file   fs.File
	stored *meter
	read   int64 // bytes, unpacked
}

func (s *stream) Read(p []byte) (int, error) {
	n, err := s.Reader.Read(p)
	if s.read += int64(n); s.read > ratioFree+maxRatio*s.stored.read {
		return 0, errRatio
	}
	if err != nil && !errors.Is(err, io.EOF) {
		err = unpackError(cause(err))
	}
	return n, err
}

func (s *stream) Close() error { return s.file.Close() }

// unpackError says in words that packed data is damaged.
func unpackError(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) || errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) {
		return fmt.Errorf("the .gz data is damaged or cut off: %w", err)
	}
	return err
}

// A meter tells how much was read through it.
type meter struct {
	in   io.Reader
	tell func(int64)
	read int64
}

func (m *meter) Read(p []byte) (int, error) {
	n, err := m.in.Read(p)
	m.read += int64(n)
	if n > 0 && m.tell != nil {
		m.tell(int64(n))
	}
	return n, err
}

// cause strips what an error says of the path that is named already.
func cause(err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Err
	}
	return err
}

// fileOf is the name of the file that a path or an address is of.
func fileOf(p string) string {
	if IsAddress(p) {
		return Page{URL: p}.name()
	}
	return base(p)
}

// base returns the last element of a path.
func base(p string) string { return filepath.Base(p) }
