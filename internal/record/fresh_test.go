package record

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"newsdesk/internal/record/recordtest"
	"newsdesk/rag"
)

// migrateOnCue opens a fresh record when told to, and stores an article.
func migrateOnCue(ctx context.Context, dir string, in io.Reader, out io.Writer) error {
	fmt.Fprintln(out, "ready")
	if _, err := bufio.NewReader(in).ReadString('\n'); err != nil {
		return err
	}
	r, err := Open(ctx, dir, Options{})
	if err != nil {
		return err
	}
	defer r.Close()
	if _, err := r.Put(ctx, []rag.Prepared{recordtest.Prepared(os.Getpid(), 1)}); err != nil {
		return err
	}
	fmt.Fprintln(out, "done")
	return nil
}

// TestFreshTogether lets several processes open a directory at once where
// there is nothing yet.
func TestFreshTogether(t *testing.T) {
	const processes, rounds = 3, 4
	for range rounds {
		dir := filepath.Join(t.TempDir(), "not", "there", "yet")
		var children []*child
		for range processes {
			c := start(t, "migrate", dir)
			c.out.Scan() // ready
			children = append(children, c)
		}
		for _, c := range children {
			if _, err := io.WriteString(c.in, "go\n"); err != nil {
				t.Fatal(err)
			}
		}
		for _, c := range children {
			if got := c.output(); got != "done" {
				t.Errorf("a process says %q", got)
			}
		}
		if stat, err := open(t, dir).Stat(t.Context()); err != nil || stat.Articles != processes {
			t.Errorf("%d articles, %v, want one from each process", stat.Articles, err)
		}
	}
}
