package record

import (
	"errors"
	"maps"
	"testing"

	"newsdesk/internal/record/recordtest"
	"newsdesk/rag"
)

func TestWithdrawn(t *testing.T) {
	r := open(t, t.TempDir())
	put := func(articles ...rag.Prepared) {
		t.Helper()
		if _, err := r.Put(t.Context(), articles); err != nil {
			t.Fatal(err)
		}
	}
	check := func(when string, want map[rag.ArticleID]bool) {
		t.Helper()
		got, err := r.Withdrawn(t.Context())
		if err != nil || !maps.Equal(got, want) {
			t.Errorf("%s: %v, %v, want %v", when, got, err, want)
		}
	}
	put(recordtest.Prepared(1, 1), recordtest.Prepared(2, 1))
	check("nothing was removed", map[rag.ArticleID]bool{})
	for _, id := range []rag.ArticleID{"a1", "a2"} {
		if err := r.Remove(t.Context(), id); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.Remove(t.Context(), "never there"); err == nil {
		t.Error("what was never there was removed")
	}
	put(recordtest.Prepared(9, 1))
	if err := r.Retract(t.Context(), "a9"); err != nil { // by its source
		t.Fatal(err)
	}
	if _, err := r.ByID(t.Context(), "a9"); !errors.Is(err, rag.ErrNotFound) {
		t.Errorf("what was retracted is still there: %v", err)
	}
	unasked := recordtest.Prepared(1, 2)
	unasked.Unasked = true
	if got, err := r.Put(t.Context(), []rag.Prepared{unasked}); err != nil || got[0] != rag.Withheld {
		t.Errorf("what was withdrawn and nobody asked for: %v, %v", got, err)
	}
	check("two were removed", map[rag.ArticleID]bool{"a1": true, "a2": true})
	put(recordtest.Prepared(1, 2), recordtest.Prepared(3, 1))
	put(recordtest.Prepared(3, 2)) // replaced, not removed
	check("one was put again", map[rag.ArticleID]bool{"a2": true})
}

func TestTaken(t *testing.T) {
	dir := t.TempDir()
	r := open(t, dir)
	a, b := File{"/a", 1, 2}, File{"/b", 3, 4}
	changed := File{"/a", 1, 5}
	for _, step := range []struct {
		take []File
		want map[File]bool
	}{
		{nil, map[File]bool{}},
		{[]File{a, b}, map[File]bool{a: true, b: true}},
		{[]File{changed}, map[File]bool{changed: true, b: true}},
	} {
		if err := r.Take(t.Context(), step.take); err != nil {
			t.Fatal(err)
		}
		got, err := open(t, dir).Taken(t.Context())
		if err != nil || !maps.Equal(got, step.want) {
			t.Errorf("after %v: %v, %v, want %v", step.take, got, err, step.want)
		}
	}
}

// TestMigrateFromFirst opens what the first schema left.
func TestMigrateFromFirst(t *testing.T) {
	dir := t.TempDir()
	fillAndClose(t, dir)
	execSQL(t, dir, beforeTheShelf...)
	execSQL(t, dir, `DROP TABLE withdrawn`, `DROP TABLE origins`, `DROP TABLE taken`, `PRAGMA user_version = 1`)
	r := open(t, dir)
	if stat, err := r.Stat(t.Context()); err != nil || stat.Articles != 2 {
		t.Errorf("%d articles, %v", stat.Articles, err)
	}
	if err := r.Remove(t.Context(), "a1"); err != nil {
		t.Error(err)
	}
}

// TestReanalyseWhole has the second of two analyses fail.
func TestReanalyseWhole(t *testing.T) {
	r := open(t, t.TempDir())
	if _, err := r.Put(t.Context(), []rag.Prepared{recordtest.Prepared(1, 1), recordtest.Prepared(2, 1)}); err != nil {
		t.Fatal(err)
	}
	_, err := r.write.ExecContext(t.Context(), `CREATE TEMP TRIGGER refuse BEFORE UPDATE ON main.articles
		WHEN new.version = 9 BEGIN SELECT raise(ABORT, 'refused'); END`)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Reanalyse(t.Context(), []rag.Reanalysis{{Revision: 1, Version: 2, Recut: true}, {Revision: 2, Version: 9}}); err == nil {
		t.Fatal("no error")
	}
	x := recordtest.NewIndex()
	if err := x.Follow(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	for _, a := range x.Articles {
		if a.Version != 1 {
			t.Errorf("%s has version %d of the batch that failed", a.Article.ID, a.Version)
		}
	}
}

// TestSchemaThatNeverWas opens a file whose schema has a number below zero.
func TestSchemaThatNeverWas(t *testing.T) {
	dir := t.TempDir()
	r, err := Open(t.Context(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.write.ExecContext(t.Context(), `PRAGMA user_version = -3`); err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), dir, Options{}); !errors.Is(err, errSchema) {
		t.Errorf("error %v, want one of the schema", err)
	}
}
