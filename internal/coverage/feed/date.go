package feed

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"newsdesk/internal/coverage"
	"newsdesk/rag"
)

// mailDate is a date as RFC 822 and its heirs write it, with what feeds make of
// it: "Fri, 14 Mar 2025 09:30:00 +0300", "14 Mar 25 09:30 EST".
var mailDate = regexp.MustCompile(`^(?:\p{L}{2,12}\.?,?\s+)?(\d{1,2})[\s-]+(\p{L}{3})\p{L}{0,6}\.?,?[\s-]+(\d{4}|\d{2})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(.{0,40}))?$`)

// zones are names of zones that mean one thing wherever they are used: those of
// RFC 822, and of Europe. IST, BST and AST, among others, each mean several.
var zones = map[string]string{
	"z": "+0000", "ut": "+0000", "utc": "+0000", "gmt": "+0000", "wet": "+0000",
	"est": "-0500", "edt": "-0400", "cst": "-0600", "cdt": "-0500", "mst": "-0700", "mdt": "-0600", "pst": "-0800", "pdt": "-0700",
	"cet": "+0100", "west": "+0100", "cest": "+0200", "eet": "+0200", "eest": "+0300",
}

var offset = regexp.MustCompile(`^(?:(?i:gmt|utc)\s*)?([+-])(\d{1,2}):?(\d{2})?(?:\s*\(.*\))?$`)

// noDate is what programs write that have none.
var noDate = regexp.MustCompile(`^(?:1970-01-01|0000-00-00|0001-01-01)`)

// parseDate reads a date of a feed. One without a zone that is known states a
// day; midnight to the second is what programs write that know only the day.
func parseDate(s string) (rag.Date, bool) {
	const longest = 80
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > longest || noDate.MatchString(s) {
		return rag.Date{}, false
	}
	m := mailDate.FindStringSubmatch(s)
	if m == nil {
		return coverage.ParseDate(s)
	}
	day, _ := strconv.Atoi(m[1])
	month, err := time.Parse("Jan", m[2])
	if err != nil {
		return coverage.ParseDate(s)
	}
	year := fullYear(m[3])
	date := rag.Day(year, month.Month(), day)
	if date.Time.Day() != day || noDate.MatchString(date.String()) {
		return rag.Date{}, false
	}
	return coverage.ParseDate(date.String() + clock(m[4:]))
}

// fullYear is a year of four digits, or of two as RFC 2822 reads it.
func fullYear(s string) int {
	const turn = 50
	year, _ := strconv.Atoi(s)
	switch {
	case len(s) > 2:
		return year
	case year < turn:
		return 2000 + year
	}
	return 1900 + year
}

// clock is the hour, minute, second and zone of a date as ISO 8601 has them, ""
// where one of hour and zone is missing.
func clock(parts []string) string {
	zone := strings.ToLower(strings.TrimSpace(parts[3]))
	if named, ok := zones[zone]; ok {
		zone = named
	}
	m := offset.FindStringSubmatch(zone)
	if parts[0] == "" || m == nil {
		return ""
	}
	two := func(s string) string { return strings.Repeat("0", max(0, 2-len(s))) + s }
	return "T" + two(parts[0]) + ":" + parts[1] + ":" + two(parts[2]) + m[1] + two(m[2]) + ":" + two(m[3])
}
