package compare

import (
	"strings"

	"newsdesk/rag/fact"
)

const (
	// deedReach is how many words may lie between a figure and its deed: 'nine
	// people from two villages were killed'.
	deedReach = 6
	// behind is what a deed costs that stands behind its figure, in words: of
	// 'killed four and wounded six' the six are the wounded.
	behind = 0.5
)

// bind finds the deed that a figure is of: the nearest word of deedTable in its
// clause with no other figure between.
func (g *figure) bind() {
	if g.deed != "" {
		return
	}
	best := deedReach + 1.0
	for i := range g.Tokens {
		d := g.deedHere(i)
		if d == "" || !g.fits(d) || i >= g.from && i < g.to || g.quoted[i] || g.over[i] >= 0 && g.Facts[g.over[i]].Kind.Proper() {
			continue
		}
		if cost, ok := g.cost(i, d); ok && cost < best {
			g.deed, g.deedAt, best = d, i, cost
		}
	}
}

// fits reports whether a figure can be of a deed by its kind: a wind has no people
// and a price no miles.
func (g *figure) fits(deed string) bool {
	switch k := g.fact.Kind; {
	case nouned[deed] != "":
		return nouned[deed] == g.group
	case measured[deed]:
		return k == fact.Quantity || k == fact.Number && g.noun == ""
	case priced[deed]:
		return k == fact.Money
	case rated[deed]:
		return k == fact.Percent
	case peopled[deed]:
		return k == fact.Number
	case deed == "jailed":
		return g.unit == "month" || g.unit == "minute"
	}
	return true
}

// leads are words between a deed and its figure that count for nothing, and those
// that may stand between the noun of a deed and its figure.
var (
	leads  = setOf("a an the was were is to at by of some about around nearly almost over at least more than up as many further total has have had been now put")
	blocks = setOf("by from in after since near into on for between during within و في")
	linked = setOf("and or but")
)

// cost is how far a deed is from the figure, in words; not ok where it is another's.
func (g *figure) cost(i int, deed string) (float64, bool) {
	if g.clause[i] != g.clause[g.from] && !(g.clause[i] == g.clause[g.from]-1 && g.word(i) == "") {
		return 0, false
	}
	if peopled[deed] && g.group != "" && !persons[g.group] && g.Tokens[g.from].Folded[0] < 0x80 && !g.personal() {
		return 0, false
	}
	if i < g.from {
		return g.before(i, deed)
	}
	return g.after(i)
}

// things are endings of nouns that are no people: a figure of them is none of the
// dead.
var things = setOf("hours minutes days weeks months years times attacks strikes blasts bombs shots houses homes buildings vehicles cars boats villages towns cities districts provinces provinces countries schools clinics hospitals metres kilometres miles litres tents lorries trucks")

// personal reports whether the noun may be of people.
func (g *figure) personal() bool { return !things[g.noun] && nounOf[g.noun] != "home" }

// before is cost for a deed before the figure: 'killed at least 13', 'the death toll
// rose to nine', not 'killed in 3 attacks'.
func (g *figure) before(i int, deed string) (float64, bool) {
	last := g.from - 1
	for last > i && (hedging[g.word(last)] || g.word(last) == "a" || g.word(last) == "the") && g.word(last) != "to" && g.word(last) != "at" {
		last--
	}
	if g.word(last) == "for" && (deed == "jailed" || deed == "duration") {
		return 1, true
	}
	if last > i && (blocks[g.word(last)] || linked[g.word(last)]) {
		return 0, false
	}
	if g.rising(i, last) {
		return 1, true
	}
	if !g.clear(i+1, g.from) || g.parted(g.from) && i < g.from-1 {
		return 0, false
	}
	n := 0.0
	for k := i + 1; k < g.from; k++ {
		if !leads[g.word(k)] && !hedging[g.word(k)] {
			n++
		}
	}
	if g.deedless(i) {
		n += behind
	}
	return n, n <= deedReach
}

// rises are verbs between a count and its figure: 'the death toll of Monday's crash in
// the Andes has risen to 15'.
var rises = setOf("risen rose rises climbed climbs stood stands reached reaches grown grew jumped increased")

