// Package lexical finds chunks by their words. It is an inverted index in
// memory, ranked by BM25, that understands a question as its corpus does: a word
// that the corpus does not have is read as the nearest that it has, and a name
// is looked for in all the spellings that the corpus writes it in, and in other
// languages than English and Arabic in all inflections (see roots).
//
// Start with Analyze, which reads an article once, and whose result is stored
// beside it; then Index.Add, Index.Interpret and Index.Search. What is known
// about words comes from packages text and name. The index holds no text, no
// dates and no outlets: filters are the caller's (see Search), and so is fusion
// with other evidence.
package lexical

import (
	"bytes"
	"encoding/binary"
	"hash/maphash"
	"strings"
	"sync"
)

// Ref names a chunk: the revision given to Add, and its place in the analysis.
type Ref struct {
	Revision int64
	Chunk    int
}

// Index is an inverted index of chunks. It is safe for use by several
// goroutines; readers wait for the one that adds or removes, which takes some
// ten microseconds an article, and rarely longer, see compact.
type Index struct {
	mu sync.RWMutex
	tables
}

// tables is all that the index holds.
type tables struct {
	words   []entry // of each string of folded
	folded  dictionary
	stems   []postings // of each string of stemmed
	stemmed dictionary
	lexicon
	roots roots
	soft  map[uint32]string // of the words that articles write with soft letters, see name.Soft

	articles []article
	current  map[int64]uint32 // revision to its place in articles
	docs     []doc            // chunks in the order in which they were added
	signed   []Signature      // of each of docs
	epoch    int              // changes when words are numbered anew

	scratch   []uint32 // room for the one that adds
	packed    []byte
	live      int    // docs that are not removed
	liveWords uint64 // the sum of their lengths
}

// entry is a word of the corpus. The counts are of articles.
type entry struct {
	stem, articles, capital, lower uint32
	spoken                         spoken // the languages of articles that have it, also of some removed since
}

// postings is the chunks that have a stem.
type postings struct {
	list []posting
	df   uint32 // those of them that are not removed
}

// posting packs a chunk's place in docs (26 bits), whether the title has the
// stem (1 bit), and how often the chunk has it (5 bits, more count as 31).
type posting uint32

const (
	countBits = 5
	maxCount  = 1<<countBits - 1
	inTitle   = posting(1 << countBits)
	docShift  = countBits + 1
)

func (p posting) doc() uint32  { return uint32(p >> docShift) }
func (p posting) count() int   { return int(p & maxCount) }
func (p posting) titled() bool { return p&inTitle != 0 }

// article is what Remove has to know.
type article struct {
	revision int64
	first    uint32 // its first chunk in docs
	chunks   uint32
	length   uint32 // in words
	words    []byte // varints of a word's place and its flags
	removed  bool
}

type doc struct {
	article uint32
	length  uint16
	removed bool
}

// New returns an empty index.
func New() *Index {
	return &Index{tables: tables{current: make(map[int64]uint32), soft: make(map[uint32]string)}}
}

// Len is the number of chunks.
func (ix *Index) Len() int {
	ix.mu.RLock()
	defer ix.mu.RUnlock()
	return ix.live
}

// Addition is an article to be added under a revision.
type Addition struct {
	Revision int64
	Analysis *Analysis
}

// Add takes in an article under a revision, replacing what was there under the
// same one. It does not keep a.
func (ix *Index) Add(revision int64, a *Analysis) { ix.AddAll([]Addition{{revision, a}}) }

// AddAll adds articles, all before any search sees the first. Loading is fastest
// with a goroutine for each core that adds some thirty at a time.
func (ix *Index) AddAll(batch []Addition) {
	known, epoch := ix.lookUp(batch)
	ix.mu.Lock()
	defer ix.mu.Unlock()
	for i, one := range batch {
		ix.remove(one.Revision)
		if epoch == ix.epoch {
			ix.add(one.Revision, one.Analysis, known[i])
		} else {
			ix.add(one.Revision, one.Analysis, nil)
		}
	}
}

// lookUp returns the numbers of each article's words, newWord for those that the
// index does not have, and the epoch for which they hold. It is the costliest
// part of adding, and does not keep readers out.
func (ix *Index) lookUp(batch []Addition) ([][]uint32, int) {
	known := make([][]uint32, len(batch))
	ix.mu.RLock()
	defer ix.mu.RUnlock()
	var hashes []uint64
	for i, one := range batch {
		hashes = hashes[:0]
		for _, w := range one.Analysis.words {
			hashes = append(hashes, maphash.String(seed, w.folded))
		}
		known[i] = ix.folded.findAll(one.Analysis.words, hashes)
	}
	return known, ix.epoch
}

