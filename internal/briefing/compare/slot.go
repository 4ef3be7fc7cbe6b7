package compare

import (
	"time"

	"newsdesk/rag/fact"
	"newsdesk/rag/thesaurus"
)

const (
	// contextReach is how many words around a figure or a time say what it is of,
	// where no word of deedTable does.
	contextReach = 10
	// counted and uncounted are how much of that two figures must share, a rare
	// word being one and an everyday one half: with a noun of their own that is the
	// same, and without one ('40 km', '12 per cent'). Lower, lengths and shares of
	// different things in one report are taken for each other: see the traps of
	// testdata/compare.jsonl and TestCases.
	counted   = 1.0
	uncounted = 2.0
	// everyday is enough where each report has but one figure of the noun.
	everyday = 0.5
)

// sameSlot reports whether two figures of one event are values of one thing.
func sameSlot(a, b *figure) bool {
	switch {
	case a.partial() || b.partial() || a.other || b.other || a.mood == refused || b.mood == refused:
		return false
	case a.unit != b.unit || a.fact.Kind != b.fact.Kind || a.mood != b.mood || a.deed != b.deed:
		return false
	case a.sinceWhen() != b.sinceWhen() || !a.inTime(b) || !b.inTime(a) || a.otherDay(b) || apart(a, b):
		return false
	case shares[a.deed] && !a.sameHolder(b):
		return false
	}
	alone := a.alone() && b.alone()
	switch {
	case a.deed == "age":
		return true
	case measured[a.deed]:
		return alone || sharedAround(a, b) >= uncounted
	case a.deed != "" && a.unit == "" && peopled[a.deed]:
		return sameNoun(a, b) && (alone || a.leads() && b.leads() || sharedAround(a, b) >= uncounted)
	case a.deed != "" && a.unit != "":
		return alone || sharedAround(a, b) >= uncounted
	case (a.fact.Kind == fact.Number || a.fact.Kind == fact.Quantity) && a.group != "" && a.group != "person" && sameNoun(a, b):
		return alone && (a.deed != "" || sharedAround(a, b) >= everyday)
	}
	if a.fact.Kind == fact.Number {
		return a.deed == "" && a.group == "person" && b.group == "person" && alone && sharedAround(a, b) >= counted
	}
	least := uncounted
	if a.deed == "" && a.lone() && b.lone() {
		least = counted
		if a.fact.Kind == fact.Money {
			least = everyday
		}
	}
	return sharedAround(a, b) >= least
}

// lone reports whether the report has no other figure in the unit at all.
func (g *figure) lone() bool {
	n := 0
	for _, o := range g.of.figures() {
		if o.unit == g.unit && o.fact.Kind == g.fact.Kind {
			n++
		}
	}
	return n == 1
}

// sameNoun reports whether two figures count the same, as far as words tell. 13
// people and 17 miners cannot both be right, 17 people and 13 miners can.
func sameNoun(a, b *figure) bool {
	switch {
	case a.group == b.group || a.fact.Value == "0" || b.fact.Value == "0":
		return true
	case a.group == "" || b.group == "":
		other := a.group + b.group
		return peopled[a.deed] && (other == "person" || other == "survivor") || peopled[a.deed] && persons[other] && other != "police" && other != "soldier" && other != "rebel"
	case a.group == "person" && peopled[b.deed] && b.personal():
		return a.value.hi < b.value.lo
	case b.group == "person" && peopled[a.deed] && a.personal():
		return b.value.hi < a.value.lo
	}
	return thesaurus.RelatedKeys(a.group, b.group) >= thesaurus.Threshold
}

// sinceWhen reports whether a figure adds up what was since some day.
func (g *figure) sinceWhen() bool {
	for i, t := range g.Tokens {
		if t.Folded == "since" && g.clause[i] == g.clause[g.from] || t.Folded == "this" && g.word(i+1) == "year" {
			return true
		}
	}
	return false
}

// eventDays is how many days before a report its event may lie: the figures of an
// older day are of something else, whatever they count.
const eventDays = 21

// inTime reports whether a figure is of the time of another one's report: a year or
// a day of long before makes it another event's.
func (g *figure) inTime(o *figure) bool {
	for _, m := range g.times {
		if m.telling || m.since {
			continue
		}
		if g.date().IsZero() {
			if m.To.After(o.date().AddDate(0, 0, -eventDays)) && !o.date().IsZero() || o.hasTime(m) {
				continue
			}
			return false
		}
		if m.To.Before(g.date().AddDate(0, 0, -eventDays)) && !o.hasTime(m) {
			return false
		}
	}
	return true
}

func (l *line) date() time.Time { return l.of.date() }

func (l *line) hasTime(m moment) bool {
	for _, n := range l.times {
		if n.From.Before(m.To) && m.From.Before(n.To) && !n.telling {
			return true
		}
	}
	return false
}

// strange reports whether the sentence tells the figure of another event or time:
// 'a similar flood', 'last summer'.
func (g *figure) strange() bool {
	for i, t := range g.Tokens {
		if g.over[i] >= 0 || g.quoted[i] {
			continue
		}
		if elsewheres[t.Folded] || t.Folded == "another" && i+1 < len(g.Tokens) && g.over[i+1] < 0 || t.Folded == "last" && (seasons[g.word(i+1)] || g.word(i-1) == "the" || g.word(i-1) == "its") {
			return true
		}
	}
	return false
}

var seasons = setOf("spring summer autumn fall winter season time year month week night")
