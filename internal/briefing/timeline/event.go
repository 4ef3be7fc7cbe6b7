package timeline

import (
	"time"

	"newsdesk/internal/briefing/material"
	"newsdesk/rag"
	"newsdesk/rag/fact"
	"newsdesk/rag/text"
)

// event is an event as one sentence tells it.
type event struct {
	from, to  time.Time // zero where the certainty is Unknown
	certainty Certainty
	words     string
	ahead     bool
	told      *material.Sentence
	voice     int // of its article
	copied    bool
	at        text.Span // of the words, in the sentence
	deed      string    // the stem of its verb, or ""
	terms     []term    // what it says, without its time
	score     float64   // how well it tells its day
}

// mostTimes is how many times a sentence may name and still be read: one with more is
// a table or a list of dates, and which deed each belongs to cannot be told. The
// longest sentences of news that tell have four or five.
const mostTimes = 6

// events are the events that a sentence dates itself.
func (l *line) events() []event {
	times := 0
	for _, f := range l.Facts {
		if f.Kind.Temporal() {
			times++
		}
	}
	if times == 0 || times > mostTimes {
		return nil
	}
	moments := l.Moments()
	var all []event
	for _, f := range l.Facts {
		if !f.Kind.Temporal() || f.Kind == fact.TimeOfDay || f.Unit == "decade" {
			continue
		}
		if e, ok := l.event(f, moments); ok {
			all = append(all, e)
		}
	}
	return finest(all)
}

// event is what a sentence tells of a time in it, if it tells an event of it.
func (l *line) event(f fact.Fact, moments []rag.Moment) (event, bool) {
	a := l.tokenAt(f.Start)
	b := a
	for b < len(l.Tokens) && l.Tokens[b].Start < f.End {
		b++
	}
	e := event{certainty: Unknown, told: l.Sentence, words: l.phrase(a, b), at: f.Span}
	for _, m := range moments {
		if m.Span == f.Span {
			e.from, e.to, e.certainty = midnight(m.From), midnight(m.To), Stated
			if m.Resolved && (f.Kind != fact.Date || f.Day.Date == 0) { // '8 November' states its day
				e.certainty = Resolved
			}
		}
	}
	if a == b || l.datelined(f) || !l.datable(f, &e) || !l.dates(a, b, f.Kind) || l.quoted(a, f) {
		return e, false
	}
	deed, ok := l.deedOf(a)
	if !ok || f.Value == "today" && !l.foreign() && !l.own(a).event() {
		return e, false
	}
	if deed.verb >= 0 && deed.verb < len(l.Tokens) {
		e.deed = l.Tokens[deed.verb].Stem
	}
	return e, l.placed(&e, f, deed)
}

// longest is how many days a time may have and still tell when an event was: a
// year, and a leap year.
const longest = 366

// datable reports whether a time is definite enough to say when: a day, a week, a
// month or a year, not 'in recent days'. Times that lean on the day of an undated
// article are left as they stand.
func (l *line) datable(f fact.Fact, e *event) bool {
	if e.certainty == Unknown {
		return !l.Of.Published.Known() && definite(f)
	}
	days := e.to.Sub(e.from).Hours() / 24
	return days <= longest && (f.Kind != fact.RelativeDay || definite(f))
}

// definite reports whether words for a time mean one certain time.
func definite(f fact.Fact) bool {
	switch f.Kind {
	case fact.Weekday, fact.Month, fact.Date:
		return true
	case fact.RelativeDay:
		return f.Unit != "decade" && f.Unit != "hour" && f.Unit != "minute" && !vague(f.Value)
	}
	return false
}

// phrase is a time with the words before it that belong to it: 'in early March'.
func (l *line) phrase(a, b int) string {
	from := a
	for from > 0 && framing[l.word(from-1)] && l.gap(from) == " " && a-from < 4 {
		from--
	}
	for from < a && (l.word(from) == "of" || l.word(from) == "day" || l.word(from) == "and") {
		from++
	}
	return l.Words[l.Tokens[from].Start:l.Tokens[b-1].End]
}

// quoted reports whether a time is within a quotation and not a full day: what a
// speaker calls 'Friday' or 'in 2014' is the speaker's account.
func (l *line) quoted(a int, f fact.Fact) bool {
	return l.inQuote[a] && !(f.Kind == fact.Date && f.Day.Year > 0 && f.Day.Date > 0)
}

// deedOf finds the clause whose deed a time at a token dates, and what it says: the
// clause of the time, or the one that it opens or closes.
func (l *line) deedOf(a int) (force, bool) {
	own := l.clauseOf(a)
	if unreal[l.clauses[own].opens] {
		return force{}, false
	}
	for _, n := range l.around(own) {
		c := l.clauses[n]
		f := l.force(c, a)
		if !f.any() {
			continue
		}
		if unreal[c.opens] && n != own {
			return f, false
		}
		return f, l.foreign() || f.event() && !(f.noun && f.state && !f.done && !f.ahead && f.verb > a)
	}
	return force{}, l.foreign()
}

// own is what the clause of a token says.
func (l *line) own(a int) force { return l.force(l.clauses[l.clauseOf(a)], a) }

// unreal are the words that open a clause of which a time dates nothing that was.
var unreal = set("before until till since ahead if unless whether")

// around are the clauses in which the deed of a time may be, likeliest first.
func (l *line) around(own int) []int {
	order := []int{own}
	opens := true
	for n := range own {
		opens = opens && !l.force(l.clauses[n], l.clauses[n].to).any()
	}
	if opens {
		for n := own + 1; n < len(l.clauses); n++ {
			order = append(order, n)
		}
		return order
	}
	for n := own - 1; n >= 0; n-- {
		order = append(order, n)
	}
	return order
}

// placed says whether an event was told before its day, and reports whether its
// time and its verbs agree.
func (l *line) placed(e *event, f fact.Fact, deed force) bool {
	coming := deed.ahead && !deed.done || f.Tense == fact.Future || f.Tense == fact.NextOne
	if !l.Of.Published.Known() {
		e.ahead = coming && (e.certainty == Unknown || f.Day.Year == 0)
		return true
	}
	published := midnight(l.Of.Published.Time)
	e.ahead = e.from.After(published)
	if !e.ahead && !e.to.After(published) && deed.ahead && !deed.done {
		return false // 'will' with a day that is over
	}
	return true
}

// finest leaves out the times that only hold a finer one of the same sentence, 'last
// week, on Wednesday', and those that a sentence names again: it is one row a day.
func finest(all []event) []event {
	var kept []event
	for i, e := range all {
		covered := false
		for j, o := range all {
			covered = covered || j < i && e.from.Equal(o.from) && e.to.Equal(o.to) && (e.certainty != Unknown || e.words == o.words)
			covered = covered || i != j && e.certainty != Unknown && o.certainty != Unknown && within(o, e) && !within(e, o) && near(o, e)
		}
		if !covered {
			kept = append(kept, e)
		}
	}
	return kept
}

// within reports whether the time of one event lies in that of another.
func within(a, b event) bool { return !a.from.Before(b.from) && !a.to.After(b.to) }

// nearby is how many bytes apart two times of one deed stand: a few words.
const nearby = 30

func near(a, b event) bool {
	return max(a.at.Start, b.at.Start)-min(a.at.End, b.at.End) <= nearby
}
