package rag

import (
	"strings"

	"newsdesk/rag/fact"
	"newsdesk/rag/text"
)

var wides = []struct{ words, also map[string]bool }{
	{folded("all every each entire everyone everybody whole everything everywhere"), folded("none no nobody nothing total completely fully")},
	{folded("always constantly"), folded("every never all consistently")},
	{folded("only sole solely exclusively"), folded("alone one just except nobody no none single lone")},
}

func (c *reclaim) numberSoon(i int) bool {
	for ; i < len(c.tokens); i++ {
		if c.factAt[i] >= 0 {
			return c.numericAt(i)
		}
		if !c.hedgesNumber(i) {
			return false
		}
	}
	return false
}

func widening(word string) map[string]bool {
	for _, w := range wides {
		if !w.words[word] {
			continue
		}
		all := map[string]bool{}
		for _, set := range []map[string]bool{w.words, w.also} {
			for k := range set {
				all[k] = true
			}
		}
		return all
	}
	return nil
}

var narrow = folded(`some most many several few half majority part partly mostly largely minority often sometimes usually third`)

var bound = folded(`some most many several few half majority part all every each only both a an mostly largely often sometimes third one two numerous various certain`)

func (c *reclaim) scopeFaults(cl *clause) []fault {
	l := cl.line
	for i := cl.from; i < cl.to; i++ {
		f := c.tokens[i].Folded
		if c.inside[i] || f == "only" && c.numberSoon(i+1) {
			continue // 'only 9' is a comment on 9
		}
		if (f == "each" || f == "every") && c.rated(i+1, l) {
			continue
		}
		if wide := widening(f); wide != nil && (!l.anyOf(wide) || !c.wideThere(l, i, wide)) {
			return []fault{{Unsupported, quoted(f) + " is more than the coverage says", l.words}}
		}
	}
	if w := c.sharedOut(cl); w != "" {
		return []fault{{Contradicted, "the coverage says it of " + quoted(w) + " only", l.words}}
	}
	for i, t := range l.tokens {
		if !narrow[t.Folded] || l.factAt[i] >= 0 || i+1 < len(l.tokens) && l.tokens[i+1].Kind == text.Number {
			continue
		}
		next := l.scoped(i, 1)
		if len(next) == 0 || l.numericAt(next[0]) {
			continue
		}
		for n := cl.mark0; n < cl.mark1; n++ {
			m := &c.marks[n]
			if m.at == next[0] && m.fact == nil && !c.bounded(m.from) && plural(c.tokens[m.from].Folded) {
				return []fault{{Unsupported, "the coverage says it of " + quoted(t.Folded) + " only", l.words}}
			}
		}
	}
	return nil
}

func plural(w string) bool { return strings.HasSuffix(w, "s") || w == "people" }

func (l *line) anyOf(set map[string]bool) bool {
	for _, t := range l.tokens {
		if set[t.Folded] {
			return true
		}
	}
	return false
}

func (c *reclaim) bounded(i int) bool {
	for j := max(0, i-4); j < i; j++ {
		if bound[c.tokens[j].Folded] || c.numericAt(j) {
			return true
		}
	}
	return false
}

// wideThere reports whether, in the sentence, a word that takes in everything
// stands before what it stands before in the claim.
func (c *reclaim) wideThere(l *line, i int, wide map[string]bool) bool {
	next := c.scoped(i, 1)
	if len(next) == 0 {
		return true
	}
	m := c.markOver(next[0])
	if m == nil || m.at < 0 || m.fact != nil {
		return true
	}
	for j, t := range l.tokens {
		if j > 0 && (partial[l.tokens[j-1].Folded] || l.tokens[j-1].Folded == "not") && (i == 0 || l.tokens[j-1].Folded != c.tokens[i-1].Folded) {
			continue // 'almost all'
		}
		if j+1 < len(l.tokens) && excepting[l.tokens[j+1].Folded] && !c.anyWord(excepting) {
			continue // 'all but seven'
		}
		if wide[t.Folded] && (j > m.at || m.at-j <= wideReach || l.clauseOf[j] == l.clauseOf[m.at]) {
			return true
		}
	}
	return false
}

// sharedOut finds, for a word that takes in everything, that the sentence says it
// of a share wherever it has the thing: 'all of the goods' for '85 percent of the
// goods'. It returns the share, or "".
func (c *reclaim) sharedOut(cl *clause) string {
	l := cl.line
	for i := cl.from; i < cl.to; i++ {
		if f := c.tokens[i].Folded; f != "all" && f != "every" && f != "whole" && f != "entire" || c.inside[i] {
			continue
		}
		for _, ph := range c.chunks {
			m := c.settled(c.commonHead(ph), l)
			if ph.to <= i || ph.from > i+2 || m == nil || m.fact != nil || m.vague {
				continue
			}
			share, all := "", true
			for _, at := range l.at[l.keys[m.at]] {
				w := l.shareOf(at)
				all = all && w != ""
				share = w
			}
			if all && share != "" && !c.hasShare() {
				return share
			}
		}
	}
	return ""
}

// commonHead is the last word of a phrase that is no name: 'goods' in 'the goods
// Jordan exchanges'.
func (p *prose) commonHead(ph phrase) int {
	t := ph.head()
	for t > ph.from && p.factAt[t] >= 0 {
		t--
	}
	return t
}

// countedIn reports whether a clause has a number.
func (c *reclaim) countedIn(cl *clause) bool {
	for i := cl.mark0; i < cl.mark1; i++ {
		if m := &c.marks[i]; m.fact != nil && m.fact.Kind.Numeric() && m.fact.Kind != fact.Ordinal {
			return true
		}
	}
	return false
}

