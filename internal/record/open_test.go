package record

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newsdesk/internal/record/recordtest"
	"newsdesk/rag"
)

// execSQL runs statements on the file of a record that is closed.
func execSQL(t *testing.T, dir string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, FileName))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, s := range statements {
		if _, err := db.ExecContext(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestOpenRefuses holds every refusal to one line that says what to do.
func TestOpenRefuses(t *testing.T) {
	for _, test := range []struct {
		name    string
		prepare func(t *testing.T, dir string) string
		want    string
		is      error
	}{
		{"newer", func(t *testing.T, dir string) string {
			fillAndClose(t, dir)
			execSQL(t, dir, fmt.Sprintf(`PRAGMA user_version = %d`, len(migrations)+1))
			return dir
		}, "install that version", rag.ErrNewer},
		{"not a database", func(t *testing.T, dir string) string {
			write(t, filepath.Join(dir, FileName), strings.Repeat("no database ", 1000))
			return dir
		}, "move it away", nil},
		{"cut short", func(t *testing.T, dir string) string {
			fillAndClose(t, dir)
			if err := os.Truncate(filepath.Join(dir, FileName), 20_000); err != nil {
				t.Fatal(err)
			}
			return dir
		}, "move it away", nil},
		{"another program's", func(t *testing.T, dir string) string {
			execSQL(t, dir, `CREATE TABLE theirs (x)`)
			return dir
		}, "another program's", nil},
		{"a file for a directory", func(t *testing.T, dir string) string {
			write(t, filepath.Join(dir, "f"), "")
			return filepath.Join(dir, "f")
		}, "name a directory", nil},
		{"below a file", func(t *testing.T, dir string) string {
			write(t, filepath.Join(dir, "f"), "")
			return filepath.Join(dir, "f", "data")
		}, "not a directory", nil},
		{"a directory for a file", func(t *testing.T, dir string) string {
			if err := os.Mkdir(filepath.Join(dir, FileName), 0o755); err != nil {
				t.Fatal(err)
			}
			return dir
		}, "can't open", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := test.prepare(t, t.TempDir())
			r, err := Open(t.Context(), dir, Options{})
			if err == nil {
				_ = r.Close()
				t.Fatal("no error")
			}
			t.Log(err)
			if s := err.Error(); !strings.Contains(s, test.want) || strings.Contains(s, "\n") || !strings.Contains(s, dir) {
				t.Errorf("%q, want one line with %q", s, test.want)
			}
			if test.is != nil && !errors.Is(err, test.is) {
				t.Errorf("%v is not %v", err, test.is)
			}
		})
	}
}

// TestOddPath opens a record whose path a careless URI would cut.
func TestOddPath(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "what? 100%41 #1 &mode=ro Ä")
	r := open(t, dir)
	if _, err := r.Put(t.Context(), []rag.Prepared{recordtest.Prepared(1, 1)}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, FileName)); err != nil {
		t.Fatal(err)
	}
}

func TestSettings(t *testing.T) {
	r := open(t, t.TempDir())
	for pragma, want := range map[string]string{
		"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": busyTimeout, "page_size": pageSize,
	} {
		var got string
		if err := r.write.QueryRowContext(t.Context(), "PRAGMA "+pragma).Scan(&got); err != nil || got != want {
			t.Errorf("%s: %s %v, want %s", pragma, got, err, want)
		}
	}
}

// TestFullDisk lets the database grow no further and wants to find it as it was.
func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	r := open(t, dir)
	if _, err := r.Put(t.Context(), []rag.Prepared{recordtest.Prepared(1, 1)}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.write.ExecContext(t.Context(), `PRAGMA max_page_count = 40`); err != nil {
		t.Fatal(err)
	}
	big := recordtest.Prepared(3, 1)
	big.Article.Body = strings.Repeat("x", 1<<20)
	_, err := r.Put(t.Context(), []rag.Prepared{recordtest.Prepared(1, 2), recordtest.Prepared(2, 1), big})
	if err == nil || !strings.Contains(err.Error(), "free some space") || strings.Contains(err.Error(), "\n") {
		t.Fatal(err)
	}
	t.Log(err)
	got, err := r.ByID(t.Context(), "a1")
	if err != nil || got.Title != recordtest.Prepared(1, 1).Article.Title {
		t.Errorf("after the failure: %q, %v", got.Title, err)
	}
	checkIntegrity(t, r)
	if _, err := r.Put(t.Context(), []rag.Prepared{recordtest.Prepared(2, 1)}); err != nil {
		t.Errorf("a small article, with the room that there is: %v", err)
	}
}

// TestWaitIsCancelled has a writer wait for another one until its context ends.
func TestWaitIsCancelled(t *testing.T) {
	dir := t.TempDir()
	mine, other := open(t, dir), open(t, dir)
	tx, err := other.write.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	for range 2 { // one waits for the file, the other for the first
		go func() {
			_, err := mine.Put(ctx, []rag.Prepared{recordtest.Prepared(1, 1)})
			ended <- err
		}()
	}
	cancel()
	for range 2 {
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("%v, want context.Canceled", err)
		}
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if _, err := mine.Put(t.Context(), []rag.Prepared{recordtest.Prepared(1, 1)}); err != nil {
		t.Error(err)
	}
}

// TestCancelHalfway ends the context between two articles of a batch.
func TestCancelHalfway(t *testing.T) {
	r := open(t, t.TempDir())
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	err := r.change(ctx, func(work context.Context, tx *sql.Tx) error {
		p, err := newPutter(work, tx, 0)
		if err != nil {
			return err
		}
		a := recordtest.Prepared(1, 1)
		if _, err := p.put(work, &a); err != nil {
			return err
		}
		cancel()
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want context.Canceled", err)
	}
	if stat, err := r.Stat(t.Context()); err != nil || stat.Articles != 0 {
		t.Errorf("%d articles, %v", stat.Articles, err)
	}
}
