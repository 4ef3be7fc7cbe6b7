package timeline

import (
	"cmp"
	"math"
	"slices"

	"newsdesk/internal/briefing/material"
)

// commonShare is what a word of everyday English counts against a name, a figure
// or a rare word.
const commonShare = 0.4

// weigh counts in how many sentences each word is of those that tell of some day.
func (c *coverage) weigh() {
	for _, a := range c.set.Articles {
		for i, s := range a.Sentences() {
			if i >= wordLines && len(s.Facts) == 0 {
				continue
			}
			c.sentences++
			for _, stem := range stems(s.Tokens) {
				c.df[stem]++
			}
		}
	}
}

// rarity is how much a word tells.
func (c *coverage) rarity(stem string) float64 {
	return math.Log1p(float64(c.sentences+1) / float64(c.df[stem]+1))
}

func (c *coverage) weight(t term) float64 {
	if t.common {
		return commonShare * c.rarity(t.stem)
	}
	return c.rarity(t.stem)
}

// What makes a sentence tell its day well, beside being central.
const (
	leadBonus  = 0.5  // the first sentence of its article; half of it the second …
	leansShare = 0.35 // what is left to one that cannot be read alone
	partShare  = 0.3  // to one with half a quotation
	aheadShare = 0.7  // to one that was written before
	wideShare  = 0.8  // to one that dates the event less exactly than others do
	ownShare   = 0.8  // to one that names no day
	copyShare  = 0.5  // to a copy, for the original is cited
	// fewWords and manyWords are the words of a sentence that tells an event best.
	fewWords, manyWords = 9, 45
)

// tell is how well an event's sentence tells its day.
func (c *coverage) tell(e *event) float64 {
	sum := 0.0
	words := map[string]int{}
	if d := c.days[number(e.from)]; e.certainty != Unknown && d != nil {
		words = d.words
	}
	for _, t := range e.terms {
		sum += c.weight(t) * ln(1+words[t.stem])
	}
	n := len(e.told.Tokens)
	sum /= math.Sqrt(float64(max(fewWords, len(e.terms))))
	sum *= 1 + leadBonus/float64(e.told.Ordinal+1)
	return sum * c.topical(e.told) * form(e, n)
}

// form is what a sentence keeps for its form.
func form(e *event, words int) float64 {
	share := 1.0
	for _, f := range []struct {
		is    bool
		share float64
	}{
		{e.told.Leans, leansShare}, {!e.told.Closed(), partShare}, {e.ahead, aheadShare}, {e.certainty == Published, ownShare},
		{e.copied, copyShare}, {words < fewWords || words > manyWords, wideShare},
	} {
		if f.is {
			share *= f.share
		}
	}
	return share
}

// rows makes a row of each group.
func (c *coverage) rows(groups []*group) []Row {
	var all []Row
	for _, g := range groups {
		all = append(all, c.row(g))
	}
	return all
}

// row tells a group by the sentence that does it best.
func (c *coverage) row(g *group) Row {
	voices := map[int]bool{}
	for _, e := range g.events {
		e.score = c.tell(e)
		if !sameDays(e, g.first()) {
			e.score *= wideShare
		}
		voices[e.voice] = true
	}
	best := slices.MaxFunc(g.events, func(a, b *event) int { return cmp.Compare(a.score, b.score) })
	first := g.first() // the finest: wider ones were added
	r := Row{From: first.from, To: first.to, Certainty: best.certainty, Words: best.words, Told: best.told, Ahead: best.ahead}
	if first.certainty != best.certainty && !sameDays(first, best) {
		r.Certainty, r.Words = first.certainty, first.words
	}
	told := map[*material.Article]bool{best.told.Of: true}
	for _, e := range g.events {
		if !told[e.told.Of] {
			told[e.told.Of] = true
			r.Also = append(r.Also, e.told)
		}
	}
	r.weight = best.score * (1 + ln(len(voices)))
	return r
}
