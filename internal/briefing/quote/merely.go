package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"newsdesk/rag/text"
)

// things are nouns whose name may stand in marks behind them.
var things = set(`film movie book novel play song album show series programme program operation ship vessel boat steamer ferry tanker
	yacht trawler restaurant cafe bar pub exhibition painting poem essay article headline magazine newspaper title titled entitled
	called named nicknamed dubbed word words term phrase codenamed code-named exercise campaign project initiative opera symphony
	sonata ballet musical documentary podcast game hashtag category label slogan motto report chapter episode single section
	heading known category so-called agency channel group movement battalion brigade band team club party nickname alias category`)

// forms are nouns for words as such, and what is called so.
var forms = set("word words term phrase titled entitled called named nicknamed dubbed codenamed code-named hashtag motto slogan known label so-called nickname alias category")

// merely reports whether what is in marks is no quotation: the name of a film or a
// ship, a word held at a distance.
func (r *reader) merely(q *quoted) bool {
	l := q.line
	inside := q.inner.Of(r.body)
	all := text.Tokenize(inside)
	if len(all) == 0 {
		return true
	}
	before := l.word(q.at - 1)
	if before == "called" && l.fronted(q.at-1) {
		before = ""
	}
	first, _ := utf8.DecodeRuneInString(inside)
	if l.offence(q.at) || forms[before] || things[before] && !(unicode.IsLower(first) && r.calledSo(q)) {
		return true
	}
	if r.directly(q) {
		return false
	}
	if titled(inside, all) {
		return true
	}
	return r.heldOff(q, all)
}

// offence reports whether the words at an item name what somebody is charged with:
// they are the law's.
func (l *line) offence(at int) bool {
	w, verb := l.word(at-1), l.word(at-2)
	return w == "with" && l.has("charged", max(0, at-4), at) || w == "of" && (verb == "guilty" || verb == "convicted" || verb == "acquitted")
}

// directly reports whether a quotation stands right at a verb or a mark that
// introduces words, or ends as a sentence does.
func (r *reader) directly(q *quoted) bool {
	l := q.line
	i := q.at - 1
	if l.markAt(i) == ':' {
		return true
	}
	if l.markAt(i) == ',' {
		i--
	}
	if behind := l.word(q.at + 1); (being[behind] || auxiliary[behind]) && titled(q.inner.Of(r.body), text.Tokenize(q.inner.Of(r.body))) {
		return false // 'said "Lund 2030" was ready'
	}
	if plainly[reporting[l.word(i)].lemma] && !l.nounHere(i) {
		return true
	}
	if terminal(q.inner.Of(r.body)) && !(q.at == len(l.items)-1 && titled(q.inner.Of(r.body), text.Tokenize(q.inner.Of(r.body)))) {
		return true
	}
	if q.at == 0 && strings.HasSuffix(q.inner.Of(r.body), ",") {
		return true
	}
	v := q.at + 1
	if l.markAt(v) == ',' {
		v++
	}
	_, said := l.verbAt(v)
	return q.at == 0 && said
}

// calledSo reports whether a verb before a quotation says what something is like:
// 'called the show "tired"'.
func (r *reader) calledSo(q *quoted) bool {
	for i := q.at - 1; i >= 0 && i > q.at-5; i-- {
		if how, ok := q.line.verbAt(i); ok {
			return how.manner == calls && how.form != bare && !q.line.passive(i)
		}
	}
	return false
}

// titled reports whether words are written as a name is: each that matters with a
// capital.
func titled(inside string, all []text.Token) bool {
	capitals, small := 0, 0
	for _, t := range all {
		first, _ := utf8.DecodeRuneInString(t.Of(inside))
		switch {
		case unicode.IsUpper(first):
			capitals++
		case !text.IsStop(t.Folded) && !prepositions[t.Folded] && !determiners[t.Folded] && t.Kind == text.Word && unicode.IsLower(first):
			small++
		}
	}
	return capitals > 0 && small == 0
}

// mostHeld is how many words a writer holds at a distance; more are words of
// somebody. Names of measures and classes have up to three ('near miss event').
const mostHeld = 3

// heldOff reports whether words in marks are a noun, or stand before one, within
// the writer's own: 'the "green belt" promised'.
func (r *reader) heldOff(q *quoted, all []text.Token) bool {
	l := q.line
	if len(all) > mostHeld {
		return false
	}
	before, behind := l.word(q.at-1), l.word(q.at+1)
	if before == "so-called" || before == "called" && l.word(q.at-2) == "so" {
		return true
	}
	return (before == "the" || owners[before] || before == "these" || before == "those") && behind != "" && !prepositions[behind] && !conjunctions[behind] ||
		(before == "the" || before == "these" || before == "those") && r.lastReporter(q) < 0
}
