// Package lexical finds chunks by their words. It is an inverted index in
// memory, ranked by BM25, that understands a question as its corpus does: a word
// that the corpus does not have is read as the nearest that it has, and a name
// is looked for in all the spellings that the corpus writes it in.
//
// Start with Analyze, which reads an article once, and whose result is stored
// beside it; then Index.Add, Index.Interpret and Index.Search. What is known
// about words comes from packages text and name. The index holds no text, no
// dates and no outlets: filters are the caller's (see Search), and so is fusion
// with other evidence.
package lexical

import (
	"encoding/binary"
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
	words  []entry
	wordID map[string]uint32
	stems  []postings
	stemID map[string]uint32
	lexicon

	articles  []article
	current   map[int64]uint32 // revision to its place in articles
	docs      []doc            // chunks in the order in which they were added
	signed    []Signature      // of each of docs
	live      int              // docs that are not removed
	liveWords uint64           // the sum of their lengths
}

// entry is a word of the corpus. The counts are of articles.
type entry struct {
	folded                   string
	stem                     uint32
	articles, capital, lower uint32
}

// postings is a stem and the chunks that have it.
type postings struct {
	stem string
	df   uint32 // chunks that are not removed
	list []posting
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
func New() *Index { return &Index{tables: newTables()} }

func newTables() tables {
	return tables{
		wordID:  make(map[string]uint32),
		stemID:  make(map[string]uint32),
		current: make(map[int64]uint32),
	}
}

// Len is the number of chunks.
func (ix *Index) Len() int {
	ix.mu.RLock()
	defer ix.mu.RUnlock()
	return ix.live
}

// Add takes in an article under a revision, replacing what was there under the
// same one. It does not keep a.
func (ix *Index) Add(revision int64, a *Analysis) {
	ix.mu.Lock()
	defer ix.mu.Unlock()
	ix.remove(revision)
	ix.add(revision, a)
}

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

func (t *tables) add(revision int64, a *Analysis) {
	stems := make([]uint32, len(a.stems))
	for i, s := range a.stems {
		stems[i] = t.internStem(s)
	}
	at := uint32(len(t.articles))
	t.articles = append(t.articles, article{
		revision: revision, first: uint32(len(t.docs)), chunks: uint32(len(a.chunks)), words: t.addWords(a.words, stems),
	})
	t.current[revision] = at
	titled := make(map[uint32]bool, len(a.title))
	for i := range a.chunks {
		t.addChunk(at, &a.chunks[i], a.title, stems, titled)
	}
}

// addWords counts the words of an article and returns them packed.
func (t *tables) addWords(words []word, stems []uint32) []byte {
	packed := make([]byte, 0, 2*len(words)+len(words)/2)
	for _, w := range words {
		id := t.internWord(w.folded, stems[w.stem])
		t.words[id].tally(w.flags, 1)
		packed = binary.AppendUvarint(packed, uint64(id)<<2|uint64(w.flags))
	}
	return packed
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

func (t *tables) internStem(s string) uint32 {
	if id, ok := t.stemID[s]; ok {
		return id
	}
	id := uint32(len(t.stems))
	s = strings.Clone(s)
	t.stems = append(t.stems, postings{stem: s})
	t.stemID[s] = id
	return id
}

func (t *tables) internWord(folded string, stem uint32) uint32 {
	if id, ok := t.wordID[folded]; ok {
		return id
	}
	id := uint32(len(t.words))
	if s := t.stems[stem].stem; s == folded {
		folded = s
	} else {
		folded = strings.Clone(folded)
	}
	t.words = append(t.words, entry{folded: folded, stem: stem})
	t.wordID[folded] = id
	t.lexicon.add(folded, id)
	return id
}

// addChunk appends a chunk to the postings of its stems and of the title's.
func (t *tables) addChunk(at uint32, c *chunk, title []count, stems []uint32, titled map[uint32]bool) {
	d := uint32(len(t.docs))
	t.docs = append(t.docs, doc{article: at, length: uint16(min(c.length, 1<<16-1))})
	t.signed = append(t.signed, c.signature)
	t.articles[at].length += uint32(t.docs[d].length)
	t.live++
	t.liveWords += uint64(t.docs[d].length)
	for _, n := range title {
		titled[n.stem] = true
	}
	for _, n := range c.counts {
		p := posting(d<<docShift) | posting(min(n.n, maxCount))
		if len(titled) > 0 && titled[n.stem] {
			p |= inTitle
			delete(titled, n.stem)
		}
		t.stems[stems[n.stem]].append(p)
	}
	for stem := range titled {
		t.stems[stems[stem]].append(posting(d<<docShift) | inTitle)
	}
	clear(titled)
}

func (s *postings) append(p posting) {
	s.df++
	s.list = append(s.list, p)
}
