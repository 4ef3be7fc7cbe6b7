package coverage

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"newsdesk/rag"
)

// Bounds of archives, against those that were made to do harm. An archive is read in
// memory, entry by entry; no name in it is ever a path on this machine.
const (
	// maxDepth is how many archives may be in each other. An archive that holds
	// itself has no end.
	maxDepth = 3
	// maxEntries and maxUnpacked are those of an archive with all archives in it: ten
	// times the largest import that was measured, of 100,000 articles.
	maxEntries  = 200_000
	maxUnpacked = 8 << 30
	// maxInner is the size of an archive that must be held in memory: one in
	// another, or in a .gz.
	maxInner = 64 << 20
	// maxDirectory is how much of an archive its list of entries may take: each
	// has some 100 bytes there, and some 300 in memory.
	maxDirectory = 32 << 20
	// maxRatio is how many times as large an entry may be as it is packed, past
	// the first ratioFree bytes. Texts pack to a third or a fifth, tables full
	// of the same to a fiftieth; bombs to a thousandth.
	maxRatio  = 200
	ratioFree = 1 << 20
)

// What is wrong with an archive.
var (
	errNoArchive = errors.New("is not a .zip archive, or is damaged")
	errNested    = fmt.Errorf("is an archive in more than %d others, which is not unpacked", maxDepth-1)
	errManyFiles = fmt.Errorf("has more than %d files; unpack it and store the folder", maxEntries)
	errUnpacked  = fmt.Errorf("unpacks to more than %d GB; unpack it and store the folder", maxUnpacked>>30)
	errInner     = fmt.Errorf("is a packed archive of more than %d MB; unpack it and store the folder", maxInner>>20)
	errRatio     = fmt.Errorf("unpacks to more than %d times its size, as only what is made to do harm does", maxRatio)
	errOverlap   = errors.New("has entries that share their bytes, as only what is made to do harm does")
	errSealed    = errors.New("is encrypted; unpack it with its password and store what is in it")
	errNothing   = errors.New("the archive has nothing that is read; give " + kindList())
)

// unpacking is what was unpacked so far of an archive and of those in it.
type unpacking struct {
	depth   int
	entries int
	bytes   int64
}

// archive yields the articles of all files in an archive. in is the archive itself.
func (r Reader) archive(s Source, in io.Reader, yield func(rag.Article, error) bool) bool {
	inside := r
	inside.Progress, inside.unpacked = nil, &unpacking{}
	if r.unpacked != nil {
		inside.unpacked = r.unpacked
	}
	inside.unpacked.depth++
	defer func() { inside.unpacked.depth-- }()
	z, onDisk, err := r.openArchive(s, in, inside.unpacked.depth)
	if err != nil {
		return yield(rag.Article{}, &FileError{s.Path, err})
	}
	left := share{r.Progress, onDisk}
	defer func() { left.tell(left.bytes) }()
	found := false
	for _, f := range z.File {
		if !isEntry(f) {
			continue
		}
		if found = true; !inside.entry(s, f, yield) {
			return false
		}
		left.tell(int64(f.CompressedSize64))
		if err := inside.unpacked.exceeded(); err != nil {
			return yield(rag.Article{}, &FileError{s.Path, err})
		}
	}
	return found || yield(rag.Article{}, &FileError{s.Path, errNothing})
}

// A share is what of an archive was not yet told of as progress: the entries make
// up less than the archive.
type share struct {
	progress func(int64)
	bytes    int64
}

func (s *share) tell(n int64) {
	if n = min(n, s.bytes); n > 0 && s.progress != nil {
		s.bytes -= n
		s.progress(n)
	}
}

// exceeded says which bound of all archives together was passed.
func (u *unpacking) exceeded() error {
	switch {
	case u.entries > maxEntries:
		return errManyFiles
	case u.bytes > maxUnpacked:
		return errUnpacked
	}
	return nil
}

// isEntry reports whether an entry is a file that is read. Hidden ones, and what a
// Mac keeps beside each file, are passed over.
func isEntry(f *zip.File) bool {
	name := entryName(f)
	if kind, _ := kindOf(name); kind == "" || f.Mode()&fs.ModeType != 0 {
		return false
	}
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") && part != "." && part != ".." || part == "__MACOSX" {
			return false
		}
	}
	return true
}

