package quote

// learnLate ties the one whom the first line is about, by what they are, to the
// first name that follows without any: 'The mayor of Altenbrunn resigned', and a
// paragraph later 'Jutta Wendt said'.
func (r *reader) learnLate() {
	if len(r.lines) == 0 || r.lines[0].arabic || len(r.lines[0].people) > 0 {
		return
	}
	first := r.lines[0]
	if !first.tellsOfWords() {
		return
	}
	from, to := r.leadPhrase(first)
	if from == to || !human(first, from, to) || pluralHead(first.headOf(from, to)) {
		return
	}
	o, ok := newOffice(first.of(r.body, from, to))
	m := r.firstName(first.paragraph + lateReach)
	if ok && m != nil && len(m.of.offices) == 0 && m.line.speaksHere(m) {
		m.of.add(o)
	}
}

// deeds are what one does who goes on to be quoted.
var deeds = set("resigned apologised apologized spoken spoke quit confessed stepped")

// tellsOfWords reports whether somebody in a line speaks, or does what is spoken
// of next, and is not quoted at once: then a quotation that follows is likely theirs.
func (l *line) tellsOfWords() bool {
	for i := range l.items {
		if deeds[l.word(i)] {
			return true
		}
		if how, ok := l.verbAt(i); ok && how.form != bare && how.form != gerund && len(l.quotes) == 0 {
			return true
		}
	}
	return false
}

// lateReach is within how many paragraphs behind the first line the name follows.
const lateReach = 2

// firstName is the first name of the article, where it is a full one and stands
// not later than in a paragraph.
func (r *reader) firstName(paragraph int) *mention {
	for _, l := range r.lines {
		if l.paragraph > paragraph {
			return nil
		}
		for _, m := range l.people {
			if m.of == nil && !m.sure {
				continue
			}
			if m.of == nil || words(m.name) < 2 {
				return nil
			}
			return m
		}
	}
	return nil
}

// speaksHere reports whether a name is the subject of a verb that reports words.
func (l *line) speaksHere(m *mention) bool {
	if _, ok := l.verbAt(m.from - 1); ok {
		return true
	}
	i := m.to
	for i < len(l.items) && (adverbial[l.word(i)] || auxiliary[l.word(i)]) && l.word(i) != "" {
		i++
	}
	_, ok := l.verbAt(i)
	return ok && m.from > 0 && (l.quoteAt(m.from-1) != nil || l.markAt(m.from-1) == ',') || ok && m.from == 0
}

// leadPhrase is the phrase before the first verb of a line.
func (r *reader) leadPhrase(l *line) (from, to int) {
	for from < len(l.items) && l.items[from].word != "" && l.setsScene(from) {
		next := l.nextComma(from, len(l.items))
		if next < 0 {
			return 0, 0
		}
		from = next + 1
	}
	for i := range l.items { // 'PORT SAID — Work stopped'
		if l.markAt(i) == '-' && i < mostOfficeWords {
			from = i + 1
		}
	}
	to = from
	for to < len(l.items) && l.items[to].word != "" && !l.finiteVerb(to) && !subordinates[l.word(to)] {
		to++
	}
	return from, to
}
