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
	return pick(r, slices.DeleteFunc(slices.Clone(all), func(c *candidate) bool { return !r.accepts(c) }))
}

// answerable reports whether a question speaks of anything.
func (r *reading) answerable() bool {
	return slices.ContainsFunc(r.units, func(u unit) bool { return u.hard() || u.weight > vagueWeight })
}

// maxClaims is how many sentences an answer has at most.
const maxClaims = 3

// Floors, as shares of the best sentence's score, above which another sentence
// belongs to the answer: one more where it adds what the first lacks, more for
// questions that ask for statements, reasons or lists.
const (
	secondFloor = 0.9
	listFloor   = 0.8
)

// pick takes the best sentence and those that it needs beside it.
func pick(r *reading, ranked []*candidate) []*candidate {
	if len(ranked) == 0 {
		return nil
	}
	best := ranked[0]
	picked := withAntecedent(r, best)
	floor := secondFloor
	if r.wantsList() {
		floor = listFloor
	}
	for _, c := range ranked[1:] {
		if len(picked) >= maxClaims {
			break
		}
		if c.score >= floor*best.score && !slices.Contains(picked, c) && !repeats(c, picked) {
			picked = append(picked, c)
		}
	}
	return picked
}

// withAntecedent puts the sentence that another leans on before it, where the
// question asks for who it is.
func withAntecedent(r *reading, c *candidate) []*candidate {
	if !c.leans() || c.at == 0 || (r.ask.Want != fact.Who && r.ask.Want != fact.WhoSaid) {
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
