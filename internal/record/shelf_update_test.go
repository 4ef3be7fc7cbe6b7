package record

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"sync"
	"testing"
)

func TestUpdateDoc(t *testing.T) {
	r := open(t, t.TempDir())
	update := func(result *Doc) {
		t.Helper()
		if err := r.UpdateDoc(t.Context(), "c", "k", func(*Doc) (*Doc, error) { return result, nil }); err != nil {
			t.Fatal(err)
		}
	}
	update(nil) // of nothing nothing
	checkDocs(t, r, "c", "")
	checkOld(t, r, "c", "k", nil)
	update(&Doc{Owner: "o", Body: []byte("1")}) // the name may be left out
	first := doc("c", "k", "o", "1")
	checkDocs(t, r, "c", "", first)
	checkOld(t, r, "c", "k", &first)
	second := doc("c", "k", "o2", "2")
	update(&second)
	checkDocs(t, r, "c", "", second)
	update(nil)
	checkDocs(t, r, "c", "")
}

// TestUpdateDocFails has a change fail in every way and wants all as it was.
func TestUpdateDocFails(t *testing.T) {
	r := open(t, t.TempDir())
	was := doc("c", "k", "o", "was")
	shelve(t, r, was)
	broken := errors.New("broken")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	for name, test := range map[string]struct {
		change func(old *Doc) (*Doc, error)
		want   error
	}{
		"an error": {func(old *Doc) (*Doc, error) {
			old.Owner = "other"
			copy(old.Body, "xxx")
			return old, broken
		}, broken},
		"another key":        {func(old *Doc) (*Doc, error) { old.Key = "k2"; return old, nil }, errRenamed},
		"another collection": {func(old *Doc) (*Doc, error) { old.Collection = "c2"; return old, nil }, errRenamed},
		"its context ended":  {func(*Doc) (*Doc, error) { cancel(); return nil, nil }, context.Canceled},
	} {
		c := t.Context()
		if errors.Is(test.want, context.Canceled) {
			c = ctx
		}
		if err := r.UpdateDoc(c, "c", "k", test.change); !errors.Is(err, test.want) {
			t.Errorf("%s: %v, want %v", name, err, test.want)
		}
		checkDocs(t, r, "c", "", was)
		checkDocs(t, r, "c2", "")
	}
}

// TestUpdateDocPanics leaves the record free for the next writer.
func TestUpdateDocPanics(t *testing.T) {
	r := open(t, t.TempDir())
	func() {
		defer func() { _ = recover() }()
		_ = r.UpdateDoc(t.Context(), "c", "k", func(*Doc) (*Doc, error) { panic("a bug of the caller's") })
	}()
	shelve(t, r, doc("c", "k", "", "after"))
	checkDocs(t, r, "c", "", doc("c", "k", "", "after"))
}

// TestUpdateDocReads has a change read from the record, which sees what was.
func TestUpdateDocReads(t *testing.T) {
	r := open(t, t.TempDir())
	shelve(t, r, doc("c", "k", "", "1"), doc("c", "k2", "", "2"))
	err := r.UpdateDoc(t.Context(), "c", "k", func(old *Doc) (*Doc, error) {
		checkDocs(t, r, "c", "", doc("c", "k", "", "1"), doc("c", "k2", "", "2"))
		return nil, nil
	})
	if err != nil {
		t.Error(err)
	}
}

// count adds one to a document n times.
func count(ctx context.Context, r *Record, n int) error {
	for range n {
		err := r.UpdateDoc(ctx, "counts", "all", func(old *Doc) (*Doc, error) {
			sum := 0
			if old != nil {
				var err error
				if sum, err = strconv.Atoi(string(old.Body)); err != nil {
					return nil, err
				}
			}
			return &Doc{Body: strconv.AppendInt(nil, int64(sum+1), 10)}, nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// TestUpdateDocSideBySide counts in several goroutines on two handles.
func TestUpdateDocSideBySide(t *testing.T) {
	const counters, each = 4, 25
	dir := t.TempDir()
	handles := []*Record{open(t, dir), open(t, dir)}
	var counting sync.WaitGroup
	for i := range counters {
		counting.Go(func() {
			if err := count(t.Context(), handles[i%2], each); err != nil {
				t.Error(err)
			}
		})
	}
	counting.Wait()
	checkDocs(t, handles[0], "counts", "", doc("counts", "all", "", fmt.Sprint(counters*each)))
}

const countEach = 40

func init() { roles["count"] = countOnCue }

// countOnCue counts in a record that is there when told to.
func countOnCue(ctx context.Context, dir string, in io.Reader, out io.Writer) error {
	r, err := Open(ctx, dir, Options{})
	if err != nil {
		return err
	}
	defer r.Close()
	fmt.Fprintln(out, "ready")
	if _, err := bufio.NewReader(in).ReadString('\n'); err != nil {
		return err
	}
	if err := count(ctx, r, countEach); err != nil {
		return err
	}
	fmt.Fprintln(out, "done")
	return nil
}

// TestUpdateDocTogether counts in several processes at once.
func TestUpdateDocTogether(t *testing.T) {
	const processes = 3
	dir := t.TempDir()
	r := open(t, dir)
	var children []*child
	for range processes {
		c := start(t, "count", dir)
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
	checkDocs(t, r, "counts", "", doc("counts", "all", "", fmt.Sprint(processes*countEach)))
}
