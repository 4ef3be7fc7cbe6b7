package schedule

import (
	"fmt"
	"sort"
	"time"
)

// due is one date on which a briefing is due, and the moment.
type due struct {
	date Date
	at   time.Time
}

// table says when briefings are due.
type table struct {
	days  Days
	clock Clock
	loc   *time.Location
}

const (
	// widest is more seconds than any place's clock was ever away from UTC:
	// Manila's was 15 h 56 min behind it until 1844.
	widest = 16 * 3600
	// probeStep is so many seconds that no zone changed its clocks twice within
	// them, and divides widest.
	probeStep = 2 * 3600
	// longestGap bounds, in days, how far apart two dates of a schedule are.
	// 'Fifth monday' leaves out at most three months, and a zone that leaves
	// out the date itself makes it twice that.
	longestGap = 250
)

// on is the moment at which a briefing is due on a date, and false where it
// is not one of the days or the zone left the date out.
//
// It is the first moment at which the clock on the wall shows the briefing's
// time or a later one: after a skipped hour, and the first of two.
func (t table) on(d Date) (time.Time, bool) {
	if !t.days.On(d) {
		return time.Time{}, false
	}
	wall := d.seconds() + int64(t.clock)*60
	first := time.Time{}
	for probe := wall - widest; probe <= wall+widest; probe += probeStep {
		offset := t.offset(probe)
		at := wall - offset // the moment, if that offset was in force then
		if t.offset(at) == offset && (first.IsZero() || at < first.Unix()) {
			first = time.Unix(at, 0).In(t.loc)
		}
	}
	if !first.IsZero() {
		return first, true
	}
	end := t.gapEnd(wall)
	return t.wholeMinute(end), !leftOut(end, d)
}

// offset is how many seconds the clock on the wall is ahead of UTC at a moment.
// Time.ZoneBounds would spare the probes, but on 31 December of a leap year it
// says, in zones with rules, that the period has ended the day before (Go 1.26).
func (t table) offset(at int64) int64 {
	_, offset := time.Unix(at, 0).In(t.loc).Zone()
	return int64(offset)
}

// gapEnd is the moment at which the clock jumps past a time that it never shows.
func (t table) gapEnd(wall int64) time.Time {
	low := wall - widest
	for low+probeStep+t.offset(low+probeStep) < wall {
		low += probeStep
	}
	before := t.offset(low)
	n := sort.Search(probeStep, func(n int) bool { return t.offset(low+int64(n)) != before })
	return time.Unix(low+int64(n), 0).In(t.loc)
}

// wholeMinute is the first whole minute of the clock on the wall from t on.
// Only before 1972 did a zone's clocks change by other than whole minutes.
func (t table) wholeMinute(from time.Time) time.Time {
	from = from.In(t.loc)
	if s := from.Second(); s > 0 {
		from = from.Add(time.Duration(60-s) * time.Second)
	}
	return from
}

// leftOut reports whether the gap that ends at a moment swallowed a whole date,
// as Samoa's change of side of the date line did 30 December 2011.
func leftOut(gapEnd time.Time, d Date) bool {
	_, before := gapEnd.Add(-time.Second).Zone()
	_, after := gapEnd.Zone()
	return gapEnd.Unix()+int64(before) <= d.seconds() && gapEnd.Unix()+int64(after) >= d.plus(1).seconds()
}

// after is the first briefing due after a moment; the zero due where there is
// none within reach.
func (t table) after(m time.Time) due {
	d := dateOf(m.In(t.loc)).plus(-2) // what a gap put off is due on a later date than its own
	for range longestGap {
		if at, ok := t.on(d); ok && at.After(m) {
			return due{d, at}
		}
		d = d.plus(1)
	}
	return due{}
}

// latest is the last briefing due at a moment or before; the zero due where
// there is none within reach.
func (t table) latest(m time.Time) due {
	d := dateOf(m.In(t.loc)).plus(1)
	for range longestGap {
		if at, ok := t.on(d); ok && !at.After(m) {
			return due{d, at}
		}
		d = d.plus(-1)
	}
	return due{}
}

// before is the last briefing due before another.
func (t table) before(d due) due { return t.latest(d.at.Add(-time.Second)) }

// Words writes a moment for people: 'Mon 23 Nov 2026 07:30 (Asia/Baghdad)'.
func Words(t time.Time) string {
	return fmt.Sprintf("%s (%s)", t.Format("Mon 2 Jan 2006 15:04"), t.Location())
}
