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
		if conjunctions[w] || clausal[w] && k < j && l.items[k+1].person != nil && l.items[k+1].person.to == j+1 || l.finiteVerb(k) || reporting[w].form == gerund && reporting[w].lemma != "" && !l.nounHere(k) {
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

func (l *line) hasFinite(from, to int) bool {
	for i := from; i < to; i++ {
		if l.finiteVerb(i) {
			return true
		}
	}
	return false
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
