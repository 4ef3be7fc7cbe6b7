package quote

import (
	"strings"

	"newsdesk/rag/text"
)

// office is what somebody is said to be: 'health minister', 'guide', 'her agent'.
type office struct {
	words string // as the article has it, without an article in front
	head  string // folded: the noun that says what
	all   map[string]bool
	of    string // folded: what it is of, from the preposition on; "" where that is not said
}

// newOffice reads a phrase that says what somebody is; ok is false where it does not.
func newOffice(words string) (office, bool) {
	words = strings.Trim(undetermined(words), " ,-–—")
	o := office{words: words, all: map[string]bool{}}
	for _, t := range text.Tokenize(words) {
		if prepositions[t.Folded] && o.head != "" {
			o.of = text.Fold(words[t.Start:])
			break
		}
		if finite[t.Folded] || subjects[t.Folded] {
			return o, false
		}
		o.head = t.Folded
		o.all[t.Folded] = true
	}
	return o, o.head != "" && len(o.all) <= mostOfficeWords
}

// mostOfficeWords bounds an office without what it is of: 'Kurdish academic and
// political analyst' has five.
const mostOfficeWords = 8

// undetermined cuts the article or the owner off a phrase: 'the operator', 'its chairman'.
func undetermined(s string) string {
	for {
		first, rest, ok := strings.Cut(s, " ")
		switch strings.ToLower(first) {
		case "the", "its", "his", "her", "their", "a", "an", "our", "my":
			if ok {
				s = strings.TrimSpace(rest)
				continue
			}
		}
		return s
	}
}

// learnOffices notes what is said of each person beside their names.
func (r *reader) learnOffices() {
	for _, l := range r.lines {
		for _, m := range l.people {
			if m.of == nil {
				continue
			}
			if before, ok := r.officeBefore(m); ok {
				m.of.add(before)
			}
			if behind, ok := r.officeBehind(m); ok {
				m.of.add(behind)
			}
		}
	}
}

func (p *person) add(o office) {
	if len(p.offices) == mostOffices {
		return
	}
	for _, had := range p.offices {
		if had.words == o.words {
			return
		}
	}
	p.offices = append(p.offices, o)
	if s := sexOfOffice(o.all); s != unknown && p.sex == unknown {
		p.sex = s
	}
}

// mostOffices bounds what is remembered of one person.
const mostOffices = 8

// officeBefore is the office that stands right before a name, with or without a
// comma: 'chief fire officer Mario Zammit', 'a union leader, S. Rajan,'.
func (r *reader) officeBefore(m *mention) (office, bool) {
	l, end := m.line, m.from
	if l.arabic {
		return office{}, false
	}
	if prepositions[l.word(end-1)] { // 'the lawyer of Berg'
		return office{}, false
	}
	if l.markAt(end-1) == ',' && (l.markAt(m.to) == ',' || m.to == len(l.items) || l.markAt(m.to) == '.') {
		return r.apposed(l, end-1)
	}
	i := end
	for i > 0 && l.items[i-1].word != "" && l.items[i-1].person == nil && end-i < mostOfficeWords {
		w := l.items[i-1].word
		if prepositions[w] && !r.officeOf(l, i-1) || determiners[w] || l.finiteVerb(i-1) || honorifics[w] != unknown || conjunctions[w] && !r.joinsOffices(l, i-1) || w == "said" || subjects[w] {
			break
		}
		if _, ok := l.verbAt(i - 1); ok {
			break
		}
		i--
	}
	if i == end || !r.looksOffice(l, i, end) {
		return office{}, false
	}
	return newOffice(l.of(r.body, i, end))
}

// officeOf reports whether the preposition at an item is within an office.
func (r *reader) officeOf(l *line, i int) bool {
	return l.word(i) == "of" && i > 0 && (l.items[i-1].role || titleWords[l.word(i-1)])
}

// joinsOffices reports whether 'and' stands within one office: 'academic and political analyst'.
func (r *reader) joinsOffices(l *line, i int) bool {
	return l.word(i) == "and" && i > 0 && (titleWords[l.word(i-1)] || l.items[i-1].role)
}

// looksOffice reports whether the words before a name say what the person is:
// the last is a common noun or a title.
func (r *reader) looksOffice(l *line, from, to int) bool {
	last := &l.items[to-1]
	return last.role || titleWords[last.word] || !last.capital && !last.name && !l.finiteVerb(to-1) && last.when == nil && !strings.HasSuffix(last.word, "ing")
}

// apposed is the office that ends before the comma at an item, and begins with a
// determiner or with the line.
func (r *reader) apposed(l *line, comma int) (office, bool) {
	i := comma
	for i > 0 && l.items[i-1].word != "" && comma-i < mostOfficeWords+4 {
		if l.items[i-1].person != nil || finite[l.word(i-1)] || subjects[l.word(i-1)] {
			return office{}, false
		}
		if _, ok := l.verbAt(i - 1); ok {
			break
		}
		i--
		if determiners[l.word(i)] && !(i > 0 && prepositions[l.word(i-1)]) {
			break
		}
	}
	if i == comma || !determiners[l.word(i)] && i > 0 && l.quoteAt(i-1) == nil || prepositions[l.word(i)] {
		return office{}, false
	}
	return newOffice(l.of(r.body, i, comma))
}

// officeBehind is the office behind a name: 'Maeve Tierney, a bus driver in Cork',
// 'Tarek Shaaban of the dockers' union'.
func (r *reader) officeBehind(m *mention) (office, bool) {
	l := m.line
	if l.arabic {
		return office{}, false
	}
	if l.word(m.to) == "of" && m.to+1 < len(l.items) && determiners[l.word(m.to+1)] {
		end := m.to + 1
		for end < len(l.items) && l.items[end].word != "" && !conjunctions[l.word(end)] && (end == m.to+1 || !prepositions[l.word(end)]) && !l.finiteVerb(end) {
			end++
		}
		return newOffice(l.of(r.body, m.to+1, end))
	}
	if l.markAt(m.to) != ',' {
		return office{}, false
	}
	from := m.to + 1
	if !determiners[l.word(from)] && !(from < len(l.items) && l.items[from].role) {
		return office{}, false
	}
	end := from
	for end < len(l.items) && l.items[end].word != "" && !conjunctions[l.word(end)] && end-from < mostOfficeWords+4 {
		if l.finiteVerb(end) || l.items[end].person != nil {
			return office{}, false
		}
		end++
	}
	if end < len(l.items) && (l.word(end) == "and" || l.markAt(end) == ':') {
		return office{}, false
	}
	return newOffice(l.of(r.body, from, end))
}

// holder is the one person whom a phrase names by office: 'the minister' where
// one is. many reports that it may be several.
func (r *reader) holder(words string) (who *person, many bool) {
	asked, ok := newOffice(words)
	if !ok {
		return nil, false
	}
	for _, p := range r.people.all {
		for _, o := range p.offices {
			if o.head != asked.head || !within(asked.all, o.all) || !strings.HasPrefix(o.of, asked.of) {
				continue
			}
			if who != nil && who != p {
				return nil, true
			}
			who = p
		}
	}
	return who, false
}

func within(a, b map[string]bool) bool {
	for w := range a {
		if !b[w] {
			return false
		}
	}
	return true
}
