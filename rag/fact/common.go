package fact

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"slices"
	"strings"
	"sync"
)

// commonList is the single-word lemmas that WordNet 3.1 writes in lower case: words that may begin a sentence without
// being a name. It is made by rag/thesaurus/internal/wordnet (see its comment); WordNet's licence is in
// rag/thesaurus/LICENSE.
//
//go:embed data/common.txt.gz
var commonList []byte

var commonWords = sync.OnceValue(func() []string {
	r, err := gzip.NewReader(bytes.NewReader(commonList))
	if err != nil {
		return nil
	}
	all, err := io.ReadAll(r)
	if err != nil {
		return nil
	}
	return strings.Fields(string(all))
})

// stopWords begin sentences and are no names whatever follows.
var stopWords = set(`a an the this that these those it he she they we you i his her its their our your my in on at by for
	from of to with without about after before during since until as if when while where why how what who whom whose which
	and or but nor so yet not no yes all any both each every few many more most much some such only also there here then
	than now once while although though because whether is are was were be been being do does did has have had will would
	can could may might must shall should meanwhile however still moreover
	instead despite amid among between under over both either neither against`)

// endings are taken off in turn to find a lemma, with what to put in their place.
var endings = []struct{ cut, put string }{
	{"s", ""}, {"es", ""}, {"ies", "y"}, {"ed", ""}, {"ed", "e"}, {"ied", "y"}, {"ing", ""}, {"ing", "e"}, {"er", ""}, {"er", "e"},
	{"est", ""}, {"ly", ""}, {"ers", ""}, {"ers", "e"}, {"men", "man"}, {"women", "woman"}, {"ings", ""}, {"ings", "e"},
}

// common reports whether a folded word is a common English one, inflected or not.
func common(low string) bool {
	if stopWords[low] || isLemma(low) {
		return true
	}
	for _, e := range endings {
		stem, ok := strings.CutSuffix(low, e.cut)
		if !ok || len(stem) < 2 {
			continue
		}
		if isLemma(stem+e.put) || undoubled(stem) != stem && isLemma(undoubled(stem)) {
			return true
		}
	}
	return false
}

func isLemma(low string) bool {
	_, ok := slices.BinarySearch(commonWords(), low)
	return ok
}

// undoubled takes off a doubled last consonant: 'hitt' of 'hitting'.
func undoubled(stem string) string {
	n := len(stem)
	if n > 2 && stem[n-1] == stem[n-2] {
		return stem[:n-1]
	}
	return stem
}
