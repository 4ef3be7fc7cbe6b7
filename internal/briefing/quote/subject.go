package quote

import "strings"

// voice is who speaks: a person of the article, or somebody unnamed in its words.
type voice struct {
	who     *person
	words   string // of somebody unnamed: 'two interior ministry officials'
	office  string // of a person: what stands beside the name here
	sex     sex
	plural  bool
	human   bool // of somebody unnamed: surely a person
	thing   bool // a report, a ministry: 'it'
	placard bool
}

func (v voice) known() bool { return v.who != nil || v.words != "" || v.placard }

func (v voice) same(o voice) bool {
	return v.who == o.who && (v.who != nil || strings.EqualFold(v.words, o.words)) && v.placard == o.placard
}

// adverbial are words between a subject and its verb that are neither.
var adverbial = set("also later then earlier once again only just now still already soon first even simply both jokingly meanwhile however today yesterday twice instead merely himself herself itself themselves")

// subjectOf is who does the verb at an item: behind it where it follows the
// quotation ('," said X'), else before it.
func (r *reader) subjectOf(l *line, v int) voice {
	how := reporting[l.word(v)]
	if how.form == gerund {
		return r.subjectOfGerund(l, v)
	}
	if l.inverted(v) {
		return r.behind(l, v+1)
	}
	return r.before(l, v)
}

// inverted reports whether a verb follows right behind a quotation.
func (l *line) inverted(v int) bool {
	if reporting[l.word(v)].form == gerund {
		return false
	}
	i := v - 1
	for i >= 0 && (l.word(i) == "a" || l.word(i) == "ha" || l.markAt(i) == ',' || l.markAt(i) == '-' || adverbial[l.word(i)] && l.word(i) != "") {
		i--
	}
	return l.quoteAt(i) != nil && !(v+1 < len(l.items) && (l.quoteAt(v+1) != nil || l.markAt(v+1) == '.'))
}

// before is who stands before the verb at an item.
func (r *reader) before(l *line, v int) voice {
	j := l.skipBack(v - 1)
	switch w := l.word(j); {
	case j < 0 || l.quoteAt(j) != nil:
		return voice{}
	case l.markAt(j) == ',' || l.markAt(j) == ')':
		return r.acrossCommas(l, j)
	case w == "who" || w == "which" || w == "that":
		return r.antecedent(l, j)
	case w == "to":
		return r.wentOn(l, j)
	case w == "and" || w == "but" || w == "then":
		return r.lead(l, j)
	case w == "":
		return voice{}
	case subjects[w]:
		return r.phrase(l, j, j+1)
	}
	if l.reduced(j) { // 'a report published last year found'
		return r.before(l, j)
	}
	from, ok := l.phraseStart(j)
	if !ok {
		return voice{}
	}
	if clausal[l.word(from)] { // 'resigned after Berg called her'
		return r.namedClause(l, from+1, j+1)
	}
	if prepositions[l.word(from)] && l.reduced(from-1) {
		return r.before(l, from-1)
	}
	return r.phrase(l, from, j+1)
}

// clausal are prepositions that may begin a clause with a subject of its own.
var clausal = set("after before since until than as")

// namedClause is the one person whose name the items are; where they are anything
// else, it cannot be told whether a clause begins with them.
func (r *reader) namedClause(l *line, from, to int) voice {
	if m := r.onlyName(l, from, to); m != nil {
		return r.named(m, l.of(r.body, from, m.from))
	}
	return voice{}
}

// reduced reports whether the word at an item is a participle that only says more
// of the noun before it.
func (l *line) reduced(i int) bool {
	return i > 1 && l.finiteVerb(i) && strings.HasSuffix(l.word(i), "ed") && l.word(i-1) != "" && !auxiliary[l.word(i-1)] && l.items[i-1].person == nil
}

// skipBack steps over adverbs, auxiliaries and times: 'has also', 'on Wednesday'.
func (l *line) skipBack(j int) int {
	for j >= 0 {
		w := l.word(j)
		switch {
		case w == "":
			return j
		case adverbial[w], auxiliary[w], being[w], strings.HasSuffix(w, "ly") && !l.items[j].name && len(w) > 4 && !l.items[j].capital, l.items[j].when != nil:
		case (w == "on" || w == "late" || w == "early" || w == "this" || w == "last") && j+1 < len(l.items) && l.items[j+1].when != nil:
		default:
			return j
		}
		j--
	}
	return j
}

