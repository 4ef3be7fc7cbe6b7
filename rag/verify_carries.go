package rag

import (
	"strings"

	"newsdesk/rag/fact"
	"newsdesk/rag/thesaurus"
)

// spokenToday reports whether a fact is a time such as 'today' that a quotation
// tells from its own day.
func (l *line) spokenToday(f fact.Fact) bool {
	from, _ := l.tokensOf(f)
	return f.Kind == fact.RelativeDay && f.Unit == "day" && l.inside[from]
}

// sameCompound reports whether a number that makes one word with the next
// ('a 20-time champion') does so in the evidence.
func (c *reclaim) sameCompound(m *mark, l *line, f *fact.Fact) bool {
	if m.fact.Kind != fact.Number {
		return true
	}
	_, to := l.tokensOf(*f)
	joined := func(p *prose, at int) bool {
		return at < len(p.tokens) && p.between(at) == "-" && !p.numericAt(at) // '6-1' is 'six to one'
	}
	switch {
	case joined(c.prose, m.to):
		kin := kinOf(c.keys[m.to])
		from, _ := l.tokensOf(*f)
		return to < len(l.keys) && kin[l.keys[to]] >= thesaurus.Threshold || from > 0 && kin[l.keys[from-1]] >= thesaurus.Threshold
	case joined(l.prose, to):
		return m.to < len(c.keys) && (c.hasKey(l.keys[to]) || len(l.tokens[to].Folded) < 3)
	}
	return true
}

// twoNames are a name of the claim and one of an article.
type twoNames struct {
	scene *scene
	claim *fact.Fact
	kind  fact.Kind
	value string
}

// carried is carries, remembered for names, which take longest to compare.
func (c *reclaim) carried(l *line, evidence, claim *fact.Fact) bool {
	if !claim.Kind.Proper() || !evidence.Kind.Proper() {
		return l.carries(*evidence, *claim)
	}
	return c.sameName(l.scene, evidence, claim)
}

// sameName is that of an article, remembered.
func (c *reclaim) sameName(s *scene, evidence, claim *fact.Fact) bool {
	pair := twoNames{s, claim, evidence.Kind, evidence.Value}
	same, ok := c.compared[pair]
	if !ok {
		if c.compared == nil {
			c.compared = map[twoNames]bool{}
		}
		same = s.sameName(*claim, *evidence)
		c.compared[pair] = same
	}
	return same
}

// carries is Entails, and the rules for names that an article holds.
func (l *line) carries(evidence, claim fact.Fact) bool {
	if claim.Kind.Proper() && evidence.Kind.Proper() {
		return l.scene.sameName(claim, evidence)
	}
	if fact.Entails(evidence, claim, l.scene.article.Published.Time) {
		return true
	}
	if evidence.Kind == fact.Weekday && claim.Kind == fact.Date && evidence.Tense != fact.LastOne && evidence.Tense != fact.NextOne {
		return besideDay(evidence, claim, l.scene.article.Published)
	}
	if evidence.Kind == fact.Month && claim.Kind == fact.Date && claim.Day.Date == 0 && claim.Day.Month == evidence.Day.Month {
		return nearMonth(claim.Day, l.scene.article.Published)
	}
	if claim.Kind == fact.Money && evidence.Kind == fact.Number && claim.Number == evidence.Number {
		return l.pays(claim.Unit) && l.countsNothing(evidence) // 'lent 80 million dollars, and 30 million for bridges'
	}
	if claim.Kind == fact.Ordinal && evidence.Kind == fact.Ordinal {
		return claim.Number == evidence.Number
	}
	if claim.Unit == "year" && evidence.Unit == "" && evidence.Kind == fact.Number && !l.setApart(evidence) {
		return false // 'four of the coins' is not four years
	}
	return claim.Kind.Numeric() && evidence.Kind.Numeric() && (claim.Number == evidence.Number || rounds(claim, evidence)) && oneUnit(claim.Unit, evidence.Unit)
}

// pays reports whether a sentence has an amount in a currency.
func (l *line) pays(currency string) bool {
	for _, f := range l.facts {
		if f.Kind == fact.Money && f.Unit == currency {
			return true
		}
	}
	return false
}

// setApart reports whether a bare number is set behind a comma, as an age is, or its
// sentence counts years.
func (l *line) setApart(f fact.Fact) bool {
	from, to := l.tokensOf(f)
	return len(l.at["year"])+len(l.at["age"])+len(l.at["old"]) > 0 || strings.Contains(l.between(from), ",") || to < len(l.tokens) && strings.Contains(l.between(to), ",") || from > 0 && helping[l.tokens[from-1].Folded]
}

// countsNothing reports whether no noun follows a bare number.
func (l *line) countsNothing(f fact.Fact) bool {
	_, to := l.tokensOf(f)
	return to >= len(l.tokens) || l.parts[to] == adposed || strings.ContainsAny(l.between(to), ",.;")
}

// oneUnit reports whether the same number may be in two units for all that is
// known: a bare number of which the noun says the rest.
func oneUnit(a, b string) bool {
	a, b = strings.TrimSuffix(a, " per day"), strings.TrimSuffix(b, " per day") // '355,000 barrels of crude a day'
	return a == b || a == "" && b == "year" || b == "" && a == "year"
}
