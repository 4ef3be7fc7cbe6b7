package vectors

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"

	"newsdesk/rag"
)

// benchDim is the built-in encoder's dimension; an article has about five chunks.
const (
	benchDim    = 512
	benchChunks = 5
)

// benchVectors returns the vectors of an article. They are its own, so that
// memory is measured as it is.
func benchVectors(r *rand.Rand, pool [][]float32, windows int) []rag.WindowVector {
	all := make([]rag.WindowVector, 0, benchChunks*windows)
	slab := make([]float32, benchChunks*windows*benchDim)
	for i := range benchChunks * windows {
		v := slab[i*benchDim : (i+1)*benchDim : (i+1)*benchDim]
		copy(v, pool[r.IntN(len(pool))])
		all = append(all, rag.WindowVector{Chunk: i / windows, Window: i % windows, Vector: v})
	}
	return all
}

func benchPool(r *rand.Rand) [][]float32 {
	pool := make([][]float32, 4096)
	for i := range pool {
		pool[i] = randomVector(r, benchDim)
	}
	return pool
}

// BenchmarkNearest asks for 100 of 10,000 chunks.
//
//	go test -run - -bench Nearest ./internal/vectors
func BenchmarkNearest(b *testing.B) {
	const chunks, n = 10_000, 100
	r := rand.New(rand.NewPCG(1, 1))
	pool := benchPool(r)
	for _, windows := range []int{1, 2, 3} {
		c := newCollection(b, benchDim)
		for rev := range rag.Revision(chunks / benchChunks) {
			add(b, c, rev, benchVectors(r, pool, windows)...)
		}
		for _, keep := range []int{0, 1, 10, 100} { // every so manieth revision; 0: no filter
			b.Run(fmt.Sprintf("windows=%d/keep=1in%d", windows, keep), func(b *testing.B) {
				filter := func(id rag.ChunkID) bool { return int(id.Revision)%keep == 0 }
				if keep == 0 {
					filter = nil
				}
				for b.Loop() {
					if got := nearest(b, c, pool[r.IntN(len(pool))], n, filter); len(got) != n {
						b.Fatal(len(got))
					}
				}
				b.ReportMetric(b.Elapsed().Seconds()*1000/float64(b.N), "ms/search")
			})
		}
	}
}

// BenchmarkAdd fills a collection with 100,000 chunks of three windows.
//
//	go test -run - -bench Add -benchtime 1x ./internal/vectors
func BenchmarkAdd(b *testing.B) {
	const revisions, windows = 20_000, 3
	r := rand.New(rand.NewPCG(1, 1))
	pool := benchPool(r)
	articles := make([][]rag.WindowVector, revisions)
	for i := range articles {
		articles[i] = benchVectors(r, pool, windows)
	}
	perWindow := 0.0
	for b.Loop() {
		before := heap()
		c := newCollection(b, benchDim)
		b.StartTimer()
		for i, vectors := range articles {
			add(b, c, rag.Revision(100_000+i), vectors...)
		}
		b.StopTimer()
		// the vectors were there before
		perWindow = float64(heap()-before)/float64(c.Len()) + 4*benchDim
		b.StartTimer()
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s/fill")
	b.ReportMetric(perWindow, "B/window")
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
