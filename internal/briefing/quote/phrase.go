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

// Nouns for what speaks without being somebody.
var (
	placards = set("banner banners placard placards sign signs poster posters slogan slogans graffiti plaque billboard billboards shirt shirts sticker stickers notice sheet sheets cardboard")
	// writings are by somebody who must be told from elsewhere.
	writings   = set("postcard letter note diary email telegram card inscription memo will testament poem")
	statements = set("statement communique communiqué tweet post message")
	vague      = set("one ones others other another some many all both none most few those these this that everyone everybody someone somebody nobody anyone there what it who people")
	inanimate  = set("report study document letter note ruling statement ministry government army military police court company firm agency office party union group bank airport operator commission committee council association club department organisation organization newspaper paper book law treaty indictment complaint petition website article editorial survey poll review memo verdict judgment judgement")
)

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
	case writings[head]:
		return voice{}
	case statements[head]:
		return r.issuer(l, from, to)
	case strings.Contains(words, "year-old") && head == "old":
		return r.nearest(l, from, unknown)
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

// institutions speak with one voice, and are called by their full names once.
var institutions = set("ministry court commission committee agency union council department authority bank party office association federation university hospital police army government parliament board regulator tribunal")

// mostPhrase bounds a phrase that names somebody, in words.
const mostPhrase = 14

var owners = set("its his her their our my")

// called is how somebody unnamed is called: without an article that points back.
func (r *reader) called(l *line, from, to int, definite bool) string {
	if definite && from+1 < to {
		from++
		if to-from == 1 && human(l, from, to) {
			if longer := r.longerFor(l, from); longer != "" {
				return longer
			}
		}
		if to-from == 1 && institutions[l.word(from)] {
			if full := r.fullFor(l, from); full != "" {
				return full
			}
		}
	}
	return strings.Trim(l.of(r.body, from, to), " ,")
}

// longerFor is the phrase of two words that an earlier line has for a noun that
// stands alone here: 'medical source' for 'the source'.
func (r *reader) longerFor(l *line, at int) string {
	if r.longer == nil {
		r.longer = map[string]longer{}
		for _, o := range r.lines {
			r.noteLonger(o)
		}
	}
	if was, ok := r.longer[l.word(at)]; ok && r.indexOf(was.line) < r.indexOf(l) {
		return was.words
	}
	return ""
}

// longer is a noun with the word before it, where an article first has both.
type longer struct {
	words string
	line  *line
}

func (r *reader) noteLonger(l *line) {
	for i := 1; i < len(l.items); i++ {
		before := l.word(i - 1)
		if l.word(i) == "" || before == "" || determiners[before] || prepositions[before] || conjunctions[before] || l.items[i-1].when != nil ||
			l.finiteVerb(i-1) || l.items[i-1].capital || adverbial[before] || subjects[before] {
			continue
		}
		if _, had := r.longer[l.word(i)]; !had {
			r.longer[l.word(i)] = longer{l.of(r.body, i-1, i+1), l}
		}
	}
}

// fullFor is the full name that an earlier line has for an institution that is
// called by its noun alone here: 'health ministry' for 'the ministry'. Where the
// article has two, or calls it yet otherwise, it is none.
func (r *reader) fullFor(l *line, at int) string {
	noun, full, earlier := l.word(at), "", false
	for _, o := range r.lines {
		for i := range o.items {
			if o.word(i) != noun {
				continue
			}
			if next := o.word(i + 1); next == "of" || next == "for" {
				return ""
			}
			name := o.institutionAt(r.body, i)
			if name == "" {
				continue
			}
			if full != "" && !strings.EqualFold(full, name) {
				return ""
			}
			full, earlier = name, earlier || r.indexOf(o) < r.indexOf(l)
		}
	}
	if !earlier {
		return ""
	}
	return full
}

// institutionAt is the noun of an institution at an item with what tells it from
// others of its kind: the words between it and a determiner or an owner.
func (l *line) institutionAt(body string, i int) string {
	from := i
	for from > 0 && from > i-mostKind {
		w := l.word(from - 1)
		if w == "" || determiners[w] || prepositions[w] || conjunctions[w] || l.finiteVerb(from-1) || reporting[w].lemma != "" || ownerEnds(body, l.items[from-1].End) {
			break
		}
		from--
	}
	if from == i {
		return ""
	}
	return l.of(body, from, i+1)
}

// mostKind bounds what tells an institution from others, in words: 'border and
// coast guard agency' has no more before its noun.
const mostKind = 4

// ownerEnds reports whether the mark of an owner stands at a place of a body.
func ownerEnds(body string, at int) bool {
	return strings.HasPrefix(body[at:], "'s ") || strings.HasPrefix(body[at:], "’s ")
}

// headOf is the noun that a phrase is about: the last before a preposition.
func (l *line) headOf(from, to int) string {
	head := ""
	for i := from; i < to; i++ {
		w := l.word(i)
		if prepositions[w] && head != "" && !determiners[head] {
			break
		}
		if w == "" && head != "" && l.markAt(i) == ',' {
			break
		}
		if w != "" {
			head = w
		}
	}
	if determiners[head] {
		return ""
	}
	return head
}

func pluralHead(head string) bool {
	return strings.HasSuffix(head, "s") && !strings.HasSuffix(head, "ss") && !strings.HasSuffix(head, "us") || head == "people" || head == "police" || head == "men" || head == "women"
}

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

var adjectives = set("written joint short brief separate new later earlier official public second first final long angry")

// persons are further nouns for people, beside offices and what ends as those do.
var persons = set(`source resident witness guide nurse pilot mayor teen teenager victim survivor student refugee patient tourist neighbour neighbor
	friend cousin parent child owner expert aide critic activist member person man woman boy girl youth soldier guest passenger client
	judge chef monk nun priest thief guard clerk cook heir host spy ally rival captain opponent relative colleague guardian native
	detective historian musician pianist technician physician politician librarian veteran pensioner civilian citizen artist scientist
	parliamentarian mathematician migrant immigrant protestant inhabitant occupant applicant accountant attendant lieutenant sergeant
	agent president resident student correspondent superintendent briton american iraqi syrian german frenchman french`)

// human reports whether a phrase is of a person, by its noun.
func human(l *line, from, to int) bool {
	head := l.headOf(from, to)
	if persons[head] || titleWords[head] || relatedSex[head] != unknown {
		return true
	}
	for i := from; i < to; i++ {
		if l.word(i) == head && l.items[i].role {
			return true
		}
	}
	for _, end := range []string{"er", "or", "ist", "man", "woman", "ian"} {
		if strings.HasSuffix(head, end) && len(head) > len(end)+2 {
			return !inanimate[head]
		}
	}
	return false
}
