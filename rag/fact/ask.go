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
		return a.low(k) == "من" || a.low(k) == "ما" || a.low(k) == text.Fold("كم") && false
	}
	w := a.low(k)
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
	if saying[a.low(next)] || a.low(next) == "has" && saying[a.low(next+1)] {
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

// readHow reads 'how many civilians', 'how much money', 'how long', 'how old', 'how' and 'how come'.
func (a *asker) readHow(k int) bool {
	switch a.low(k + 1) {
	case "many", "few":
		a.want(HowMany, k, k+2)
		a.focus(a.nounAt(k + 2))
	case "much":
		a.want(HowMuch, k, k+2)
		if !auxiliaries[a.low(k+2)] {
			a.focus(a.nounAt(k + 2))
		}
	case "long", "old", "far", "big", "large", "tall", "high", "fast", "often", "deep", "wide", "heavy", "frequently":
		a.want(HowMany, k, k+2)
		a.q.Expect = []Kind{Quantity, Number, Year, Date}
	case "soon":
		a.want(When, k, k+2)
	case "come":
		a.want(Why, k, k+2)
	default:
		a.want(How, k, k+1)
	}
	return true
}

// readWhat reads 'what' and 'which' by the noun or verb behind them.
func (a *asker) readWhat(k int) bool {
	which := strings.HasPrefix(a.low(k), "which")
	next := a.past(k + 1)
	a.want(What, k, k+1)
	switch w := a.low(next); {
	case (w == "kind" || w == "kinds" || w == "type" || w == "types" || w == "sort") && a.low(next+1) == "of":
		a.focus(a.nounAt(next + 2))
	case which && (w == "of" || w == "one" || w == "ones"):
		for a.low(next) == "of" || a.low(next) == "one" || a.low(next) == "ones" || determiners[a.low(next)] {
			next++
		}
		a.byNoun(a.nounAt(next), true)
	case w == "" || notNouns[w] && !determiners[w] || next > k+1:
		a.readWhatVerb(k, next, which)
	case determiners[w]:
		a.readWhatIs(next)
	default:
		a.byNoun(a.nounAt(next), which)
	}
	return true
}

// readWhatVerb reads 'what is X', 'what did X say about Y', 'what happened'.
func (a *asker) readWhatVerb(k, next int, which bool) {
	w := a.low(next)
	is := next > k+1 || w == "is" || w == "was" || w == "are" || w == "were"
	if w == "is" || w == "was" || w == "are" || w == "were" {
		next++
	}
	switch {
	case is:
		a.readWhatIs(next)
	case w == "did" || w == "does" || w == "has" || w == "do" || w == "have":
		a.readWhatSaid(next + 1)
	case w == "caused" || w == "prompted" || w == "sparked" || w == "triggered":
		a.q.Want = Why
	}
	if which {
		a.q.Want = Which
	}
}

// readWhatSaid reads the speaker and the topic of 'what did X say about Y'.
func (a *asker) readWhatSaid(from int) {
	for k := from; k < len(a.words); k++ {
		if w := a.low(k); k > from && (saysVerbs[w] || w == "said") {
			a.q.Want = WhatSaid
			a.q.Speaker = a.span(from, k)
			a.asking(k, k+1)
			a.topic(k + 1)
			return
		}
	}
}

// readWhatIs reads what follows 'what is': 'the date of …', 'the name of the minister', 'the capital', or a definition.
func (a *asker) readWhatIs(k int) {
	start := k
	for determiners[a.low(k)] {
		k++
	}
	if a.low(k) == "name" || a.low(k) == "names" {
		for k++; a.low(k) == "of" || determiners[a.low(k)]; k++ {
		}
		a.q.Want = Who
		a.byNoun(a.nounAt(k), true)
		return
	}
	noun := a.nounAt(k)
	w := a.low(noun)
	switch {
	case timeNouns[w], countNouns[w], moneyNouns[w], placeNouns[w], w == "capital", w == "toll", w == "population", w == "age":
		a.byNoun(noun, false)
	case whichKinds[w] != nil && !a.words[noun].capital:
		a.focus(noun)
		a.q.Expect = whichKinds[w]
	default:
		a.focus(noun)
		a.defineShort(start)
	}
}

// longestDefinition is how many words a subject may have: 'what is the Coordination Framework'; more is a clause.
const longestDefinition = 5

func (a *asker) defineShort(k int) {
	if end := a.lastContent(); end-k <= longestDefinition && !a.verbIn(k, end) {
		a.define(k)
	}
}

// nounAt finds the noun of the phrase that begins at k: its last word before a verb, preposition or mark. 'top
// intelligence official who' gives 'official'.
func (a *asker) nounAt(k int) int {
	for k < len(a.words) && (determiners[a.low(k)] || a.low(k) == "of" || a.low(k) == "all") {
		k++
	}
	best := k
	for j := k; j < len(a.words) && j < k+longestPhrase; j++ {
		w := a.words[j]
		if w.class != letters || j > k && a.endsNoun(j, best) {
			break
		}
		best = j
		if expectsKnown(w.low) && (j+1 >= len(a.words) || !expectsKnown(a.low(j+1))) {
			break
		}
	}
	return best
}

// longestPhrase bounds a noun phrase, in words.
const longestPhrase = 5

func expectsKnown(low string) bool { return whichKinds[low] != nil || personNouns[low] }

// endsNoun reports whether words[j] goes on the question rather than the noun phrase.
func (a *asker) endsNoun(j, best int) bool {
	w := a.words[j]
	return stopWords[w.low] || auxiliaries[w.low] || prepositions[w.low] || datePrepositions[w.low] || saying[w.low] ||
		w.capital && !a.words[best].capital || verbAfterNoun(w.low) || strings.HasSuffix(a.words[best].low, "s") && a.words[best].Len() > 3 && !w.capital && plainPlural(a.words[best].low)
}

// verbAfterNoun reports whether a word looks like a verb in the past or a participle.
func verbAfterNoun(low string) bool {
	return strings.HasSuffix(low, "ed") && low != "armed" && low != "united" && low != "allied" || irregular[low]
}

// irregular past forms that go on a question after its noun.
var irregular = set(`led met said told won lost built held took made became began went came left fell rose ran shot fought
	sent gave got saw put set hit cut brought bought sold struck sought spoke wrote drew drove flew broke chose kept swept
	died lies backs hosts borders hosted runs owns leads`)

// plainPlural reports whether a word in -s is the plural of a noun that we know no better: 'civilians'.
func plainPlural(low string) bool {
	return !strings.HasSuffix(low, "ss") && !strings.HasSuffix(low, "us")
}

// byNoun sets the want by the noun of 'what …', 'which …' or an imperative.
func (a *asker) byNoun(noun int, which bool) {
	a.focus(noun)
	w := a.low(noun)
	switch {
	case timeNouns[w]:
		a.q.Want = When
	case countNouns[w]:
		a.q.Want = HowMany
		a.focusBeyond(noun)
	case moneyNouns[w]:
		a.q.Want = HowMuch
		a.focusBeyond(noun)
	case w == "population" || w == "toll" || w == "age":
		a.q.Want = HowMany
	case placeNouns[w] || w == "capital" && !which:
		a.q.Want = Where
	case which && personNouns[w] && a.q.Want != Who && a.i > 0 && naming[a.low(max(0, a.i-2))]:
		a.q.Want = Who
	case a.q.Want == Who:
	case which || whichKinds[w] != nil:
		a.q.Want = Which
	default:
		a.q.Want = What
	}
	if kinds := whichKinds[w]; kinds != nil {
		a.q.Expect = kinds
	}
}

// focusBeyond moves the focus from 'number of civilians' to 'civilians'.
func (a *asker) focusBeyond(noun int) {
	if a.low(noun+1) == "of" {
		a.focus(a.nounAt(noun + 2))
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
