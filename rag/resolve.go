package rag

import (
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
		if !leansOnDate(f) {
			continue
		}
		from, to, ok := fact.Resolve(f, published.Time)
		if ok {
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
