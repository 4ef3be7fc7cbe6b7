package schedule

import (
	"strconv"
	"strings"
	"time"
)

// maxDaysText bounds what is read as days, in bytes: every day of a month and
// every place of a weekday, each spelt out, come to less.
const maxDaysText = 1000

const daysWanted = "'daily', 'weekdays', 'mon,wed', 'sun-thu', 'first monday', '1,15' or 'last day'"

// ParseDays reads the days of a schedule: 'daily', 'weekdays' (Monday to
// Friday), 'weekend', 'mon,wed', 'sun-thu', 'first monday', 'last fri', '1,15',
// 'last day', or several of them with commas or 'and'. Its error is a [Wrong].
func ParseDays(s string) (Days, error) {
	var days Days
	if len(s) > maxDaysText {
		return days, wrong("days", s, daysWanted, "that is too long")
	}
	for item := range strings.SplitSeq(tidy(s), ",") {
		words := strings.Fields(item)
		if len(words) == 0 {
			continue
		}
		if why := days.add(words); why != "" {
			return Days{}, wrong("days", s, daysWanted, "%s", why)
		}
	}
	if days.none() {
		return days, wrong("days", s, daysWanted, "no day is named")
	}
	return days, nil
}

var (
	joints = strings.NewReplacer(";", ",", "&", ",", "،", ",", "؛", ",", "+", ",", "–", "-", "—", "-")
	// fillers are words that say nothing about which day it is.
	fillers = map[string]bool{"the": true, "on": true, "every": true, "each": true, "of": true, "day": true, "month": true, "monthly": true, "a": true, "in": true}
)

// tidy is what a person wrote in small letters and Western digits, with commas
// between the days.
func tidy(s string) string {
	s = joints.Replace(strings.ToLower(digits(s)))
	return strings.ReplaceAll(" "+strings.Join(strings.Fields(s), " ")+" ", " and ", ",")
}

// digits replaces Arabic and Persian digits by Western ones.
func digits(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '٠' && r <= '٩':
			return '0' + r - '٠'
		case r >= '۰' && r <= '۹':
			return '0' + r - '۰'
		}
		return r
	}, s)
}

// spans are words for several days of the week.
var spans = map[string]uint8{
	"daily": everyDay, "everyday": everyDay,
	"weekdays": weekdays, "weekday": weekdays, "weekend": weekend, "weekends": weekend,
}

// add adds the days that one item names. It returns what is wrong with it.
func (days *Days) add(words []string) string {
	if text := strings.Join(words, " "); text == "every day" || text == "each day" {
		days.week = everyDay
		return ""
	}
	if lastDayOfMonth(words) {
		days.month |= 1
		return ""
	}
	if why := ofYear(words); why != "" {
		return why
	}
	words = meaning(words)
	switch len(words) {
	case 0:
		return "no day is named"
	case 1:
		return days.addWord(words[0])
	case 2:
		return days.addPlace(words[0], words[1])
	}
	return strconv.Quote(shown(strings.Join(words, " "))) + " is more than one day; put commas between days"
}

// meaning leaves out the words that say nothing.
func meaning(words []string) []string {
	var kept []string
	for _, w := range words {
		if !fillers[w] {
			kept = append(kept, w)
		}
	}
	return kept
}

// lastDayOfMonth reports whether an item is 'last day', 'the last day of the month' and so on.
func lastDayOfMonth(words []string) bool {
	last, day := false, false
	for _, w := range words {
		last, day = last || w == "last", day || w == "day"
	}
	left := meaning(words)
	return last && day && len(left) == 1
}

// addWord adds what one word names: days of the week, a range of them, or a
// day of the month.
func (days *Days) addWord(w string) string {
	if week, ok := spans[w]; ok {
		days.week |= week
		return ""
	}
	if d, ok := weekdayOf(w); ok {
		days.week |= 1 << d
		return ""
	}
	if from, to, ok := strings.Cut(w, "-"); ok {
		return days.addRange(from, to)
	}
	n, ok := number(w)
	if !ok {
		return strconv.Quote(shown(w)) + " is no day"
	}
	if n < 1 || n > 31 {
		return "a month has no day " + strconv.Itoa(n)
	}
	days.month |= 1 << n
	return ""
}

// addRange adds the days of the week from one to another; a range may run
// over the week's end.
func (days *Days) addRange(from, to string) string {
	first, ok1 := weekdayOf(from)
	last, ok2 := weekdayOf(to)
	if !ok1 || !ok2 {
		return strconv.Quote(shown(from+"-"+to)) + " is no range of days of the week"
	}
	for d := first; ; d = (d + 1) % 7 {
		days.week |= 1 << d
		if d == last {
			return ""
		}
	}
}

// addPlace adds a day such as 'first monday'.
func (days *Days) addPlace(place, day string) string {
	d, ok := weekdayOf(day)
	if !ok {
		return strconv.Quote(shown(place+" "+day)) + " is no day"
	}
	n, ok := number(place)
	for i, name := range ordinals {
		if place == name {
			n, ok = i, true
		}
	}
	if !ok || n < 0 || n > 5 || n == 0 && place != "last" {
		return "a month has no " + shown(place) + " " + d.String()
	}
	days.nth[d] |= 1 << n
	return ""
}

// weekdayOf reads the name of a day of the week: three letters or more of it,
// or its plural.
func weekdayOf(w string) (time.Weekday, bool) {
	w = strings.TrimSuffix(w, ".")
	for d := time.Sunday; d <= time.Saturday; d++ {
		full := strings.ToLower(d.String())
		if len(w) >= 3 && (strings.HasPrefix(full, w) || w == full+"s") {
			return d, true
		}
	}
	return 0, false
}

// number reads '15', '15.' and '15th'.
func number(w string) (int, bool) {
	for _, suffix := range []string{"st", "nd", "rd", "th", "."} {
		w = strings.TrimSuffix(w, suffix)
	}
	if len(w) == 0 || len(w) > 3 || strings.Trim(w, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(w)
	return n, err == nil
}

// ofYear says that a day of the year, such as 31 February, is none that a
// schedule can have.
func ofYear(words []string) string {
	for _, w := range words {
		month, ok := monthOf(w)
		if !ok {
			continue
		}
		most := Date{Year: 2024, Month: month}.lastDay() // 2024 is a leap year
		for _, w := range words {
			if n, ok := number(w); ok && n > most {
				return month.String() + " has no day " + strconv.Itoa(n) + ", and a schedule names days of every month"
			}
		}
		return "a schedule names days of the week or of every month, not of " + month.String()
	}
	return ""
}

func monthOf(w string) (time.Month, bool) {
	for m := time.January; m <= time.December; m++ {
		if len(w) >= 3 && strings.HasPrefix(strings.ToLower(m.String()), w) {
			return m, true
		}
	}
	return 0, false
}
