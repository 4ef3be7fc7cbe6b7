package story

import (
	"context"
	"errors"
	"fmt"
	"runtime"

	"golang.org/x/sync/errgroup"

	"newsdesk/rag"
)

// atOnce is how many articles are read before they are taken in: their texts are
// in memory together.
const atOnce = 256

// follow takes in what happened to the coverage since the last time. It may be
// broken off and repeated.
func (k *Keeper) follow(ctx context.Context) error {
	var came []rag.Revision
	at, err := k.Coverage.Changes(ctx, k.at, nil, func(c rag.Change) error {
		switch {
		case c.Stored != nil:
			came = append(came, c.Stored.Revision)
			if len(came) < atOnce {
				return nil
			}
			err := k.take(ctx, came)
			came = came[:0]
			return err
		case c.Embedded == nil:
			if err := k.take(ctx, came); err != nil { // it may be among them
				return err
			}
			came = came[:0]
			k.drop(c.Removed)
		}
		return nil
	})
	if err == nil {
		err = k.take(ctx, came)
	}
	if err != nil {
		return fmt.Errorf("follow the record: %w", err)
	}
	k.at = at
	return nil
}

// take reads articles on all cores and takes them in, in order.
func (k *Keeper) take(ctx context.Context, came []rag.Revision) error {
	read := make([]*Features, len(came))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, r := range came {
		g.Go(func() error {
			a, err := k.Coverage.Article(ctx, r)
			if errors.Is(err, rag.ErrNotFound) { // gone since; the log will say so
				return nil
			}
			if err != nil {
				return fmt.Errorf("read revision %d: %w", r, err)
			}
			f := Read(&a)
			read[i] = &f
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	for i, f := range read {
		k.seen = max(k.seen, came[i])
		if f == nil {
			continue
		}
		e := k.corpus.add(f, came[i])
		k.corpus.weigh(e)
		k.ids[came[i]] = e.ID
		k.forget(e.ID)
	}
	return nil
}

// drop lets an article go, unless a later revision of it has come.
func (k *Keeper) drop(r rag.Revision) {
	k.mu.Lock()
	defer k.mu.Unlock()
	id, ok := k.ids[r]
	if !ok {
		return
	}
	delete(k.ids, r)
	if e := k.corpus.entry(id); e != nil && e.revision == r {
		k.forget(id)
		k.corpus.remove(id)
	}
}

// forget drops the view of an article's story.
func (k *Keeper) forget(a rag.ArticleID) { delete(k.views, k.state.of[a]) }
