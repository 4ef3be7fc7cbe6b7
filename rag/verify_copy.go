package rag

import (
	"strings"

	"newsdesk/rag/fact"
	"newsdesk/rag/text"
)

// copied is from which share of its words on, in their order, a claim is a copy of
// a sentence with changes, so that each change can be looked at for itself.
// At .6 true claims of the tuned set that only share a frame with another
// sentence begin to be blamed; at .8 short copies with two changes pass.
const copied = 0.7

// framed is the share from which on two names that changed places are looked for:
// they take their words out of the common order.
const framed = 0.4

// shortGap is how many words may have been left out of a copy for what is among
// them to count as lost: more is a clause that was left out as a whole.
const shortGap = 4

// gap is where a claim and the sentence that it copies differ: the tokens of the
// claim, and those that the sentence has in their place. Either may be none.
type gap struct{ claim, line tokens }

// tokens is a range of tokens.
type tokens struct{ from, to int }

func (t tokens) len() int { return t.to - t.from }

// copyFaults looks, where a claim is nearly a copy of a sentence, at each place
// where it is not: another number or name there, two that changed places, a
// negation that came or went.
func (c *reclaim) copyFaults() []fault {
	seen := map[*line]bool{}
	var faults []fault
	for k := range c.clauses {
		l := c.clauses[k].line
		if l == nil || seen[l] {
			continue
		}
		seen[l] = true
		gaps, shared := c.gaps(l)
		if float64(shared) < framed*float64(len(c.tokens)) {
			continue
		}
		faults = append(faults, c.swaps(l)...)
		faults = append(faults, c.surer(l, gaps)...)
		if float64(shared) < copied*float64(len(c.tokens)) {
			continue
		}
		for _, g := range gaps {
			faults = append(faults, c.replaced(l, g)...)
			faults = append(faults, c.widened(l, g)...)
			faults = append(faults, c.foisted(l, g, float64(shared)/float64(len(c.tokens)))...)
		}
		faults = append(faults, c.denied(l, gaps)...)
	}
	return faults
}

// gaps aligns the claim with a sentence by their longest common subsequence of
// words and returns where they differ, in order, and how many words they share.
// What the sentence has before the first and after the last shared word is left
// out: a claim need not say all.
func (c *reclaim) gaps(l *line) ([]gap, int) {
	mine, other := bareTokens(c.sentence), bareTokens(l.sentence)
	longest := make([][]int, len(mine)+1)
	for i := range longest {
		longest[i] = make([]int, len(other)+1)
	}
	for i := len(mine) - 1; i >= 0; i-- {
		for j := len(other) - 1; j >= 0; j-- {
			if mine[i] == other[j] {
				longest[i][j] = longest[i+1][j+1] + 1
			} else {
				longest[i][j] = max(longest[i+1][j], longest[i][j+1])
			}
		}
	}
	var gaps []gap
	var g gap
	for i, j := 0, 0; i < len(mine) || j < len(other); {
		switch {
		case i < len(mine) && j < len(other) && mine[i] == other[j]:
			g.claim.to, g.line.to = i, j
			gaps = append(gaps, g)
			i, j = i+1, j+1
			g = gap{tokens{i, i}, tokens{j, j}}
		case j == len(other) || i < len(mine) && longest[i+1][j] >= longest[i][j+1]:
			i++
		default:
			j++
		}
	}
	g.claim.to, g.line.to = len(mine), len(other)
	gaps = append(gaps, g)
	return differing(gaps), longest[0][0]
}

func differing(gaps []gap) []gap {
	var all []gap
	for _, g := range gaps {
		if g.claim.len() > 0 || g.line.len() > 0 {
			all = append(all, g)
		}
	}
	return all
}

// bareTokens are the words of a sentence without the marks of possession.
func bareTokens(s *sentence) []string {
	bare := make([]string, len(s.tokens))
	for i, t := range s.tokens {
		bare[i] = strings.TrimSuffix(strings.TrimSuffix(t.Folded, "'s"), "’s")
		if !latin(t.Folded) { // what is a word of its own elsewhere is written with the next
			bare[i] = t.Stem
		}
	}
	return bare
}

