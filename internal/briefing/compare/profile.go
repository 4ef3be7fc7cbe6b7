package compare

import (
	"math"

	"newsdesk/internal/briefing/material"
	"newsdesk/rag/fact"
	"newsdesk/rag/text"
)

// words weighs what a report's headline and beginning name and tell, each once:
// names for most, a people as its country, deeds as their line of deedTable; no
// days, which every report of a week has.
func (r *report) words() profile {
	p := profile{}
	r.named = map[string]bool{}
	n := 0
	for _, s := range r.all() {
		p.note(s.Tokens, s.Facts)
		r.noteNames(s)
		if n += len(s.Tokens); n >= profileWords {
			break
		}
	}
	p.note(r.article.Title(), nil)
	return p
}

// noteNames keeps which keys of the profile are names.
func (r *report) noteNames(s *material.Sentence) {
	for _, f := range s.Facts {
		if !f.Kind.Proper() {
			continue
		}
		if f.Country != "" {
			r.named["in "+f.Country] = true
		}
		for _, t := range s.Tokens {
			if f.Start <= t.Start && t.End <= f.End && f.Kind != fact.Demonym {
				r.named[t.Stem] = true
			}
		}
	}
}

// all are the sentences of a report.
func (r *report) all() []*material.Sentence {
	if r.sentences != nil {
		return r.sentences
	}
	return r.article.Sentences()
}

// nameWeight is what a name counts in a profile against a rare word.
const nameWeight = 1.5

func (p profile) note(words []text.Token, facts []fact.Fact) {
	for _, t := range words {
		if text.IsStop(t.Folded) || says[t.Folded] || hedging[t.Folded] || timely(t, facts) {
			continue
		}
		w := weight(t)
		if t.Capital && t.Start > 0 && w == 1 {
			w = nameWeight
		}
		p[t.Stem] = max(p[t.Stem], w)
		if d := groupOf(deedOf, t); d != "" {
			p["deed "+d] = 1
		}
	}
	for _, f := range facts {
		if f.Country != "" {
			p["in "+f.Country] = nameWeight
		}
	}
}

// timely reports whether a word is of a date, or a number.
func timely(t text.Token, facts []fact.Fact) bool {
	if t.Kind == text.Number {
		return true
	}
	for _, f := range facts {
		if (f.Kind.Temporal() || f.Kind.Numeric()) && f.Start <= t.Start && t.End <= f.End {
			return true
		}
	}
	return false
}

// weighRare weighs words by how few of the reports have them, and gives each profile
// unit length. It returns how many reports have each word.
func weighRare(reports []*report) map[string]int {
	having := map[string]int{}
	for _, r := range reports {
		for k := range r.told {
			having[k]++
		}
	}
	n := float64(len(reports))
	for _, r := range reports {
		sum := 0.0
		for k, w := range r.told {
			r.told[k] = w * math.Log(1+(n+rareFloor)/float64(having[k]))
			sum += r.told[k] * r.told[k]
		}
		for k := range r.told {
			r.told[k] /= math.Sqrt(sum)
		}
	}
	return having
}

// rareFloor keeps what all of a few reports share from counting for nothing.
const rareFloor = 20
