package rag

import (
	"strings"

	"newsdesk/rag/fact"
	"newsdesk/rag/text"
)

// subjectFaults wants a clause that goes on about who was named before ('X
// arrived and met Y') to lean on a sentence that speaks of the same one.
func (c *reclaim) subjectFaults(cl *clause) []fault {
	if cl.n == 0 || !c.elliptic(cl) {
		return nil
	}
	prev := c.clauses[cl.n-1].line
	if prev == cl.line {
		return nil
	}
	first, step := 0, 1
	if relative[c.tokens[cl.from].Folded] || c.tokens[cl.from].Folded == "whose" {
		first, step = cl.mark0-1, -1 // of what stands right before it
	}
	for i := first; i >= 0 && i < cl.mark0; i += step {
		m := c.marks[i]
		if m.fact == nil || !m.fact.Kind.Proper() || m.fact.Kind == fact.Demonym || c.objectAt(m.from) {
			if m.fact == nil && !m.vague && m.clause == 0 && prev != nil && prev.scene == cl.line.scene {
				return nil // a noun is the subject
			}
			continue
		}
		c.meet(&m, cl.line)
		if m.met == 0 {
			return []fault{{Unsupported, "the coverage does not say this of " + m.fact.Of(c.words), ""}}
		}
		return nil
	}
	if prev != nil && prev.scene != cl.line.scene {
		return []fault{{Unsupported, "joins what two articles say of different things", ""}}
	}
	return nil
}

func (c *reclaim) objectAt(i int) bool { return i > 0 && prepositions[c.tokens[i-1].Folded] }

// elliptic reports whether a clause has no subject of its own: it begins with a
// verb or a pronoun.
func (c *reclaim) elliptic(cl *clause) bool {
	i := cl.from
	if i < cl.to && boundaries[c.tokens[i].Folded] {
		if f := c.tokens[i].Folded; f == "who" || f == "which" || f == "whose" {
			return true
		}
		i++
	}
	if i >= cl.to {
		return false
	}
	if pronouns[c.tokens[i].Folded] || anaphoric[c.tokens[i].Folded] {
		return true
	}
	return c.factAt[i] < 0 && c.verbal(i)
}

// besideReach is within how many words a thing is bound to its neighbour.
const besideReach = 2

// bondFaults wants what stands right beside a number or a name in the claim not
// to stand beside another of its sort in the sentence instead: 'killed 13' where
// 13 were arrested and 40 killed, 'from A to B' where it was from B to A.
func (c *reclaim) bondFaults(cl *clause) []fault {
	l := cl.line
	for i := cl.mark0; i < cl.mark1; i++ {
		m := &c.marks[i]
		if m.fact == nil || m.with == nil || !m.fact.Kind.Numeric() && m.fact.Kind != fact.Place && !m.fact.Kind.Temporal() {
			continue
		}
		if value, ok := c.partedPair(l, i); ok {
			return []fault{{Contradicted, "the coverage has " + quoted(value) + " there", value}}
		}
		for _, side := range []int{-1, 1} {
			if rival, ok := c.rival(l, m, side); ok {
				value := rival.Of(l.words)
				return []fault{{Contradicted, "the coverage has " + quoted(value) + " there", value}}
			}
		}
	}
	return nil
}

// partedPair finds another date beside the value that the claim's date stands
// behind: '13.5 percent in April'.
func (c *reclaim) partedPair(l *line, i int) (string, bool) {
	m := &c.marks[i]
	if i == 0 || !m.fact.Kind.Temporal() {
		return "", false
	}
	prev := &c.marks[i-1]
	if prev.fact == nil || prev.with == nil || m.from-prev.to > 1 || prev.clause != m.clause {
		return "", false
	}
	_, to := l.tokensOf(*prev.with)
	f, ok := l.beside(to-1, 1, besideReach, *m.fact)
	return f.Of(l.words), ok && !l.carries(f, *m.fact)
}

// rival finds what stands, in the sentence, in the place that a mark has in the claim.
func (c *reclaim) rival(l *line, m *mark, side int) (fact.Fact, bool) {
	i := m.from - 1
	if side > 0 {
		i = m.to
	}
	for n := 0; n < besideReach && i >= 0 && i < len(c.tokens); n, i = n+1, i+side {
		if c.factAt[i] >= 0 || strings.ContainsAny(c.between(max(i, i+1)), ";") {
			return fact.Fact{}, false
		}
		f := c.tokens[i].Folded
		if side > 0 && f == "of" {
			return fact.Fact{}, false
		}
		if side < 0 && (f == "from" || f == "to") {
			return c.displaced(l, m, l.at[c.keys[i]], side, 1)
		}
		if text.IsStop(f) || hedgeWord[f] || side > 0 && vague[c.keys[i]] {
			continue
		}
		if !m.fact.Kind.Numeric() {
			return fact.Fact{}, false
		}
		var at []int
		for k, w := range kinOf(c.keys[i]) {
			if w >= 0.7 {
				at = append(at, l.at[k]...)
			}
		}
		return c.displaced(l, m, at, side, 3)
	}
	return fact.Fact{}, false
}