// entryName is what an entry is called in messages, on one line.
func entryName(f *zip.File) string {
	const longest = 200 // bytes
	name := strings.ReplaceAll(oneLine(strings.ToValidUTF8(f.Name, "�")), `\`, "/")
	if len(name) > longest {
		name = "…" + strings.ToValidUTF8(name[len(name)-longest:], "")
	}
	return name
}

// entry yields the articles of one file in an archive.
func (r Reader) entry(archive Source, f *zip.File, yield func(rag.Article, error) bool) bool {
	at := Source{Path: archive.Path + "/" + entryName(f), Size: int64(f.UncompressedSize64), Modified: f.Modified}
	const encrypted = 1 // of the flags
	if r.unpacked.entries++; f.Flags&encrypted != 0 {
		return yield(rag.Article{}, &FileError{at.Path, errSealed})
	}
	at.open = func() (fs.File, error) {
		in, err := f.Open()
		if err != nil {
			return nil, fmt.Errorf("cannot be unpacked: %w", err)
		}
		return &entryFile{ReadCloser: in, info: f.FileInfo(), packed: int64(f.CompressedSize64), all: r.unpacked}, nil
	}
	return r.read(at, yield)
}

// An entryFile is a file in an archive that fails where it unpacks to too much.
type entryFile struct {
	io.ReadCloser
	info         fs.FileInfo
	packed, read int64
	all          *unpacking
}

func (e *entryFile) Stat() (fs.FileInfo, error) { return e.info, nil }

func (e *entryFile) Read(p []byte) (int, error) {
	n, err := e.ReadCloser.Read(p)
	e.read += int64(n)
	e.all.bytes += int64(n)
	switch {
	case e.read > ratioFree+maxRatio*e.packed:
		return 0, errRatio
	case e.all.bytes > maxUnpacked:
		return 0, errUnpacked
	case errors.Is(err, zip.ErrChecksum), errors.Is(err, io.ErrUnexpectedEOF):
		err = errors.New("is damaged in the archive")
	}
	return n, err
}

// openArchive reads an archive's list of entries. One that is a file of its own stays
// on the disk, and its size there is returned; any other is taken into memory.
func (r Reader) openArchive(s Source, in io.Reader, depth int) (z *zip.Reader, onDisk int64, err error) {
	if depth > maxDepth {
		return nil, 0, errNested
	}
	at, onDisk := r.stored(s, in)
	size := onDisk
	if at == nil {
		data, err := io.ReadAll(io.LimitReader(in, maxInner+1))
		switch {
		case err != nil:
			return nil, 0, err
		case len(data) > maxInner:
			return nil, 0, errInner
		}
		at, size = bytes.NewReader(data), int64(len(data))
	}
	list := &directory{in: at, left: maxDirectory}
	z, err = zip.NewReader(list, size)
	switch {
	case list.left < 0:
		return nil, 0, errManyFiles
	case err != nil && !errors.Is(err, zip.ErrInsecurePath): // names are no paths here
		return nil, 0, errNoArchive
	}
	list.read = true
	return z, onDisk, overlap(z, size)
}

// overlap is an error where the entries together are larger than the archive.
func overlap(z *zip.Reader, size int64) error {
	packed := int64(0)
	for _, f := range z.File {
		if packed += int64(min(f.CompressedSize64, uint64(size)+1)); packed > size {
			return errOverlap
		}
	}
	return nil
}

// stored returns the archive as it lies on the disk, nil if it does not.
func (r Reader) stored(s Source, in io.Reader) (io.ReaderAt, int64) {
	if _, packed := kindOf(s.Path); packed || r.unpacked != nil {
		return nil, 0
	}
	st, ok := in.(*stream)
	if !ok {
		return nil, 0
	}
	at, ok := st.file.(io.ReaderAt)
	if !ok {
		return nil, 0
	}
	info, err := st.file.Stat()
	if err != nil {
		return nil, 0
	}
	return at, info.Size()
}

// A directory bounds what is read of an archive until its list is read.
type directory struct {
	in   io.ReaderAt
	left int64
	read bool
}

func (d *directory) ReadAt(p []byte, off int64) (int, error) {
	if !d.read {
		if d.left -= int64(len(p)); d.left < 0 {
			return 0, errManyFiles
		}
	}
	return d.in.ReadAt(p, off)
}
