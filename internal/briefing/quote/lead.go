package quote

import "strings"

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
