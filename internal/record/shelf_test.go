package record

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"newsdesk/rag"
)

// A room that must not know this one spells the document out.
var _ interface {
	Shelve(ctx context.Context, doc struct {
		Collection, Key, Owner string
		Body                   []byte
		Expires                time.Time
	}) error
} = (*Record)(nil)

// clock is a clock that a test moves.
type clock struct{ time.Time }

func newClock() *clock { return &clock{time.Date(2026, 3, 14, 9, 0, 0, 0, time.UTC)} }

// openAt opens the record in dir by a clock until the test ends.
func openAt(t *testing.T, dir string, c *clock) *Record {
	t.Helper()
	r, err := Open(t.Context(), dir, Options{Now: func() time.Time { return c.Time }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	return r
}

func shelve(t *testing.T, r *Record, docs ...Doc) {
	t.Helper()
	for _, d := range docs {
		if err := r.Shelve(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
}

// checkDocs holds a collection to the documents that are wanted, as they are
// listed and as each is read.
func checkDocs(t *testing.T, r *Record, collection, prefix string, want ...Doc) {
	t.Helper()
	sameBytes := cmp.Comparer(bytes.Equal) // at once, for bodies may be long
	var got []Doc
	err := r.Docs(t.Context(), collection, prefix, func(d Doc) error {
		alone, err := r.Doc(t.Context(), collection, d.Key)
		if !cmp.Equal(alone, d, sameBytes) {
			t.Errorf("listed %+v, read %+v", d, alone)
		}
		got = append(got, d)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, sameBytes); diff != "" {
		t.Errorf("%q with keys of %q (-want +got):\n%s", collection, prefix, diff)
	}
}

func checkGone(t *testing.T, r *Record, collection, key string) {
	t.Helper()
	if d, err := r.Doc(t.Context(), collection, key); !errors.Is(err, rag.ErrNotFound) {
		t.Errorf("%q of %q: %+v, %v, want ErrNotFound", key, collection, d, err)
	}
}

func doc(collection, key, owner, body string) Doc {
	return Doc{Collection: collection, Key: key, Owner: owner, Body: []byte(body)}
}

func TestShelf(t *testing.T) {
	dir := t.TempDir()
	c := newClock()
	r := openAt(t, dir, c)
	kept := doc("answers", "1", "user", `{"q":"?"}`)
	kept.Expires = c.Add(30 * 24 * time.Hour)
	shelve(t, r, doc("settings", "1", "", "{}"), doc("settings", "1", "server", `{"a":1}`), doc("settings", "2", "", ""), kept)
	for _, r := range []*Record{r, openAt(t, dir, c)} { // and as another handle reads it
		checkDocs(t, r, "settings", "", doc("settings", "1", "server", `{"a":1}`), doc("settings", "2", "", ""))
		checkDocs(t, r, "answers", "", kept)
		checkGone(t, r, "answers", "2")
		checkGone(t, r, "none", "1")
	}
	for range 2 { // the second time there is nothing to do
		if err := r.Unshelve(t.Context(), "settings", "1"); err != nil {
			t.Error(err)
		}
	}
	checkGone(t, r, "settings", "1")
	checkDocs(t, r, "settings", "", doc("settings", "2", "", ""))
}

func TestShelfIsKept(t *testing.T) {
	dir := t.TempDir()
	r, err := Open(t.Context(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	shelve(t, r, doc("settings", "1", "", "{}"))
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	checkDocs(t, open(t, dir), "settings", "", doc("settings", "1", "", "{}"))
}

func TestDocsByPrefix(t *testing.T) {
	r := open(t, t.TempDir())
	var all []Doc
	for _, key := range []string{"\x00", "1", "1/", "1/%", "1/2", "1/2\x00", "1/A", "1/_", "1/a", "1/é", "1/\U0010ffff", "10", "2/1"} {
		all = append(all, doc("c", key, "", key))
	}
	shelve(t, r, doc("c2", "1/2", "", ""), doc("C", "1/2", "", ""))
	for i := range all {
		shelve(t, r, all[(i*7)%len(all)]) // in no order
	}
	for prefix, want := range map[string][]Doc{"": all, "1": all[1:12], "1/": all[2:11], "1/2": all[4:6], "1/\U0010ffff": all[10:11], "3": nil} {
		checkDocs(t, r, "c", prefix, want...)
	}
}

// TestDocsWhileWritten writes to the documents that are being listed.
func TestDocsWhileWritten(t *testing.T) {
	r := open(t, t.TempDir())
	shelve(t, r, doc("c", "1", "", "old"), doc("c", "2", "", "old"))
	var seen []string
	err := r.Docs(t.Context(), "c", "", func(d Doc) error {
		seen = append(seen, d.Key+string(d.Body))
		shelve(t, r, doc("c", "2", "", "new"), doc("c", "3", "", "new"))
		return nil
	})
	if want := []string{"1old", "2old"}; err != nil || !slices.Equal(seen, want) {
		t.Errorf("%v, %v, want %v", seen, err, want)
	}
	enough, calls := errors.New("enough"), 0
	err = r.Docs(t.Context(), "c", "", func(Doc) error { calls++; return enough })
	if !errors.Is(err, enough) || calls != 1 {
		t.Errorf("%v after %d calls, want one", err, calls)
	}
}
