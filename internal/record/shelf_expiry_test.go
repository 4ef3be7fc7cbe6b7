package record

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"
)

func TestDocExpires(t *testing.T) {
	c := newClock()
	r := openAt(t, t.TempDir(), c)
	short, long, never := doc("c", "1", "o", "short"), doc("c", "2", "o", "long"), doc("c", "3", "o", "never")
	short.Expires, long.Expires = c.Add(time.Minute), c.Add(time.Hour)
	shelve(t, r, short, long, never)

	c.Time = short.Expires.Add(-time.Millisecond)
	checkDocs(t, r, "c", "", short, long, never)
	c.Time = short.Expires
	checkDocs(t, r, "c", "", long, never)
	checkGone(t, r, "c", "1")
	checkOld(t, r, "c", "1", nil)

	shelve(t, r, short) // as late as that it is stored and not found
	checkGone(t, r, "c", "1")
	renewed := short
	renewed.Expires = c.Add(2 * time.Hour)
	shelve(t, r, renewed)
	c.Time = long.Expires
	checkDocs(t, r, "c", "", renewed, never)
	checkDropped(t, r, 1)
	checkDropped(t, r, 0)
	checkDocs(t, r, "c", "", renewed, never)

	c.Time = c.AddDate(1000, 0, 0)
	checkDropped(t, r, 1)
	checkDocs(t, r, "c", "", never)
}

// checkOld holds UpdateDoc to what it says is there, and changes nothing.
func checkOld(t *testing.T, r *Record, collection, key string, want *Doc) {
	t.Helper()
	enough := errors.New("enough")
	err := r.UpdateDoc(t.Context(), collection, key, func(old *Doc) (*Doc, error) {
		if (old == nil) != (want == nil) || old != nil && string(old.Body) != string(want.Body) {
			t.Errorf("old is %+v, want %+v", old, want)
		}
		return nil, enough
	})
	if !errors.Is(err, enough) {
		t.Errorf("%v, want the error of the change", err)
	}
}

func checkDropped(t *testing.T, r *Record, want int) {
	t.Helper()
	if n, err := r.DropExpired(t.Context()); err != nil || n != want {
		t.Errorf("dropped %d, %v, want %d", n, err, want)
	}
}

// TestDropManyExpired has more to drop than one transaction does.
func TestDropManyExpired(t *testing.T) {
	c := newClock()
	r := openAt(t, t.TempDir(), c)
	const many = 2*dropAtOnce + 1
	execDocs(t, r, many, c.Add(-time.Second))
	shelve(t, r, doc("many", "never", "", ""))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if n, err := r.DropExpired(ctx); !errors.Is(err, context.Canceled) || n != 0 {
		t.Errorf("cancelled: dropped %d, %v", n, err)
	}
	checkDropped(t, r, many)
	checkDocs(t, r, "many", "", doc("many", "never", "", ""))
}

// execDocs stores many documents at once.
func execDocs(t *testing.T, r *Record, n int, expires time.Time) {
	t.Helper()
	_, err := r.write.ExecContext(t.Context(), `WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i+1 FROM n WHERE i < ?)
		INSERT INTO shelf (collection, key, owner, doc, expires, updated) SELECT 'many', i, 'owner', x'7b7d', ?, 0 FROM n`,
		n, expires.UnixMilli())
	if err != nil {
		t.Fatal(err)
	}
}

func TestForget(t *testing.T) {
	c := newClock()
	dir := t.TempDir()
	r := openAt(t, dir, c)
	for i := range 3 {
		collection := fmt.Sprint("c", i)
		expired := doc(collection, "expired", "me", "")
		expired.Expires = c.Add(-time.Hour)
		shelve(t, r, doc(collection, "1", "me", ""), doc(collection, "2", "me", ""), expired,
			doc(collection, "3", "me too", ""), doc(collection, "4", "", ""))
	}
	shelve(t, r, doc("c0", "2", "not me", "")) // who owns it now counts
	for _, step := range []struct {
		owner string
		want  int
	}{{"nobody", 0}, {"me", 8}, {"me", 0}} {
		if n, err := r.Forget(t.Context(), step.owner); err != nil || n != step.want {
			t.Errorf("forgot %d of %q, %v, want %d", n, step.owner, err, step.want)
		}
	}
	r = openAt(t, dir, c)
	checkDocs(t, r, "c0", "", doc("c0", "2", "not me", ""), doc("c0", "3", "me too", ""), doc("c0", "4", "", ""))
	for _, collection := range []string{"c1", "c2"} {
		checkDocs(t, r, collection, "", doc(collection, "3", "me too", ""), doc(collection, "4", "", ""))
	}
}
