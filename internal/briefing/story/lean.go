package story

import (
	"cmp"
	"slices"
)

// An article leans on those most like it: it is compared as if it also said, more
// quietly, what they say. The portrait of a stationmaster and the report of a
// crash have few words in common with each other, and both have some with the
// inquiry. By a score fitted on stories_a.jsonl, 123 of 136 reports of
// stories_b.jsonl have one of their own story as the most alike, many of them no
// more alike than strangers elsewhere are.
//
// Chosen on stories_a.jsonl and stories_b.jsonl and halves of their stories, with
// go test -run TestMeasure -v ./internal/briefing/story. With 3 lenders F1 is .01
// less, with 5 as much. Leaning a second time, on what the lenders lean on, gained
// nothing.
const (
	// mostLenders is on how many articles one leans at most.
	mostLenders = 8
	// lent is how much these say together, beside the 1 that is the article's own.
	// At .4 and at 1 F1 is .01 less.
	lent = 0.6
	// leastLender is the link of lenders, all taken together, from which on they
	// lend all of it: in a coverage of three articles the most alike are strangers.
	// At .03 F1 is as good, at .07 .02 less on stories_b.jsonl.
	leastLender = 0.05
)

// lender is an article that another one leans on.
type lender struct {
	*entry
	link float64
}

// share is how much of what is lent is the lender's, but for a common factor: the
// square of the link, so that the most alike make nearly all of it.
func (l *lender) share() float64 { return l.link * l.link }

// leaned is the profile of an article with what it leans on.
func (c *corpus) leaned(e *entry) *profile {
	if e.leaned != nil {
		return e.leaned
	}
	all := c.lenders(e)
	whole := 0.0
	for _, l := range all {
		whole += l.share()
	}
	borrowed := lent / (1 + lent) * min(1, whole/(leastLender*leastLender))
	p := e.profile.times(1 - borrowed)
	for _, l := range all {
		p = p.joined(l.profile.times(borrowed*l.share()/whole), sparse.with)
	}
	e.leaned = p.joined(&profile{}, sparse.plus)
	e.leaned.n, e.leaned.span = e.profile.n, e.profile.span
	return e.leaned
}

// lenders returns the articles most like one, no two of them of one voice.
func (c *corpus) lenders(e *entry) []lender {
	var near, best []lender
	for _, p := range c.near(e) {
		if o := c.entries[p]; o != nil {
			near = append(near, lender{o, link(e.profile, o.profile)})
		}
	}
	slices.SortFunc(near, func(a, b lender) int {
		return cmp.Or(cmp.Compare(b.link, a.link), cmp.Compare(a.place, b.place))
	})
	for _, l := range near {
		same := func(o lender) bool { return l.sameVoice(o.entry) }
		if l.link > 0 && !l.sameVoice(e) && !slices.ContainsFunc(best, same) {
			best = append(best, l)
		}
		if len(best) == mostLenders {
			break
		}
	}
	return best
}

// sameVoice reports whether one of two articles is a copy of the other.
func (e *entry) sameVoice(o *entry) bool {
	return e.copied.Copies(o.copied) || o.copied.Copies(e.copied)
}

// meet lets an article that was there before know one that came: from now on it
// may lean on it.
func (e *entry) meet(came *entry) {
	if e.near == nil || len(e.near) >= 2*neighbours || slices.Contains(e.near, came.place) {
		return
	}
	e.near, e.leaned = append(e.near, came.place), nil
}
