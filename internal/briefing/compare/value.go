package compare

import (
	"math"
	"strconv"
	"strings"

	"newsdesk/rag/fact"
)

// span is the range that a value may truly lie in.
type span struct {
	lo, hi float64
	// vague says that the words tell only a size: 'dozens', 'hundreds'.
	vague bool
	exact bool // no hedge: the words name one value
}

const (
	// aboutShare is how far 'about' lets a value be off, and nearlyShare how far
	// below its figure 'nearly' does. Reporters round to one or two figures, 911 to
	// 'about 900' and 1,383 to 'nearly 1,400'. Of the even cases those that mean one
	// value are within .05, and those that differ are off by .2 and more; measure
	// again with go test ./internal/briefing/compare -run 'TestCases|TestPairs' -v.
	aboutShare  = 0.1
	nearlyShare = 0.15
	// looseShare is how far a word such as 'a dozen' is off.
	looseShare = 0.25
	// roundFrom is from which value on a round figure may be another one rounded:
	// 1,400 for 1,383; never one for another that is as round. Nobody rounds 17
	// dead to 20.
	roundFrom = 1000.0
	// vagueTimes is how many times its least 'dozens' may be.
	vagueTimes = 10.0
)

// measures are units in terms of the one that their sort is compared in.
var measures = map[string]struct {
	times float64
	of    string
}{
	"km": {1000, "m"}, "cm": {0.01, "m"}, "mm": {0.001, "m"}, "mile": {1609.344, "m"}, "foot": {0.3048, "m"}, "inch": {0.0254, "m"},
	"nautical mile": {1852, "m"}, "mph": {1.609344, "kph"}, "knot": {1.852, "kph"},
	"tonne": {1000, "kg"}, "gram": {0.001, "kg"}, "gallon": {3.785, "litre"},
	"acre": {0.404686, "hectare"}, "square km": {100, "hectare"}, "square mile": {258.999, "hectare"}, "square m": {0.0001, "hectare"},
	"gigawatt": {1000, "megawatt"}, "kilowatt": {0.001, "megawatt"},
	"century": {1200, "month"}, "decade": {120, "month"}, "year": {12, "month"},
	"fortnight": {20160, "minute"}, "week": {10080, "minute"}, "day": {1440, "minute"}, "hour": {60, "minute"}, "second": {1.0 / 60, "minute"},
}

// ranged is the range of a figure's value and the unit that it is in.
func (g *figure) ranged() (span, string) {
	times, unit := 1.0, g.fact.Unit
	if m, ok := measures[unit]; ok {
		times, unit = m.times, m.of
	}
	switch {
	case g.fact.Kind == fact.Quantity && g.perHour():
		times, unit = times/1000, "kph" // 'kilometres an hour'
	case g.fact.Kind == fact.Percent:
		unit = "%"
	case g.fact.Kind == fact.Number:
		unit = ""
	}
	s := g.bounds()
	return span{s.lo * times, s.hi * times, s.vague, s.exact}, unit
}

// meets reports whether two figures can be one value. One that has to be converted is
// only as sharp as its last figure: ten kilometres are six miles.
func (g *figure) meets(o *figure) bool {
	mine, others := g.fact.Number, o.fact.Number
	switch {
	case g.fact.Unit != o.fact.Unit:
		return g.blunt().meets(o.blunt())
	case min(mine, others) < roundFrom || lastFigure(mine) == lastFigure(others):
		return g.value.meets(o.value)
	case lastFigure(mine) > lastFigure(others):
		return g.blunt().meets(o.value)
	}
	return g.value.meets(o.blunt())
}

// blunt is the range of a value with half of its last figure either way.
func (g *figure) blunt() span {
	s, times := g.value, 1.0
	if g.fact.Number != 0 && !s.openEnded() {
		times = (s.lo + s.hi) / 2 / g.fact.Number
	}
	half := lastFigure(g.fact.Number) / 2 * times
	return span{s.lo - half, s.hi + half, s.vague, s.exact}
}

func (g *figure) perHour() bool {
	return (g.word(g.to) == "an" || g.word(g.to) == "per") && g.word(g.to+1) == "hour" && (g.fact.Unit == "km" || g.fact.Unit == "mile")
}

// bounds is the range that the hedge leaves.
func (g *figure) bounds() span {
	v := g.fact.Number
	if g.fact.Value != "" && (g.fact.Value[0] < '0' || g.fact.Value[0] > '9') && g.fact.Kind == fact.Number {
		return span{lo: v, hi: v * vagueTimes, vague: true}
	}
	if w := strings.ToLower(g.written.Of(g.Words)); strings.Contains(w, "dozen") || strings.Contains(w, "half") || strings.Contains(w, "a hundred") || strings.Contains(w, "couple") {
		return span{lo: v * (1 - looseShare), hi: v * (1 + looseShare)} // round words: 'a dozen' for 13
	}
	switch g.fact.Approx {
	case fact.About:
		off := max(v*aboutShare, lastFigure(v)/2)
		return span{lo: v - off, hi: v + off}
	case fact.AtLeast, fact.MoreThan:
		return span{lo: v, hi: math.Inf(1)}
	case fact.AtMost:
		return span{lo: 0, hi: v}
	case fact.LessThan:
		if w := strings.ToLower(g.written.Of(g.Words)); strings.HasPrefix(w, "nearly") || strings.HasPrefix(w, "almost") {
			return span{lo: v * (1 - nearlyShare), hi: v}
		}
		return span{lo: 0, hi: v}
	}
	return span{lo: v, hi: v, exact: true}
}

// lastFigure is what one is worth in the last place of v that is not nought: 100
// of 1,400, 0.1 of 2.5.
func lastFigure(v float64) float64 {
	if v == 0 {
		return 1
	}
	digits := strconv.FormatFloat(math.Abs(v), 'f', -1, 64)
	if _, after, ok := strings.Cut(digits, "."); ok {
		return math.Pow(10, -float64(len(after)))
	}
	return math.Pow(10, float64(len(digits)-len(strings.TrimRight(digits, "0"))))
}

// meets reports whether both can be one value.
func (s span) meets(o span) bool { return s.lo <= o.hi && o.lo <= s.hi }

// openEnded reports whether a range has no upper end: 'at least 13'.
func (s span) openEnded() bool { return math.IsInf(s.hi, 1) }

// moved reports whether two ranges that meet still tell of a change: 'at least four'
// and 'nine'. Of 'more than 20,000' and 21,000 nothing need have changed.
func (s span) moved(o span) bool {
	low, high := s, o
	if high.openEnded() {
		low, high = o, s
	}
	return low.openEnded() && !low.vague && !high.vague && high.exact && high.lo > low.lo*(1+movedShare)
}

// movedShare is how far above 'at least' a figure must lie to be news: 911 is
// what 'more than 900' says.
const movedShare = 0.2
