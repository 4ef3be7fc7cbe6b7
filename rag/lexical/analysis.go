package lexical

import (
	"strings"
	"sync"

	"newsdesk/rag/language"
	"newsdesk/rag/name"
	"newsdesk/rag/text"
)

// Version tells which form of Analysis this code writes and reads. A stored
// analysis of another version has to be made again from the text: the number
// changes with the binary form and with what package text makes of a word.
const Version = 2

// Analysis is what the index needs of one article: its words, and how often
// each chunk has each of them. It does not hold on to the text.
type Analysis struct {
	tongue tongue
	words  []word
	stems  []string
	soft   []softWord // in order of word
	title  []count
	chunks []chunk
	counts []count // what title and chunks share, if they were read from bytes
}

// Chunks is the number of chunks analysed.
func (a *Analysis) Chunks() int { return len(a.chunks) }

// Signature returns the signature of a chunk.
func (a *Analysis) Signature(chunk int) Signature { return a.chunks[chunk].signature }

// word is a distinct folded word of an article.
type word struct {
	folded string
	stem   uint32 // index in Analysis.stems
	flags  flags
}

// softWord is a word whose spelling tells its sound, see name.Soft. Hardly any word
// is one.
type softWord struct {
	word uint32 // its place in Analysis.words
	soft string
}

// flags tell how an article writes a word. An article all in capitals tells
// nothing and sets none.
type flags uint8

const (
	capital flags = 1 << iota // within a sentence it begins with a capital
	lower                     // it is written in lower case
)

// count is how often a stem occurs.
type count struct{ stem, n uint32 }

type chunk struct {
	length    uint32  // in words, stop words left out
	counts    []count // in order of stem
	signature Signature
}

// Analyze reads an article. It is safe for use by several goroutines at once.
func Analyze(title string, chunks []string) Analysis {
	r := readers.Get().(*reader)
	defer readers.Put(r)
	r.reset()
	r.read(title)
	a := Analysis{tongue: tongueOf(title, chunks), title: r.take(), chunks: make([]chunk, len(chunks))}
	for i, s := range chunks {
		r.read(s)
		if i == 0 { // the lead counts the title among its own words
			r.count(a.title)
		}
		a.chunks[i] = chunk{r.length, nil, r.sketch.signature()}
		a.chunks[i].counts = r.take()
	}
	r.forgetCapitals()
	a.words = append([]word(nil), r.words...)
	a.stems = append([]string(nil), r.stems...)
	a.soft = append([]softWord(nil), r.soft...)
	return a
}

// opening is how many bytes of an article tell its language: a paragraph,
// which is certain and takes some thirtieth of the time of the whole analysis.
const opening = 400

// tongueOf returns the language of an article as its text tells it. What its
// source says is not asked: a feed in two languages states one.
func tongueOf(title string, chunks []string) tongue {
	s := title
	if len(chunks) > 0 {
		s = chunks[0]
	}
	tag, _ := language.Detect(s[:min(len(s), opening)])
	return tongueNamed(tag)
}

// reader counts the words of one article after another.
type reader struct {
	words   []word
	hashes  []uint64 // of each word, for the sketch
	stems   []string
	soft    []softWord
	wordAt  map[string]uint32
	stemAt  map[string]uint32
	tallies []uint32 // of each stem in the text being read
	touched int      // stems with a tally
	length  uint32
	sketch  sketch

	capitals, lowers int
}

var readers = sync.Pool{New: func() any {
	return &reader{wordAt: make(map[string]uint32), stemAt: make(map[string]uint32)}
}}

func (r *reader) reset() {
	clear(r.wordAt)
	clear(r.stemAt)
	clear(r.words) // lets go of strings
	clear(r.stems)
	clear(r.soft)
	*r = reader{soft: r.soft[:0], words: r.words[:0], hashes: r.hashes[:0], stems: r.stems[:0],
		wordAt: r.wordAt, stemAt: r.stemAt, tallies: r.tallies[:0]}
}

// read tallies the words of a text.
func (r *reader) read(s string) {
	r.sketch.reset()
	r.length = 0
	last := 0
	for t := range text.Tokens(s) {
		i := r.intern(t, s)
		w := &r.words[i]
		if r.tallies[w.stem] == 0 {
			r.touched++
		}
		r.tallies[w.stem]++
		r.note(w, t, s[last:t.Start], last == 0)
		r.sketch.add(r.hashes[i])
		if !text.IsStop(t.Folded) {
			r.length++
		}
		last = t.End
	}
}

// intern returns the index of the word of a token of s.
func (r *reader) intern(t text.Token, s string) uint32 {
	if i, ok := r.wordAt[t.Folded]; ok {
		return i
	}
	stem, ok := r.stemAt[t.Stem]
	if !ok {
		stem = uint32(len(r.stems))
		r.stems = append(r.stems, t.Stem)
		r.tallies = append(r.tallies, 0)
		r.stemAt[t.Stem] = stem
	}
	i := uint32(len(r.words))
	r.words = append(r.words, word{folded: t.Folded, stem: stem})
	if t.Len() > len(t.Folded) { // it has lost something in folding
		if soft := name.Soft(t.Of(s)); soft != "" {
			r.soft = append(r.soft, softWord{i, soft})
		}
	}
	r.hashes = append(r.hashes, hashOf(t.Folded))
	r.wordAt[t.Folded] = i
	return i
}

// note records how a word is written. A capital at the beginning of a sentence,
// that is after gap or at first, tells nothing.
func (r *reader) note(w *word, t text.Token, gap string, first bool) {
	switch {
	case t.Kind != text.Word:
	case !t.Capital:
		w.flags |= lower
		r.lowers++
	case !first && !strings.ContainsAny(gap, ".!?:\n\"“”‘•"):
		w.flags |= capital
		r.capitals++
	}
}

// capitalsPerLower is how many words with a capital within a sentence, for one
// in lower case, make an article one that is written all in capitals. Ordinary
// news has one for four (newsqa2022); the all-capital set TIME has no lower case.
const capitalsPerLower = 2

// forgetCapitals clears the flags of an article written all in capitals.
func (r *reader) forgetCapitals() {
	if r.capitals > capitalsPerLower*r.lowers {
		for i := range r.words {
			r.words[i].flags = 0
		}
	}
}

// count adds to the tallies.
func (r *reader) count(counts []count) {
	for _, c := range counts {
		if r.tallies[c.stem] == 0 {
			r.touched++
		}
		r.tallies[c.stem] += c.n
	}
}

// take returns the tallies in order of stem and clears them.
func (r *reader) take() []count {
	counts := make([]count, 0, r.touched)
	for stem, n := range r.tallies {
		if n > 0 {
			counts = append(counts, count{uint32(stem), n})
			r.tallies[stem] = 0
		}
	}
	r.touched = 0
	return counts
}
