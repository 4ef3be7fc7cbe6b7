package fact

import (
	"strings"
	"time"
)

// Resolve gives the time that a fact of a report means, as the half-open range [from, to) of whole days in the time
// zone of published. It fails for facts that are no time, for facts that need a day of publication when published is
// zero, and for shapes that it does not know.
//
// The rules, for a report published on day P:
//   - A full date is its day, a month with a year its month, a year its year, '1990s' its ten years.
//   - A weekday is the latest such day on or before P: in a report of Friday 2025-03-14, 'Wednesday' is 12 March and
//     'Friday' is 14 March itself. 'last Friday' is the latest before P.
//   - With a verb or word of the future ahead of it ('will meet on Friday', 'days before the vote on Friday', 'next
//     Friday') it is the first such day after P; 'this Friday' is the one nearest ahead, P included.
//   - A month without a year is the latest that has begun by P ('in December' in March 2025: December 2024); with the
//     future ('the upcoming summit in May') the next that has not ended. A day and month without a year go the same way.
//   - 'this week' is the ISO week of P, Monday to Sunday; 'earlier this week/month/year' runs from its start through P,
//     'later this …' from P to its end; 'last'/'next' are the calendar units before and after.
//   - 'two days ago' is that day; 'two weeks/months/years ago' the calendar week/month/year of that day; 'the past two
//     weeks' runs from so long before P through P. 'recent days', 'weeks', 'months', 'years' are taken as 7 days, 4 weeks,
//     6 months, 5 years back from P.
func Resolve(f Fact, published time.Time) (from, to time.Time, ok bool) {
	loc := published.Location()
	switch f.Kind {
	case Date, Year:
		if f.Day.Year > 0 {
			from, to = f.Day.bounds(loc)
			if f.Unit == "decade" {
				to = from.AddDate(10, 0, 0)
			}
			return from, to, true
		}
	}
	if published.IsZero() {
		return from, to, false
	}
	p := midnight(published)
	switch f.Kind {
	case Date, Month:
		from, to = recurring(f, p)
	case Weekday:
		from = nearestWeekday(f, p)
		to = from.AddDate(0, 0, 1)
	case RelativeDay:
		from, to = relativeRange(f, p)
	}
	return from, to, to.After(from)
}

func midnight(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, t.Location())
}

// bounds is the range of the day, month or year that d names; its year must be known.
func (d Day) bounds(loc *time.Location) (from, to time.Time) {
	from = time.Date(d.Year, max(1, d.Month), max(1, d.Date), 0, 0, 0, 0, loc)
	switch {
	case d.Month == 0:
		return from, from.AddDate(1, 0, 0)
	case d.Date == 0:
		return from, from.AddDate(0, 1, 0)
	}
	return from, from.AddDate(0, 0, 1)
}

// recurring places a month, or a day and month, in the year that its tense asks for.
func recurring(f Fact, p time.Time) (from, to time.Time) {
	d := f.Day
	d.Year = p.Year()
	from, to = d.bounds(p.Location())
	switch f.Tense {
	case Future, NextOne:
		if !to.After(p) || f.Tense == NextOne && !from.After(p) {
			d.Year++
		}
	case InThisOne:
	case LastOne:
		if to.After(p) {
			d.Year--
		}
	default:
		if from.After(p) {
			d.Year--
		}
	}
	return d.bounds(p.Location())
}

// nearestWeekday finds the day that a weekday means around p.
func nearestWeekday(f Fact, p time.Time) time.Time {
	back := (int(p.Weekday()) - f.Weekday%7 + 7) % 7 // days since the latest such day, 0 today
	switch f.Tense {
	case Future, NextOne:
		return p.AddDate(0, 0, 7-back)
	case InThisOne:
		return p.AddDate(0, 0, (7-back)%7)
	case LastOne:
		if back == 0 {
			back = 7
		}
	}
	return p.AddDate(0, 0, -back)
}

// relativeRange resolves a RelativeDay around p.
func relativeRange(f Fact, p time.Time) (from, to time.Time) {
	n := int(f.Number)
	if n < -maxShift || n > maxShift {
		return p, p
	}
	tomorrow := p.AddDate(0, 0, 1)
	switch {
	case strings.HasPrefix(f.Value, "recent "), strings.HasPrefix(f.Value, "past "):
		return add(p, f.Unit, n), tomorrow
	case strings.HasPrefix(f.Value, "coming "), strings.HasPrefix(f.Value, "next ") && strings.ContainsAny(f.Value, "0123456789"):
		return p, add(p, f.Unit, n).AddDate(0, 0, 1)
	}
	from = startOf(add(startOfIf(p, f.Unit, f.Value), f.Unit, n), f.Unit)
	to = add(from, f.Unit, 1)
	if f.Unit == "weekend" {
		to = from.AddDate(0, 0, 2)
	}
	switch {
	case strings.HasPrefix(f.Value, "earlier "):
		to = tomorrow
	case strings.HasPrefix(f.Value, "later "):
		from = p
	}
	return from, to
}

// maxShift bounds how far a relative time may lie: farther is no news, and dates overflow in the end.
const maxShift = 10_000

// startOfIf goes to the start of the month before months are added, so that 31 March less a month is in February;
// 'n months ago' does the same, since its answer is a calendar month.
func startOfIf(p time.Time, unit, value string) time.Time {
	if unit == "month" || unit == "quarter" {
		return startOf(p, unit)
	}
	return p
}

// add moves t by n units; hours and minutes do not move the day.
func add(t time.Time, unit string, n int) time.Time {
	switch unit {
	case "day":
		return t.AddDate(0, 0, n)
	case "week", "weekend":
		return t.AddDate(0, 0, 7*n)
	case "month":
		return t.AddDate(0, n, 0)
	case "quarter":
		return t.AddDate(0, 3*n, 0)
	case "year":
		return t.AddDate(n, 0, 0)
	case "decade":
		return t.AddDate(10*n, 0, 0)
	case "hour":
		return t.AddDate(0, 0, hoursInDays(n))
	}
	return t
}

// hoursInDays rounds hours to days away from zero: 24 hours are a day, 36 two.
func hoursInDays(n int) int {
	const hours = 24
	if n < 0 {
		return -hoursInDays(-n)
	}
	return (n + hours - 1) / hours
}

// startOf is the first day of the calendar unit that t is in.
func startOf(t time.Time, unit string) time.Time {
	y, m, _ := t.Date()
	sinceMonday := (int(t.Weekday()) + 6) % 7
	switch unit {
	case "week":
		return t.AddDate(0, 0, -sinceMonday)
	case "weekend": // the Saturday of the ISO week; of last week's where n is -1
		return t.AddDate(0, 0, 5-sinceMonday)
	case "month":
		return time.Date(y, m, 1, 0, 0, 0, 0, t.Location())
	case "quarter":
		return time.Date(y, m-(m-1)%3, 1, 0, 0, 0, 0, t.Location())
	case "year":
		return time.Date(y, 1, 1, 0, 0, 0, 0, t.Location())
	case "decade":
		return time.Date(y-y%10, 1, 1, 0, 0, 0, 0, t.Location())
	}
	return t
}
