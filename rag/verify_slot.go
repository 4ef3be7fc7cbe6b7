package rag

import (
	"strings"

	"newsdesk/rag/fact"
)

// strandedFaults wants what a deed of the claim is done to, or what a preposition
// ties to it, not to be that of another deed in the sentence, where its own has
// something else in that place: 'cleared of fraud, but fined for destroying records'.
func (c *reclaim) strandedFaults(cl *clause) []fault {
	l := cl.line
	for i := range c.deeds {
		d := &c.deeds[i]
		v := c.settled(d.verb, l)
		if d.verb < cl.from || d.verb >= cl.to || v == nil || v.fact != nil || v.vague || d.passive && len(d.others) == 0 {
			continue
		}
		own := l.deedAtVerb(v.at)
		if own == nil {
			continue
		}
		for _, ph := range append(d.objects[:len(d.objects):len(d.objects)], d.others...) {
			w := c.settled(ph.head(), l)
			if w == nil || w.fact != nil || w.vague || len(l.at[w.key]) > 1 {
				continue
			}
			if other := c.strandedAt(l, own, w); other != nil && c.filled(l, own, c.prepOf(ph)) {
				return []fault{{Contradicted, "the coverage has it of " + quoted(l.tokens[other.verb].Folded), l.words}}
			}
		}
	}
	return nil
}

func (p *prose) prepOf(ph phrase) string {
	if ph.prep < 0 {
		return ""
	}
	return p.tokens[ph.prep].Folded
}

func (l *line) deedAtVerb(at int) *deed {
	for i := range l.deeds {
		if l.deeds[i].verb == at {
			return &l.deeds[i]
		}
	}
	return nil
}

// strandedAt is the deed of a sentence, not the claim's, that has a word behind its
// verb, and of which the claim has not the verb.
func (c *reclaim) strandedAt(l *line, own *deed, w *mark) *deed {
	if in(own.objects, w.at) || in(own.others, w.at) {
		return nil
	}
	for i := range l.deeds {
		e := &l.deeds[i]
		if e.verb > own.verb && l.clauseOf[e.verb] == l.clauseOf[own.verb] && !l.coordinated(own.verb, e.verb) {
			continue
		}
		if e.verb != own.verb && !c.taken(l, e.verb) && !helping[l.tokens[e.verb].Folded] && !strings.HasSuffix(l.tokens[e.verb].Folded, "ing") && (in(e.objects, w.at) || in(e.others, w.at)) {
			return e
		}
	}
	return nil
}

// coordinated reports whether 'and' or 'but' stands between two tokens.
func (l *line) coordinated(from, to int) bool {
	for i := from; i < to; i++ {
		if f := l.tokens[i].Folded; f == "and" || f == "but" {
			return true
		}
	}
	return false
}

// filled reports whether a deed of a sentence has something that the claim does not
// have behind a preposition, or right behind the verb for "".
func (c *reclaim) filled(l *line, e *deed, prep string) bool {
	for _, ph := range append(e.objects[:len(e.objects):len(e.objects)], e.others...) {
		if l.prepOf(ph) == prep && !c.taken(l, ph.head()) && l.parts[ph.head()] == nominal {
			return true
		}
	}
	return false
}

// someOfFaults wants what the sentence says of a number of them ('two of them were
// guards') not said of all.
func (c *reclaim) someOfFaults(cl *clause) []fault {
	l := cl.line
	for i := range l.deeds {
		e := &l.deeds[i]
		if !c.taken(l, e.verb) && !c.takesAny(l, e.objects) {
			continue
		}
		for _, ph := range e.subjects {
			j := l.factAt[ph.head()]
			if j < 0 || l.facts[j].Kind != fact.Number || ph.to+1 >= len(l.tokens) || l.tokens[ph.to].Folded != "of" || c.claims(l, l.facts[j]) {
				continue
			}
			if l.parts[ph.to+1] == pronoun && !c.anyToken(cl, narrow) && !c.anyToken(cl, partial) && c.actsAt(cl, l, e) {
				value := l.facts[j].Of(l.words)
				return []fault{{Contradicted, "the coverage says it of " + quoted(value) + " of them", value}}
			}
		}
	}
	return nil
}

// actsAt reports whether a clause of the claim has a deed, or what it is done to, of
// a deed of the sentence.
func (c *reclaim) actsAt(cl *clause, l *line, e *deed) bool {
	for i := cl.mark0; i < cl.mark1; i++ {
		if m := &c.marks[i]; m.at >= 0 && !m.vague && (m.at == e.verb || in(e.objects, m.at)) {
			return true
		}
	}
	return false
}

func (c *reclaim) takesAny(l *line, phrases []phrase) bool {
	for _, ph := range phrases {
		if c.taken(l, ph.head()) {
			return true
		}
	}
	return false
}
