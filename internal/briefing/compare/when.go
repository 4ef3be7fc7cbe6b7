package compare

import (
	"time"

	"newsdesk/rag/text"
)

const (
	// sharedDay and sharedDate are how much of what stands around two times must
	// be the same, beside the word nearest to them: of days that are told by the
	// weekday, since a report has many of those, and of dates and months. Every
	// date of the case file that must not differ shares less (TestCases).
	sharedDay  = 2.5
	sharedDate = 1.0
	// sharedPlan is how much makes up for another word nearest to the time: 'the
	// next round of border talks'.
	sharedPlan = 1.5
)

// dates finds times of one deed that cannot both be true.
func (p pair) dates() []found {
	var all []found
	for _, f := range p.a.deadlines() {
		for _, g := range p.b.deadlines() {
			if p.sameDeed(f, g) && !p.otherTime(f, g) {
				about := f.anchorWith(g)
				all = append(all, found{kind: Date, about: about, a: f.valueOf(f.Span()), b: g.valueOf(g.Span())})
				break
			}
		}
	}
	return all
}

// timed is a time with its line.
type timed struct {
	*line
	moment
}

// Span is the time as it is written.
func (t *timed) Span() text.Span { return t.moment.Fact.Span }

// deadlines are the times of a report that a deed has, not those of saying it.
func (r *report) deadlines() []*timed {
	var all []*timed
	for _, l := range r.lines {
		for _, m := range l.times {
			if !m.telling && !m.since && !l.quoted[m.from] && !l.strange() {
				all = append(all, &timed{l, m})
			}
		}
	}
	return all
}

// grain is how exact a time is: days, a month, a year.
func (t *timed) grain() int {
	switch d := t.To.Sub(t.From); {
	case d <= 24*time.Hour:
		return 1
	case d >= 28*24*time.Hour && d <= 31*24*time.Hour:
		return 2
	case d >= 365*24*time.Hour && d <= 366*24*time.Hour:
		return 3
	}
	return 0
}

func (p pair) sameDeed(f, g *timed) bool {
	if f.grain() != g.grain() || f.grain() == 0 || f.From.Before(g.To) && g.From.Before(f.To) {
		return false
	}
	if f.ahead() != g.ahead() || f.lineMood() != g.lineMood() || apartLines(f.line, g.line) && !f.ahead() {
		return false
	}
	return f.together(g)
}

// together reports whether what stands around two times is one deed.
func (t *timed) together(g *timed) bool {
	near, other := t.nearestWord(), g.nearestWord()
	same := near.Folded != "" && other.Folded != "" && kin(near, other)
	if same && once[near.Folded] && !t.byWeekday() && !g.byWeekday() {
		return t.of.dated(near) == 1 && g.of.dated(near) == 1
	}
	same = same && weight(near) == 1
	n := shared(t.around(t.from, t.to), g.around(g.from, g.to))
	switch {
	case t.byWeekday() || g.byWeekday():
		return same && n >= sharedDay
	case same:
		return n >= sharedDate
	}
	return t.ahead() && n >= sharedPlan
}

// once are deeds that a thing has one date of.
var once = setOf("born founded built opened open opens reopen reopened established created elected appointed launched completed married")

// dated is how many times of a report have a word nearest.
func (r *report) dated(near text.Token) int {
	n := 0
	for _, t := range r.deadlines() {
		if w := t.nearestWord(); w.Folded != "" && kin(w, near) {
			n++
		}
	}
	return n
}

// byWeekday reports whether a day is told by its weekday or as 'yesterday'.
func (t *timed) byWeekday() bool { return t.Resolved && t.Day.Date == 0 && t.Day.Month == 0 }

// nearestWord is the word that the time stands behind, or before.
func (t *timed) nearestWord() text.Token {
	var before text.Token
	for _, w := range t.around(t.from, t.to) {
		if w.End <= t.Tokens[t.from].Start {
			before = w
		} else if before.Folded == "" {
			return w
		}
	}
	return before
}

// ahead reports whether a time lies after its report.
func (t *timed) ahead() bool {
	d := t.date()
	return !d.IsZero() && t.From.After(d)
}

// lineMood is how sure the clause of a time is that it was; what is to come is told
// by the time itself.
func (t *timed) lineMood() mood {
	m := told
	for i := max(0, t.from-moodReach); i < t.from; i++ {
		if t.clause[i] == t.clause[t.from] {
			m = max(m, moodOf(t.word(i)))
		}
	}
	if m == planned {
		m = told
	}
	return m
}

// otherTime reports whether either report has the other's time of the deed too.
func (p pair) otherTime(f, g *timed) bool {
	has := func(r *report, of *timed) bool {
		for _, t := range r.deadlines() {
			if t.From.Before(of.To) && of.From.Before(t.To) && shared(t.around(t.from, t.to), of.around(of.from, of.to)) > 0 {
				return true
			}
		}
		return false
	}
	return has(p.b, f) || has(p.a, g)
}

func (t *timed) anchorWith(g *timed) string {
	theirs := g.around(g.from, g.to)
	near := t.nearestWord()
	for _, y := range theirs {
		if kin(near, y) {
			return near.Span.Of(t.Words)
		}
	}
	for _, x := range t.around(t.from, t.to) {
		for _, y := range theirs {
			if kin(x, y) {
				return x.Span.Of(t.Words)
			}
		}
	}
	return ""
}

// apartLines is apart for lines without a figure.
func apartLines(a, b *line) bool { return apart(&figure{line: a}, &figure{line: b}) }
