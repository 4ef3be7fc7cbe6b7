package story

import (
	"fmt"
	"math"
	"sort"
	"testing"
)

type clus struct {
	link, th             float64 // link kind param tau; threshold
	adopt, margin, small float64
	bestk                int
	mode                 string
}

func sortedDesc(v []float64) []float64 { sort.Sort(sort.Reverse(sort.Float64Slice(v))); return v }

func (c clus) between(S [][]float64, A, B []int) float64 {
	switch c.mode {
	case "mean":
		s := 0.0
		for _, i := range A {
			for _, j := range B {
				s += S[i][j]
			}
		}
		return s / float64(len(A)*len(B))
	case "soft":
		s := 0.0
		for _, i := range A {
			for _, j := range B {
				s += math.Exp(S[i][j] / c.link)
			}
		}
		return math.Log(s/float64(len(A)*len(B))) * c.link
	case "best": // each member's mean of best k in the other, averaged
		s, n := 0.0, 0.0
		one := func(A, B []int) {
			for _, i := range A {
				var v []float64
				for _, j := range B {
					v = append(v, S[i][j])
				}
				sortedDesc(v)
				k := min(c.bestk, len(v))
				for _, x := range v[:k] {
					s += x / float64(k)
				}
				n++
			}
		}
		one(A, B)
		one(B, A)
		return s / n
	}
	panic(c.mode)
}

func (c clus) run(l *lab, S [][]float64) [][]int {
	id := map[string]int{}
	for i := range l.arts {
		id[string(l.arts[i].ID)] = i
	}
	root := map[int][]int{}
	var nodes [][]int
	for i := range l.arts {
		if l.orig[i] == "" {
			root[i] = nil
		}
	}
	for i := range l.arts {
		r := i
		for l.orig[r] != "" {
			r = id[l.orig[r]]
		}
		root[r] = append(root[r], i)
	}
	for i := range l.arts {
		if root[i] != nil {
			nodes = append(nodes, []int{i})
		}
	}
	for {
		bi, bj, b := -1, -1, c.th
		for i := range nodes {
			for j := range i {
				if s := c.between(S, nodes[i], nodes[j]); s >= b {
					bi, bj, b = i, j, s
				}
			}
		}
		if bi < 0 {
			break
		}
		nodes[bj] = append(nodes[bj], nodes[bi]...)
		nodes = append(nodes[:bi], nodes[bi+1:]...)
	}
	// adoption
	for c.adopt < c.th {
		bi, bj, b := -1, -1, math.Inf(-1)
		for i := range nodes {
			if float64(len(nodes[i])) > c.small {
				continue
			}
			best, second, at := math.Inf(-1), math.Inf(-1), -1
			for j := range nodes {
				if i == j {
					continue
				}
				s := c.between(S, nodes[i], nodes[j])
				if s > best {
					best, second, at = s, best, j
				} else if s > second {
					second = s
				}
			}
			if best >= c.adopt && best-second >= c.margin && best > b {
				bi, bj, b = i, at, best
			}
		}
		if bi < 0 {
			break
		}
		nodes[bj] = append(nodes[bj], nodes[bi]...)
		nodes = append(nodes[:bi], nodes[bi+1:]...)
	}
	var out [][]int
	for _, n := range nodes {
		var all []int
		for _, i := range n {
			all = append(all, root[i]...)
		}
		out = append(out, all)
	}
	return out
}

func (l *lab) f1(groups [][]int) (p, r, f float64) {
	in := make([]int, len(l.arts))
	for g, m := range groups {
		for _, i := range m {
			in[i] = g
		}
	}
	var right, wrong, miss float64
	for i := range in {
		for j := range i {
			is, said := l.story[i] == l.story[j], in[i] == in[j]
			switch {
			case is && said:
				right++
			case said:
				wrong++
			case is:
				miss++
			}
		}
	}
	return right / (right + wrong), right / (right + miss), 2 * right / (2*right + wrong + miss)
}

func TestLab4(t *testing.T) {
	xa, xb := newFx(loadLab(t, "stories_a.jsonl")), newFx(loadLab(t, "stories_b.jsonl"))
	A, B := xa.pairs(false), xb.pairs(false)
	on := make([]bool, len(fnames))
	for i := range on {
		on[i] = fnames[i] != "embm" && fnames[i] != "toplead"
	}
	wa, wb := fitLogit(A, on, 1), fitLogit(B, on, 1)
	SA, SB := xa.scores(wb), xb.scores(wa)
	try := func(c clus) {
		_, _, fa := xa.l.f1(c.run(xa.l, SA))
		p, r, fb := xb.l.f1(c.run(xb.l, SB))
		fmt.Printf("LAB %+v a %.3f b %.3f (%.2f %.2f) mean %.3f\n", c, fa, fb, p, r, (fa+fb)/2)
	}
	for _, th := range []float64{-2, -1.5, -1, -.5, 0} {
		for _, mode := range []string{"mean", "soft", "best"} {
			try(clus{mode: mode, th: th, link: 2, bestk: 2, adopt: 99})
		}
		try(clus{mode: "best", th: th, bestk: 1, adopt: 99})
		try(clus{mode: "best", th: th, bestk: 3, adopt: 99})
		try(clus{mode: "best", th: th, bestk: 4, adopt: 99})
		try(clus{mode: "soft", th: th, link: 1, adopt: 99})
		try(clus{mode: "soft", th: th, link: 4, adopt: 99})
	}
	for _, mode := range []string{"mean", "soft", "best"} {
		for _, ad := range []float64{-3, -2.5, -2} {
			for _, m := range []float64{.3, .6, 1} {
				try(clus{mode: mode, th: -.5, link: 2, bestk: 3, adopt: ad, margin: m, small: 2})
			}
		}
	}
}
