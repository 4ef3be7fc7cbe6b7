package rag

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"newsdesk/rag/text"
)

// embeddingJob is the lease under which one process embeds for all.
const embeddingJob = "embed"

// fillBatch is how many windows are embedded between two writes: under half a
// second of the built-in encoder on two cores, which is what a kill can lose.
const fillBatch = 256

// embeddedWindows is how many windows of a chunk are embedded: the first says
// what the chunk is about. Against all three of a usual chunk, on newsqa2022
// nDCG@10 is .661 for .649 and recall@10 .861 for .839, on TIME nDCG@10 .765 for
// .776; search takes half the time, and vectors a third of the memory.
const embeddedWindows = 1

// fillRetry is how long a filler waits after a failure.
const fillRetry = 5 * time.Second

// Pending is how many chunks have no vectors of the first encoder yet.
func (l *Library) Pending() int {
	if len(l.dense) == 0 {
		return 0
	}
	pending := 0
	for _, p := range l.pending() {
		pending += p.chunks
	}
	return pending
}

// pendingRevision is a revision whose chunks from next on have no vectors.
type pendingRevision struct {
	revision     Revision
	next, chunks int
}

// pending lists what the first encoder has still to do, the latest stored first.
func (l *Library) pending() []pendingRevision {
	l.mu.RLock()
	defer l.mu.RUnlock()
	var p []pendingRevision
	for rev, e := range l.entries {
		if next := l.dense[0].next(rev); next < len(e.chunks) {
			p = append(p, pendingRevision{rev, next, len(e.chunks) - next})
		}
	}
	slices.SortFunc(p, func(a, b pendingRevision) int { return cmp.Compare(b.revision, a.revision) })
	return p
}

// Fill embeds what has no vectors yet and returns when nothing is left. owner
// names this process among those on the record; while another one embeds, Fill
// waits for it. progress, where not nil, is told the chunks still to do.
func (l *Library) Fill(ctx context.Context, owner string, progress func(pending int)) (err error) {
	leased := false
	defer func() {
		if leased {
			err = errors.Join(err, l.record.Release(context.WithoutCancel(ctx), embeddingJob, owner))
		}
	}()
	for {
		pending := l.Pending()
		if progress != nil {
			progress(pending)
		}
		if pending == 0 {
			return nil
		}
		mine, err := l.record.Lease(ctx, embeddingJob, owner)
		if err != nil {
			return fmt.Errorf("lease the embedding: %w", err)
		}
		leased = leased || mine
		if !mine {
			if err := l.waitForOthers(ctx); err != nil {
				return err
			}
			continue
		}
		if err := l.fillOnce(ctx); err != nil {
			return err
		}
	}
}

func (l *Library) waitForOthers(ctx context.Context) error {
	if err := sleep(ctx, SyncEvery); err != nil {
		return err
	}
	return l.Sync(ctx)
}

// KeepFilled fills as coverage comes until ctx ends, and then returns nil. A
// failing encoder is tried again; the words serve meanwhile.
func (l *Library) KeepFilled(ctx context.Context, owner string) error {
	if len(l.dense) == 0 {
		return nil
	}
	for ctx.Err() == nil {
		wait := SyncEvery
		if err := l.Fill(ctx, owner, nil); err != nil && ctx.Err() == nil {
			l.log.Error("cannot embed", "encoder", l.dense[0].Embedder.Name(), "err", err)
			wait = fillRetry
		}
		_ = sleep(ctx, wait) // ends early only with ctx, which the loop looks at
	}
	return nil
}

// fillOnce embeds one batch of windows and stores their vectors.
func (l *Library) fillOnce(ctx context.Context) error {
	d := l.dense[0]
	var texts []string
	var parts []EmbeddedPart
	for _, p := range l.pending() {
		part, partTexts, err := l.gather(ctx, p, fillBatch-len(texts))
		if errors.Is(err, ErrNotFound) { // withdrawn meanwhile
			continue
		}
		if err != nil {
			return err
		}
		part.Encoder = d.Embedder.Name()
		parts, texts = append(parts, part), append(texts, partTexts...)
		if len(texts) >= fillBatch {
			break
		}
	}
	vectors, err := d.Embedder.Embed(ctx, texts)
	if err != nil {
		return fmt.Errorf("embed %d windows: %w", len(texts), err)
	}
	for i := range parts {
		for j := range parts[i].Vectors {
			parts[i].Vectors[j].Vector, vectors = vectors[0], vectors[1:]
		}
	}
	if err := l.record.PutVectors(ctx, parts); err != nil {
		return fmt.Errorf("store vectors: %w", err)
	}
	return l.Sync(ctx)
}

// gather collects whole chunks of a revision until there are at least room windows.
func (l *Library) gather(ctx context.Context, p pendingRevision, room int) (EmbeddedPart, []string, error) {
	part := EmbeddedPart{Revision: p.revision}
	l.mu.RLock()
	e, ok := l.entries[p.revision]
	l.mu.RUnlock()
	if !ok {
		return part, nil, ErrNotFound
	}
	article, err := l.load(ctx, p.revision)
	if err != nil {
		return part, nil, err
	}
	var texts []string
	for i := p.next; i < len(e.chunks) && len(texts) < room; i++ {
		for j, w := range embedded(e.chunks[i]) {
			texts = append(texts, w.Of(article.Body))
			part.Vectors = append(part.Vectors, WindowVector{Chunk: i, Window: j})
		}
	}
	return part, texts, nil
}

// embedded are the windows of a chunk that are embedded, at least one.
func embedded(c Chunk) []text.Span {
	if len(c.Windows) == 0 {
		return []text.Span{c.Span}
	}
	return c.Windows[:min(embeddedWindows, len(c.Windows))]
}

// sleep waits, or returns the context's error when that ends first.
func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
