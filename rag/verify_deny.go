package rag

import (
	"slices"
	"strings"

	"newsdesk/rag/fact"
	"newsdesk/rag/text"
	"newsdesk/rag/thesaurus"
)

// negated are the tokens that the negations of a sentence deny.
func (p *prose) negated() map[int]bool {
	all := map[int]bool{}
	for i, t := range p.tokens {
		if p.negates(i) {
			for _, j := range p.scoped(i, negationReach) {
				all[j] = !all[j]
			}
		}
		if refusing[t.Folded] {
			for _, j := range p.scoped(i, 1+2*btoi(p.tokens[i].Stem == "deni")) {
				all[j] = !all[j]
			}
		}
	}
	for i := range p.tokens {
		if at := p.echoed(i); at >= 0 {
			all[at] = true
		}
	}
	for _, v := range p.deniedDeeds() {
		all[v] = true
	}
	return all
}

// echoed is the head of the subject before a 'did not' that ends a clause and so
// denies of it what was said of another: 'the shops stayed open, but the market did
// not'. It is -1 where there is none.
func (p *prose) echoed(i int) int {
	if !p.negates(i) || i < 2 || !helping[p.tokens[i-1].Folded] && !p.contracted(i) || i+1 < len(p.tokens) && !strings.ContainsAny(p.between(i+1), ",;.") {
		return -1
	}
	for j := i - 1; j >= 0 && i-j <= 3; j-- {
		if p.parts[j] == nominal && p.over[j] >= 0 {
			return j
		}
	}
	return -1
}

// deniesThat reports whether what denies the word at a mark in the sentence is in
// the claim too, or denies a verb there of which the claim says nothing: 'was not
// involved in the study, which was published'.
func (c *reclaim) deniesThat(l *line, m *mark) bool {
	for i := range l.tokens {
		if !l.negates(i) && !refusing[l.tokens[i].Folded] {
			continue
		}
		at := l.scoped(i, denialReach)
		if !slices.Contains(at, m.at) {
			continue
		}
		if refusing[l.tokens[i].Folded] {
			return c.hasKey(l.keys[i])
		}
		for _, j := range at {
			if l.parts[j] == verb {
				return j != m.at && l.parts[m.at] == nominal && !c.taken(l, j) && c.tellsVerb(l, l.clauseOf[j])
			}
		}
	}
	return false
}

// tellsVerb reports whether the claim has a verb of a sentence that stands in
// another clause of it than one.
func (c *reclaim) tellsVerb(l *line, other int) bool {
	for i, k := range l.parts {
		if k == verb && l.clauseOf[i] != other && c.taken(l, i) {
			return true
		}
	}
	return false
}

// deniedDeeds are the verbs of which the subject is nobody or nothing: 'no other
// country has a system'.
func (p *prose) deniedDeeds() []int {
	var all []int
	for i := range p.deeds {
		d := &p.deeds[i]
		for _, ph := range d.subjects {
			if f := p.tokens[ph.from].Folded; (f == "no" || f == "nobody" || f == "none") && p.negates(ph.from) && ph.from < d.verb {
				all = append(all, d.verb)
			}
		}
	}
	return all
}

// negates reports whether a token denies what follows: 'not', and 'no' but for
// that of 'No. 1'.
func (p *prose) negates(i int) bool {
	if p.tokens[i].Folded == "no" && i+1 < len(p.tokens) && p.tokens[i+1].Kind == text.Number {
		return false
	}
	return negations[p.tokens[i].Folded] || p.contracted(i)
}

func (p *prose) contracted(i int) bool {
	return strings.HasSuffix(strings.ToLower(strings.ReplaceAll(p.tokens[i].Span.Of(p.words), "’", "'")), "n't")
}

// negationFaults wants what is denied in the sentence denied in the claim, and
// the reverse.
func (c *reclaim) negationFaults(cl *clause) []fault {
	l := cl.line
	claimed, said := c.negated(), l.negated()
	for i := cl.mark0; i < cl.mark1; i++ {
		m := &c.marks[i]
		if m.at < 0 || m.vague && !speech[m.key] {
			continue
		}
		if m.fact == nil && m.met < thesaurus.Threshold {
			continue
		}
		if l.tokens[m.at].Folded == "un"+c.tokens[m.from].Folded || "un"+l.tokens[m.at].Folded == c.tokens[m.from].Folded {
			if claimed[m.from] != said[m.at] {
				continue // 'were not noticed', 'went unnoticed'
			}
			return []fault{{Contradicted, "the coverage says the opposite", l.words}}
		}
		switch {
		case said[m.at] && !claimed[m.from] && c.denials(cl) < l.denials() && !c.deniesThat(l, m):
			return []fault{{Contradicted, "the coverage says the opposite", l.words}}
		case claimed[m.from] && !said[m.at] && !l.deniesBeside(m.at) && !(c.lasts(cl) && l.anyOf(firsts)):
			return []fault{{Contradicted, "the coverage does not deny it", l.words}}
		}
	}
	if c.swapsDenial(l, claimed, said) {
		return []fault{{Contradicted, "the coverage says the opposite", l.words}}
	}
	if c.deniesFreely(cl) {
		return []fault{{Unsupported, "the coverage does not deny it", l.words}}
	}
	return c.opposites(cl)
}

