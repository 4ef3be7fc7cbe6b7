package lexical

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsdesk/rag/name"
)

// isName reports whether the corpus writes a word as a name: mostly with a
// capital within sentences, or in Arabic letters, which have none.
func (e *entry) isName(folded string) bool {
	r, _ := utf8.DecodeRuneInString(folded)
	return e.capital > e.lower || unicode.Is(unicode.Arabic, r)
}

const (
	// nameWeight is what another spelling of a name counts beside the one that
	// was typed, times how alike the two are. .5 to .6 is best on the Arabic sets (nDCG@10 .942 on XQuAD,
	// .939 at 0 and .940 at .8), where light stemming leaves much to it, and
	// makes no difference on the English ones.
	nameWeight = 0.5
	// maxNames is how many other spellings are looked for.
	maxNames = 24
)

// names finds the other spellings of a name; one that is quite alike has the
// weight given.
func (t *tables) names(spelt spelling, weight float64) []Variant {
	var found []Variant
	folded := spelt.folded
	matcher := name.NewMatcher(folded)
	if spelt.soft != "" {
		matcher = name.NewMatcher(spelt.soft)
	}
	t.sounds(folded, func(id uint32) {
		e, word := &t.words[id], t.folded.strings[id]
		if e.articles == 0 || word == folded || !e.isName(word) {
			return
		}
		s, same := matcher.Same(word)
		if soft, ok := t.soft[id]; ok {
			if better, too := matcher.Same(soft); too && better > s {
				s, same = better, true
			}
		}
		if same {
			found = append(found, Variant{t.stemmed.strings[e.stem], word, weight * s, kindOf(folded, word)})
		}
	})
	return best(found, maxNames)
}

// spelling is a name as a query has it.
type spelling struct {
	folded string
	soft   string // see name.Soft
}

// partWeight is what the telling part of a name of two words counts beside the
// name written as one: half of the others' weight, since more people have it.
const partWeight = nameWeight / 2

// compounds finds names that are written as one word in the query and as two in
// the corpus, or the other way; next is the word that follows, "" for none.
func (t *tables) compounds(spelt spelling, next string) (found []Variant) {
	if part := name.Parts(spelt.folded); part != "" {
		found = append(found, t.names(spelling{folded: part}, partWeight)...)
		found = t.appendName(found, part, partWeight)
		found = t.appendName(found, "ال"+part, partWeight)
	}
	if joined := name.Join(spelt.folded, next); joined != "" {
		found = append(found, t.names(spelling{folded: joined}, nameWeight)...)
		found = t.appendName(found, joined, nameWeight)
	}
	return found
}

// appendName appends a word if the corpus has it.
func (t *tables) appendName(found []Variant, folded string, weight float64) []Variant {
	id, ok := t.folded.find(folded)
	if !ok || t.words[id].articles == 0 {
		return found
	}
	return append(found, Variant{t.stemmed.strings[t.words[id].stem], folded, weight, Name})
}

// kindOf tells spellings in one script from those across scripts.
func kindOf(a, b string) Kind {
	if (a[0] < utf8.RuneSelf) == (b[0] < utf8.RuneSelf) {
		return Name
	}
	return Transliteration
}

// expandExonyms adds what the places and peoples of the query are called in
// other languages, to the first word of their name.
func (t *tables) expandExonyms(q *Query) {
	for i := range q.Terms {
		phrase := ""
		for j := i; j < min(i+name.MaxExonymWords, len(q.Terms)); j++ {
			phrase = strings.TrimSpace(phrase + " " + q.Terms[j].Folded)
			for _, words := range name.Exonyms(phrase) {
				t.addExonym(q.Terms[i:j+1], words)
			}
		}
	}
}

func (t *tables) addExonym(terms []Term, words []string) {
	for i, w := range words {
		id, ok := t.folded.find(w)
		if !ok || t.words[id].articles == 0 {
			continue
		}
		term := &terms[min(i, len(terms)-1)]
		if !term.Stop {
			weight := nameWeight / float64(max(1, len(words)-len(terms)+1))
			term.add([]Variant{{t.stemmed.strings[t.words[id].stem], w, weight, Transliteration}})
		}
	}
}

// How an unknown word is read. Chosen on newsqa2022, TIME, XQuAD and ARCD with
// one letter of the rarest word of each question wrong, where nDCG@10 is then
// at most .025 below that of the clean questions; each may be doubled or halved
// for less than .005. To measure again: go test -run TestMeasureLexical -v ./internal/eval
const (
	editOdds      = 0.05 // how much likelier n edits are than n+1
	firstOdds     = 0.3  // how likely it is that the first letter was wrong, against another
	commonness    = 0.5  // the exponent of a word's number of articles
	flattening    = 0.5  // the exponent of likelihoods on their way to weights
	fewestForOne  = 3    // letters from which one edit is allowed for
	fewestForTwo  = 6    // letters from which, where one does not help, two are
	spellingLimit = 3    // words that a misspelt one is read as
)

// besideNames is the weight of what an unknown word may be misspelt for, where
// it may also be another spelling of a name of the corpus. On misspelt Arabic
// questions nDCG@10 is .932 at 0.1, .936 at 0.6; English ones do not tell.
const besideNames = 0.6

// respelt finds the words that an unknown one may be meant for. The likeliest
// has the weight given.
func (t *tables) respelt(folded string, weight float64) []Variant {
	length := utf8.RuneCountInString(strings.TrimPrefix(folded, "ال"))
	if length < fewestForOne || length > maxSpelled {
		return nil
	}
	found := t.within(folded, 1)
	if len(found) == 0 && length >= fewestForTwo {
		found = t.within(folded, 2)
	}
	found = best(found, spellingLimit)
	for i := len(found) - 1; i >= 0; i-- {
		found[i].Weight = weight * math.Pow(found[i].Weight/found[0].Weight, flattening)
	}
	return found
}

// within finds the words within some edits, weighted by likelihood.
func (t *tables) within(folded string, edits int) (found []Variant) {
	t.near(folded, edits, func(id uint32, edits int) {
		e, word := &t.words[id], t.folded.strings[id]
		likely := likelihood(folded, word, edits, int(e.articles))
		found = append(found, Variant{t.stemmed.strings[e.stem], word, likely, Spelling})
	})
	return found
}

// likelihood is how likely a word of the corpus was meant: fewer edits first,
// the same first letter, then how common it is.
func likelihood(folded, word string, edits, articles int) float64 {
	l := math.Pow(editOdds, float64(edits)) * math.Pow(float64(articles), commonness)
	if folded[0] != word[0] {
		l *= firstOdds
	}
	return l
}
