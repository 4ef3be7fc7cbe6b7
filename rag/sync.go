package rag

import (
	"context"
	"fmt"
	"runtime"
	"time"

	"golang.org/x/sync/errgroup"
)

// prepareAll analyses articles on all cores, in order.
func prepareAll(ctx context.Context, articles []Article) ([]Prepared, error) {
	prepared := make([]Prepared, len(articles))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i := range articles {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			err := CheckID(&articles[i])
			if err == nil {
				prepared[i], err = Prepare(articles[i])
			}
			return err
		})
	}
	return prepared, g.Wait()
}

// Sync brings the indexes up to what the record holds, by whatever process it was written.
func (l *Library) Sync(ctx context.Context) error {
	l.syncing.Lock()
	defer l.syncing.Unlock()
	names := make([]string, len(l.dense))
	for i, d := range l.dense {
		names[i] = d.Embedder.Name()
	}
	a := newApplier(ctx, l, l.at == 0)
	at, err := l.record.Changes(ctx, l.at, names, a.apply)
	if failed := a.wait(); failed != nil {
		err = failed // what failed, not the cancellation that followed
	}
	if err != nil {
		return fmt.Errorf("follow the record: %w", err)
	}
	l.at = at
	return nil
}

// SyncEvery is how often a process that serves looks for what others stored:
// often enough that nobody notices, and one small query each.
const SyncEvery = time.Second

// Watch keeps the indexes current until ctx ends, and then returns nil.
func (l *Library) Watch(ctx context.Context) error {
	tick := time.NewTicker(SyncEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
			if err := l.Sync(ctx); err != nil && ctx.Err() == nil {
				l.log.Error("cannot follow the record", "err", err)
			}
		}
	}
}

// applier applies a record's changes to the indexes. From an empty library the
// order of the articles does not matter, and they are decoded on all cores.
type applier struct {
	*Library
	ctx   context.Context
	group *errgroup.Group // nil: in order
}

func newApplier(ctx context.Context, l *Library, anyOrder bool) *applier {
	a := &applier{Library: l, ctx: ctx}
	if anyOrder {
		a.group, a.ctx = errgroup.WithContext(ctx)
		a.group.SetLimit(runtime.GOMAXPROCS(0))
	}
	return a
}

func (a *applier) wait() error {
	if a.group == nil {
		return nil
	}
	return a.group.Wait()
}

func (a *applier) apply(c Change) error {
	if err := a.ctx.Err(); err != nil {
		return err
	}
	if a.group == nil {
		return a.applyNow(c)
	}
	a.group.Go(func() error { return a.applyNow(c) })
	return nil
}

func (a *applier) applyNow(c Change) error {
	switch {
	case c.Stored != nil:
		return a.addArticle(c.Stored)
	case c.Embedded != nil:
		return a.addVectors(c.Embedded)
	default:
		return a.removeRevision(c.Removed)
	}
}

func (a *applier) addArticle(s *Stored) error {
	an, err := unmarshalAnalysis(s.Analysis)
	if err != nil || s.Version != AnalysisVersion {
		return a.addStale(s)
	}
	a.index(s, an)
	return nil
}

func (l *Library) index(s *Stored, an analysis) {
	l.words.Add(int64(s.Revision), &an.words)
	l.copies.add(s.Revision, &an.words)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.entries[s.Revision] = &entry{s.Article, an.chunks}
	l.own.add(s.Revision, s.Article.Audience)
	if s.Revision > l.byID[s.Article.ID] {
		l.byID[s.Article.ID] = s.Revision
	}
}

func (a *applier) addVectors(p *EmbeddedPart) error {
	for _, d := range a.dense {
		if d.Embedder.Name() == p.Encoder {
			return d.add(a.ctx, p)
		}
	}
	return nil
}

func (a *applier) removeRevision(rev Revision) error {
	a.words.Remove(int64(rev))
	a.copies.remove(rev)
	a.bodies.Remove(rev)
	for _, d := range a.dense {
		if err := d.remove(a.ctx, rev); err != nil {
			return err
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	e, ok := a.entries[rev]
	if !ok {
		return nil
	}
	delete(a.entries, rev)
	a.own.remove(rev)
	if a.byID[e.article.ID] == rev {
		delete(a.byID, e.article.ID)
	}
	return nil
}
