package rag

import (
	"cmp"
	"slices"

	"newsdesk/rag/lexical"
	"newsdesk/rag/text"
)

// Topic is what a piece is to be about, read as the coverage writes it: misspelt
// words repaired, names in all their spellings. It is of the moment: words that
// come to the coverage later are not in it. The zero Topic is about everything.
type Topic struct {
	Text  string
	terms []topicTerm
	whole float64 // the weight of all terms
}

// topicTerm is a word of a topic: any of its stems says it.
type topicTerm struct {
	stems  map[string]float64 // and how far each does, at most 1
	weight float64            // how much the word tells, its IDF
}

// Topic reads a topic. Of a text with no word but 'the' and 'of' it makes the
// zero Topic.
func (l *Library) Topic(s string) Topic {
	t := Topic{Text: s}
	for _, term := range l.words.Interpret(clipQuery(s)).Terms {
		if term.Stop {
			continue
		}
		one := topicTerm{stems: map[string]float64{term.Stem: 1}, weight: max(term.IDF, leastIDF)}
		for _, v := range term.Variants {
			one.stems[v.Term] = max(one.stems[v.Term], v.Weight)
		}
		t.terms = append(t.terms, one)
		t.whole += one.weight
	}
	return t
}

// leastIDF is what a word of a topic weighs that nearly every passage has: it
// is still a word of the topic, in a small coverage above all.
const leastIDF = 0.1

// Any reports whether a topic names nothing, so that all is about it.
func (t *Topic) Any() bool { return len(t.terms) == 0 }

// Met is the share of a topic that the words of a text say, rare words counting
// more: 0 for nothing of it, 1 for all, and 1 where the topic is about everything.
func (t *Topic) Met(words []text.Token) float64 {
	if t.Any() {
		return 1
	}
	met := 0.0
	for i := range t.terms {
		best := 0.0
		for _, w := range words {
			best = max(best, t.terms[i].stems[w.Stem])
		}
		met += best * t.terms[i].weight
	}
	return met / t.whole
}

// Concern is how far an article is about a topic.
type Concern struct {
	Article Article // without its body
	// Met is the share of the topic that the article says somewhere, and Near
	// the most that one passage of it does with the headline, 0 to 1.
	Met, Near float64
	// Words is the BM25 of its best passage; it compares within one topic.
	Words float64
}

// Concerned returns all articles that pass a filter and say at least share of a
// topic, best first. About everything, they are in the order of Articles.
func (l *Library) Concerned(t Topic, f Filter, share float64) []Concern {
	if t.Any() {
		var all []Concern
		for _, a := range l.Articles(f) {
			all = append(all, Concern{Article: a, Met: 1, Near: 1})
		}
		return all
	}
	q := l.words.Interpret(clipQuery(t.Text))
	keep := l.keep(f)
	hits := l.words.Search(q, l.words.Len(), func(r lexical.Ref) bool {
		return keep == nil || keep(ChunkID{Revision(r.Revision), r.Chunk})
	})
	return slices.DeleteFunc(l.concerns(q, hits), func(c Concern) bool { return c.Met < share || !f.Passes(&c.Article) })
}

// concerns gathers the hits of each article.
func (l *Library) concerns(q lexical.Query, hits []lexical.Hit) []Concern {
	l.mu.RLock()
	defer l.mu.RUnlock()
	at := map[Revision]int{}
	var all []Concern
	var matched []uint64
	for _, h := range hits {
		rev := Revision(h.Revision)
		e := l.entries[rev]
		if e == nil {
			continue
		}
		i, seen := at[rev]
		if !seen {
			i = len(all)
			at[rev] = i
			all, matched = append(all, Concern{Article: e.article}), append(matched, 0)
		}
		matched[i] |= h.Matched
		all[i].Near = max(all[i].Near, matchedShare(q, h.Matched))
		all[i].Words = max(all[i].Words, h.Score)
	}
	for i := range all {
		all[i].Met = matchedShare(q, matched[i])
	}
	slices.SortStableFunc(all, func(a, b Concern) int { return cmp.Compare(b.Words, a.Words) })
	return all
}

// matchedShare is the weight of the terms that matched, as a share of all.
func matchedShare(q lexical.Query, matched uint64) float64 {
	met, whole := 0.0, 0.0
	for i, term := range q.Terms {
		if term.Stop {
			continue
		}
		weight := max(term.IDF, leastIDF)
		whole += weight
		if matched&(1<<min(i, 63)) != 0 {
			met += weight
		}
	}
	if whole == 0 {
		return 0
	}
	return met / whole
}
