package rag

import (
	"strings"
	"time"

	"newsdesk/rag/fact"
	"newsdesk/rag/name"
	"newsdesk/rag/text"
	"newsdesk/rag/thesaurus"
)

// in tells how far a sentence speaks of a unit, 0 to 1.
func (u *unit) in(s *sentence, published Date) float64 {
	if v, ok := u.seen[s]; ok {
		return v
	}
	v := u.measure(s, published)
	if u.seen == nil {
		u.seen = map[*sentence]float64{}
	}
	u.seen[s] = v
	return v
}

func (u *unit) measure(s *sentence, published Date) float64 {
	switch u.kind {
	case valueUnit:
		return u.valueIn(s, published)
	case placeUnit:
		return max(u.placeIn(s), u.wordsIn(s, wordExact))
	case nameUnit:
		return u.nameIn(s)
	}
	if u.phrase != "" {
		if v := phraseIn(u.phrase, s); v > 0 {
			return v
		}
	}
	return u.wordsIn(s, wordRelated)
}

// valueIn reports whether a sentence holds a value that entails the unit's.
func (u *unit) valueIn(s *sentence, published Date) float64 {
	for _, f := range s.facts {
		if fact.Entails(f, u.fact, published.Time) {
			return 1
		}
	}
	if published.Known() && sameDay(u.fact, published.Time) {
		return reportDay
	}
	return 0
}

// reportDay is what an article's own date counts for a date in a question:
// reports tell mostly of the day they are published.
const reportDay = 0.6

func sameDay(f fact.Fact, published time.Time) bool {
	if f.Kind != fact.Date || f.Day.Year == 0 {
		return false
	}
	y, m, d := published.Date()
	return f.Day.Year == y && f.Day.Month == m && (f.Day.Date == 0 || f.Day.Date == d)
}

// placeIn compares a place or people by the country it stands for: Iraq and
// Iraqi are one, and a capital stands for its country's government.
func (u *unit) placeIn(s *sentence) float64 {
	best := 0.0
	for _, f := range s.facts {
		if f.Kind != fact.Place && f.Kind != fact.Demonym {
			continue
		}
		switch {
		case strings.EqualFold(f.Value, u.fact.Value):
			return 1
		case f.Country == "" || f.Country != u.fact.Country:
		case strings.EqualFold(u.fact.Value, u.fact.Country):
			best = max(best, placeForCountry)
		case !u.locative && (s.governs(f) || u.agent):
			best = max(best, placeForCountry)
		case f.Kind == fact.Demonym:
			best = max(best, peopleForPlace)
		default:
			best = max(best, countryForPlace)
		}
	}
	return best
}

const (
	// placeForCountry is what a sentence on Damascus counts for a question
	// about Syria: enough for context, less than the country itself.
	placeForCountry = 0.7
	// peopleForPlace is what 'Iraqi-Syrian relations' counts for relations
	// between Baghdad and Damascus.
	peopleForPlace = 0.5
	// countryForPlace is what a sentence on Iran counts for a question about
	// Tehran: short of what makes an answer.
	countryForPlace = 0.4
)

// governing are words that make a country's name mean its government, for which
// its capital stands too.
var governing = words(`government ministry minister president premier official authority diplomat spokesman spokesperson
	foreign interim regime administration`)

// governs reports whether a country's name in a sentence means its government.
func (s *sentence) governs(f fact.Fact) bool {
	for _, t := range s.tokens {
		if t.Start >= f.End && t.Start-f.End <= len("'s ") {
			return governing[t.Stem]
		}
	}
	return false
}

// nameIn compares a proper name. The last word, a surname, must be there; a
// person's first names must not be others.
func (u *unit) nameIn(s *sentence) float64 {
	if len(u.words) == 0 {
		return 0
	}
	last := u.words[len(u.words)-1]
	if u.fact.Kind == fact.Person && wordExact(last, s) == 0 {
		return 0
	}
	if u.fact.Kind == fact.Person && len(u.words) > 1 && u.otherPerson(s) {
		return 0
	}
	return u.wordsIn(s, wordExact)
}

// surnameOnly is what a surname alone counts for a full name.
const surnameOnly = 0.85

// otherPerson reports whether every person of that surname in the sentence has
// another first name.
func (u *unit) otherPerson(s *sentence) bool {
	first, last := u.words[0], u.words[len(u.words)-1]
	others := false
	for _, f := range s.facts {
		if f.Kind != fact.Person {
			continue
		}
		tokens := text.Tokenize(f.Of(s.words))
		if len(tokens) < 2 || !sameName(last, tokens[len(tokens)-1]) {
			continue
		}
		for _, t := range tokens[:len(tokens)-1] {
			if sameName(first, t) || name.Similarity(first.folded, t.Folded) >= firstNameFloor {
				return false
			}
		}
		others = others || !name.IsArticle(tokens[0].Folded)
	}
	return others
}

// firstNameFloor is from which likeness two first names beside one surname are
// taken for one: lower than for names that stand alone.
const firstNameFloor = 0.6

func sameName(w queryWord, t text.Token) bool {
	return w.stem == t.Stem || w.standIns[t.Stem] > 0 || name.Similarity(w.folded, t.Folded) >= name.Same
}

// wordsIn is the mean support of the unit's words; of a name that is there by
// its surname alone it is surnameOnly.
func (u *unit) wordsIn(s *sentence, one func(queryWord, *sentence) float64) float64 {
	if len(u.words) == 0 {
		return 0
	}
	sum := 0.0
	for _, w := range u.words {
		sum += one(w, s)
	}
	mean := sum / float64(len(u.words))
	if last := one(u.words[len(u.words)-1], s); u.fact.Kind == fact.Person && last > 0 {
		mean = max(mean, surnameOnly*last)
	}
	return mean
}

// wordExact is how well a word itself, or a spelling or translation of it, is in a sentence.
func wordExact(w queryWord, s *sentence) float64 {
	if s.stems[w.stem] {
		return 1
	}
	best := 0.0
	for stem, weight := range w.standIns {
		if s.stems[stem] {
			best = max(best, weight)
		}
	}
	return best
}

// wordRelated also takes words that mean nearly the same.
func wordRelated(w queryWord, s *sentence) float64 {
	best := wordExact(w, s)
	if best == 1 {
		return 1
	}
	for stem := range s.stems {
		best = max(best, floored(thesaurus.RelatedKeys(w.stem, stem)))
		for stand, weight := range w.standIns {
			best = max(best, floored(weight*thesaurus.RelatedKeys(stand, stem)))
		}
	}
	for key := range s.phrases {
		best = max(best, floored(thesaurus.RelatedKeys(w.stem, key)))
	}
	return best
}

// phraseIn is how well a phrase, or words that mean nearly the same, is in a sentence.
func phraseIn(phrase string, s *sentence) float64 {
	if s.phrases[phrase] {
		return 1
	}
	best := 0.0
	for key := range s.phrases {
		best = max(best, floored(thesaurus.RelatedKeys(phrase, key)))
	}
	for stem := range s.stems {
		best = max(best, floored(thesaurus.RelatedKeys(phrase, stem)))
	}
	return best
}

func floored(related float64) float64 {
	if related < thesaurus.Threshold {
		return 0
	}
	return related
}
