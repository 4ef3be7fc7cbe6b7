package record

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"newsdesk/internal/record/recordtest"
	"newsdesk/rag"
)

// dated returns an article of an outlet and a date.
func dated(id, outlet string, d rag.Date) rag.Prepared {
	p := recordtest.Prepared(1, 1)
	p.Article.ID, p.Article.Outlet, p.Article.Published = rag.ArticleID(id), outlet, d
	return p
}

// shelf holds a few articles whose order is told by their ids.
func shelf(t *testing.T) *Record {
	r := open(t, t.TempDir())
	noon := time.Date(2025, 3, 14, 12, 0, 0, 0, time.FixedZone("", 3*3600))
	_, err := r.Put(t.Context(), []rag.Prepared{
		dated("5", "Reuters", rag.Date{}),
		dated("3", "AP", rag.Day(2025, 3, 14)),
		dated("4", "Reuters", rag.Day(1912, 4, 15)),
		dated("1", "Reuters", rag.Day(2025, 4, 1)),
		dated("6", "", rag.Date{}),
		dated("2", "AP", rag.Date{Time: noon, Precision: rag.ToMinute}),
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func list(t *testing.T, r *Record, page Page) []rag.ArticleID {
	t.Helper()
	var ids []rag.ArticleID
	for a, err := range r.List(t.Context(), page) {
		if err != nil {
			t.Fatal(err)
		}
		if a.Body != "" || a.Title == "" {
			t.Errorf("listed: %+v", a)
		}
		ids = append(ids, a.ID)
	}
	return ids
}

func TestList(t *testing.T) {
	r := shelf(t)
	for _, test := range []struct {
		page Page
		want []rag.ArticleID
	}{
		{Page{}, []rag.ArticleID{"1", "2", "3", "4", "5", "6"}},
		{Page{Limit: 2}, []rag.ArticleID{"1", "2"}},
		{Page{Offset: 4, Limit: 5}, []rag.ArticleID{"5", "6"}},
		{Page{Offset: 5}, []rag.ArticleID{"6"}},
		{Page{Offset: 9}, nil},
	} {
		if got := list(t, r, test.page); !slices.Equal(got, test.want) {
			t.Errorf("%+v: %v, want %v", test.page, got, test.want)
		}
	}
	for a := range r.List(t.Context(), Page{}) { // left early, and read from within
		if _, err := r.ByID(t.Context(), a.ID); err != nil {
			t.Error(err)
		}
		break
	}
}

func TestStat(t *testing.T) {
	for _, test := range []struct {
		name string
		r    *Record
		want Stat
	}{
		{"empty", open(t, t.TempDir()), Stat{}},
		{"shelf", shelf(t), Stat{Articles: 6, Dated: 4, First: rag.Day(1912, 4, 15), Last: rag.Day(2025, 4, 1),
			Outlets: []Outlet{{"Reuters", 3}, {"AP", 2}, {"", 1}}}},
	} {
		got, err := test.r.Stat(t.Context())
		if diff := cmp.Diff(test.want, got); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", test.name, err, diff)
		}
	}
}

func TestByID(t *testing.T) {
	r := shelf(t)
	if a, err := r.ByID(t.Context(), "2"); err != nil || a.Body == "" || a.Published.String() != "2025-03-14T12:00+03:00" {
		t.Errorf("%+v, %v", a, err)
	}
	if _, err := r.ByID(t.Context(), "7"); !errors.Is(err, rag.ErrNotFound) {
		t.Errorf("%v, want ErrNotFound", err)
	}
}

func TestHead(t *testing.T) {
	r := shelf(t)
	end, err := r.Changes(t.Context(), 0, nil, func(rag.Change) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	head, err := r.Head(t.Context())
	if err != nil || head != end {
		t.Errorf("head %d, %v, want %d", head, err, end)
	}
	if err := r.Remove(t.Context(), "1"); err != nil {
		t.Fatal(err)
	}
	if moved, err := r.Head(t.Context()); err != nil || moved <= head {
		t.Errorf("after a change: head %d, %v, was %d", moved, err, head)
	}
}

// TestTrim follows a log that is shortened behind the reader.
func TestTrim(t *testing.T) {
	r := open(t, t.TempDir())
	behind := recordtest.NewIndex()
	for version := range 50 {
		if _, err := r.Put(t.Context(), []rag.Prepared{recordtest.Prepared(1, version), recordtest.Prepared(2, version)}); err != nil {
			t.Fatal(err)
		}
		if version == 10 {
			if err := behind.Follow(t.Context(), r); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := r.Trim(t.Context(), 3); err != nil {
		t.Fatal(err)
	}
	var rows int
	if err := r.read.QueryRowContext(t.Context(), `SELECT count(*) FROM log`).Scan(&rows); err != nil || rows != 5 {
		t.Errorf("%d rows in the log, %v, want 3 removals and 2 articles", rows, err)
	}
	present := recordtest.NewIndex()
	for _, x := range []*recordtest.Index{behind, present} {
		if err := x.Follow(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	if diff := behind.Diff(present); diff != "" || present.Removals != 0 {
		t.Error(diff)
	}
}

func TestRelease(t *testing.T) {
	r := open(t, t.TempDir())
	for _, step := range []struct {
		release, owner string
		want           bool
	}{{"", "a", true}, {"b", "b", false}, {"a", "b", true}} {
		if err := r.Release(t.Context(), "job", step.release); err != nil {
			t.Fatal(err)
		}
		if got, err := r.Lease(t.Context(), "job", step.owner); err != nil || got != step.want {
			t.Errorf("%+v: %v, %v", step, got, err)
		}
	}
}

// TestLeaseAfterClockWentBack does not wait for a time that was a mistake.
func TestLeaseAfterClockWentBack(t *testing.T) {
	now := time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC)
	r, err := Open(t.Context(), t.TempDir(), Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for _, owner := range []string{"a", "b"} {
		if got, err := r.Lease(t.Context(), "job", owner); err != nil || !got {
			t.Errorf("%s: %v, %v", owner, got, err)
		}
		now = now.AddDate(-73, 0, 0)
	}
}
