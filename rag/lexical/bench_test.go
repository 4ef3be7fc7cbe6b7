package lexical

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// corpus makes articles of five chunks of 200 words, of a vocabulary that is
// distributed as that of a language is (Zipf) and grows to some 200,000 words.
type corpus struct {
	rng  *rand.Rand
	zipf *rand.Zipf
}

func newCorpus(seed uint64) *corpus {
	rng := rand.New(rand.NewPCG(seed, 0))
	return &corpus{rng, rand.NewZipf(rng, 1.2, 4, 250_000)}
}

// word spells a number in syllables, so that words are about as long as real ones.
func (c *corpus) word() string {
	n := c.zipf.Uint64()
	var b strings.Builder
	if n%5 == 4 {
		b.WriteString("Q")
	}
	for n++; n > 0; n /= 60 {
		i := n % 60
		b.WriteByte("bdfgklmnprst"[i/5])
		b.WriteByte("aeiou"[i%5])
	}
	return b.String()
}

func (c *corpus) text(words int) string {
	parts := make([]string, words)
	for i := range parts {
		parts[i] = c.word()
	}
	return strings.Join(parts, " ")
}

func (c *corpus) article() Analysis {
	chunks := make([]string, 5)
	for i := range chunks {
		chunks[i] = c.text(200)
	}
	return Analyze(c.text(8), chunks)
}

// stored returns the binary forms of n articles.
func stored(tb testing.TB, n int) [][]byte {
	all := make([][]byte, n)
	var workers sync.WaitGroup
	half := (n + 1) / 2
	for w := range 2 {
		workers.Go(func() {
			c := newCorpus(uint64(w))
			for i := w * half; i < min(n, (w+1)*half); i++ {
				all[i], _ = c.article().MarshalBinary()
			}
		})
	}
	workers.Wait()
	return all
}

// loaders is how many goroutines load.
const loaders = 2

// loaded adds articles to an index.
func loaded(tb testing.TB, blobs [][]byte) *Index {
	ix := New()
	var workers sync.WaitGroup
	for w := range loaders {
		workers.Go(func() {
			var batch [32]Analysis
			for first := w * len(batch); first < len(blobs); first += loaders * len(batch) {
				var all []Addition
				for i, blob := range blobs[first:min(first+len(batch), len(blobs))] {
					if err := batch[i].UnmarshalBinary(blob); err != nil {
						tb.Error(err)
					}
					all = append(all, Addition{int64(first + i), &batch[i]})
				}
				ix.AddAll(all)
			}
		})
	}
	workers.Wait()
	return ix
}

// BenchmarkLoad loads 100,000 chunks from their binary forms, and reports how
// long that takes and what the index holds of memory.
func BenchmarkLoad(b *testing.B) {
	blobs := stored(b, 20_000)
	size := 0
	for _, blob := range blobs {
		size += len(blob)
	}
	for b.Loop() {
		before := heapInUse()
		start, cpu := time.Now(), cpuTime()
		ix := loaded(b, blobs)
		took, used := time.Since(start), cpuTime()-cpu
		b.ReportMetric(took.Seconds(), "s/load")
		b.ReportMetric(used.Seconds(), "cpu-s/load")
		b.ReportMetric(float64(heapInUse()-before)/float64(ix.Len()), "B/chunk")
		b.ReportMetric(float64(size)/float64(ix.Len()), "stored-B/chunk")
		b.ReportMetric(float64(len(ix.words)), "words")
		runtime.KeepAlive(ix)
	}
}

func heapInUse() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func BenchmarkAnalyze(b *testing.B) {
	c := newCorpus(1)
	title, chunks := c.text(8), []string{c.text(200), c.text(200), c.text(200), c.text(200), c.text(200)}
	for b.Loop() {
		Analyze(title, chunks)
	}
	b.ReportMetric(1008*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mwords/s")
}

func BenchmarkSearch(b *testing.B) {
	for _, articles := range []int{2_000, 20_000} {
		ix := loaded(b, stored(b, articles))
		q := ix.Interpret(newCorpus(9).text(10))
		b.Run(fmt.Sprint(ix.Len(), "chunks"), func(b *testing.B) {
			for b.Loop() {
				ix.Search(q, 100, nil)
			}
		})
	}
}

func BenchmarkInterpret(b *testing.B) {
	ix := loaded(b, stored(b, 20_000))
	for _, query := range []string{"bababa dodofe kukaro", "bagabagz", "Qbabagabla", "بابابي"} {
		b.Run(query, func(b *testing.B) {
			for b.Loop() {
				ix.Interpret(query)
			}
		})
	}
}

func BenchmarkCompact(b *testing.B) {
	ix := loaded(b, stored(b, 20_000))
	for b.Loop() {
		ix.compact()
	}
}

// cpuTime is what the process has used of all cores.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
