package plot

import (
	"fmt"
	"strings"

	"gonum.org/v1/plot/vg"

	"newsdesk/internal/briefing/timeline"
)

// kind is how an event is marked.
type kind int

const (
	reported  kind = iota
	published      // dated by the publication of its article
	ahead          // told before its day
	numKinds
)

// kinds are the marks that a picture uses.
type kinds [numKinds]bool

func kindOf(r *timeline.Row) kind {
	switch {
	case r.Ahead:
		return ahead
	case r.Certainty == timeline.Published:
		return published
	}
	return reported
}

func (k *kinds) add(r *timeline.Row) { k[kindOf(r)] = true }

// flag is an event on the axis: a stem at its time, and what it says to the right.
type flag struct {
	x, to vg.Length // the days of the event
	date  string
	words string
	kind  kind
	// wideTime says that the event is of a week, a month or a year.
	wideTime bool
	lane     int       // from the axis, from 0
	wide     vg.Length // of date and words
}

const (
	space    = 8 // between date and words, and after a flag
	poleRoom = 7 // between a stem and its words
)

func newFlag(r *timeline.Row, s *scale, words string) flag {
	f := flag{x: s.x(r.From), to: s.x(r.To), date: brief(r), kind: kindOf(r), wideTime: r.To.Sub(r.From) > day}
	taken := bold.Width(f.date) + space + poleRoom
	f.words = excerpt(words, r.Words, flagWidth-space-taken)
	f.wide = taken + plain.Width(f.words) + space
	return f
}

// excerpt is as much of a sentence as has room: its beginning, or where what dates the
// event stands farther back, from the clause in which it stands.
func excerpt(words, dating string, room vg.Length) string {
	head := clip(plain, words, room)
	at := strings.Index(words, dating)
	if at < 0 || dating == "" || strings.Contains(head, dating) {
		return head
	}
	from := 0
	for _, mark := range []string{", ", "; ", ": ", "— ", "– ", ") "} {
		if i := strings.LastIndex(words[:at], mark); i >= 0 {
			from = max(from, i+len(mark))
		}
	}
	if from == 0 {
		return head
	}
	return clip(plain, "… "+words[from:], room)
}

// assign gives each flag a lane such that no flag lies on another or is crossed by a
// stem, and returns how many lanes there are. Flags are in order of time: one must be
// above all those behind it whose stems stand under its words.
func assign(flags []flag) int {
	lanes := 0
	for i := len(flags) - 1; i >= 0; i-- {
		f := &flags[i]
		for _, o := range flags[i+1:] {
			if o.x <= f.x+f.wide {
				f.lane = max(f.lane, o.lane+1)
			}
		}
		lanes = max(lanes, f.lane+1)
	}
	return lanes
}

// brief writes when a row was in few letters: '14 Mar 2025', 'Mar 2025', '2014'.
func brief(r *timeline.Row) string {
	last := r.To.AddDate(0, 0, -1)
	switch days := int(r.To.Sub(r.From) / day); {
	case days <= 1:
		return r.From.Format("2 Jan 2006")
	case r.From.Day() == 1 && r.From.Month() == 1 && days >= 365:
		return r.From.Format("2006")
	case r.From.Day() == 1 && last.Month() == r.From.Month() && last.AddDate(0, 0, 1).Day() == 1:
		return r.From.Format("Jan 2006")
	case r.From.Month() == last.Month() && r.From.Year() == last.Year():
		return fmt.Sprintf("%d–%s", r.From.Day(), last.Format("2 Jan 2006"))
	}
	return r.From.Format("2 Jan") + " – " + last.Format("2 Jan 2006")
}

// said is what a picture says of a row, and whether the font can draw it.
func said(r *timeline.Row, i int) (string, bool) {
	words := strings.Join(strings.Fields(r.Told.Words), " ")
	if drawable(words) {
		return words, true
	}
	return fmt.Sprintf("row %d of the timeline", i+1), false
}
