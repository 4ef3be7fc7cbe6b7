// Package voice tells which articles are one voice: copies of one report, whole or
// cut, with another headline or a few words changed, as papers print what an
// agency wrote. 'Five outlets' may be said only of five voices.
//
// Start with Of, or with Read and Among where articles are read once and compared
// often. It compares words in their order and knows nothing of meaning:
// two reporters on one event are two voices, however alike their facts.
package voice

import (
	"cmp"
	"hash/maphash"
	"slices"

	"newsdesk/rag"
	"newsdesk/rag/text"
)

const (
	// shingle is how many words in a row are compared as one: five in common
	// are rarely chance, and one changed word costs five of them, not all
	// (Broder, 'On the resemblance and containment of documents', 1997).
	shingle = 5
	// contained is the share of an article's shingles that another has of which
	// it is a copy. A copy with each twelfth word changed keeps .6; background
	// paragraphs that a follow-up repeats are rarely half of it.
	contained = 0.6
	// mostWords bounds what is compared of an article: copies begin alike.
	mostWords = 600
	// leastShingles is from how many on an article can be told to be a copy: a
	// sentence of ten words. Shorter ones are voices of their own.
	leastShingles = 6
	// timesLonger is how much longer than what it copies an article may be and
	// still be a copy with something added; a round-up that has three reports in
	// it is none of them.
	timesLonger = 1.7
	// commonest bounds how many articles a shingle may be in and still lead to
	// candidates: what more of them share is a credit or a standing paragraph.
	commonest = 64
)

// Of returns for each article the index of the one whose voice it is: the first
// published of its copies, which has its own index. Articles without words are
// voices of their own.
func Of(articles []rag.Article) []int {
	order := byAge(articles)
	prints := make([]Print, len(order))
	for i, at := range order {
		prints[i] = Read(&articles[at])
	}
	voices := make([]int, len(articles))
	for i, v := range Among(prints) {
		voices[order[i]] = order[v]
	}
	return voices
}

// Among is Of for articles that were read before and stand in the order of their
// age.
func Among(prints []Print) []int {
	x := index{holding: map[uint64][]int{}, prints: prints}
	voices := make([]int, len(prints))
	for i := range prints {
		voices[i] = i
		if j := x.copied(i); j >= 0 {
			voices[i] = voices[j]
		}
		x.add(i)
	}
	return voices
}

// byAge orders articles by publication, the undated last, and else by length, so
// that of two that are as old the whole one is the original.
func byAge(articles []rag.Article) []int {
	order := make([]int, len(articles))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		a, b := &articles[i], &articles[j]
		if a.Published.Known() != b.Published.Known() {
			if a.Published.Known() {
				return -1
			}
			return 1
		}
		return cmp.Or(a.Published.Time.Compare(b.Published.Time), cmp.Compare(len(b.Body), len(a.Body)))
	})
	return order
}

// Print is the shingles of an article, each once, by size. Prints compare within
// one process.
type Print []uint64

// seed is of the process: nobody outside can make two texts look alike.
var seed = maphash.MakeSeed()

// index finds the articles that share shingles.
type index struct {
	holding map[uint64][]int // by shingle
	prints  []Print
}

// Read takes the shingles of an article's prose.
func Read(a *rag.Article) Print {
	var words []string
	for t := range text.Tokens(a.Body[min(a.Prose, len(a.Body)):]) {
		if words = append(words, t.Folded); len(words) == mostWords {
			break
		}
	}
	var all Print
	for i := 0; i+shingle <= len(words); i++ {
		var h maphash.Hash
		h.SetSeed(seed)
		for _, w := range words[i : i+shingle] {
			_, _ = h.WriteString(w)
			_ = h.WriteByte(' ')
		}
		all = append(all, h.Sum64())
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func (x *index) add(i int) {
	for _, s := range x.prints[i] {
		if len(x.holding[s]) < commonest {
			x.holding[s] = append(x.holding[s], i)
		}
	}
}

// copied returns the article added before that an article is a copy of, by most
// in common, or -1.
func (x *index) copied(i int) int {
	mine := x.prints[i]
	if len(mine) < leastShingles {
		return -1
	}
	shared := map[int]int{}
	for _, s := range mine {
		for _, j := range x.holding[s] {
			shared[j]++
		}
	}
	best, most := -1, 0.0
	for j, n := range shared {
		share := x.share(i, j, n)
		if share >= contained && (share > most || share == most && j < best) {
			best, most = j, share
		}
	}
	return best
}

// share is how far two articles with n shingles in common are one report: the
// part of the shorter one that the longer one has, unless it has far more.
func (x *index) share(i, j, n int) float64 { return share(x.prints[i], x.prints[j], n) }

func share(mine, other Print, n int) float64 {
	if min(len(mine), len(other)) < leastShingles || float64(len(mine)) > timesLonger*float64(len(other)) {
		return 0
	}
	return float64(n) / float64(min(len(mine), len(other)))
}

// Copies reports whether an article is a copy of an earlier one, by their prints.
func (p Print) Copies(earlier Print) bool {
	n := 0
	for i, j := 0, 0; i < len(p) && j < len(earlier); {
		switch {
		case p[i] < earlier[j]:
			i++
		case p[i] > earlier[j]:
			j++
		default:
			i, j, n = i+1, j+1, n+1
		}
	}
	return share(p, earlier, n) >= contained
}
