package compare

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"newsdesk/internal/briefing/material"
)

const (
	// profileWords is how many words of a report say what event it tells: its
	// headline and its first paragraphs.
	profileWords = 220
	// alikeEvents is from which cosine of their profiles on two reports tell one
	// event, alikeNamed where they share a name that is no country. TestEvents -v
	// prints the pairs of one event and of two: most of one are above .14, and those of
	// two that are too are of one town. What differs between two events is kept out by
	// TestPooled from .09 on.
	alikeEvents = 0.11
	alikeNamed  = 0.07
	// eventSpan is how many days may lie between two reports of one event.
	eventSpan = 30
	// neighbours is how many reports at most one is compared with, the likest: it
	// bounds the work where a thousand reports tell one event.
	neighbours = 24
	// mostPairs bounds how many pairs of reports are compared, the likest: some three
	// milliseconds each (BenchmarkMake).
	mostPairs = 1000
	// postings bounds by how many reports a word is held: what more of them have
	// tells no event from another.
	postings = 400
	// rareWords is how many of a report's words look for others of its event.
	rareWords = 40
)

// profile is the words that tell what event a report is of, with unit length.
type profile map[string]float64

// events finds the pairs of reports of different sides that tell one event, and reads
// them. Passed is how many more there were than are compared. One is as in Options.
func events(reports []*report, one func(a, b *material.Article) bool) (pairs []pair, passed int) {
	for _, r := range reports {
		r.told = r.words()
	}
	having := weighRare(reports)
	holding := map[string][]int{}
	for i, r := range reports {
		keys := r.rarest(having)
		for _, j := range likest(reports, i, holding, keys, one) {
			pairs = append(pairs, ordered(reports[j], r))
		}
		for _, k := range keys {
			if len(holding[k]) == postings {
				holding[k] = holding[k][1:] // the latest are the likelier of one event
			}
			holding[k] = append(holding[k], i)
		}
	}
	if len(pairs) > mostPairs {
		slices.SortStableFunc(pairs, func(p, q pair) int { return cmp.Compare(q.a.like(q.b), p.a.like(p.b)) })
		pairs, passed = pairs[:mostPairs], len(pairs)-mostPairs
	}
	for _, p := range pairs {
		p.a.read()
		p.b.read()
	}
	return slices.DeleteFunc(pairs, pair.otherDays), passed
}

func ordered(a, b *report) pair {
	if !b.date().IsZero() && (a.date().IsZero() || b.article.Published.Time.Before(a.article.Published.Time)) {
		a, b = b, a
	}
	return pair{a, b}
}

// rarest are the words of a report by which others of its event are looked for, the
// rarest of those that another has.
func (r *report) rarest(having map[string]int) []string {
	var keys []string
	for k := range r.told {
		if having[k] > 1 {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, func(a, b string) int { return cmp.Or(cmp.Compare(r.told[b], r.told[a]), cmp.Compare(a, b)) })
	return keys[:min(rareWords, len(keys))]
}

// likest are the reports before i that are of another side and tell its event, the
// likest first.
func likest(reports []*report, i int, holding map[string][]int, keys []string, may func(a, b *material.Article) bool) []int {
	met := map[int]int{}
	for _, k := range keys {
		for _, j := range holding[k] {
			met[j]++
		}
	}
	type one struct {
		at   int
		like float64
	}
	var all []one
	for j, n := range met {
		if n < 2 || reports[j].side == reports[i].side || !near(reports[i], reports[j]) || may != nil && !may(reports[i].article, reports[j].article) {
			continue
		}
		like := reports[i].like(reports[j])
		if like >= alikeEvents || like >= alikeNamed && reports[i].sharesName(reports[j]) {
			all = append(all, one{j, like})
		}
	}
	slices.SortFunc(all, func(a, b one) int { return cmp.Or(cmp.Compare(b.like, a.like), cmp.Compare(a.at, b.at)) })
	var at []int
	for _, x := range all[:min(neighbours, len(all))] {
		at = append(at, x.at)
	}
	return at
}

// near reports whether two reports may be of one event by their dates.
func near(a, b *report) bool {
	if a.date().IsZero() || b.date().IsZero() {
		return true
	}
	d := a.date().Sub(b.date())
	return max(d, -d) <= eventSpan*24*time.Hour
}

// like is the cosine of two profiles.
func (r *report) like(o *report) float64 {
	small, large := r.told, o.told
	if len(small) > len(large) {
		small, large = large, small
	}
	sum := 0.0
	for k, w := range small {
		sum += w * large[k]
	}
	return sum
}

func (r *report) sharesName(o *report) bool {
	for _, n := range r.sharedNames(o) {
		if !strings.HasPrefix(n, "in ") {
			return true
		}
	}
	return false
}

// sharedNames are the names, or in a script without capitals the words, that two
// profiles share.
func (r *report) sharedNames(o *report) []string {
	var all []string
	for k := range r.told {
		if o.told[k] > 0 && (r.named[k] && o.named[k]) {
			all = append(all, k)
		}
	}
	return all
}
