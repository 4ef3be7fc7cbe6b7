package schedule

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestParseDays(t *testing.T) {
	for in, want := range map[string]string{
		"daily": "daily", "Every day": "daily", "mon-sun": "daily", "weekdays": "weekdays", "Mon–Fri": "weekdays",
		"weekend": "weekend", "sat, sun": "weekend", "mon,wed": "mon,wed", "Wednesday and Monday": "mon,wed",
		"every Monday": "mon", "tuesdays": "tue", "sun-thu": "mon,tue,wed,thu,sun", "fri-mon": "mon,fri,sat,sun", "mon-mon": "mon",
		"first monday": "first mon", "the 1st Monday of the month": "first mon", "last fri": "last fri", "3rd thu, mon": "mon,third thu",
		"2nd tue,first tue, last tue": "first tue,second tue,last tue",
		"15":                          "15", "the 15th": "15", "on the 1st and 15th of every month": "1,15", "day 31": "31", "١٥": "15",
		"last day": "last day", "the last day of the month": "last day", "mon;;15,,": "mon,15",
	} {
		days, err := ParseDays(in)
		if err != nil || days.String() != want {
			t.Errorf("%q is %q, %v, want %q", in, days, err, want)
		}
	}
}

func TestParseDaysRefuses(t *testing.T) {
	for in, why := range map[string]string{
		"": "no day is named", " , ": "no day is named", "the": "no day is named",
		"31 February": "February has no day 31", "february 30th": "February has no day 30", "4 july": "not of July",
		"32": "a month has no day 32", "0": "a month has no day 0", "-1": "no range", "mon-15": "no range",
		"sixth monday": "a month has no sixth Monday", "6 mon": "a month has no 6 Monday", "0 mon": "a month has no 0 Monday",
		"first mon tue": "put commas", "moonday": `"moonday" is no day`, "first": `"first" is no day`, "mo": "is no day",
		strings.Repeat("mon,", 300): "too long",
	} {
		days, err := ParseDays(in)
		var w *Wrong
		if !errors.As(err, &w) || !strings.Contains(err.Error(), why) || !strings.Contains(err.Error(), "write 'daily'") || len(err.Error()) > 300 {
			t.Errorf("%q is %q, %v, want an error that says %q and what to write", in, days, err, why)
		}
	}
}

func TestParseClock(t *testing.T) {
	for in, want := range map[string]string{
		"07:30": "07:30", "7:30": "07:30", "7.30": "07:30", "7:30 pm": "19:30", "7AM": "07:00", "12 am": "00:00", "12pm": "12:00",
		"12:15 a.m.": "00:15", "noon": "12:00", "Midnight": "00:00", "23:59": "23:59", "٠٧:٣٠": "07:30", "۷:۳۰": "07:30",
	} {
		if c, err := ParseClock(in); err != nil || c.String() != want {
			t.Errorf("%q is %s, %v, want %s", in, c, err, want)
		}
	}
	for in, why := range map[string]string{
		"25:61": "no minute 61", "25:00": "no hour 25", "24:00": "no hour 24", "13 pm": "from 1 to 12", "0:30 am": "from 1 to 12",
		"": "no time of day", "7": "no time of day", "730": "no time of day", "7:3": "no time of day", "-1:30": "no time of day",
		"07:30:00": "no time of day", "half past": "no time of day", ":30": "no time of day", strings.Repeat("7", 500): "no time of day",
	} {
		c, err := ParseClock(in)
		var w *Wrong
		if !errors.As(err, &w) || !strings.Contains(err.Error(), why) || !strings.Contains(err.Error(), "'07:30'") {
			t.Errorf("%q is %s, %v, want an error that says %q and what to write", in, c, err, why)
		}
	}
}

func TestParseZone(t *testing.T) {
	for in, want := range map[string]string{
		"Asia/Baghdad": "Asia/Baghdad", "asia/baghdad": "Asia/Baghdad", "Baghdad": "Asia/Baghdad", "new york": "America/New_York",
		"london": "Europe/London", "lord howe": "Australia/Lord_Howe", "america/port_of_spain": "America/Port_of_Spain",
		"utc": "UTC", "America/Port-au-Prince": "America/Port-au-Prince", "america/argentina/buenos aires": "America/Argentina/Buenos_Aires",
	} {
		if loc, err := ParseZone(in); err != nil || loc.String() != want {
			t.Errorf("%q is %v, %v, want %s", in, loc, err, want)
		}
	}
	for _, in := range []string{"", "Local", "local", "EST", "GMT+3", "+03:00", "Mars/Olympus", "Atlantis", "../etc/passwd", "/etc/localtime", "Asia/", "Asia", strings.Repeat("a/", 200), "\xff", "a\x00b"} {
		loc, err := ParseZone(in)
		var w *Wrong
		if !errors.As(err, &w) || !strings.Contains(err.Error(), "'Asia/Baghdad'") {
			t.Errorf("%q is %v, %v, want an error that says what to write", in, loc, err)
		}
	}
}

func TestDaysOn(t *testing.T) {
	for _, c := range []struct{ days, on, off string }{
		{"first mon", "2026-11-02 2026-12-07 2026-06-01", "2026-11-09 2026-11-01"},
		{"fifth mon", "2026-11-30 2026-08-31", "2026-11-23 2026-10-26"},
		{"last fri", "2026-11-27 2026-10-30 2027-02-26", "2026-11-20 2026-10-23"},
		{"31", "2026-10-31 2026-11-30 2026-02-28 2028-02-29", "2026-10-30 2028-02-28"},
		{"29", "2026-02-28 2028-02-29 2026-11-29", "2026-11-30"},
		{"last day", "2026-11-30 2028-02-29", "2026-10-30 2028-02-28"},
		{"weekdays", "2026-11-23 2026-11-27", "2026-11-22 2026-11-28"},
		{"mon,15", "2026-11-15 2026-11-16", "2026-11-17"},
	} {
		days, err := ParseDays(c.days)
		if err != nil {
			t.Fatal(err)
		}
		for d := range strings.FieldsSeq(c.on) {
			if !days.On(dateIn(t, d)) {
				t.Errorf("%s is not %q", d, c.days)
			}
		}
		for d := range strings.FieldsSeq(c.off) {
			if days.On(dateIn(t, d)) {
				t.Errorf("%s is %q", d, c.days)
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"daily", "mon,wed", "first monday", "31 February", "25:61", "7:30 pm", "Asia/Baghdad", "last day", "sun-thu", "١٥", "1,2,3-", "last last day"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if days, err := ParseDays(s); err == nil {
			again, err := ParseDays(days.String())
			if err != nil || again != days || days.none() {
				t.Errorf("days %q are written %q, read as %q, %v", s, days, again, err)
			}
			tab := table{days, 0, time.UTC}
			if tab.after(time.Unix(1.8e9, 0)).at.IsZero() {
				t.Errorf("days %q never come", s)
			}
		} else if len(err.Error()) > 400 {
			t.Errorf("the error for %q is %d bytes long", s, len(err.Error()))
		}
		if c, err := ParseClock(s); err == nil {
			if again, err := ParseClock(c.String()); err != nil || again != c || c < 0 || c >= 24*60 {
				t.Errorf("time %q is %d, read again as %v, %v", s, c, again, err)
			}
		}
		if loc, err := ParseZone(s); err == nil {
			if again, err := ParseZone(loc.String()); err != nil || again.String() != loc.String() {
				t.Errorf("zone %q is %s, read again as %v, %v", s, loc, again, err)
			}
		}
	})
}
