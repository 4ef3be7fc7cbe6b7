package schedule

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Clock is a time of day in minutes after midnight, as the clock on the wall
// shows it. It is written and stored as 07:30.
type Clock int

// String is the time as 07:30.
func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", c/60, c%60) }

// MarshalText implements [encoding.TextMarshaler].
func (c Clock) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler].
func (c *Clock) UnmarshalText(text []byte) (err error) {
	*c, err = ParseClock(string(text))
	return err
}

const timeWanted = "a time from 00:00 to 23:59, such as '07:30' or '7:30 pm'"

// ParseClock reads a time of day: '07:30', '7.30', '7:30 pm', '7am', 'noon',
// 'midnight' (00:00). Its error is a [Wrong].
func ParseClock(s string) (Clock, error) {
	text := strings.Join(strings.Fields(strings.ToLower(digits(clip(s, maxQuoted)))), "")
	switch text {
	case "noon":
		return 12 * 60, nil
	case "midnight":
		return 0, nil
	}
	text, half := halfOfDay(text)
	hour, minute, ok := hourAndMinute(text, half != "")
	switch {
	case !ok:
		return 0, wrong("time", s, timeWanted, "that is no time of day")
	case minute > 59:
		return 0, wrong("time", s, timeWanted, "an hour has no minute %d", minute)
	case hour > 23:
		return 0, wrong("time", s, timeWanted, "a day has no hour %d", hour)
	case half != "" && (hour < 1 || hour > 12):
		return 0, wrong("time", s, timeWanted, "with %s the hour is from 1 to 12", half)
	}
	if half != "" {
		hour %= 12
	}
	if half == "pm" {
		hour += 12
	}
	return Clock(hour*60 + minute), nil
}

// halfOfDay takes 'am' or 'pm' off a time.
func halfOfDay(s string) (rest, half string) {
	for _, half := range []string{"am", "pm"} {
		for _, spelt := range []string{half, half[:1] + ".m.", half[:1] + ".m"} {
			if rest, ok := strings.CutSuffix(s, spelt); ok {
				return rest, half
			}
		}
	}
	return s, ""
}

// hourAndMinute reads '7:30' and '7.30', and '7' where the hour may stand alone.
func hourAndMinute(s string, alone bool) (hour, minute int, ok bool) {
	at := strings.IndexAny(s, ":.")
	if at < 0 {
		hour, ok = twoDigits(s)
		return hour, 0, ok && alone
	}
	hour, ok1 := twoDigits(s[:at])
	minute, ok2 := twoDigits(s[at+1:])
	return hour, minute, ok1 && ok2 && len(s)-at == 3
}

func twoDigits(s string) (int, bool) {
	if len(s) == 0 || len(s) > 2 || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}

const zoneWanted = "the name of a time zone, such as 'Asia/Baghdad', 'Europe/London' or 'UTC'"

// regions are where a bare city is looked for. The first that has it is meant.
var regions = []string{"Europe", "Asia", "Africa", "America", "Australia", "Pacific", "Atlantic", "Indian"}

// ParseZone reads the name of a zone of the IANA's database in any case, or its
// city alone. Its error is a [Wrong]. Short names such as 'EST' and offsets
// such as '+03:00' are refused: they know no summer time.
func ParseZone(s string) (*time.Location, error) {
	name := strings.Join(strings.Fields(s), "_")
	switch {
	case name == "":
		return nil, wrong("zone", s, zoneWanted, "no zone is named")
	case strings.EqualFold(name, "UTC"):
		return time.UTC, nil
	case len(name) > maxQuoted || !strings.Contains(name, "/") && strings.ToUpper(name) == name || strings.EqualFold(name, "Local"):
		return nil, wrong("zone", s, zoneWanted, "that is no city's zone")
	}
	tries := []string{name, titled(name)}
	if !strings.Contains(name, "/") {
		tries = nil
		for _, region := range regions {
			tries = append(tries, region+"/"+titled(name))
		}
	}
	for _, try := range tries {
		if loc, err := time.LoadLocation(try); err == nil {
			return loc, nil
		}
	}
	return nil, wrong("zone", s, zoneWanted, "there is no such zone")
}

// titled spells a name as the database does: America/Port_of_Spain.
func titled(s string) string {
	start := true
	words := strings.FieldsFunc(strings.Map(func(r rune) rune {
		if start {
			r = unicode.ToUpper(r)
		} else {
			r = unicode.ToLower(r)
		}
		start = !unicode.IsLetter(r)
		return r
	}, s), func(r rune) bool { return r == '_' })
	for i, w := range words {
		if i > 0 && (w == "Of" || w == "Es" || w == "Au") {
			words[i] = strings.ToLower(w)
		}
	}
	return strings.Join(words, "_")
}
