package quote

import (
	"strings"

	"newsdesk/rag/fact"
)

// reach is how many lines back, and reachParagraphs how many paragraphs, somebody
// may stand whom a pronoun means. Further back no reader would look.
const (
	reach           = 5
	reachParagraphs = 2
)

// pronoun tells whom the pronoun at an item means; nobody where two could be.
func (r *reader) pronoun(l *line, at int) voice {
	switch l.word(at) {
	case "he":
		return r.nearest(l, at, male)
	case "she":
		return r.nearest(l, at, female)
	case "they":
		return r.nearestThing(l, func(v voice) bool { return v.plural })
	case "it":
		return r.nearestThing(l, func(v voice) bool { return v.thing && v.who == nil && speaks(v.words) })
	}
	return voice{}
}

// speaks reports whether a thing can have words of its own: a report, a ministry or
// what has a name, but no storm.
func speaks(words string) bool {
	o, ok := newOffice(words)
	return ok && (inanimate[o.head] || institutions[o.head] || words[0] >= 'A' && words[0] <= 'Z' && strings.Contains(words, " ")) || !ok
}

// nearestThing is who the line before is about, where they fit.
func (r *reader) nearestThing(l *line, fits func(voice) bool) voice {
	i := r.indexOf(l)
	if i == 0 || r.lines[i-1].paragraph < l.paragraph-1 {
		return voice{}
	}
	if v := r.about(r.lines[i-1]); v.known() && fits(v) {
		return v
	}
	return voice{}
}

// nearest is the one person before an item who can be meant.
func (r *reader) nearest(l *line, at int, is sex) voice {
	if v, stop := r.inLine(l, at, is); stop {
		return v
	}
	i := r.indexOf(l)
	for k := i - 1; k >= 0 && k >= i-reach && r.lines[k].paragraph >= l.paragraph-reachParagraphs; k-- {
		if v, stop := r.meantIn(r.lines[k], is); stop {
			if is == unknown && !r.about(r.lines[k]).same(v) || is != unknown && v.who != nil && v.who.sex != is && r.rivals(v.who, is, i, l.paragraph) && !r.goesOnSpeaking(v.who, is, i) {
				return voice{}
			}
			r.learn(v, is)
			return v
		}
	}
	return voice{}
}

// goesOnSpeaking reports whether a person speaks in the line right before the line i,
// in its paragraph, and nobody in reach is known to be of the sex that is meant: a
// writer who meant anybody else would name them.
func (r *reader) goesOnSpeaking(who *person, is sex, i int) bool {
	l := r.lines[i]
	if i == 0 || r.lines[i-1].paragraph != l.paragraph {
		return false
	}
	if by, _, _ := r.voiceOf(r.lines[i-1]); by.who != who {
		return false
	}
	for k := i - 1; k >= 0 && k >= i-reach && r.lines[k].paragraph >= l.paragraph-reachParagraphs; k-- {
		for _, m := range r.lines[k].people {
			if m.of != nil && m.of != who && m.of.sex == is {
				return false
			}
		}
	}
	return true
}

// rivals reports whether somebody else stands in reach before a line whom a pronoun
// may mean as well.
func (r *reader) rivals(who *person, is sex, i, paragraph int) bool {
	for k := i - 1; k >= 0 && k >= i-reach && r.lines[k].paragraph >= paragraph-reachParagraphs; k-- {
		fitting, others := r.fitting(r.lines[k], len(r.lines[k].items), is)
		if others > 0 || len(fitting) > 1 || len(fitting) == 1 && fitting[0] != who {
			return true
		}
	}
	return false
}

// learn notes the sex of a person whom a pronoun surely means.
func (r *reader) learn(v voice, is sex) {
	if v.who != nil && v.who.sex == unknown {
		v.who.sex = is
	}
}

// inLine looks for who is meant in the line itself, before an item; stop says that
// there is no use in looking further.
func (r *reader) inLine(l *line, at int, is sex) (voice, bool) {
	who, others := r.fitting(l, at, is)
	if len(who) == 0 && others == 0 {
		return voice{}, false
	}
	if l.setsScene(0) { // 'Asked about Smith, he said': somebody else
		return voice{}, len(who) > 0
	}
	if len(who) == 1 && l.people[0].of == who[0] {
		return voice{who: who[0], sex: is}, true
	}
	return voice{}, true
}

