package record

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"newsdesk/internal/record/recordtest"
	"newsdesk/rag"
)

// beforeShelf is how many migrations there were before the shelf.
const beforeShelf = 2

// beforeAudience undoes the migration that came after the shelf, in a database whose
// articles are all everybody's.
var beforeAudience = []string{`DROP TABLE versions`, `ALTER TABLE articles DROP COLUMN audience`, `PRAGMA user_version = 3`}

// beforeTheShelf undoes that of the shelf too.
var beforeTheShelf = append(slices.Clone(beforeAudience), `DROP TABLE shelf`, `PRAGMA user_version = 2`)

// asBefore runs f as the program of an older schema does.
func asBefore(schema int, f func()) {
	all := migrations
	defer func() { migrations = all }()
	migrations = migrations[:schema]
	f()
}

// TestMigrateToShelf opens what the program before the shelf has written.
func TestMigrateToShelf(t *testing.T) {
	dir := t.TempDir()
	fillAndClose(t, dir)
	execSQL(t, dir, beforeTheShelf...)
	r := open(t, dir)
	x := recordtest.NewIndex()
	if err := x.Follow(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	for n := 1; n <= 2; n++ {
		want := recordtest.Prepared(n, 1).Article
		if got, err := r.ByID(t.Context(), want.ID); err != nil || got.Body != want.Body || got.Title != want.Title {
			t.Errorf("%+v, %v, want %+v", got, err, want)
		}
	}
	if len(x.Articles) != 2 {
		t.Errorf("%d articles, want 2", len(x.Articles))
	}
	shelve(t, r, doc("settings", "1", "", "{}"))
	checkDocs(t, open(t, dir), "settings", "", doc("settings", "1", "", "{}"))
	checkIntegrity(t, r)
}

// TestShelfIsNewer opens a record with a shelf as the program before it does,
// which must leave it alone.
func TestShelfIsNewer(t *testing.T) {
	dir := t.TempDir()
	fillAndClose(t, dir)
	asBefore(beforeShelf, func() {
		r, err := Open(t.Context(), dir, Options{})
		if err == nil {
			_ = r.Close()
		}
		if !errors.Is(err, rag.ErrNewer) || !strings.Contains(err.Error(), "schema 4, this one knows 2") {
			t.Errorf("%v, want ErrNewer", err)
		}
	})
	r := open(t, dir)
	if stat, err := r.Stat(t.Context()); err != nil || stat.Articles != 2 {
		t.Errorf("%d articles, %v", stat.Articles, err)
	}
	checkDocs(t, r, "settings", "")
}
