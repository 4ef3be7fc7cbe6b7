package rag

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
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
			var err error
			prepared[i], err = Prepare(articles[i])
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
	if waited := a.wait(); err == nil {
		err = waited
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
	l.mu.Lock()
	defer l.mu.Unlock()
	l.entries[s.Revision] = &entry{s.Article, an.chunks}
	if s.Revision > l.byID[s.Article.ID] {
		l.byID[s.Article.ID] = s.Revision
	}
}

// addStale indexes an article whose analysis another version of the bot made,
// by its text, and notes it for renew.
func (a *applier) addStale(s *Stored) error {
	article, err := a.record.Article(a.ctx, s.Revision)
	if err != nil {
		return fmt.Errorf("analyse article %s again: %w", s.Article.ID, err)
	}
	a.index(s, analyse(article))
	a.mu.Lock()
	defer a.mu.Unlock()
	if sameChunks(s.Version) {
		a.stale.words = append(a.stale.words, s.Revision)
	} else {
		a.stale.chunks = append(a.stale.chunks, s.Revision)
	}
	return nil
}

// stale is what an older version of the bot analysed.
type stale struct {
	words  []Revision // of the same chunks: only the words are analysed otherwise
	chunks []Revision // of other chunks, to which the vectors belong
}

// staleBatch is how many articles are stored anew in one transaction.
const staleBatch = 256

// renew stores the analyses that were stale. An article that is cut otherwise
// now is stored anew, for its vectors are of other windows. Where the record
// cannot be written they are served as they are.
func (l *Library) renew(ctx context.Context) error {
	l.mu.Lock()
	old := l.stale
	l.stale = stale{}
	l.mu.Unlock()
	for _, rev := range old.words {
		if err := l.reanalyse(ctx, rev); err != nil {
			l.log.Warn("cannot store a new analysis", "revision", rev, "err", err)
			return nil
		}
	}
	for batch := range slices.Chunk(old.chunks, staleBatch) {
		if err := l.storeAnew(ctx, batch); err != nil {
			l.log.Warn("cannot store new analyses", "articles", len(batch), "err", err)
			return nil
		}
	}
	return ctx.Err()
}

func (l *Library) reanalyse(ctx context.Context, rev Revision) error {
	article, err := l.record.Article(ctx, rev)
	if errors.Is(err, ErrNotFound) { // withdrawn meanwhile
		return nil
	}
	if err != nil {
		return err
	}
	p, err := Prepare(article)
	if err != nil {
		return err
	}
	if err := l.record.Reanalyse(ctx, rev, p.Analysis, p.Version); !errors.Is(err, ErrNotFound) {
		return err
	}
	return nil
}

func (l *Library) storeAnew(ctx context.Context, revisions []Revision) error {
	var articles []Article
	for _, rev := range revisions {
		a, err := l.record.Article(ctx, rev)
		if err == nil {
			articles = append(articles, a)
		} else if !errors.Is(err, ErrNotFound) {
			return err
		}
	}
	_, err := l.Add(ctx, articles)
	return err
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
	if a.byID[e.article.ID] == rev {
		delete(a.byID, e.article.ID)
	}
	return nil
}
