package eval

import (
	"math/rand/v2"
	"unicode/utf8"

	"newsdesk/rag/text"
)

// leastMisspelt is the length in letters of the shortest word that Misspelt
// touches: of shorter ones hardly a reader could tell what was meant.
const leastMisspelt = 4

// Misspelt returns the set with one letter of the rarest word of each question
// wrong: changed, left out, doubled by another, or swapped with the next. The
// rarest word is, of the words that the documents have, the one in fewest of
// them; it tells most, so that this is the hardest slip to bear. The same seed
// gives the same slips.
func Misspelt(set Set, seed uint64) Set {
	rng := rand.New(rand.NewPCG(seed, 0))
	frequency := frequencies(set.Documents)
	spelt := Set{Name: set.Name + " misspelt", Documents: set.Documents}
	for _, q := range set.Questions {
		q.Text = misspell(q.Text, frequency, rng)
		spelt.Questions = append(spelt.Questions, q)
	}
	return spelt
}

// frequencies counts the documents that have each folded word.
func frequencies(documents []Document) map[string]int {
	counts := make(map[string]int)
	for _, d := range documents {
		seen := make(map[string]bool)
		for t := range text.Tokens(d.Title + " " + d.Text) {
			if !seen[t.Folded] {
				seen[t.Folded] = true
				counts[t.Folded]++
			}
		}
	}
	return counts
}

func misspell(question string, frequency map[string]int, rng *rand.Rand) string {
	var rarest text.Token
	for t := range text.Tokens(question) {
		n := frequency[t.Folded]
		long := utf8.RuneCountInString(t.Of(question)) >= leastMisspelt
		if t.Kind == text.Word && long && n > 0 && (rarest.End == 0 || n < frequency[rarest.Folded]) {
			rarest = t
		}
	}
	if rarest.End == 0 {
		return question
	}
	return question[:rarest.Start] + slip(rarest.Of(question), rng) + question[rarest.End:]
}

// slip returns a word with one letter wrong.
func slip(word string, rng *rand.Rand) string {
	for {
		w := []rune(word)
		at := rng.IntN(len(w))
		other := w[rng.IntN(len(w))] // of the same script, and likely enough
		if other < utf8.RuneSelf {
			other = 'a' + rune(rng.IntN(26))
		}
		switch rng.IntN(4) {
		case 0:
			w[at] = other
		case 1:
			w = append(w[:at], w[at+1:]...)
		case 2:
			w = append(w[:at], append([]rune{other}, w[at:]...)...)
		case 3:
			next := min(at+1, len(w)-1)
			w[at], w[next] = w[next], w[at]
		}
		if wrong := string(w); text.Fold(wrong) != text.Fold(word) {
			return wrong
		}
	}
}
