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
			if rival, ok := c.rival(l, m, side); ok && (side < 0 || !m.fact.Kind.Numeric() || !c.claims(l, rival)) {
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
		if n := c.over[m.from]; n >= 0 && m.fact.Kind.Numeric() {
			i = max(i, c.chunks[n].head()) // 'fifteen million flu illnesses'
		}
	}
	for n := 0; n < besideReach+btoi(side > 0) && i >= 0 && i < len(c.tokens); n, i = n+1, i+side {
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
		if c.parts[i] == verb {
			return fact.Fact{}, false // roleFaults knows who and what goes with it
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
		if f, ok := l.beside(at, side, 1, *m.fact); ok && l.carries(f, *m.fact) {
			return fact.Fact{}, false // 'magnitude 6.4' for '6.4-magnitude'
		}
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
	return a.Kind == b.Kind || a.Kind.Temporal() && b.Kind.Temporal() && a.Kind != fact.TimeOfDay && b.Kind != fact.TimeOfDay
}

// mutual are verbs that two do to one another.
var mutual = words(`meet talk agree sign discuss collide marry border share negotiate join compare merge split differ cooperate trade resemble`)

// settled is the mark at a token that stands in a sentence itself, nil where none does.
func (c *reclaim) settled(t int, l *line) *mark {
	m := c.markOver(t)
	if m == nil || m.at < 0 || c.clauses[m.clause].line != l {
		return nil
	}
	return m
}

func (c *reclaim) markOver(t int) *mark {
	for i := range c.marks {
		if c.marks[i].from <= t && t < c.marks[i].to {
			return &c.marks[i]
		}
	}
	return nil
}
