package vectors

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	chromem "github.com/philippgille/chromem-go"

	"newsdesk/rag"
)

const (
	// spare is how many windows more than chunks times windows a chunk are
	// asked for at first, so that a search for few chunks seldom asks twice.
	spare = 16

	// filtered is how many times as many are asked for at first where there is
	// a filter. It saves one that keeps a tenth a second search, which takes as
	// long as the first, and costs one that keeps all about a sixth: measure
	// with BenchmarkNearest.
	filtered = 8
)

// Nearest implements [rag.VectorIndex]. Chunks of equal score come in the
// order of their ids. keep is asked once about a chunk, and may use the
// collection.
//
// chromem answers with windows, and knows no filter like keep: so more are
// asked for than are wanted, and if that was not enough, again and more. Each
// time chromem looks at every window, and that is what takes the time.
func (c *Collection) Nearest(ctx context.Context, query []float32, n int, keep func(rag.ChunkID) bool) ([]rag.ScoredChunk, error) {
	if err := c.check(query); err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	if n <= 0 {
		return nil, ctx.Err()
	}
	s := newSelection(n, keep)
	for ask := c.firstAsk(n, keep != nil); ; ask = s.next(ask) {
		results, all, err := c.query(ctx, query, ask)
		if err == nil {
			err = s.take(results)
		}
		if err != nil {
			return nil, fmt.Errorf("search: %w", err)
		}
		if all || s.full() {
			return s.best(), nil
		}
	}
}

// firstAsk returns how many windows n chunks have, by and large, and more where
// there is a filter.
func (c *Collection) firstAsk(n int, filter bool) int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	perChunk := (c.chromem.Count() + c.chunks - 1) / max(1, c.chunks)
	ask := min(n, c.chunks)*perChunk + spare
	if filter {
		ask *= filtered
	}
	return ask
}

// query asks chromem for the nearest windows, never for more than there are:
// that it takes for an error. It reports whether it got all.
func (c *Collection) query(ctx context.Context, query []float32, ask int) (_ []chromem.Result, all bool, _ error) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	count := c.chromem.Count()
	if count == 0 {
		return nil, true, ctx.Err()
	}
	results, err := c.chromem.QueryEmbedding(ctx, query, min(ask, count), nil, nil)
	if err == nil {
		err = ctx.Err() // chromem returns what it had by then, and no error
	}
	return results, ask >= count, err
}

// selection gathers the distinct chunks of ever longer answers.
type selection struct {
	n      int
	keep   func(rag.ChunkID) bool
	seen   map[rag.ChunkID]struct{} // kept or not
	chunks []rag.ScoredChunk
	lowest float64 // score of the last window of the answer
}

func newSelection(n int, keep func(rag.ChunkID) bool) *selection {
	return &selection{n: n, keep: keep, seen: map[rag.ChunkID]struct{}{}}
}

// take adds the chunks of an answer that are not known from a shorter one.
// Windows come best first, so that the first of a chunk is its best.
func (s *selection) take(results []chromem.Result) error {
	for i := range results {
		id, err := chunkOf(results[i].ID)
		if err != nil {
			return err
		}
		s.lowest = score(results[i].Similarity)
		if _, known := s.seen[id]; known {
			continue
		}
		s.seen[id] = struct{}{}
		if s.keep == nil || s.keep(id) {
			s.chunks = append(s.chunks, rag.ScoredChunk{Chunk: id, Score: s.lowest})
		}
	}
	return nil
}

// score is a cosine, without what rounding adds to 1.
func score(similarity float32) float64 { return max(-1, min(1, float64(similarity))) }

// full reports whether longer answers would change nothing. As long as windows
// that were left out may score the same as the last chunk, which of them
// chromem gives is chance.
func (s *selection) full() bool {
	return len(s.chunks) >= s.n && s.lowest < s.chunks[s.n-1].Score
}

// next returns how many windows to ask for after ask were not enough: at least
// twice as many, and more where few chunks are kept.
func (s *selection) next(ask int) int {
	const most = 8 // times; the ones found so far may be unlike the rest
	factor := s.n/max(1, len(s.chunks)) + 1
	return ask * max(2, min(factor, most))
}

func (s *selection) best() []rag.ScoredChunk {
	slices.SortFunc(s.chunks, func(a, b rag.ScoredChunk) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score),
			cmp.Compare(a.Chunk.Revision, b.Chunk.Revision), cmp.Compare(a.Chunk.Ordinal, b.Chunk.Ordinal))
	})
	return slices.Clip(s.chunks[:min(s.n, len(s.chunks))])
}
