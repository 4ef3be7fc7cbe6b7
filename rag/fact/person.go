package fact

import "newsdesk/rag/text"

// classify records the name at words [i, j) as what its words and neighbours make it.
func (f *finder) classify(i, j int) {
	fact := Fact{Kind: Name, Value: canonical(f.span(i, j).Of(f.s))}
	first, last := f.words[i].low, f.words[j-1].low
	switch {
	case groupNames[first] && j == i+1:
	case (eventHeads[last] || eventHeads[first] && f.hasOf(i, j)) && j > i+1:
	case orgHeads[last] && j == i+1 || placeHeads[last] && j == i+1 || eventHeads[last] && j == i+1:
		return // 'the Ministry', 'the Summit': common nouns with a capital
	case sites[f.low(j)] && !f.titled:
		fact.Kind = Organisation
	case placeHeads[last], placeFirsts[first] && j > i+1, placeHeads[f.low(j)] && !f.titled:
		fact.Kind = Place
	case f.isPerson(i, j, &fact):
		fact.Kind = Person
	case f.words[i].upper && j == i+1:
		fact.Kind = Organisation
	}
	f.take(i, j, fact)
}

// sites are nouns behind the name of what people go to: 'the Al-Nao hospital'.
var sites = set("hospital university school college museum theatre theater mosque church hotel clinic factory")

// isPerson reports whether the name at words [i, j) is a person's, and notes the office said beside it.
func (f *finder) isPerson(i, j int, fact *Fact) bool {
	if role := f.roleBefore(i); role != "" {
		fact.Role = role
		return true
	}
	given := firstNames()[f.words[i].low]
	words := f.nameWords(i, j)
	if role := f.roleAfter(j); role != "" && words > 1 {
		fact.Role = role
		return true
	}
	if f.hasGroup(i, j) {
		return false
	}
	located := places[f.prev(i)]
	switch {
	case given != 0 && words > 1, given == plainName && !located, f.titleBefore(i):
		return true
	case f.hasParticle(i, j):
		return !located || words > 2
	case f.says(j), f.saysBefore(i), f.phrase(j, ", who") > 0:
		return !f.words[i].upper
	}
	return words > 1 && words <= 4 && !located && !f.hasCommon(i, j) && !f.hasUpper(i, j)
}

// places are the prepositions after which an unknown name is rather a place.
var places = set("in at near across inside outside around between throughout")

func (f *finder) nameWords(i, j int) int {
	n := 0
	for ; i < j; i++ {
		if f.words[i].class == letters && !particles[f.words[i].low] {
			n++
		}
	}
	return n
}

func (f *finder) hasGroup(i, j int) bool {
	for ; i < j; i++ {
		if groupNames[f.words[i].low] && f.words[i].low != "shia" {
			return true
		}
	}
	return false
}

func (f *finder) hasParticle(i, j int) bool {
	for ; i+1 < j; i++ {
		if articleParticles[f.words[i].low] {
			return true
		}
	}
	return false
}

func (f *finder) hasCommon(i, j int) bool {
	for ; i < j; i++ {
		if common(f.words[i].low) && firstNames()[f.words[i].low] == 0 {
			return true
		}
	}
	return false
}

func (f *finder) hasUpper(i, j int) bool {
	for ; i < j; i++ {
		if f.words[i].upper {
			return true
		}
	}
	return false
}

func (f *finder) titleBefore(i int) bool {
	return titles[f.prev(i)] || i >= 2 && f.words[i-1].low == "." && titles[f.words[i-2].low]
}

// says reports whether a verb of saying follows words[j-1], an adverb or a role in commas aside.
func (f *finder) says(j int) bool {
	return saying[f.low(j)] || f.low(j) == "also" && saying[f.low(j+1)]
}

// saysBefore reports whether the name stands behind its verb and ends a quotation: '," said Saadon'.
func (f *finder) saysBefore(i int) bool { return f.prev(i) == "said" || f.prev(i) == "says" }

// recentFacts is how many facts back an office is looked for: it was recorded just before.
const recentFacts = 4

// roleBefore is the office that a Role fact right before words[i] names, a comma allowed.
func (f *finder) roleBefore(i int) string {
	if i == 0 {
		return ""
	}
	start := f.words[i-1].Start
	if f.words[i-1].low == "," && i > 1 {
		start = f.words[i-2].Start
		if f.words[i-2].capital { // 'Iraq's prime minister, Mohammed': rarely a list
			start = -1
		}
	}
	for k := len(f.out) - 1; k >= max(0, len(f.out)-recentFacts); k-- {
		fact := f.out[k]
		if fact.Kind == Demonym && f.words[i].arabic && start >= fact.Start && start < fact.End {
			start = fact.Start - 1 // 'وزير الخارجية السوري أسعد': the demonym stands behind the office
			continue
		}
		if fact.Kind == Role && start >= fact.Start && start <= fact.End {
			return fact.Value
		}
	}
	return ""
}

// roleReach is how many words after a comma may stand before the office: ', the Iraqi foreign minister'.
const roleReach = 4

// roleAfter finds the office in an apposition: ', chief of the National Intelligence Service', ', a spokesman'.
func (f *finder) roleAfter(j int) string {
	if f.low(j) != "," && f.low(j) != "(" {
		return ""
	}
	for k := j + 1; k < len(f.words) && k <= j+1+roleReach; k++ {
		w := f.low(k)
		if w == "," || w == "and" || w == "who" || saying[w] || w == "." {
			return ""
		}
		if n := f.role(k); n > 0 {
			role := f.out[len(f.out)-1].Value
			f.drop(len(f.out)-1, k, k+n) // found again on the way
			return role
		}
	}
	return ""
}

// maxArabicName bounds a name in Arabic script, in words.
const maxArabicName = 4

// arabicName records the listed name, the office or the person at an Arabic word. People are known by a given name
// with a second one or a surname with the article behind it, or by an office before them.
func (f *finder) arabicName(i int) int {
	if n := f.listed(i); n > 0 {
		return n
	}
	if n := f.arabicRole(i); n > 0 {
		return n
	}
	name := firstNames()
	if w := f.words[i].Of(f.s); w == "على" || w == "لصالح" { // 'on', where the name ends in ي; 'for'
		return 0
	}
	first := f.low(i)
	if name[first] == 0 {
		if first = attached(first, func(s string) bool { return name[s] > 0 }); name[first] == 0 {
			return 0
		}
	}
	j := i + 1
	for j < len(f.words) && j < i+maxArabicName && f.words[j].arabic && !f.taken[j] {
		w := f.low(j)
		surname := f.arabicSurname(j)
		middle := j == i+1 && j+1 < len(f.words) && !f.isListed(j) && f.arabicSurname(j+1) // 'محمد شياع السوداني'
		if name[w] == 0 && w != "بن" && w != text.Fold("آل") && w != "ابن" && w != "ابو" && !surname && !middle {
			break
		}
		j++
		if surname {
			break
		}
	}
	if j == i+1 {
		return 0
	}
	return f.take(i, j, Fact{Kind: Person, Value: canonical(f.span(i, j).Of(f.s)), Role: f.roleBefore(i)})
}

// arabicSurname reports whether words[j] has the article, as surnames have, and is not a listed place or organisation;
// a demonym may be one ('السوداني').
func (f *finder) arabicSurname(j int) bool {
	if w := f.low(j); withoutArticle(w) == w {
		return false
	}
	e, n := f.lookup(j)
	return n == 0 || e.kind == Demonym
}
