package quote

import (
	"strings"

	"newsdesk/rag/fact"
	"newsdesk/rag/name"
	"newsdesk/rag/text"
)

// sex is what is known of a person's, by the given name or what the article says.
type sex uint8

const (
	unknown sex = iota
	male
	female
)

// person is somebody whom an article names.
type person struct {
	name    string // as the article first gives it in full
	sex     sex
	offices []office // what the article says that they are
}

// mention is a name of a person where it stands: items [from, to) of a line.
type mention struct {
	line     *line
	from, to int
	name     string
	sure     bool // it is known to be a person's, not only some name
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
	m.sure = f.Kind == fact.Person || from > at && to-from > 1
	for i := from; i < to; i++ {
		l.items[i].person = m
	}
	return m
}

// named are nouns whose name follows them: what has it is no person.
var named = set(`newspaper magazine agency company group ship vessel ferry tanker party club bank hospital university school village town
	river lake mount hotel channel station website island port district province region firm operation storm hurricane typhoon valley camp
	bridge street square film paper weekly daily broadcaster foundation charity restaurant yacht boat trawler steamer airline team`)

// people are the persons of an article.
type people struct {
	all    []*person
	bySome map[string][]*person // by the sounds of each word of their names
	arabic []*person            // who speak in Arabic, by what stands before their names
}

// mostAlike bounds how many persons are compared with a name: more than that many
// whose names sound alike are a list of names, and no report.
const mostAlike = 40

// newPeople tells whose each name of an article is: full names first, then the
// surnames that go with one of them.
func newPeople(lines []*line) *people {
	p := &people{bySome: map[string][]*person{}}
	for pass := range 2 {
		for _, l := range lines {
			for _, m := range l.people {
				if many := words(m.name) > 1; m.of == nil && many == (pass == 0) {
					p.place(m)
				}
			}
		}
	}
	return p
}

func words(name string) int { return len(strings.Fields(name)) }

// place gives a name to the person whose it is, who may be new.
func (p *people) place(m *mention) {
	var same []*person
	for _, o := range p.alike(m.name) {
		if fact.NameWithin(m.name, o.name) || words(m.name) > 1 && fact.NameWithin(o.name, m.name) {
			same = append(same, o)
		}
	}
	switch {
	case len(same) == 1:
		m.of = same[0]
	case len(same) == 0 && m.sure:
		m.of = &person{name: m.name, sex: sexOf(m.name)}
		p.add(m.of)
	}
}

func (p *people) add(o *person) {
	p.all = append(p.all, o)
	for _, k := range soundsOf(o.name) {
		if len(p.bySome[k]) < mostAlike {
			p.bySome[k] = append(p.bySome[k], o)
		}
	}
}

func soundsOf(full string) []string {
	var all []string
	for _, t := range text.Tokenize(full) {
		if name.IsArticle(t.Folded) {
			continue
		}
		all = append(append(all, t.Folded), name.Keys(t.Folded)...)
	}
	return all
}

// alike are the persons with a word in their name that may be one of this name.
func (p *people) alike(full string) []*person {
	var all []*person
	seen := map[*person]bool{}
	for _, k := range soundsOf(full) {
		for _, o := range p.bySome[k] {
			if !seen[o] && len(all) < mostAlike {
				seen[o] = true
				all = append(all, o)
			}
		}
	}
	return all
}
