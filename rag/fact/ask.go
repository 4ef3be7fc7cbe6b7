package fact

import (
	"strings"

	"newsdesk/rag/text"
)

// Ask reads a question in English, Arabic or Sorani Kurdish: in full sentences, in imperatives ("Name the …"),
// embedded ("Tell me who …") or as lower-case notes. What it does not understand is Unknown, with its content words.
func Ask(question string) Question {
	a := &asker{finder: newFinder(question)}
	a.q.Facts = Find(question)
	a.i = a.skipOpening()
	if !a.readImperative() && !a.readQuestion() {
		a.i = 0
	}
	a.finish()
	return a.q
}

// asker reads a question from words[i] on.
type asker struct {
	*finder
	q Question
	i int
}

// asking marks words [i, j) as such that only ask.
func (a *asker) asking(i, j int) {
	if j > i && j <= len(a.words) {
		a.q.Asking = append(a.q.Asking, a.span(i, j))
	}
}

// skipOpening steps over "Can you tell me" and the like, unless nothing follows; "tell me about X" is no opening.
func (a *asker) skipOpening() int {
	i := 0
	for i < len(a.words) {
		if a.words[i].class == mark {
			i++
			continue
		}
		if a.any(i, describing) > 0 {
			return i
		}
		n := a.any(i, openings)
		if n == 0 || i+n >= len(a.words) {
			return i
		}
		a.asking(i, i+n)
		i += n
	}
	return 0
}

// any returns how many words at i spell one of the phrases, the longest first of the list.
func (a *asker) any(i int, phrases [][]string) int {
	for _, p := range phrases {
		if n := a.spells(i, p); n > 0 {
			return n
		}
	}
	return 0
}

// readImperative reads "Tell me about X", "Name the minister who …", "List the countries …", "Give the date of …".
func (a *asker) readImperative() bool {
	if n := a.any(a.i, describing); n > 0 {
		a.asking(a.i, a.i+n)
		a.q.Want = What
		a.define(a.i + n)
		return true
	}
	if a.i >= len(a.words) || !naming[a.low(a.i)] {
		return false
	}
	from := a.i
	for a.i++; a.low(a.i) == "me" || a.low(a.i) == "us" || determiners[a.low(a.i)] || a.low(a.i) == "all"; a.i++ {
	}
	a.asking(from, a.i)
	if a.low(a.i) == "name" || a.low(a.i) == "names" {
		a.i++
		if a.low(a.i) == "of" {
			a.i++
		}
	}
	if a.readQuestionAt(a.i) {
		return true
	}
	a.byNoun(a.nounAt(a.i), true)
	return true
}

// readQuestion finds the first question word from a.i on and reads what it asks.
func (a *asker) readQuestion() bool {
	if a.readQuestionAt(a.i) {
		return true
	}
	if a.i < len(a.words) && auxiliaries[a.low(a.i)] {
		a.asking(a.i, a.i+1)
		a.q.Want = YesNo
		return true
	}
	for k := a.i + 1; k < len(a.words); k++ {
		if !a.relativeAt(k) && a.readQuestionAt(k) {
			return true
		}
	}
	return false
}

// relativeAt reports whether the question word at k, inside the sentence, joins a clause to a noun: 'the man who led'.
// After a preposition, a verb or a comma it asks ("in which year", "according to whom").
func (a *asker) relativeAt(k int) bool {
	if a.words[k].arabic {
		return a.low(k) == "من" || a.low(k) == "ما" // 'from', and the 'what' of clauses
	}
	w := a.low(k)
	if k+1 >= len(a.words) || a.words[k+1].class == mark {
		return false // 'they met where?'
	}
	return (w == "who" || w == "which" || w == "whose" || w == "that" || w == "where" || w == "when" || w == "whom") &&
		a.words[k-1].class == letters && !prepositions[a.low(k-1)] && !datePrepositions[a.low(k-1)] && a.low(k-1) != "on" && a.low(k-1) != "about"
}

// readQuestionAt reads the question word at k.
func (a *asker) readQuestionAt(k int) bool {
	if k >= len(a.words) || a.words[k].class == mark {
		return false
	}
	if a.words[k].arabic {
		return a.readOther(k)
	}
	switch w := strings.TrimSuffix(a.low(k), "s"); w {
	case "who", "whom", "whose", "who'":
		return a.readWho(k)
	case "when":
		return a.want(When, k, k+1)
	case "where":
		return a.want(Where, k, k+1)
	case "why":
		return a.want(Why, k, k+1)
	case "how":
		return a.readHow(k)
	case "what", "which", "wat":
		return a.readWhat(k)
	}
	return false
}

