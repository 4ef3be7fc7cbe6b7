package rag

import (
	"strings"

	"newsdesk/rag/fact"
)

// joinThin puts a clause that says nothing by itself to its neighbour: one that
// only names who says it ('according to X', 'X said'), or a time or place
// without a verb. What is set beside a name ('X, a judge,') stays.
func (c *reclaim) joinThin(of []int) []int {
	for from := 0; from < len(of); {
		to := from
		for to < len(of) && of[to] == of[from] {
			to++
		}
		if c.thin(from, to) && to-from < len(of) {
			n := 0
			if from == 0 {
				n = of[to]
			} else {
				n = of[from-1]
			}
			for i := from; i < to; i++ {
				of[i] = n
			}
		}
		from = to
	}
	return of
}

// thin reports whether tokens [from, to) are no clause of their own.
func (c *reclaim) thin(from, to int) bool {
	said := false
	for i := from; i < to; i++ {
		if c.parts[i] != verb {
			continue
		}
		if !speech[c.keys[i]] && c.tokens[i].Folded != "according" {
			return false
		}
		said = true
	}
	if said || c.tokens[from].Folded == "according" || c.besideName(from) || from == 0 && c.besideName(to) {
		return false
	}
	j := c.factAt[from]
	return c.parts[from] == adposed || j >= 0 && c.facts[j].Kind.Temporal()
}

// creditFaults wants who is said to say it named where it is said, or right
// beside.
func (c *reclaim) creditFaults(cl *clause) []fault {
	l := cl.line
	for i := cl.from; i < cl.to; i++ {
		said := c.tokens[i].Folded == "according" || c.parts[i] == verb && (speech[c.keys[i]] || c.keys[i] == "report")
		if !said || c.inside[i] {
			continue
		}
		f, ok := c.speakerAt(i)
		if !ok {
			return nil
		}
		main := c.creditedLine(cl, i)
		if main == nil || main == l && c.namedIn(f, l) {
			return nil
		}
		if c.namedIn(f, main) || main.saidBy(f.Value) && main.speaker != "" {
			return nil
		}
		for k, other := range main.scene.lines {
			if other == main && (k > 0 && c.namedIn(f, main.scene.lines[k-1]) && main.scene.lines[k-1].reports() || k+1 < len(main.scene.lines) && c.namedIn(f, main.scene.lines[k+1]) && main.quotes()) {
				return nil
			}
		}
		return []fault{{Unsupported, "the coverage does not give that to " + f.Of(c.words), ""}}
	}
	return nil
}

// sayerFaults wants what a clause gives to somebody by an office ('the chief
// executive said') not said, in the sentence, by another that it names by a noun.
func (c *reclaim) sayerFaults(cl *clause) []fault {
	l := cl.line
	for i := range c.deeds {
		d := &c.deeds[i]
		if d.verb < cl.from || d.verb >= cl.to || !speech[c.keys[d.verb]] || c.inside[d.verb] || len(d.subjects) != 1 {
			continue
		}
		m := c.markOver(d.subjects[0].head())
		if m == nil || m.fact != nil || m.vague || m.at >= 0 || m.met >= lentShare || !c.officeAt(m.from) && !c.officeAt(m.to-1) {
			continue
		}
		for j := range l.deeds {
			e := &l.deeds[j]
			if !speech[l.keys[e.verb]] || l.inside[e.verb] || len(e.subjects) != 1 {
				continue
			}
			if at := e.subjects[0].head(); l.parts[at] == nominal && l.factAt[at] < 0 && !c.taken(l, at) {
				return []fault{{Contradicted, "somebody else said it", l.tokens[at].Span.Of(l.words)}}
			}
		}
	}
	return nil
}

// creditedLine is the sentence that what is said leans on: that of the clause
// beside, where the one with the verb of saying says nothing else.
func (c *reclaim) creditedLine(cl *clause, at int) *line {
	best, weight := cl.line, 0.0
	if c.saysItself(cl) {
		return best
	}
	for k := range c.clauses {
		if one := &c.clauses[k]; (k == cl.n || k == cl.n-1 || k == cl.n+1) && one.weight > weight {
			best, weight = one.line, one.weight
		}
	}
	return best
}