// phraseStart is where the phrase begins that ends with the item at j; not ok
// where two share the verb.
func (l *line) phraseStart(j int) (int, bool) {
	k := j
	for ; k >= 0; k-- {
		w := l.word(k)
		if w == "" {
			break
		}
		if w == "and" || w == "or" {
			if l.endsName(k-1) && l.hasName(k+1, j+1) || l.markAt(k-1) == ',' && l.endsName(k-2) && l.hasName(k+1, j+1) && l.onlyNames(k-2) {
				return 0, false
			}
			if l.verbless(k-1) && !l.endsName(k-1) {
				continue
			}
			break
		}
		if conjunctions[w] || l.finiteVerb(k) || reporting[w].form == gerund && reporting[w].lemma != "" && !l.nounHere(k) {
			break
		}
	}
	return k + 1, k < j
}

// onlyNames reports whether what ends at an item is a name with nothing but a mark
// or the beginning before it: a member of a list.
func (l *line) onlyNames(i int) bool {
	if i < 0 || l.items[i].person == nil {
		return false
	}
	from := l.items[i].person.from
	return from == 0 || l.markAt(from-1) != 0
}

func (l *line) endsName(i int) bool { return i >= 0 && l.items[i].person != nil }

func (l *line) hasName(from, to int) bool {
	for i := from; i < to; i++ {
		if l.items[i].person != nil {
			return true
		}
	}
	return false
}

// verbless reports whether no verb stands in the words that end at i.
func (l *line) verbless(i int) bool {
	n := 0
	for ; i >= 0 && l.items[i].word != ""; i-- {
		if l.finiteVerb(i) || conjunctions[l.word(i)] && l.word(i) != "and" {
			return false
		}
		n++
	}
	return n > 0
}

// acrossCommas is who stands before words set between commas that end at an item:
// 'Rourke, asked about this, said', 'The ambassador, Hugo Maran, said'.
func (r *reader) acrossCommas(l *line, comma int) voice {
	parts := l.partsBefore(comma)
	for len(parts) > 0 && l.setsScene(parts[0][0]) {
		parts = parts[1:]
	}
	if len(parts) == 0 {
		return voice{}
	}
	main := parts[0]
	for main[0] < main[1] && (conjunctions[l.word(main[0])] || adverbial[l.word(main[0])]) {
		main[0]++
	}
	if main[0] == main[1] || l.hasFinite(main[0], main[1]) {
		return voice{}
	}
	if v := r.phrase(l, main[0], main[1]); v.who != nil || len(parts) == 1 {
		return v
	}
	if m := r.onlyName(l, parts[1][0], parts[1][1]); m != nil {
		return r.named(m, l.of(r.body, main[0], main[1]))
	}
	if from := parts[1][0]; determiners[l.word(from)] && l.hasProper(from, parts[1][1]) && !l.hasFinite(from, parts[1][1]) {
		return r.phrase(l, from, parts[1][1])
	}
	return r.phrase(l, main[0], main[1])
}

func (l *line) hasProper(from, to int) bool { return l.items[to-1].name && l.items[to-1].capital }

// partsBefore are the runs of words between commas that end at the comma.
func (l *line) partsBefore(comma int) [][2]int {
	var parts [][2]int
	end := comma
	for k := comma - 1; ; k-- {
		if k >= 0 && l.word(k) != "" {
			continue
		}
		if k+1 < end {
			parts = append([][2]int{{k + 1, end}}, parts...)
		}
		if k < 0 || l.markAt(k) != ',' && l.markAt(k) != '(' && l.markAt(k) != ')' {
			return parts
		}
		end = k
	}
}

// setsScene reports whether what begins at an item only says when, where or on
// what occasion: 'In Baghdad,', 'Asked about this,'.
func (l *line) setsScene(i int) bool {
	w := l.word(i)
	if l.items[i].person != nil {
		return false
	}
	return prepositions[w] || adverbial[w] || l.items[i].when != nil || strings.HasSuffix(w, "ing") || strings.HasSuffix(w, "ly") ||
		w == "when" || w == "while" || w == "although" || w == "though" || w == "as" || w == "because" || w == "if" ||
		i == 0 && (w == "asked" || w == "questioned" || w == "pressed" || w == "told" || w == "flanked" || w == "accompanied" || w == "contacted" || w == "reached")
}

func (l *line) hasFinite(from, to int) bool {
	for i := from; i < to; i++ {
		if l.finiteVerb(i) {
			return true
		}
	}
	return false
}

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

// wentOn is who 'went on to say', whose 'to' is at an item.
func (r *reader) wentOn(l *line, to int) voice {
	for i := to - 1; i >= 0 && i >= to-3; i-- {
		if w := l.word(i); w == "went" || w == "continued" || w == "goes" {
			return r.before(l, i)
		}
	}
	return voice{}
}

