package sources_test

import (
	"context"
	"testing"
	"time"

	"newsdesk/internal/record"
	"newsdesk/internal/sources"
	"newsdesk/rag"
)

var (
	_ sources.Shelf  = (*record.Record)(nil)
	_ sources.Leases = (*record.Record)(nil)
)

// feedOf answers every request, and keeps the last one.
type feedOf struct{ last sources.Request }

func (f *feedOf) Get(_ context.Context, r sources.Request) (sources.Response, error) {
	f.last = r
	if r.ETag == `"one"` {
		return sources.Response{Status: 304}, nil
	}
	return sources.Response{Status: 200, ETag: `"one"`, Body: []byte("x")}, nil
}

func (*feedOf) Read(_ context.Context, _ sources.Source, f sources.Found) (sources.Batch, error) {
	a := rag.Article{ID: rag.ArticleID(f.URL), Body: string(f.Body)}
	if f.Item.URL != "" {
		return sources.Batch{Items: []sources.Item{{Article: &a}}}, nil
	}
	return sources.Batch{Items: []sources.Item{{Key: "whole", Article: &a}, {URL: "https://news.example/page"}}}, nil
}

func (*feedOf) Put(_ context.Context, _ sources.Source, articles []rag.Article) (int, int, error) {
	return len(articles), 0, nil
}

func (*feedOf) Withdraw(context.Context, sources.Source, rag.ArticleID) error { return rag.ErrNotFound }

// On the record itself, what one process learned the next one knows.
func TestOnTheRecord(t *testing.T) {
	dir := t.TempDir()
	f := &feedOf{}
	open := func() (*sources.Keeper, func() error) {
		r, err := record.Open(t.Context(), dir, record.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return sources.New(sources.Config{Shelf: r, Leases: r, Getter: f, Reader: f, Store: f, Gap: time.Millisecond}), r.Close
	}
	k, end := open()
	s, err := k.Add(t.Context(), sources.Source{Kind: sources.Feed, Address: "https://news.example/feed"})
	if err != nil {
		t.Fatal(err)
	}
	if s, err = k.Poll(t.Context(), s.ID); err != nil || s.State.Added != 2 || s.State.Why != "" {
		t.Fatalf("the first poll: %+v, %v", s.State, err)
	}
	if err := end(); err != nil {
		t.Fatal(err)
	}
	k, end = open()
	if s, err = k.Poll(t.Context(), s.ID); err != nil || f.last.ETag != `"one"` || s.State.Added != 2 || s.State.Why != "" {
		t.Errorf("the second poll: %+v, %v, asked as %+v", s.State, err, f.last)
	}
	if err := k.Remove(t.Context(), s.ID); err != nil {
		t.Error(err)
	}
	if err := end(); err != nil {
		t.Error(err)
	}
}
