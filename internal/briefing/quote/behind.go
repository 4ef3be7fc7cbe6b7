package quote

// onlyName is the name that items are, an office before it aside.
func (r *reader) onlyName(l *line, from, to int) *mention {
	if to <= from || l.items[to-1].person == nil || l.items[to-1].person.to != to {
		return nil
	}
	m := l.items[to-1].person
	if m.of == nil || m.from > from && !r.officesOnly(l, from, m.from) {
		return nil
	}
	return m
}

// officesOnly reports whether items before a name only say what the person is.
func (r *reader) officesOnly(l *line, from, to int) bool {
	for i := from; i < to; i++ {
		w := l.word(i)
		if w == "" || prepositions[w] && w != "of" || conjunctions[w] && w != "and" || l.finiteVerb(i) || l.items[i].person != nil {
			return false
		}
	}
	return true
}

// antecedent is who stands before 'who' at an item.
func (r *reader) antecedent(l *line, j int) voice {
	end := j
	if l.markAt(end-1) == ',' {
		end--
	}
	if end > 0 && l.items[end-1].person != nil && l.word(j) != "which" && l.word(j) != "that" {
		m := l.items[end-1].person
		if start, ok := l.phraseStart(end - 1); ok {
			return r.phrase(l, max(start, r.nounStart(l, m.from)), end)
		}
	}
	switch w := l.word(end - 1); {
	case l.word(j) != "who" && placards[w]:
		return voice{placard: true}
	case l.word(j) == "which" && end < j && institutions[w]:
		return r.institution(l, end)
	}
	return voice{}
}

// institution is the institution whose name ends before an item, where nothing else
// can be meant by 'which': it begins the line, or is who did something ('by the court, which said').
func (r *reader) institution(l *line, end int) voice {
	from := end - 1
	for from >= 0 && l.word(from) != "" && !determiners[l.word(from)] && !prepositions[l.word(from)] && !l.finiteVerb(from) {
		from--
	}
	if from < 0 || !determiners[l.word(from)] || from > 0 && l.word(from-1) != "by" {
		return voice{}
	}
	return r.phrase(l, from, end)
}

// nounStart steps back from a name over the office before it.
func (r *reader) nounStart(l *line, i int) int {
	for i > 0 && l.word(i-1) != "" && !prepositions[l.word(i-1)] && !conjunctions[l.word(i-1)] && !l.finiteVerb(i-1) {
		i--
	}
	return i
}

// behind is who is named behind a verb, from an item on: '," said two officials'.
func (r *reader) behind(l *line, from int) voice {
	to := from
	for to < len(l.items) && l.items[to].word != "" {
		w, it := l.items[to].word, &l.items[to]
		if m := it.person; m != nil && r.owns(m) { // 'said Berg's lawyer, Tom Jones'
			to = m.to
			continue
		}
		if it.person != nil {
			return r.behindName(l, from, it.person)
		}
		if it.when != nil || l.finiteVerb(to) || subjects[w] && to > from || adverbial[w] && to > from {
			break
		}
		if prepositions[w] && !r.hyphened(l, to) && !(to > from && (w == "of" || w == "for" || l.word(from) == "a" || l.word(from) == "an")) {
			break
		}
		if conjunctions[w] && w != "and" {
			break
		}
		to++
	}
	if to == from {
		return voice{}
	}
	if l.markAt(to) == ',' {
		if m := r.nextName(l, to+1); m != nil {
			return r.named(m, l.of(r.body, from, to))
		}
	}
	return r.phrase(l, from, to)
}

// hyphened reports whether a hyphen ties the word at an item to the one before:
// 'brother-in-law'.
func (r *reader) hyphened(l *line, i int) bool {
	return i > 0 && r.body[l.items[i-1].End:l.items[i].Start] == "-"
}

// behindName is who speaks where a name stands among the words behind the verb.
func (r *reader) behindName(l *line, from int, m *mention) voice {
	if l.word(m.to) == "and" && l.hasName(m.to+1, min(len(l.items), m.to+4)) && !l.hasFinite(m.to+1, min(len(l.items), m.to+5)) {
		return voice{}
	}
	return r.phrase(l, from, m.to)
}

// nextName is the name that stands alone between commas from an item on.
func (r *reader) nextName(l *line, from int) *mention {
	to := from
	for to < len(l.items) && l.items[to].word != "" && l.items[to].person == nil {
		to++
	}
	if to >= len(l.items) || l.items[to].person == nil {
		return nil
	}
	return r.onlyName(l, from, l.items[to].person.to)
}
