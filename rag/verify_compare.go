package rag

import (
	"newsdesk/rag/fact"
)

// rising and sinking are the words of comparison that figures can bear out, by
// key: what is longer or older has the greater number too, what is faster need not.
var (
	rising  = words("more higher greater larger bigger longer older later heavier")
	sinking = words("less fewer lower smaller shorter younger earlier lighter")
)

// partingFigures are words that part two figures of a sentence, besides the marks
// at which a clause ends: 'rose to 12 from 9', '39 compared to 29'.
var partingFigures = folded("compared against versus from to while than and or but up down")

// figureReach is how many words before 'than' its measure may stand: 'more
// barristers take home over a million a year than'.
const figureReach = 12

// figureFaults wants a comparison that the claim draws between two things to be
// that of their figures or dates, where the sentence gives one for each.
func (c *reclaim) figureFaults(cl *clause) []fault {
	for i := max(1, cl.from); i < cl.to; i++ {
		if c.inside[i] {
			continue
		}
		if drawn, known := c.figures(i, cl.line); known && !drawn {
			return []fault{{Contradicted, "the figures of the coverage have it the other way round", cl.line.words}}
		}
	}
	return nil
}

// figures reports whether the two figures that a sentence gives for the sides of
// the comparison at a token stand as the claim says, and whether it gives two.
func (c *reclaim) figures(i int, l *line) (drawn, known bool) {
	up, timely, ok := c.comparison(i)
	if !ok {
		return false, false
	}
	for _, pair := range c.pairsOf(l, timely) {
		left, right, ok := c.sides(i, l, pair)
		if !ok {
			continue
		}
		if known && drawn != ((left > right) == up) {
			return false, false // of three figures, which two is not told
		}
		drawn, known = (left > right) == up, true
	}
	return drawn, known
}

// comparison reads the comparison at a token: whether its left side is said to be
// the greater, or the later, and whether it is one of time.
func (c *reclaim) comparison(i int) (up, timely, ok bool) {
	switch c.tokens[i].Folded {
	case "before":
		return false, true, true
	case "after":
		return true, true, true
	case "than":
	default:
		return false, false, false
	}
	if c.hedgedBy(i) {
		return false, false, false
	}
	for j := i - 1; j >= 0 && i-j <= figureReach; j-- {
		f := c.tokens[j].Folded
		if (rising[c.keys[j]] || sinking[c.keys[j]]) && c.factAt[j] < 0 && !c.hedgesNumber(j) {
			return rising[c.keys[j]], f == "later" || f == "earlier", true
		}
	}
	return false, false, false
}

// figure is a number or time of a sentence, and where it stands.
type figure struct {
	value float64
	at    int
}

// mostFigures is how many figures of a sort a sentence may have for two of them to
// be compared.
const mostFigures = 3

// pairsOf lists the figures of one sort of a sentence, two by two, that the claim
// does not name itself.
func (c *reclaim) pairsOf(l *line, timely bool) [][2]figure {
	sorts := map[fact.Fact][]figure{}
	var order []fact.Fact
	for _, f := range l.facts {
		var v float64
		switch {
		case f.Kind == fact.Ordinal || c.claims(l, f):
			continue
		case timely && f.Kind.Temporal():
			from, _, ok := fact.Resolve(f, l.scene.article.Published.Time)
			if !ok {
				continue
			}
			v = float64(from.Unix())
		case !timely && f.Kind.Numeric():
			v = f.Number
		default:
			continue
		}
		sort := fact.Fact{Kind: f.Kind, Unit: f.Unit}
		if sorts[sort] == nil {
			order = append(order, sort)
		}
		at, _ := l.tokensOf(f)
		sorts[sort] = append(sorts[sort], figure{v, at})
	}
	return paired(sorts, order)
}

// paired lists the figures of each sort two by two.
func paired(sorts map[fact.Fact][]figure, order []fact.Fact) [][2]figure {
	var all [][2]figure
	if bare := (fact.Fact{Kind: fact.Number}); len(order) == 2 && len(sorts[order[0]]) == 1 && len(sorts[order[1]]) == 1 && (order[0] == bare || order[1] == bare) {
		sorts[order[0]] = append(sorts[order[0]], sorts[order[1]]...) // '40 million euros, compared with 55 million'
	}
	for _, sort := range order {
		for n, a := range sorts[sort] {
			for _, b := range sorts[sort][n+1:] {
				if a.value != b.value && len(sorts[sort]) <= mostFigures {
					all = append(all, [2]figure{a, b})
				}
			}
		}
	}
	return all
}

// sides tells which of two figures is that of what stands before the token of a
// comparison, and which of what stands behind it: one side has words that stand
// beside one figure only, the other some that stand beside the other.
func (c *reclaim) sides(i int, l *line, pair [2]figure) (left, right float64, ok bool) {
	cut := l.cutBetween(pair[0].at, pair[1].at)
	var sure, some [2][2]bool // [side][figure]: a word that stands there and only there, or there too
	for n := range c.marks {
		m := &c.marks[n]
		if m.at < 0 || m.vague && !timeUnits[m.key] || c.clauses[m.clause].line != l || m.from <= i && m.to > i || m.fact != nil && m.fact.Kind.Numeric() || rising[m.key] || sinking[m.key] {
			continue
		}
		side := btoi(m.from > i)
		places := l.at[m.key]
		if m.fact != nil || len(places) == 0 {
			places = []int{m.at}
		}
		var there [2]bool
		for _, at := range places {
			there[btoi(at >= cut)] = true
		}
		for k := range there {
			sure[side][k] = sure[side][k] || there[k] && !there[1-k]
			some[side][k] = some[side][k] || there[k]
		}
	}
	for k := range pair {
		other := 1 - k
		if sure[1][k] && !sure[1][other] && some[0][other] || sure[0][other] && !sure[0][k] && sure[1][k] && some[1][k] {
			return pair[other].value, pair[k].value, true
		}
	}
	return 0, 0, false
}

// cutBetween is the first token behind one figure that belongs to the next.
func (l *line) cutBetween(a, b int) int {
	for i := a + 1; i < b; i++ {
		if l.factAt[i] != l.factAt[a] && (l.clauseOf[i] != l.clauseOf[a] || partingFigures[l.tokens[i].Folded]) {
			return i
		}
	}
	return (a + b + 1) / 2
}
