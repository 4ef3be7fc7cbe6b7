// Package record keeps the coverage in one SQLite file: articles with their
// texts and analyses, the vectors of their windows, and a log of what changed.
// It is the truth that every index is derived from, and it is safe to use by
// several processes at once. Beside the coverage stands a shelf of small
// documents, such as settings and answers, for the surfaces of the bot.
//
// It does not search, chunk or embed, and it knows nothing of what an analysis
// or a document means. What it promises of the coverage is fixed by
// [rag.Record] and checked by package recordtest.
//
// Start with [Open]; schema.go is what is stored, put.go how it changes,
// changes.go how an index follows, and shelf.go the documents.
package record

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	lib "modernc.org/sqlite/lib"

	"newsdesk/rag"
)

// FileName is the name of the database in the data directory. SQLite keeps
// two more beside it while it is open, with "-wal" and "-shm" after the name.
const FileName = "newsdesk.db"

// Options are what a Record takes from its surroundings.
type Options struct {
	Now func() time.Time // the clock of leases and documents; nil: time.Now
	Log *slog.Logger     // nil: nothing is logged
}

// Record is the coverage in a SQLite file. Its methods may be called by
// several goroutines.
type Record struct {
	path  string
	write *sql.DB // one connection, so that writers queue; nil: read-only
	read  *sql.DB
	now   func() time.Time
	log   *slog.Logger
}

var _ rag.Record = (*Record)(nil)

// Open opens the record in dir and brings it to the present schema; what does
// not exist is made. Where dir or its file can't be written and a record is
// there, it is opened for reading only: see [Record.ReadOnly].
func Open(ctx context.Context, dir string, opts Options) (*Record, error) {
	r, err := prepare(dir, opts)
	if err != nil {
		return nil, err
	}
	err = r.openWritable(ctx)
	if err == nil {
		return r, nil
	}
	if !unwritable(err) || !exists(r.path) {
		return nil, r.fault("open", err)
	}
	switch roErr := r.openReadOnly(ctx); {
	case roErr != nil && code(roErr) != lib.SQLITE_OK:
		return nil, r.fault("open", err) // reading fails for the same reason
	case roErr != nil:
		return nil, r.fault("open for reading only", roErr)
	}
	r.log.Warn("record can't be written, opened for reading only", "path", r.path, "err", err)
	return r, nil
}

func prepare(dir string, opts Options) (*Record, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	r := &Record{path: filepath.Join(abs, FileName), now: opts.Now, log: opts.Log}
	if r.now == nil {
		r.now = time.Now
	}
	if r.log == nil {
		r.log = slog.New(slog.DiscardHandler)
	}
	if err := makeDir(abs); err != nil {
		return nil, r.fault("open", err)
	}
	return r, nil
}

func makeDir(dir string) error {
	err := os.MkdirAll(dir, 0o755)
	if info, statErr := os.Stat(dir); statErr == nil && !info.IsDir() {
		return advise("the data directory is a file; name a directory", fs.ErrExist)
	}
	return err
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// ReadOnly reports whether the record was opened for reading only, because its
// place can't be written. Every writing method then fails with [ErrReadOnly].
func (r *Record) ReadOnly() bool { return r.write == nil }

// Path is where the database is.
func (r *Record) Path() string { return r.path }

// Close closes the record. Calls in progress are waited for.
func (r *Record) Close() error {
	err := r.read.Close()
	if r.write != nil { // last, for the last connection checkpoints
		err = errors.Join(err, r.write.Close())
	}
	return r.fault("close", err)
}

// change runs f in a transaction that holds the write lock from the start, so
// that what f reads can't be changed beneath it. It is rolled back whole when f
// fails or ctx ends before it is committed.
//
// f uses work, not ctx, for its statements: the driver starts a goroutine for
// each statement whose context can end, which costs more than a small insert.
// A long f looks at ctx itself.
func (r *Record) change(ctx context.Context, f func(work context.Context, tx *sql.Tx) error) error {
	if r.write == nil {
		return ErrReadOnly
	}
	tx, err := r.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // does nothing once committed
	if err := f(context.WithoutCancel(ctx), tx); err != nil {
		return ended(ctx, err)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return ended(ctx, tx.Commit())
}

// ended is an error of a transaction, or of the context whose end rolled it back:
// the transaction itself says only that it is done.
func ended(ctx context.Context, err error) error {
	if errors.Is(err, sql.ErrTxDone) && ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// snapshot runs f in a transaction that sees the record as it was when f first
// read from it, whatever is written meanwhile.
func (r *Record) snapshot(ctx context.Context, f func(tx *sql.Tx) error) error {
	tx, err := r.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // nothing was written
	return f(tx)
}
