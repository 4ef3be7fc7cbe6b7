package record

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"syscall"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// ErrReadOnly says that the record was opened for reading only.
var ErrReadOnly = errors.New("the data directory can't be written; make it writable and start again")

// errForeign says that the file is another program's database.
var errForeign = errors.New("the file is another program's database; choose another data directory")

// advised is an error together with what to do about it.
type advised struct {
	advice string
	cause  error
}

func (a *advised) Error() string { return a.advice + ": " + a.cause.Error() }
func (a *advised) Unwrap() error { return a.cause }

func advise(advice string, cause error) error { return &advised{advice, cause} }

// fault gives an error its operation and place, and where the cause is known
// what to do about it. It returns nil for nil.
func (r *Record) fault(op string, err error) error {
	if err == nil {
		return nil
	}
	if advice := adviceFor(err, filepath.Dir(r.path)); advice != "" {
		err = advise(advice, err)
	}
	return fmt.Errorf("%s %s: %w", op, r.path, err)
}

// adviceFor returns what to do about err, or "" where err says all itself.
func adviceFor(err error, dir string) string {
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return fullAdvice
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return "can't write to " + dir + "; give this user the right to, or choose another data directory"
	}
	if errors.Is(err, errSchema) {
		return damagedAdvice
	}
	switch code(err) {
	case lib.SQLITE_NOTADB, lib.SQLITE_CORRUPT:
		return damagedAdvice
	case lib.SQLITE_FULL:
		return fullAdvice
	case lib.SQLITE_READONLY, lib.SQLITE_CANTOPEN, lib.SQLITE_PERM:
		return "can't open or write it in " + dir + "; give this user the right to, or choose another data directory"
	case lib.SQLITE_IOERR:
		return "the disk failed to read or write; check that it is healthy and not full"
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		return "another program keeps it locked; close that and try again"
	}
	return ""
}

const damagedAdvice = "the file is damaged or not a database; move it away and import the articles again, or restore a copy"

// errSchema says that the number of the schema is none that ever was.
var errSchema = errors.New("its schema has no such number")

const fullAdvice = "the disk is full; free some space and try again, nothing was half written"

// code returns SQLite's primary result code of err, or SQLITE_OK.
func code(err error) int {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code() & 0xff
	}
	return lib.SQLITE_OK
}

func busy(err error) bool {
	return code(err) == lib.SQLITE_BUSY || code(err) == lib.SQLITE_LOCKED
}

// unwritable reports whether err says that a place can't be written, so that
// reading may still be possible.
func unwritable(err error) bool {
	switch code(err) {
	case lib.SQLITE_READONLY, lib.SQLITE_CANTOPEN, lib.SQLITE_PERM:
		return true
	}
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS)
}
