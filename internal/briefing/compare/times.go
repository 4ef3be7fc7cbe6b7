package compare

import (
	"newsdesk/rag"
	"newsdesk/rag/fact"
)

// tellReach is within how many words behind its verb the day of a saying stands:
// 'told reporters late on Sunday'.
const tellReach = 5

func (l *line) readTimes() {
	for _, m := range l.Moments() {
		from, to := l.tokensOf(m.Span)
		if from == to {
			continue
		}
		one := moment{Moment: l.coming(m), from: from, to: to}
		for i := from - 1; i >= max(0, from-tellReach) && l.over[i] < 0; i-- {
			one.telling = one.telling || says[l.word(i)]
		}
		one.since = l.word(from-1) == "since" || l.word(from-1) == "منذ" || l.word(from-2) == "since"
		l.times = append(l.times, one)
	}
}

// soonDays is how many days ahead of its report a day without a year is likelier
// than in the year before, though no word points ahead: 'are to strike on 22
// November'. It is fact's own measure.
const soonDays = 60

// coming is a day without a year as the one soon to come, where it was read as that
// of the year before.
func (l *line) coming(m rag.Moment) rag.Moment {
	next := m.From.AddDate(1, 0, 0)
	d := l.of.date()
	if m.Kind == fact.Date && m.Day.Year == 0 && m.Day.Date > 0 && next.After(d) && !next.After(d.AddDate(0, 0, soonDays)) {
		m.From, m.To = next, m.To.AddDate(1, 0, 0)
	}
	return m
}
