package timeline

import (
	"time"

	"newsdesk/internal/briefing/material"
)

// Certainty is how an event's day is known.
type Certainty string

// The certainties.
const (
	Stated    Certainty = "stated"    // '14 March 2025', 'in 1934'
	Resolved  Certainty = "resolved"  // 'Friday', by the date of its article
	Published Certainty = "published" // the day's news of an article that names no day
	Unknown   Certainty = "unknown"   // no day can be told
)

// Options say how a timeline is made. The zero Options are good.
type Options struct {
	// Rows is how many rows there are at most; 0 means as many as the amount
	// of coverage is worth. Where there are more events than rows, no day has a
	// second row while another that is told has none.
	Rows int
	// Now is the time of the reader: articles dated after it are noted. The zero
	// time means that it is not known.
	Now time.Time
}

// Row is an event.
type Row struct {
	// From and To are the days of the event, To not included; both are zero
	// where the certainty is Unknown.
	From, To  time.Time
	Certainty Certainty
	// Words are those that date the event, as they stand: "on Friday"; "" where
	// there are none.
	Words string
	// Ahead says that the event was told before its day: it was announced or
	// expected, and nothing here says that it came about.
	Ahead bool
	// Told is the sentence that tells the event best, and Also are sentences of
	// other articles that tell it too.
	Told *material.Sentence
	Also []*material.Sentence

	weight float64
}

// Dated reports whether the days of an event are known.
func (r *Row) Dated() bool { return r.Certainty != Unknown }

// Day is how many articles were published on a day.
type Day struct {
	Day      time.Time
	Articles int
}

// Timeline is events in order of time, the undated last.
type Timeline struct {
	Rows []Row
	// Left is how many more events were found than there are rows.
	Left int
	// Days are the days on which something was published, in order.
	Days []Day
	// Articles and Undated count what was read, and what of it states no date.
	Articles, Undated int
	// Notes are what a reader must know of the whole.
	Notes []string

	now time.Time
}

// Make finds the events of a set. Of an empty set it makes an empty Timeline.
func Make(set *material.Set, o Options) Timeline {
	t := Timeline{Articles: len(set.Articles), Undated: len(set.Undated()), now: o.Now}
	t.Days = days(set)
	c := read(set)
	t.Rows, t.Left = c.pick(c.rows(c.gather()), o.limit(c.voices))
	t.Notes = t.remarks(set)
	return t
}

// days counts what was published on each day.
func days(set *material.Set) []Day {
	var all []Day
	for _, a := range set.Articles { // in order of publication
		if !a.Published.Known() {
			continue
		}
		day := midnight(a.Published.Time)
		if n := len(all); n > 0 && all[n-1].Day.Equal(day) {
			all[n-1].Articles++
			continue
		}
		all = append(all, Day{Day: day, Articles: 1})
	}
	return all
}

// midnight is the calendar day of a time, in UTC, so that days can be compared
// whatever zone their articles are stamped in.
func midnight(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}
