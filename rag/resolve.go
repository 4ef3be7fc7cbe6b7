package rag

import (
	"slices"
	"strings"
	"time"

	"newsdesk/rag/fact"
)

// resolveDates finds the words of a sentence that stand for a day or month by
// the date of its article, and which. An undated article resolves nothing.
func resolveDates(s *sentence, published Date) []Resolved {
	if !published.Known() {
		return nil
	}
	var all []Resolved
	for _, f := range s.facts {
		if !leansOnDate(f) || vagueTime(f) || s.repeated(f) || s.openEnded(f) || s.otherYear(f, published.Time.Year()) {
			continue
		}
		from, to, ok := fact.Resolve(f, published.Time)
		if ok && !distant(f, from, published.Time) {
			all = append(all, Resolved{Span: f.Span, Date: formatDays(from, to)})
		}
	}
	return all
}

// leansOnDate reports whether words name a day only together with the date of
// their article.
func leansOnDate(f fact.Fact) bool {
	switch f.Kind {
	case fact.Weekday, fact.RelativeDay:
		return true
	case fact.Month, fact.Date:
		return f.Day.Year == 0
	}
	return false
}

// vagueTime reports whether words tell no certain days: 'in recent days', 'in the
// coming weeks'. To write dates beside them would be to guess.
func vagueTime(f fact.Fact) bool {
	return strings.HasPrefix(f.Value, "recent ") || strings.HasPrefix(f.Value, "coming ")
}

// farBack is from when on a day without its year is not surely the last one: in a
// report of 25 April 'final: May 9' is of the May to come, and it would be that of
// the year before. Reports name days without a year of at most some months ago.
const farBack = 300 * 24 * time.Hour

// distant reports whether a day and month without a year would lie so far back that
// the next one is as likely meant.
func distant(f fact.Fact, from, published time.Time) bool {
	return f.Kind == fact.Date && f.Day.Year == 0 && f.Day.Date != 0 && published.Sub(from) > farBack
}

// repeating are words before a day or month that mean each such one, or one of
// some year that is not said.
var repeating = map[string]bool{
	"every": true, "each": true, "most": true, "all": true, "any": true, "many": true, "some": true, "one": true, "another": true,
}

// repeated reports whether a day or month is not one of the report's own time:
// 'every Friday', 'on Fridays'.
func (s *sentence) repeated(f fact.Fact) bool {
	written := strings.ToLower(f.Of(s.words))
	if f.Kind == fact.Weekday && strings.HasSuffix(written, "days") {
		return true
	}
	if s.ofThatYear(f) {
		return true
	}
	for i, t := range s.tokens {
		if t.Start >= f.Start && i > 0 {
			return repeating[s.tokens[i-1].Folded]
		}
	}
	return false
}

// spanning are words before a weekday that begins or ends a span of time.
var spanning = map[string]bool{"from": true, "until": true, "till": true, "by": true, "before": true, "after": true, "since": true, "through": true, "starting": true, "beginning": true}

// openEnded reports whether a weekday begins or ends a span, and the sentence does not
// say whether that lies ahead: 'tickets are sold from Wednesday' is of the Wednesday to
// come, 'was closed from Wednesday' of the last one, and to choose would be to guess.
func (s *sentence) openEnded(f fact.Fact) bool {
	if f.Kind != fact.Weekday || f.Tense == fact.Future {
		return false
	}
	for i, t := range s.tokens {
		if t.Start >= f.Start && i > 0 {
			return spanning[s.tokens[i-1].Folded]
		}
	}
	return false
}

// ofThatYear reports whether what follows a day or month says that it is of a year
// named before: 'in June of that year'.
func (s *sentence) ofThatYear(f fact.Fact) bool {
	rest := strings.ToLower(strings.TrimLeft(s.words[f.End:], " ,"))
	rest = strings.TrimPrefix(rest, "of ")
	return strings.HasPrefix(rest, "that year") || strings.HasPrefix(rest, "the same year") || strings.HasPrefix(rest, "the following year")
}

// otherYear reports whether a sentence speaks of another year, of which a bare
// weekday or month may be: 'In 2019 ... in December'. Of a weekday it is not where a
// comma parts them: 'The ship, built in 2004, left on Saturday'.
func (s *sentence) otherYear(f fact.Fact, year int) bool {
	if f.Kind == fact.RelativeDay {
		return false
	}
	return slices.ContainsFunc(s.facts, func(g fact.Fact) bool {
		return (g.Kind == fact.Year || g.Kind == fact.Date) && g.Day.Year != 0 && g.Day.Year != year && !(f.Kind == fact.Weekday && s.apart(f, g))
	})
}

// apart reports whether a mark parts two facts.
func (s *sentence) apart(f, g fact.Fact) bool {
	from, to := min(f.End, g.End), max(f.Start, g.Start)
	return from < to && strings.ContainsAny(s.words[from:to], ",;:—–()")
}

// formatDays writes the days from from up to but without to: "14 March 2025",
// "March 2025", "2025" or "10 to 16 March 2025".
func formatDays(from, to time.Time) string {
	last := to.AddDate(0, 0, -1)
	switch {
	case !last.After(from):
		return from.Format("2 January 2006")
	case from.Day() == 1 && from.Month() == 1 && to.Equal(from.AddDate(1, 0, 0)):
		return from.Format("2006")
	case from.Day() == 1 && to.Equal(from.AddDate(0, 1, 0)):
		return from.Format("January 2006")
	case from.Month() == last.Month() && from.Year() == last.Year():
		return from.Format("2") + " to " + last.Format("2 January 2006")
	}
	return from.Format("2 January 2006") + " to " + last.Format("2 January 2006")
}
