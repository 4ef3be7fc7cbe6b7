package story

import (
	"cmp"
	"math"
	"slices"
)

var (
	lenders   = 4
	lent      = 1.0
	lentPower = 2.0
)

type lender struct {
	*entry
	link float64
}

// leaned is the profile of an article with a share of those of the articles most
// like it.
func (c *corpus) leaned(e *entry) *profile {
	if e.leaned != nil {
		return e.leaned
	}
	all := c.lenders(e)
	whole := 0.0
	for _, l := range all {
		whole += math.Pow(l.link, lentPower)
	}
	p := e.profile.scaled(1 / (1 + lent))
	if whole == 0 {
		p = e.profile
	}
	for _, l := range all {
		p = p.plus(l.profile.scaled(lent / (1 + lent) * math.Pow(l.link, lentPower) / whole))
	}
	own := *p
	own.n, own.span = 1, e.span()
	e.leaned = &own
	return e.leaned
}

// lenders returns the articles most like one, no two of one voice.
func (c *corpus) lenders(e *entry) []lender {
	var near []lender
	for _, p := range c.near(e) {
		if o := c.entries[p]; o != nil {
			near = append(near, lender{o, link(e.profile, o.profile)})
		}
	}
	slices.SortFunc(near, func(a, b lender) int {
		return cmp.Or(cmp.Compare(b.link, a.link), cmp.Compare(a.place, b.place))
	})
	var best []lender
	for _, l := range near {
		if len(best) == lenders {
			break
		}
		same := func(o *entry) bool { return l.copied.Copies(o.copied) || o.copied.Copies(l.copied) }
		if l.link > 0 && !same(e) && !slices.ContainsFunc(best, func(b lender) bool { return same(b.entry) }) {
			best = append(best, l)
		}
	}
	return best
}
