package encoder

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// batchRows is how many rows a batch has at most. Short texts need company: each batch reads all 16 MB of weights.
// BenchmarkEmbed gave 48,800 tokens a second with every text of 80 rows alone, 49,500 with two together and 46,800 with
// five, whose numbers leave the level 2 cache.
const batchRows = 128

// batch is a run of texts, as indexes.
type batch []int

// encode computes the vectors of texts given as up to MaxTokens ids each, on up to GOMAXPROCS goroutines; see Embed.
func (m *Model) encode(ctx context.Context, texts [][]int) ([][]float32, error) {
	out := make([][]float32, len(texts))
	workers := runtime.GOMAXPROCS(0)
	batches := plan(texts, workers)
	var next atomic.Int64
	work := func() {
		r := m.runs.Get().(*run)
		defer m.runs.Put(r)
		for ctx.Err() == nil {
			i := int(next.Add(1)) - 1
			if i >= len(batches) {
				return
			}
			r.vectorsOf(batches[i], texts, out)
		}
	}
	var group sync.WaitGroup
	for range min(workers, len(batches)) - 1 {
		group.Go(work)
	}
	work()
	group.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return out, nil
}

// plan groups the texts that have tokens, in their order, into batches of at most batchRows rows, or fewer where some
// workers would have nothing to do.
func plan(texts [][]int, workers int) []batch {
	total := 0
	for _, ids := range texts {
		total += roundUp(len(ids), short)
	}
	limit := min(batchRows, (total+workers-1)/workers)
	var out []batch
	free := 0
	for i, ids := range texts {
		rows := roundUp(len(ids), short)
		if rows == 0 {
			continue
		}
		if rows > free {
			out, free = append(out, nil), max(rows, limit)
		}
		out[len(out)-1] = append(out[len(out)-1], i)
		free -= rows
	}
	return out
}

// vectorsOf computes the vectors of a batch into out.
func (r *run) vectorsOf(b batch, texts [][]int, out [][]float32) {
	part := make([][]int, len(b))
	for i, j := range b {
		part[i] = texts[j]
	}
	r.embed(part)
	vectors := make([]float32, len(b)*dim)
	copy(vectors, r.vectors)
	for i, j := range b {
		out[j] = vectors[i*dim:][:dim:dim]
	}
}
