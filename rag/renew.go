package rag

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// staleRevision is one whose stored analysis another version of the bot made.
type staleRevision struct {
	revision Revision
	recut    bool // it is cut into other chunks now
}

// addStale indexes an article with a stale analysis by its text, and notes it
// for renew.
func (a *applier) addStale(s *Stored) error {
	article, err := a.record.Article(a.ctx, s.Revision)
	if err != nil {
		return fmt.Errorf("analyse article %s again: %w", s.Article.ID, err)
	}
	a.index(s, analyse(article))
	a.mu.Lock()
	defer a.mu.Unlock()
	a.stale = append(a.stale, staleRevision{s.Revision, !sameChunks(s.Version)})
	return nil
}

// staleBatch is how many articles are analysed anew in one transaction.
const staleBatch = 256

// renew stores new analyses in place of the stale ones. Where the record cannot
// be written the articles are served as they were indexed, by words.
func (l *Library) renew(ctx context.Context) error {
	l.mu.Lock()
	old := l.stale
	l.stale = nil
	l.mu.Unlock()
	for batch := range slices.Chunk(old, staleBatch) {
		if err := l.renewBatch(ctx, batch); err != nil {
			l.log.Warn("cannot store new analyses", "articles", len(batch), "err", err)
			break
		}
	}
	return ctx.Err()
}

func (l *Library) renewBatch(ctx context.Context, batch []staleRevision) error {
	var all []Reanalysis
	for _, s := range batch {
		article, err := l.record.Article(ctx, s.revision)
		if errors.Is(err, ErrNotFound) { // withdrawn meanwhile
			continue
		}
		if err != nil {
			return err
		}
		p, err := Prepare(article)
		if err != nil {
			return err
		}
		all = append(all, Reanalysis{s.revision, p.Analysis, p.Version, s.recut})
	}
	if err := l.record.Reanalyse(ctx, all); err != nil {
		return err
	}
	return l.dropRecut(ctx, all)
}

// dropRecut forgets the vectors of chunks that are no more.
func (l *Library) dropRecut(ctx context.Context, all []Reanalysis) error {
	for _, one := range all {
		for _, d := range l.dense {
			if !one.Recut {
				continue
			}
			if err := d.remove(ctx, one.Revision); err != nil {
				return err
			}
		}
	}
	return nil
}
