package rag

import "newsdesk/rag/fact"

// crossedFaults wants two names or figures of the claim that stand in different
// clauses of one sentence each beside what the claim sets beside it: 'A is on the
// heads side and B on the tails side' where it is the other way round.
func (c *reclaim) crossedFaults(cl *clause) []fault {
	l := cl.line
	of := clausesOf(c.prose)
	own := c.settledIn(l)
	for _, a := range own {
		for _, b := range own {
			if of[a.from] >= of[b.from] || !likeMarks(a, b) || c.clauses[a.clause].n != cl.n || l.clauseOf[a.at] == l.clauseOf[b.at] {
				continue
			}
			mine, theirs := c.beside(own, of, a), c.beside(own, of, b)
			if crossed(l, mine, a, b) && crossed(l, theirs, b, a) {
				return []fault{{Contradicted, "the coverage has them the other way round", l.words}}
			}
		}
	}
	return nil
}

// likeMarks reports whether two marks are of one sort: two words, two names, or two
// figures.
func likeMarks(a, b *mark) bool {
	if a.fact == nil || b.fact == nil {
		return a.fact == b.fact
	}
	return a.fact.Kind == b.fact.Kind || a.fact.Kind.Proper() && b.fact.Kind.Proper() && a.fact.Kind != fact.Demonym && b.fact.Kind != fact.Demonym
}

// settledIn are the marks of the claim that stand in a sentence in one place only.
func (c *reclaim) settledIn(l *line) []*mark {
	var all []*mark
	for i := range c.marks {
		m := &c.marks[i]
		if m.at >= 0 && !m.vague && m.met >= lentShare && c.clauses[m.clause].line == l && len(l.at[m.key]) < 2 && (m.fact == nil || l.facts != nil && l.factAt[m.at] >= 0) {
			all = append(all, m)
		}
	}
	return all
}

// beside are the words that stand in one clause of the claim with a mark.
func (c *reclaim) beside(all []*mark, of []int, m *mark) []*mark {
	var with []*mark
	for _, one := range all {
		if one != m && of[one.from] == of[m.from] && one.fact == nil {
			with = append(with, one)
		}
	}
	return with
}

// crossed reports whether a word that the claim has beside one mark stands, in the
// sentence, in the clause of another, and none in its own.
func crossed(l *line, with []*mark, own, other *mark) bool {
	there := false
	for _, one := range with {
		switch l.clauseOf[one.at] {
		case l.clauseOf[own.at]:
			return false
		case l.clauseOf[other.at]:
			there = true
		}
	}
	return there
}

// countedFaults wants what a number of the claim counts not to be counted by
// another one in the sentence: '60 million accounts' where it has 41 million of
// them, and 60 million of something else.
func (c *reclaim) countedFaults(cl *clause) []fault {
	l := cl.line
	for i := cl.mark0; i < cl.mark1; i++ {
		m := &c.marks[i]
		if m.fact == nil || m.with == nil || m.fact.Kind != fact.Number && m.fact.Kind != fact.Quantity || c.over[m.from] < 0 {
			continue
		}
		head := c.settled(c.chunks[c.over[m.from]].head(), l)
		if head == nil || head.fact != nil || head.vague || head.from < m.to {
			continue
		}
		other, ok := l.countOf(head.key, *m.fact)
		if ok && !c.claims(l, other) {
			value := other.Of(l.words)
			return []fault{{Contradicted, "the coverage has " + quoted(value) + " there", value}}
		}
	}
	return nil
}

// countOf is the number that counts, wherever a sentence has it, what a key means,
// if that is not the like one.
func (l *line) countOf(key string, like fact.Fact) (fact.Fact, bool) {
	var other fact.Fact
	found := false
	for _, at := range l.at[key] {
		if at >= len(l.over) || l.over[at] < 0 {
			return fact.Fact{}, false
		}
		ph, counted := l.chunks[l.over[at]], false
		for t := ph.from; t < at; t++ {
			j := l.factAt[t]
			if j < 0 || l.facts[j].Kind != like.Kind && l.facts[j].Kind != fact.Number {
				continue
			}
			if l.carries(l.facts[j], like) {
				return fact.Fact{}, false
			}
			other, counted = l.facts[j], true
		}
		if !counted {
			return fact.Fact{}, false
		}
		found = true
	}
	return other, found
}

// dueReach is how many words stand between a number and the time that it is of, at
// most: '247 in the whole of 2021'.
const dueReach = 5

// datedFaults wants a number and a time that a clause has not apart in a sentence
// that has another number right before that time.
func (c *reclaim) datedFaults(cl *clause) []fault {
	l := cl.line
	for i := cl.mark0; i < cl.mark1; i++ {
		when := &c.marks[i]
		if when.fact == nil || when.with == nil || !when.fact.Kind.Temporal() {
			continue
		}
		other, ok := l.numberBefore(when.at)
		if !ok || c.claims(l, other) {
			continue
		}
		if m := c.numberNear(i, l); m != nil && m.at < when.at && m.fact.Kind == other.Kind && m.with.Unit == other.Unit {
			value := other.Of(l.words)
			return []fault{{Contradicted, "the coverage has " + quoted(value) + " for that time", value}}
		}
	}
	return nil
}

// numberNear is the number of the claim that stands, before or behind a mark, with
// no other fact than places between, and leans on the same sentence.
func (c *reclaim) numberNear(i int, l *line) *mark {
	for _, step := range []int{-1, 1} {
		for j := i + step; j >= 0 && j < len(c.marks); j += step {
			m := &c.marks[j]
			if m.fact == nil || m.fact.Kind == fact.Place {
				continue
			}
			if m.fact.Kind.Numeric() && m.fact.Kind != fact.Ordinal && m.with != nil && c.clauses[m.clause].line == l {
				return m
			}
			break
		}
	}
	return nil
}

// numberBefore is the number to which only a preposition ties the time at a token.
func (l *line) numberBefore(at int) (fact.Fact, bool) {
	for j := at - 1; j >= 0 && at-j <= dueReach; j-- {
		if k := l.factAt[j]; k >= 0 {
			return l.facts[k], l.facts[k].Kind.Numeric() && l.facts[k].Kind != fact.Ordinal && j < at-1
		}
		if l.parts[j] != adposed && l.parts[j] != determiner && !tying[l.tokens[j].Folded] || l.clauseOf[j] != l.clauseOf[at] {
			break
		}
	}
	return fact.Fact{}, false
}

// tying are words between a number and its time that say nothing else.
var tying = folded("whole all start end beginning middle month year same period previous")
