package copies

import "slices"

// Pair is the places of one element in two sequences.
type Pair struct{ A, B int }

// alignCells bounds the table of what lies between two anchors: 500 elements
// against 500, a quarter of a millisecond. More that has no element in common
// that is unique has been rewritten, and is left unpaired.
const alignCells = 250_000

// Align pairs equal elements of two sequences so that both orders are kept: first
// what begins and ends them, then what is in each just once (as in the 'patience'
// comparison of program texts), and between these as much as possible. The time
// grows as n log n with their lengths.
func Align[E comparable](a, b []E) []Pair {
	lead := 0
	for lead < min(len(a), len(b)) && a[lead] == b[lead] {
		lead++
	}
	tail := 0
	for tail < min(len(a), len(b))-lead && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	endA, endB := len(a)-tail, len(b)-tail
	pairs := make([]Pair, 0, min(len(a), len(b)))
	for i := range lead {
		pairs = append(pairs, Pair{i, i})
	}
	last := Pair{lead - 1, lead - 1}
	for _, p := range append(anchors(a[:endA], b[:endB], lead), Pair{endA, endB}) {
		pairs = between(pairs, a, b, last, p)
		if p.A < endA {
			pairs = append(pairs, p)
		}
		last = p
	}
	for i := range tail {
		pairs = append(pairs, Pair{endA + i, endB + i})
	}
	return pairs
}

// anchors pairs what both sequences have just once from an offset on: the most of
// it that keeps its order.
func anchors[E comparable](a, b []E, from int) []Pair {
	type places struct{ a, b, inA, inB int }
	at := make(map[E]places, len(a)-from)
	for i := from; i < len(a); i++ {
		p := at[a[i]]
		p.a, p.inA = i, p.inA+1
		at[a[i]] = p
	}
	for i := from; i < len(b); i++ {
		if p, ok := at[b[i]]; ok {
			p.b, p.inB = i, p.inB+1
			at[b[i]] = p
		}
	}
	var all []Pair
	for i := from; i < len(a); i++ {
		if p := at[a[i]]; p.inA == 1 && p.inB == 1 {
			all = append(all, Pair{i, p.b})
		}
	}
	return rising(all)
}

// rising is the longest part of pairs, in order of A, in which B rises as well.
func rising(all []Pair) []Pair {
	var ends []int // of each length, the pair that such a run with the least B ends with
	before := make([]int, len(all))
	for i, p := range all {
		n, _ := slices.BinarySearchFunc(ends, p.B, func(j, b int) int { return all[j].B - b })
		before[i] = -1
		if n > 0 {
			before[i] = ends[n-1]
		}
		if n == len(ends) {
			ends = append(ends, i)
		} else {
			ends[n] = i
		}
	}
	run := make([]Pair, len(ends))
	if len(ends) == 0 {
		return run
	}
	for n, i := len(ends)-1, ends[len(ends)-1]; n >= 0; n, i = n-1, before[i] {
		run[n] = all[i]
	}
	return run
}

// between adds the pairs of what lies between two pairs: what follows the first,
// what leads to the second, and by a table the longest common part of the rest.
func between[E comparable](pairs []Pair, a, b []E, first, second Pair) []Pair {
	fromA, fromB, toA, toB := first.A+1, first.B+1, second.A, second.B
	for fromA < toA && fromB < toB && a[fromA] == b[fromB] {
		pairs = append(pairs, Pair{fromA, fromB})
		fromA, fromB = fromA+1, fromB+1
	}
	tail := 0
	for fromA < toA && fromB < toB && a[toA-1] == b[toB-1] {
		toA, toB, tail = toA-1, toB-1, tail+1
	}
	if n, m := toA-fromA, toB-fromB; n > 0 && m > 0 && n <= alignCells/m {
		for _, p := range longest(a[fromA:toA], b[fromB:toB]) {
			pairs = append(pairs, Pair{fromA + p.A, fromB + p.B})
		}
	}
	for i := range tail {
		pairs = append(pairs, Pair{toA + i, toB + i})
	}
	return pairs
}

// longest is a longest common subsequence by the textbook's table.
func longest[E comparable](a, b []E) []Pair {
	wide := len(b) + 1
	most := make([]int32, (len(a)+1)*wide) // of what is left from i and j on
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				most[i*wide+j] = most[(i+1)*wide+j+1] + 1
			} else {
				most[i*wide+j] = max(most[(i+1)*wide+j], most[i*wide+j+1])
			}
		}
	}
	var pairs []Pair
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			pairs = append(pairs, Pair{i, j})
			i, j = i+1, j+1
		case most[(i+1)*wide+j] >= most[i*wide+j+1]:
			i++
		default:
			j++
		}
	}
	return pairs
}
