package encoder

import (
	"slices"
	"testing"
)

func TestPlan(t *testing.T) {
	for _, c := range []struct {
		name    string
		lengths []int
		workers int
		want    []batch
	}{
		{"nothing", nil, 2, nil},
		{"no tokens", []int{0, 0}, 2, nil},
		{"one", []int{0, 7, 0}, 2, []batch{{1}}},
		{"one for each worker", []int{20, 40}, 2, []batch{{0}, {1}}},
		{"halves", []int{8, 8, 8, 8}, 2, []batch{{0, 1}, {2, 3}}},
		{"one worker", []int{8, 8, 8, 8}, 1, []batch{{0, 1, 2, 3}}},
		{"full", []int{128, 61, 61, 1, 1, 128}, 1, []batch{{0}, {1, 2}, {3, 4}, {5}}},
		{"padded", []int{62, 62, 1}, 1, []batch{{0, 1}, {2}}},
	} {
		var texts [][]int
		for _, n := range c.lengths {
			texts = append(texts, make([]int, n))
		}
		got := plan(texts, c.workers)
		if !slices.EqualFunc(got, c.want, slices.Equal[batch]) {
			t.Errorf("%s: plan = %v, want %v", c.name, got, c.want)
		}
	}
}
