package quote

// elliptic reports whether a verb of an earlier quotation is to be understood behind
// the name before an item: 'Holm called it "theft", Berg "fair"'.
func (l *line) elliptic(at int) bool {
	if l.anotherThat(at) {
		return true
	}
	if !l.endsName(at - 1) {
		return false
	}
	for i := l.items[at-1].person.from - 1; i >= 0; i-- {
		switch {
		case l.quoteAt(i) != nil:
			return true
		case l.finiteVerb(i) || reporting[l.word(i)].lemma != "" || subjects[l.word(i)]:
			return false
		}
	}
	return false
}

// anotherThat reports whether 'that' stands between an earlier quotation and an item
// without a verb before it: 'one said it was "good", another that it was "bad"'.
func (l *line) anotherThat(at int) bool {
	that := -1
	for i := at - 1; i >= 0 && l.quoteAt(i) == nil; i-- {
		if l.word(i) == "that" {
			that = i
		}
	}
	if that < 1 || l.word(that-1) == "" || conjunctions[l.word(that-1)] {
		return false
	}
	for i := that - 1; i >= 0; i-- {
		if l.quoteAt(i) != nil {
			return true
		}
		if l.finiteVerb(i) || reporting[l.word(i)].lemma != "" {
			return false
		}
	}
	return false
}

// heldUp reports whether the words at an item stand on a placard: 'held up sheets
// with the words "Not for sale"'.
func (l *line) heldUp(at int) bool {
	if w := l.word(at - 1); w != "words" && w != "slogan" && w != "message" && w != "inscription" {
		return false
	}
	for i := at - 2; i >= 0 && i > at-mostHolding && l.word(i) != ""; i-- {
		if placards[l.word(i)] {
			return l.has("with", i, at) || l.has("bearing", i, at) || l.has("carrying", i, at)
		}
	}
	return false
}

// mostHolding is within how many words before the quotation the placard stands.
const mostHolding = 8

// introduced finds who speaks where a colon without a verb stands before the
// quotation: 'a tweet: "…"', 'Lund: "…"', or 'according to'.
func (r *reader) introduced(q *quoted) int {
	l := q.line
	colon := q.at - 1
	if l.markAt(colon) == ':' && colon > 0 {
		if m := l.items[colon-1].person; m != nil && m.to == colon && r.officesOnly(l, 0, m.from) {
			q.by = r.named(m, l.of(r.body, 0, m.from))
			return 0
		}
		if l.received(colon) {
			return blocked
		}
		if messages[l.word(colon-1)] {
			q.by = r.lead(l, colon)
			return colon - 1
		}
		if placards[l.word(colon-1)] {
			q.by = voice{placard: true}
			return colon - 1
		}
		if by := r.lead(l, colon); by.who != nil && r.onlyOf(l, by.who, colon) && terminal(q.inner.Of(r.body)) {
			q.by = by
			return colon - 1
		}
	}
	return -1
}

// receiving are verbs whose subject has another one's words before them.
var receiving = set(`found received got read reads saw heard hears opened remembers remembered recalls recalled quoted cited repeated repeats
	shared showed shows carried recited echoed forwarded leaked printed reprinted kept keeps obtained seen translated deciphered recognised discovered`)

// received reports whether what a colon introduces may be another one's words:
// 'found a note:', 'remembers the words of the captain:'.
func (l *line) received(colon int) bool {
	for i := range colon {
		if receiving[l.word(i)] || l.word(i) == "from" && messages[l.word(i-1)] || l.word(i) == "of" && messages[l.word(i-1)] && i > 0 && l.word(i+1) != "" {
			return true
		}
	}
	return false
}

// onlyOf reports whether nobody else is named before an item.
func (r *reader) onlyOf(l *line, who *person, until int) bool {
	for i := range until {
		w := l.word(i)
		if m := l.items[i].person; m != nil && m.of != who || l.items[i].role && i > 0 && determiners[w] || w == "by" || w == "from" {
			return false
		}
	}
	return true
}

var messages = set("tweet message statement post letter note email reply answer response appeal warning words comment remark video caption text telegram diary advice verdict promise explanation")
