package coverage

import (
	"strings"
	"time"

	"newsdesk/rag"
)

// instants are layouts that state a time and its zone.
var instants = []string{
	time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05Z0700", "2006-01-02 15:04:05Z07:00",
	"2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05 -0700 MST", "2006-01-02 15:04 -0700", "2006-01-02 15:04Z07:00",
	time.RFC1123Z, "Mon, 2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04:05 -0700",
}

// days are layouts that state a day. A time of day without its zone is no
// instant, so that only the day of it is taken.
var days = []string{
	"2006-1-2", "2006/1/2", "2006.1.2", "20060102",
	"January 2, 2006", "January 2 2006", "Jan 2, 2006", "Jan 2 2006", "Jan. 2, 2006",
	"2 January 2006", "2 Jan 2006", "2 January, 2006", "2-Jan-2006",
	"Monday, January 2, 2006", "Mon, Jan 2, 2006", "Monday, 2 January 2006", "Mon, 2 Jan 2006", "Monday 2 January 2006",
	"2.1.2006", // the dotted form is never month first
	"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006/01/02 15:04:05", "2006/01/02 15:04",
}

// dayFirst and monthFirst are told apart where one number is no month.
const (
	dayFirst   = "2/1/2006"
	monthFirst = "1/2/2006"
)

// minYear is the first year that a date may have. Newspapers are younger; the
// year 1 is what programs write for "no date".
const minYear = 1600

// parseDate reads a date that states day, month and year. It reports whether
// it understood it beyond doubt.
func parseDate(s string) (rag.Date, bool) {
	const longest = 96 // bytes: a date in Arabic with its day of the week
	if len(s) > longest {
		return rag.Date{}, false
	}
	s = latinDate.Replace(westernDigits(strings.TrimSpace(s)))
	if utc, ok := strings.CutSuffix(s, " GMT"); ok {
		s = utc + " +0000"
	} else if utc, ok := strings.CutSuffix(s, " UTC"); ok && !strings.Contains(utc, " +") {
		s = utc + " +0000"
	}
	for _, layout := range instants {
		if t, err := time.Parse(layout, s); err == nil {
			return known(t, rag.ToMinute)
		}
	}
	for _, layout := range days {
		if t, err := time.Parse(layout, s); err == nil {
			return known(t, rag.ToDay)
		}
	}
	a, errA := time.Parse(dayFirst, s)
	b, errB := time.Parse(monthFirst, s)
	switch {
	case errA == nil && (errB != nil || a.Equal(b)):
		return known(a, rag.ToDay)
	case errA != nil && errB == nil:
		return known(b, rag.ToDay)
	case errA == nil: // 3/4: the day or the month first
		return rag.Date{}, false
	}
	return foreignDate(s)
}

// known returns a Date of t, cut to what it states. An instant keeps the
// source's offset, for the day that it was there is the day that readers mean.
func known(t time.Time, p rag.Precision) (rag.Date, bool) {
	if t.Year() < minYear {
		return rag.Date{}, false
	}
	if p == rag.ToDay {
		return rag.Day(t.Date()), true
	}
	// Not the zone that Parse gives, which is the machine's own where the
	// offset is the same.
	zone := time.UTC
	if _, offset := t.Zone(); offset != 0 {
		zone = time.FixedZone("", offset)
	}
	return rag.Date{Time: t.In(zone), Precision: p}, true
}

// latinDate writes the Arabic comma and the longer abbreviations of September as
// Go's layouts have them.
var latinDate = strings.NewReplacer("،", ",", "Sept ", "Sep ", "Sept. ", "Sep ")
