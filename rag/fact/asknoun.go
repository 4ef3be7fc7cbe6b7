package fact

import "strings"

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
		w.capital && !a.words[best].capital || verbAfterNoun(w.low) || strings.HasSuffix(a.words[best].low, "s") && a.words[best].Len() > 3 && a.words[best].low != "news" && !w.capital && plainPlural(a.words[best].low)
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
	case w == "reason" || w == "cause":
		a.q.Want = Why
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
