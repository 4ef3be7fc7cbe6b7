package plot

import (
	"math"
	"slices"
	"time"

	"gonum.org/v1/plot/vg"

	"newsdesk/internal/briefing/timeline"
)

// scale maps time to a place on the axis. It is linear where the events lie evenly, and
// else draws long times in which nothing is told closer together.
type scale struct {
	knots    []time.Time // in order
	places   []vg.Length // of the knots
	bent     bool
	from, to vg.Length
}

const (
	// uneven is the share of the axis that its widest gap may take until the axis
	// bends: up to then the other events are still told apart.
	uneven = 0.55
	// bend is the power to which a gap is taken on a bent axis: of two gaps of which
	// one is a thousand times as long it is drawn eight times as wide.
	bend = 0.3
)

const day = 24 * time.Hour

func newScale(t *timeline.Timeline, rows []timeline.Row) *scale {
	s := &scale{from: margin + 12, to: width - margin - flagWidth}
	for i := range rows {
		if rows[i].Dated() && i < mostFlags {
			s.knots = append(s.knots, rows[i].From)
		}
	}
	for _, d := range t.Days {
		s.knots = append(s.knots, d.Day)
	}
	slices.SortFunc(s.knots, time.Time.Compare)
	s.knots = slices.CompactFunc(s.knots, time.Time.Equal)
	if len(s.knots) == 0 {
		return s
	}
	s.knots = append(s.knots, s.knots[len(s.knots)-1].Add(day))
	s.bent = s.crowded()
	s.place()
	return s
}

// crowded reports whether a linear axis would press most events together.
func (s *scale) crowded() bool {
	n := len(s.knots)
	if n < 4 {
		return false
	}
	whole, widest := s.knots[n-1].Sub(s.knots[0]), time.Duration(0)
	for i := 1; i < n; i++ {
		widest = max(widest, s.knots[i].Sub(s.knots[i-1]))
	}
	return float64(widest) > uneven*float64(whole)
}

// place sets the places of the knots.
func (s *scale) place() {
	at := make([]float64, len(s.knots))
	for i := 1; i < len(s.knots); i++ {
		gap := s.knots[i].Sub(s.knots[i-1]).Hours()
		if s.bent {
			gap = math.Pow(gap, bend)
		}
		at[i] = at[i-1] + gap
	}
	whole := at[len(at)-1]
	for _, a := range at {
		s.places = append(s.places, s.from+(s.to-s.from)*vg.Length(a/whole))
	}
}

// x is the place of a time.
func (s *scale) x(t time.Time) vg.Length {
	if len(s.knots) == 0 {
		return s.from
	}
	i, exact := slices.BinarySearchFunc(s.knots, t, time.Time.Compare)
	switch {
	case exact:
		return s.places[i]
	case i == 0:
		return s.places[0]
	case i == len(s.knots):
		return s.places[i-1]
	}
	part := float64(t.Sub(s.knots[i-1])) / float64(s.knots[i].Sub(s.knots[i-1]))
	return s.places[i-1] + (s.places[i]-s.places[i-1])*vg.Length(part)
}

// bar is how many articles were published on a day.
type bar struct {
	x, width vg.Length
	n        int
}

// thinnest is the width of a bar that is still seen.
const thinnest = 2

// bars are those of days on which something was published, and the most on a day.
func (s *scale) bars(days []timeline.Day) ([]bar, int) {
	most := 0
	var all []bar
	for _, d := range days {
		from, to := s.x(d.Day), s.x(d.Day.Add(day))
		all = append(all, bar{x: from, width: max(thinnest, min(0.8*(to-from), widest)), n: d.Articles})
		most = max(most, d.Articles)
	}
	return all, most
}

// widest is the width of a bar where a day is wide.
const widest = 22
