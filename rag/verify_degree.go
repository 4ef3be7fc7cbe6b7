package rag

import (
	"strings"
	"time"

	"newsdesk/rag/fact"
)

// upward and downward are words of degree, whatever they measure.
var (
	upward   = words("more higher above over faster greater larger bigger stronger better exceed ahead longer older later richer hotter outnumber")
	downward = words("less fewer lower below under slower smaller weaker worse behind short shorter younger earlier poorer colder")
)

// degreeFaults wants a comparison that rises in the claim not to fall in the
// sentence, its two sides being in the same order.
func (c *reclaim) degreeFaults(cl *clause) []fault {
	l := cl.line
	for i := max(1, cl.from); i < cl.to; i++ {
		if c.tokens[i].Folded != "than" || c.inside[i] || c.hedgedBy(i) {
			continue
		}
		side, against := upward, downward
		measure := c.degreeBefore(i)
		if downward[measure] {
			side, against = downward, upward
		}
		if measure == "" || len(l.at[measure]) > 0 || l.keyOf(side) || !l.keyOf(against) {
			continue
		}
		if before, after := c.around(i); before < 0 || after < 0 || before <= after {
			return []fault{{Contradicted, "the coverage has it the other way round", l.words}}
		}
	}
	return nil
}

func (c *reclaim) degreeBefore(i int) string {
	for j := i - 1; j >= 0 && i-j <= 5; j-- {
		if k := c.keys[j]; upward[k] || downward[k] {
			return k
		}
	}
	return ""
}

func (l *line) keyOf(set map[string]bool) bool {
	for k := range set {
		if len(l.at[k]) > 0 {
			return true
		}
	}
	return false
}

// sequence are opposite words of order.
var sequence = map[string]string{"before": "after", "after": "before", "since": "until", "until": "since"}

// sequenceFaults wants what stands behind 'before' in the claim not behind 'after'
// in the sentence.
func (c *reclaim) sequenceFaults(cl *clause) []fault {
	l := cl.line
	for _, ph := range c.chunks {
		if ph.from < max(1, cl.from) || ph.to > cl.to {
			continue
		}
		cue := c.tokens[ph.from-1].Folded
		opposite := sequence[cue]
		m := c.markOver(ph.head())
		if opposite == "" || m == nil || m.at < 0 || l.over[m.at] < 0 || m.fact != nil && m.fact.Kind.Temporal() {
			continue
		}
		if other := l.chunks[l.over[m.at]]; other.from > 0 && l.tokens[other.from-1].Folded == opposite && len(l.at[c.keys[ph.from-1]]) == 0 {
			return []fault{{Contradicted, "the coverage has it the other way round", l.words}}
		} else if other.prep >= 0 && meanwhile[l.tokens[other.prep].Folded] && len(l.at[c.keys[ph.from-1]]) == 0 && !l.anyOf(following) {
			return []fault{{Unsupported, "the coverage does not put that " + quoted(cue) + " it", l.words}}
		}
	}
	return nil
}

// meanwhile are prepositions that put a thing at the time of another, following
// words that put it behind.
var (
	meanwhile = folded("over during in at on")
	following = folded("after following followed follows since later then subsequently before until ahead prior earlier")
)

// ordering are words that tell what came first, or that imply it.
var ordering = folded(`before after since until till later earlier then when following followed prior previously ahead once as already next first
	during while upon ago last former previous subsequent subsequently finally now from by eventually past had past`)

// comparing are words by which a sentence compares.
var comparing = folded(`than compared more less fewer most least second exceed exceeds exceeded outnumber outnumbered above below over under against versus
	while whereas ahead behind twice double half record only`)

// relationFaults wants the order or the comparison that a claim draws drawn in
// the coverage too.
func (c *reclaim) relationFaults(cl *clause) []fault {
	l := cl.line
	for i := max(1, cl.from); i < cl.to && i+1 < len(c.tokens); i++ {
		f := c.tokens[i].Folded
		drawn, _ := c.figures(i, l)
		switch {
		case drawn:
		case c.inside[i] || c.factAt[i+1] >= 0 && !c.facts[c.factAt[i+1]].Kind.Proper():
		case f == "than" && !l.compares() && !c.tokenBefore(i, "rather", "other"):
			return []fault{{Unsupported, "the coverage does not compare them", ""}}
		case (f == "before" || f == "after") && !l.anyOf(ordering) && c.sameLine(i, l):
			return []fault{{Unsupported, "the coverage does not say which came first", ""}}
		}
	}
	return nil
}

func (c *reclaim) tokenBefore(i int, any ...string) bool {
	for _, w := range any {
		if c.tokens[i-1].Folded == w {
			return true
		}
	}
	return false
}

// sameLine reports whether what stands before a token leans on a line too.
func (c *reclaim) sameLine(i int, l *line) bool {
	m := c.markOver(max(0, i-1))
	return m == nil || c.clauses[m.clause].line == l
}

// compares reports whether a sentence compares: by such a word, or by an
// adjective of degree.
func (l *line) compares() bool {
	for _, t := range l.tokens {
		if comparing[t.Folded] && t.Folded != "only" || len(t.Folded) > 4 && strings.HasSuffix(t.Folded, "est") || turned[t.Stem] != nil && strings.HasSuffix(t.Folded, "er") {
			return true
		}
	}
	return false
}

// besideDay reports whether a claimed day is the weekday of a report, within a
// week on either side: its words seldom tell on which.
func besideDay(evidence, claim fact.Fact, published Date) bool {
	d := claim.Day
	if !published.Known() || d.Month == 0 || d.Date == 0 {
		return false
	}
	if d.Year == 0 {
		d.Year = published.Time.Year()
	}
	day := time.Date(d.Year, d.Month, d.Date, 0, 0, 0, 0, time.UTC)
	apart := day.Sub(published.Time.UTC().Truncate(24*time.Hour)).Hours() / 24
	return int(day.Weekday()) == evidence.Weekday%7 && apart > -7.5 && apart < 7.5
}

// nearMonth reports whether a month is within a year of a report, on the side
// that its words do not tell.
func nearMonth(d fact.Day, published Date) bool {
	months := (d.Year-published.Time.Year())*12 + int(d.Month) - int(published.Time.Month())
	return published.Known() && abs(months) < 12
}
