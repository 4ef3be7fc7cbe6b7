package rag

import (
	"context"
	"sync"
)

// dense is one encoder's side of retrieval and how far its vectors have come.
type dense struct {
	Encoder

	mu   sync.RWMutex
	done map[Revision]int // chunks of a revision that have their vectors, from the first on
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

// serving is the encoder whose vectors cover the most articles, the better
// one where two cover as many; nil where there is none.
func (l *Library) serving() *dense {
	var best *dense
	most := 0
	for _, d := range l.dense {
		if n := d.covered(); n > most {
			best, most = d, n
		}
	}
	return best
}
