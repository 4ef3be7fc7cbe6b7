package record

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"newsdesk/internal/record/recordtest"
	"newsdesk/rag"
)

// The size of a newsroom's record: articles of 1,000 words in five chunks of
// three windows, in the built-in encoder's 512 dimensions.
const (
	benchWords    = 1000
	benchAnalysis = 6000 // bytes
	benchChunks   = 5
	benchWindows  = 3
	benchDim      = 512
)

var benchVocabulary = strings.Fields(`the a of government city river minister said on Tuesday that water
	election results Baghdad committee would not report since Shatri bridge hospital price of bread`)

// benchArticles returns n articles, numbered from first on.
func benchArticles(first, n int) []rag.Prepared {
	r := rand.New(rand.NewPCG(uint64(first), 1))
	batch := make([]rag.Prepared, n)
	for i := range batch {
		var body strings.Builder
		for range benchWords {
			body.WriteString(benchVocabulary[r.IntN(len(benchVocabulary))])
			body.WriteByte(' ')
		}
		batch[i] = recordtest.Prepared(first+i, 1)
		batch[i].Article.Body = body.String()
		batch[i].Analysis = make([]byte, benchAnalysis)
		for j := range batch[i].Analysis {
			batch[i].Analysis[j] = byte(r.Uint32())
		}
	}
	return batch
}

// BenchmarkPut stores new articles, one operation a batch.
//
//	go test -run - -bench Put ./internal/record
func BenchmarkPut(b *testing.B) {
	for _, sync := range []string{"FULL", "NORMAL"} {
		for _, size := range []int{1, 100, 500} {
			b.Run(fmt.Sprintf("%s/%d", sync, size), func(b *testing.B) {
				r := open(b, b.TempDir())
				if _, err := r.write.ExecContext(b.Context(), `PRAGMA synchronous = `+sync); err != nil {
					b.Fatal(err)
				}
				next := 0
				for b.Loop() {
					b.StopTimer()
					batch := benchArticles(next, size)
					next += size
					b.StartTimer()
					if _, err := r.Put(b.Context(), batch); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(next)/b.Elapsed().Seconds(), "articles/s")
			})
		}
	}
}

// BenchmarkPutUnchanged stores again what is there.
func BenchmarkPutUnchanged(b *testing.B) {
	r := open(b, b.TempDir())
	batch := benchArticles(0, 500)
	for b.Loop() {
		if _, err := r.Put(b.Context(), batch); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N*len(batch))/b.Elapsed().Seconds(), "articles/s")
}

// fillBench stores articles and, where wanted, their vectors.
func fillBench(b *testing.B, r *Record, articles int, vectors bool) {
	random := rand.New(rand.NewPCG(1, 1))
	pool := make([][]float32, 64)
	for i := range pool {
		pool[i] = randomUnit(random, benchDim)
	}
	const batch = 500
	for from := 0; from < articles; from += batch {
		if _, err := r.Put(b.Context(), benchArticles(from, batch)); err != nil {
			b.Fatal(err)
		}
		if !vectors {
			continue
		}
		var parts []rag.EmbeddedPart
		for i := range batch {
			p := rag.EmbeddedPart{Encoder: "e", Revision: rag.Revision(from + i + 1)}
			for w := range benchChunks * benchWindows {
				p.Vectors = append(p.Vectors, rag.WindowVector{Chunk: w / benchWindows, Window: w % benchWindows, Vector: pool[(from+i*7+w)%len(pool)]})
			}
			parts = append(parts, p)
		}
		if err := r.PutVectors(b.Context(), parts); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkLoad reads the whole log of 20,000 articles: without vectors, and
// with 300,000 windows.
//
//	go test -run - -bench Load -benchtime 3x ./internal/record
func BenchmarkLoad(b *testing.B) {
	const articles = 20_000
	r := open(b, b.TempDir())
	fillBench(b, r, articles, true)
	for _, test := range []struct {
		name     string
		encoders []string
		windows  int
	}{{"articles", nil, 0}, {"vectors", []string{"e"}, articles * benchChunks * benchWindows}} {
		b.Run(test.name, func(b *testing.B) {
			for b.Loop() {
				stored, windows := 0, 0
				_, err := r.Changes(b.Context(), 0, test.encoders, func(c rag.Change) error {
					if c.Stored != nil {
						stored++
					} else {
						windows += len(c.Embedded.Vectors)
					}
					return nil
				})
				if err != nil || stored != articles || windows != test.windows {
					b.Fatal(stored, windows, err)
				}
			}
			b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s/load")
		})
	}
}

// BenchmarkRead reads one article whole from among many.
func BenchmarkRead(b *testing.B) {
	r := open(b, b.TempDir())
	fillBench(b, r, 2000, false)
	for b.Loop() {
		if _, err := r.Article(b.Context(), 1234); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkStat sums up 20,000 articles.
func BenchmarkStat(b *testing.B) {
	r := open(b, b.TempDir())
	fillBench(b, r, 20_000, false)
	for b.Loop() {
		if _, err := r.Stat(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}
