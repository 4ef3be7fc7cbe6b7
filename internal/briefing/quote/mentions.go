package quote

import (
	"slices"
	"strings"

	"newsdesk/rag/fact"
)

// mention is a name of a person where it stands: items [from, to) of a line.
type mention struct {
	line     *line
	from, to int
	name     string
	sex      sex    // as the title tells: 'Mr Okafor'
	sure     bool   // it is known to be a person's, not only some name
	spouse   string // the full name of 'Peter' in 'Peter and Clara Lang'
	// of is whose it is; nil where two share it, or where it is nobody's.
	of *person
}

// titleWords stand before names, with a capital or not, and are no part of them.
var titleWords = set(`mr mrs ms dr prof professor president prime minister premier colonel col general gen captain capt major maj
	sergeant sgt lieutenant lt admiral senator sen representative rep governor gov mayor councillor councilor chancellor king queen
	prince princess sheikh ayatollah pope bishop archbishop cardinal father sister judge justice inspector superintendent constable
	chief officer director secretary ambassador minister deputy vice coach striker goalkeeper midfielder defender trader biologist
	pianist conductor farmer shepherd analyst academic spokesman spokeswoman spokesperson leader chairman chairwoman detective
	commissioner commander economist engineer nurse teacher baker driver singer actor actress novelist poet painter historian
	volcanologist geologist seismologist meteorologist climatologist opposition union government foreign finance defence defense interior
	health guide survivor former sir lord lady dame baroness rabbi imam reverend rev brigadier brig marshal attorney lawyer prosecutor
	congressman congresswoman lawmaker mp`)

// newMention reads the name that a fact found at the item at: without titles
// before it; nil where nothing is left or where it is rather a thing's.
func newMention(body string, l *line, f *fact.Fact, at int) *mention {
	to := at
	for to < len(l.items) && l.items[to].Start < f.End && l.items[to].word != "" {
		to++
	}
	for at > 0 && to-at < mostGiven && l.items[at-1].capital && l.items[at-1].person == nil && givenSex[l.word(at-1)] != unknown && body[l.items[at-1].End:l.items[at].Start] == " " {
		at-- // a given name that begins a sentence may be taken for a common word
	}
	from := at
	for from+1 < to && (titleWords[l.items[from].word] || from == 0 && to-from > 2 && f.Kind == fact.Name && fact.IsCommon(l.items[from].word)) {
		from++
	}
	if from >= to || l.items[from].Start >= f.End || titleWords[l.items[to-1].word] {
		return nil
	}
	if from == at && named[l.word(from-1)] {
		return nil
	}
	m := &mention{line: l, from: from, to: to, name: l.of(body, from, to)}
	m.sex = honorifics[l.word(from-1)]
	m.sure = f.Kind == fact.Person || from > at && to-from > 1
	for i := from; i < to; i++ {
		l.items[i].person = m
	}
	return m
}

// mostGiven bounds a name that given names are put before, in words.
const mostGiven = 4

// named are nouns whose name follows them: what has it is no person.
var named = set(`newspaper magazine agency company group ship vessel ferry tanker party club bank hospital university school village town
	river lake mount hotel channel station website island port district province region firm operation storm hurricane typhoon valley camp
	bridge street square film paper weekly daily broadcaster foundation charity restaurant yacht boat trawler steamer airline team`)

// pairs finds those who share the surname of who is named behind them: 'Peter and
// Clara Lang'. Without it, 'Lang' would be Clara alone.
func (l *line) pairs() {
	for i := 0; i+2 < len(l.items); i++ {
		m := l.items[i+2].person
		if l.word(i+1) != "and" || m == nil || m.from != i+2 || words(m.name) != 2 || givenSex[l.word(i)] == unknown || !l.items[i].capital || l.capitalAt(i-1) && !titleWords[l.word(i-1)] {
			continue
		}
		first := l.items[i].person
		if first == nil {
			first = &mention{line: l, from: i, to: i + 1, name: strings.ToUpper(l.word(i)[:1]) + l.word(i)[1:]}
			l.items[i].person = first
			l.people = append(l.people, first)
		}
		if words(first.name) == 1 && first.to == i+1 {
			_, surname, _ := strings.Cut(m.name, " ")
			first.sure, first.spouse = true, first.name+" "+surname
		}
	}
	slices.SortFunc(l.people, func(a, b *mention) int { return a.from - b.from })
}

// surnames finds the names of one word that no fact is, but which are a word of
// the full name of somebody: 'Hill', 'Cole'.
func (p *people) surnames(body string, l *line) {
	found := false
	for i := range l.items {
		it := &l.items[i]
		if it.word == "" || !it.capital || it.person != nil || l.capitalAt(i-1) && !titleWords[l.word(i-1)] || l.capitalAt(i+1) || len(p.byWord[it.word]) == 0 {
			continue
		}
		m := &mention{line: l, from: i, to: i + 1, name: it.Of(body), sex: honorifics[l.word(i-1)]}
		it.person = m
		l.people = append(l.people, m)
		found = true
	}
	if found {
		slices.SortFunc(l.people, func(a, b *mention) int { return a.from - b.from })
	}
}

func (l *line) capitalAt(i int) bool {
	return i >= 0 && i < len(l.items) && l.items[i].capital && (i > 0 || l.items[i].name)
}

var honorifics = map[string]sex{"mr": male, "mrs": female, "ms": female, "miss": female, "sir": male, "lady": female, "dame": female}

func words(name string) int { return len(strings.Fields(name)) }

// byTitle finds the names in a line that no fact is: words with a capital behind a
// title or beginning with a given name ('Foreign Secretary Jane Hill').
func (l *line) byTitle(body string) {
	for i := 0; i < len(l.items); i++ {
		from := i
		for i < len(l.items) && l.items[i].word != "" && l.items[i].capital && (i == from || body[l.items[i-1].End:l.items[i].Start] == " " || body[l.items[i-1].End:l.items[i].Start] == "-") {
			i++
		}
		if i-from < 2 || l.hasName(from, i) {
			continue
		}
		at := from
		for at < i && (titleWords[l.word(at)] || l.items[at].role) {
			at++
		}
		apart := at == from && l.markAt(from-1) == ',' && l.markAt(i) == ',' && from > 1 && human(l, from-2, from-1)
		if i-at >= 2 && !l.items[from].listed && !l.items[i-1].listed {
			l.strangers = append(l.strangers, at)
		}
		if i-at < 2 || i-at > 4 || !apart && at == from && givenSex[l.word(at)] == unknown && !(from > 0 && titleWords[l.word(from-1)]) {
			continue
		}
		m := &mention{line: l, from: at, to: i, name: l.of(body, at, i), sure: true}
		for k := at; k < i; k++ {
			l.items[k].person = m
		}
		l.people = append(l.people, m)
	}
	slices.SortFunc(l.people, func(a, b *mention) int { return a.from - b.from })
}
