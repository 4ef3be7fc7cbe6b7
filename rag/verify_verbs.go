package rag

import (
	"strings"

	"newsdesk/rag/thesaurus"
)

func (c *reclaim) undone(l *line, m *mark) bool {
	if contest[m.key] && m.at >= 0 && l.parts[m.at] != verb && m.met < 1 {
		return true // 'won' is not 'conceded defeat'
	}
	if first, _, _ := strings.Cut(m.key, " "); m.fact != nil || m.vague || speech[m.key] || lightVerb[first] || vague[first] || m.at >= 0 && m.met >= thesaurus.Kindred || m.met >= thesaurus.Threshold {
		return false
	}
	for k := range conversely[m.key] {
		if len(l.at[k]) > 0 {
			return false
		}
	}
	for j, t := range l.tokens { // 'down 38%' is 'fell'
		if way := ways[t.Folded]; way != "" && m.kin[way] >= thesaurus.Threshold && j+1 < len(l.tokens) && l.numericAt(j+1) {
			return false
		}
	}
	denied := l.negated()
	for at := range denied { // 'turned down' is 'not accepted'
		if denied[at] && (turned[m.key][l.keys[at]] || thesaurus.OpposedKeys(m.key, l.keys[at])) && !c.negated()[m.from] {
			return false
		}
	}
	return true
}

var contest = words("win beat defeat lose")

var lightVerb = words(`lie stand sit locate situate account comprise cover include contain number total involve occur last exist measure weigh
	feature deal concern mark see find face count go stay let keep link connect show span consist reach follow`)

func (c *reclaim) stands(l *line, d *deed, m *mark) bool {
	agent, patient := d.parties()
	if len(patient) == 0 {
		patient = d.others
	}
	for i := range l.deeds {
		e := &l.deeds[i]
		if !c.aimed(d.verb) && !doubts[c.tokens[d.verb].Folded] && l.aimed(e.verb) && !l.factive(e.verb) || c.taken(l, e.verb) || thesaurus.OpposedKeys(m.key, l.keys[e.verb]) || turned[m.key][l.keys[e.verb]] {
			continue
		}
		doer, done := e.parties()
		if len(done) == 0 || len(d.objects) == 0 {
			done = append(done[:len(done):len(done)], e.others...)
		}
		if c.shares(l, agent, doer, true) && c.shares(l, patient, done, false) {
			return true
		}
	}
	return false
}

func (c *reclaim) taken(l *line, at int) bool {
	for i := range c.marks {
		if c.marks[i].at == at && c.clauses[c.marks[i].clause].line == l && !c.marks[i].vague {
			return true
		}
	}
	return false
}

func (c *reclaim) shares(l *line, party, own []phrase, heading bool) bool {
	for _, ph := range party {
		for t := ph.from; t < ph.to; t++ {
			m := c.markOver(t)
			if m == nil || m.at < 0 || !in(l.withOf(own), m.at) || heading && m.fact != nil && m.fact.Kind.Proper() && !l.heads(own, m.at) {
				continue
			}
			if n := l.over[m.at]; m.fact == nil || !m.fact.Kind.Numeric() || n < 0 || l.chunks[n].prep < 0 || l.tokens[l.chunks[n].prep].Folded != "of" {
				return true
			}
		}
	}
	return false
}

func (l *line) withOf(own []phrase) []phrase {
	all := own[:len(own):len(own)]
	for _, ph := range own {
		if ph.to+1 < len(l.tokens) && l.tokens[ph.to].Folded == "of" && l.over[ph.to+1] >= 0 {
			all = append(all, l.chunks[l.over[ph.to+1]])
		}
	}
	return all
}

const converseWords = `
buy purchase acquire | sell
give hand donate grant award send offer deliver lend pay present | receive get accept obtain borrow collect
beat defeat overcome win rout | lose
lend loan | borrow
employ hire | work
own | belong
help aid | benefit
cause | result stem follow
supply provide | receive get obtain
inform tell | learn hear
host | visit
teach | learn
`

var conversely = func() map[string]map[string]bool {
	all := map[string]map[string]bool{}
	eachPair(converseWords, func(a, b string) {
		for _, p := range [][2]string{{a, b}, {b, a}} {
			if all[p[0]] == nil {
				all[p[0]] = map[string]bool{}
			}
			all[p[0]][p[1]] = true
		}
	})
	return all
}()

// byAgent reports whether what stands behind 'by' at a token may be who does it: no
// amount, time or way, as in 'arrived by air' and 'rose by 3 percent'.
func (p *prose) byAgent(i int) bool {
	if i >= len(p.tokens) || p.numericAt(i) || byWay[p.tokens[i].Folded] {
		return false
	}
	return !(p.tokens[i].Folded == "a" || p.tokens[i].Folded == "about" || p.tokens[i].Folded == "around") || i+1 >= len(p.tokens) || !p.numericAt(i+1)
}

// byWay are ways of going and sending.
var byWay = folded("air land sea road rail train bus car boat ship plane truck ferry helicopter bicycle foot phone telephone post mail email letter fax hand force then now chance accident far contrast comparison")
