package copies

import (
	"cmp"
	"slices"
	"sync"

	"newsdesk/rag/lexical"
)

// Index finds the articles that may be copies of one among very many: locality-
// sensitive hashing by bands over the MinHash signatures of their chunks (Leskovec,
// Rajaraman and Ullman, 'Mining of Massive Datasets', 3.4). What it finds is to be
// compared by Same.
//
// The signatures are those that an article's stored analysis has, so that nothing is
// read when a library opens; chunks that begin at other sentences share half of
// their shingles, and an article is found where any band of any chunk agrees.
//
// The library github.com/ekzhu/minhash-lsh was tried and left out: nothing can be
// removed from its tables, what is added is not found before Index sorts all of them
// again, it may not be used by two goroutines, what it returns is unbounded and in
// random order, its keys take a string a band, and its MinHash would need the text
// of every article at each start.
//
// An Index is safe for use by several goroutines. What it finds does not depend on
// the order in which articles came, but where more than mostHolders share a key. It
// takes some 500 bytes an article ('go test ./rag/copies -bench Index').
type Index struct {
	mu     sync.Mutex
	shards [shards]shard
	ids    []int64 // by slot; gone after Remove
	slots  map[int64]uint32
	gone   int // slots whose article was removed
}

const (
	// bandBins is how many bins of a signature agree in a band, and bands how many a
	// signature has. Of chunks that share .4 of their shingles a band agrees in
	// .16 of the cases, one of 32 in 99.6%; unrelated ones agree once in 65,000.
	bandBins = 2
	bands    = 64 / bandBins
	// keysKept is how many of an article's bands are kept, the least by their hash,
	// so that two articles keep the same ones: all of a chunk or two, a quarter of a
	// usual long report. TestIndexFindsCopies tells what is missed.
	keysKept = 48
	// shards part the keys by their first bits, so that each is short to sort.
	shards    = 1 << shardBits
	shardBits = 10
	// mostHolders bounds how many articles of one key are looked at: more share a
	// standing paragraph, or are made to.
	mostHolders = 2048
	// mostFound bounds what is returned, those with the most keys in common first.
	// Among 100,000 articles some 70 share one key by chance.
	mostFound = 256
)

// removed stands in Index.ids for an article that is there no more.
const removed = -1 << 63

// shard is the articles that have each of some keys: key<<32 | slot, of which
// the first sorted ones are in order.
type shard struct {
	all    []uint64
	sorted int
}

// NewIndex returns an Index without articles.
func NewIndex() *Index { return &Index{slots: map[int64]uint32{}} }

// Len is how many articles are held.
func (x *Index) Len() int {
	x.mu.Lock()
	defer x.mu.Unlock()
	return len(x.slots)
}

// Add takes in an article by the signatures of its chunks, in place of what it
// had before.
func (x *Index) Add(id int64, chunks []lexical.Signature) {
	keys := keysOf(chunks)
	x.mu.Lock()
	defer x.mu.Unlock()
	x.remove(id)
	slot := uint32(len(x.ids))
	x.ids = append(x.ids, id)
	x.slots[id] = slot
	for _, k := range keys {
		s := &x.shards[k>>(32-shardBits)]
		s.all = append(s.all, uint64(k)<<32|uint64(slot))
	}
}

// Remove forgets an article; one that is not there is passed over.
func (x *Index) Remove(id int64) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.remove(id)
}

// fewGone is how many removed articles are carried along before the tables are
// rid of them, if they are a quarter of all: then each removal costs as much as
// four additions.
const fewGone = 1024

func (x *Index) remove(id int64) {
	slot, ok := x.slots[id]
	if !ok {
		return
	}
	delete(x.slots, id)
	x.ids[slot] = removed
	if x.gone++; x.gone > fewGone && x.gone > len(x.ids)/4 {
		x.compact()
	}
}

// compact numbers the articles anew, without those that were removed.
func (x *Index) compact() {
	slots := make([]uint32, len(x.ids))
	kept := x.ids[:0]
	for old, id := range x.ids {
		if id != removed {
			slots[old] = uint32(len(kept))
			x.slots[id] = uint32(len(kept))
			kept = append(kept, id)
		} else {
			slots[old] = ^uint32(0)
		}
	}
	x.ids, x.gone = kept, 0
	for i := range x.shards {
		s := &x.shards[i]
		all := make([]uint64, 0, len(s.all))
		for j, e := range s.all {
			if slot := slots[uint32(e)]; slot != ^uint32(0) {
				all = append(all, e>>32<<32|uint64(slot))
			}
			if j+1 == s.sorted {
				s.sorted = len(all) // the order of the slots is as it was
			}
		}
		s.all = all
	}
}

// Near returns the articles that have the most in common with one of these
// chunks, most first, at most mostFound of them; it is itself among them, if it was
// added.
func (x *Index) Near(chunks []lexical.Signature) []int64 {
	keys := keysOf(chunks)
	x.mu.Lock()
	defer x.mu.Unlock()
	shared := map[uint32]int{}
	for _, k := range keys {
		for _, e := range x.shards[k>>(32-shardBits)].holders(k) {
			shared[uint32(e)]++
		}
	}
	type found struct {
		id     int64
		shared int
	}
	all := make([]found, 0, len(shared))
	for slot, n := range shared {
		if x.ids[slot] != removed {
			all = append(all, found{x.ids[slot], n})
		}
	}
	slices.SortFunc(all, func(a, b found) int { return cmp.Or(b.shared-a.shared, cmp.Compare(a.id, b.id)) })
	ids := make([]int64, min(len(all), mostFound))
	for i := range ids {
		ids[i] = all[i].id
	}
	return ids
}

// holders are the articles that have a key. What was added since is sorted in
// first, so that a library opens without sorting anything.
func (s *shard) holders(key uint32) []uint64 {
	if s.sorted < len(s.all) {
		slices.Sort(s.all)
		s.sorted = len(s.all)
	}
	from, _ := slices.BinarySearch(s.all, uint64(key)<<32)
	to := from
	for to < len(s.all) && uint32(s.all[to]>>32) == key && to-from < mostHolders {
		to++
	}
	return s.all[from:to]
}

// keysOf are the bands of an article's chunks that are kept.
func keysOf(chunks []lexical.Signature) []uint32 {
	var keys []uint32
	for _, s := range chunks {
		for band := range bands {
			first, second := s[bandBins*band], s[bandBins*band+1]
			if first != 0 && second != 0 { // an empty bin says nothing
				keys = append(keys, keyOf(uint32(band)<<16|uint32(first)<<8|uint32(second)))
			}
		}
	}
	slices.Sort(keys)
	keys = slices.Compact(keys)
	return keys[:min(len(keys), keysKept)]
}

// keyOf spreads the number of a band and what is in it over 32 bits. It is
// invertible, so that no two become one (the finaliser of MurmurHash3).
func keyOf(h uint32) uint32 {
	h ^= h >> 16
	h *= 0x85ebca6b
	h ^= h >> 13
	h *= 0xc2b2ae35
	return h ^ h>>16
}