var hedgeWord = map[string]bool{"least": true, "about": true, "some": true, "over": true, "nearly": true, "around": true, "almost": true, "roughly": true}

// displaced reports whether, at each of the places, another fact of the sort
// stands where the mark's should.
func (c *reclaim) displaced(l *line, m *mark, places []int, side, reach int) (fact.Fact, bool) {
	var rival fact.Fact
	found := false
	for _, at := range places {
		f, ok := l.beside(at, -side, reach, *m.fact)
		if !ok || l.carries(f, *m.fact) {
			return fact.Fact{}, false
		}
		rival, found = f, true
	}
	return rival, found
}

// beside finds the nearest fact of a sort on one side of a token.
func (l *line) beside(at, side, reach int, like fact.Fact) (fact.Fact, bool) {
	for n, i := 0, at+side; n < reach && i >= 0 && i < len(l.tokens); n, i = n+1, i+side {
		if strings.ContainsAny(l.between(max(i, i-side)), ",;") {
			break
		}
		if j := l.factAt[i]; j >= 0 && bondSort(l.facts[j], like) {
			return l.facts[j], true
		}
	}
	return fact.Fact{}, false
}

func bondSort(a, b fact.Fact) bool {
	if b.Kind.Numeric() {
		return a.Kind == b.Kind && a.Unit == b.Unit
	}
	return a.Kind == b.Kind || a.Kind.Temporal() && b.Kind.Temporal()
}

// agentFaults wants who acts in the claim not to suffer in the sentence, where
// both have the same verb between two parties.
func (c *reclaim) agentFaults(cl *clause) []fault {
	l := cl.line
	for i := cl.mark0; i < cl.mark1; i++ {
		v := &c.marks[i]
		if v.fact != nil || v.at < 0 || mutual[v.key] || !c.verbish(v.from) {
			continue
		}
		agent, patient := c.parties(cl, v.from, func(t int) *mark { return c.markOver(t) })
		if agent == nil {
			continue
		}
		if other, ok := l.otherAgent(v.at, agent); ok && !c.passive(v.from) {
			return []fault{{Contradicted, "the coverage has " + quoted(other) + " do that", other}}
		}
		if patient != nil && l.swapped(v.at, agent, patient) || !c.passive(v.from) && l.ousted(v.at, agent) || c.demoted(l, v, agent) {
			return []fault{{Contradicted, "who did it to whom is the other way round in the coverage", ""}}
		}
	}
	return nil
}

// otherAgent finds the name that stands right before the verb at a token, where
// it is not the agent and the agent is in another part of the sentence.
func (l *line) otherAgent(verb int, agent *mark) (string, bool) {
	if agent.with == nil || l.passive(verb) || !l.verbish(verb) && !l.verbish(max(0, verb-1)) {
		return "", false
	}
	for i := verb - 1; i >= 0 && verb-i <= 4; i-- {
		j := l.factAt[i]
		if strings.ContainsAny(l.between(i+1), ",;:") || pronouns[l.tokens[i].Folded] {
			return "", false
		}
		if j < 0 || !l.facts[j].Kind.Proper() {
			continue
		}
		from, _ := l.tokensOf(l.facts[j])
		if l.facts[j].Start == agent.with.Start || from > 0 && (prepositions[l.tokens[from-1].Folded] || l.tokens[from-1].Folded == "and") {
			return "", false
		}
		return l.facts[j].Of(l.words), agent.at > verb || l.clauseOf[agent.at] != l.clauseOf[i]
	}
	return "", false
}

// ousted reports whether the agent stands only behind the verb, and another
// person before it.
func (l *line) ousted(verb int, agent *mark) bool {
	if agent.at < verb || agent.fact == nil || l.passive(verb) || !l.verbal(verb) {
		return false
	}
	for i := range verb {
		if j := l.factAt[i]; j >= 0 && l.facts[j].Kind == fact.Person {
			return true
		}
	}
	return false
}

