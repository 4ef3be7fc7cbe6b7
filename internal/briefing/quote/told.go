package quote

import (
	"newsdesk/rag"
	"newsdesk/rag/text"
)

// exchanges are what somebody says something in, to or with somebody.
var exchanges = set("comments comment remarks remark interview interviews statement statements speech letter message briefing conversation address testimony call email")

// toWhom is to whom a quotation was said, in words of the article; "" where that
// is not told.
func (r *reader) toWhom(q *quoted) string {
	l := q.from
	if l.arabic {
		return r.toWhomArabic(q)
	}
	how := reporting[l.word(q.verb)]
	if how.lemma == "" {
		return ""
	}
	if how.lemma == "quote" {
		if v := r.subjectOf(l, q.verb); v.words != "" {
			return v.words
		}
		return ""
	}
	if how.manner == tells && !l.inverted(q.verb) {
		return r.hearer(l, q.verb+1)
	}
	if to := r.addressed(l, q.verb+1, q); to != "" {
		return to
	}
	return r.addressedBefore(l, q)
}

// hearer is the phrase from an item on that names who is told.
func (r *reader) hearer(l *line, from int) string {
	to := from
	for to < len(l.items) && l.items[to].word != "" {
		w := l.word(to)
		if prepositions[w] && (w != "of" || to == from) || conjunctions[w] && !(w == "and" && to+1 < len(l.items) && l.items[to+1].capital) ||
			subjects[w] && to > from || l.items[to].when != nil || l.finiteVerb(to) || to > from && (determiners[w] || adverbial[w]) {
			break
		}
		to++
	}
	if to == from || objects[l.word(from)] {
		return ""
	}
	if l.word(from) == "the" && from+1 < to && l.items[from+1].capital {
		from++
	}
	return l.of(r.body, from, to)
}

var objects = set("him her them us me you it he she they himself herself that out")

// addressed looks behind the verb for 'to X', 'in comments to X', up to the next
// quotation.
func (r *reader) addressed(l *line, from int, q *quoted) string {
	for i := from; i < len(l.items) && l.items[i].quote == nil; i++ {
		w := l.word(i)
		if w == "that" || w == "who" || w == "which" || l.markAt(i) == ':' || l.markAt(i) == '-' {
			return ""
		}
		if reporting[w].manner == tells && i > from && (reporting[w].form == gerund || reporting[w].form == past) {
			return r.hearer(l, i+1)
		}
		if w == "to" && (i == from || l.markAt(i-1) == ',' || exchanges[l.word(i-1)] || l.endsName(i-1)) || w == "with" && exchanges[l.word(i-1)] {
			to := r.hearer(l, i+1)
			if reporting[l.word(i+1)].lemma != "" || finite[l.word(i+1)] || to != "" && l.quoteAt(i+2) != nil {
				continue
			}
			return to
		}
	}
	if v := r.tellingBehind(l, from); v > 0 {
		return r.hearer(l, v+1)
	}
	return ""
}

// tellingBehind is a form of 'telling' behind a quotation: 'called it "…", telling X'.
func (r *reader) tellingBehind(l *line, from int) int {
	for i := from; i < len(l.items); i++ {
		if l.word(i) == "telling" && i > 0 && (l.markAt(i-1) == ',' || l.quoteAt(i-1) != nil) {
			return i
		}
	}
	return -1
}

// addressedBefore looks before the verb: 'In remarks to X, he said'.
func (r *reader) addressedBefore(l *line, q *quoted) string {
	for i := 1; i < q.verb; i++ {
		if w := l.word(i); (w == "to" || w == "with") && exchanges[l.word(i-1)] {
			return r.hearer(l, i+1)
		}
	}
	return ""
}

// tellWhen notes when a quotation was said, where the words right at its verb or
// at the head of its line tell.
func (r *reader) tellWhen(q *quoted, one *Quotation) {
	at := r.timeOf(q)
	if at < 0 {
		return
	}
	l := q.from
	f := l.items[at].when
	start := f.Start
	if w := l.word(at - 1); w == "on" || w == "late" || w == "early" || w == "in" || w == "since" || w == "يوم" || w == text.Fold("مساء") || w == "صباح" || w == "earlier" {
		start = l.items[at-1].Start
	}
	one.When = r.body[start:f.End]
	one.Moment = r.moment(text.Span{Start: f.Start, End: f.End})
}

// moment is the time that words of the body mean, as their sentence has it.
func (r *reader) moment(at text.Span) *rag.Moment {
	for _, s := range r.sentencesIn(at) {
		for _, m := range s.Moments() {
			if s.Start+m.Start < at.End && at.Start < s.Start+m.End {
				return &m
			}
		}
	}
	return nil
}

// timeOf is the item at which the time of a quotation begins, -1 for none.
func (r *reader) timeOf(q *quoted) int {
	l, v := q.from, q.verb
	for i := v - 1; i >= 0 && i > v-4 && l.word(i) != "" && !l.finiteVerb(i); i-- { // 'on Friday said'
		if l.items[i].when != nil {
			return l.timeStart(i)
		}
	}
	for i := v + 1; i < len(l.items) && l.items[i].word != "" && !l.finiteVerb(i) && !subjects[l.word(i)] && !subordinates[l.word(i)]; i++ {
		if l.items[i].when != nil {
			return i
		}
	}
	if l.setsScene(0) && !l.inverted(v) {
		for i := 0; i < v && l.markAt(i) != ',' && l.items[i].quote == nil; i++ {
			if l.items[i].when != nil {
				return i
			}
		}
	}
	return -1
}

func (l *line) timeStart(i int) int {
	for i > 0 && l.items[i-1].when == l.items[i].when {
		i--
	}
	return i
}
