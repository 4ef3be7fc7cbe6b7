package fact

import "strings"

// properNames records roles, and the names of people, places, organisations and the rest.
func (f *finder) properNames() {
	for i := 0; i < len(f.words); {
		i += max(1, f.properName(i))
	}
}

// properName records what begins at words[i] and returns how many words that took.
func (f *finder) properName(i int) int {
	w := f.words[i]
	switch {
	case f.taken[i] || w.class == mark:
		return 0
	case w.class == digits:
		return f.listed(i)
	case w.arabic:
		return f.arabicName(i)
	case f.shouts:
		if n := f.listed(i); n > 0 {
			return n
		}
		return f.role(i)
	}
	if f.begins(i) {
		return f.run(i)
	}
	if n := f.ministry(i); n > 0 {
		return n
	}
	if n := f.role(i); n > 0 {
		return n
	}
	return f.listed(i)
}

// ministry records 'foreign ministry' and the like in lower case.
func (f *finder) ministry(i int) int {
	if f.low(i+1) != "ministry" || !roleModifiers[f.low(i)] {
		return 0
	}
	return f.take(i, i+2, Fact{Kind: Organisation, Value: ministryOf(f.low(i) + " ministry")})
}

// ministryOf gives the names of one ministry one form: 'ministry of the interior' is the 'interior ministry'.
func ministryOf(name string) string {
	rest, ok := strings.CutPrefix(name, "ministry of ")
	if _, last, _ := lastWord(rest); ok && !orgHeads[last] && !strings.Contains(rest, " of ") {
		rest = strings.TrimPrefix(rest, "the ")
		if rest == "foreign affairs" {
			rest = "foreign"
		}
		name = rest + " ministry"
	}
	return strings.Replace(name, "defense", "defence", 1)
}

// leastBare is how many letters a name needs that is written without its capital in a text that has capitals.
const leastBare = 5

// listed records the name of the gazetteer at words[i].
func (f *finder) listed(i int) int {
	e, n := f.lookup(i)
	w := f.words[i]
	if n == 0 || !w.capital && !w.arabic && w.class == letters && !f.caseless && w.Len() < leastBare && n == 1 {
		return 0
	}
	return f.take(i, i+n, e.fact())
}

func (e entry) fact() Fact { return Fact{Kind: e.kind, Value: e.name, Country: e.country} }

// begins reports whether a run of name words can start at words[i]: a capital that the sentence did not ask for, or a
// particle in front of one ("al-Shaibani").
func (f *finder) begins(i int) bool {
	w := f.words[i]
	if !w.capital {
		return articleParticles[w.low] && w.low != "an" && w.low != "as" && w.low != "at" && f.afterParticle(i) > 0 ||
			(w.low == "as" || w.low == "at" || w.low == "an") && f.hyphen(i+1) && f.words[i+2].capital
	}
	return true
}

// afterParticle returns the index of the capital word behind a particle at words[i], 0 for none.
func (f *finder) afterParticle(i int) int {
	k := i + 1
	if f.hyphen(k) {
		k++
	}
	for n := 0; n < 2 && k < len(f.words) && !f.words[k].capital && particles[f.words[k].low]; n++ {
		k++ // 'von der', 'bin al-'
		if f.hyphen(k) {
			k++
		}
	}
	if k < len(f.words) && f.words[k].capital && !f.taken[k] {
		return k
	}
	return 0
}

// run records the names in the capitalised words that begin at words[i], one after the other, and returns how many
// words it went over.
func (f *finder) run(i int) int {
	end := f.runEnd(i)
	for k := i; k < end; {
		k += max(1, f.part(k, end))
	}
	return end - i
}

// part records the name at words[k] of the run that ends at end; it returns how many words that took, and may take
// none of them: a common word that only begins its sentence.
func (f *finder) part(k, end int) int {
	w := f.words[k]
	if w.class == mark || f.taken[k] {
		return 1
	}
	if prefixes[w.low] && f.hyphen(k+1) {
		return 2
	}
	if n := f.wholeOrganisation(k, end); n > 0 {
		return n
	}
	if e, n := f.lookup(k); n > 0 && !f.personFollows(k, k+n, end) {
		n = f.widened(k, k+n, end, &e)
		return f.take(k, k+n, e.fact())
	}
	if n := f.role(k); n > 0 {
		return n
	}
	if titles[w.low] && k+1 < end {
		return 1
	}
	if f.merelyCapital(k, end) {
		return 1
	}
	stop := f.nameEnd(k, end)
	f.classify(k, stop)
	return stop - k
}

// personFollows reports whether the listed name at words [k, stop) is a given name with a surname behind it: 'Jordan
// Henderson', 'Paris Hilton' only if their given names are known as such.
func (f *finder) personFollows(k, stop, end int) bool {
	return stop == k+1 && stop < end && firstNames()[f.words[k].low] == plainName && f.words[stop].class == letters &&
		!f.isListed(stop) && !orgHeads[f.words[stop].low] && !eventHeads[f.words[stop].low] && !placeHeads[f.words[stop].low] && !roleHeads[f.words[stop].low]
}

