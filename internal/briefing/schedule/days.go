package schedule

import (
	"fmt"
	"math/bits"
	"strconv"
	"strings"
	"time"
)

// Days is the days on which a briefing is due: any of some days of the week,
// some of the month, and days such as the first Monday. The zero Days is none.
// It is written and stored as people write it: see [ParseDays].
type Days struct {
	week  uint8    // bit d: every weekday d, time.Sunday being 0
	nth   [7]uint8 // for weekday d, bit n: the n-th of the month, 1 to 5; bit 0: the last
	month uint32   // bit d: day d of the month, 1 to 31; bit 0: the last
}

const (
	everyDay = 1<<7 - 1
	weekend  = 1<<time.Saturday | 1<<time.Sunday
	weekdays = everyDay &^ weekend
)

// Date is a day of the calendar, without a zone.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

func dateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// String is the date as 2026-11-23; it sorts as the dates do.
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// plus is the date some days later.
func (d Date) plus(days int) Date {
	return dateOf(time.Date(d.Year, d.Month, d.Day+days, 0, 0, 0, 0, time.UTC))
}

// seconds is the start of the date as the clock on the wall counts it.
func (d Date) seconds() int64 {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Unix()
}

// lastDay is the last day of the date's month.
func (d Date) lastDay() int {
	return time.Date(d.Year, d.Month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// On reports whether a date is one of the days. Where a month has no 29th, 30th
// or 31st, its last day takes that place, so that no month goes without.
func (days Days) On(d Date) bool {
	last := d.lastDay()
	weekday := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Weekday()
	if days.week&(1<<weekday) != 0 || days.month&(1<<d.Day) != 0 {
		return true
	}
	if d.Day == last && (days.month&1 != 0 || days.month>>last > 1) {
		return true
	}
	nth := days.nth[weekday]
	return nth&(1<<((d.Day-1)/7+1)) != 0 || nth&1 != 0 && d.Day > last-7
}

// none reports whether there is no day at all.
func (days Days) none() bool { return days == Days{} }

// daysOf are the names of the days, as they are written and stored.
var daysOf = [7]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// ordinals are the places that a weekday can have in a month.
var ordinals = [6]string{"last", "first", "second", "third", "fourth", "fifth"}

// String writes the days as [ParseDays] reads them, in one way for each Days.
func (days Days) String() string {
	var items []string
	switch days.week {
	case everyDay:
		items = append(items, "daily")
	case weekdays:
		items = append(items, "weekdays")
	case weekend:
		items = append(items, "weekend")
	default:
		items = append(items, namesOf(days.week)...)
	}
	items = append(items, days.places()...)
	for d := 1; d <= 31; d++ {
		if days.month&(1<<d) != 0 {
			items = append(items, strconv.Itoa(d))
		}
	}
	if days.month&1 != 0 {
		items = append(items, "last day")
	}
	return strings.Join(items, ",")
}

// namesOf are the names of some days, from Monday.
func namesOf(week uint8) []string {
	names := make([]string, 0, bits.OnesCount8(week))
	for i := range 7 {
		if d := (i + 1) % 7; week&(1<<d) != 0 {
			names = append(names, daysOf[d])
		}
	}
	return names
}

// places are the days such as the first Monday, in the order of the month.
func (days Days) places() []string {
	var items []string
	for n := 1; n <= 6; n++ {
		for i := range 7 {
			if d := (i + 1) % 7; days.nth[d]&(1<<(n%6)) != 0 {
				items = append(items, ordinals[n%6]+" "+daysOf[d])
			}
		}
	}
	return items
}

// MarshalText implements [encoding.TextMarshaler].
func (days Days) MarshalText() ([]byte, error) { return []byte(days.String()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler].
func (days *Days) UnmarshalText(text []byte) (err error) {
	*days, err = ParseDays(string(text))
	return err
}
