package rag

import (
	"context"
	"fmt"
	"slices"

	"golang.org/x/sync/errgroup"
)

// Store writes articles to a record, and keeps none of them in memory: a library
// on the same record, here or in another process, finds them when it next looks.
type Store struct {
	Record Record
	// Unasked keeps out what a person has withdrawn: see Prepared.
	Unasked bool
}

// Add stores articles with what is derived from them. All are stored or none; one
// outcome an article. What is there already as it is given is not analysed again.
func (s Store) Add(ctx context.Context, articles []Article) ([]Outcome, error) {
	b, err := s.prepare(ctx, articles)
	if err != nil {
		return nil, err
	}
	return s.put(ctx, b)
}

// batch is articles that are being stored.
type batch struct {
	size     int
	at       []int // which of them are prepared
	prepared []Prepared
}

// prepare analyses those articles that are not there as they are given.
func (s Store) prepare(ctx context.Context, articles []Article) (batch, error) {
	b := batch{size: len(articles)}
	held, err := s.Record.Holds(ctx, articles, AnalysisVersion)
	if err != nil {
		return b, fmt.Errorf("look for %d articles: %w", len(articles), err)
	}
	times := map[ArticleID]int{}
	for i := range articles {
		times[articles[i].ID]++
	}
	var fresh []Article
	for i := range articles {
		// Of several with one id in a batch, the last is to stand in the end.
		if !held[i] || times[articles[i].ID] > 1 {
			b.at, fresh = append(b.at, i), append(fresh, articles[i])
		}
	}
	b.prepared, err = prepareAll(ctx, fresh)
	for i := range b.prepared {
		b.prepared[i].Unasked = s.Unasked
	}
	return b, err
}

func (s Store) put(ctx context.Context, b batch) ([]Outcome, error) {
	outcomes := slices.Repeat([]Outcome{Unchanged}, b.size)
	put, err := s.Record.Put(ctx, b.prepared)
	if err != nil {
		return nil, fmt.Errorf("store %d articles: %w", b.size, err)
	}
	for i, o := range put {
		outcomes[b.at[i]] = o
	}
	return outcomes, nil
}

// An Import stores articles while more of them are read: one batch is read, one
// analysed and one written at a time, so that neither a core nor the disk waits,
// and memory holds three batches however many articles come.
type Import struct {
	store   Store
	read    chan []Article
	work    *errgroup.Group
	failed  context.Context // done when storing has failed
	batch   []Article
	bytes   int
	sizes   ImportSizes
	outcome func([]Outcome)
}

// ImportSizes bound a batch, in articles and in bytes of their texts.
type ImportSizes struct{ Articles, Bytes int }

// Import begins to store. Told is called with the outcomes of each batch once it
// is durable, by one goroutine at a time; End is to be called in any case.
func (s Store) Import(ctx context.Context, sizes ImportSizes, told func([]Outcome)) *Import {
	i := &Import{store: s, read: make(chan []Article), sizes: sizes, outcome: told}
	i.work, i.failed = errgroup.WithContext(ctx)
	ready := make(chan batch)
	i.work.Go(func() error { return i.analyse(ready) })
	i.work.Go(func() error { return i.write(ready) })
	return i
}

// Take takes an article to be stored. It fails when an earlier one could not be.
func (i *Import) Take(a Article) error {
	i.batch, i.bytes = append(i.batch, a), i.bytes+len(a.Body)
	if len(i.batch) < i.sizes.Articles && i.bytes < i.sizes.Bytes {
		return nil
	}
	return i.flush()
}

func (i *Import) flush() error {
	if len(i.batch) == 0 {
		return nil
	}
	select {
	case i.read <- i.batch:
		i.batch, i.bytes = nil, 0
		return nil
	case <-i.failed.Done():
		return context.Cause(i.failed)
	}
}

// End stores what was taken and waits until all of it is durable.
func (i *Import) End() error {
	_ = i.flush() // what failed, Wait returns
	close(i.read)
	return i.work.Wait()
}

func (i *Import) analyse(ready chan<- batch) error {
	defer close(ready)
	for articles := range i.read {
		b, err := i.store.prepare(i.failed, articles)
		if err != nil {
			return err
		}
		select {
		case ready <- b:
		case <-i.failed.Done():
			return context.Cause(i.failed)
		}
	}
	return nil
}

func (i *Import) write(ready <-chan batch) error {
	for b := range ready {
		outcomes, err := i.store.put(i.failed, b)
		if err != nil {
			return err
		}
		i.outcome(outcomes)
	}
	return nil
}
