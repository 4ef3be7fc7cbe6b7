package rag

import (
	"strings"

	"newsdesk/rag/fact"
	"newsdesk/rag/text"
)

// loan is a name that a pronoun or a noun of a sentence stands for.
type loan struct {
	fact.Fact
	at int // the token that stands for it, -1 where it is only spoken of around
}

// lend finds what the words of a sentence stand for: pronouns for the names
// before them, a noun for the name that it was put beside.
func (s *scene) lend(i int) {
	l := s.lines[i]
	l.speaker = l.speaks()
	for t := range l.tokens {
		switch f := l.tokens[t].Folded; {
		case l.inside[t] && l.speaker == "" || f == "that":
		case personPronouns[f]:
			l.borrow(s.standing(i, t, isSomebody), t)
		case impersonal[f]:
			l.borrow(s.standing(i, t, isBody), t)
		case f == "there" && !(t+1 < len(l.tokens) && (helping[l.tokens[t+1].Folded] || l.parts[t+1] == verb)):
			l.borrow(s.standing(i, t, isSpot), t)
		case f == "who" || f == "this" || f == "these" || f == "those":
		case thingNouns[l.keys[t]] != nil && s.definite(l, t) && !(t+1 < len(l.tokens) && l.proper(t+1) && l.between(t+1) == " "): // not 'the capital Brasilia'
			l.borrow(s.standing(i, t, thingNouns[l.keys[t]]), t)
		}
	}
	for value, nouns := range s.called {
		for noun := range nouns {
			if at, ok := l.takesUp(noun); ok {
				l.borrow(s.named(value), at)
			}
		}
	}
	s.lendSpeaker(i)
}

var personPronouns = folded("he she him his her himself herself i my me")
var impersonal = folded("it its they their them itself themselves we our us")

func isSomebody(f fact.Fact) bool {
	return f.Kind == fact.Person || f.Kind == fact.Name && f.Country == ""
}

func isBody(f fact.Fact) bool { return f.Kind.Proper() && f.Kind != fact.Demonym }

func isCompany(f fact.Fact) bool {
	return f.Kind == fact.Organisation || f.Kind == fact.Name || f.Kind == fact.Person && f.Role == ""
}

func isCountry(f fact.Fact) bool { return f.Country != "" && f.Country == f.Value }

func isSpot(f fact.Fact) bool { return f.Kind == fact.Place || f.Kind == fact.Name }

// thingNouns are nouns that take up a name of their sort, by key.
var thingNouns = func() map[string]func(fact.Fact) bool {
	all := map[string]func(fact.Fact) bool{}
	for list, is := range map[string]func(fact.Fact) bool{
		"company firm airline carrier group agency organisation organization team club bank party union alliance giant retailer maker automaker institute court ministry commission bloc department broadcaster newspaper paper academy": isCompany,
		"country nation kingdom republic government": isCountry,
		"city town island village mountain volcano region camp port capital archipelago site river lake valley desert strait dam airport": isSpot,
		"man woman star leader politician actor actress player singer suspect defendant victim":                                           isSomebody,
	} {
		for w := range words(list) {
			all[w] = is
		}
	}
	return all
}()

// definite reports whether a noun is one that was named: 'the company'.
func (s *scene) definite(l *line, t int) bool {
	if l.factAt[t] >= 0 {
		return false
	}
	for t > 1 && l.numericAt(t-1) { // 'the 29-year-old star'
		t--
	}
	return t > 0 && determiners[l.tokens[t-1].Folded] && l.tokens[t-1].Folded != "a" && l.tokens[t-1].Folded != "an"
}

func (l *line) borrow(facts []fact.Fact, at int) {
	for _, f := range facts {
		l.lent = append(l.lent, loan{f, at})
	}
}

// backReach is how many sentences back a pronoun may find its name.
const backReach = 6

// standing finds whom a word at a token of a sentence may stand for: the names of
// a sort in the nearest sentence that has some, before the word.
func (s *scene) standing(i, token int, is func(fact.Fact) bool) []fact.Fact {
	if found := s.lines[i].namesOf(is, token); len(found) > 0 {
		return append(found, s.before(i-1, is)...)
	}
	return s.before(i-1, is)
}

func (s *scene) before(i int, is func(fact.Fact) bool) []fact.Fact {
	for k := i; k >= 0 && k > i-backReach; k-- {
		if s.lines[k].byline() {
			continue
		}
		if found := s.lines[k].namesOf(is, len(s.lines[k].tokens)); len(found) > 0 {
			return found
		}
	}
	if s.title != nil && i >= 0 {
		l := line{prose: s.title}
		return l.namesOf(is, len(s.title.tokens))
	}
	return nil
}

// byline reports whether a line only names who wrote or where: 'Ann Lee and Bo Li',
// 'Associated Press'.
func (l *line) byline() bool {
	for _, t := range l.tokens {
		if !t.Capital && t.Folded != "and" && t.Folded != "by" {
			return false
		}
	}
	return len(l.deeds) == 0
}

// namesOf lists the names of a sort that stand before a token.
func (l *line) namesOf(is func(fact.Fact) bool, before int) []fact.Fact {
	var found []fact.Fact
	for _, f := range l.facts {
		if !f.Kind.Proper() || !is(f) {
			continue
		}
		if from, _ := l.tokensOf(f); from < before {
			found = append(found, f)
		}
	}
	return found
}

