package session

// sequence tracks which of a session's events came. Discord numbers them from
// 1; one that comes twice is to be dropped, and a resume asks for those after
// low.
type sequence struct {
	low   int64              // all up to here came
	high  int64              // the highest that came
	above map[int64]struct{} // those above low that came
}

// gap is how many events may come above a missing one before it is given up.
const gap = 1024

// first reports whether n comes for the first time, and notes it.
func (q *sequence) first(n int64) bool {
	if _, ok := q.above[n]; ok || n <= q.low {
		return false
	}
	if q.above == nil {
		q.above = map[int64]struct{}{}
	}
	q.above[n] = struct{}{}
	q.high = max(q.high, n)
	q.climb()
	if len(q.above) > gap {
		q.low = q.high
		for m := range q.above {
			q.low = min(q.low, m)
		}
		delete(q.above, q.low)
		q.climb()
	}
	return true
}

// climb raises low over what has come.
func (q *sequence) climb() {
	for {
		if _, ok := q.above[q.low+1]; !ok {
			return
		}
		q.low++
		delete(q.above, q.low)
	}
}
