package rag

import (
	"strings"

	"newsdesk/rag/fact"
	"newsdesk/rag/text"
)

// markVerb finds what a question says is done: the word right after 'who', past
// auxiliaries, and after 'when did', 'why has' or the like the last of the words
// that follow. In Arabic the verb follows the word that asks.
func (r *reading) markVerb() {
	if r.ask.Defines {
		return
	}
	if r.ask.Want == fact.Who {
		r.markVerbOfWho()
		return
	}
	if !latin(r.question) && (r.ask.Want == fact.When || r.ask.Want == fact.Why || r.ask.Want == fact.Where) {
		if len(r.units) > 0 && r.units[0].plain() {
			r.units[0].verb = true
		}
		return
	}
	if v := mainVerb(r.question, r.ask); v >= 0 {
		for i := range r.units {
			if u := &r.units[i]; u.plain() && overlaps(u.Span, r.ask.Content[v]) {
				u.verb = true
			}
		}
	}
}

// plain reports whether a unit is a word that says something.
func (u *unit) plain() bool { return u.kind == wordUnit && u.weight > vagueWeight }

// markVerbOfWho finds the verb of 'who did it'. What somebody did tells an answer
// more than to whom.
func (r *reading) markVerbOfWho() {
	asked := false
	for t := range text.Tokens(r.question) {
		switch {
		case t.Folded == "who" || t.Folded == "من" || t.Folded == "كي":
			asked = true
		case asked && text.IsStop(t.Folded):
		case asked:
			for i := range r.units {
				if u := &r.units[i]; u.plain() && overlaps(u.Span, t.Span) {
					u.verb, u.weight = true, verbShare*wordWeight
				}
			}
			return
		}
	}
}

// verbShare is how much more a verb counts than another word.
const verbShare = 2

// auxiliaries stand before the subject of a question's verb: 'when did Qatar join'.
var auxiliaries = map[string]bool{
	"did": true, "does": true, "do": true, "has": true, "have": true, "had": true, "will": true, "would": true,
	"can": true, "could": true, "should": true, "might": true, "may": true,
}

// markAgent finds the name that does what the question's verb says: the one
// right after its auxiliary.
func (r *reading) markAgent() {
	tokens := text.Tokenize(r.question)
	for i, t := range tokens[:max(0, len(tokens)-1)] {
		if !auxiliaries[t.Folded] {
			continue
		}
		next := tokens[i+1]
		if next.Folded == "the" && i+2 < len(tokens) {
			next = tokens[i+2]
		}
		r.markAt(next)
		return
	}
}

// markAt marks the name that a token belongs to as who acts, and the word after
// it as what is done. A people or a possessive only tells whose the actor is:
// "the Iraqi delegation", "Iraq's government".
func (r *reading) markAt(t text.Token) {
	for i := range r.units {
		u := &r.units[i]
		if !u.hard() || u.kind == valueUnit || t.Start < u.Start || t.End > u.End {
			continue
		}
		if u.agent = u.fact.Kind != fact.Demonym && !possessive(r.question[u.End:]); !u.agent {
			return
		}
		if next := i + 1; next < len(r.units) && r.units[next].kind == wordUnit && r.units[next].Start-u.End <= 1 {
			r.units[next].verb = true
		}
	}
}

// possessive reports whether a text begins with an English possessive ending.
func possessive(rest string) bool {
	return strings.HasPrefix(rest, "'s") || strings.HasPrefix(rest, "’s")
}

// locatives stand before the place where something is or goes.
var locatives = map[string]bool{"in": true, "to": true, "at": true, "from": true, "into": true, "near": true, "inside": true}

// markPlaces marks the places that tell where. 'The ministry in Damascus' is not
// one: it tells whose ministry.
func (r *reading) markPlaces() {
	tokens := text.Tokenize(r.question)
	for i := 1; i < len(tokens); i++ {
		if !locatives[tokens[i-1].Folded] || i > 1 && governing[tokens[i-2].Stem] {
			continue
		}
		for j := range r.units {
			if u := &r.units[j]; u.kind == placeUnit && u.Start == tokens[i].Start {
				u.locative = true
			}
		}
	}
}
