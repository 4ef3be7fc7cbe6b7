package timeline

import (
	"regexp"
	"strings"

	"newsdesk/rag/fact"
	"newsdesk/rag/text"
)

// barring are words right before a time by which it bounds, compares or names
// something and dates nothing.
var barring = set(`since until till before by from between to through post pre than versus compared with against over past per via
	after and beyond ago towards toward up
	منذ حتى قبل بحلول بين الى إلى بعد خلال`)

// framing are words between a preposition and its time: 'in early March', 'at the
// end of 2014'.
var framing = set(`on in at the early late mid last next this later earlier coming upcoming previous same about around approximately circa during
	over within of morning evening night afternoon dawn noon midnight summer autumn winter spring day end beginning start middle month year week`)

// partOf are words of which the time behind 'of' is: 'the morning of 14 March'.
var partOf = set(`morning evening night afternoon dawn day end beginning start middle summer autumn winter spring month week hours half quarter autumn fall days`)

// comparing are words before 'in' and a time that compare with it: 'than in 2019'.
var comparing = set(`than compared like as since record low high worst best biggest largest highest lowest`)

// dates reports whether the time at tokens [a, b) of a sentence, a fact of some
// kind, may date a deed at all, by the words right around it.
func (l *line) dates(a, b int, kind fact.Kind) bool {
	return !l.barred(a) && !l.attributive(a, b, kind) && !l.bracketed(a, b) && !l.labels(a, b, kind) && !l.jubilee(a, kind)
}

// datelineEnd is what follows the day of a dateline: 'MUSCAT, April 14 (Reuters) -'.
var datelineEnd = regexp.MustCompile(`^\s*(?:\([^()]{1,40}\)\s*)?[-–—]\s`)

// datelineBytes is how long a dateline is at most before its agency.
const datelineBytes = 80

// datelined reports whether a time is that of a dateline: the day on which a report
// was written, which is no event of its own.
func (l *line) datelined(f fact.Fact) bool {
	town := strings.TrimSpace(l.Words[:f.Start])
	return f.End <= datelineBytes && capitalTown.MatchString(town) && datelineEnd.MatchString(l.Words[f.End:])
}

// capitalTown is a town in capitals, perhaps with its country: 'BASRA, Iraq,'.
var capitalTown = regexp.MustCompile(`^\p{Lu}{2,}[^;:]*,$`)

// barred looks at the words before a time.
func (l *line) barred(a int) bool {
	j := a - 1
	if j >= 0 && strings.TrimSpace(l.gap(a)) == "-" && (l.word(j) == "post" || l.word(j) == "pre") {
		return true
	}
	for j >= 0 && j > a-4 && framing[l.word(j)] && !strings.ContainsAny(l.gap(j+1), clauseMarks) {
		if l.word(j) == "of" && !partOf[l.word(j-1)] {
			return true // 'the events of 2011'
		}
		j--
	}
	w := l.word(j)
	if j < 0 || strings.ContainsAny(l.gap(j+1), clauseMarks) {
		return false
	}
	if w == "from" {
		return !l.starts(a)
	}
	if w == "and" || w == "to" || w == "with" || w == "over" || w == "past" || w == "against" {
		return j == a-1 // 'and on Friday' is a day like another
	}
	return barring[w] || comparing[w]
}

// starts reports whether 'from' before a time says when something will begin, and
// not how long it was.
func (l *line) starts(a int) bool {
	c := l.clauses[l.clauseOf(a)]
	will := false
	for i := c.from; i < a; i++ {
		will = will || future[l.word(i)]
	}
	for i := a + 1; i < c.to; i++ {
		if w := l.word(i); w == "to" || w == "until" || w == "till" || w == "through" {
			return false
		}
	}
	return will
}

// attributive reports whether a time only says which: 'the 2019 vote', 'a Friday
// meeting', 'Sunday's talks' amid a sentence.
func (l *line) attributive(a, b int, kind fact.Kind) bool {
	behind := l.gap(b)
	if b < len(l.Tokens) && (strings.HasPrefix(behind, "'s") || strings.HasPrefix(behind, "’s")) {
		return a > 1 || a == 1 && l.word(0) != "the"
	}
	next := l.word(b)
	if next == "" || strings.TrimSpace(behind) != "" || text.IsStop(next) || l.factAt[b] >= 0 && l.Facts[l.factAt[b]].Kind.Temporal() {
		return strings.TrimSpace(behind) == "-" && next != "" && behind == "-"
	}
	before := l.word(a - 1)
	owned := a > 0 && (strings.HasPrefix(l.gap(a), "'s") || strings.HasPrefix(l.gap(a), "’s"))
	if a > 0 && (determiners[before] || owned || ordinal[before]) {
		return kind != fact.RelativeDay
	}
	return kind == fact.Year && !leaning[before] && !l.past(b) && !l.Tokens[b].Capital
}

var ordinal = set("first second third fourth fifth landmark controversial failed deadly")

// bracketed reports whether a time stands alone in brackets: '(2014)'.
func (l *line) bracketed(a, b int) bool {
	return strings.Contains(l.gap(a), "(") && strings.Contains(l.gap(b), ")")
}

// labels reports whether a year is part of a name: 'Vision 2030', 'Euro 2024'.
func (l *line) labels(a, b int, kind fact.Kind) bool {
	return kind == fact.Year && a > 0 && b == a+1 && l.Tokens[a-1].Capital && !leaning[l.word(a-1)] && strings.TrimSpace(l.gap(a)) == "" && a-1 > 0
}

// jubilee reports whether a year is that of which an anniversary is: 'the tenth
// anniversary of the fall of Mosul in 2014'.
func (l *line) jubilee(a int, kind fact.Kind) bool {
	if kind != fact.Year && kind != fact.Date {
		return false
	}
	for j := a - 1; j > 0 && j > a-jubileeReach; j-- {
		if w := l.word(j); (w == "of" || w == "since") && (strings.HasPrefix(l.word(j-1), "anniversar") || l.word(j-1) == "birthday") {
			return true
		}
	}
	return false
}

// jubileeReach is how many words before a year 'anniversary of' may stand: about a
// clause.
const jubileeReach = 10
