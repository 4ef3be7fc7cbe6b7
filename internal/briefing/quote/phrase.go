package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// phrase tells whom the items [from, to) name.
func (r *reader) phrase(l *line, from, to int) voice {
	for from < to && (l.word(from) == "" || conjunctions[l.word(from)] || adverbial[l.word(from)] && from+1 < to) {
		from++
	}
	if from >= to {
		return voice{}
	}
	if to-from == 1 && subjects[l.word(from)] {
		return r.pronoun(l, from)
	}
	if particles[l.word(from)] {
		return voice{} // 'a sign put up by Holm'
	}
	if prepositions[l.word(from)] && l.items[from].person == nil {
		from = r.afterScene(l, from, to)
		if from < 0 {
			return voice{}
		}
	}
	for i := from; i < to; i++ {
		m := l.items[i].person
		if m == nil {
			continue
		}
		if governed(l, from, m.from) {
			break
		}
		if r.owns(m) {
			i = m.to - 1
			continue
		}
		if i = m.to; i == to || prepositions[l.word(i)] || l.items[i].word == "" {
			return r.named(m, l.of(r.body, from, m.from))
		}
		return voice{} // 'the Smith report'
	}
	return r.unnamed(l, from, to)
}

// owns reports whether a name has the mark of an owner: 'Braun's partner'.
func (r *reader) owns(m *mention) bool {
	rest := r.body[m.line.items[m.to-1].End:]
	return strings.HasPrefix(rest, "'s ") || strings.HasPrefix(rest, "’s ") || strings.HasPrefix(rest, "' ") || strings.HasPrefix(rest, "’ ")
}

// governed reports whether the name at an item is only what the head of the phrase
// is of: 'a spokesman for President Smith'.
func governed(l *line, from, at int) bool {
	for i := at - 1; i > from; i-- {
		w := l.word(i)
		if prepositions[w] {
			ministry := w == "of" && titleWords[l.word(i-1)] && i == at-1-1 && honorifics[l.word(at-1)] == unknown
			return !ministry || l.items[at-1].role || i == at-1
		}
		if w == "and" {
			return false
		}
	}
	return false
}

// afterScene is where the phrase begins behind words that only set the scene and
// have no comma behind them: 'In a statement the ministry'; -1 where it is not clear.
func (r *reader) afterScene(l *line, from, to int) int {
	if m := l.items[to-1].person; m != nil && m.to == to {
		if m.from-1 > from && !prepositions[l.word(m.from-1)] {
			return m.from
		}
		return -1
	}
	for i := to - 1; i > from+1; i-- {
		if (l.word(i) == "the" || l.word(i) == "its" || l.word(i) == "a" || l.word(i) == "an") && !prepositions[l.word(i-1)] {
			return i
		}
		if prepositions[l.word(i)] {
			return -1
		}
	}
	return -1
}

// named is the voice of a person, with the office that stands beside the name.
func (r *reader) named(m *mention, office string) voice {
	if m == nil || m.of == nil {
		return voice{}
	}
	v := voice{who: m.of, sex: m.of.sex}
	if o, ok := newOffice(office); ok && honorifics[o.head] == unknown && !strings.ContainsAny(office, "0123456789") {
		v.office = o.words
		m.of.add(o)
	}
	return v
}

// unnamed is the voice of somebody or something that the items call without a name.
func (r *reader) unnamed(l *line, from, to int) voice {
	if l.hasFinite(from, to) || to-from > mostPhrase {
		return voice{}
	}
	words := l.of(r.body, from, to)
	head := l.headOf(from, to)
	switch {
	case head == "" || vague[l.word(from)] && to-from == 1 || l.items[to-1].when != nil && to-from <= 2:
		return voice{}
	case placards[head]:
		return voice{placard: true}
	case writings[head] || writings[strings.TrimSuffix(head, "s")]:
		return voice{}
	case statements[head]:
		return r.issuer(l, from, to)
	case strings.Contains(words, "year-old") && head == "old":
		return r.nearest(l, from, unknown)
	case r.mute(l, from, to, head):
		return voice{}
	}
	definite := l.word(from) == "the" || l.word(from) == "this" || owners[l.word(from)]
	if definite {
		who, many := r.holder(words)
		if many {
			return voice{}
		}
		if who != nil {
			return voice{who: who, sex: who.sex}
		}
	}
	if was, ok := r.spoke[head]; ok && definite && human(l, from, to) && to-from <= 3 {
		return was
	}
	v := voice{words: r.called(l, from, to, definite), thing: inanimate[head] || !human(l, from, to) && !pluralHead(head), human: human(l, from, to) && !inanimate[head], plural: pluralHead(head)}
	if o, ok := newOffice(words); ok {
		v.sex = sexOfOffice(o.all)
	}
	if _, had := r.spoke[head]; !had && v.human && !l.has("and", from, to) {
		r.spoke[head] = v
	}
	return v
}

// mute reports whether a thing cannot be said to speak: no institution, document or
// body of people, and nothing with a name.
func (r *reader) mute(l *line, from, to int, head string) bool {
	if inanimate[head] || institutions[head] || collectives[head] || pluralHead(head) || human(l, from, to) {
		return false
	}
	for i := from; i < to; i++ {
		if l.items[i].capital && i > 0 || l.items[i].role || persons[l.word(i)] || l.word(i) == head && l.items[i].name {
			return false
		}
	}
	return true
}

// mostPhrase bounds a phrase that names somebody, in words.
const mostPhrase = 14

// issuer is whose statement the items name: 'an army statement', 'a statement from
// the ministry'; of one that points back, who the line before is about.
func (r *reader) issuer(l *line, from, to int) voice {
	for i := from; i < to; i++ {
		if !statements[l.word(i)] {
			continue
		}
		if w := l.word(i + 1); (w == "from" || w == "by" || w == "of") && i+2 < to {
			return r.phrase(l, i+2, to)
		}
		start := from
		if determiners[l.word(start)] && start < i {
			start++
		}
		if start < i {
			first, _ := utf8.DecodeRuneInString(l.items[start].Of(r.body))
			if adjectives[l.word(start)] || owners[l.word(from)] && !unicode.IsUpper(first) {
				return voice{}
			}
			return voice{words: l.of(r.body, start, i), thing: true}
		}
	}
	return voice{}
}
