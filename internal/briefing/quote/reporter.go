package quote

import "strings"

// relayed reports whether it cannot be told whose words a quotation has, because
// somebody reports in it what another one says: 'Marsh said that Crabb complained
// about everything but "…"'. Of 'had called it' the words are surely the other's.
func (r *reader) relayed(q *quoted, v int) bool {
	l := q.line
	if l.word(v-1) == "had" || reporting[l.word(v)].manner == calls || reporting[l.word(v)].form == gerund {
		return false
	}
	outer := r.lastVerb(l, v)
	if outer < 0 || l.passive(outer) || l.inverted(outer) || l.parted(outer+1, v) {
		return false
	}
	a, b := r.subjectOf(l, outer), r.subjectOf(l, v)
	return a.known() && b.known() && !a.same(b)
}

// toldOf reports whether somebody else ends the line by saying all of it: 'X told Y
// that it was "late", the Kremlin said'.
func (r *reader) toldOf(q *quoted, v int) bool {
	l := q.line
	last := r.nextReporter(q)
	if last < 0 || l.markAt(q.at+1) != ',' && !strings.HasSuffix(q.inner.Of(r.body), ",") || l.parted(q.at+1, last) || reporting[l.word(last)].form == gerund || !r.trails(q, last) {
		return false
	}
	by := r.subjectOf(l, last)
	return by.known() && !by.same(r.subjectOf(l, v))
}

// parted reports whether a quotation, or a word that goes on with another clause of
// the writer's own, stands among the items [from, to).
func (l *line) parted(from, to int) bool {
	for i := from; i < to; i++ {
		if w := l.word(i); l.quoteAt(i) != nil || l.markAt(i) == ';' || w == "and" || w == "but" || w == "while" || w == "after" || w == "when" || w == "who" || w == "as" {
			return true
		}
	}
	return false
}

// blocked says that a verb stands before the quotation that does not report it.
const blocked = -2

// lastReporter is the verb before a quotation that reports it: -1 for none.
func (r *reader) lastReporter(q *quoted) int {
	l := q.line
	for i := q.at - 1; i >= 0; i-- {
		if l.markAt(i) == ';' {
			return -1
		}
		how, ok := l.verbAt(i)
		if !ok {
			continue
		}
		if how.form == bare && !l.spoken(i) {
			if how.manner == says && (i+1 == q.at || l.markAt(i+1) == ':') {
				return blocked // 'her father used to say: "…"'
			}
			continue
		}
		if r.serves(l, i, q.at) {
			return i
		}
		if next := l.word(i + 1); how.form == past && (how.manner == charges || how.manner == calls) && (next == "of" || next == "as") && !l.passive(i) {
			continue // 'people accused of "…"'
		}
		return blocked
	}
	return -1
}

// spoken reports whether a verb in its bare form is one that somebody does: 'they
// say', 'went on to say', 'to take' is none.
func (l *line) spoken(i int) bool {
	w := l.word(i - 1)
	return subjects[w] || strings.HasSuffix(w, "s") || w == "people" || w == "who" || w == "to" && (l.word(i-3) == "went" || l.word(i-2) == "continued" || l.word(i-2) == "on")
}

// negated reports whether a verb is denied: 'did not say', 'refused to call'.
func (l *line) negated(v int) bool {
	for i := v - 1; i >= 0 && i >= v-4 && l.word(i) != ""; i-- {
		if denying[l.word(i)] {
			return true
		}
	}
	return l.word(v+1) == "nothing"
}

// serves reports whether the verb at an item reports the quotation at another.
func (r *reader) serves(l *line, v, at int) bool {
	how := reporting[l.word(v)]
	if l.negated(v) || l.word(v-1) == "could" || l.word(v-1) == "might" || l.word(v-1) == "should" || l.word(v-1) == "must" || l.word(v-1) == "may" {
		return false
	}
	if l.inverted(v) && !l.marked(at) || l.otherClause(v+1, at) || l.inWordsOf(v+1, at) {
		return false
	}
	direct := v+1 == at
	switch how.manner {
	case calls:
		if l.fronted(v) {
			return true
		}
		return !direct && !(how.form == past && l.word(v+1) == "as" && !l.passive(v)) && l.word(v-1) != "so"
	case charges:
		return how.form != past || l.word(v+1) != "of"
	case rejects:
		return l.has("as", v+1, at) || l.has("to", v+1, at) && how.lemma == "refer" && l.has("as", v+1, at)
	case tells:
		return !l.passive(v)
	case shows:
		return direct || l.markAt(v+1) == ':' || l.markAt(v+1) == ','
	case cites:
		return false
	case says:
		return !l.passive(v) || how.lemma == "quote"
	}
	return true
}

// marked reports whether a comma, a colon or a dash stands right before a quotation.
func (l *line) marked(at int) bool {
	m := l.markAt(at - 1)
	if w := l.word(at - 1); w == "and" || w == "but" {
		return true
	}
	return m == ',' || m == ':' || m == '-' || m == '.'
}

// fronted reports whether what a verb calls so stands before it: 'what he called'.
func (l *line) fronted(v int) bool {
	for i := v - 1; i >= 0 && i > v-10 && l.word(i) != ""; i-- {
		if w := l.word(i); w == "what" || w == "which" || w == "whom" {
			return true
		}
	}
	return false
}

func (l *line) has(w string, from, to int) bool {
	for i := from; i < to; i++ {
		if l.word(i) == w {
			return true
		}
	}
	return false
}

// otherClause reports whether a clause of its own begins among the items [from, to):
// ', and' or 'who' with a verb behind it, unless a colon ends it.
func (l *line) otherClause(from, to int) bool {
	for i := from; i < to; i++ {
		w := l.word(i)
		apart := i > 0 && l.items[i-1].word == "" && l.items[i-1].quote == nil
		starts := (w == "and" || w == "but" || w == "while" || w == "although" || w == "though" || w == "when" || w == "after" || w == "before" || w == "because" || w == "as" || w == "who" || w == "which") && apart
		if starts && l.hasFinite(i+1, to) && l.markAt(to-1) != ':' && !l.closed(i, to) {
			return true
		}
	}
	return false
}

// inWordsOf reports whether the words are lent: 'said that, in the words of X, it was'.
func (l *line) inWordsOf(from, to int) bool {
	for i := from; i < to; i++ {
		if l.word(i) == "words" && l.word(i+1) == "of" || l.word(i) == "quoting" || l.word(i) == "citing" || l.word(i) == "put" && l.word(i+1) == "it" {
			return true
		}
	}
	return false
}

// closed reports whether a comma right before the quotation ends what begins at an
// item: 'said Smith, who left early, "…"'.
func (l *line) closed(i, to int) bool { return l.markAt(to-1) == ',' }