// placed is a run of words with capitals in a sentence, and the words beside it.
type placed struct {
	words         string
	at            tokens
	before, after string // "" at the ends
}

// names are the runs of words with capitals, as far as the sentence has them to
// tell: that of its first word is one too.
func (p *prose) names() []placed {
	bare := bareTokens(p.sentence)
	var all []placed
	for i := 0; i < len(p.tokens); {
		j := i
		for j < len(p.tokens) && p.tokens[j].Capital && !text.IsStop(p.tokens[j].Folded) && (j == i || strings.TrimSpace(p.between(j)) == "") {
			j++
		}
		if j == i {
			i++
			continue
		}
		one := placed{words: strings.Join(bare[i:j], " "), at: tokens{i, j}}
		if i > 0 {
			one.before = neighbour(p.between(i), bare[i-1])
		}
		if j < len(bare) {
			one.after = neighbour(p.between(j), bare[j])
		}
		all = append(all, one)
		i = j
	}
	return all
}

// neighbour is the word beside a name, or the mark that parts them.
func neighbour(between, word string) string {
	if mark := strings.TrimSpace(between); mark != "" {
		return mark
	}
	return word
}

// swaps finds two names of the claim that stand in one another's place.
func (c *reclaim) swaps(l *line) []fault {
	mine, theirs := c.names(), l.names()
	for i, a := range mine {
		for _, b := range mine[i+1:] {
			if a.words == b.words || c.symmetric(a.at.to, b.at.from) {
				continue
			}
			if inPlaceOf(a, b, theirs) {
				return []fault{{Contradicted, "changes the places of " + quoted(a.words) + " and " + quoted(b.words), l.words}}
			}
		}
	}
	return nil
}

// inPlaceOf reports whether, of two names, the sentence has each where the claim
// has the other, in the other order.
func inPlaceOf(a, b placed, theirs []placed) bool {
	for i, x := range theirs {
		if x.words != b.words {
			continue
		}
		for _, y := range theirs[i+1:] {
			if y.words != a.words {
				continue
			}
			left := a.before == x.before && b.before == y.before
			right := a.after == x.after && b.after == y.after
			if left && right || left && a.before != b.before || right && a.after != b.after {
				return true
			}
		}
	}
	return false
}

// joining are the words between two things that may change places.
var joining = folded("and or nor as well with met meets alongside together both between")

// symmetric reports whether what stands between two places joins them without order.
func (c *reclaim) symmetric(from, to int) bool {
	for i := from; i < to; i++ {
		if !joining[c.tokens[i].Folded] {
			return false
		}
	}
	return true
}

// replaced finds a number, date or name where the sentence has another one.
func (c *reclaim) replaced(l *line, g gap) []fault {
	if g.claim.len() == 0 || g.line.len() == 0 || g.line.len() > shortGap {
		return nil
	}
	published := l.scene.article.Published.Time
	for _, f := range c.factsIn(g.claim) {
		same := false
		var other *fact.Fact
		for _, h := range l.factsIn(g.line) {
			same = same || fact.Entails(h, f, published) || f.Kind.Numeric() && f.Number == h.Number ||
				f.Kind.Proper() && l.scene.sameName(f, h)
			if other == nil && alikeKinds(f, h) {
				other = &h
			}
		}
		if other != nil && !same {
			return []fault{{Contradicted, "says " + quoted(f.Of(c.words)) + ", the coverage " + quoted(other.Of(l.words)), other.Of(l.words)}}
		}
	}
	return nil
}

// alikeKinds reports whether one fact may stand in the place of another.
func alikeKinds(a, b fact.Fact) bool {
	return a.Kind.Numeric() && b.Kind.Numeric() || a.Kind == b.Kind && (a.Kind.Temporal() || a.Kind.Proper() && a.Kind != fact.Demonym)
}

// factsIn are the facts of which some tokens are a part.
func (p *prose) factsIn(t tokens) []fact.Fact {
	var all []fact.Fact
	for _, f := range p.facts {
		if from, to := p.tokensOf(f); from < t.to && to > t.from && checked(f) {
			all = append(all, f)
		}
	}
	return all
}
