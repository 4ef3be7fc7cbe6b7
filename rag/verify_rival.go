package rag

import "newsdesk/rag/fact"

const (
	// rivalShare is how much of a clause, but for one of its facts, another
	// sentence says that has another fact there, and rivalLeast how many words
	// that are. Below, sentences on the same matter begin to look like rivals.
	// Settled with go test ./rag -run TestClaims -v
	rivalShare = 0.75
	rivalLeast = 2.0
	// rivalLead is how much more it says than the sentence that the clause leans on.
	rivalLead = 1.0
)

// rivalFaults wants no other sentence of the article to say what a clause says,
// more fully than the one that it leans on, with another number, time or name in
// the place of the clause's.
func (c *reclaim) rivalFaults(cl *clause, lines []*line) []fault {
	if cl.line == nil || c.whole != nil {
		return nil
	}
	own := c.direct(cl, cl.line)
	for _, l := range lines {
		if l == cl.line || l.scene != cl.line.scene {
			continue
		}
		theirs := c.direct(cl, l)
		if theirs.sum < own.sum+rivalLead-factWorth || theirs.sum < rivalLeast {
			continue
		}
		for i := cl.mark0; i < cl.mark1; i++ {
			m := &c.marks[i]
			if m.fact == nil || m.met == 0 || m.fact.Kind.Temporal() && l.counts() || m.fact.Kind == fact.Demonym || m.fact.Kind == fact.Ordinal || theirs.marks[i-cl.mark0] != 0 {
				continue
			}
			rest, all := theirs.sum, theirs.all-m.worth()
			if rest < rivalLeast || rest < rivalShare*all || rest < own.sum-own.marks[i-cl.mark0]+rivalLead || !c.lost(m, l) {
				continue
			}
			if f, ok := c.inPlaceOf(m, l); ok {
				value := f.Of(l.words)
				return []fault{{Contradicted, "the coverage has " + quoted(value) + " for " + quoted(m.fact.Of(c.words)), value}}
			}
		}
	}
	return nil
}

// counts reports whether a sentence tells a day by another: 'two days after'.
func (l *line) counts() bool {
	for _, f := range l.facts {
		if _, to := l.tokensOf(f); f.Kind == fact.Quantity && timeUnits[f.Unit] && to < len(l.tokens) && crossing[l.tokens[to].Folded] {
			return true
		}
	}
	return false
}

// factWorth is what meeting a fact counts.
const factWorth = 1.5

// inPlaceOf finds the fact of a sentence that stands beside the same word as one
// of the claim: 'about 600 passengers' for 'about 500 passengers'.
func (c *reclaim) inPlaceOf(m *mark, l *line) (fact.Fact, bool) {
	for _, f := range l.facts {
		if !sameSort(f, *m.fact) || c.claims(l, f) {
			continue
		}
		from, to := l.tokensOf(f)
		before := m.from > 0 && from > 0 && l.keys[from-1] == c.keys[m.from-1]
		after := m.to < len(c.keys) && to < len(l.keys) && l.keys[to] == c.keys[m.to]
		if before || after {
			return f, true
		}
	}
	return fact.Fact{}, false
}

// directly is how much of a clause stands in a sentence itself: of each mark, in
// sum, and how much there is.
type directly struct {
	marks    []float64
	sum, all float64
}

func (c *reclaim) direct(cl *clause, l *line) directly {
	d := directly{marks: make([]float64, cl.mark1-cl.mark0)}
	for i := range d.marks {
		m := c.marks[cl.mark0+i]
		if m.vague {
			continue
		}
		d.all += m.worth()
		if c.meet(&m, l); m.at >= 0 && m.met > 0 {
			d.marks[i] = m.worth() * m.met
			d.sum += d.marks[i]
		}
	}
	return d
}
