package plot

import (
	"time"

	"gonum.org/v1/plot/vg"
)

// tick is a time that the axis names.
type tick struct {
	x    vg.Length
	word string
}

// tickRoom is how far apart the names on the axis stand: the longest with a space.
const tickRoom = 74

// unit is a step of the calendar.
type unit struct {
	years, months, days int
	layout              string
}

// units from coarse to fine: coarse ones are named first, fine ones where there is
// room left.
var units = []unit{
	{100, 0, 0, "2006"}, {20, 0, 0, "2006"}, {10, 0, 0, "2006"}, {5, 0, 0, "2006"}, {1, 0, 0, "2006"},
	{0, 3, 0, "Jan 2006"}, {0, 1, 0, "Jan 2006"}, {0, 0, 7, "2 Jan"}, {0, 0, 1, "2 Jan"},
}

// mostSteps bounds how many steps of one unit are tried: finer ones find no room.
const mostSteps = 800

// ticks are the times that the axis names, no two too close together.
func (s *scale) ticks() []tick {
	if len(s.knots) == 0 {
		return nil
	}
	first, last := s.knots[0], s.knots[len(s.knots)-1]
	var all []tick
	for _, u := range units {
		t := u.start(first)
		for n := 0; n < mostSteps && t.Before(last); n++ {
			if !t.Before(first) {
				all = fit(all, tick{s.x(t), t.Format(u.layout)})
			}
			t = t.AddDate(u.years, u.months, u.days)
		}
	}
	if len(all) == 1 { // one day alone is named in full
		all[0].word = first.Format("2 Jan 2006")
	}
	return all
}

// fit adds a tick where it has room.
func fit(all []tick, t tick) []tick {
	for _, o := range all {
		if o.x-t.x < tickRoom && t.x-o.x < tickRoom {
			return all
		}
	}
	return append(all, t)
}

// start is the first step of a unit at or before a time.
func (u unit) start(t time.Time) time.Time {
	switch {
	case u.years > 0:
		return time.Date(t.Year()-t.Year()%u.years, 1, 1, 0, 0, 0, 0, time.UTC)
	case u.months > 0:
		return time.Date(t.Year(), t.Month()-(t.Month()-1)%time.Month(u.months), 1, 0, 0, 0, 0, time.UTC)
	case u.days > 1:
		return t.AddDate(0, 0, -int(t.Weekday()+6)%7)
	}
	return t
}
