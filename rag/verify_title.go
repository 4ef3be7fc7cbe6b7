package rag

import (
	"strings"

	"newsdesk/rag/fact"
)

// asideFaults wants what a clause says, set behind a person's name, that he is to be
// what the article calls him: 'Samira Ghaleb, a government delegate,'.
func (c *reclaim) asideFaults(cl *clause) []fault {
	for i := cl.mark0; i < cl.mark1; i++ {
		m := &c.marks[i]
		if m.fact == nil || m.met == 0 || m.fact.Kind != fact.Person || m.to >= len(c.tokens) || !strings.HasPrefix(c.between(m.to), ",") || !determiners[c.tokens[m.to].Folded] || c.over[m.to] < 0 {
			continue
		}
		ph := c.chunks[c.over[m.to]]
		if ph.to >= len(c.tokens) || ph.head() == m.to || c.factAt[ph.head()] >= 0 || plural(c.tokens[ph.head()].Folded) || c.parts[ph.to] == verb && !strings.Contains(c.between(ph.to), ",") {
			continue
		}
		k := c.keys[ph.head()]
		if about := cl.line.scene.aboutName(*m.fact, cl.line); !c.heldKey(k, about, cl.line) {
			return []fault{{Unsupported, "the coverage does not call " + m.fact.Of(c.words) + " that", ""}}
		}
	}
	return nil
}

// office are the tokens of what stands, behind a comma, before the name that begins
// at a token and says an office: 'the union's secretary-general, Fatiha Zerrouki'.
func (p *prose) office(from int) []int {
	if from == 0 || strings.TrimSpace(p.between(from)) != "," {
		return nil
	}
	var at []int
	held := false
	for i := from - 1; i >= 0 && from-i <= officeReach; i-- {
		if i < from-1 && strings.ContainsAny(p.between(i+1), ",;:“”\"") || p.verbal(i) {
			break
		}
		if p.factAt[i] >= 0 && p.facts[p.factAt[i]].Kind == fact.Person {
			return nil // a list of people
		}
		held = held || p.roleAt(i) || p.factAt[i] < 0 && doer(p.tokens[i].Folded) && !p.tokens[i].Capital
		at = append(at, i)
		if determiners[p.tokens[i].Folded] && (i == 0 || p.tokens[i-1].Folded != "of" && p.tokens[i-1].Folded != "for" && p.tokens[i-1].Folded != "at") {
			break
		}
	}
	if !held {
		return nil
	}
	return at
}

// officeReach is how many words an office before a comma has at most.
const officeReach = 8

// holdTitles counts the words of a title as met that titleFaults finds held,
// wherever the article has them.
func (c *reclaim) holdTitles(cl *clause) {
	for i := cl.mark0; i < cl.mark1; i++ {
		m := &c.marks[i]
		if m.fact == nil || m.met == 0 || m.fact.Kind != fact.Person && m.fact.Kind != fact.Name {
			continue
		}
		var about map[string]bool
		for _, at := range c.titleAt(*m.fact) {
			word := c.markOver(at)
			if word == nil || word.fact != nil || word.at >= 0 {
				continue
			}
			if about == nil {
				about = cl.line.scene.aboutName(*m.fact, cl.line)
			}
			if c.heldKey(c.keys[at], about, cl.line) || c.heldBeside(c.keys[at], *m.fact, cl.line.scene) {
				word.met = 1
			}
		}
	}
}

// heldBeside reports whether a word of a title that is no office itself ('the
// airline's chief executive') stands in what the article says around a name.
func (c *reclaim) heldBeside(k string, f fact.Fact, s *scene) bool {
	for i, key := range c.keys {
		if key == k && (c.factAt[i] >= 0 || (c.roleAt(i) || doer(c.tokens[i].Folded) || anOffice(k)) && !c.holder(i)) {
			return false
		}
	}
	for i, l := range s.lines {
		if !l.mentions(f) {
			continue
		}
		for _, at := range []int{0, i - 1, i, i + 1} {
			if at >= 0 && at < len(s.lines) && len(s.lines[at].at[k]) > 0 {
				return true
			}
		}
	}
	return false
}

// holder reports whether a token tells whose an office is: 'president of the chamber'.
func (p *prose) holder(i int) bool {
	for j := i - 1; j >= 0 && i-j <= titleReach && !strings.ContainsAny(p.between(j+1), ",;:"); j-- {
		if f := p.tokens[j].Folded; f == "of" || f == "for" || f == "at" {
			return true
		}
	}
	return false
}

// anOffice reports whether a key is an office by itself.
func anOffice(k string) bool {
	for _, group := range titleGroups {
		if group[k] {
			return true
		}
	}
	return false
}

// mentions reports whether a sentence has a name, or one that is part of it.
func (l *line) mentions(f fact.Fact) bool {
	for _, g := range l.facts {
		if g.Kind.Proper() && (fact.NameWithin(f.Value, g.Value) || fact.NameWithin(g.Value, f.Value)) {
			return true
		}
	}
	return false
}

// lentShare is what a noun counts that stands for a name of the sentence: as much
// as a name that a pronoun of the sentence stands for.
const lentShare = 0.8

// calledBy finds the name of a sentence that a noun of the claim stands for, being
// said beside it elsewhere: 'the commission' for 'the IEBC'. -1 where there is none.
func (c *reclaim) calledBy(m *mark, l *line) int {
	if m.from == 0 || m.vague || c.tokens[m.from-1].Folded != "the" || m.to < len(c.tokens) && c.tokens[m.to].Capital && len(c.between(m.to)) == 1 {
		return -1
	}
	for _, f := range l.facts {
		if f.Kind.Proper() && l.scene.called[f.Value][m.key] {
			at, _ := l.tokensOf(f)
			return at
		}
	}
	return -1
}

// short notes that the name in brackets at a fact is short for the one before it,
// and so what that one's last word says: 'the Boundaries Commission (IEBC)'.
func (p *prose) short(f fact.Fact) string {
	from, _ := p.tokensOf(f)
	if from == 0 || strings.TrimSpace(p.between(from)) != "(" || !p.tokens[from-1].Capital {
		return ""
	}
	return p.keys[from-1]
}
