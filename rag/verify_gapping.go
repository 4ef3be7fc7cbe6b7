package rag

import (
	"newsdesk/rag/fact"
)

// gappedFaults wants what a preposition ties to a name in the claim not tied, in
// the sentence, to another name of the sort, where the name has something else
// behind that preposition: 'A won the prize for fiction and B the prize for poetry'.
func (c *reclaim) gappedFaults(cl *clause) []fault {
	l := cl.line
	for _, ph := range c.chunks {
		if ph.prep < cl.from || ph.prep < 0 || ph.to > cl.to {
			continue
		}
		w := c.settled(ph.head(), l)
		if w == nil || w.vague || len(l.at[w.key]) > 1 || w.fact != nil && w.fact.Kind.Proper() {
			continue
		}
		for i := cl.mark0; i < cl.mark1; i++ {
			n := &c.marks[i]
			if n.fact == nil || n.with == nil || !n.fact.Kind.Proper() || n.fact.Kind == fact.Demonym || n.from > ph.prep || n.at > w.at || c.objectAt(n.from) || l.clauseOf[n.at] == l.clauseOf[w.at] {
				continue
			}
			if other, ok := c.gapped(l, n, w, c.tokens[ph.prep].Folded); ok {
				value := other.Of(l.words)
				return []fault{{Contradicted, "the coverage says it of " + quoted(value), value}}
			}
		}
	}
	return nil
}

// gapped is the name before a word, in its clause of the sentence, where the clause
// of the claim's name has another word behind the same preposition.
func (c *reclaim) gapped(l *line, n, w *mark, prep string) (fact.Fact, bool) {
	own := false
	for _, ph := range l.chunks {
		own = own || ph.prep >= 0 && ph.from > n.at && l.tokens[ph.prep].Folded == prep && l.clauseOf[ph.from] == l.clauseOf[n.at] && !c.taken(l, ph.head())
	}
	if !own {
		return fact.Fact{}, false
	}
	for _, f := range l.facts {
		from, to := l.tokensOf(f)
		if f.Kind.Proper() && f.Kind != fact.Demonym && to <= w.at && l.clauseOf[from] == l.clauseOf[w.at] && rivals(f, *n.fact) && !c.claims(l, f) && (from == 0 || l.parts[from-1] != adposed) {
			return f, true
		}
	}
	return fact.Fact{}, false
}

// reversedFaults wants what follows 'before' in the claim not to follow 'after' in
// the sentence: 'sank before it hit a reef' for 'sank after it hit a reef'.
func (c *reclaim) reversedFaults(cl *clause) []fault {
	l := cl.line
	for i := cl.from; i < cl.to; i++ {
		opposite := sequence[c.tokens[i].Folded]
		if opposite == "" || c.inside[i] {
			continue
		}
		for t := i + 1; t < len(c.tokens) && t <= i+cueReach; t++ {
			m := c.settled(t, l)
			if m == nil || m.fact != nil && m.fact.Kind.Temporal() || c.parts[t] != verb {
				continue
			}
			if l.cueBefore(m.at) == opposite {
				return []fault{{Contradicted, "the coverage has it the other way round", l.words}}
			}
			break
		}
	}
	return nil
}

// cueReach is how many words may stand between 'before' and the verb that it governs.
const cueReach = 4

// cueBefore is the word of order that governs the verb at a token, or "".
func (l *line) cueBefore(at int) string {
	for j := at - 1; j >= 0 && at-j <= cueReach; j-- {
		if f := l.tokens[j].Folded; sequence[f] != "" {
			return f
		}
		if l.parts[j] == verb || l.parts[j] == joiner {
			break
		}
	}
	return ""
}

// formerFaults wants an office that the article only calls a former one of somebody
// not told as his now.
func (c *reclaim) formerFaults(cl *clause) []fault {
	for i := cl.mark0; i < cl.mark1; i++ {
		m := &c.marks[i]
		if m.fact == nil && m.at > 0 && m.met == 1 && cl.line.tokens[m.at-1].Folded == "former" && !c.anyWord(once) && !c.anyToken(cl, bygone) {
			return []fault{{Unsupported, "the coverage says that it was so once", ""}}
		}
		if m.fact == nil || m.met == 0 || m.fact.Kind != fact.Person {
			continue
		}
		for _, at := range c.titleAt(*m.fact) {
			if (c.roleAt(at) || anOffice(c.keys[at])) && !c.pastOffice(at) && cl.line.scene.formerly(*m.fact, c.keys[at]) {
				return []fault{{Unsupported, "the coverage says that it was so once", ""}}
			}
		}
	}
	return nil
}

// once are the words by which an office is one of the past.
var once = folded("former ex formerly once late then retired ousted deposed")

// bygone are verbs that put what they say in the past.
var bygone = folded("was were had been used served worked")

// pastOffice reports whether such a word stands shortly before an office.
func (p *prose) pastOffice(at int) bool {
	for j := at; j >= 0 && at-j <= titleReach; j-- {
		if once[p.tokens[j].Folded] {
			return true
		}
	}
	return false
}

// formerly reports whether the article gives an office to a name, and always as one
// of the past.
func (s *scene) formerly(f fact.Fact, key string) bool {
	found := false
	for _, l := range s.lines {
		if !l.mentions(f) {
			continue
		}
		for _, at := range l.at[key] {
			if at >= len(l.tokens) {
				continue
			}
			if !l.pastOffice(at) {
				return false
			}
			found = true
		}
	}
	return found
}