var firsts = folded("first last")

// lasts reports whether a clause tells for how long.
func (c *reclaim) lasts(cl *clause) bool {
	for i := cl.mark0; i < cl.mark1; i++ {
		if m := &c.marks[i]; m.fact != nil && m.met > 0 && m.fact.Kind == fact.Quantity && timeUnits[m.fact.Unit] {
			return true
		}
	}
	return false
}

// swapsDenial reports whether the claim denies what the sentence says, and says what
// it denies: 'better, not worse' for 'worse, not better'.
func (c *reclaim) swapsDenial(l *line, claimed, said map[int]bool) bool {
	won, lost, antithesis := false, false, false
	for i, k := range c.keys {
		antithesis = antithesis || c.tokens[i].Folded == "not" && strings.Contains(c.between(i), ",")
		for _, at := range l.at[k] {
			if at >= len(l.keys) || vague[k] {
				continue
			}
			won = won || !claimed[i] && said[at]
			lost = lost || claimed[i] && !said[at]
		}
	}
	return antithesis && won && lost
}

// deniesFreely reports whether a clause denies something that its sentence does
// not have, and the sentence denies nothing.
func (c *reclaim) deniesFreely(cl *clause) bool {
	l := cl.line
	if l.denials() > 0 || l.anyOf(denying) {
		return false
	}
	for i := range l.tokens {
		if l.leftOut(i) || (l.tokens[i].Folded == "first" || l.tokens[i].Folded == "last") && c.lasts(cl) {
			return false // 'the first in 15 months' is 'not for 15 months'
		}
	}
	for i := cl.from; i < cl.to; i++ {
		if f := c.tokens[i].Folded; !c.negates(i) || c.inside[i] || f == "without" || i+1 < len(c.tokens) && c.tokens[i+1].Folded == "only" {
			continue
		}
		free := true
		for _, j := range c.scoped(i, negationReach) {
			m := c.markOver(j)
			free = free && m != nil && m.at < 0 && !m.vague
		}
		if free {
			return true
		}
	}
	return false
}

// refusing are verbs after which the next one was not done.
var refusing = folded(`denied denies deny denying declined refused failed declines refuses fails unable`)

// denials counts what denies in a sentence.
func (l *line) denials() int {
	n := 0
	for i, t := range l.tokens {
		n += btoi(l.negates(i) || refusing[t.Folded])
	}
	return n
}

// denials counts what denies in a clause, words like 'refused' included.
func (c *reclaim) denials(cl *clause) int {
	n := 0
	for i := cl.from; i < cl.to; i++ {
		f := c.tokens[i].Folded
		n += btoi(c.negates(i) || denying[f] || strings.HasPrefix(f, "un") && cl.line.unmade(f) >= 0)
	}
	return n
}

// denying are words that deny without a 'not'.
var denying = folded(`deny denied denies refuse refused refuses reject rejected rejects decline declined fail failed fails lack lacked lacks
	excluded excludes exclude omitted omits spared exempt exempted skipped missed absent refrained unable avoid avoided prevent prevented uncertain waiting awaiting pending yet except unaffected unhurt unharmed`)

// denialReach is within how many words a denial may be that of a word in another
// clause of the sentence.
const denialReach = 5

func (l *line) deniesBeside(at int) bool {
	for i, t := range l.tokens {
		if l.leftOut(i) {
			return true
		}
		if abs(i-at) > denialReach && l.clauseOf[i] != l.clauseOf[at] {
			continue
		}
		if i != at && (l.negates(i) || denying[t.Folded]) {
			return true
		}
	}
	return false
}

// leftOut reports whether a verb at a token, with 'out' or 'off', leaves something
// out: 'rice was left out', 'they ruled it out'.
func (l *line) leftOut(i int) bool {
	f := l.tokens[i].Folded
	return (f == "out" || f == "off") && l.tokenNear(i, folded("left leave leaves leaving ruled rule rules kept keep keeps"))
}

func (l *line) tokenNear(i int, set map[string]bool) bool {
	for j := max(0, i-2); j < i; j++ {
		if set[l.tokens[j].Folded] {
			return true
		}
	}
	return false
}
