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
		return u.in(s, Date{}) >= metFloor
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
	if focus == nil || focus.in(c.sentence, Date{}) < roleFloor || !names(c.sentence) {
		return 0
	}
	for i := range r.units {
		u := &r.units[i]
		if u.kind != placeUnit {
			continue
		}
		beside := c.placeBeside(focus)
		switch {
		case beside != nil && u.in(lone(*beside, beside.Of(c.words)), Date{}) < metFloor && !c.stems[counterpart]:
			return 0
		case beside == nil && c.met[i].direct < metFloor && c.met[i].context < aboveShare*metFloor:
			return 0
		}
	}
	return 1
}

// counterpart marks a sentence that speaks of one role in two places: 'the
// Syrian minister met his Iraqi counterpart'.
var counterpart = text.Stem("counterpart")

func names(s *sentence) bool {
	return slices.ContainsFunc(s.facts, func(f fact.Fact) bool { return f.Kind == fact.Person || f.Kind == fact.Name })
}

// placeBeside is the place or people next to the words for a unit, or nil.
func (c *candidate) placeBeside(focus *unit) *fact.Fact {
	at := -1
	for i, t := range c.tokens {
		if focus.in(newSentence(t.Of(c.words)), Date{}) >= metFloor {
			at = i
			break
		}
	}
	if at < 0 {
		return nil
	}
	from := c.tokens[max(0, at-roleReach)].Start
	to := c.tokens[min(len(c.tokens)-1, at+roleReach)].End
	for i := range c.facts {
		f := &c.facts[i]
		if (f.Kind == fact.Place || f.Kind == fact.Demonym) && f.Start >= from && f.End <= to {
			return f
		}
	}
	return nil
}

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
		if focus.in(one, Date{}) >= metFloor {
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

// fitSaid is how far a sentence reports words of the one who is asked about: a
// quotation most, then a verb of saying; 0 where somebody else says them.
func (r *reading) fitSaid(c *candidate) float64 {
	if r.ask.Speaker.Len() > 0 && !r.speaks(c) {
		return 0
	}
	for _, f := range c.facts {
		if f.Kind == fact.Quote {
			return 1
		}
	}
	for _, t := range c.tokens {
		if says(t) {
			return 0.8
		}
	}
	return 0.3
}

// sayingReach is within how many words of its verb a speaker stands.
const sayingReach = 5

// speaks reports whether the speaker of the question is the one who says it: by
// a verb of saying beside the name, or in the sentence that this one leans on.
func (r *reading) speaks(c *candidate) bool {
	for i := range r.units {
		u := &r.units[i]
		if !overlaps(u.Span, r.ask.Speaker) || u.kind == placeUnit {
			continue
		}
		at := c.places(u)
		if len(at) == 0 {
			if c.met[i].near >= metFloor && c.leans() {
				return true
			}
			continue
		}
		for _, a := range at {
			for j := max(0, a-sayingReach); j <= min(len(c.tokens)-1, a+sayingReach); j++ {
				if says(c.tokens[j]) && (u.kind == wordUnit || !c.otherSpeaker(j, a)) {
					return true
				}
			}
		}
	}
	return false
}

// otherSpeaker reports whether another name stands between a verb of saying and
// the one at a token.
func (c *candidate) otherSpeaker(verb, at int) bool {
	from, to := c.tokens[min(verb, at)].End, c.tokens[max(verb, at)].Start
	for _, f := range c.facts {
		if (f.Kind == fact.Person || f.Kind == fact.Organisation) && f.Start >= from && f.End <= to {
			return true
		}
	}
	return false
}

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
	if u := r.focusUnit(); u != nil && u.in(c.sentence, Date{}) >= metFloor && !cityNouns[focus] && !countryNouns[focus] {
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

// saying are verbs that report words.
var saying = words(`say tell argue believe warn urge claim add note stress describe announce declare call point hint
	insist explain suggest underline underscore report state accuse demand predict condemn slam vow think want urge`)

// says reports whether a token is a verb that reports words.
func says(t text.Token) bool { return saying[t.Stem] || saying[baseOf[t.Folded]] }

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
			if f.Kind.Proper() && f.Kind != fact.Demonym && u.in(lone(f, f.Of(c.words)), Date{}) >= metFloor {
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
