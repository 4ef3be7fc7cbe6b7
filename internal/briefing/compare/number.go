package compare

import (
	"strings"

	"newsdesk/rag/text"
)

// pair is two reports of one event, of different sides, the older first.
type pair struct{ a, b *report }

// found is a difference of two lines.
type found struct {
	kind       Kind
	about      string
	a, b       Value
	compatible bool
}

// days reports whether two reports are known to be of different days.
func (p pair) days() bool {
	a, b := p.a.date(), p.b.date()
	return !a.IsZero() && !b.IsZero() && !a.Equal(b)
}

// numbers finds the figures of one thing that cannot both be true, or of which the
// later moved on.
func (p pair) numbers() []found {
	var all []found
	mine, others := p.a.figures(), p.b.figures()
	done := map[*figure]bool{}
	for _, f := range mine {
		if f.old {
			continue
		}
		for _, g := range others {
			if g.old || done[g] || !sameSlot(f, g) {
				continue
			}
			if one, ok := p.differ(f, g, mine, others); ok {
				all = append(all, one)
				done[g] = true
			}
			break
		}
	}
	return all
}

// figures are all figures of a report, in order.
func (r *report) figures() []*figure {
	var all []*figure
	for _, l := range r.lines {
		for i := range l.figures {
			all = append(all, &l.figures[i])
		}
	}
	return all
}

// differ decides on two figures of one slot, in sight of all others of it: what
// either report also has, as another's count or a part, is no difference.
func (p pair) differ(f, g *figure, mine, others []*figure) (found, bool) {
	one := found{kind: Number, about: about(f, g), a: f.quote(), b: g.quote()}
	if f.meets(g) {
		one.compatible = true
		return one, p.days() && growing[f.deed] && f.value.moved(g.value)
	}
	if f.value.vague || g.value.vague || f.sums(g) || g.sums(f) {
		return one, false
	}
	return one, !f.knownTo(mine, g) && !g.knownTo(others, f)
}

// knownTo reports whether the report of f, all figures of which are given, has g's
// value too: as a value of the same thing, or as a part of it, or in another mood.
func (g *figure) knownTo(all []*figure, o *figure) bool {
	for _, x := range all {
		if x == g || x.old || !x.meets(o) || x.unit != o.unit {
			continue
		}
		same := x.deed == o.deed || x.deed == "" && (x.group == o.group || x.group == "")
		if sameSlot(x, o) || same && (x.part || x.more || x.mood != o.mood) && x.value.exact {
			return true
		}
	}
	return false
}

// sums reports whether figures of f's sentence add up to g's value: '162 passengers
// and six crew' are 168 people.
func (g *figure) sums(o *figure) bool {
	for i := range g.line.figures {
		h := &g.line.figures[i]
		if h.from == g.from || h.unit != g.unit || h.part {
			continue
		}
		sum := span{lo: g.value.lo + h.value.lo, hi: g.value.hi + h.value.hi}
		if sum.meets(o.value) && h.fact.Number > 0 {
			return true
		}
	}
	return false
}

// quote is the figure as a value.
func (g *figure) quote() Value {
	return Value{Text: g.written.Of(g.Words), Sentence: g.Sentence, Span: g.written}
}

// about names what two figures are of, in the words of the first, or of the second
// where the first has no noun.
func about(f, g *figure) string {
	for _, x := range []*figure{f, g} {
		if x.nounAt >= 0 && x.deedAt >= 0 && x.noun != "" {
			return x.phrase(x.nounAt, x.deedAt)
		}
	}
	switch {
	case f.deedAt >= 0:
		return f.lower(f.deedAt)
	case f.nounAt >= 0:
		return f.phrase(f.nounAt, f.nearest(g))
	}
	if at := f.nearest(g); at >= 0 {
		return f.lower(at)
	}
	return f.fact.Unit
}

// nearest is the token of a word around f that g shares, -1 for none.
func (g *figure) nearest(o *figure) int {
	theirs := o.around(o.from, o.to)
	for _, x := range g.around(g.from, g.to) {
		if x.Folded == g.noun {
			continue
		}
		for _, y := range theirs {
			if kin(x, y) {
				at, _ := g.tokensOf(x.Span)
				return at
			}
		}
	}
	return -1
}

func (g *figure) phrase(noun, deed int) string {
	if deed < 0 || deed == noun {
		return g.lower(noun)
	}
	return g.lower(noun) + " " + g.lower(deed)
}

// lower is a token as it is written, in lower case.
func (g *figure) lower(at int) string {
	return strings.ToLower(g.Tokens[at].Span.Of(g.Words))
}

// valueOf is words of a line as a value.
func (l *line) valueOf(s text.Span) Value {
	return Value{Text: s.Of(l.Words), Sentence: l.Sentence, Span: s}
}
