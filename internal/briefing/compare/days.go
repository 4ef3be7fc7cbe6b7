package compare

import "time"

// otherDays reports whether the leads of two reports count one deed on different
// days, and neither speaks of the other's day at all: two attacks on one town.
func (p pair) otherDays() bool {
	if p.b.hasDay(p.a.leadDays()) || p.a.hasDay(p.b.leadDays()) {
		return false
	}
	for _, f := range p.a.leadFigures() {
		for _, g := range p.b.leadFigures() {
			if f.deed != "" && f.deed == g.deed && f.otherDay(g) {
				return true
			}
		}
	}
	return false
}

func (r *report) leadFigures() []*figure {
	var all []*figure
	for _, l := range r.lines[:min(leadLines, len(r.lines))] {
		for i := range l.figures {
			all = append(all, &l.figures[i])
		}
	}
	return all
}

// leadDays are the days that a report's first lines give for what happened.
func (r *report) leadDays() []moment {
	var all []moment
	for _, l := range r.lines[:min(leadLines, len(r.lines))] {
		for _, m := range l.times {
			if !m.telling && !m.since && m.To.Sub(m.From) <= 24*time.Hour && !m.From.After(r.date()) {
				all = append(all, m)
			}
		}
	}
	return all
}

func (r *report) hasDay(days []moment) bool {
	for _, l := range r.lines {
		for _, d := range days {
			if l.hasTime(d) {
				return true
			}
		}
	}
	return false
}
