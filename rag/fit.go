package rag

import (
	"slices"
	"strings"

	"newsdesk/rag/fact"
	"newsdesk/rag/text"
)

// fitRequired reports whether a sentence without the wanted kind of fact cannot
// be an answer: a 'when' without a time, a 'how many' without a number.
func (r *reading) fitRequired() bool {
	switch r.ask.Want {
	case fact.When, fact.Where, fact.HowMany, fact.HowMuch:
		return true
	case fact.WhatSaid:
		return r.ask.Speaker.Len() > 0
	case fact.Which:
		return true
	}
	return r.asksRole() || r.asksName()
}

// asksName reports whether a question asks what somebody or something is called.
func (r *reading) asksName() bool {
	lower := strings.ToLower(r.question)
	return strings.Contains(lower, "the name of") || strings.Contains(lower, "'s name") || strings.HasSuffix(strings.TrimRight(lower, "? "), " called")
}

// asksRole reports whether a question asks who holds a role: 'who is the
// foreign minister of Iraq'.
func (r *reading) asksRole() bool {
	return r.ask.Want == fact.Who && !r.ask.Defines && r.focusUnit() != nil
}

// fit is how far a sentence holds the kind of fact that the question wants,
// beyond those that the question states itself; 1 where any sentence may answer.
func (r *reading) fit(c *candidate) float64 {
	switch r.ask.Want {
	case fact.HowMany:
		return r.fitCount(c)
	case fact.WhatSaid:
		return r.fitSaid(c)
	case fact.Which:
		return r.fitWhich(c)
	}
	if r.asksName() {
		return r.fitName(c)
	}
	if r.ask.Defines {
		return r.fitDefinition(c)
	}
	if r.asksRole() {
		return r.fitRole(c)
	}
	if len(r.ask.Expect) == 0 {
		return 1
	}
	best := 0.0
	for _, f := range c.facts {
		if i := slices.Index(r.ask.Expect, f.Kind); i >= 0 && !r.states(f) {
			best = max(best, kindFit(i)*r.closeness(c.sentence, f))
		}
	}
	return best
}

// closeReach is within how many words of what the question asks about a fact
// is taken for its answer; farther ones count farShare.
const (
	closeReach = 6
	farShare   = 0.6
)

// closeness is how near a fact stands to the plain words of the question.
func (r *reading) closeness(s *sentence, f fact.Fact) float64 {
	plain := false
	for i := range r.units {
		u := &r.units[i]
		if u.hard() || u.weight <= vagueWeight {
			continue
		}
		plain = true
		for _, at := range s.meeting(u) {
			if s.wordsBetween(at, f) <= closeReach {
				return 1
			}
		}
	}
	if !plain {
		return 1
	}
	return farShare
}

// meeting lists the tokens of a sentence that speak of a unit.
func (s *sentence) meeting(u *unit) []int {
	var at []int
	for i, t := range s.tokens {
		one := &sentence{words: t.Of(s.words), tokens: s.tokens[i : i+1], stems: s.stemsAt(i)}
		if u.wordsIn(one, wordRelated) >= metFloor {
			at = append(at, i)
		}
	}
	return at
}

func (s *sentence) stemsAt(i int) map[string]bool {
	stems := map[string]bool{s.tokens[i].Stem: true}
	if base, ok := baseOf[s.tokens[i].Folded]; ok {
		stems[base] = true
	}
	return stems
}

// wordsBetween counts the words between a token and a fact.
func (s *sentence) wordsBetween(at int, f fact.Fact) int {
	between := 0
	for i, t := range s.tokens {
		if i > at && t.End <= f.Start || i < at && t.Start >= f.End {
			between++
		}
	}
	return between
}

// kindFit is what the i-th best kind of fact counts.
func kindFit(i int) float64 { return max(0.5, 1-0.1*float64(i)) }

// states reports whether the question itself speaks of a fact.
func (r *reading) states(f fact.Fact) bool {
	return slices.ContainsFunc(r.units, func(u unit) bool {
		if !u.hard() {
			return false
		}
		s := lone(f, f.Value)
		return u.measure(s, Date{}) >= metFloor
	})
}

// roleReach is how many words may stand between a role and the place that it
// is of: 'minister of Iraq', "Syria's interim foreign minister".
const roleReach = 3

// roleFloor is from which support a role is the one that is asked for: of
// 'defence minister' the minister alone is not.
const roleFloor = 0.7

// fitRole tells whether a sentence names somebody in the role that is asked
// for: of the place that is asked for where one stands beside the role, else
// where the article is about that place.
func (r *reading) fitRole(c *candidate) float64 {
	focus := r.focusUnit()
	if focus == nil || focus.in(c.sentence, c.page.article.Published) < roleFloor || !names(c.sentence) {
		return 0
	}
	for i := range r.units {
		u := &r.units[i]
		if u.kind != placeUnit || c.stems[counterpart] && c.met[i].near >= metFloor {
			continue
		}
		of := c.placeOfRole(focus)
		if of == nil || u.measure(of, Date{}) < metFloor {
			return 0
		}
	}
	if !c.holds(focus) {
		return roleUnnamed
	}
	return 1
}

// roleUnnamed is what a sentence counts that speaks of a role and names somebody,
// but not as the one who holds it.
const roleUnnamed = 0.4