// saysItself reports whether a clause has more than who says it.
func (c *reclaim) saysItself(cl *clause) bool {
	n := 0
	for i := cl.mark0; i < cl.mark1; i++ {
		m := &c.marks[i]
		n += btoi(!m.vague && (m.fact == nil || !m.fact.Kind.Proper()))
	}
	return n > 2
}

func (c *reclaim) namedIn(f fact.Fact, l *line) bool {
	for _, g := range l.facts {
		if g.Kind.Proper() && l.scene.sameName(f, g) {
			return true
		}
	}
	for _, g := range l.lent {
		if l.scene.sameName(f, g.Fact) {
			return true
		}
	}
	return false
}

// besideName reports whether what begins at a token is set between commas behind
// a name: 'Banda, a former judge,'.
func (p *prose) besideName(from int) bool {
	if from == 0 || !strings.Contains(p.between(from), ",") && !strings.ContainsAny(p.between(from), "(–—") {
		return false
	}
	return p.proper(from-1) && p.parts[from] != adposed
}

// anchor notes for each clause that goes on about something named before what
// that is: 'X arrived and met Y', 'X, who was born in 1950'.
func (c *reclaim) anchor() {
	for k := range c.clauses {
		cl := &c.clauses[k]
		if k == 0 {
			continue
		}
		verbs := false
		for i := range c.deeds {
			d := &c.deeds[i]
			if d.verb < cl.from || d.verb >= cl.to {
				continue
			}
			verbs = true
			for _, ph := range d.subjects {
				if ph.head() < cl.from {
					cl.anchors = append(cl.anchors, ph.head())
				}
			}
			break
		}
		if before := c.clauses[k-1]; len(cl.anchors) > 0 && cl.anchors[0] >= before.from && c.besideName(before.from) {
			cl.anchors = append(cl.anchors, before.anchors...)
		}
		if before := c.clauses[k-1]; verbs && before.anchors != nil && len(before.anchors) == 1 && c.besideName(before.from) {
			for i := before.mark0; i < before.mark1; i++ {
				cl.anchors = append(cl.anchors, c.marks[i].from)
			}
		}
		if !verbs && cl.from > 0 && c.over[cl.from-1] >= 0 {
			cl.anchors = append(cl.anchors, c.chunks[c.over[cl.from-1]].head())
		}
	}
}

// adriftFaults wants a clause that goes on about something named before to lean
// on a sentence that speaks of it.
func (c *reclaim) adriftFaults(cl *clause) []fault {
	if cl.n == 0 || len(cl.anchors) == 0 || c.clauses[cl.n-1].line == cl.line {
		return nil
	}
	cost := c.adrift(cl, cl.line)
	if m := c.markOver(cl.anchors[0]); m != nil && cost > 0 && (cost >= unmetHard || relative[c.tokens[cl.from].Folded] && c.lost(m, cl.line)) {
		return []fault{{Unsupported, "the coverage does not say this of " + quoted(c.words[c.tokens[m.from].Start:c.tokens[m.to-1].End]), ""}}
	}
	return nil
}

// lost reports whether not even what stands around a sentence has a mark.
func (c *reclaim) lost(m *mark, l *line) bool {
	one := *m
	c.meet(&one, l)
	return one.met == 0
}

// adrift is what a sentence lacks of whom a clause goes on about.
func (c *reclaim) adrift(cl *clause, l *line) float64 {
	cost := 0.0
	for _, at := range cl.anchors {
		m := c.markOver(at)
		if m == nil {
			continue
		}
		one := *m
		c.meet(&one, l)
		switch {
		case one.met > 0 && (one.at >= 0 || one.fact != nil):
			return 0
		case m.fact != nil && m.fact.Kind.Proper() && m.fact.Kind != fact.Demonym:
			cost = unmetHard
		case cost == 0:
			cost = unmetWord
		}
	}
	return cost
}
