package lexical

import (
	"container/heap"
	"slices"
	"sync"
)

// The parameters of BM25, as usual (Robertson and Zaragoza, 2009): k1 bends the
// gain from repeated words, b is how far length counts.
const (
	k1 = 1.2
	b  = 0.75
)

// The two weights below were chosen on newsqa2022, cut by rag.Split (nDCG@10
// there), and make no difference to the sets that have neither titles nor
// chunks. To measure again: go test -run TestMeasureLexical -v ./internal/eval
const (
	// titleWeight is how many occurrences in each of the article's chunks a
	// word of its title counts for: .657 at 1, .661 at 2, .666 at 3, .664 at
	// 4; .659 at 0, but hits@4 is then .721 in place of .743. The first chunk
	// has the title's words as its own besides (see Analyze): worth .008.
	titleWeight = 3
	// articleShare is the weight of the whole article's BM25 in the score of
	// each of its chunks: a question's words are often spread over chunks.
	// .629 at 0, .650 at 0.2, .659 at 0.4, .666 at 0.5, .661 at 0.6, .646 at
	// 0.7; hits@4 and the misspelt questions agree.
	articleShare = 0.5
)

// Hit is a chunk that Search found.
type Hit struct {
	Ref
	// Score is the mean of the BM25 of the chunk and that of its whole
	// article, weighted by articleShare. Scores of one query compare, those of two do not.
	Score float64
	// Matched has bit i set where the chunk, or its article's title, has a
	// variant of the query's term i; bit 63 stands for all later terms.
	Matched uint64
}

// Search returns at most n chunks, best first, ties in the order in which they
// were added. Chunks for which keep (nil: all) is false are passed over; it is
// called by this goroutine, under the index's lock, so it must not call the
// index.
func (ix *Index) Search(q Query, n int, keep func(Ref) bool) []Hit {
	if n <= 0 {
		return nil
	}
	ix.mu.RLock()
	defer ix.mu.RUnlock()
	board := boards.Get().(*board)
	defer boards.Put(board)
	board.open(len(ix.docs), len(ix.articles))
	defer board.close()
	for i := range q.Terms {
		ix.score(board, &q.Terms[i], uint64(1)<<min(i, 63))
	}
	return ix.collect(board, n, keep)
}

// board gathers the scores of one search. Boards are reused; between searches
// all their numbers are zero.
type board struct {
	chunks   []chunkScore
	articles []articleScore
	touched  []uint32 // chunks that have a score
	term     []uint32 // chunks that have the term at hand
	of       []uint32 // articles that have it
}

type chunkScore struct {
	score   float32
	weight  float32 // of the occurrences of the term at hand
	matched uint64
}

type articleScore struct{ score, weight float32 }

var boards = sync.Pool{New: func() any { return new(board) }}

func (s *board) open(chunks, articles int) {
	if len(s.chunks) < chunks {
		s.chunks = make([]chunkScore, chunks+chunks/4)
	}
	if len(s.articles) < articles {
		s.articles = make([]articleScore, articles+articles/4)
	}
}

// close clears what the search touched.
func (s *board) close() {
	for _, d := range s.touched {
		s.chunks[d] = chunkScore{}
	}
	s.touched = s.touched[:0]
	clear(s.articles)
}

// score adds to each chunk and article what it has of a term. All variants of a
// term together are one term: their occurrences add up, each by its weight, and
// the chunks that have any of them are its document frequency.
func (t *tables) score(s *board, term *Term, bit uint64) {
	if term.Stop {
		return
	}
	for _, v := range term.Variants {
		if id, ok := t.stemmed.find(v.Term); ok {
			s.gather(t.stems[id].list, float32(v.Weight))
		}
	}
	gain := float32(idf(t.liveAmong(s.term), t.live) * (k1 + 1))
	t.settleChunks(s, gain, bit)
	t.settleArticles(s, gain)
}

// gather adds up the occurrences of a variant.
func (s *board) gather(list []posting, weight float32) {
	for _, p := range list {
		c := &s.chunks[p.doc()]
		if c.weight == 0 {
			s.term = append(s.term, p.doc())
		}
		n := p.count()
		if p.titled() {
			n += titleWeight
		}
		c.weight += weight * float32(n)
	}
}

func (t *tables) liveAmong(docs []uint32) (n int) {
	for _, d := range docs {
		if !t.docs[d].removed {
			n++
		}
	}
	return n
}

// settleChunks turns the occurrences of a term into scores of chunks, and hands
// them on to their articles.
func (t *tables) settleChunks(s *board, gain float32, bit uint64) {
	base, slope := saturation(t.liveWords, t.live)
	for _, d := range s.term {
		c, doc := &s.chunks[d], &t.docs[d]
		if c.matched == 0 {
			s.touched = append(s.touched, d)
		}
		c.matched |= bit
		c.score += gain * c.weight / (c.weight + base + slope*float32(doc.length))
		a := &s.articles[doc.article]
		if a.weight == 0 {
			s.of = append(s.of, doc.article)
		}
		a.weight += c.weight
		c.weight = 0
	}
	s.term = s.term[:0]
}

// settleArticles does the same for articles.
func (t *tables) settleArticles(s *board, gain float32) {
	base, slope := saturation(t.liveWords, len(t.current))
	for _, at := range s.of {
		a := &s.articles[at]
		a.score += gain * a.weight / (a.weight + base + slope*float32(t.articles[at].length))
		a.weight = 0
	}
	s.of = s.of[:0]
}

// saturation returns k1 (1 - b + b length/average) as base + slope length.
func saturation(words uint64, n int) (base, slope float32) {
	return k1 * (1 - b), float32(k1 * b * float64(n) / float64(max(words, 1)))
}

// collect returns the best n of the chunks that were touched.
func (t *tables) collect(s *board, n int, keep func(Ref) bool) []Hit {
	var top worst
	for _, d := range s.touched {
		doc := &t.docs[d]
		r := ranked{(1-articleShare)*s.chunks[d].score + articleShare*s.articles[doc.article].score, d}
		if doc.removed || len(top) == n && !r.before(top[0]) {
			continue
		}
		if keep != nil && !keep(t.ref(d)) {
			continue
		}
		if len(top) < n {
			if top = append(top, r); len(top) == n {
				heap.Init(&top)
			}
		} else {
			top[0] = r
			heap.Fix(&top, 0)
		}
	}
	slices.SortFunc(top, ranked.compare)
	hits := make([]Hit, len(top))
	for i, r := range top {
		hits[i] = Hit{t.ref(r.doc), float64(r.score), s.chunks[r.doc].matched}
	}
	return hits
}

func (t *tables) ref(d uint32) Ref {
	a := &t.articles[t.docs[d].article]
	return Ref{a.revision, int(d - a.first)}
}

// ranked is a chunk and its score.
type ranked struct {
	score float32
	doc   uint32
}

func (r ranked) before(other ranked) bool {
	return r.score > other.score || r.score == other.score && r.doc < other.doc
}

func (r ranked) compare(other ranked) int {
	switch {
	case r.before(other):
		return -1
	case other.before(r):
		return 1
	}
	return 0
}

// worst is a heap with the lowest ranked on top.
type worst []ranked

func (w worst) Len() int           { return len(w) }
func (w worst) Less(i, j int) bool { return w[j].before(w[i]) }
func (w worst) Swap(i, j int)      { w[i], w[j] = w[j], w[i] }

// Push and Pop are what heap.Interface has besides; the heap keeps its size.
func (w *worst) Push(any) { panic("lexical: not to be called") }
func (w *worst) Pop() any { panic("lexical: not to be called") }
