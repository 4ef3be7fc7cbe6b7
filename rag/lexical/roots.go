package lexical

import (
	"cmp"
	"math/bits"
	"slices"

	"newsdesk/rag/language"
	"newsdesk/rag/text"
)

// tongue is a language whose words are found by their roots: one plus its place
// in text.Rooted, and 0 for all other languages, for which stems do.
type tongue uint8

// tongues are the tags of text.Rooted.
var tongues = text.Rooted()

func tongueNamed(tag string) tongue { return tongue(slices.Index(tongues, tag) + 1) }

// spoken is a set of tongues, bit i being the tongue i.
type spoken uint8

func (s spoken) has(t tongue) bool { return s>>t&1 == 1 }

// roots brings the inflections of a word together in the languages that Stem, which
// has to do without knowing the language, does not know. The words stay under
// their stems; a query's word is looked for under the stems of all words of its
// root. So a word is one word of the index, whatever language it is met in, and
// coverage in English and Arabic alone has no roots and pays nothing.
type roots struct {
	spoken spoken
	dictionary
	words [][]uint32 // by root, the words that have it
}

// key is what a root is entered under: roots of different languages do not meet.
func (t tongue) key(folded string) string {
	return string(rune('0'+t)) + text.Root(folded, tongues[t-1])
}

// add enters a word of a language.
func (r *roots) add(folded string, id uint32, t tongue) {
	r.spoken |= 1 << t
	key := t.key(folded)
	root, ok := r.find(key)
	if !ok {
		root = r.dictionary.add(key)
		r.words = append(r.words, nil)
	}
	r.words[root] = append(r.words[root], id)
}

// speak notes that a word is used in a language.
func (t *tables) speak(id uint32, in tongue) {
	e := &t.words[id]
	if in == 0 || e.spoken.has(in) {
		return
	}
	e.spoken |= 1 << in
	if c := t.folded.strings[id][0]; c < '0' || c > '9' {
		t.roots.add(t.folded.strings[id], id, in)
	}
}

// enterRoots enters the words anew, after they were numbered anew.
func (t *tables) enterRoots() {
	for id := range t.words {
		for set := t.words[id].spoken; set != 0; set &= set - 1 {
			t.roots.add(t.folded.strings[id], uint32(id), tongue(bits.TrailingZeros8(uint8(set))))
		}
	}
}

// maxInflections bounds the stems that a word is looked for under because of its
// root, those of the most articles first. Nouns of Turkish and Sorani have some ten
// forms that are in use.
const maxInflections = 24

// inflections returns the other words of a word's root, in the languages given.
func (t *tables) inflections(folded string, in spoken) (found []Variant) {
	for one := range t.roots.spoken.each() {
		if !in.has(one) {
			continue
		}
		root, ok := t.roots.find(one.key(folded))
		if !ok {
			continue
		}
		for _, id := range t.roots.words[root] {
			if e := &t.words[id]; e.articles > 0 {
				found = append(found, Variant{t.stemmed.strings[e.stem], t.folded.strings[id], 1, Exact})
			}
		}
	}
	if len(found) > maxInflections {
		slices.SortStableFunc(found, func(a, b Variant) int {
			return cmp.Or(cmp.Compare(t.df(b.Term), t.df(a.Term)), cmp.Compare(a.Word, b.Word))
		})
		found = found[:maxInflections]
	}
	return found
}

// each yields the tongues of a set.
func (s spoken) each() func(yield func(tongue) bool) {
	return func(yield func(tongue) bool) {
		for set := s; set != 0; set &= set - 1 {
			if !yield(tongue(bits.TrailingZeros8(uint8(set)))) {
				return
			}
		}
	}
}

// asked is what is known of the language of a query.
type asked struct {
	tag    string // empty where it is not certain
	spoken spoken // the languages of the index
}

// askedIn tells the language of a query, if the index has any for which it matters.
func (t *tables) askedIn(query string) asked {
	a := asked{spoken: t.roots.spoken}
	if a.spoken != 0 {
		a.tag, _ = language.Detect(query)
	}
	return a
}

// tongues returns in which languages a word of the query may be inflected: in its
// own where that is certain, else in all. A name (a capital) and a word that the
// corpus does not have may be of any, whatever the language of the question: Iraq
// is Iraqê in Kurmanji.
func (a asked) tongues(known, capital bool) spoken {
	if own := tongueNamed(a.tag); own != 0 && known && !capital {
		return 1 << own
	}
	if a.tag == "" || !known || capital || a.tag == language.Arabic {
		return a.spoken
	}
	return 0
}
