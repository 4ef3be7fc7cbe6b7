//go:build unix

package record

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"newsdesk/internal/record/recordtest"
	"newsdesk/rag"
)

// nobody is the user that a test run by root becomes where it wants to be
// refused something.
const nobody = 65534

func init() { roles["serve"] = serveUnprivileged }

// serveUnprivileged opens a record as a user that has no right to write to it,
// and tells what it can do there.
func serveUnprivileged(ctx context.Context, dir string, _ io.Reader, out io.Writer) error {
	if os.Getuid() == 0 {
		if err := syscall.Setuid(nobody); err != nil {
			return err
		}
	}
	r, err := Open(ctx, dir, Options{})
	if err != nil {
		return err
	}
	defer r.Close()
	stat, err := r.Stat(ctx)
	fmt.Fprintln(out, "articles:", stat.Articles, err)
	_, err = r.Put(ctx, []rag.Prepared{recordtest.Prepared(1, 1)})
	fmt.Fprintln(out, "read-only:", r.ReadOnly(), "put:", err)
	for name, write := range shelfWriters(r) {
		fmt.Fprintln(out, name, "is refused:", errors.Is(write(ctx), ErrReadOnly))
	}
	settings, err := r.Doc(ctx, "settings", "1")
	fmt.Fprintln(out, "settings:", string(settings.Body), err)
	return nil
}

// shelfWriters are all methods that write to the shelf.
func shelfWriters(r *Record) map[string]func(ctx context.Context) error {
	return map[string]func(ctx context.Context) error{
		"Shelve": func(ctx context.Context) error {
			return r.Shelve(ctx, Doc{Collection: "settings", Key: "1"})
		},
		"UpdateDoc": func(ctx context.Context) error {
			return r.UpdateDoc(ctx, "settings", "1", func(*Doc) (*Doc, error) { return nil, errors.New("it was called") })
		},
		"Unshelve":    func(ctx context.Context) error { return r.Unshelve(ctx, "settings", "1") },
		"Forget":      func(ctx context.Context) error { _, err := r.Forget(ctx, "owner"); return err },
		"DropExpired": func(ctx context.Context) error { _, err := r.DropExpired(ctx); return err },
	}
}

// TestReadOnlyPlace opens a record as a user that can't write it.
func TestReadOnlyPlace(t *testing.T) {
	for _, test := range []struct {
		name    string
		prepare func(t *testing.T, dir string)
		want    []string
	}{
		{"a record", func(t *testing.T, dir string) { fillAndClose(t, dir) },
			[]string{"articles: 2 <nil>", "read-only: true put: store 1 articles in", "make it writable"}},
		{"a shelf", leaveSettings, []string{"settings: {} <nil>", "Shelve is refused: true", "UpdateDoc is refused: true",
			"Unshelve is refused: true", "Forget is refused: true", "DropExpired is refused: true"}},
		{"nothing", func(t *testing.T, dir string) {}, []string{"error: open", "give this user the right"}},
		{"a log not yet copied back", leaveLog, []string{"articles: 2 <nil>", "read-only: true"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.Chmod(filepath.Dir(dir), 0o755); err != nil { // let the other user pass
				t.Fatal(err)
			}
			test.prepare(t, dir)
			chmodAll(t, dir, 0o444, 0o555)
			t.Cleanup(func() { chmodAll(t, dir, 0o644, 0o755) })
			got := start(t, "serve", dir).output()
			for _, want := range test.want {
				if !strings.Contains(got, want) {
					t.Errorf("got %q, want in it %q", got, want)
				}
			}
		})
	}
}

// leaveLog leaves a record as a process does that is still running.
func leaveLog(t *testing.T, dir string) {
	t.Helper()
	r := open(t, dir)
	if _, err := r.Put(t.Context(), []rag.Prepared{recordtest.Prepared(1, 1), recordtest.Prepared(2, 1)}); err != nil {
		t.Fatal(err)
	}
}

// leaveSettings leaves a record with a document.
func leaveSettings(t *testing.T, dir string) {
	t.Helper()
	fillAndClose(t, dir)
	r, err := Open(t.Context(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if err := r.Shelve(t.Context(), Doc{Collection: "settings", Key: "1", Body: []byte("{}")}); err != nil {
		t.Fatal(err)
	}
}

func chmodAll(t *testing.T, dir string, file, folder os.FileMode) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if err := os.Chmod(filepath.Join(dir, e.Name()), file); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(dir, folder); err != nil {
		t.Fatal(err)
	}
}
