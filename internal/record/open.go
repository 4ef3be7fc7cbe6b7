package record

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	_ "modernc.org/sqlite" // registers "sqlite"
)

const (
	// busyTimeout bounds the wait for another process's transaction. Ours
	// take tens of milliseconds; a minute leaves room for a slow disk and an
	// unlucky queue, and a context can end the wait sooner.
	busyTimeout = "60000" // ms

	// openPatience bounds how long Open retries where SQLite refuses at once
	// rather than waits: switching a fresh file to WAL while another process
	// does the same.
	openPatience = 30 * time.Second
	openPause    = 5 * time.Millisecond

	// pageSize was chosen by BenchmarkLoadVectors and BenchmarkPut: texts and
	// rows of vectors of several KB need fewer overflow pages.
	pageSize = "8192"

	// checkpointPages lets the write-ahead log grow to 16 MB before it is
	// copied back, so that a bulk import does so rarely; journalLimit gives
	// the space back after a long reader made it grow further.
	checkpointPages = "2048"
	journalLimit    = "67108864"

	// idleReaders is how many reading connections are kept for reuse.
	idleReaders = 4
)

// openWritable opens both pools and migrates.
func (r *Record) openWritable(ctx context.Context) error {
	write, err := sql.Open("sqlite", r.dsn(url.Values{
		"_txlock":       {"immediate"},
		"_foreign_keys": {"1"},
		"_journal_mode": {"WAL"},
		// FULL: a commit is on the disk when it returns, even if the power
		// fails. It costs one fsync a batch; see BenchmarkPut.
		"_synchronous": {"FULL"},
		"_pragma": {"page_size(" + pageSize + ")", "wal_autocheckpoint(" + checkpointPages + ")",
			"journal_size_limit(" + journalLimit + ")"},
	}))
	if err != nil {
		return err
	}
	write.SetMaxOpenConns(1)
	if err := untilFree(ctx, func() error { return migrate(ctx, write) }); err != nil {
		return errors.Join(err, write.Close())
	}
	read, err := r.openReaders(ctx, url.Values{})
	if err != nil {
		return errors.Join(err, write.Close())
	}
	r.write, r.read = write, read
	return nil
}

// openReadOnly opens a record that can't be written. Where its write-ahead log
// is empty it is declared immutable, since SQLite could not otherwise make the
// files that it coordinates readers with.
func (r *Record) openReadOnly(ctx context.Context) error {
	read, err := r.openReaders(ctx, url.Values{"mode": {"ro"}})
	if unwritable(err) && emptyFile(r.path+"-wal") {
		read, err = r.openReaders(ctx, url.Values{"mode": {"ro"}, "immutable": {"1"}})
	}
	if err != nil {
		return err
	}
	r.read = read
	return nil
}

// openReaders opens the pool of reading connections. It is not bounded, so
// that a caller who reads while it visits changes never waits for itself.
func (r *Record) openReaders(ctx context.Context, query url.Values) (*sql.DB, error) {
	query.Set("_query_only", "1")
	db, err := sql.Open("sqlite", r.dsn(query))
	if err != nil {
		return nil, err
	}
	db.SetMaxIdleConns(idleReaders)
	if err := checkVersion(ctx, db); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// dsn names the database to the driver. The path is escaped, for it may hold
// a '?' or a '%'.
func (r *Record) dsn(query url.Values) string {
	query.Set("_busy_timeout", busyTimeout)
	query.Set("_dqs", "0")
	query.Set("_error_rc", "1")
	path := filepath.ToSlash(r.path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // file:///C:/...
	}
	u := url.URL{Scheme: "file", Path: path, RawQuery: query.Encode()}
	return u.String()
}

// untilFree repeats f while SQLite says that another process is in the way.
func untilFree(ctx context.Context, f func() error) error {
	ctx, cancel := context.WithTimeout(ctx, openPatience)
	defer cancel()
	pause := time.NewTicker(openPause)
	defer pause.Stop()
	for {
		err := f()
		if !busy(err) {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-pause.C:
		}
	}
}

// emptyFile reports whether there is nothing in path or no such file.
func emptyFile(path string) bool {
	info, err := os.Stat(path)
	return err != nil && errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0
}
