// Package thesaurus knows which words mean nearly the same, so that 'Who headed the Iraqi team' meets 'Leading the
// team', 'built' meets 'constructed' and 'killed' meets 'massacre'; which are opposites; and what common Arabic and
// Sorani words of the news are in English.
//
// The knowledge stands in five tables, read when first needed:
//
//   - wordnet.txt.gz, condensed from Princeton WordNet 3.1 by internal/wordnet (licence: LICENSE in this folder);
//   - news.tsv, groups of news vocabulary written by hand, which go before WordNet: they add what it lacks, and forbid
//     what it ranks badly;
//   - verbs.txt.gz, the words that are mostly verbs, from WordNet too;
//   - ar-en.tsv and ckb-en.tsv, the glossaries behind Translate.
//
// Words are keyed as the index keys them, by the Porter2 stem of the folded word (text.Token.Stem), phrases by their
// stems with spaces between. Relations are symmetric and not transitive: 'kill' is near 'murder' and near 'die', which
// says nothing of 'murder' and 'die'.
//
// It does not know names (package name does), or which sense a word has in its sentence: a relation holds for the
// commonest senses. Start with Related.
package thesaurus

import (
	"strings"

	"newsdesk/rag/text"
)

// The scale of Related and of Entry.Weight.
const (
	Same          = 1.0 // one stem
	Synonym       = 0.9 // the first sense of both words, or a group of news.tsv
	Derived       = 0.8 // condemn, condemnation; lead, leader; or a derivation of a group's word
	SecondSense   = 0.7 // one word in its second sense; a looser group of news.tsv ('killed', 'massacre')
	Kindred       = 0.6 // one word directly above or below the other: arrest, capture
	Unrelated     = 0.0 // nothing known, or known to be no kin
	tenthsOfScale = 10  // the tables hold weights in tenths
)

// Threshold is the least weight at which two words may stand for one another in a question and its answer. Chosen on
// the pairs of testdata/pairs.txt: below it come hypernyms, which gain little recall and cost precision.
// go test -run TestPairs -v ./rag/thesaurus prints both around it.
const Threshold = 0.7

// Entry is a word related to another one.
type Entry struct {
	Stem   string // as text.Token.Stem; of a phrase, its stems with spaces between
	Weight float64
}

// Key is how the thesaurus knows a word or phrase of English: its stems, with spaces between.
func Key(phrase string) string {
	if plainStem(phrase) {
		return text.Stem(phrase)
	}
	var b strings.Builder
	for t := range text.Tokens(phrase) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(t.Stem)
	}
	return b.String()
}

// plainStem reports whether a phrase is one lower-case ASCII word, which needs no folding.
func plainStem(s string) bool {
	for i := range len(s) {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return true
}

// Related says how near two English words or phrases are in meaning: 1 for one stem down to 0 for unrelated, on the
// scale of the constants. Case, accents and inflection do not matter, nor does the order of a and b.
func Related(a, b string) float64 { return RelatedKeys(Key(a), Key(b)) }

// RelatedKeys is Related for words that are keys already, such as text.Token.Stem.
func RelatedKeys(a, b string) float64 {
	if a == "" || b == "" {
		return Unrelated
	}
	best := 0
	n := news()
	for x := range n.readings(a) {
		for y := range n.readings(b) {
			best = max(best, n.related(x, y))
		}
	}
	return float64(best) / tenthsOfScale
}

// related weighs two keys as they stand, in tenths: news.tsv goes before WordNet.
func (n *newsWords) related(a, b string) int {
	if a == b {
		return tenthsOfScale
	}
	p := pair(a, b)
	if w, ok := n.near[p]; ok || n.apart[p] {
		return w
	}
	if n.opposed[p] || wordnet().opposed(a, b) {
		return 0
	}
	return wordnet().weight(a, b)
}

// Synonyms lists what is related to a word or phrase, best first; at equal weight in order of the stem. Irregular forms
// are listed beside their lemma ('build', 'built'), so that each can be looked up in an index. The word itself is not
// among it.
func Synonyms(word string) []Entry { return SynonymsOfKey(Key(word)) }

// SynonymsOfKey is Synonyms for a word that is a key already.
func SynonymsOfKey(key string) []Entry {
	if key == "" {
		return nil
	}
	n := news()
	weights := make(map[string]int)
	for reading := range n.readings(key) {
		n.gather(reading, weights)
	}
	delete(weights, key)
	return sorted(weights)
}

// gather adds what is related to a key to weights.
func (n *newsWords) gather(key string, weights map[string]int) {
	add := func(other string, weight int) {
		for _, form := range append([]string{other}, n.forms[other]...) {
			weights[form] = max(weights[form], weight)
		}
	}
	add(key, tenthsOfScale)
	for _, other := range n.beside[key] {
		add(other, n.related(key, other))
	}
	for link := range wordnet().links(key) {
		if other, _, ok := link.near(); ok {
			if weight := n.related(key, other); weight > 0 {
				add(other, weight)
			}
		}
	}
}

// Opposed reports whether two words are opposites: rise and fall, accept and reject.
func Opposed(a, b string) bool { return OpposedKeys(Key(a), Key(b)) }

// OpposedKeys is Opposed for words that are keys already.
func OpposedKeys(a, b string) bool {
	n := news()
	for x := range n.readings(a) {
		for y := range n.readings(b) {
			if x != y && (n.opposed[pair(x, y)] || wordnet().opposed(x, y)) {
				return true
			}
		}
	}
	return false
}

// pair orders two keys, so that relations need to be kept once.
func pair(a, b string) [2]string {
	if a > b {
		a, b = b, a
	}
	return [2]string{a, b}
}
