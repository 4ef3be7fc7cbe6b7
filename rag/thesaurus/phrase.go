package thesaurus

import (
	"strings"
	"sync"
)

// longestPhrase is how many words a phrase of the tables has at most.
const longestPhrase = 4

// Phrase is a run of words that the thesaurus knows as one: 'prime minister', 'touched down'.
type Phrase struct {
	From, To int    // words [From, To)
	Key      string // for SynonymsOfKey and RelatedKeys
}

// phraseStarts holds the first stems of the phrases of news.tsv.
var phraseStarts = sync.OnceValue(func() map[string]bool {
	starts := make(map[string]bool)
	for key := range news().beside {
		if first, _, ok := strings.Cut(key, " "); ok {
			starts[first] = true
		}
	}
	return starts
})

// Phrases finds the phrases among the stems of a text (text.Token.Stem), left to right, the longest first, none over
// another. Only the phrases of news.tsv are looked for: WordNet's are mostly compounds whose parts say enough.
func Phrases(stems []string) []Phrase {
	var found []Phrase
	for i := 0; i < len(stems); i++ {
		if !phraseStarts()[stems[i]] {
			continue
		}
		for n := min(longestPhrase, len(stems)-i); n > 1; n-- {
			key := strings.Join(stems[i:i+n], " ")
			if len(news().beside[key]) > 0 {
				found = append(found, Phrase{i, i + n, key})
				i += n - 1
				break
			}
		}
	}
	return found
}
