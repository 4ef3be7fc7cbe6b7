package story

import (
	"fmt"
	"sort"
	"testing"
)

func (x *fx) scores(w []float64) [][]float64 {
	n := len(x.l.arts)
	s := make([][]float64, n)
	for i := range s {
		s[i] = make([]float64, n)
	}
	for i := range s {
		for j := range i {
			f := x.feats(i, j)
			for k := range f {
				s[i][j] += w[k] * f[k]
			}
			s[j][i] = s[i][j]
		}
	}
	return s
}

func TestLab3(t *testing.T) {
	xa, xb := newFx(loadLab(t, "stories_a.jsonl")), newFx(loadLab(t, "stories_b.jsonl"))
	A, B := xa.pairs(false), xb.pairs(false)
	on := make([]bool, len(fnames))
	for i := range on {
		on[i] = fnames[i] != "embm" && fnames[i] != "toplead"
	}
	wa, wb := fitLogit(A, on, 1), fitLogit(B, on, 1)
	for _, z := range []struct {
		n string
		x *fx
		w []float64
	}{{"a", xa, wb}, {"b", xb, wa}} {
		s := z.x.scores(z.w)
		nn, top := 0, 0
		tot := 0
		for i := range s {
			if z.x.l.orig[i] != "" {
				continue
			}
			var js []int
			has := false
			for j := range s {
				if j != i && z.x.l.orig[j] == "" {
					js = append(js, j)
					has = has || z.x.l.story[j] == z.x.l.story[i]
				}
			}
			sort.Slice(js, func(a, b int) bool { return s[i][js[a]] > s[i][js[b]] })
			if !has {
				fmt.Printf("LAB %s single %-26s best %.1f %s\n", z.n, z.x.l.story[i], s[i][js[0]], z.x.l.story[js[0]])
				continue
			}
			tot++
			r := 0
			for z.x.l.story[js[r]] != z.x.l.story[i] {
				r++
			}
			if r == 0 {
				nn++
			}
			if r < 3 {
				top++
			}
			if r > 0 || s[i][js[r]] < 0 {
				fmt.Printf("LAB %s %s %-24s rank %d at %.1f (%s); first %.1f %s | %s\n", z.n, z.x.l.arts[i].ID, z.x.l.story[i], r, s[i][js[r]], z.x.l.arts[js[r]].Title, s[i][js[0]], z.x.l.story[js[0]], z.x.l.arts[i].Title)
			}
		}
		fmt.Printf("LAB %s nn %d top3 %d of %d\n", z.n, nn, top, tot)
	}
}
