package thesaurus

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed news.tsv
var newsTable string

// newsWords is news.tsv, read.
type newsWords struct {
	near    map[[2]string]int   // in tenths
	beside  map[string][]string // the partners of a key in near
	apart   map[[2]string]bool  // not related whatever WordNet says
	opposed map[[2]string]bool
	lemmas  map[string][]string // of an irregular form; 'found' and 'founded' share a stem, so the form stands for itself too
	forms   map[string][]string // of a lemma
}

// The marks that begin a line of news.tsv.
const (
	markForms   = "i" // forms of one word, the lemma first
	markSame    = "=" // all mean the same
	markNear    = "~" // all are near each other
	markFirst   = ">" // the first is near each of the others, which are not near each other
	markApart   = "!" // no two of them are related
	markOpposed = "x" // what stands before the bar is the opposite of what stands behind
)

var news = sync.OnceValue(func() *newsWords {
	n := &newsWords{
		near: make(map[[2]string]int, 1<<14), beside: make(map[string][]string, 1<<12),
		apart: make(map[[2]string]bool), opposed: make(map[[2]string]bool),
		lemmas: make(map[string][]string), forms: make(map[string][]string),
	}
	for line := range strings.Lines(newsTable) {
		mark, words, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if ok && !strings.HasPrefix(line, "#") {
			n.add(mark, words)
		}
	}
	return n
})

// add reads one line.
func (n *newsWords) add(mark, words string) {
	switch mark {
	case markForms:
		n.addForms(keys(words))
		return
	case markOpposed:
		left, right, _ := strings.Cut(words, "|")
		for _, a := range keys(left) {
			for _, b := range keys(right) {
				n.opposed[pair(a, b)] = true
			}
		}
		return
	}
	all := keys(words)
	for i, a := range all {
		for _, b := range all[i+1:] {
			n.relate(mark, a, b)
		}
		if mark == markFirst {
			return
		}
	}
}

// addForms notes the irregular forms of a lemma.
func (n *newsWords) addForms(all []string) {
	for _, form := range all[1:] {
		if form != all[0] {
			n.lemmas[form] = append(n.lemmas[form], all[0])
			n.forms[all[0]] = append(n.forms[all[0]], form)
		}
	}
}

// readings yields a key and the lemmas that it may be an irregular form of.
func (n *newsWords) readings(key string) func(func(string) bool) {
	return func(yield func(string) bool) {
		if !yield(key) {
			return
		}
		for _, lemma := range n.lemmas[key] {
			if !yield(lemma) {
				return
			}
		}
	}
}

func (n *newsWords) relate(mark, a, b string) {
	if a == b {
		return
	}
	weight := 9
	switch mark {
	case markApart:
		n.apart[pair(a, b)] = true
		return
	case markNear, markFirst:
		weight = 7
	}
	old, known := n.near[pair(a, b)]
	if !known {
		n.beside[a] = append(n.beside[a], b)
		n.beside[b] = append(n.beside[b], a)
	}
	n.near[pair(a, b)] = max(old, weight)
}

// keys splits a list at its commas.
func keys(list string) []string {
	var all []string
	for w := range strings.SplitSeq(list, ",") {
		if k := Key(strings.TrimSpace(w)); k != "" {
			all = append(all, k)
		}
	}
	return all
}
