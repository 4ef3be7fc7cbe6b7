package rag

import (
	"cmp"
	"math"
	"slices"

	"newsdesk/rag/fact"
	"newsdesk/rag/text"
	"newsdesk/rag/thesaurus"
)

// candidate is a sentence that may answer, and how well it does.
type candidate struct {
	*sentence
	page  *page
	at    int // index in page.sentences
	rank  int // of the passage that it stands in
	met   []met
	fit   float64 // how far it holds the kind of fact that is wanted
	score float64
}

// met is how far a unit of the question is met.
type met struct {
	direct  float64 // by the sentence itself
	near    float64 // by the sentence or those beside it
	context float64 // by all of these, the headline and the lead
}

// Shares of a unit's support that count when it is not the sentence itself that
// speaks of it but one beside it or what stands above the article.
const (
	previousShare = 0.8
	secondShare   = 0.6 // the sentence before the previous one, the next one
	aboveShare    = 0.75
)

// wholeArticle is up to how many sentences an article is read whole; of longer
// ones only the passages that were found are.
const wholeArticle = 80

// choose returns the fewest sentences that answer a question, at most
// maxClaims, or none where the coverage does not say.
func choose(r *reading, found []Passage) []*candidate {
	if !r.answerable() {
		return nil
	}
	var all []*candidate
	read := candidates(found)
	for _, c := range read {
		c.meetAll(r)
	}
	rarities := r.rarities(read)
	for _, c := range read {
		c.weigh(r, rarities)
		if r.accepts(c) {
			all = append(all, c)
		}
	}
	slices.SortStableFunc(all, func(a, b *candidate) int { return cmp.Compare(b.score, a.score) })
	return pick(r, all)
}

// answerable reports whether a question speaks of anything.
func (r *reading) answerable() bool {
	return slices.ContainsFunc(r.units, func(u unit) bool { return u.hard() || u.weight > vagueWeight })
}

// candidates lists the sentences of the passages, or of the whole articles
// where these are short.
func candidates(found []Passage) []*candidate {
	var all []*candidate
	pages := map[Revision]*page{}
	taken := map[*sentence]bool{}
	for rank := range found {
		f := &found[rank]
		p := pages[f.Chunk.Revision]
		if p == nil {
			p = newPage(&f.Article)
			pages[f.Chunk.Revision] = p
		}
		for i, s := range p.sentences {
			if taken[s] || (len(p.sentences) > wholeArticle && !overlaps(s.Span, f.Span)) {
				continue
			}
			taken[s] = true
			all = append(all, &candidate{sentence: s, page: p, at: i, rank: rank})
		}
	}
	return all
}

// meetAll finds how far the candidate meets each unit of the question.
func (c *candidate) meetAll(r *reading) {
	c.met = make([]met, len(r.units))
	for i := range r.units {
		c.met[i] = c.meets(&r.units[i])
	}
}

// rarities tell how much each unit tells the candidates apart: a name that
// every sentence of a story has decides little, the verb that one has decides.
func (r *reading) rarities(all []*candidate) []float64 {
	rare := make([]float64, len(r.units))
	for i := range r.units {
		having := 0
		for _, c := range all {
			if c.met[i].direct >= hardFloor {
				having++
			}
		}
		rare[i] = max(leastRarity, math.Log2(float64(len(all)+1)/(float64(having)+1)))
	}
	return rare
}

// leastRarity is what a unit counts that all candidates have.
const leastRarity = 0.5

// weigh scores the candidate for a question.
func (c *candidate) weigh(r *reading, rarities []float64) {
	direct, context, total := 0.0, 0.0, 0.0
	for i := range r.units {
		weight, m := r.units[i].weight*rarities[i], c.met[i]
		if r.units[i].kind == wordUnit { // what is only akin counts for less
			m.direct, m.context = m.direct*m.direct, m.context*m.context
		}
		if r.units[i].verb && m.direct < thesaurus.Derived*thesaurus.Derived {
			m.direct /= 2 // what was done must be meant, not something like it
		}
		direct += weight * m.direct
		context += weight * m.context
		total += weight
	}
	c.fit = r.fit(c)
	c.score = (directShare*direct+contextShare*context)/total + fitShare*c.fit - rankCost*float64(c.rank)
}