// hasShare reports whether the claim speaks of a share itself.
func (c *reclaim) hasShare() bool {
	for _, f := range c.facts {
		if f.Kind == fact.Percent {
			return true
		}
	}
	return false
}

// shareOf is the share that 'of' takes of the thing at a token, or "".
func (l *line) shareOf(at int) string {
	n := l.over[at]
	if n < 0 {
		return ""
	}
	ph := l.chunks[n]
	if ph.head() != at || ph.prep < 1 || l.tokens[ph.prep].Folded != "of" {
		return ""
	}
	if j := l.factAt[ph.prep-1]; j >= 0 && (l.facts[j].Kind == fact.Percent || l.facts[j].Kind == fact.Number && l.facts[j].Number > 1 && plural(l.tokens[at].Folded)) {
		return l.facts[j].Of(l.words)
	}
	return l.shareBefore(at)
}

// excepting are words that take something out of 'all'.
var excepting = folded("but except save excluding bar")

// anyWord reports whether the claim has one of some words.
func (c *reclaim) anyWord(set map[string]bool) bool {
	for _, t := range c.tokens {
		if set[t.Folded] {
			return true
		}
	}
	return false
}

// wideReach is how many words may stand between 'all' and what it takes in.
const wideReach = 6

// partial are words that leave something out of whatever follows them.
var partial = folded("partly partially mostly mainly largely primarily chiefly nearly almost virtually generally typically")

// partFaults wants no 'partly' of the sentence lost, nor the 'one of' before a
// superlative, nor the 'part of' before a thing.
func (c *reclaim) partFaults(cl *clause) []fault {
	l := cl.line
	for i := cl.mark0; i < cl.mark1; i++ {
		m := &c.marks[i]
		if m.at < 1 || m.fact != nil || c.inside[m.from] {
			continue
		}
		if w := l.tokens[m.at-1].Folded; partial[w] && !c.anyToken(cl, partial) && !c.anyToken(cl, bound) && !c.anyToken(cl, narrow) {
			return []fault{{Unsupported, "the coverage says " + quoted(w), l.words}}
		}
		if f := l.tokens[m.at].Folded; m.met == 1 && len(f) > 4 && strings.HasSuffix(f, "est") && l.oneOf(m.at) && !c.oneOf(m.from) {
			return []fault{{Unsupported, "the coverage says that of one among several", l.words}}
		}
		if l.countedOut(m.at) && !c.bounded(m.from) && !c.anyToken(cl, narrow) && !c.anyToken(cl, someOf) && plural(c.tokens[m.from].Folded) {
			return []fault{{Unsupported, "the coverage says it of some only", l.words}}
		}
		if w := l.shareOf(m.at); w != "" && !c.countedIn(cl) && !c.bounded(m.from) && !c.anyToken(cl, narrow) && !c.anyToken(cl, partial) {
			return []fault{{Unsupported, "the coverage says it of " + quoted(w+" of") + " it only", l.words}}
		}
	}
	return nil
}

func (c *reclaim) anyToken(cl *clause, set map[string]bool) bool {
	for i := cl.from; i < cl.to; i++ {
		if set[c.tokens[i].Folded] {
			return true
		}
	}
	return false
}

// oneOf reports whether 'one of' stands shortly before a token.
func (p *prose) oneOf(at int) bool {
	for j := at - 1; j > 0 && at-j <= wideReach; j-- {
		if p.tokens[j].Folded == "of" && (p.tokens[j-1].Folded == "one" || p.tokens[j-1].Folded == "some") || p.tokens[j].Folded == "among" {
			return true
		}
	}
	return false
}

// shares are nouns that take a part of what 'of' ties to them.
var shares = folded("most much part parts half some many several few majority minority")

// shareBefore is the word for a part of the thing at a token, or "".
func (l *line) shareBefore(at int) string {
	n := l.over[at]
	if n < 0 {
		return ""
	}
	ph := l.chunks[n]
	if ph.head() != at || ph.prep < 1 || l.tokens[ph.prep].Folded != "of" || !shares[l.tokens[ph.prep-1].Folded] || l.factAt[ph.prep-1] >= 0 {
		return ""
	}
	return l.tokens[ph.prep-1].Folded
}

// countedOut reports whether 'a number of' stands before the thing at a token.
func (l *line) countedOut(at int) bool {
	n := l.over[at]
	if n < 0 || l.chunks[n].prep < 2 || l.tokens[l.chunks[n].prep].Folded != "of" {
		return false
	}
	j := l.chunks[n].prep - 1
	return someOf[l.tokens[j].Folded] && l.tokens[j-1].Folded == "a"
}

// someOf are nouns that, behind 'a' and before 'of', leave something out.
var someOf = folded("number handful portion section proportion fraction group minority majority string series")

// rated reports whether a unit of time stands at a token by which the sentence
// counts too: 'each year' is 'a year', 'annually'.
func (c *reclaim) rated(i int, l *line) bool {
	if i >= len(c.tokens) {
		return false
	}
	often := rates[c.tokens[i].Folded]
	if often == nil {
		return false
	}
	for j, t := range l.tokens {
		if often[t.Folded] || t.Folded == c.tokens[i].Folded && j > 0 && (l.tokens[j-1].Folded == "a" || l.tokens[j-1].Folded == "an" || l.tokens[j-1].Folded == "per") {
			return true
		}
	}
	return false
}

// rates are the words that tell how often, by the unit of time that they mean.
var rates = map[string]map[string]bool{
	"year": folded("annual annually yearly"), "month": folded("monthly"), "week": folded("weekly"),
	"day": folded("daily"), "night": folded("nightly"), "hour": folded("hourly"),
}
