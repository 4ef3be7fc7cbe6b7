package quote

// attribute finds who says a quotation, by which verb and in which line.
func (r *reader) attribute(q *quoted) {
	l := q.line
	if l.arabic && !r.arabic || len(l.items) > mostItems || longest < q.outer.Len() || q.open && !r.goesOn(q) || l.barred() {
		return
	}
	if last := r.continued(q); last != nil && r.alone(q) {
		q.by, q.verb, q.from = last.by, last.verb, last.from
		return
	}
	switch {
	case r.alone(q):
		r.follow(q)
	case l.arabic:
		r.attributeArabic(q)
	case l.elliptic(q.at):
	case l.heldUp(q.at):
		q.by, q.verb, q.from = voice{placard: true}, q.at-1, l
	case r.merely(q):
	default:
		r.report(q)
	}
	if last := r.continued(q); last != nil && !q.by.known() {
		q.by, q.verb, q.from = last.by, last.verb, last.from
	}
}

// barred reports whether a line cannot be trusted: marks were lost in it.
func (l *line) barred() bool {
	for i, q := range l.quotes {
		if q.open && i+1 < len(l.quotes) {
			return true
		}
	}
	return false
}

// goesOn reports whether a quotation that no mark ends goes on in the next
// paragraph, which an opening mark begins.
func (r *reader) goesOn(q *quoted) bool {
	next := r.lineAfter(q)
	return next != nil && next.paragraph == q.line.paragraph+1 && next.items[0].quote != nil && next.items[0].quote.opening == q.opening
}

// lineAfter is the line behind that of a quotation.
func (r *reader) lineAfter(q *quoted) *line {
	if i := r.indexOf(q.line) + 1; i < len(r.lines) {
		return r.lines[i]
	}
	return nil
}

// continued is the quotation of the paragraph before that goes on with q.
func (r *reader) continued(q *quoted) *quoted {
	i := r.indexOf(q.line)
	if q.at != 0 || i == 0 || r.lines[i-1].paragraph != q.line.paragraph-1 {
		return nil
	}
	before := r.lines[i-1].quotes
	if len(before) == 0 || !before[len(before)-1].open || before[len(before)-1].opening != q.opening {
		return nil
	}
	return before[len(before)-1]
}

// alone reports whether a line has nothing but quotations.
func (r *reader) alone(q *quoted) bool {
	for i := range q.line.items {
		if q.line.items[i].word != "" {
			return false
		}
	}
	return true
}

// follow gives a quotation that stands alone to the one who speaks in the line
// before, in its paragraph.
func (r *reader) follow(q *quoted) {
	i := r.indexOf(q.line)
	if i == 0 || r.lines[i-1].paragraph != q.line.paragraph {
		return
	}
	if next := r.lineAfter(q); next != nil && next.paragraph == q.line.paragraph && next.quoteAt(0) != nil && !r.alone(next.quoteAt(0)) {
		return // in talk each may be another's: '"I ran," Holm said. "From whom?" "From him," she said.'
	}
	before := r.lines[i-1]
	by, verb, from := r.voiceOf(before)
	if !by.known() || by.placard {
		return
	}
	q.by, q.verb, q.from = by, verb, from
}

// voiceOf is the only one who speaks in a line.
func (r *reader) voiceOf(l *line) (by voice, verb int, from *line) {
	if len(l.quotes) == 0 {
		return r.reporterOf(l)
	}
	for _, q := range l.quotes {
		if !q.by.known() {
			continue
		}
		if by.known() && !by.same(q.by) {
			return voice{}, -1, nil
		}
		by, verb, from = q.by, q.verb, q.from
	}
	return by, verb, from
}

// reporterOf is who reports in a line without marks: 'He pointed out that …'.
func (r *reader) reporterOf(l *line) (by voice, verb int, from *line) {
	if by = r.speakerOf(l); !by.known() || len(l.items) > mostItems {
		return voice{}, -1, nil
	}
	for i := range l.items {
		if how, ok := l.verbAt(i); ok && how.form != bare && !l.passive(i) && (how.manner == says || how.manner == tells) && !l.negated(i) {
			return by, i, l
		}
	}
	return voice{}, -1, nil
}

// report finds the verb that reports a quotation, and who does it: to the left of
// the quotation, else to the right.
func (r *reader) report(q *quoted) {
	l := q.line
	verb := r.lastReporter(q)
	switch {
	case verb >= 0 && (r.relayed(q, verb) || r.toldOf(q, verb)):
		return
	case verb >= 0:
		q.by = r.subjectOf(l, verb)
		if how := reporting[l.word(verb)]; l.passive(verb) && how.manner != cites {
			q.by = r.agent(l, verb)
		} else if how.manner == shows || how.lemma == "say" && q.by.placard {
			q.by = r.shown(q.by)
		} else if how.manner == chants {
			q.by = voice{placard: true}
		}
	case verb == blocked:
		return
	default:
		if verb = r.introduced(q); verb == -1 {
			verb = r.firstOf(q)
		}
	}
	if q.by.known() {
		q.verb, q.from = verb, l
	}
}

// agent is who does a verb in the passive: 'was described by X as'.
func (r *reader) agent(l *line, v int) voice {
	for i := v + 1; i < len(l.items) && i < v+12; i++ {
		if l.word(i) == "by" {
			return r.behind(l, i+1)
		}
		if l.word(i) == "" && l.items[i].quote == nil {
			break
		}
	}
	return voice{}
}

// shown is the voice of what can be read: of a statement its issuer, else nobody.
func (r *reader) shown(v voice) voice {
	if v.placard || v.who == nil && v.thing {
		return v
	}
	return voice{}
}
