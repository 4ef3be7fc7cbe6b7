package timeline

import (
	"cmp"
	"slices"
	"time"

	"newsdesk/rag/fact"
	"newsdesk/rag/text"
	"newsdesk/rag/thesaurus"
)

// term is a word that says something of an event.
type term struct {
	stem   string
	common bool // of everyday English
}

// terms are the words of a sentence that say what happened, without its times.
func terms(e *event) []term {
	seen := map[string]bool{}
	var all []term
	for _, t := range e.told.Tokens {
		if text.IsStop(t.Folded) || seen[t.Stem] || e.timed(t.Span) {
			continue
		}
		seen[t.Stem] = true
		all = append(all, term{stem: t.Stem, common: !t.Capital && t.Kind == text.Word && fact.IsCommon(t.Folded)})
	}
	return all
}

// timed reports whether a word is of a time.
func (e *event) timed(w text.Span) bool {
	return slices.ContainsFunc(e.told.Facts, func(f fact.Fact) bool {
		return f.Kind.Temporal() && w.Start >= f.Start && w.End <= f.End
	})
}

// group is what is told of one event.
type group struct{ events []*event }

func (g *group) first() *event { return g.events[0] }

const (
	// sameShare is the share of the weight of the shorter telling's words from
	// which two tellings of one day are of one event, and sameWide where only the
	// month or year of one is known, or of neither the day.
	sameShare = 0.42
	sameWide  = 0.6
	// softShare is what words that mean nearly the same count: 'arrived', 'landed'.
	softShare = 0.7
	// mostGroups is against how many events of one day a telling is compared: on the
	// busiest days of the public sets there are a few hundred, of which those that
	// come later are told by few.
	mostGroups = 150
	// mostSoft is up to how many tellings in all nearly equal words are looked for, at
	// some 10 µs a pair of words: where there are more, equal ones are enough to find
	// tellings that are alike, and the worst that comes of it is a row too many.
	mostSoft = 300
)

// gather puts what is told of one event together.
func (c *coverage) gather() []*group {
	for i := range c.events {
		c.events[i].terms = terms(&c.events[i])
	}
	var all []*group
	for _, events := range c.byDay() {
		all = append(all, c.ofDay(events)...)
	}
	return c.widen(all)
}

// byDay are the events by their days, in order, the undated last.
func (c *coverage) byDay() [][]*event {
	order := make([]*event, len(c.events))
	for i := range c.events {
		order[i] = &c.events[i]
	}
	slices.SortStableFunc(order, compareEvents)
	var days [][]*event
	for i, e := range order {
		if i == 0 || !sameDays(order[i-1], e) {
			days = append(days, nil)
		}
		days[len(days)-1] = append(days[len(days)-1], e)
	}
	return days
}

func compareEvents(a, b *event) int {
	if (a.certainty == Unknown) != (b.certainty == Unknown) {
		if a.certainty == Unknown {
			return 1
		}
		return -1
	}
	return cmp.Or(a.from.Compare(b.from), b.to.Compare(a.to))
}

func sameDays(a, b *event) bool { return a.from.Equal(b.from) && a.to.Equal(b.to) }

// ofDay groups the events of one day. What tells it with the most weight to itself
// goes first, so that its words are what others are compared with.
func (c *coverage) ofDay(events []*event) []*group {
	var all []*group
	soft := len(c.events) <= mostSoft
	for _, e := range events {
		least := sameShare
		if e.certainty == Unknown {
			least = sameWide
		}
		if g := c.likest(all, e, least, soft); g != nil {
			g.events = append(g.events, e)
		} else {
			all = append(all, &group{events: []*event{e}})
		}
	}
	return all
}

// likest is the group of which an event is, or nil.
func (c *coverage) likest(all []*group, e *event, least float64, soft bool) *group {
	var best *group
	for i, g := range all {
		if i == mostGroups {
			break
		}
		if s := c.alike(g.first(), e, soft); s >= least {
			best, least = g, s
		}
	}
	return best
}

// widen lets an event of which only the month or year is told be one of those that
// are told with their day.
func (c *coverage) widen(all []*group) []*group {
	var kept []*group
	for _, g := range all {
		if g.first().certainty != Unknown && g.first().to.Sub(g.first().from).Hours() > 24 {
			if o := c.finer(all, g); o != nil {
				o.events = append(o.events, g.events...)
				continue
			}
		}
		kept = append(kept, g)
	}
	return kept
}

// finer finds the group of a day within the time of a wide one that tells the same.
// All are in order of time.
func (c *coverage) finer(all []*group, g *group) *group {
	wide := g.first()
	from, _ := slices.BinarySearchFunc(all, wide.from, func(o *group, t time.Time) int {
		if o.first().certainty == Unknown {
			return 1
		}
		return o.first().from.Compare(t)
	})
	var fit []*group
	for _, o := range all[from:] {
		e := o.first()
		if e.certainty == Unknown || !e.from.Before(wide.to) || len(fit) == mostGroups {
			break
		}
		if o != g && within(*e, *wide) && !sameDays(e, wide) {
			fit = append(fit, o)
		}
	}
	return c.likest(fit, wide, sameWide, false)
}

// alike is how far two tellings say the same: the weight of the words that they
// share, as a part of what the shorter one weighs.
func (c *coverage) alike(a, b *event, soft bool) float64 {
	if a.told == b.told {
		return 0 // two times of one sentence are two events
	}
	if len(b.terms) < len(a.terms) {
		a, b = b, a
	}
	shared, whole, telling := 0.0, 0.0, false
	for _, t := range a.terms {
		w, met := c.weight(t), meets(t, b.terms, soft)
		whole += w
		shared += w * met
		telling = telling || met == 1 && !t.common && t.stem != a.deed
	}
	if whole == 0 {
		return 0
	}
	if soft && telling && sameDeed(a, b) && a.from.AddDate(0, 0, 1).Equal(a.to) {
		return max(sameShare, shared/whole)
	}
	return shared / whole
}

// sameDeed reports whether two articles tell a day with verbs that mean the same,
// other than those of saying.
func sameDeed(a, b *event) bool {
	if a.told.Of == b.told.Of || a.deed == "" || b.deed == "" || saying[a.deed] || saying[b.deed] {
		return false
	}
	return a.deed == b.deed || thesaurus.RelatedKeys(a.deed, b.deed) >= thesaurus.Synonym
}

// saying are the stems of verbs with which a report tells all sorts of things.
var saying = set("said told say tell announc ad report state call ask urg warn made took gave held had got was were is are will to there")

// meets is how far one of some terms says what a term does.
func meets(t term, all []term, soft bool) float64 {
	best := 0.0
	for _, o := range all {
		if o.stem == t.stem {
			return 1
		}
		if soft && best == 0 && thesaurus.RelatedKeys(t.stem, o.stem) >= thesaurus.Synonym {
			best = softShare
		}
	}
	return best
}
