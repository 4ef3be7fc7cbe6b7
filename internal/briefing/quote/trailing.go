package quote

import "strings"

// firstOf finds who speaks by a verb behind a quotation or by 'according to', by
// what comes first: of '"…," Voss wrote, according to police', Voss does.
func (r *reader) firstOf(q *quoted) int {
	at := r.according(q)
	by := q.by
	if v := r.nextReporter(q); v >= 0 && (at < q.at || v < at) {
		if q.by = (voice{}); at < 0 || at > q.at {
			if v = r.trailing(q); v >= 0 && q.by.known() {
				return v
			}
			if at > q.at {
				q.by = voice{}
				return -1
			}
		}
	}
	q.by = by
	return at
}

// according finds 'according to X' in the line of a quotation.
func (r *reader) according(q *quoted) int {
	l := q.line
	for i := range l.items {
		if l.word(i) != "according" || l.word(i+1) != "to" {
			continue
		}
		if q.at > i && !(i == 0 || l.markAt(i-1) == ',') || q.at < i && l.markAt(i-1) != ',' && l.quoteAt(i-1) == nil {
			continue
		}
		if q.at > i && l.nextComma(i, q.at) < 0 {
			continue
		}
		q.by = r.behind(l, i+2)
		return i
	}
	return -1
}

// trailing finds the verb behind a quotation that reports it: '"…," X said', '"…,"
// said X', and at the end of a line '…, X said'.
func (r *reader) trailing(q *quoted) int {
	l := q.line
	v := r.nextReporter(q)
	if v < 0 || l.negated(v) || l.passive(v) || l.inWordsOf(v+1, len(l.items)) {
		return -1
	}
	how := reporting[l.word(v)]
	first := r.opensLine(q)
	switch {
	case how.manner == calls || how.manner == charges || how.manner == rejects || how.manner == cites || how.form == gerund || how.form == bare && !l.spoken(v):
		return -1
	case first && l.inverted(v) && r.ended(q, v):
	case first && r.ended(q, v) && !l.hasFinite(q.at+1, r.clauseEnd(l, q.at+1, v)):
	case !first && r.trails(q, v):
	default:
		return -1
	}
	q.by = r.subjectOf(l, v)
	switch how.manner {
	case shows:
		q.by = r.shown(q.by)
	case chants:
		q.by = voice{placard: true}
	}
	return v
}

// nextReporter is the first verb behind a quotation that may report it.
func (r *reader) nextReporter(q *quoted) int {
	l := q.line
	for i := q.at + 1; i < len(l.items); i++ {
		if l.markAt(i) == ';' || l.markAt(i) == ':' {
			return -1
		}
		if _, ok := l.verbAt(i); ok {
			return i
		}
	}
	return -1
}

// opensLine reports whether only quotations stand before one.
func (r *reader) opensLine(q *quoted) bool {
	for i := range q.at {
		if w := q.line.word(i); w != "" && w != "and" && w != "but" {
			return false
		}
	}
	return true
}

// ended reports whether a quotation ends as one that is reported: with a mark of
// its own or one behind it, or with its verb.
func (r *reader) ended(q *quoted, v int) bool {
	words := strings.TrimRight(q.inner.Of(r.body), "’'\"”» ")
	if words == "" {
		return false
	}
	if strings.ContainsRune(",.!?…-–—،؟", lastRune(words)) || q.line.markAt(q.at+1) == ',' || q.line.markAt(q.at+1) == '-' || v == q.at+1 {
		return true
	}
	next := q.line.word(q.at + 1)
	return (next == "and" || q.line.markAt(q.at+1) == ',') && q.line.quoteAt(q.at+2) != nil
}

func lastRune(s string) rune {
	var last rune
	for _, r := range s[max(0, len(s)-4):] {
		last = r
	}
	return last
}

// clauseEnd is where the first words behind a quotation end: at a comma or a
// quotation, or at the verb.
func (r *reader) clauseEnd(l *line, from, v int) int {
	for i := from; i < v; i++ {
		if l.items[i].word == "" && i > from {
			return i
		}
	}
	return v
}

// trails reports whether the verb ends a line whose main clause has the quotation:
// 'stones "as big as refrigerators" fell, he said'.
func (r *reader) trails(q *quoted, v int) bool {
	l := q.line
	comma := -1
	for i := v - 1; i > q.at; i-- {
		if l.markAt(i) == ',' {
			comma = i
			break
		}
	}
	if comma < 0 && !strings.HasSuffix(q.inner.Of(r.body), ",") || l.setsScene(0) && l.nextComma(0, q.at) < 0 || l.word(0) == "asked" {
		return false
	}
	if l.hasFinite(max(comma, q.at)+1, v) {
		return false
	}
	next := l.word(v + 1)
	return v+1 >= len(l.items) || l.items[v+1].word == "" || prepositions[next] || l.items[v+1].when != nil || reporting[l.word(v)].manner == tells && !l.hasFinite(v+1, len(l.items))
}