// widened lets a listed place take in a head noun behind it: 'Damascus International Airport', 'Anbar Province'.
func (f *finder) widened(k, stop, end int, e *entry) int {
	last := end - 1
	if e.kind == Place && last >= stop && last-stop < 3 && placeHeads[f.words[last].low] && !f.titled && f.plainWords(stop, end) {
		if name := f.span(k, end).Of(f.s); last-stop > 0 || f.words[last].low != "province" && f.words[last].low != "governorate" && f.words[last].low != "city" {
			e.name = canonical(name)
		}
		return end - k
	}
	return stop - k
}

func (f *finder) plainWords(i, j int) bool {
	for ; i < j; i++ {
		if f.words[i].class != letters {
			return false
		}
	}
	return true
}

// wholeOrganisation records the rest of the run as an organisation if its last or first word says that it is one:
// 'Iraqi News Agency', 'Ministry of Interior'. A run of a headline is none.
func (f *finder) wholeOrganisation(k, end int) int {
	whole := end == len(f.words) && (k == 0 || k == 1 && stopWords[f.words[0].low]) // a text that is but a name is no headline
	if w := f.words[k]; stopWords[w.low] || f.titled && !whole || w.opens && !orgOpeners[w.low] && f.merelyCapital(k, end) {
		return 0
	}
	for stop := end; stop > k+1; stop-- { // 'Iraqi News Agency Director' loses its role
		if f.words[stop-1].class == mark || !f.endsOrganisation(k, stop) {
			continue
		}
		if e, n := f.lookup(k); n == stop-k {
			return f.take(k, stop, e.fact())
		}
		return f.take(k, stop, Fact{Kind: Organisation, Value: ministryOf(canonical(f.span(k, stop).Of(f.s)))})
	}
	return 0
}

func (f *finder) endsOrganisation(k, stop int) bool {
	if f.hasRole(k, stop) {
		return false
	}
	if orgHeads[f.words[stop-1].low] {
		return true
	}
	return stop-k > 2 && orgFirsts[f.words[k].low] && f.hasOf(k, stop)
}

// hasRole reports whether an office stands among the words: 'President of Syria' is no organisation.
func (f *finder) hasRole(k, stop int) bool {
	for ; k < stop; k++ {
		if w := f.words[k].low; roleHeads[w] && !doubtfulHeads[w] && w != "secretary" && w != "deputy" || titles[w] {
			return true
		}
	}
	return false
}

// merelyCapital reports whether words[k] has its capital from the start of a sentence or from a headline, being a
// common word.
func (f *finder) merelyCapital(k, end int) bool {
	w := f.words[k]
	if stopWords[w.low] && !w.upper && !(particles[w.low] && f.afterParticle(k) > 0) && !(givenVerbs[w.low] && k+1 < end) {
		return true
	}
	if !w.opens && !f.titled || w.upper && !f.titled {
		return false
	}
	if !common(w.low) {
		return false
	}
	if placeFirsts[w.low] && k+1 < end && f.words[k+1].class == letters && f.words[k+1].capital && !f.titled {
		return false // 'Mount Etna'
	}
	name := firstNames()[w.low]
	followed := k+1 < end && f.words[k+1].class == letters && f.words[k+1].capital
	if name == plainName || name == doubtfulName && !(givenVerbs[w.low] && f.isListed(k+1)) {
		return !followed || f.titled && common(f.words[k+1].low) || f.isListed(k+1)
	}
	return true
}

// givenVerbs are stop words that are given names before another capital: 'Will Smith'.
var givenVerbs = set("will may")

// nameEnd is where the name that begins at words[k] ends inside its run: before a demonym, an office, a longer listed
// name, or in a headline a common word.
func (f *finder) nameEnd(k, end int) int {
	if partisan[f.words[k].low] && k+1 < end {
		return k + 1
	}
	given := firstNames()[f.words[k].low] != 0
	for j := k + 1; j < end; j++ {
		w := f.words[j]
		if w.class == mark || particles[w.low] && f.afterParticle(j) > 0 {
			continue
		}
		if f.titled && common(w.low) && firstNames()[w.low] == 0 {
			return f.trimmed(k, j)
		}
		if e, n := f.lookup(j); n > 0 && !(given && n == 1 && j == k+1) && (e.kind != Place || n > 1 || !given) && !f.afterHyphen(j) {
			return f.trimmed(k, j)
		}
		if roleHeads[w.low] && !doubtfulHeads[w.low] && w.low != "sheikh" && j+1 < end {
			return f.trimmed(k, j)
		}
	}
	return end
}

// partisan are words with a capital that say of what party the one behind is.
var partisan = set("democrat republican sen rep gov")

// afterHyphen reports whether a particle with its hyphen stands before words[j]: the Sham of 'al-Sham'.
func (f *finder) afterHyphen(j int) bool {
	return j >= 2 && f.hyphen(j-1) && particles[f.words[j-2].low]
}

// trimmed steps back over marks.
func (f *finder) trimmed(k, j int) int {
	for j > k+1 && f.words[j-1].class == mark {
		j--
	}
	return j
}