// newWord stands for a word that was not there when it was looked up.
const newWord = ^uint32(0)

// Remove takes out a revision; one that is not there is passed over.
func (ix *Index) Remove(revision int64) {
	ix.mu.Lock()
	defer ix.mu.Unlock()
	ix.remove(revision)
	if len(ix.docs)-ix.live > max(minCompact, ix.live/compactShare) {
		ix.compact()
	}
}

// Signature returns the signature of a chunk and whether it is there.
func (ix *Index) Signature(r Ref) (Signature, bool) {
	ix.mu.RLock()
	defer ix.mu.RUnlock()
	at, ok := ix.current[r.Revision]
	if !ok || r.Chunk < 0 || r.Chunk >= int(ix.articles[at].chunks) {
		return Signature{}, false
	}
	return ix.signed[int(ix.articles[at].first)+r.Chunk], true
}

func (t *tables) add(revision int64, a *Analysis, known []uint32) {
	stems := resized(t.scratch, len(a.stems))
	t.scratch = stems
	at := uint32(len(t.articles))
	t.articles = append(t.articles, article{
		revision: revision, first: uint32(len(t.docs)), chunks: uint32(len(a.chunks)), words: t.addWords(a, known, stems),
	})
	t.current[revision] = at
	for i := range a.chunks {
		t.addChunk(at, &a.chunks[i], a.title, stems)
	}
}

// addWords counts the words of an article and returns them packed. It sets the
// numbers of the article's stems.
func (t *tables) addWords(a *Analysis, known, stems []uint32) []byte {
	packed, soft := t.packed[:0], a.soft
	for i, w := range a.words {
		id := newWord
		if known != nil {
			id = known[i]
		}
		if id == newWord {
			id = t.internWord(w.folded, a.stems[w.stem])
		}
		e := &t.words[id]
		e.tally(w.flags, 1)
		stems[w.stem] = e.stem
		t.speak(id, a.tongue)
		if len(soft) > 0 && soft[0].word == uint32(i) {
			t.soft[id] = strings.Clone(soft[0].soft)
			soft = soft[1:]
		}
		packed = binary.AppendUvarint(packed, uint64(id)<<2|uint64(w.flags))
	}
	t.packed = packed
	return bytes.Clone(packed)
}

// tally adds n, one or minus one, to what the flags tell.
func (e *entry) tally(f flags, n uint32) {
	e.articles += n
	if f&capital != 0 {
		e.capital += n
	}
	if f&lower != 0 {
		e.lower += n
	}
}

func (t *tables) internWord(folded, stem string) uint32 {
	if id, ok := t.folded.find(folded); ok {
		return id
	}
	id := t.folded.add(folded)
	t.words = append(t.words, entry{stem: t.internStem(stem)})
	t.lexicon.add(t.folded.strings[id], id)
	return id
}

func (t *tables) internStem(stem string) uint32 {
	if id, ok := t.stemmed.find(stem); ok {
		return id
	}
	t.stems = append(t.stems, postings{})
	return t.stemmed.add(stem)
}

// addChunk appends a chunk to the postings of its stems and of the title's.
// Both runs of counts are in order of stem.
func (t *tables) addChunk(at uint32, c *chunk, title []count, stems []uint32) {
	d := uint32(len(t.docs))
	t.docs = append(t.docs, doc{article: at, length: uint16(min(c.length, 1<<16-1))})
	t.signed = append(t.signed, c.signature)
	t.articles[at].length += uint32(t.docs[d].length)
	t.live++
	t.liveWords += uint64(t.docs[d].length)
	for _, n := range c.counts {
		p := posting(d<<docShift) | posting(min(n.n, maxCount))
		for len(title) > 0 && title[0].stem < n.stem {
			t.stems[stems[title[0].stem]].append(posting(d<<docShift) | inTitle)
			title = title[1:]
		}
		if len(title) > 0 && title[0].stem == n.stem {
			p |= inTitle
			title = title[1:]
		}
		t.stems[stems[n.stem]].append(p)
	}
	for _, n := range title {
		t.stems[stems[n.stem]].append(posting(d<<docShift) | inTitle)
	}
}

// append grows the list by a quarter, less than append would, since most of the
// index's memory is in these lists.
func (s *postings) append(p posting) {
	s.df++
	if n := len(s.list); n == cap(s.list) {
		longer := make([]posting, n, n+n/4+2)
		copy(longer, s.list)
		s.list = longer
	}
	s.list = append(s.list, p)
}
