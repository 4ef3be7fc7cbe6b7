package compare

import (
	"cmp"
	"slices"
	"strings"

	"newsdesk/internal/briefing/material"
)

const (
	// alikeShare is from which share of the shorter line two lines say the same,
	// where they have alikeLeast in common, a rare word being one; figuresShare is
	// enough where they give one figure alike. Settled on the agreements of the
	// case file (TestCases -v).
	alikeShare   = 0.45
	alikeLeast   = 2.0
	figuresShare = 0.2
	// unlikeShare is below which share of it a line has nothing like it elsewhere.
	unlikeShare = 0.34
	// shortest and longest are the words of a line that can stand for a report.
	shortest, longest = 6, 60
)

// matched is which lines of the pairs say the same.
type matched struct {
	like  *likeness
	pairs []pair
	alike map[*line][]*line
	best  map[*line]float64 // how alike the likest line of another side is
}

// match compares the lines of each pair of reports.
func match(pairs []pair) *matched {
	m := &matched{like: newLikeness(nameShare), pairs: pairs, alike: map[*line][]*line{}, best: map[*line]float64{}}
	for _, p := range pairs {
		for _, a := range p.a.lines {
			for _, b := range p.b.lines {
				m.weigh(a, b)
			}
		}
	}
	return m
}

// weigh notes how alike two lines are. One that is the same to the letter is copied:
// it is neither agreed by two nor one side's alone.
func (m *matched) weigh(a, b *line) {
	if copiedLine(a, b) {
		m.best[a], m.best[b] = 1, 1
		return
	}
	share := m.like.share(a, b)
	meet := share > 0 && figuresMeet(a, b)
	m.best[a], m.best[b] = max(m.best[a], share), max(m.best[b], share)
	if meet {
		m.best[a], m.best[b] = 1, 1
	}
	if (meet && share >= figuresShare || share >= alikeShare && m.like.common(a, b, nil) >= alikeLeast) && !opposed(a, b) {
		m.alike[a], m.alike[b] = append(m.alike[a], b), append(m.alike[b], a)
	}
}

func copiedLine(a, b *line) bool {
	return len(a.Tokens) == len(b.Tokens) && a.letters() == b.letters()
}

// letters are the words of a line as copies of it compare.
func (l *line) letters() string { return strings.ToLower(strings.Join(strings.Fields(l.Words), " ")) }

// agreed are what several sides say alike and no difference is about, what most
// sides say first, each line once.
func (m *matched) agreed(differences []Difference, most int) []Agreement {
	differ := map[*material.Sentence]bool{}
	for _, d := range differences {
		for _, v := range d.Values {
			differ[v.Sentence] = true
		}
	}
	var all []Agreement
	used := map[*line]bool{}
	for _, l := range m.inOrder() {
		if used[l] || differ[l.Sentence] {
			continue
		}
		g := m.group(l, used, differ)
		if len(g.Sentences) > 1 {
			all = append(all, g)
		}
	}
	slices.SortStableFunc(all, func(a, b Agreement) int {
		return cmp.Or(cmp.Compare(len(b.Sentences), len(a.Sentences)), cmp.Compare(b.score, a.score))
	})
	return all[:min(most, len(all))]
}

// inOrder are the lines with others alike, those with the most first.
func (m *matched) inOrder() []*line {
	var all []*line
	seen := map[*line]bool{}
	for _, p := range m.pairs {
		for _, r := range []*report{p.a, p.b} {
			for _, l := range r.lines {
				if !seen[l] && len(m.alike[l]) > 0 {
					seen[l] = true
					all = append(all, l)
				}
			}
		}
	}
	slices.SortStableFunc(all, func(a, b *line) int { return cmp.Compare(len(m.alike[b]), len(m.alike[a])) })
	return all
}

// group is a line with the likest of each other side.
func (m *matched) group(l *line, used map[*line]bool, differ map[*material.Sentence]bool) Agreement {
	g := Agreement{Sentences: []*material.Sentence{l.Sentence}}
	taken := map[int]bool{l.of.side: true}
	others := slices.Clone(m.alike[l])
	slices.SortStableFunc(others, func(a, b *line) int { return cmp.Compare(m.like.share(l, b), m.like.share(l, a)) })
	for _, o := range others {
		if used[o] || differ[o.Sentence] || taken[o.of.side] {
			continue
		}
		taken[o.of.side], used[o] = true, true
		g.Sentences = append(g.Sentences, o.Sentence)
		g.score += m.like.share(l, o)
	}
	used[l] = true
	slices.SortStableFunc(g.Sentences, func(a, b *material.Sentence) int { return byDate(a.Of, b.Of) })
	return g
}

// only are the sentences of each side that say the most and have nothing like them
// on another.
func (m *matched) only(sides []Side, reports []*report, c *Comparison, most int) []Single {
	paired, placed, set := m.mates(), c.placed(), c.set
	var all []Single
	for k := range sides {
		var own []*line
		for _, r := range reports {
			if r.side == k && paired[r] {
				own = append(own, m.alone(r, set)...)
			}
		}
		own = slices.DeleteFunc(own, func(l *line) bool { return placed[l.Sentence] })
		slices.SortStableFunc(own, func(a, b *line) int { return cmp.Compare(telling(b, set), telling(a, set)) })
		for _, l := range own[:min(most, len(own))] {
			all = append(all, Single{Side: k, Sentence: l.Sentence})
		}
	}
	return all
}

// mates are the reports that another side has one like.
func (m *matched) mates() map[*report]bool {
	all := map[*report]bool{}
	for _, p := range m.pairs {
		all[p.a], all[p.b] = true, true
	}
	return all
}

// alone are the lines of a report that can stand for themselves and have nothing
// like them elsewhere.
func (m *matched) alone(r *report, set *material.Set) []*line {
	var all []*line
	for _, l := range r.lines {
		if n := len(l.Tokens); n < shortest || n > longest || l.Leans || !l.Closed() || len(m.alike[l]) > 0 || m.best[l] >= unlikeShare {
			continue
		}
		if set.About.Any() || l.Met > 0 || r.article.Near >= 1 {
			all = append(all, l)
		}
	}
	return all
}

// telling is how much a line has to say: names and figures, and what stands early.
func telling(l *line, set *material.Set) float64 {
	score := 2 / float64(l.Ordinal+2)
	if !set.About.Any() {
		score += l.Met
	}
	for _, f := range l.Facts {
		if f.Kind.Proper() || f.Kind.Numeric() {
			score += 0.1
		}
	}
	return score
}
