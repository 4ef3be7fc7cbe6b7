package rag

import (
	"strings"

	"newsdesk/rag/fact"
)

// subjectsOf finds who does what a verb says, or of a passive to whom it is done.
func (g *grammar) subjectsOf(p *prose, v int) []phrase {
	i := v - 1
	for i >= 0 && (g.parts[i] == helper && p.tokens[i].Folded != "to" || g.parts[i] == adverb) && !strings.Contains(p.between(i+1), ",") {
		i--
	}
	f := p.tokens[v].Folded
	if i < 0 || p.tokens[i].Folded == "to" && g.parts[i] == helper {
		return g.governing(p, v)
	}
	if strings.HasSuffix(f, "ing") && i == v-1 && (strings.Contains(p.between(v), ",") || g.parts[i] == adposed || p.tokens[i].Folded == "while" || p.tokens[i].Folded == "when") {
		return g.governing(p, v)
	}
	return g.before(p, i)
}

// governing are the subjects of the verb that an infinitive or a participle
// depends on: the one before it or, at the start of a sentence, the one behind.
func (g *grammar) governing(p *prose, v int) []phrase {
	if len(g.deeds) == 0 {
		if g.phraseBefore(v) {
			return nil
		}
		for j := v + 1; j < len(p.tokens); j++ { // 'Wearing a dress, she spoke'
			if strings.Contains(p.between(j), ",") && g.over[j] >= 0 {
				return []phrase{g.chunks[g.over[j]]}
			}
		}
		return nil
	}
	last := g.deeds[len(g.deeds)-1]
	if steering[p.keys[last.verb]] && len(last.objects) > 0 && p.tokens[v-1].Folded == "to" {
		if last.passive {
			return last.subjects
		}
		return last.objects
	}
	return last.subjects
}

func (g *grammar) phraseBefore(v int) bool {
	for j := range v {
		if g.over[j] >= 0 {
			return true
		}
	}
	return false
}

// coordinate reports whether the phrase that ends at token j goes with what was
// found, as 'A' with 'B' in 'A and B': it does if no verb has it as its object.
func (g *grammar) coordinate(p *prose, j int, found []phrase) bool {
	if j < 0 || g.over[j] < 0 {
		return false
	}
	ph := g.chunks[g.over[j]]
	if ph.prep >= 0 {
		return false
	}
	for k := ph.from - 1; k >= 0 && g.parts[k] != verb; k-- {
		if g.parts[k] == adposed || strings.Contains(p.between(k+1), ",") {
			return g.between(p, ph.to, found[len(found)-1].from)
		}
	}
	return ph.from == 0 || !g.verbBefore(ph.from)
}

// between reports whether only 'and' and commas stand between two tokens.
func (g *grammar) between(p *prose, from, to int) bool {
	for k := from; k < to; k++ {
		if p.tokens[k].Folded != "and" {
			return false
		}
	}
	return true
}

func (g *grammar) verbBefore(i int) bool {
	for k := range i {
		if g.parts[k] == verb {
			return true
		}
	}
	return false
}

// previous are the subjects of the last verb.
func (g *grammar) previous() []phrase {
	if len(g.deeds) == 0 {
		return nil
	}
	return g.deeds[len(g.deeds)-1].subjects
}

// aside steps back over what is set between commas before token j+1; j itself
// where nothing is, -1 where what stands there is a verb of its own.
func (g *grammar) aside(p *prose, j int) int {
	for k := j; k > 0; k-- {
		if strings.ContainsAny(p.between(k), ",–—") {
			if g.parts[k] == determiner || g.parts[k] == joiner || g.parts[k] == nominal || g.parts[k] == verb && strings.HasSuffix(p.tokens[k].Folded, "ing") || g.parts[k] == verb && p.participle(k) || g.parts[k] == adposed {
				return k - 1
			}
			return -1
		}
		if strings.ContainsAny(p.between(k), ";:“”\"") {
			return -1
		}
	}
	return -1
}

// relativeFrom steps back over a verb that only says more of a noun, 'who was
// born in' or 'charged in': the token before it, or -1.
func (g *grammar) relativeFrom(p *prose, j int) int {
	if g.bareParticiple(p, j) {
		return j - 1
	}
	for k := j; k > 0 && k > j-4; k-- {
		if g.parts[k] == joiner {
			if leads[p.tokens[k].Folded] {
				return k - 1
			}
			return -1
		}
	}
	return -1
}

