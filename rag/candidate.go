package rag

import (
	"math"
	"slices"

	"newsdesk/rag/text"
)

// candidate is a sentence that may answer, and how well it does.
type candidate struct {
	*sentence
	page *page
	at   int // index in page.sentences
	rank int // of the passage that it stands in
	met  []met
	fit  float64 // how far it holds the kind of fact that is wanted
	// similar is the likeness in meaning of question and sentence, 0 where no
	// encoder told.
	similar  float64
	evidence evidence
	score    float64 // ranks the candidates of a question
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

// candidates lists the sentences of the passages, or of the whole articles
// where these are short.
func (a *Answerer) candidates(found []Passage) []*candidate {
	spans := map[Revision][]text.Span{}
	for i := range found {
		spans[found[i].Chunk.Revision] = append(spans[found[i].Chunk.Revision], found[i].Span)
	}
	var all []*candidate
	read := map[Revision]bool{}
	for rank := range found {
		f := &found[rank]
		if read[f.Chunk.Revision] {
			continue
		}
		read[f.Chunk.Revision] = true
		p := a.pages.page(f, spans[f.Chunk.Revision])
		for i, s := range p.sentences {
			if s.mute {
				continue
			}
			if p.whole || slices.ContainsFunc(spans[f.Chunk.Revision], func(span text.Span) bool { return overlaps(span, s.Span) }) {
				all = append(all, &candidate{sentence: s, page: p, at: i, rank: rankOf(found, f.Chunk.Revision, s.Span)})
			}
		}
	}
	return all
}

// rankOf is the rank of the passage that a sentence stands in, or of its
// article's first.
func rankOf(found []Passage, rev Revision, s text.Span) int {
	first := -1
	for i := range found {
		if found[i].Chunk.Revision != rev {
			continue
		}
		if overlaps(found[i].Span, s) {
			return i
		}
		if first < 0 {
			first = i
		}
	}
	return first
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
			if c.met[i].direct >= metFloor {
				having++
			}
		}
		rare[i] = max(leastRarity, math.Log2(float64(len(all)+1)/(float64(having)+1)))
	}
	return rare
}

// leastRarity is what a unit counts that all candidates have.
const leastRarity = 0.5

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

// antecedents is how many sentences back a name is looked for.
const antecedents = 4

// previous is the support of a name, place or value by the sentences before,
// where they speak of one thing: in one paragraph, or where this one leans.
func (c *candidate) previous(support func(int) float64) float64 {
	best := 0.0
	for back := 1; back <= antecedents && c.at-back >= 0; back++ {
		after, before := c.page.sentences[c.at-back+1], c.page.sentences[c.at-back]
		if before.paragraph != after.paragraph && !after.leans() {
			break
		}
		best = max(best, previousShare*support(c.at-back))
	}
	return best
}
