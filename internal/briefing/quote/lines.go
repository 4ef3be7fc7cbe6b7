package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"newsdesk/rag/fact"
	"newsdesk/rag/text"
)

// line is a sentence as it is without what is inside its quotations.
type line struct {
	text.Span
	paragraph int
	items     []item
	quotes    []*quoted
	people    []*mention
	strangers []int // where words with capitals begin that are no known name
	arabic    bool

	subject   voice // who the line is about, known once asked for
	subjectIs int   // 0 not asked for, 1 being found, 2 known
}

// linesOf cuts a paragraph into lines at the stops that are in no quotation.
func linesOf(body string, p text.Span, quotes []*quoted) []*line {
	all := itemsOf(body, p, quotes)
	var lines []*line
	from := 0
	for i := range all {
		if i < mostDateline && from == 0 && all[i].mark == '-' && dateline(body, all[:i]) {
			from = i + 1
			continue
		}
		if i+1 == len(all) || breaks(body, all, i) {
			lines = append(lines, newLine(body, all[from:i+1]))
			from = i + 1
		}
	}
	return lines
}

// mostDateline is how many words and marks stand before the dash of a dateline:
// 'NEW YORK CITY (AP) —' has six.
const mostDateline = 8

// dateline reports whether the words before a dash say only where a report is
// from: each in capitals, or a single one without.
func dateline(body string, items []item) bool {
	for i := range items {
		it := &items[i]
		if it.quote != nil || it.word != "" && it.Of(body) != strings.ToUpper(it.Of(body)) {
			return false
		}
	}
	return len(items) > 0
}

// breaks reports whether a line ends with the item at i.
func breaks(body string, all []item, i int) bool {
	it, next := &all[i], &all[i+1]
	if next.mark != 0 {
		return false
	}
	if it.mark == '.' {
		return next.quote != nil || beginsSentence(next, body)
	}
	if it.quote == nil || !terminal(it.quote.inner.Of(body)) {
		return false
	}
	if next.quote != nil {
		return true
	}
	return beginsSentence(next, body) && !reportedNext(all[i+1:], it.quote.inner.Of(body))
}

func beginsSentence(next *item, body string) bool {
	r, _ := utf8.DecodeRuneInString(next.Of(body))
	return !unicode.IsLower(r)
}

// terminal reports whether words end as a sentence does, marks of quotations
// within them aside.
func terminal(words string) bool {
	words = strings.TrimRight(words, "’'\"”» ")
	return strings.HasSuffix(words, ".") || strings.HasSuffix(words, "!") || strings.HasSuffix(words, "?") || strings.HasSuffix(words, "…") || strings.HasSuffix(words, "؟")
}

// reportedNext reports whether what follows a quotation that asks or cries says
// whose it is, and ends with that: '"Why?" Smith asked.'
func reportedNext(next []item, words string) bool {
	if strings.HasSuffix(strings.TrimRight(words, "’'"), ".") {
		return false
	}
	for i := range next {
		if i > 6 || next[i].word == "" {
			return false
		}
		if _, ok := reporting[next[i].word]; ok && i > 0 {
			return i+1 == len(next) || next[i+1].word == "" || prepositions[next[i+1].word]
		}
		if !next[i].capital && !titleWords[next[i].word] && i > 0 {
			return false
		}
	}
	return false
}

func newLine(body string, items []item) *line {
	l := &line{Span: text.Span{Start: items[0].Start, End: items[len(items)-1].End}, items: items}
	for i := range items {
		if q := items[i].quote; q != nil {
			q.line, q.at = l, i
			l.quotes = append(l.quotes, q)
		}
		if w := items[i].word; w != "" && !l.arabic {
			r, _ := utf8.DecodeRuneInString(w)
			l.arabic = unicode.Is(unicode.Arabic, r)
		}
	}
	l.find(body)
	return l
}

// find reads the facts of a line into its items.
func (l *line) find(body string) {
	facts := fact.Find(blanked(body, l.Span, l.quotes))
	at := 0
	for k := range facts {
		f := &facts[k]
		f.Start, f.End = f.Start+l.Start, f.End+l.Start
		for at > 0 && l.items[at-1].End > f.Start {
			at--
		}
		for ; at < len(l.items) && l.items[at].End <= f.Start; at++ {
		}
		l.mark(body, f, at)
	}
	if !l.arabic {
		l.byTitle(body)
		l.setApart()
	}
}

// setApart makes sure of the names that stand alone between commas behind what
// somebody is: in 'his mother, Ines Brandt, said' no list of names is needed.
func (l *line) setApart() {
	for _, m := range l.people {
		if words(m.name) > 1 && l.markAt(m.from-1) == ',' && l.markAt(m.to) == ',' && m.from > 1 && l.word(m.from-2) != "" && human(l, m.from-2, m.from-1) && !l.items[m.from].listed {
			m.sure = true
		}
	}
}

// mark notes a fact at the items from at on that it covers.
func (l *line) mark(body string, f *fact.Fact, at int) {
	for i := at; i < len(l.items) && l.items[i].Start < f.End; i++ {
		it := &l.items[i]
		switch {
		case it.word == "":
		case f.Kind.Proper():
			it.name = true
			it.listed = f.Kind == fact.Place || f.Kind == fact.Organisation || f.Kind == fact.Demonym
		case f.Kind == fact.Role:
			it.role = true
		case f.Kind.Temporal() && f.Kind != fact.TimeOfDay:
			it.when = f
		}
	}
	if f.Kind == fact.Person || f.Kind == fact.Name {
		if m := newMention(body, l, f, at); m != nil {
			l.people = append(l.people, m)
		}
	}
}

// of is the text of the items [from, to).
func (l *line) of(body string, from, to int) string {
	if from >= to {
		return ""
	}
	return body[l.items[from].Start:l.items[to-1].End]
}

func (l *line) word(i int) string {
	if i < 0 || i >= len(l.items) {
		return ""
	}
	return l.items[i].word
}

func (l *line) markAt(i int) rune {
	if i < 0 || i >= len(l.items) {
		return 0
	}
	return l.items[i].mark
}

func (l *line) quoteAt(i int) *quoted {
	if i < 0 || i >= len(l.items) {
		return nil
	}
	return l.items[i].quote
}

// set makes a set of words.
func set(s string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		m[text.Fold(w)] = true
	}
	return m
}
