package quote

import (
	"unicode/utf8"

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

// people are the persons of an article.
type people struct {
	all    []*person
	bySome map[string][]*person // by the sounds of each word of their names
	byWord map[string][]*person // by each word of their names, folded
	arabic []*person            // who speak in Arabic, by what stands before their names
}

// mostAlike bounds how many persons are compared with a name: more than that many
// whose names sound alike are a list of names, and no report.
const mostAlike = 40

// newPeople tells whose each name of an article is: full names first, then the
// surnames that go with one of them.
func newPeople(body string, lines []*line) *people {
	p := &people{bySome: map[string][]*person{}, byWord: map[string][]*person{}}
	for _, l := range lines {
		for _, m := range l.people {
			if words(m.name) > 1 {
				p.place(body, m)
			}
		}
	}
	for _, l := range lines {
		l.pairs()
		for _, m := range l.people {
			if m.spouse != "" {
				p.place(body, m)
			}
		}
	}
	for _, l := range lines {
		p.surnames(body, l)
		for _, m := range l.people {
			if words(m.name) == 1 && m.of == nil {
				p.place(body, m)
			}
		}
	}
	return p
}

// place gives a name to the person whose it is, who may be new.
func (p *people) place(body string, m *mention) {
	var same []*person
	for _, o := range p.alike(m.name) {
		if !fits(m.sex, o.sex) {
			continue
		}
		if fact.NameWithin(m.name, o.name) || words(m.name) > 1 && fact.NameWithin(o.name, m.name) {
			same = append(same, o)
		}
	}
	switch {
	case len(same) == 1:
		if m.of = same[0]; m.of.sex == unknown {
			m.of.sex = m.sex
		}
	case len(same) == 0 && m.sure && m.spouse != "":
		m.of = &person{name: m.spouse, sex: sexOf(m.spouse)}
		p.add(m.of)
	case len(same) == 0 && m.sure:
		m.of = &person{name: m.name, sex: max(m.sex, sexOf(m.name))}
		if l := m.line; m.sex != unknown && words(m.name) == 1 {
			m.of.name = body[l.items[m.from-1].Start:l.items[m.to-1].End]
		}
		p.add(m.of)
	}
}

func (p *people) add(o *person) {
	p.all = append(p.all, o)
	for _, t := range text.Tokenize(o.name) {
		if utf8.RuneCountInString(t.Folded) > 2 && len(p.byWord[t.Folded]) < mostAlike {
			p.byWord[t.Folded] = append(p.byWord[t.Folded], o)
		}
	}
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