// holds reports whether a sentence names somebody in the role: with it before the
// name, or in apposition.
func (c *candidate) holds(focus *unit) bool {
	for _, f := range c.facts {
		if f.Kind == fact.Person && f.Role != "" && focus.measure(newSentence(f.Role), Date{}) >= roleFloor {
			return true
		}
	}
	return false
}

// counterpart marks a sentence that speaks of one role in two places: 'the
// Syrian minister met his Iraqi counterpart'.
var counterpart = text.Stem("counterpart")

func names(s *sentence) bool {
	return slices.ContainsFunc(s.facts, func(f fact.Fact) bool { return f.Kind == fact.Person || f.Kind == fact.Name })
}

// placeOfRole is the place or people that the words for a role are of: the last
// one before them in the sentence, the first right after them, or else the first
// that the headline or the lead speaks of; nil where there is none.
func (c *candidate) placeOfRole(focus *unit) *sentence {
	at := slices.IndexFunc(c.tokens, func(t text.Token) bool {
		return focus.measure(newSentence(t.Of(c.words)), Date{}) >= metFloor
	})
	if at >= 0 {
		after := c.tokens[min(len(c.tokens)-1, at+roleReach)].End
		for _, f := range slices.Backward(c.facts) {
			if isPlace(f) && f.Start < c.tokens[at].Start {
				return lone(f, f.Of(c.words))
			}
		}
		for _, f := range c.facts {
			if isPlace(f) && f.End <= after {
				return lone(f, f.Of(c.words))
			}
		}
	}
	return c.page.firstPlace()
}

// firstPlace is the place or people that the headline, else the lead, speaks of first.
func (p *page) firstPlace() *sentence {
	tops := p.sentences[:min(leadSentences, len(p.sentences))]
	if p.title != nil {
		tops = append([]*sentence{p.title}, tops...)
	}
	for _, s := range tops {
		for _, f := range s.facts {
			if isPlace(f) {
				return lone(f, f.Of(s.words))
			}
		}
	}
	return nil
}

func isPlace(f fact.Fact) bool { return f.Kind == fact.Place || f.Kind == fact.Demonym }

// Nouns that say of what kind a place must be.
var (
	cityNouns    = words(`city town village capital port`)
	countryNouns = words(`country nation state`)
)

// fitWhich is how far a sentence holds one of what is asked for: a fact of its
// kind, or the noun itself.
func (r *reading) fitWhich(c *candidate) float64 {
	best := 0.0
	focus := text.Stem(r.ask.Focus)
	for _, f := range c.facts {
		i := slices.Index(r.ask.Expect, f.Kind)
		country := f.Kind == fact.Demonym || strings.EqualFold(f.Value, f.Country)
		if i < 0 || r.states(f) || cityNouns[focus] && country || countryNouns[focus] && !country {
			continue
		}
		best = max(best, kindFit(i)*r.closeness(c.sentence, f))
	}
	if u := r.focusUnit(); u != nil && u.in(c.sentence, c.page.article.Published) >= metFloor && !cityNouns[focus] && !countryNouns[focus] {
		best = max(best, 0.8)
	}
	if best == 0 && !cityNouns[focus] && (r.focusUnit() == nil || r.focusUnit().weight <= vagueWeight || !latin(r.ask.Focus)) {
		return 0.5
	}
	return best
}

// fitName is how far a sentence names something that the question does not.
func (r *reading) fitName(c *candidate) float64 {
	for _, f := range c.facts {
		named := f.Kind == fact.Person || f.Kind == fact.Organisation || f.Kind == fact.Name || f.Kind == fact.Place
		if named && !r.states(f) && r.closeness(c.sentence, f) == 1 {
			return 1
		}
	}
	return 0
}

// fitDefinition is how far a sentence says who or what the subject is: by words
// beside its name, most for a role.
func (r *reading) fitDefinition(c *candidate) float64 {
	best := 0.2
	for i := range r.units {
		u := &r.units[i]
		if !u.hard() || !overlaps(u.Span, r.ask.Subject) {
			continue
		}
		for _, f := range c.facts {
			if f.Kind.Proper() && f.Kind != fact.Demonym && u.measure(lone(f, f.Of(c.words)), Date{}) >= metFloor {
				best = max(best, described(c.sentence, f))
			}
		}
	}
	return best
}

// lone is a fact as a sentence of its own, in the given words.
func lone(f fact.Fact, words string) *sentence {
	f.Span = text.Span{End: len(words)}
	s := newSentence(words)
	s.facts = []fact.Fact{f}
	return s
}

// described tells whether words beside a name say who it is: a role before it,
// or an apposition after it.
func described(s *sentence, f fact.Fact) float64 {
	if f.Role != "" {
		return 1
	}
	after := strings.TrimLeft(s.words[f.End:], " ’'”\"")
	if rest, ok := strings.CutPrefix(after, ","); ok {
		if t := text.Tokenize(rest); len(t) > 1 && !t[0].Capital && !says(t[0]) {
			return 0.9
		}
	}
	if t := text.Tokenize(after); len(t) > 1 && (t[0].Folded == "is" || t[0].Folded == "was") {
		return 0.8
	}
	before := text.Tokenize(s.words[:f.Start])
	if n := len(before); n > 0 && !before[n-1].Capital && !text.IsStop(before[n-1].Folded) && !says(before[n-1]) {
		return 0.7
	}
	return 0.2
}
