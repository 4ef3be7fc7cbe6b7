package name

import (
	"os"
	"strings"
	"testing"

	"newsdesk/rag/text"
)

// lines returns the words of each line of a file of testdata, folded, comments left out.
func lines(t *testing.T, file string) (all [][]string) {
	t.Helper()
	data, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if words := strings.Fields(line); len(words) > 0 && words[0] != "#" {
			for i, w := range words {
				words[i] = bare(w)
			}
			all = append(all, words)
		}
	}
	return all
}

// bare folds a word that may be hyphenated, without an article that stands apart,
// as the index reads it.
func bare(s string) string {
	word := ""
	for t := range text.Tokens(s) {
		if !IsArticle(t.Folded) {
			word += t.Folded
		}
	}
	return word
}

// leastRecall is the share of pairs of spellings of one name that must be taken for it.
const leastRecall = 0.96

func TestSpellings(t *testing.T) {
	found, all := 0, 0
	for _, words := range lines(t, "spellings.txt") {
		for i, a := range words {
			for _, b := range words[i+1:] {
				all++
				s := Similarity(a, b)
				if key := a == b || shareKey(a, b); s >= Same && key {
					found++
				} else {
					t.Logf("%s %s: %.3f, a key in common: %v", a, b, s, key)
				}
			}
		}
	}
	t.Logf("%d of %d pairs: %.3f", found, all, float64(found)/float64(all))
	if float64(found) < leastRecall*float64(all) {
		t.Error("too few")
	}
}

func TestApart(t *testing.T) {
	for _, pair := range lines(t, "apart.txt") {
		if s := Similarity(pair[0], pair[1]); s >= Same {
			t.Errorf("%s and %s count as one name: %.3f", pair[0], pair[1], s)
		}
	}
}