// withParent is a phrase and the one that it belongs to: 'the mayor of the city, who'.
func (g *grammar) withParent(n int) []phrase {
	all := []phrase{g.chunks[n]}
	for n > 0 && g.chunks[n].prep >= 0 && g.chunks[n].prep == g.chunks[n-1].to {
		n--
		all = append(all, g.chunks[n])
	}
	return all
}

// timely reports whether a phrase only says when: 'On Monday', '50 years ago'.
func (g *grammar) timely(p *prose, ph phrase) bool {
	j := p.factAt[ph.head()]
	return j >= 0 && (p.facts[j].Kind.Temporal() || p.facts[j].Kind == fact.Quantity && timeUnits[p.facts[j].Unit]) || ph.to < len(p.tokens) && p.tokens[ph.to].Folded == "ago"
}

// before finds the subject that stands before token i.
func (g *grammar) before(p *prose, i int) []phrase {
	s := seeker{grammar: g, p: p, start: i}
	for j, done := i, false; j >= 0 && !done; {
		if j, done = s.mark(j); !done {
			j, done = s.step(j)
		}
	}
	return s.found
}

// seeker walks back from a verb to its subject.
type seeker struct {
	*grammar
	p      *prose
	start  int
	found  []phrase
	jumped bool // over what is set between commas
}

// mark reads the marks behind token j; it returns where to go on, and whether the
// search is over.
func (s *seeker) mark(j int) (int, bool) {
	gap := ""
	if j+1 < len(s.p.tokens) && !s.jumped {
		gap = s.p.between(j + 1)
	}
	s.jumped = false
	switch {
	case strings.Contains(gap, ")") && s.opens(s.p, j) > 0:
		return s.opens(s.p, j) - 1, false
	case strings.ContainsAny(gap, ";:”?!") || strings.ContainsAny(gap, "“\"") && j < s.start:
		return j, true
	case !strings.Contains(gap, ","):
		return j, false
	case len(s.found) > 0:
		return j, !s.coordinate(s.p, j, s.found)
	}
	k := s.aside(s.p, j)
	if k < 0 {
		s.found = s.previous()
		return j, true
	}
	if k < j {
		s.jumped = true
		return s.mark(k)
	}
	return j, false
}

// step reads token j; it returns where to go on, and whether the search is over.
func (s *seeker) step(j int) (int, bool) {
	switch n := s.over[j]; {
	case n >= 0 && s.timely(s.p, s.chunks[n]):
		return s.chunks[n].from - 1, false
	case n >= 0 && s.chunks[n].prep >= 0:
		return s.chunks[n].prep - 1, len(s.found) > 0
	case n >= 0:
		s.found = append(s.found, s.chunks[n])
		return s.chunks[n].from - 1, false
	case s.parts[j] == verb || s.parts[j] == helper:
		return s.overVerb(j)
	case s.parts[j] == joiner:
		return s.overJoiner(j)
	}
	return j - 1, len(s.found) > 0 && s.parts[j] != adverb
}

// overVerb steps over a verb that only says more of a noun.
func (s *seeker) overVerb(j int) (int, bool) {
	if len(s.found) > 0 {
		if j > 0 && strings.HasSuffix(s.p.tokens[j].Folded, "ing") && s.over[j-1] >= 0 && s.p.between(j) == " " {
			s.found = nil // 'a line linking A with B'
			return j - 1, false
		}
		return j, true
	}
	if k := s.relativeFrom(s.p, j); k >= 0 {
		return k, false
	}
	s.found = s.previous()
	return j, true
}

// overJoiner steps over a word that joins.
func (s *seeker) overJoiner(j int) (int, bool) {
	word := s.p.tokens[j].Folded
	switch {
	case leads[word] && len(s.found) == 0 && j == s.start:
		if j > 0 && s.over[j-1] >= 0 {
			s.found = s.withParent(s.over[j-1])
		}
		return j, true
	case (word == "and" || word == "but" || word == "or") && len(s.found) == 0:
		s.found = s.previous()
		return j, true
	case word != "and" || j > 0 && strings.Contains(s.p.between(j), ",") || s.parts[max(0, j-1)] != nominal || !s.coordinate(s.p, j-1, s.found):
		return j, true
	}
	return j - 1, false
}
