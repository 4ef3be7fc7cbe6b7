package story

import (
	"cmp"
	"math"
	"slices"
)

// sparse is a vector of which most is zero, in the order of its terms.
type sparse []weighed

type weighed struct {
	term  int32
	value float32
}

// mostTerms bounds a vector: an article has some 120 terms, and what a group has
// beyond its 300 heaviest says nothing of it.
const mostTerms = 300

// met calls visit with the values of each term that both vectors have.
func (a sparse) met(b sparse, visit func(x, y float32)) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch x, y := a[i].term, b[j].term; {
		case x < y:
			i++
		case x > y:
			j++
		default:
			visit(a[i].value, b[j].value)
			i, j = i+1, j+1
		}
	}
}

func (a sparse) dot(b sparse) float64 {
	sum := float32(0)
	a.met(b, func(x, y float32) { sum += x * y })
	return float64(sum)
}

// even is the dot product of which no one term makes more than a share.
func (a sparse) even(b sparse, share float64) float64 {
	var sum, most float32
	a.met(b, func(x, y float32) {
		sum += x * y
		most = max(most, x*y)
	})
	return float64(sum) - max(0, float64(most)-share*float64(sum))
}

// times returns a vector times a factor.
func (a sparse) times(by float64) sparse {
	b := make(sparse, len(a))
	for i, w := range a {
		b[i] = weighed{w.term, w.value * float32(by)}
	}
	return b
}

// at is the value of a term.
func (a sparse) at(term int32) float32 {
	i, ok := slices.BinarySearchFunc(a, term, func(w weighed, t int32) int { return cmp.Compare(w.term, t) })
	if !ok {
		return 0
	}
	return a[i].value
}

// plus returns the sum of two vectors, its largest parts only.
func (a sparse) plus(b sparse) sparse { return a.with(b).largest(mostTerms) }

// with returns the sum of two vectors.
func (a sparse) with(b sparse) sparse {
	if len(b) == 0 {
		return a
	}
	sum := make(sparse, 0, len(a)+len(b))
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch x, y := a[i], b[j]; {
		case x.term < y.term:
			sum = append(sum, x)
			i++
		case x.term > y.term:
			sum = append(sum, y)
			j++
		default:
			sum = append(sum, weighed{x.term, x.value + y.value})
			i, j = i+1, j+1
		}
	}
	return append(append(sum, a[i:]...), b[j:]...)
}

// heaviest returns the n largest values, the largest first.
func (a sparse) heaviest(n int) sparse {
	a = slices.Clone(a)
	slices.SortFunc(a, func(x, y weighed) int {
		return cmp.Or(cmp.Compare(y.value, x.value), cmp.Compare(x.term, y.term))
	})
	return a[:min(n, len(a))]
}

// largest keeps the n largest values.
func (a sparse) largest(n int) sparse {
	if len(a) <= n {
		return a
	}
	a = a.heaviest(n)
	slices.SortFunc(a, func(x, y weighed) int { return cmp.Compare(x.term, y.term) })
	return slices.Clip(a)
}

// unit scales a vector to length 1.
func (a sparse) unit() sparse {
	length := float32(math.Sqrt(a.dot(a)))
	for i := range a {
		a[i].value /= length
	}
	return a
}