// Shares of a candidate's score, chosen by hand on testdata/seed_questions.jsonl
// and checked on the English half of XQuAD ('bot eval').
const (
	directShare  = 0.5
	contextShare = 0.5
	fitShare     = 0.35
	rankCost     = 0.01
)

func (c *candidate) meets(u *unit) met {
	published := c.page.article.Published
	support := func(i int) float64 {
		if i < 0 || i >= len(c.page.sentences) {
			return 0
		}
		return u.in(c.page.sentences[i], published)
	}
	m := met{direct: max(support(c.at), c.page.byRole(u, c.sentence))}
	if u.hard() {
		m.near = max(m.direct, c.previous(support))
	} else {
		m.near = max(m.direct, previousShare*support(c.at-1), secondShare*support(c.at-2), secondShare*support(c.at+1))
	}
	m.context = m.near
	if m.context >= aboveShare {
		return m
	}
	for i := range min(leadSentences, len(c.page.sentences)) {
		m.context = max(m.context, aboveShare*support(i))
	}
	if c.page.title != nil {
		m.context = max(m.context, aboveShare*u.in(c.page.title, published))
	}
	return m
}

// previous is the support of a name, place or value by the sentence before,
// where the two speak of one thing: in one paragraph, or where this one leans.
func (c *candidate) previous(support func(int) float64) float64 {
	if c.at == 0 || (c.page.sentences[c.at-1].paragraph != c.paragraph && !c.leans()) {
		return 0
	}
	return previousShare * support(c.at-1)
}

// Gates that a sentence passes to answer at all. Chosen so that of
// testdata/seed_questions.jsonl at least nine in ten of both kinds come out
// right; 'bot eval' prints how many do.
const (
	hardFloor  = 0.5  // each name, place and value, by the context
	agentFloor = 0.5  // who acts, by the sentence itself
	verbFloor  = 0.5  // what is done, by the sentence or its neighbours
	wordsFloor = 0.6  // the plain words together, by the context
	oneWord    = 0.45 // the best plain word, by the sentence or its neighbours
)

// accepts reports whether the sentence is about what is asked and holds the
// kind of fact that is wanted. A premise that the coverage does not state
// fails here: the unit that states it is not met.
func (r *reading) accepts(c *candidate) bool {
	if r.fitRequired() && c.fit == 0 {
		return false
	}
	supported, total, best := 0.0, 0.0, 0.0
	for i := range r.units {
		u, m := &r.units[i], c.met[i]
		switch {
		case u.agent && !c.acts(m):
			return false
		case u.hard() && m.context < hardFloor:
			return false
		case u.verb && u.weight > vagueWeight && m.near < verbFloor:
			return false
		case !u.hard() && u.weight > vagueWeight:
			supported += m.context
			total++
			best = max(best, m.near)
		}
	}
	if r.ask.Want == fact.YesNo && !r.affirms(c) {
		return false
	}
	return total == 0 || (supported/total >= wordsFloor && best >= oneWord)
}

// affirms reports whether a sentence says what a yes-or-no question supposes:
// names and values in the sentence itself, and of 'is X the Y' the very words.
func (r *reading) affirms(c *candidate) bool {
	copula := opensWithCopula(r.question)
	for i := range r.units {
		u, m := &r.units[i], c.met[i]
		switch {
		case u.hard() && m.direct < hardFloor && !c.leans():
			return false
		case !u.hard() && copula && u.weight > vagueWeight && u.wordsIn(c.sentence, wordExact) == 0 && u.phrase == "" &&
			r.ask.Defines:
			return false
		}
	}
	return true
}

var copulas = map[string]bool{"is": true, "was": true, "are": true, "were": true}

func opensWithCopula(question string) bool {
	for t := range text.Tokens(question) {
		return copulas[t.Folded]
	}
	return false
}

// acts reports whether the sentence itself names who acts, or leans on one before it that does.
func (c *candidate) acts(m met) bool {
	return m.direct >= agentFloor || (c.leans() && m.near >= agentFloor)
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