// takesUp finds where a sentence speaks of a thing by its noun: 'the ferry'.
func (l *line) takesUp(noun string) (int, bool) {
	if text.IsStop(noun) || vague[noun] || len(noun) < 3 {
		return 0, false
	}
	for _, i := range l.at[noun] {
		if i < len(l.tokens) && i > 0 && (i+1 == len(l.tokens) || l.factAt[i+1] < 0) && l.over[i] >= 0 && l.chunks[l.over[i]].head() == i &&
			determiners[l.tokens[l.chunks[l.over[i]].from].Folded] && l.tokens[l.chunks[l.over[i]].from].Folded != "a" {
			return i, true
		}
	}
	return 0, false
}

// lendSpeaker finds who speaks where a sentence does not name him: who spoke, or
// who acted, in the one before.
func (s *scene) lendSpeaker(i int) {
	l := s.lines[i]
	if l.speaker != "" || !l.reports() {
		return
	}
	if l.unnamed = l.saysThing(); l.unnamed {
		return
	}
	defer func() { l.borrow(s.named(l.speaker), -1) }()
	if l.speaker = s.closing(i); l.speaker != "" {
		return
	}
	for k := i - 1; k >= 0 && k > i-backReach; k-- {
		if s.somebody(s.lines[k].speaker) {
			l.speaker = s.lines[k].speaker
			return
		}
		if l.speaker = s.lines[k].actor(); l.speaker != "" {
			return
		}
	}
}

// saysThing reports whether a quotation is given to something that is nobody: 'the
// report says'.
func (l *line) saysThing() bool {
	for _, d := range l.deeds {
		if !speech[l.keys[d.verb]] || l.inside[d.verb] || len(d.subjects) != 1 || !l.quotes() {
			continue
		}
		head := d.subjects[0].head()
		return l.parts[head] == nominal && l.factAt[head] < 0 && sayingThings[l.keys[head]]
	}
	return false
}

// sayingThings are what is said to say something, by key.
var sayingThings = words("report statement study letter document paper survey website police ministry company agency union party group newspaper court")

// isPerson reports whether a canonical name is that of a person of the article.
func (s *scene) isPerson(value string) bool {
	for _, f := range s.full {
		if f.Kind == fact.Person && (fact.NameWithin(f.Value, value) || fact.NameWithin(value, f.Value)) {
			return true
		}
	}
	return false
}

// actor is the person who acts in a sentence, "" where none is named.
func (l *line) actor() string {
	for _, d := range l.deeds {
		for _, ph := range d.subjects {
			for _, at := range []int{ph.head(), ph.to} {
				if at == ph.to && (at >= len(l.tokens) || strings.TrimSpace(l.between(at)) != ",") {
					continue // 'the coach, Faouzi Mbarek, complained'
				}
				if j := l.factAt[at]; j >= 0 && l.facts[j].Kind == fact.Person && !l.inside[at] {
					return l.facts[j].Value
				}
			}
		}
	}
	return ""
}

// closing is who speaks where a quotation that begins in a sentence, and goes
// on over the next ones, ends.
func (s *scene) closing(i int) string {
	if l := s.lines[i]; !opensQuote(l.words) || closesQuote(l.words) {
		return ""
	}
	for k := i + 1; k < len(s.lines) && k < i+backReach; k++ {
		if closesQuote(s.lines[k].words) {
			return s.lines[k].speaks()
		}
		if opensQuote(s.lines[k].words) {
			return ""
		}
	}
	return ""
}

func opensQuote(words string) bool {
	return strings.HasPrefix(words, "“") || strings.HasPrefix(words, `"`)
}

// closesQuote reports whether a quotation ends in a sentence that did not begin in it alone.
func closesQuote(words string) bool {
	return strings.Contains(words, "”") || strings.Contains(words[min(1, len(words)):], `"`)
}

// somebody reports whether a canonical name is a person's, as far as is known.
func (s *scene) somebody(value string) bool {
	for _, f := range s.full {
		if f.Value == value {
			return f.Kind == fact.Person || f.Kind == fact.Name
		}
	}
	return false
}

// topicMentions is how often a report names what it is about, at least.
const topicMentions = 3

// topical reports whether a name is what the report is about: it stands in the
// headline or the lead, or often.
func (s *scene) topical(name fact.Fact) bool {
	known, ok := s.topics.Load(name.Value)
	if !ok {
		known = s.isTopic(name)
		s.topics.Store(name.Value, known)
	}
	return known.(bool)
}

func (s *scene) isTopic(name fact.Fact) bool {
	n := 0
	for _, f := range s.full {
		n += btoi(s.sameName(name, f))
	}
	if n >= topicMentions {
		return true
	}
	if s.title != nil {
		for _, f := range s.title.facts {
			if f.Kind.Proper() && s.sameName(name, f) {
				return true
			}
		}
	}
	for _, l := range s.lines[:min(leadSentences, len(s.lines))] {
		for _, f := range l.facts {
			if f.Kind.Proper() && s.sameName(name, f) {
				return true
			}
		}
	}
	return false
}

// meetTopic lets a name be that of what the report is about where the sentence
// names no other one of its sort.
func (c *reclaim) meetTopic(m *mark, l *line) {
	if k := m.fact.Kind; k == fact.Demonym || !l.scene.topical(*m.fact) {
		return
	}
	for _, f := range l.facts {
		if f.Kind.Proper() && f.Kind != fact.Demonym && rivals(f, *m.fact) && !c.claims(l, f) {
			return
		}
	}
	m.met = byContext
}
