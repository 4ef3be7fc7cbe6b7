package rag

import (
	"slices"
	"strings"

	"newsdesk/rag/fact"
	"newsdesk/rag/text"
)

// countReach is how many words may stand between a number and what it counts:
// 'at least 1,383 mostly Alawite civilians'.
const countReach = 4

// fitCount looks for a number that counts what the question asks about.
func (r *reading) fitCount(c *candidate) float64 {
	best := 0.0
	for _, f := range c.facts {
		if !slices.Contains(r.ask.Expect, f.Kind) || r.states(f) {
			continue
		}
		switch {
		case r.ask.Focus == "" && measures(r.question) && f.Kind != fact.Quantity:
		case r.ask.Focus == "":
			best = max(best, 0.7)
		case r.counts(c.sentence, f):
			best = 1
		}
	}
	return best
}

// measures reports whether a question asks for a measure, not a count: 'how
// long', 'how old', 'how far'.
func measures(question string) bool {
	tokens := text.Tokenize(question)
	return len(tokens) > 1 && tokens[0].Folded == "how" && tokens[1].Folded != "many" && tokens[1].Folded != "much"
}

// counts reports whether a number stands before the focus of the question, or
// a word that means nearly the same.
func (r *reading) counts(s *sentence, f fact.Fact) bool {
	focus := r.focusUnit()
	if focus == nil {
		return true
	}
	after := 0
	for _, t := range s.tokens {
		if t.Start < f.Start || after > countReach {
			continue
		}
		after++
		one := newSentence(s.words[t.Start:min(len(s.words), t.End)])
		if focus.measure(one, Date{}) >= metFloor {
			return true
		}
	}
	return people[text.Stem(r.ask.Focus)] && f.Kind == fact.Number && countsPeople(s, f)
}

// people are words for persons in general; any group of people is meant.
var people = words(`people person victim casualty death dead killed civilian individual man`)

// countsPeople reports whether a number stands before a people or persons.
func countsPeople(s *sentence, f fact.Fact) bool {
	for _, g := range s.facts {
		if g.Kind == fact.Demonym && g.Start >= f.End && g.Start-f.End < 20 {
			return true
		}
	}
	rest := s.words[f.End:]
	for i, t := range text.Tokenize(rest) {
		if i >= countReach {
			break
		}
		if people[t.Stem] {
			return true
		}
	}
	return false
}

// focusUnit is the unit of the noun that is asked about; of a possessive, as in
// "Iraq's foreign minister", the last word that is no name.
func (r *reading) focusUnit() *unit {
	if u := r.counted(); u != nil {
		return u
	}
	focus := -1
	for i := range r.units {
		if r.ask.At.Len() > 0 && overlaps(r.units[i].Span, r.ask.At) {
			focus = i
		}
	}
	if focus < 0 || !r.units[focus].hard() || r.ask.Want != fact.Who {
		return at(r.units, focus)
	}
	for i := range r.units {
		if !r.units[i].hard() {
			focus = i
		}
	}
	return at(r.units, focus)
}

// counted is the unit right after 'how many', or nil.
func (r *reading) counted() *unit {
	const phrase = "how many "
	start := strings.Index(strings.ToLower(r.question), phrase)
	for i := range r.units {
		if start >= 0 && r.units[i].Start == start+len(phrase) {
			return &r.units[i]
		}
	}
	return nil
}

func at(units []unit, i int) *unit {
	if i < 0 {
		return nil
	}
	return &units[i]
}
