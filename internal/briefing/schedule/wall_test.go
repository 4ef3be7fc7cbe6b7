package schedule

import (
	"sort"
	"testing"
	"time"
	_ "time/tzdata" // the tests are of zones, wherever they run
)

func tableOf(t testing.TB, days, clock, zone string) table {
	t.Helper()
	d, err1 := ParseDays(days)
	c, err2 := ParseClock(clock)
	loc, err3 := time.LoadLocation(zone)
	if err1 != nil || err2 != nil || err3 != nil {
		t.Fatal(err1, err2, err3)
	}
	return table{d, c, loc}
}

func dateIn(t testing.TB, s string) Date {
	t.Helper()
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		t.Fatal(err)
	}
	return dateOf(d)
}

func TestDueByTheClockOnTheWall(t *testing.T) {
	for _, c := range []struct{ name, zone, date, clock, want string }{
		{"plain", "Asia/Baghdad", "2026-11-23", "07:30", "2026-11-23T04:30:00Z"},
		{"Baghdad had summer time until 2007", "Asia/Baghdad", "2007-04-01", "03:30", "2007-04-01T00:00:00Z"},
		{"and has none since", "Asia/Baghdad", "2008-04-01", "03:30", "2008-04-01T00:30:00Z"},
		{"London, before the gap", "Europe/London", "2026-03-29", "00:59", "2026-03-29T00:59:00Z"},
		{"London, the gap's first minute", "Europe/London", "2026-03-29", "01:00", "2026-03-29T01:00:00Z"},
		{"London, in the gap", "Europe/London", "2026-03-29", "01:30", "2026-03-29T01:00:00Z"},
		{"London, after the gap", "Europe/London", "2026-03-29", "02:00", "2026-03-29T01:00:00Z"},
		{"London, twice", "Europe/London", "2026-10-25", "01:30", "2026-10-25T00:30:00Z"},
		{"London, after what is twice", "Europe/London", "2026-10-25", "02:00", "2026-10-25T02:00:00Z"},
		{"New York, in the gap", "America/New_York", "2026-03-08", "02:30", "2026-03-08T07:00:00Z"},
		{"New York, twice", "America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30:00Z"},
		{"Lord Howe, half an hour's gap", "Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:30:00Z"},
		{"Lord Howe, half an hour twice", "Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04T14:45:00Z"},
		{"Troll, two hours' gap", "Antarctica/Troll", "2026-03-29", "02:15", "2026-03-29T01:00:00Z"},
		{"São Paulo, a gap at midnight", "America/Sao_Paulo", "2018-11-04", "00:00", "2018-11-04T03:00:00Z"},
		{"São Paulo gave up summer time", "America/Sao_Paulo", "2019-11-03", "00:00", "2019-11-03T03:00:00Z"},
		{"Amman stayed in summer time", "Asia/Amman", "2022-10-28", "00:30", "2022-10-27T21:30:00Z"},
		{"Cairo took it up again", "Africa/Cairo", "2023-04-28", "00:15", "2023-04-27T22:00:00Z"},
		{"Nuuk, a gap that ends on the next date", "America/Nuuk", "2024-03-30", "23:30", "2024-03-31T01:00:00Z"},
		{"Casablanca turns back for Ramadan", "Africa/Casablanca", "2026-02-15", "02:30", "2026-02-15T01:30:00Z"},
		{"Samoa, before the date line moved", "Pacific/Apia", "2011-12-29", "07:30", "2011-12-29T17:30:00Z"},
		{"Samoa had no 30 December", "Pacific/Apia", "2011-12-30", "07:30", ""},
		{"not at midnight either", "Pacific/Apia", "2011-12-30", "00:00", ""},
		{"Samoa, after", "Pacific/Apia", "2011-12-31", "07:30", "2011-12-30T17:30:00Z"},
		{"Samoa, the first minute after", "Pacific/Apia", "2011-12-31", "00:00", "2011-12-30T10:00:00Z"},
		{"Kiritimati had no 31 December", "Pacific/Kiritimati", "1994-12-31", "12:00", ""},
		{"Kiritimati today", "Pacific/Kiritimati", "2026-11-23", "00:00", "2026-11-22T10:00:00Z"},
		{"Kwajalein had no 21 August", "Pacific/Kwajalein", "1993-08-21", "12:00", ""},
		{"seconds of a local mean time", "Europe/Amsterdam", "1937-07-01", "00:00", "1937-06-30T22:41:00Z"},
		{"the last day of a leap year", "Europe/London", "2040-12-31", "07:30", "2040-12-31T07:30:00Z"},
		{"a zone without changes", "UTC", "2026-02-28", "23:59", "2026-02-28T23:59:00Z"},
	} {
		t.Run(c.name, func(t *testing.T) {
			at, ok := tableOf(t, "daily", c.clock, c.zone).on(dateIn(t, c.date))
			got := ""
			if ok {
				got = at.UTC().Format(time.RFC3339)
			}
			if got != c.want {
				t.Errorf("%s %s in %s is due at %q, want %q", c.date, c.clock, c.zone, got, c.want)
			}
		})
	}
}

