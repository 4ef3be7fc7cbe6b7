package lexical

import (
	"encoding/binary"
	"slices"
)

// remove takes an article out of all counts. Its postings stay, and are passed
// over, until the index is compacted.
func (t *tables) remove(revision int64) {
	at, ok := t.current[revision]
	if !ok {
		return
	}
	delete(t.current, revision)
	a := &t.articles[at]
	a.removed = true
	for i := range t.docs[a.first : a.first+a.chunks] {
		d := &t.docs[int(a.first)+i]
		d.removed = true
		t.live--
		t.liveWords -= uint64(d.length)
	}
	t.forgetWords(a)
	a.words = nil
}

// forgetWords takes the article's words out of the counts of words and, each
// stem once, its chunks out of those of stems.
func (t *tables) forgetWords(a *article) {
	seen := make(map[uint32]bool)
	for id, f := range unpack(a.words) {
		e := &t.words[id]
		e.tally(f, ^uint32(0))
		if !seen[e.stem] {
			seen[e.stem] = true
			t.stems[e.stem].forget(a.first, a.first+a.chunks)
		}
	}
}

// unpack yields what addWords packed.
func unpack(packed []byte) func(yield func(uint32, flags) bool) {
	return func(yield func(uint32, flags) bool) {
		for len(packed) > 0 {
			v, n := binary.Uvarint(packed)
			packed = packed[n:]
			if !yield(uint32(v>>2), flags(v&3)) {
				return
			}
		}
	}
}

// forget takes the chunks from first up to end out of the count.
func (s *postings) forget(first, end uint32) {
	at, _ := slices.BinarySearchFunc(s.list, first, func(p posting, d uint32) int { return int(p.doc()) - int(d) })
	for ; at < len(s.list) && s.list[at].doc() < end; at++ {
		s.df--
	}
}

// The index is compacted when removed chunks are more than a third of those
// that are live, and at least minCompact: then the work is at most some three
// times that of having added what was removed, and searches never pass over
// more than a quarter of the postings.
const (
	compactShare = 3
	minCompact   = 1024
)

// compact builds the tables anew without what was removed. Readers wait: a tenth
// of a second for 100,000 chunks.
func (t *tables) compact() {
	fresh := tables{current: make(map[int64]uint32, len(t.current)), soft: make(map[uint32]string, len(t.soft)), epoch: t.epoch + 1}
	renamed := t.keepArticles(&fresh)
	stems := make([]uint32, len(t.stems))
	for i := range t.stems {
		if s := &t.stems[i]; s.df > 0 {
			stems[i] = fresh.stemmed.add(t.stemmed.strings[i])
			fresh.stems = append(fresh.stems, postings{s.renamed(renamed), s.df})
		}
	}
	t.keepWords(&fresh, stems)
	*t = fresh
}

// gone stands for a chunk that is no more.
const gone = ^uint32(0)

// keepArticles copies the live articles and their chunks and returns the new
// place of each chunk.
func (t *tables) keepArticles(fresh *tables) []uint32 {
	renamed := make([]uint32, len(t.docs))
	for i := range t.articles {
		a := t.articles[i]
		docs := t.docs[a.first : a.first+a.chunks]
		at := uint32(len(fresh.articles))
		for j, d := range docs {
			if a.removed {
				renamed[int(a.first)+j] = gone
				continue
			}
			renamed[int(a.first)+j] = uint32(len(fresh.docs))
			d.article = at
			fresh.docs = append(fresh.docs, d)
			fresh.signed = append(fresh.signed, t.signed[int(a.first)+j])
		}
		if !a.removed {
			a.first = uint32(len(fresh.docs)) - a.chunks
			fresh.articles = append(fresh.articles, a)
			fresh.current[a.revision] = at
		}
	}
	fresh.live, fresh.liveWords = t.live, t.liveWords
	return renamed
}

// renamed returns the postings of live chunks under their new places.
func (s *postings) renamed(places []uint32) []posting {
	list := make([]posting, 0, s.df)
	for _, p := range s.list {
		if place := places[p.doc()]; place != gone {
			list = append(list, posting(place)<<docShift|p&(1<<docShift-1))
		}
	}
	return list
}

// keepWords copies the words that articles still have, and renames them there.
func (t *tables) keepWords(fresh *tables, stems []uint32) {
	words := make([]uint32, len(t.words))
	for i := range words {
		words[i] = newWord
	}
	for i, e := range t.words {
		if e.articles > 0 {
			words[i] = fresh.folded.add(t.folded.strings[i])
			e.stem = stems[e.stem]
			fresh.words = append(fresh.words, e)
			if soft, ok := t.soft[uint32(i)]; ok {
				fresh.soft[words[i]] = soft
			}
		}
	}
	fresh.lexicon = t.lexicon.renamed(words)
	fresh.enterRoots()
	for i := range fresh.articles {
		a := &fresh.articles[i]
		packed := make([]byte, 0, len(a.words))
		for id, f := range unpack(a.words) {
			packed = binary.AppendUvarint(packed, uint64(words[id])<<2|uint64(f))
		}
		a.words = packed
	}
}
