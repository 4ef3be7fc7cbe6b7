package record

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"newsdesk/internal/record/recordtest"
	"newsdesk/rag"
)

// TestVersions replaces an article: what it said stays, until it is withdrawn.
func TestVersions(t *testing.T) {
	now := time.Date(2026, 3, 14, 9, 0, 0, 0, time.UTC)
	r, err := Open(t.Context(), t.TempDir(), Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close() })
	put := func(p rag.Prepared) {
		t.Helper()
		if _, err := r.Put(t.Context(), []rag.Prepared{p}); err != nil {
			t.Fatal(err)
		}
	}
	versions := func(id rag.ArticleID) []rag.Version {
		t.Helper()
		all, err := r.Versions(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	first := recordtest.Prepared(1, 1)
	put(first)
	put(first) // the same again is no version
	analysed := first
	analysed.Version++ // nor is another analysis of the same text
	put(analysed)
	if all := versions(first.Article.ID); len(all) != 0 {
		t.Fatalf("an article that never changed has the versions %+v", all)
	}
	second := first
	second.Article.Body = "The bridge opened on Tuesday, not on Monday."
	now = now.Add(time.Hour)
	put(second)
	all := versions(first.Article.ID)
	if len(all) != 1 || !all[0].Replaced.Equal(now) || all[0].Revision == 0 {
		t.Fatalf("the versions are %+v", all)
	}
	want, got := first.Article, all[0].Article
	if diff := cmp.Diff([]any{want.ID, want.Title, want.Body, want.Published.String(), want.Prose}, []any{got.ID, got.Title, got.Body, got.Published.String(), got.Prose}); diff != "" {
		t.Errorf("the old text (-want +got):\n%s", diff)
	}
	for i := range keepVersions + 5 {
		second.Article.Body = fmt.Sprintf("Update %d of the live report.", i)
		put(second)
	}
	if all = versions(first.Article.ID); len(all) != keepVersions || all[0].Article.Body != fmt.Sprintf("Update %d of the live report.", keepVersions+3) {
		t.Errorf("%d versions, the newest of them %q", len(all), all[0].Article.Body)
	}
	if err := r.Remove(t.Context(), first.Article.ID); err != nil {
		t.Fatal(err)
	}
	if all := versions(first.Article.ID); len(all) != 0 {
		t.Errorf("of what was withdrawn there are %d versions", len(all))
	}
}

// TestAudience stores whose coverage an article is, and takes the same article
// of another audience for a change.
func TestAudience(t *testing.T) {
	r := open(t, t.TempDir())
	p := recordtest.Prepared(1, 1)
	p.Article.Audience = "server 7"
	for _, want := range []rag.Outcome{rag.Added, rag.Unchanged} {
		if got, err := r.Put(t.Context(), []rag.Prepared{p}); err != nil || got[0] != want {
			t.Fatalf("%v, %v, want %v", got, err, want)
		}
	}
	if a, err := r.ByID(t.Context(), p.Article.ID); err != nil || a.Audience != "server 7" {
		t.Errorf("read back: %q, %v", a.Audience, err)
	}
	p.Article.Audience = ""
	if got, err := r.Put(t.Context(), []rag.Prepared{p}); err != nil || got[0] != rag.Replaced {
		t.Errorf("%v, %v, want it replaced", got, err)
	}
}
