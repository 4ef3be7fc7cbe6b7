package summary

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"newsdesk/internal/briefing/material"
	"newsdesk/internal/briefing/voice"
	"newsdesk/rag"
	"newsdesk/rag/fact"
	"newsdesk/rag/text"
)

// How a sentence is weighed. Centroid scoring with redundancy taken out greedily
// is what is hardest to beat without training over many articles on one thing
// (Nenkova and Vanderwende, 'The impact of frequency on summarization', 2005);
// the lead of a report is what its writer found most central.
const (
	leadGain  = 0.6  // what the first sentence gains; half of it the second, a third the third …
	titleGain = 0.4  // what a sentence gains by saying all of the headline
	asideLoss = 0.25 // the share left to one that says nothing of the topic, where its neighbour does
	// commonShare is what a word of everyday English counts against a name, a
	// figure or a rare word.
	commonShare = 0.3
	// leastWords and mostWords are the words of a sentence that can stand for a
	// report: shorter ones are half sentences, longer ones lists.
	leastWords, mostWords = 6, 70
	// same is from which share of its words a sentence repeats another: then it
	// is left out.
	same = 0.55
)

// scored is a sentence with its words and how central it is.
type scored struct {
	*material.Sentence
	stems map[string]bool
	score float64
	age   int // place of its article in the set
}

// pick returns the n most central sentences of a set that do not repeat one
// another, in order of publication and then as they stand. Those that are to be
// skipped are passed over, and what leans on them with them. What stands apart
// from the lead leans on it no more.
func pick(set *material.Set, n int, o *Options) []*material.Sentence {
	all := candidates(set)
	if o.Skip != nil {
		all = slices.DeleteFunc(all, func(s *scored) bool { return o.Skip(s.Sentence) })
	}
	lead := 0
	if o.LeadFirst {
		lead = 1
	}
	weigh(set, all)
	slices.SortStableFunc(all, func(a, b *scored) int { return cmp.Compare(b.score, a.score) })
	var chosen []*scored
	for _, s := range all {
		if len(chosen) == n || s.score <= 0 {
			break
		}
		if stands(s, chosen[min(lead, len(chosen)):]) && !slices.ContainsFunc(chosen, func(c *scored) bool { return repeats(s, c) }) {
			chosen = append(chosen, s)
		}
	}
	slices.SortStableFunc(chosen[min(lead, len(chosen)):], func(a, b *scored) int { return cmp.Or(cmp.Compare(a.age, b.age), cmp.Compare(a.Ordinal, b.Ordinal)) })
	picked := make([]*material.Sentence, len(chosen))
	for i, c := range chosen {
		picked[i] = c.Sentence
	}
	return picked
}

// stands reports whether a sentence can be read where it would stand: it does not
// lean on the one before it, or that one is chosen.
func stands(s *scored, chosen []*scored) bool {
	return !s.Leans || slices.ContainsFunc(chosen, func(c *scored) bool { return c.Of == s.Of && c.Ordinal == s.Ordinal-1 })
}

// candidates are the sentences that may stand in a summary. Of copies of one
// report only the original has any.
func candidates(set *material.Set) []*scored {
	articles := make([]rag.Article, len(set.Articles))
	for i, a := range set.Articles {
		articles[i] = a.Article
	}
	var all []*scored
	for i, of := range voice.Of(articles) {
		if of != i {
			continue
		}
		for _, s := range set.Articles[i].Sentences() {
			if words := len(s.Tokens); words < leastWords || words > mostWords || !s.Closed() {
				continue
			}
			all = append(all, &scored{Sentence: s, stems: stems(s.Tokens), age: i})
		}
	}
	return all
}

// stems are the words of a sentence that say what it is about.
func stems(words []text.Token) map[string]bool {
	all := make(map[string]bool, len(words))
	for _, w := range words {
		if !text.IsStop(w.Folded) {
			all[w.Stem] = true
		}
	}
	return all
}

// weigh gives each sentence its score.
func weigh(set *material.Set, all []*scored) {
	weights := centroid(all)
	titles := map[*material.Article]map[string]bool{}
	for _, s := range all {
		if titles[s.Of] == nil {
			titles[s.Of] = stems(s.Of.Title())
		}
		for _, stem := range slices.Sorted(maps.Keys(s.stems)) { // in one order, for sums of floats depend on it
			s.score += weights[stem]
		}
		s.score /= math.Sqrt(float64(max(leastWords, len(s.stems))))
		s.score *= 1 + leadGain/float64(s.Ordinal+1) + titleGain*share(titles[s.Of], s.stems)
		s.score *= topical(set, s.Sentence)
	}
}

// centroid weighs words by in how many sentences they are, names and figures and
// rare words before everyday ones.
func centroid(all []*scored) map[string]float64 {
	count, common := map[string]int{}, map[string]bool{}
	for _, s := range all {
		for stem := range s.stems {
			count[stem]++
		}
		for _, w := range s.Tokens {
			if !w.Capital && w.Kind == text.Word && fact.IsCommon(w.Folded) {
				common[w.Stem] = true
			}
		}
	}
	weights := make(map[string]float64, len(count))
	for stem, n := range count {
		weights[stem] = math.Log(1 + float64(n))
		if common[stem] {
			weights[stem] *= commonShare
		}
	}
	return weights
}

// topical is how far a sentence is about the topic: by itself, or a little where
// the one before it is.
func topical(set *material.Set, s *material.Sentence) float64 {
	if set.About.Any() {
		return 1
	}
	if s.Met > 0 {
		return s.Met
	}
	if s.Ordinal > 0 && s.Of.Sentences()[s.Ordinal-1].Met > 0 {
		return asideLoss * s.Of.Sentences()[s.Ordinal-1].Met
	}
	return 0
}

// share is the part of the first set that is in the second.
func share(of, in map[string]bool) float64 {
	if len(of) == 0 {
		return 0
	}
	n := 0
	for stem := range of {
		if in[stem] {
			n++
		}
	}
	return float64(n) / float64(len(of))
}

// repeats reports whether a sentence says mostly what another does, or that one
// what this one does.
func repeats(a, b *scored) bool {
	return share(a.stems, b.stems) >= same || share(b.stems, a.stems) >= same
}