// demoted reports whether the agent only goes with who acts in the sentence, who
// comes behind the verb in the claim: 'supporters in Iraq launched' for 'Iraq
// launched against supporters'.
func (c *reclaim) demoted(l *line, v, agent *mark) bool {
	if agent.at > v.at || c.objectAt(agent.from) || agent.at == 0 || !prepositions[l.tokens[agent.at-1].Folded] {
		return false
	}
	for i := range c.marks {
		m := &c.marks[i]
		if m.from > v.from && m.at >= 0 && m.at < agent.at && m.fact == nil && l.clauseOf[m.at] == l.clauseOf[v.at] && l.keys[m.at] == m.key &&
			(m.at == 0 || l.tokens[m.at-1].Folded == "the") {
			return true
		}
	}
	return false
}

// mutual are verbs that two do to one another.
var mutual = words(`meet talk agree sign discuss collide marry border share negotiate join compare merge split differ cooperate trade resemble`)

// verbish reports whether a token looks like a verb in a finite form.
func (p *prose) verbish(i int) bool {
	t := p.tokens[i]
	if p.verbal(i) || p.passive(i) {
		return true
	}
	if i > 0 && (auxiliary[p.tokens[i-1].Folded] || p.tokens[i-1].Folded == "to") {
		return true
	}
	return i > 0 && p.proper(i-1) && strings.HasSuffix(t.Folded, "s") && !strings.HasSuffix(t.Folded, "ss")
}

func (c *reclaim) markOver(t int) *mark {
	for i := range c.marks {
		if c.marks[i].from <= t && t < c.marks[i].to {
			return &c.marks[i]
		}
	}
	return nil
}

// passive reports whether the verb at a token is in the passive voice.
func (p *prose) passive(i int) bool {
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		f := p.tokens[j].Folded
		if f == "was" || f == "were" || f == "is" || f == "are" || f == "been" || f == "being" || f == "be" {
			return p.tokens[i].Folded != "had" && !strings.HasSuffix(p.tokens[i].Folded, "ing")
		}
		if !text.IsStop(f) && !strings.HasSuffix(f, "ly") {
			return false
		}
	}
	return i+1 < len(p.tokens) && p.tokens[i+1].Folded == "by"
}

// parties finds the marks before and after a verb, the agent first.
func (c *reclaim) parties(cl *clause, verb int, at func(int) *mark) (agent, patient *mark) {
	var before, after *mark
	for t := verb - 1; t >= 0 && before == nil; t-- {
		if m := at(t); m != nil && m.at >= 0 && c.nominal(m) && !c.objectAt(m.from) {
			before = m
		}
	}
	for t := verb + 1; t < len(c.tokens) && t <= verb+6 && after == nil; t++ {
		if m := at(t); m != nil && m.at >= 0 && c.nominal(m) {
			after = c.headed(m)
		}
	}
	if c.passive(verb) {
		for t := verb + 1; t < len(c.tokens) && t <= verb+3; t++ {
			if c.tokens[t].Folded == "by" {
				return after, before
			}
		}
		return nil, before
	}
	return before, after
}

// headed is the name that a noun stands before, or the noun.
func (c *reclaim) headed(m *mark) *mark {
	for t := m.to; t < len(c.tokens) && t < m.to+2; t++ {
		if n := c.markOver(t); n != nil && len(c.between(t)) == 1 && n.fact != nil && n.at >= 0 && m.fact == nil && c.nominal(n) {
			return n
		}
	}
	return m
}

// nominal reports whether a mark is a party: a name, or a plain noun.
func (c *reclaim) nominal(m *mark) bool {
	if m.fact != nil {
		return m.fact.Kind.Proper() && m.fact.Kind != fact.Demonym
	}
	return !c.verbal(m.from) && !m.vague
}

// swapped reports whether, around the verb at a token, the agent stands where
// the patient should and the patient where the agent should.
func (l *line) swapped(verb int, agent, patient *mark) bool {
	a, p := agent.at, patient.at
	if a == p {
		return false
	}
	if l.passive(verb) && l.byBehind(verb) {
		return p > verb && a < verb
	}
	if l.passive(verb) || !l.verbish(verb) {
		return false
	}
	return p < verb && a > verb && !l.asideAt(p, verb)
}

func (l *line) byBehind(verb int) bool {
	for i := verb + 1; i < len(l.tokens) && i <= verb+3; i++ {
		if l.tokens[i].Folded == "by" {
			return true
		}
	}
	return false
}

// asideAt reports whether another name stands between a party and the verb and
// so acts in its place.
func (l *line) asideAt(p, verb int) bool {
	for i := p + 1; i < verb; i++ {
		if j := l.factAt[i]; j >= 0 && j != l.factAt[p] && l.facts[j].Kind == fact.Person {
			return true
		}
	}
	return p > 0 && prepositions[l.tokens[p-1].Folded]
}
