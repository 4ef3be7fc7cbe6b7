package lexical

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"newsdesk/rag/text"
)

// Arabic writes one-letter prepositions and conjunctions together with the next
// word. No stemmer can tell them from a word's own first letter (ببغداد and
// بريطانيا, وبغداد and وزير), but the corpus can: what is left is one of its words
// or not, and a word that it has with the article too has no preposition.
var (
	proclitics   = []string{"ب", "ل", "ك", "ف", "و", "وب", "ول", "س", "وس"}
	prepositions = []string{"ب", "ل", "ك", "ف", "س"}
)

// leastBare is how many letters a word must have without its preposition:
// in shorter ones a word too often holds another (بحر, sea, is no 'in' and حر).
const leastBare = 4

// proclitic finds an Arabic word of the corpus that a word is with a preposition
// before it, and words that are it with one.
func (t *tables) proclitic(folded string) (found []Variant) {
	if r, _ := utf8.DecodeRuneInString(folded); !unicode.Is(unicode.Arabic, r) {
		return nil
	}
	bare := strings.TrimPrefix(folded, definite)
	if utf8.RuneCountInString(bare) >= leastBare {
		for _, p := range proclitics {
			if !t.has(definite + p + bare) {
				found = t.appendWord(found, p+bare)
			}
		}
	}
	for _, p := range prepositions {
		rest, ok := strings.CutPrefix(folded, p)
		if ok && utf8.RuneCountInString(rest) >= leastBare && !text.IsStop(rest) && !t.has(definite+folded) {
			found = t.appendWord(found, rest)
			found = t.appendWord(found, definite+rest)
		}
	}
	return found
}

const definite = "ال"

func (t *tables) has(folded string) bool {
	id, ok := t.folded.find(folded)
	return ok && t.words[id].articles > 0
}

// appendWord appends a word if the corpus has it.
func (t *tables) appendWord(found []Variant, folded string) []Variant {
	if !t.has(folded) {
		return found
	}
	id, _ := t.folded.find(folded)
	return append(found, Variant{t.stemmed.strings[t.words[id].stem], folded, 1, Exact})
}
