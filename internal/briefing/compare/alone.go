package compare

import (
	"time"

	"newsdesk/rag/fact"
)

// partial reports whether a figure is a part, or is beside another one of its deed.
func (g *figure) partial() bool {
	if g.part || !g.more {
		return g.part
	}
	for _, l := range g.of.lines {
		for i := range l.figures {
			if o := &l.figures[i]; o.deed == g.deed && !o.part && !(o.line == g.line && o.from == g.from) {
				return true
			}
		}
	}
	return g.deed == ""
}

// leads reports whether a figure stands in the first lines of its report.
func (g *figure) leads() bool {
	for _, l := range g.of.lines[:min(leadLines, len(g.of.lines))] {
		if l == g.line {
			return true
		}
	}
	return false
}

// past reports whether a figure is of a time long before its report.
func (g *figure) past() bool {
	for _, m := range g.times {
		if !m.telling && !m.since && !g.date().IsZero() && m.To.Before(g.date().AddDate(0, 0, -eventDays)) {
			return true
		}
	}
	return false
}

// alone reports whether the report has no other figure of the same unit, noun and
// deed: then it can be no other's.
func (g *figure) alone() bool {
	for _, l := range g.of.lines {
		for i := range l.figures {
			o := &l.figures[i]
			same := o.unit == g.unit && o.deed == g.deed && o.group == g.group && o.fact.Kind == g.fact.Kind
			if same && !(o.line == g.line && o.from == g.from) && !o.part && !o.other && !o.old && o.past() == g.past() && o.mood == g.mood && !o.meets(g) {
				return false
			}
		}
	}
	return true
}

// sameHolder reports whether the nearest names before two figures are one.
func (g *figure) sameHolder(o *figure) bool {
	a, b := g.owner(), o.owner()
	return a != "" && b != "" && (fact.NameWithin(a, b) || fact.NameWithin(b, a))
}

// owner is the nearest name before a figure, "" for none; of an age the name that it
// stands right beside.
func (g *figure) owner() string {
	if g.deed == "age" {
		for _, i := range []int{g.from - 1, g.to, g.to + 1} {
			if i >= 0 && i < len(g.Tokens) && g.over[i] >= 0 && g.Facts[g.over[i]].Kind == fact.Person {
				return g.Facts[g.over[i]].Value
			}
		}
		return ""
	}
	for i := g.from - 1; i >= 0; i-- {
		if k := g.over[i]; k >= 0 && g.Facts[k].Kind.Proper() && g.Facts[k].Kind != fact.Demonym {
			return g.Facts[k].Value
		}
	}
	return ""
}

// otherDay reports whether the clauses of two figures name days, and not the same.
func (g *figure) otherDay(o *figure) bool {
	apart := false
	for _, m := range g.days() {
		for _, n := range o.days() {
			if m.From.Before(n.To) && n.From.Before(m.To) {
				return false
			}
			apart = true
		}
	}
	return apart
}

// days are the days that the clause of a figure names for its deed.
func (g *figure) days() []moment {
	var all []moment
	for _, m := range g.times {
		if !m.telling && !m.since && g.clause[m.from] == g.clause[g.from] && m.To.Sub(m.From) <= 24*time.Hour {
			all = append(all, m)
		}
	}
	return all
}
