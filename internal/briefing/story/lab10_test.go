package story

import (
	"fmt"
	"math"
	"testing"
)

// objective: mean of F1 on a, b and their halves
type part struct{ s *set }

func parts(t *testing.T, seeds int64, which string) []*set {
	a, b := loadSet(t, "stories_a.jsonl"), loadSet(t, "stories_b.jsonl")
	var out []*set
	if which == "all" {
		out = append(out, a, b)
	}
	for s := range seeds {
		out = append(out, a.part(s, 0), a.part(s, 1), b.part(s, 0), b.part(s, 1))
	}
	return out
}

func total(ps []*set) float64 {
	// in two halves at once
	s := 0.0
	for _, p := range ps {
		s += p.f()
	}
	return s / float64(len(ps))
}

type dial struct {
	name string
	p    *float64
	step float64
	mul  bool
}

func dials() []dial {
	return []dial{
		{"enough", &enough, 1.12, true},
		{"lent", &lent, 1.3, true},
		{"lentPower", &lentPower, .5, false},
		{"whereGain", &whereGain, .4, false},
		{"whereUsual", &whereUsual, .15, false},
		{"fadeDays", &fadeDays, 1.4, true},
		{"fadePower", &fadePower, .1, false},
		{"undatedGap", &undatedGap, 1.5, true},
		{"oneTerm", &oneTerm, 1.2, true},
		{"arabicGain", &arabicGain, 1.2, true},
		{"agreeGain", &agreeGain, .2, false},
		{"apart", &apart, .15, false},
		{"dominant", &dominant, 1.12, true},
		{"sizeGain", &sizeGain, .1, false},
		{"labArabic", &labArabic, .2, false},
	}
}

func search(ds []dial, ps []*set, rounds int, quiet bool) float64 {
	best := total(ps)
	try := func(d dial, v float64) bool {
		was := *d.p
		*d.p = v
		if s := total(ps); s > best+.0005 {
			if !quiet {
				fmt.Printf("LAB %s %.3f -> %.3f: %.4f\n", d.name, was, v, s)
			}
			best = s
			return true
		}
		*d.p = was
		return false
	}
	for range rounds {
		start := best
		for _, d := range ds {
			up, down := 0.0, 0.0
			mv := func(dir float64) float64 {
				if d.mul {
					return *d.p * math.Pow(d.step, dir)
				}
				return math.Max(0, *d.p+dir*d.step)
			}
			_, _ = up, down
			if try(d, mv(1)) {
				for try(d, mv(1)) {
				}
			} else if try(d, mv(-1)) {
				for try(d, mv(-1)) {
				}
			}
		}
		if best == start {
			break
		}
	}
	return best
}

func TestLab10(t *testing.T) {
	lenders, lent, enough, labMissing = 5, .6, .15, 0
	a, b := loadSet(t, "stories_a.jsonl"), loadSet(t, "stories_b.jsonl")
	ps := parts(t, 2, "all")
	ps = append(ps, b) // b twice
	fmt.Printf("LAB start %.4f a %.3f b %.3f\n", total(ps), a.f(), b.f())
	search(dials(), ps, 2, false)
	p, r, f := b.prf()
	fmt.Printf("LAB end %.4f a %.3f b %.3f (%.2f %.2f)\n", total(ps), a.f(), f, p, r)
	for _, d := range dials() {
		fmt.Printf("LAB   %s %.4f\n", d.name, *d.p)
	}
}