// fitting are the persons before an item of a line that a pronoun of a sex may
// mean, and how many names there are that may be anybody's.
func (r *reader) fitting(l *line, at int, is sex) (who []*person, others int) {
	for _, m := range l.people {
		switch {
		case m.from >= at:
		case m.of == nil:
			if m.sure || words(m.name) > 1 || !l.placeHere(m) {
				others++
			}
		case fits(m.of.sex, is) && !has(who, m.of):
			who = append(who, m.of)
		}
	}
	if at > 0 && l.opensWithName() {
		others++
	}
	for _, from := range l.strangers {
		if from < at && l.items[from].person == nil {
			others++
		}
	}
	return who, others
}

// opensWithName reports whether a line begins with a word that no list knows, and a
// verb behind it: 'Berg was asked the same' may be about a person.
func (l *line) opensWithName() bool {
	w, it := l.word(0), &l.items[0]
	if w == "" || it.person != nil && it.person.of != nil || it.listed || it.role || titleWords[w] || !it.capital || len(l.items) < 2 || !l.finiteVerb(1) {
		return false
	}
	passive := being[l.word(1)] || auxiliary[l.word(1)] // what a common word seldom has behind it without 'the'
	return (passive || !fact.IsCommon(w)) && !determiners[w] && !subjects[w] && !vague[w] && !prepositions[w] && !conjunctions[w] && !adverbial[w] && !persons[w] &&
		!inanimate[w] && !institutions[w] && !collectives[w] && !pluralHead(w) && relatedSex[w] == unknown
}

// placeHere reports whether a name of one word is rather no person's: a common word
// that begins a line, a place.
func (l *line) placeHere(m *mention) bool {
	before := l.word(m.from - 1)
	return l.items[m.from].listed || before == "in" || before == "at" || before == "near" || m.from == 0 && fact.IsCommon(l.word(0))
}

func fits(a, b sex) bool { return a == unknown || b == unknown || a == b }

func has(all []*person, p *person) bool {
	for _, o := range all {
		if o == p {
			return true
		}
	}
	return false
}

// meantIn is the one of a line whom a pronoun of a sex may mean; stop says that
// the line has somebody, though perhaps too many.
func (r *reader) meantIn(l *line, is sex) (v voice, stop bool) {
	who, others := r.fitting(l, len(l.items), is)
	about := r.about(l)
	if about.who != nil && fits(about.who.sex, is) && !has(who, about.who) {
		who = append(who, about.who)
	}
	for _, q := range l.quotes {
		if p := q.by.who; p != nil && fits(p.sex, is) && !has(who, p) {
			who = append(who, p)
		}
	}
	stranger := about.who == nil && about.human && !about.plural && fits(about.sex, is)
	unnamed := stranger && !l.meansOther(is)
	switch {
	case others > 0 || stranger && !unnamed && owners[l.word(0)]:
		return voice{}, true // of 'His captain agreed', 'he' may be either
	case len(who) == 0 && unnamed:
		return about, true
	case len(who) == 0:
		return voice{}, false
	case len(who) == 1 && !unnamed:
		return voice{who: who[0], sex: is}, true
	}
	return r.oneKnown(who, is, about), true
}

// meansOther reports whether a line has a pronoun of a sex for somebody whom it
// does not name: of 'The defence asked him', 'he' goes on to mean that one.
func (l *line) meansOther(is sex) bool {
	return is != female && (l.has("him", 0, len(l.items)) || l.has("his", 0, len(l.items))) || is != male && l.has("her", 0, len(l.items))
}

// oneKnown is who is meant where several might be: who the line is about, if the
// sex is known to fit and is known of nobody else.
func (r *reader) oneKnown(who []*person, is sex, about voice) voice {
	if about.who == nil || is == unknown || about.who.sex != is {
		return voice{}
	}
	for _, p := range who {
		if p != about.who {
			return voice{}
		}
	}
	return voice{who: about.who, sex: is}
}

// about is who a line is about: the phrase before its first verb, or who speaks
// in it.
func (r *reader) about(l *line) voice {
	if l.subjectIs != 0 {
		return l.subject // nobody, while it is being found
	}
	l.subjectIs = 1
	l.subject = r.lead(l, len(l.items))
	if !l.subject.known() {
		l.subject = r.speakerOf(l)
	}
	l.subjectIs = 2
	return l.subject
}

// speakerOf is the one who speaks in a line; nobody where there are two.
func (r *reader) speakerOf(l *line) voice {
	var one voice
	for i := range l.items {
		how, ok := l.verbAt(i)
		if !ok || how.form == bare || l.passive(i) {
			continue
		}
		v := r.subjectOf(l, i)
		if !v.known() || one.known() && !one.same(v) {
			return voice{}
		}
		one = v
	}
	return one
}

func (r *reader) indexOf(l *line) int { return r.index[l] }