// rising reports whether the figure is what the deed at i has come to.
func (g *figure) rising(i, last int) bool {
	if (g.word(last) == "to" || g.word(last) == "at") && rises[g.word(last-1)] || rises[g.word(last)] {
		return g.clear(i+1, g.from)
	}
	return false
}

// deedless reports whether the deed before has its own figure before it: 'four were
// killed, 31 taken'.
func (g *figure) deedless(i int) bool {
	for k := i - 1; k >= max(0, i-3); k-- {
		if g.over[k] >= 0 && g.Facts[g.over[k]].Kind.Numeric() {
			return true
		}
	}
	return false
}

// after is cost for a deed behind: 'nine people were killed'.
func (g *figure) after(i int) (float64, bool) {
	from := max(g.to, g.nounAt+1)
	if i < from {
		return 0, true
	}
	if !g.clear(from, i) {
		return 0, false
	}
	n := behind
	for k := from; k < i; k++ {
		if linked[g.word(k)] || g.parted(k) {
			return 0, false
		}
		if !leads[g.word(k)] {
			n++
		}
	}
	return n, n <= deedReach
}

// clear reports whether no figure stands among tokens [i, j).
func (g *figure) clear(i, j int) bool {
	for ; i < j; i++ {
		if k := g.over[i]; k >= 0 && g.Facts[k].Kind.Numeric() && g.Facts[k].Kind != fact.Ordinal {
			return false
		}
	}
	return true
}

// moodReach is how many words before a figure or its deed say how sure it is.
const moodReach = 7

// weigh reads how far the sentence vouches for the figure, and whether it is a part
// or of another event.
func (g *figure) weigh() {
	first := g.from
	if g.deedAt >= 0 {
		first = min(first, g.deedAt)
	}
	last := max(g.to-1, g.deedAt)
	for i := max(0, first-moodReach); i <= last; i++ {
		if i < first && g.clause[i] != g.clause[first] {
			continue
		}
		g.mood = max(g.mood, moodOf(g.word(i)))
	}
	g.more = g.more || g.beside()
	g.part = g.part || g.partly()
	g.old = g.former()
	g.other = g.strange() || g.each()
}

// each reports whether the figure says how many share one thing, and not how many
// there are, 'treated two to a mattress', or counts nothing: 'taken away one night'.
func (g *figure) each() bool {
	return g.word(g.to) == "to" && singly[g.word(g.to+1)] || g.word(g.from) == "one" && onceUpon[g.word(g.to)]
}

var (
	singly   = setOf("a an each every")
	onceUpon = setOf("night day morning evening afternoon")
)

func moodOf(w string) mood {
	switch {
	case mayBe[w]:
		return possible
	case toCome[w]:
		return planned
	case asked[w]:
		return wanted
	case denied[w]:
		return refused
	}
	return told
}

// partReach is how many words before a figure make it a part: 'among them were 19
// women'.
const partReach = 5

func (g *figure) partly() bool {
	for i := g.from - 1; i >= max(0, g.from-partReach); i-- {
		if asides[g.word(i)] {
			return true
		}
	}
	end := max(g.to, g.nounAt+1)
	return g.word(end) == "alone" || g.word(g.to) == "of" && wholes[g.word(g.to+1)] || asides[g.word(g.to)]
}

// wholes are words behind 'four of' that make the four a part.
var wholes = setOf("them whom the those its his her these")

// beside reports whether the figure counts those beside another one: 'six others'.
func (g *figure) beside() bool {
	end := max(g.to, g.nounAt+1)
	return parts[g.word(g.from-1)] || parts[g.word(g.to)] || parts[g.word(end)]
}

// formerReach is within how many words of a figure a word makes it an old one.
const formerReach = 3

func (g *figure) former() bool {
	for i := max(0, g.from-formerReach); i < g.from; i++ {
		if formerly[g.word(i)] {
			return true
		}
	}
	return g.word(g.from-1) == "from" && strings.Contains(g.Words[g.fact.End:], " to ")
}
