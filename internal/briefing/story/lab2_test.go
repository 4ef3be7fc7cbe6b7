package story

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"newsdesk/rag/fact"
)

var fnames = []string{"bias", "cos", "names", "nameslead", "toplead", "leadbody", "rarecount", "rarenames", "numbers", "ctry", "conflict", "days", "undated", "arabmix", "arabboth", "agree", "embm", "len", "native", "uncommon","titlecos","leadall"}

type fx struct {
	l                                   *lab
	names, top, nums, uncommon, lead, title []sparse // unit vecs
	all                                 []sparse // raw
	mean                                [][]float32
	key                                 []string
}

func newFx(l *lab) *fx {
	l.embed()
	l.countries()
	x := &fx{l: l, key: make([]string, len(l.c.posted))}
	for k, v := range l.c.vocabulary {
		x.key[v] = k
	}
	for i, e := range l.c.entries {
		sel := func(f func(t counted, k string) float64) sparse {
			var v sparse
			for _, t := range e.terms {
				if w := f(t, x.key[t.term]); w > 0 {
					v = append(v, weighed{t.term, float32(w) * l.c.rarity(t.term)})
				}
			}
			return v
		}
		u := func(v sparse) sparse {
			if len(v) == 0 {
				return v
			}
			return v.unit()
		}
		x.names = append(x.names, u(sel(func(t counted, k string) float64 {
			if t.sound {
				return float64(t.strength)
			}
			return 0
		})))
		x.top = append(x.top, u(sel(func(t counted, k string) float64 {
			if t.salient {
				return float64(t.strength)
			}
			return 0
		})))
		x.nums = append(x.nums, u(sel(func(t counted, k string) float64 {
			if k[0] == 'n' {
				return 1
			}
			return 0
		})))
		x.uncommon = append(x.uncommon, u(sel(func(t counted, k string) float64 {
			if k[0] == 'w' && !fact.IsCommon(strings.ToLower(l.c.written[t.term])) {
				return float64(t.strength)
			}
			return 0
		})))
		x.all = append(x.all, sel(func(t counted, k string) float64 { return float64(t.strength) }))
		x.mean = append(x.mean, mean(l.emb[i]))
	}
	return x
}

func (x *fx) feats(i, j int) []float64 {
	c := x.l.c
	e, o := c.entries[i], c.entries[j]
	lg := func(v float64) float64 { return math.Log(.02+v) + 4 }
	p, q := e.profile, o.profile
	rc, rn, nm := 0.0, 0.0, 0.0
	cosall := p.words.even(q.words, oneTerm)
	x.all[i].met(x.all[j], func(a, b float32) {})
	a, b := e.terms, o.terms
	for s, u := 0, 0; s < len(a) && u < len(b); {
		switch {
		case a[s].term < b[u].term:
			s++
		case a[s].term > b[u].term:
			u++
		default:
			t := a[s].term
			r := float64(c.rarity(t))
			if r > 2.5 {
				switch x.key[t][0] {
				case 'n':
					nm++
				case 'k':
					rn += r - 2.5
				default:
					rc += (r - 2.5) * math.Sqrt(float64(a[s].strength*b[u].strength))
				}
			}
			s++
			u++
		}
	}
	ct := 0.0
	for k, v := range x.l.cc[i] {
		ct += v * x.l.cc[j][k]
	}
	conf := 0.0
	if len(x.l.cc[i]) > 0 && len(x.l.cc[j]) > 0 && ct < .05 {
		conf = 1
	}
	d := days(p.span, q.span)
	und := 0.0
	if !p.dated || !q.dated {
		d, und = 0, 1
	}
	mix, both, nat := math.Abs(float64(p.arabic-q.arabic)), float64(p.arabic*q.arabic), 0.0
	if both > 0 {
		nat = lg(p.native.dot(q.native))
	}
	return []float64{1, lg(cosall), lg(x.names[i].dot(x.names[j])), 0, lg(x.top[i].dot(x.top[j])), lg(max(x.top[i].dot(q.words), x.top[j].dot(p.words))),
		math.Log(1 + rc), math.Log(1 + rn), math.Log(1 + nm), ct, conf, math.Log(1 + d), und, mix, both,
		(agreement(p, q) + agreement(q, p)) / 2, vdot(x.mean[i], x.mean[j]), math.Log(float64(min(len(e.terms), len(o.terms))) / 60), nat,
		lg(x.uncommon[i].dot(x.uncommon[j])),0,0}
}

type pairSet struct {
	f  [][]float64
	is []bool
}

func (x *fx) pairs(copies bool) pairSet {
	var p pairSet
	for i := range x.l.arts {
		for j := range i {
			if !copies && (x.l.orig[i] != "" || x.l.orig[j] != "") {
				continue
			}
			p.f = append(p.f, x.feats(i, j))
			p.is = append(p.is, x.l.story[i] == x.l.story[j])
		}
	}
	return p
}

func fitLogit(p pairSet, on []bool, l2 float64) []float64 {
	n := len(fnames)
	w, m, v := make([]float64, n), make([]float64, n), make([]float64, n)
	for it := 1; it <= 400; it++ {
		g := make([]float64, n)
		for k, f := range p.f {
			s := 0.0
			for i := range f {
				s += w[i] * f[i]
			}
			y := 0.0
			if p.is[k] {
				y = 1
			}
			d := y - 1/(1+math.Exp(-s))
			for i := range f {
				g[i] += d * f[i]
			}
		}
		for i := range w {
			if !on[i] {
				continue
			}
			if i > 0 {
				g[i] -= l2 * w[i]
			}
			m[i] = .9*m[i] + .1*g[i]
			v[i] = .99*v[i] + .01*g[i]*g[i]
			w[i] += .1 * m[i] / (math.Sqrt(v[i]) + 1e-8)
		}
	}
	return w
}

func evalLogit(p pairSet, w []float64) (float64, float64) {
	sc := make([]float64, len(p.f))
	for k, f := range p.f {
		for i := range f {
			sc[k] += w[i] * f[i]
		}
	}
	return ap(sc, p.is)
}

func TestLab2(t *testing.T) {
	A, B := newFx(loadLab(t, "stories_a.jsonl")).pairs(false), newFx(loadLab(t, "stories_b.jsonl")).pairs(false)
	run := func(label string, off ...string) {
		on := make([]bool, len(fnames))
		for i := range on {
			on[i] = true
			for _, o := range off {
				if fnames[i] == o {
					on[i] = false
				}
			}
		}
		wa, wb := fitLogit(A, on, 1), fitLogit(B, on, 1)
		a1, a2 := evalLogit(A, wb)
		b1, b2 := evalLogit(B, wa)
		c1, c2 := evalLogit(A, wa)
		d1, d2 := evalLogit(B, wb)
		fmt.Printf("LAB -%-10s a|b AP %.3f F %.3f  b|a AP %.3f F %.3f   self a %.3f %.3f b %.3f %.3f\n", label, a1, a2, b1, b2, c1, c2, d1, d2)
		if label == "none" {
			for i, n := range fnames {
				fmt.Printf("LAB    %-10s %6.2f %6.2f\n", n, wa[i], wb[i])
			}
		}
	}
	run("none")
	for _, n := range fnames[1:] {
		run(n, n)
	}
}
