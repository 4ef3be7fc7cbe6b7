package rag

import (
	"cmp"
	"context"
	"slices"
	"sync"
)

// dense is one encoder's side of retrieval and how far its vectors have come.
type dense struct {
	Encoder

	mu   sync.RWMutex
	done map[Revision]int // how many chunks of a revision have vectors; they are filled in order
}

func newDense(e Encoder) *dense { return &dense{Encoder: e, done: map[Revision]int{}} }

func (d *dense) add(ctx context.Context, p *EmbeddedPart) error {
	if err := d.Index.Add(ctx, p.Revision, p.Vectors); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, v := range p.Vectors {
		d.done[p.Revision] = max(d.done[p.Revision], v.Chunk+1)
	}
	return nil
}

func (d *dense) remove(ctx context.Context, rev Revision) error {
	d.mu.Lock()
	delete(d.done, rev)
	d.mu.Unlock()
	return d.Index.Remove(ctx, rev)
}

// next is the first chunk of a revision that has no vectors yet.
func (d *dense) next(rev Revision) int {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.done[rev]
}

func (d *dense) covered() int {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return len(d.done)
}

// serving lists the encoders that have vectors, those of the most articles
// first, the better one where two have as many.
func (l *Library) serving() []*dense {
	all := slices.DeleteFunc(slices.Clone(l.dense), func(d *dense) bool { return d.covered() == 0 })
	slices.SortStableFunc(all, func(a, b *dense) int { return cmp.Compare(b.covered(), a.covered()) })
	return all
}