func (a *asker) want(w Want, from, to int) bool {
	a.q.Want = w
	a.asking(from, to)
	return true
}

// past steps over the possessive of "who's", adverbs and an auxiliary.
func (a *asker) past(k int) int {
	for k < len(a.words) && (a.low(k) == "'s" || a.low(k) == "exactly" || a.low(k) == "else") {
		k++
	}
	return k
}

// readWho reads 'who is X' (a definition), 'who said …' and the rest.
func (a *asker) readWho(k int) bool {
	next := a.past(k + 1)
	a.want(Who, k, k+1)
	if a.low(k) == "whose" {
		a.focus(a.nounAt(next))
		return true
	}
	if saying[a.low(next)] || a.low(next) == "accused" || a.low(next) == "has" && saying[a.low(next+1)] {
		a.q.Want = WhoSaid
		a.topic(next + 1)
		return true
	}
	is := next > k+1
	if w := a.low(next); w == "is" || w == "was" || w == "are" || w == "were" || w == "re" {
		is, next = true, next+1
	}
	if is {
		a.describe(next)
	}
	return true
}

// describe takes the rest as the subject of a definition if it is a name: 'who is Hamid Al-Shatri', not 'who is the
// chief of intelligence'. A role with a name behind it is one too.
func (a *asker) describe(k int) {
	end := a.lastContent()
	if k >= end {
		return
	}
	from := a.words[k].Start
	if determiners[a.low(k)] {
		a.focus(a.nounAt(k))
		return
	}
	for _, f := range a.q.Facts {
		if f.Start >= from && f.Kind == Person && f.End >= a.words[end-1].End || a.caseless && end-k <= 3 && !common(a.low(end-1)) {
			a.define(k)
			return
		}
	}
	if end-k <= maxArabicName && (a.words[end-1].capital || a.caseless && !common(a.low(end-1))) && !a.verbIn(k, end) && !roleHeads[a.low(k)] {
		a.define(k)
		return
	}
	a.focus(a.nounAt(k))
}

// verbIn reports whether a participle stands among the words: 'who is visiting Baghdad'.
func (a *asker) verbIn(k, end int) bool {
	for ; k < end; k++ {
		w := a.words[k]
		if !w.capital && (strings.HasSuffix(w.low, "ing") || strings.HasSuffix(w.low, "ed") || prepositions[w.low] || w.low == "of") {
			return true
		}
	}
	return false
}

// lastContent is the end of the words without the marks at the end.
func (a *asker) lastContent() int {
	end := len(a.words)
	for end > 0 && a.words[end-1].class == mark {
		end--
	}
	return end
}

// define makes the rest of the question its subject.
func (a *asker) define(k int) {
	if end := a.lastContent(); k < end {
		a.q.Defines = true
		a.q.Subject = a.span(k, end)
	}
}

// topic makes the rest the topic.
func (a *asker) topic(k int) {
	for a.low(k) == "that" || a.low(k) == "about" || a.low(k) == "on" {
		k++
	}
	if end := a.lastContent(); k < end {
		a.q.Topic = a.span(k, end)
	}
}

// focus sets the noun asked about.
func (a *asker) focus(k int) {
	if k >= 0 && k < len(a.words) && a.words[k].class != mark {
		a.q.Focus, a.q.At = a.low(k), a.words[k].Span
	}
}

// finish fills in what follows from the rest.
func (a *asker) finish() {
	if a.q.Expect == nil {
		a.q.Expect = expected[a.q.Want]
	}
	for _, w := range a.words {
		if w.class == mark || contentStop[w.low] || a.within(w.Span) {
			continue
		}
		a.q.Content = append(a.q.Content, w.Span)
	}
}

// within reports whether a word is one that only asks.
func (a *asker) within(s text.Span) bool {
	for _, at := range a.q.Asking {
		if s.Start >= at.Start && s.End <= at.End {
			return true
		}
	}
	return false
}

// splitBars yields the folded words of each phrase of a list parted by bars.
func splitBars(list string) func(func([]string) bool) {
	return func(yield func([]string) bool) {
		for p := range strings.SplitSeq(list, "|") {
			if words := folded(p); len(words) > 0 && !yield(words) {
				return
			}
		}
	}
}
