package compare

import (
	"strings"

	"newsdesk/rag/fact"
	"newsdesk/rag/text"
)

// figure is a number of a line with what it counts and the deed that it is of.
type figure struct {
	*line
	fact     fact.Fact
	value    span
	unit     string // that the value is in; see value.go
	from, to int    // tokens of the number with its unit
	noun     string // folded, what is counted; "" where nothing is named
	group    string // the noun's group, or its stem
	nounAt   int    // its token, -1
	deed     string // a line of deedTable, "" where none of them is near
	deedAt   int
	written  text.Span // the number with its hedge

	mood  mood
	part  bool // of another figure: 'four of them'
	more  bool // beside another figure: 'six others'
	other bool // of another event, or of an older state
	old   bool // the report itself knows a newer value
}

// mood is how far a sentence vouches for a figure.
type mood uint8

const (
	told mood = iota
	possible
	planned
	wanted
	refused
)

func (l *line) readFigures() {
	for _, f := range l.Facts {
		if !f.Kind.Numeric() || f.Kind == fact.Ordinal {
			continue
		}
		from, to := l.tokensOf(f.Span)
		if from == to || l.quoted[from] {
			continue
		}
		g := figure{line: l, fact: f, from: from, to: to, nounAt: -1, deedAt: -1}
		if l.aged(f) {
			g.fact.Kind, g.fact.Unit, g.deed = fact.Number, "", "age"
		}
		l.figures = append(l.figures, g)
	}
	l.readNobody()
	for i := range l.figures {
		g := &l.figures[i]
		g.written = g.hedged()
		g.value, g.unit = g.ranged()
		if g.deed == "" {
			g.count()
		}
	}
	for i := range l.figures {
		g := &l.figures[i]
		g.bind()
		g.weigh()
	}
}

// readNobody adds 'nobody was killed' as a figure, none.
func (l *line) readNobody() {
	for i, t := range l.Tokens {
		if nobody[t.Folded] && !l.quoted[i] {
			f := fact.Fact{Span: t.Span, Kind: fact.Number, Value: "0"}
			l.figures = append(l.figures, figure{line: l, fact: f, from: i, to: i + 1, nounAt: -1, deedAt: -1})
		}
	}
}

// aged reports whether a number is somebody's age: that of the name beside it.
func (l *line) aged(f fact.Fact) bool {
	if strings.HasSuffix(f.Of(l.Words), "old") {
		return true
	}
	before, after := l.Words[:f.Start], l.Words[f.End:]
	if f.Kind == fact.Number && strings.HasSuffix(before, ", ") && strings.HasPrefix(after, ",") {
		return true // 'Ms Booth, 34, said'
	}
	return strings.HasSuffix(before, "aged ") || strings.HasPrefix(after, " years old") || strings.HasPrefix(after, "-year-old")
}

// hedging are words of a hedge, which is shown with its number.
var hedging = setOf("at least most about around some roughly approximately an estimated nearly almost close to more less fewer than over up as many no under below exceeding نحو حوالي قرابة أكثر من أقل زهاء")

// hedged is the figure as it is written, with the hedge before it.
func (g *figure) hedged() text.Span {
	s := text.Span{Start: g.Tokens[g.from].Start, End: max(g.fact.End, g.Tokens[g.to-1].End)}
	s.Start = min(s.Start, g.fact.Start)
	if g.fact.Approx == fact.Exact {
		return s
	}
	for i := g.from - 1; i >= 0 && hedging[g.word(i)] && g.over[i] < 0; i-- {
		if i > 0 && g.word(i) == "to" && g.word(i-1) != "close" && g.word(i-1) != "up" {
			break
		}
		s.Start = g.Tokens[i].Start
	}
	return s
}

// nounReach is how many words behind a number its noun stands: 'nine painted
// rock-cut tombs'.
const nounReach = 4

// count finds what a number counts.
func (g *figure) count() {
	switch g.fact.Kind {
	case fact.Percent, fact.Money:
		return
	case fact.Quantity:
		g.stuff()
		return
	}
	for i := g.to; i < min(len(g.Tokens), g.to+nounReach); i++ {
		w := g.Tokens[i]
		if g.clause[i] != g.clause[g.from] || g.parted(i) || g.over[i] >= 0 && g.Facts[g.over[i]].Kind.Numeric() {
			return
		}
		if mates[w.Folded] || mates[w.Stem] {
			continue
		}
		if text.IsStop(w.Folded) && !parts[w.Folded] {
			return
		}
		if nounOf[w.Folded] != "" || groupOf(deedOf, w) != "" || plural(w) || w.Folded[0] >= 0x80 {
			g.named(i)
			return
		}
	}
}

// parted reports whether a comma stands before a token.
func (l *line) parted(i int) bool {
	return i > 0 && strings.ContainsAny(l.Words[l.Tokens[i-1].End:l.Tokens[i].Start], ",،")
}

// stuff finds of what a quantity is: '400 tonnes of crude oil'.
func (g *figure) stuff() {
	if g.word(g.to) != "of" {
		return
	}
	for i := g.to + 1; i < min(len(g.Tokens), g.to+nounReach); i++ {
		if w := g.Tokens[i]; text.IsStop(w.Folded) || g.parted(i) || g.over[i] >= 0 || i > g.to+2 {
			return
		}
		g.nounAt, g.noun, g.group = i, g.word(i), g.Tokens[i].Stem
	}
}

func (g *figure) named(i int) {
	w := g.Tokens[i]
	if parts[w.Folded] {
		g.more = true
		return
	}
	g.nounAt, g.noun = i, w.Folded
	if g.group = groupOf(nounOf, w); g.group == "" {
		g.group = w.Stem
	}
	if d := groupOf(deedOf, w); d != "" {
		g.deed, g.deedAt = d, i // 'four dead', '94 survivors'
		if nounOf[w.Folded] == "" {
			g.noun, g.group = "", ""
		}
	}
}

// plural reports whether an English word looks like the noun of a number.
func plural(t text.Token) bool {
	w := t.Folded
	return strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") && len(w) > 3 || irregular[w]
}

var irregular = setOf("people men women children police staff troops aircraft feet teeth mice sheep cattle fish")
