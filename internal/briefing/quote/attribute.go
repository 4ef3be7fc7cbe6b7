package quote

import "strings"

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

var messages = set("tweet message statement post letter note email reply answer response appeal warning words comment remark video caption text telegram diary advice verdict promise explanation")

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
	if v < 0 || l.negated(v) || l.passive(v) {
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
