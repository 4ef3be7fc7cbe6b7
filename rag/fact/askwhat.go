package fact

import "strings"

// readHow reads 'how many civilians', 'how much money', 'how long', 'how old', 'how' and 'how come'.
func (a *asker) readHow(k int) bool {
	switch a.low(k + 1) {
	case "many", "few":
		a.want(HowMany, k, k+2)
		a.focus(a.nounAt(k + 2))
	case "much":
		a.want(HowMuch, k, k+2)
		if !auxiliaries[a.low(k+2)] {
			a.focus(a.nounAt(k + 2))
		}
	case "long", "old", "far", "big", "large", "tall", "high", "fast", "often", "deep", "wide", "heavy", "frequently":
		a.want(HowMany, k, k+2)
		a.q.Expect = []Kind{Quantity, Number, Year, Date}
	case "soon":
		a.want(When, k, k+2)
	case "come":
		a.want(Why, k, k+2)
	default:
		a.want(How, k, k+1)
	}
	return true
}

// readWhat reads 'what' and 'which' by the noun or verb behind them.
func (a *asker) readWhat(k int) bool {
	which := strings.HasPrefix(a.low(k), "which")
	next := a.past(k + 1)
	a.want(What, k, k+1)
	switch w := a.low(next); {
	case (w == "kind" || w == "kinds" || w == "type" || w == "types" || w == "sort") && a.low(next+1) == "of":
		a.focus(a.nounAt(next + 2))
	case which && (w == "of" || w == "one" || w == "ones"):
		for a.low(next) == "of" || a.low(next) == "one" || a.low(next) == "ones" || determiners[a.low(next)] {
			next++
		}
		a.byNoun(a.nounAt(next), true)
	case w == "" || notNouns[w] && !determiners[w] || next > k+1:
		a.readWhatVerb(k, next, which)
	case determiners[w]:
		a.readWhatIs(next)
	default:
		a.byNoun(a.nounAt(next), which)
	}
	return true
}

// readWhatVerb reads 'what is X', 'what did X say about Y', 'what happened'.
func (a *asker) readWhatVerb(k, next int, which bool) {
	w := a.low(next)
	is := next > k+1 || w == "is" || w == "was" || w == "are" || w == "were"
	if w == "is" || w == "was" || w == "are" || w == "were" {
		next++
	}
	switch {
	case is:
		a.readWhatIs(next)
	case w == "did" || w == "does" || w == "has" || w == "do" || w == "have":
		a.readWhatSaid(next + 1)
	case w == "caused" || w == "prompted" || w == "sparked" || w == "triggered":
		a.q.Want = Why
	}
	if which {
		a.q.Want = Which
	}
}

// readWhatSaid reads the speaker and the topic of 'what did X say about Y'.
func (a *asker) readWhatSaid(from int) {
	for k := from; k < len(a.words); k++ {
		if w := a.low(k); k > from && (saysVerbs[w] || w == "said") {
			a.q.Want = WhatSaid
			a.q.Speaker = a.span(from, k)
			a.asking(k, k+1)
			a.topic(k + 1)
			return
		}
	}
}

// readWhatIs reads what follows 'what is': 'the date of …', 'the name of the minister', 'the capital', or a definition.
func (a *asker) readWhatIs(k int) {
	start := k
	for determiners[a.low(k)] {
		k++
	}
	if a.low(k) == "name" || a.low(k) == "names" {
		for k++; a.low(k) == "of" || determiners[a.low(k)]; k++ {
		}
		a.q.Want = Who
		a.byNoun(a.nounAt(k), true)
		return
	}
	noun := a.nounAt(k)
	w := a.low(noun)
	switch {
	case timeNouns[w], countNouns[w], moneyNouns[w], placeNouns[w], w == "capital", w == "toll", w == "population", w == "age":
		a.byNoun(noun, false)
	case whichKinds[w] != nil && !a.words[noun].capital:
		a.focus(noun)
		a.q.Expect = whichKinds[w]
	default:
		a.focus(noun)
		a.defineShort(start)
	}
}

// longestDefinition is how many words a subject may have: 'what is the Coordination Framework'; more is a clause.
const longestDefinition = 5

func (a *asker) defineShort(k int) {
	if end := a.lastContent(); end-k <= longestDefinition && !a.verbIn(k, end) {
		a.define(k)
	}
}