// subjectOfGerund is who does the verb in -ing at an item: 'adding', 'by saying'.
func (r *reader) subjectOfGerund(l *line, v int) voice {
	switch w := l.word(v - 1); {
	case w == "as":
		return r.cited(l, v-1)
	case w == "by" || w == "for" && l.apologises(v-1) || l.markAt(v-1) == ',' || l.markAt(v-1) == '-' || l.quoteAt(v-1) != nil || w == "and" || w == "while" || w == "before" || w == "after":
		return r.mainSubject(l, v)
	case being[w]:
		return r.before(l, v)
	case statements[w] || messages[w]:
		return r.mainSubject(l, v)
	case w != "" && placards[w]:
		return voice{placard: true}
	}
	return voice{}
}

// apologises reports whether the 'for' at an item says what one is sorry for.
func (l *line) apologises(i int) bool {
	for k := i - 1; k >= 0 && k > i-5; k-- {
		if w := l.word(k); w == "apologised" || w == "apologized" || w == "regretted" {
			return true
		}
	}
	return false
}

// mainSubject is who does the main verb before an item: that of the last verb that
// reports words, else who leads the line.
func (r *reader) mainSubject(l *line, v int) voice {
	for i := v - 1; i >= 0; i-- {
		if l.word(i) == "who" || l.word(i) == "which" {
			return voice{}
		}
		if how, ok := l.verbAt(i); ok && how.form != gerund && how.form != bare && !l.passive(i) {
			return r.subjectOf(l, i)
		}
	}
	return r.lead(l, v)
}

// cited is who is 'quoted as saying', whose 'as' is at an item.
func (r *reader) cited(l *line, as int) voice {
	for i := as - 1; i >= 0 && i > as-12; i-- {
		if reporting[l.word(i)].lemma == "quote" || reporting[l.word(i)].lemma == "cite" {
			if l.passive(i) {
				return r.before(l, i)
			}
			return r.phrase(l, i+1, as)
		}
	}
	return voice{}
}

// passive reports whether a form of being stands before the verb at an item.
func (l *line) passive(v int) bool {
	if reporting[l.word(v)].form != past && reporting[l.word(v)].form != partOnly {
		return false
	}
	if m := reporting[l.word(v)].manner; l.word(v+1) == "by" && (m == calls || m == charges || m == rejects) {
		return true // 'accused by X of'
	}
	for i := v - 1; i >= 0 && i > v-4; i-- {
		w := l.word(i)
		if being[w] {
			return true
		}
		if !adverbial[w] && !auxiliary[w] && w != "not" && !strings.HasSuffix(w, "ly") {
			return false
		}
	}
	return false
}

// lead is who the line is about before an item: the phrase before its first verb.
// Where another clause begins in between, nobody is.
func (r *reader) lead(l *line, until int) voice {
	from := 0
	for i := until - 1; i >= 0; i-- {
		w := l.word(i)
		if w == "who" || w == "which" || w == "whom" || w == "that" || l.markAt(i) == ';' {
			return voice{}
		}
		if l.quoteAt(i) != nil {
			if how := r.lastVerb(l, i); how >= 0 && r.serves(l, how, i) {
				return r.subjectOf(l, how)
			}
		}
	}
	for from < until && (l.word(from) == "" && l.markAt(from) == 0 || conjunctions[l.word(from)]) {
		from++
	}
	for from < until && l.word(from) != "" && l.setsScene(from) {
		next := l.nextComma(from, until)
		if next < 0 {
			break
		}
		from = next + 1
	}
	end := from
	for end < until && l.word(end) != "" && !l.finiteVerb(end) && !subordinates[l.word(end)] {
		end++
	}
	switch {
	case end == from || end >= until:
		return voice{}
	case l.markAt(end) == ',':
		return r.acrossTo(l, from, until)
	}
	return r.trimmedPhrase(l, from, end)
}

// trimmedPhrase is a phrase without the adverbs and auxiliaries at its end.
func (r *reader) trimmedPhrase(l *line, from, end int) voice {
	end = l.skipBack(end-1) + 1
	if end <= from {
		return voice{}
	}
	return r.phrase(l, from, end)
}

var subordinates = set("who which that when where while because although as if after before since until")

// acrossTo is lead where something is set between commas behind the first words.
func (r *reader) acrossTo(l *line, from, until int) voice {
	for k := from + 1; k < until; k++ {
		if l.word(k) != "" && l.finiteVerb(k) && l.markAt(k-1) == ',' {
			return r.acrossCommas(l, k-1)
		}
	}
	return voice{}
}

func (l *line) nextComma(from, until int) int {
	for i := from; i < until; i++ {
		if l.markAt(i) == ',' {
			return i
		}
	}
	return -1
}

// lastVerb is the last verb that reports words before an item, -1 for none.
func (r *reader) lastVerb(l *line, i int) int {
	for k := i - 1; k >= 0; k-- {
		if how, ok := l.verbAt(k); ok && how.form != bare {
			return k
		}
	}
	return -1
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
		if prepositions[w] && !(to > from && (w == "of" || w == "for" || l.word(from) == "a" || l.word(from) == "an")) {
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
