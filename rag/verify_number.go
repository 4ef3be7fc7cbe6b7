package rag

import (
	"math"
	"strings"

	"newsdesk/rag/fact"
)

// roundedBy is how far, as a share, a hedged round number may be from the exact one
// that it stands for: 'more than 38,000' for 38,614, 'nearly 1,500' for 1,450.
// False numbers of rag/testdata/claims.jsonl lie farther off.
const roundedBy = 0.05

// rounds reports whether a claimed number, hedged, rounds an exact one of the
// evidence on the side that its hedge tells.
func rounds(claim, evidence fact.Fact) bool {
	if claim.Kind != evidence.Kind || evidence.Approx != fact.Exact || claim.Approx == fact.Exact || claim.Kind == fact.Ordinal {
		return false
	}
	c, e := claim.Number, evidence.Number
	if e == 0 || math.Abs(c-e) > roundedBy*math.Abs(e) || figures(c) >= figures(e) {
		return false
	}
	switch claim.Approx {
	case fact.MoreThan, fact.AtLeast:
		return e > c
	case fact.LessThan, fact.AtMost:
		return e < c
	}
	return true
}

// figures is how many figures of a number are not zeros at its end.
func figures(v float64) int {
	n := 0
	for v = math.Abs(v); v != math.Trunc(v) && n < 6; n++ {
		v *= 10
	}
	for v >= 10 && math.Mod(v, 10) == 0 {
		v /= 10
	}
	return len(strings.TrimLeft(formatInt(v), "0"))
}

func formatInt(v float64) string {
	var digits []byte
	for ; v >= 1; v = math.Trunc(v / 10) {
		digits = append(digits, byte('0'+int(math.Mod(v, 10))))
	}
	return string(digits)
}

// earlierYear is the year that 'a year earlier' means behind another in a sentence,
// 0 where there is none.
func (l *line) earlierYear() int {
	for i := 2; i < len(l.tokens); i++ {
		f := l.tokens[i].Folded
		if f != "earlier" && f != "before" || l.tokens[i-1].Folded != "year" || l.tokens[i-2].Folded != "a" {
			continue
		}
		year := 0
		for _, g := range l.facts {
			if g.Start > l.tokens[i].Start {
				break
			}
			if g.Kind.Temporal() && g.Kind != fact.RelativeDay {
				if from, _, ok := fact.Resolve(g, l.scene.article.Published.Time); ok {
					year = from.Year() - 1
				}
			}
		}
		return year
	}
	return 0
}

// hedgedBy reports whether the 'than' at a token only bends the number behind it:
// 'more than 38,000'.
func (p *prose) hedgedBy(i int) bool {
	j := -1
	if i+1 < len(p.tokens) {
		j = p.factAt[i+1]
	}
	return j >= 0 && p.facts[j].Kind.Numeric() && p.facts[j].Approx != fact.Exact
}

// opens is the first token of the brackets that token j ends, 0 where they are none.
func (g *grammar) opens(p *prose, j int) int {
	for k := j; k > 0 && j-k <= bracketReach; k-- {
		if strings.Contains(p.between(k), "(") {
			return k
		}
	}
	return 0
}

// bracketReach is how many words brackets within a name have: 'the Commission (IEBC)'.
const bracketReach = 4

// ageOf is the number set behind a name as its age: 'Yacine Ferhat, 29,'.
func (p *prose) ageOf(f fact.Fact) (float64, bool) {
	_, to := p.tokensOf(f)
	if to >= len(p.tokens) || strings.TrimSpace(p.between(to)) != "," || p.factAt[to] < 0 {
		return 0, false
	}
	age := p.facts[p.factAt[to]]
	if _, end := p.tokensOf(age); age.Kind != fact.Number || end < len(p.tokens) && !strings.ContainsAny(p.between(end), ",;.") {
		return 0, false
	}
	return age.Number, true
}

// ageFaults wants the age that a clause sets behind a name to be the one that the
// article sets there.
func (c *reclaim) ageFaults(cl *clause) []fault {
	for i := cl.mark0; i < cl.mark1; i++ {
		m := &c.marks[i]
		if m.fact == nil || !m.fact.Kind.Proper() {
			continue
		}
		age, ok := c.ageOf(*m.fact)
		if !ok {
			continue
		}
		for _, l := range cl.line.scene.lines {
			for _, f := range l.facts {
				if !f.Kind.Proper() || !fact.NameWithin(m.fact.Value, f.Value) {
					continue
				}
				if other, ok := l.ageOf(f); ok && other != age {
					return []fault{{Contradicted, "the coverage has another age", f.Of(l.words)}}
				}
			}
		}
	}
	return nil
}

// besideNameFaults wants a name that a sentence lacks, and only stands for in
// other words, not behind the word and preposition that have another name there:
// 'economist at the Ledger' for 'economist at Horizon Securities'.
func (c *reclaim) besideNameFaults(cl *clause) []fault {
	l := cl.line
	for i := cl.mark0; i < cl.mark1; i++ {
		m := &c.marks[i]
		if m.fact == nil || m.met == 0 || m.met == 1 || !m.fact.Kind.Proper() || m.fact.Kind == fact.Demonym {
			continue
		}
		head, prep := c.governor(m.from)
		if head < 0 {
			continue
		}
		for _, g := range l.facts {
			from, _ := l.tokensOf(g)
			at, other := l.governor(from)
			if at >= 0 && g.Kind.Proper() && g.Kind != fact.Demonym && other == prep && l.keys[at] == c.keys[head] && !c.claims(l, g) {
				return []fault{{Contradicted, "the coverage has " + quoted(g.Of(l.words)) + " there", g.Of(l.words)}}
			}
		}
	}
	return nil
}

// governor is the word before the preposition that a name stands behind, and the
// preposition; -1 where none does.
func (p *prose) governor(name int) (head int, prep string) {
	i := name - 1
	for i > 0 && determining[p.tokens[i].Folded] {
		i--
	}
	if i < 1 || p.parts[i] != adposed || strings.ContainsAny(p.between(i), ";:") {
		return -1, ""
	}
	return i - 1, p.tokens[i].Folded
}
