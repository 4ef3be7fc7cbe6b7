package lexical

import (
	"cmp"
	"math/bits"
	"slices"
	"unicode/utf8"

	"newsdesk/rag/name"
)

// lexicon finds words of the corpus that are like a given one: in spelling, by
// a scan over the words of about its length that a bit mask of letters thins
// out; in sound, by the keys of package name. Both are plain runs of integers:
// deletion tables (SymSpell) would take ten times the memory of the words.
type lexicon struct {
	byLength [maxSpelled + 1][]spelt
	byKey    [keyBuckets][]sounding
}

// maxSpelled is the length in letters up to which words are told apart;
// longer ones are not repaired.
const maxSpelled = 24

// keyBuckets is the number of lists that keys are spread over: some hundred
// names in each at 200,000 words.
const keyBuckets = 4096

// spelt is a word by its letters.
type spelt struct {
	letters uint64
	word    uint32
}

// sounding is a word by one of its keys.
type sounding struct{ key, word uint32 }

func (l *lexicon) add(folded string, id uint32) {
	if n := utf8.RuneCountInString(folded); n <= maxSpelled {
		l.byLength[n] = append(l.byLength[n], spelt{lettersOf(folded), id})
	}
	if c := folded[0]; '0' <= c && c <= '9' {
		return
	}
	for _, key := range name.Keys(folded) {
		h := uint32(hashOf(key))
		l.byKey[h%keyBuckets] = append(l.byKey[h%keyBuckets], sounding{h, id})
	}
}

// renamed returns the lexicon with its words under new numbers, without those
// whose number is newWord.
func (l *lexicon) renamed(numbers []uint32) (fresh lexicon) {
	for i, list := range l.byLength {
		for _, s := range list {
			if s.word = numbers[s.word]; s.word != newWord {
				fresh.byLength[i] = append(fresh.byLength[i], s)
			}
		}
	}
	for i, list := range l.byKey {
		for _, s := range list {
			if s.word = numbers[s.word]; s.word != newWord {
				fresh.byKey[i] = append(fresh.byKey[i], s)
			}
		}
	}
	return fresh
}

// sounds yields the words that share a key with a word, some of them twice.
func (l *lexicon) sounds(folded string, yield func(word uint32)) {
	for _, key := range name.Keys(folded) {
		h := uint32(hashOf(key))
		for _, s := range l.byKey[h%keyBuckets] {
			if s.key == h {
				yield(s.word)
			}
		}
	}
}

// lettersOf tells which letters a word has (low half) and which it has twice or
// more (high half), other letters than a to z sharing bits. One edit changes at
// most two bits.
func lettersOf(folded string) (set uint64) {
	for _, r := range folded {
		bit := uint64(1) << (uint32(r) % 32)
		if set&bit != 0 {
			bit <<= 32
		}
		set |= bit
	}
	return set
}

// near yields the words within a distance of edits, with that distance.
func (t *tables) near(folded string, most int, yield func(word uint32, edits int)) {
	letters, target := lettersOf(folded), []rune(folded)
	var m editMatrix
	for n := max(len(target)-most, 1); n <= min(len(target)+most, maxSpelled); n++ {
		for _, s := range t.byLength[n] {
			if bits.OnesCount64(s.letters^letters) > 2*most || t.words[s.word].articles == 0 {
				continue
			}
			if edits := m.distance(target, t.folded.strings[s.word], most); edits <= most {
				yield(s.word, edits)
			}
		}
	}
}

// editMatrix is room for a distance.
type editMatrix [3][maxSpelled + 3]int

// distance is the Damerau-Levenshtein distance (optimal string alignment) of
// two words, or more than most where it exceeds that.
func (m *editMatrix) distance(a []rune, word string, most int) int {
	for j := range len(a) + 1 {
		m[0][j] = j
	}
	before, above, row := &m[2], &m[0], &m[1]
	var previous rune
	i := 0
	for _, r := range word {
		i++
		row[0] = i
		least := i
		for j := 1; j <= len(a); j++ {
			d := above[j-1]
			if a[j-1] != r {
				d = 1 + min(d, above[j], row[j-1])
				if i > 1 && j > 1 && a[j-2] == r && a[j-1] == previous {
					d = min(d, before[j-2]+1)
				}
			}
			row[j] = d
			least = min(least, d)
		}
		if least > most {
			return most + 1
		}
		previous = r
		before, above, row = above, row, before
	}
	return above[len(a)]
}

// best sorts candidates by weight and keeps the first n.
func best(variants []Variant, n int) []Variant {
	slices.SortStableFunc(variants, func(a, b Variant) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Word, b.Word))
	})
	return variants[:min(n, len(variants))]
}
