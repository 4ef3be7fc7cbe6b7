// Package librarytest opens a library over a record on disk, for the tests of what
// stands on both. It is no part of the bot.
package librarytest

import (
	"log/slog"
	"testing"
	"time"

	"newsdesk/internal/record"
	"newsdesk/rag"
)

// Open opens a new record with a library over it that searches by words, and
// closes it when the test ends.
func Open(t testing.TB, articles ...rag.Article) (*record.Record, *rag.Library) {
	t.Helper()
	return OpenAt(t, t.TempDir(), time.Now, articles...)
}

// OpenAt is Open in a folder that may hold a record, by a clock.
func OpenAt(t testing.TB, dir string, now func() time.Time, articles ...rag.Article) (*record.Record, *rag.Library) {
	t.Helper()
	log := slog.New(slog.DiscardHandler)
	r, err := record.Open(t.Context(), dir, record.Options{Now: now, Log: log})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	l, err := rag.OpenLibrary(t.Context(), rag.LibraryConfig{Record: r, Log: log, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Add(t.Context(), articles); err != nil {
		t.Fatal(err)
	}
	return r, l
}
