package rag_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"newsdesk/internal/record/librarytest"
	"newsdesk/rag"
)

// reports are n articles that differ.
func reports(n int) []rag.Article {
	all := make([]rag.Article, n)
	for i := range all {
		all[i] = rag.Article{ID: rag.ArticleID(fmt.Sprint("r", i)), Title: fmt.Sprint("Report ", i), Body: fmt.Sprintf("Report %d says that %d bridges were built.", i, i)}
	}
	return all
}

// TestImport stores what it is given, in batches, and again only what changed.
func TestImport(t *testing.T) {
	rec, l := librarytest.Open(t)
	store := rag.Store{Record: rec}
	for _, step := range []struct {
		name string
		edit func([]rag.Article) []rag.Article
		want map[rag.Outcome]int
	}{
		{"new", func(a []rag.Article) []rag.Article { return a }, map[rag.Outcome]int{rag.Added: 100}},
		{"again", func(a []rag.Article) []rag.Article { return a }, map[rag.Outcome]int{rag.Unchanged: 100}},
		{"one edited", func(a []rag.Article) []rag.Article { a[42].Body += " None fell."; return a }, map[rag.Outcome]int{rag.Replaced: 1, rag.Unchanged: 99}},
		{"one twice in a batch", func(a []rag.Article) []rag.Article {
			edited := a[3]
			edited.Body = "It was taken back."
			return []rag.Article{edited, a[3]}
		}, map[rag.Outcome]int{rag.Replaced: 2}},
	} {
		got := map[rag.Outcome]int{}
		into := store.Import(t.Context(), rag.ImportSizes{Articles: 7, Bytes: 1 << 20}, func(all []rag.Outcome) {
			for _, o := range all {
				got[o]++
			}
		})
		for _, a := range step.edit(reports(100)) {
			if err := into.Take(a); err != nil {
				t.Fatal(err)
			}
		}
		if err := into.End(); err != nil {
			t.Fatal(err)
		}
		for o, n := range step.want {
			if got[o] != n || len(got) != len(step.want) {
				t.Errorf("%s: %v, want %v", step.name, got, step.want)
			}
		}
	}
	if err := l.Sync(t.Context()); err != nil {
		t.Fatal(err)
	}
	a, err := l.Article(t.Context(), "r3")
	if err != nil || a.Body != reports(4)[3].Body {
		t.Errorf("in the end it says %q, %v", a.Body, err)
	}
	if found, err := l.Search(t.Context(), rag.Query{Text: "bridges built"}); err != nil || len(found) == 0 {
		t.Errorf("found %d, %v", len(found), err)
	}
}

// full is a record whose disk is full after some batches.
type full struct {
	rag.Record
	left int
}

var errFull = errors.New("the disk is full")

func (f *full) Put(ctx context.Context, all []rag.Prepared) ([]rag.Outcome, error) {
	if f.left--; f.left < 0 {
		return nil, errFull
	}
	return f.Record.Put(ctx, all)
}

// TestImportFails has the disk fill: what was stored before is told and stays, and
// nobody waits for ever.
func TestImportFails(t *testing.T) {
	rec, l := librarytest.Open(t)
	told := 0
	into := rag.Store{Record: &full{rec, 3}}.Import(t.Context(), rag.ImportSizes{Articles: 5, Bytes: 1 << 20}, func(all []rag.Outcome) { told += len(all) })
	var failed error
	for _, a := range slices.Concat(reports(200), reports(200)) {
		if failed = into.Take(a); failed != nil {
			break
		}
	}
	if err := into.End(); !errors.Is(err, errFull) || !errors.Is(failed, errFull) {
		t.Errorf("taking fails with %v, and the end with %v", failed, err)
	}
	if err := l.Sync(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := l.Extent(rag.Filter{}).Articles; told != 15 || n != 15 {
		t.Errorf("%d were told and %d are there, want 15", told, n)
	}
}
