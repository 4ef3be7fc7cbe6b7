package timeline

import (
	"cmp"
	"math"
	"slices"
)

// How many rows there are unless it is said: all that one long report tells, and at
// most what can be read at a sitting; between them they grow with the square root of
// the voices, for coverage grows faster than what happens.
const (
	leastRows  = 15
	mostRows   = 30
	rowsAVoice = 1.5
)

// limit is how many rows there are at most for an amount of coverage.
func (o Options) limit(voices int) int {
	if o.Rows > 0 {
		return o.Rows
	}
	return min(mostRows, leastRows+int(rowsAVoice*math.Sqrt(float64(voices))))
}

// What a time less exact than a day is worth against one: it is where a story
// comes from, seldom the story. What has no time at all comes after all that has.
const (
	weekShare  = 0.6
	monthShare = 0.5
	yearShare  = 0.35
)

// pick returns the rows that matter most, in order of time, and how many more there
// are. Where there are too many, each day has a row before any has two.
func (c *coverage) pick(rows []Row, limit int) ([]Row, int) {
	left := max(0, len(rows)-limit)
	if left > 0 {
		rows = c.best(rows, limit)
	}
	slices.SortStableFunc(rows, inTime)
	return rows, left
}

// best are the rows of the days that are worth most.
func (c *coverage) best(rows []Row, limit int) []Row {
	slices.SortStableFunc(rows, func(a, b Row) int { return cmp.Compare(b.weight, a.weight) })
	type key struct{ from, to int64 }
	turns := map[key]int{}
	turn := make([]int, len(rows))
	order := make([]int, len(rows))
	worth := make([]float64, len(rows))
	for i := range rows {
		k := key{rows[i].From.Unix(), rows[i].To.Unix()}
		if rows[i].Dated() {
			turn[i] = turns[k]
			turns[k]++
		}
		order[i], worth[i] = i, c.value(&rows[i])
	}
	slices.SortStableFunc(order, func(i, j int) int {
		return cmp.Or(cmp.Compare(turn[i], turn[j]), cmp.Compare(worth[j], worth[i]))
	})
	picked := make([]Row, 0, limit)
	for _, i := range order[:limit] {
		picked = append(picked, rows[i])
	}
	return picked
}

// value is what the time of a row is worth.
func (c *coverage) value(r *Row) float64 {
	if !r.Dated() {
		return 0
	}
	best := 0.0
	days := int(r.To.Sub(r.From).Hours() / 24)
	if days <= 1 {
		return c.worth(number(r.From))
	}
	best = afterGain*ln(1+len(r.Also)) + sentenceGain*ln(1+len(r.Also))
	switch {
	case days <= 7:
		return weekShare * best
	case days <= 31:
		return monthShare * best
	}
	return yearShare * best
}

// inTime orders rows by time, the undated last; of two that begin together the
// wider goes first.
func inTime(a, b Row) int {
	if a.Dated() != b.Dated() {
		if a.Dated() {
			return -1
		}
		return 1
	}
	return cmp.Or(a.From.Compare(b.From), b.To.Compare(a.To))
}