// zones are some where clocks did or do odd things.
var zones = []string{
	"Asia/Baghdad", "Europe/London", "America/New_York", "Australia/Lord_Howe", "Pacific/Kiritimati", "Pacific/Apia",
	"America/Nuuk", "Africa/Casablanca", "Africa/Cairo", "Asia/Tehran", "America/Sao_Paulo", "Antarctica/Troll",
	"Asia/Kathmandu", "Pacific/Chatham", "Asia/Gaza", "America/Havana", "Europe/Dublin", "Europe/Istanbul", "Asia/Beirut", "UTC",
}

// shows reports whether the clock on the wall shows a date and time, or later ones.
func shows(at time.Time, d Date, c Clock) bool {
	if today := dateOf(at); today != d {
		return today.seconds() > d.seconds()
	}
	return at.Hour()*60+at.Minute() >= int(c)
}

func TestDueIsTheFirstMomentThatShowsItsTime(t *testing.T) {
	checked := 0
	for _, zone := range zones {
		for change := range changesOf(t, zone) {
			for minutes := -75; minutes <= 75; minutes += 15 {
				wall := change.Add(time.Duration(minutes) * time.Minute)
				d, c := dateOf(wall), Clock(wall.Hour()*60+wall.Minute())
				tab := tableOf(t, "daily", c.String(), zone)
				at, ok := tab.on(d)
				if !ok {
					t.Errorf("%s %s in %s is not due", d, c, zone)
					continue
				}
				checked++
				for before := at.Add(-time.Minute); before.After(at.Add(-3 * time.Hour)); before = before.Add(-time.Minute) {
					if shows(before, d, c) {
						t.Fatalf("%s %s in %s is due at %s, but already %s shows it", d, c, zone, at, before)
					}
				}
				if !shows(at, d, c) {
					t.Fatalf("%s %s in %s is due at %s, too early", d, c, zone, at)
				}
			}
		}
	}
	if checked < 5_000 {
		t.Errorf("only %d times were checked", checked)
	}
}

// changesOf yields the moments at which a zone's clocks change, but for those
// that leave out a date.
func changesOf(t *testing.T, zone string) func(func(time.Time) bool) {
	tab := tableOf(t, "daily", "00:00", zone)
	return func(yield func(time.Time) bool) {
		const day = 24 * 3600
		for low := int64(820454400); low < 2145916800; low += day { // 1996 to 2037
			before, after := tab.offset(low), tab.offset(low+day)
			if before == after || after-before > day/2 {
				continue
			}
			n := sort.Search(day, func(n int) bool { return tab.offset(low+int64(n)) != before })
			if !yield(time.Unix(low+int64(n), 0).In(tab.loc)) {
				return
			}
		}
	}
}

func TestDueTimesFollowEachOther(t *testing.T) {
	for _, zone := range zones {
		for _, clock := range []string{"00:00", "02:30", "23:45"} {
			tab := tableOf(t, "daily", clock, zone)
			last := tab.latest(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
			for last.at.Year() < 2028 {
				next := tab.after(last.at)
				if gap := next.at.Sub(last.at); gap < 21*time.Hour || gap > 27*time.Hour {
					t.Fatalf("%s in %s: %s follows %s", clock, zone, next.at, last.at)
				}
				if back := tab.before(next); back != last {
					t.Fatalf("%s in %s: before %v is %v, want %v", clock, zone, next, back, last)
				}
				if at := tab.latest(next.at); at != next {
					t.Fatalf("%s in %s: the latest at %v is %v", clock, zone, next, at)
				}
				last = next
			}
		}
	}
}

func TestRareDaysAreFound(t *testing.T) {
	for _, days := range []string{"fifth mon", "fifth sun", "29", "30", "31", "last day", "last fri", "first tue"} {
		for _, zone := range []string{"Pacific/Apia", "Pacific/Kiritimati", "Europe/London"} {
			tab := tableOf(t, days, "07:30", zone)
			d := tab.after(time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC))
			for n := 0; d.at.Year() < 2060; n++ {
				if d.at.IsZero() {
					t.Fatalf("%s in %s: none after %d", days, zone, n)
				}
				d = tab.after(d.at)
			}
		}
	}
}

func TestWords(t *testing.T) {
	s := Schedule{Days: Days{week: weekdays}, At: 7*60 + 30, Zone: "Asia/Baghdad"}
	times, err := s.Next(time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC), 3)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"Mon 23 Nov 2026 07:30 (Asia/Baghdad)", "Tue 24 Nov 2026 07:30 (Asia/Baghdad)", "Wed 25 Nov 2026 07:30 (Asia/Baghdad)"}
	for i, at := range times {
		if got := Words(at); got != want[i] {
			t.Errorf("%q, want %q", got, want[i])
		}
	}
}
