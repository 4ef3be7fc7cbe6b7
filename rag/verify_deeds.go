package rag

import (
	"newsdesk/rag/fact"
	"strings"
)

// deedAt reads what stands around the verb at a token.
func (g *grammar) deedAt(p *prose, v int) deed {
	d := deed{verb: v, passive: g.suffers(p, v)}
	d.objects, d.others, d.by = g.behind(p, v, d.passive)
	d.subjects = g.subjectsOf(p, v)
	if len(d.objects) == 0 && len(d.subjects) > 0 && !d.passive {
		d.objects = g.antecedent(p, d.subjects[len(d.subjects)-1].from)
	}
	return d
}

// antecedent is what the relative pronoun before a token stands for: 'the bronzes
// that soldiers looted'.
func (g *grammar) antecedent(p *prose, from int) []phrase {
	if from < 2 || g.parts[from-1] != joiner || !leads[p.tokens[from-1].Folded] || p.tokens[from-1].Folded == "that" && g.parts[from-2] == verb || g.over[from-2] < 0 {
		return nil
	}
	return g.withParent(g.over[from-2])
}

// suffers reports whether the verb at a token is in the passive voice: with a
// form of 'be', or a bare participle with 'by' behind it.
func (g *grammar) suffers(p *prose, v int) bool {
	f := p.tokens[v].Folded
	if strings.HasSuffix(f, "ing") || helping[f] {
		return false
	}
	j := v - 1
	for ; j >= 0 && (g.parts[j] == helper || g.parts[j] == adverb); j-- {
		switch p.tokens[j].Folded {
		case "was", "were", "is", "are", "been", "being", "be":
			return true
		case "has", "have", "had", "will", "to", "would", "did", "do", "does":
			return false
		}
	}
	if j >= 0 && j < v-1 && g.parts[v-1] == helper || v+1 >= len(p.tokens) || baseOf[f] != "" && !pastOnly(f) {
		return false
	}
	switch next := p.tokens[v+1].Folded; {
	case next == "by":
		return p.byAgent(v + 2)
	case next == "of" || next == "for" || next == "in" || next == "with" || next == "from":
		return j == v-1 && j >= 0 && g.parts[j] == nominal && p.between(v) == " " && g.behindVerb(j) && g.verbBefore(j)
	}
	return false
}

// behindVerb reports whether the phrase at a token has a verb or a preposition
// before it, so that a participle behind it says more of it.
func (g *grammar) behindVerb(j int) bool {
	if g.over[j] < 0 {
		return false
	}
	ph := g.chunks[g.over[j]]
	return ph.prep >= 0 || ph.from > 0 && g.parts[ph.from-1] == verb
}

// pastOnly reports whether an irregular form may be a participle.
func pastOnly(f string) bool {
	return strings.HasSuffix(f, "n") || strings.HasSuffix(f, "t") || strings.HasSuffix(f, "d") || strings.HasSuffix(f, "ne")
}

// stopsClause are marks at which what belongs to a verb ends.
const stopsClause = ";:“”\"–—()?!"

// behind lists the phrases that follow a verb in its clause.
func (g *grammar) behind(p *prose, v int, passive bool) (objects, others, by []phrase) {
	joined := true // whether the next phrase may be an object
	for i := v + 1; i < len(p.tokens); i++ {
		gap := p.between(i)
		if strings.ContainsAny(gap, stopsClause) || g.parts[i] == verb && !g.bareParticiple(p, i) {
			return
		}
		if strings.Contains(gap, ",") && !(g.over[i] >= 0 && g.listed(p, i)) {
			return
		}
		if g.parts[i] == helper || g.parts[i] == joiner && g.turnsAway(p, i) {
			return
		}
		n := g.over[i]
		if n < 0 {
			continue
		}
		ph := g.chunks[n]
		switch {
		case ph.prep < 0 && g.verbFollows(p, i):
			return
		case ph.prep < 0 && g.timely(p, ph):
		case ph.prep < 0 && joined:
			objects = append(objects, ph)
		case ph.prep >= 0 && passive && p.tokens[ph.prep].Folded == "by":
			by = append(by, ph)
			joined = false
		case len(by) > 0 && ph.prep == by[len(by)-1].prep && p.tokens[i-1].Folded == "and":
			by = append(by, ph)
		default:
			others = append(others, ph)
			joined = false
		}
		i = ph.to - 1
	}
	return
}

// turnsAway reports whether what a joining word begins no longer belongs to the verb before.
func (g *grammar) turnsAway(p *prose, i int) bool {
	f := p.tokens[i].Folded
	return f != "and" && f != "or" || i+1 < len(p.tokens) && g.parts[i+1] == verb || g.verbFollows(p, i+1)
}

// bareParticiple reports whether the verb at a token only says more of the noun
// before it: 'people displaced by war'.
func (g *grammar) bareParticiple(p *prose, i int) bool {
	f := p.tokens[i].Folded
	if baseOf[f] != "" && !pastOnly(f) {
		return false // 'took over'
	}
	return i > 0 && g.parts[i-1] == nominal && !strings.Contains(p.between(i), ",") && (strings.HasSuffix(f, "ing") || p.participle(i)) &&
		i+1 < len(p.tokens) && g.parts[i+1] == adposed
}

// listed reports whether the phrase at a token goes on a list: 'A, B and C'.
func (g *grammar) listed(p *prose, i int) bool {
	to := g.chunks[g.over[i]].to
	return to < len(p.tokens) && (p.tokens[to].Folded == "and" || strings.Contains(p.between(to), ",")) && !g.verbFollows(p, i)
}

// verbFollows reports whether the phrase at a token is itself before a verb, and so acts.
func (g *grammar) verbFollows(p *prose, i int) bool {
	if i >= len(p.tokens) || g.over[i] < 0 {
		return false
	}
	j := g.chunks[g.over[i]].to
	for j < len(p.tokens) && g.parts[j] == adverb {
		j++
	}
	if j >= len(p.tokens) || strings.ContainsAny(p.between(j), ",;:”") {
		return false
	}
	if g.parts[j] == helper {
		return p.tokens[j].Folded != "to"
	}
	return g.parts[j] == verb && !g.bareParticiple(p, j) && !strings.HasSuffix(p.tokens[j].Folded, "ing")
}

// leads are joiners that stand for what is right before them.
var leads = folded("who which that whom")

// steering are verbs whose object does what the infinitive behind it says.
var steering = words("ask urge tell invite allow force order help persuade want call expect enable let encourage press require instruct permit warn command cause lead")

var timeUnits = words("second minute hour day week month year decade")

// recipients are those to whom a deed gives something: 'gave them to Okafor'.
func (l *line) recipients(e *deed) []phrase {
	var all []phrase
	for _, ph := range e.others {
		if j := l.factAt[ph.head()]; ph.prep >= 0 && l.tokens[ph.prep].Folded == "to" && j >= 0 && l.facts[j].Kind == fact.Person {
			all = append(all, ph)
		}
	}
	return all
}

// without is the phrases that are not among others.
func without(phrases, others []phrase) []phrase {
	var rest []phrase
	for _, ph := range phrases {
		if !in(others, ph.from) {
			rest = append(rest, ph)
		}
	}
	return rest
}
