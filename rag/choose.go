package rag

import (
	"cmp"
	"slices"

	"newsdesk/rag/fact"
)

// choose returns the fewest sentences that answer a question, at most
// maxClaims, or none where the coverage does not say.
func (r *reading) choose(all []*candidate) []*candidate {
	if !r.answerable() {
		return nil
	}
	r.gather(all)
	slices.SortStableFunc(all, func(a, b *candidate) int { return cmp.Compare(b.score, a.score) })
	return pick(r, slices.DeleteFunc(slices.Clone(all), func(c *candidate) bool { return !r.accepts(c) || r.overruled(c, all[0]) }))
}

// outdone is by how much a sentence that is barred may score above another one
// that still answers. More says that the question is about the barred one, and
// that what bars it is the question's fault.
const outdone = 3.0

// overruled reports whether the best sentence tells that a lesser one cannot be
// the answer: it holds all of the question, but says it of something else.
func (r *reading) overruled(c, best *candidate) bool {
	if c == best || !r.bars(best) {
		return false
	}
	return best.score-c.score > outdone || best.evidence[unaffirmed] > 0 || r.conflicts(best)
}

// answerable reports whether a question speaks of anything.
func (r *reading) answerable() bool {
	return slices.ContainsFunc(r.units, func(u unit) bool { return u.hard() || u.weight > vagueWeight })
}

// maxClaims is how many sentences an answer has at most.
const maxClaims = 3

// How much less than the best sentence's score another one may have to belong to
// the answer: little where one fact is asked for, more for statements, reasons
// and lists, and where the best is not sure to be it. Scores run to about 16. With
// .9 in place of .5 one more of the 319 answerable questions of the first four
// sets holds its fact, with .25 one less, and answers are longer or shorter.
const (
	nearlyAsGood = 0.5
	partOfList   = 1.8
	unsure       = 0.8 // below this sum of acceptance
)

// pick takes the best sentence and those that it needs beside it.
func pick(r *reading, ranked []*candidate) []*candidate {
	if len(ranked) == 0 {
		return nil
	}
	best := ranked[0]
	picked := withAntecedent(r, best)
	margin := nearlyAsGood
	if r.wantsList() || best.evidence.weighed(&accepting)+acceptBias < unsure {
		margin = partOfList
	}
	for _, c := range ranked[1:] {
		if len(picked) >= maxClaims {
			break
		}
		if best.score-c.score <= margin && !slices.Contains(picked, c) && !repeats(c, picked) {
			picked = append(picked, c)
		}
	}
	return picked
}

// withAntecedent puts the sentence that another leans on before it, where the
// question asks for who it is.
func withAntecedent(r *reading, c *candidate) []*candidate {
	if !c.leans() || c.at == 0 || c.page.sentences[c.at-1].section != c.section || (r.ask.Want != fact.Who && r.ask.Want != fact.WhoSaid) {
		return []*candidate{c}
	}
	before := &candidate{sentence: c.page.sentences[c.at-1], page: c.page, at: c.at - 1}
	return []*candidate{before, c}
}

func (r *reading) wantsList() bool {
	switch r.ask.Want {
	case fact.WhatSaid, fact.Why, fact.How, fact.What:
		return true
	}
	return false
}

// repeats reports whether a sentence says nothing that those picked do not.
func repeats(c *candidate, picked []*candidate) bool {
	return slices.ContainsFunc(picked, func(p *candidate) bool {
		shared := 0
		for stem := range c.stems {
			if p.stems[stem] {
				shared++
			}
		}
		return float64(shared) > repeatShare*float64(len(c.stems))
	})
}

// repeatShare is from which share of common words on two sentences say the same.
const repeatShare = 0.8
