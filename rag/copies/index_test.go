package copies

import (
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"testing"

	"newsdesk/rag/lexical"
	"newsdesk/rag/text"
)

// signed are the signatures of a text's chunks, cut as articles are: some 200
// words, whole sentences.
func signed(s string) []lexical.Signature {
	const chunkWords = 200
	var chunks []string
	from, words := 0, 0
	for _, p := range text.Sentences(s) {
		n := len(text.Tokenize(p.Of(s)))
		if words > 0 && words+n > chunkWords {
			chunks, from, words = append(chunks, s[from:p.Start]), p.Start, 0
		}
		words += n
	}
	chunks = append(chunks, s[from:])
	a := lexical.Analyze("", chunks)
	all := make([]lexical.Signature, a.Chunks())
	for i := range all {
		all[i] = a.Signature(i)
	}
	return all
}

// TestIndexFindsCopies holds that of the pairs that Same takes for one report
// hardly any is missed, for every kind of copy.
func TestIndexFindsCopies(t *testing.T) {
	const each, least = 100, 0.98
	found, all := 0, 0
	for k, p := range copied {
		m := maker{rand.New(rand.NewPCG(uint64(k), 3))}
		x := NewIndex()
		var others []string
		var ids []int64
		for i := range each {
			a, b := p.make(m, m.paragraphs(4+m.IntN(20)))
			x.Add(int64(i), signed(a))
			if Same(Read(a), Read(b)) {
				others, ids = append(others, b), append(ids, int64(i))
			}
		}
		missed := 0
		for i, b := range others {
			if !slices.Contains(x.Near(signed(b)), ids[i]) {
				missed++
			}
		}
		t.Logf("%-34s %d of %d not found", p.kind, missed, len(others))
		found, all = found+len(others)-missed, all+len(others)
	}
	if share := float64(found) / float64(all); share < least {
		t.Errorf("%.3f of the copies are found, want %.2f", share, least)
	}
}

// noise is the signatures of an article that is like no other.
func noise(r *rand.Rand, chunks int) []lexical.Signature {
	all := make([]lexical.Signature, chunks)
	for i := range all {
		for j := range all[i] {
			all[i][j] = byte(1 + r.IntN(255))
		}
	}
	return all
}

// TestIndexIsIndependentOfOrder adds, replaces and removes articles in two orders,
// so many that the tables are made anew: what is found is the same.
func TestIndexIsIndependentOfOrder(t *testing.T) {
	const n = 4000
	r := rand.New(rand.NewPCG(1, 2))
	chunks := make([][]lexical.Signature, n)
	for i := range chunks {
		chunks[i] = noise(r, 1+i%4)
		if i%10 > 0 { // ten of each
			chunks[i] = chunks[i-i%10]
		}
	}
	one, other := NewIndex(), NewIndex()
	for i := range n {
		one.Add(int64(i), chunks[(i+1)%n]) // to be replaced
	}
	for i := range n {
		one.Add(int64(i), chunks[i])
	}
	for _, i := range r.Perm(n) {
		other.Add(int64(i), chunks[i])
	}
	for i := range n {
		if i%3 == 0 {
			one.Remove(int64(i))
			other.Remove(int64(i))
		}
	}
	if one.Len() != other.Len() || one.Len() != n-(n+2)/3 {
		t.Fatalf("%d and %d articles are held", one.Len(), other.Len())
	}
	for i := range n {
		a, b := one.Near(chunks[i]), other.Near(chunks[i])
		if !slices.Equal(a, b) || slices.Contains(a, int64(i)) != (i%3 != 0) || len(a) < 6 {
			t.Fatalf("near %d are %v, in another order %v", i, a, b)
		}
	}
}

// TestIndexIsBounded gives it what somebody made to be alike.
func TestIndexIsBounded(t *testing.T) {
	x := NewIndex()
	chunks := noise(rand.New(rand.NewPCG(5, 6)), 1)
	for i := range 3 * mostHolders {
		x.Add(int64(i), chunks)
	}
	if n := len(x.Near(chunks)); n != mostFound {
		t.Errorf("%d are found, want %d", n, mostFound)
	}
	x.Add(-1, nil)
	x.Remove(-2)
	if n := len(x.Near(make([]lexical.Signature, 3))); n != 0 {
		t.Errorf("%d articles are near one without words", n)
	}
}

// TestIndexTogether uses one index from many goroutines.
func TestIndexTogether(t *testing.T) {
	x := NewIndex()
	var all sync.WaitGroup
	for g := range 4 {
		all.Go(func() {
			r := rand.New(rand.NewPCG(uint64(g), 0))
			for i := range 300 {
				chunks := noise(r, 2)
				id := int64(g*1000 + i)
				x.Add(id, chunks)
				if !slices.Contains(x.Near(chunks), id) {
					t.Errorf("%d is not found", id)
				}
				x.Remove(id - 2)
			}
		})
	}
	all.Wait()
}

// BenchmarkIndex measures 100,000 articles of four chunks: what one more costs,
// what they hold, and what it costs to find those near to one.
func BenchmarkIndex(b *testing.B) {
	const n = 100_000
	r := rand.New(rand.NewPCG(1, 1))
	x := NewIndex()
	before := heap()
	for i := range n {
		x.Add(int64(i), noise(r, 4))
	}
	bytes := float64(heap()-before) / n
	chunks := noise(r, 4)
	b.Run("Add", func(b *testing.B) {
		for i := range b.N {
			x.Add(int64(n+i%10), chunks)
		}
	})
	x.Near(chunks)
	b.Run("Near", func(b *testing.B) {
		for b.Loop() {
			x.Near(noise(r, 4))
		}
		b.ReportMetric(bytes, "B/article")
	})
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
