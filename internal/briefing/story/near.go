package story

import (
	"cmp"
	"slices"
)

const (
	// neighbours is how many articles an article is compared with at most: twice
	// what the largest stories of stories_a.jsonl have; 12 cost .01 of F1 there.
	neighbours = 24
	// heaviest is how many terms of an article lead to its neighbours.
	heaviest = 40
	// mostScanned bounds how many articles with these terms are looked at, the rarest
	// term first, the latest article first, so that ten thousand articles with the
	// same words take seconds, not hours. Those that one does not see do not count.
	mostScanned = 6000
	// leastNear is the least cosine over these terms of an article that is compared:
	// a sixth of what makes one story.
	leastNear = 0.02
)

// near returns the places of the articles most like one, the best first.
func (c *corpus) near(e *entry) []int32 {
	if e.near != nil {
		return e.near
	}
	if len(c.scratch) < len(c.entries) {
		c.scratch = make([]float32, len(c.entries)+len(c.entries)/4)
	}
	var met []int32
	left := mostScanned
	for _, w := range e.profile.words.heaviest(heaviest) {
		met = c.scan(e, w, &left, met)
	}
	for _, w := range e.profile.native.heaviest(heaviest) {
		met = c.scan(e, w, &left, met)
	}
	e.near = c.best(e, met)
	return e.near
}

// best returns the places with the best scores, and clears all of them.
func (c *corpus) best(e *entry, met []int32) []int32 {
	better := func(a, b int32) int {
		return cmp.Or(cmp.Compare(c.scratch[b], c.scratch[a]), cmp.Compare(a, b))
	}
	best := make([]int32, 0, neighbours+1)
	for _, p := range met {
		if c.scratch[p] < leastNear { // fading makes it no more
			continue
		}
		c.scratch[p] *= float32(fade(e.span(), c.entries[p].span()))
		if c.scratch[p] < leastNear || len(best) == neighbours && better(best[neighbours-1], p) < 0 {
			continue
		}
		at, _ := slices.BinarySearchFunc(best, p, better)
		best = slices.Insert(best, at, p)
		best = best[:min(len(best), neighbours)]
	}
	for _, p := range met {
		c.scratch[p] = 0
	}
	return best
}

// scan adds to the scores of the articles that say a term.
func (c *corpus) scan(e *entry, w weighed, left *int, met []int32) []int32 {
	for _, o := range slices.Backward(c.posted[w.term]) {
		if *left == 0 {
			break
		}
		if o.value == 0 || c.entries[o.place] == nil || !e.sees(c.entries[o.place]) {
			continue
		}
		if *left--; o.place == e.place {
			continue
		}
		if c.scratch[o.place] == 0 {
			met = append(met, o.place)
		}
		c.scratch[o.place] += w.value * o.value
	}
	return met
}
