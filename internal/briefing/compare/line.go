package compare

import (
	"strings"
	"time"

	"newsdesk/internal/briefing/material"
	"newsdesk/rag"
	"newsdesk/rag/fact"
	"newsdesk/rag/text"
)

// report is an article, or some sentences of one, of a side.
type report struct {
	article   *material.Article
	side      int
	sentences []*material.Sentence

	lines  []*line
	told   profile
	named  map[string]bool // the keys of told that are names
	names  map[string]bool // folded words of its names
	places map[string]bool // that its headline and lead name
}

// mostLines bounds how much of one report is compared: the longest feature has
// some two hundred sentences, and more is a live log.
const mostLines = 300

func newReport(a *material.Article, side int) *report { return &report{article: a, side: side} }

// read reads the report, once.
func (r *report) read() {
	if r.lines != nil {
		return
	}
	all := r.all()
	r.names, r.places = map[string]bool{}, map[string]bool{}
	for _, t := range r.article.Title() {
		r.names[t.Folded] = true
		r.places[t.Folded] = true
	}
	for i, s := range all[:min(mostLines, len(all))] {
		l := newLine(s, r)
		r.lines = append(r.lines, l)
		r.note(l, i < leadLines)
	}
}

// leadLines is how many sentences from the first on say where an event is.
const leadLines = 2

// note keeps what names a line has.
func (r *report) note(l *line, lead bool) {
	for i, t := range l.Tokens {
		if t.Capital || l.over[i] >= 0 && l.Facts[l.over[i]].Kind.Proper() {
			r.names[t.Folded] = true
		}
	}
	for _, p := range l.places {
		if lead {
			r.places[p.value] = true
		}
	}
}

// date is the day of the report, zero where it is undated.
func (r *report) date() time.Time {
	if !r.article.Published.Known() {
		return time.Time{}
	}
	y, m, d := r.article.Published.Time.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// line is a sentence as it was read.
type line struct {
	*material.Sentence
	of     *report
	over   []int  // by token: the fact that it is in, -1 for none
	clause []int  // by token: which clause, from 0
	main   []int  // by token: which clause with those that hang on it by 'which'
	quoted []bool // by token: within quotation marks
	times  []moment
	places []place

	figures []figure
}

// moment is a time that a line speaks of; its tokens.
type moment struct {
	rag.Moment
	from, to int
	telling  bool // when something was said, not when it was done
	since    bool // 'since January': the beginning of a period
}

// place is a place that a line names; its token, and the words that lead to it.
type place struct {
	value    string // folded
	fact     fact.Fact
	at       int
	prep     string // 'in', 'at', 'near'
	head     string // 'village' of 'the village of Magami'
	country  bool
	directed bool // 'northern Iraq': somewhere within
}

func newLine(s *material.Sentence, r *report) *line {
	l := &line{Sentence: s, of: r}
	l.cover()
	l.cut()
	l.readTimes()
	l.readPlaces()
	l.readFigures()
	return l
}

// cover notes which fact each token is in.
func (l *line) cover() {
	l.over, l.quoted = make([]int, len(l.Tokens)), make([]bool, len(l.Tokens))
	for i := range l.over {
		l.over[i] = -1
	}
	for k, f := range l.Facts {
		from, to := l.tokensOf(f.Span)
		for i := from; i < to; i++ {
			if f.Kind == fact.Quote {
				l.quoted[i] = true
			} else if l.over[i] < 0 {
				l.over[i] = k
			}
		}
	}
}

// tokensOf is the range of tokens that a span covers.
func (l *line) tokensOf(s text.Span) (from, to int) {
	for from < len(l.Tokens) && l.Tokens[from].End <= s.Start {
		from++
	}
	for to = from; to < len(l.Tokens) && l.Tokens[to].Start < s.End; to++ {
	}
	return from, to
}

// openers are words that begin a clause; joiners do behind a comma.
var (
	openers  = setOf("while after before when who which whose whom because but although though where that")
	relative = setOf("who which whose whom that")
	joiners  = setOf("and as with including according wounding injuring killing leaving")
)

// cut numbers the clauses.
func (l *line) cut() {
	l.clause = make([]int, len(l.Tokens))
	l.main = make([]int, len(l.Tokens))
	n, m := 0, 0
	for i, t := range l.Tokens {
		if i > 0 {
			gap := l.Words[l.Tokens[i-1].End:t.Start]
			hard := strings.ContainsAny(gap, ";:()") || strings.Contains(gap, "—") || strings.Contains(gap, " – ")
			if hard || openers[t.Folded] || strings.Contains(gap, ",") && joiners[t.Folded] {
				n++
			}
			if hard || openers[t.Folded] && !relative[t.Folded] {
				m++
			}
		}
		l.clause[i], l.main[i] = n, m
	}
}

// word is the folded token at i, "" beyond the ends.
func (l *line) word(i int) string {
	if i < 0 || i >= len(l.Tokens) {
		return ""
	}
	return l.Tokens[i].Folded
}
