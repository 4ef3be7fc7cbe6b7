package compare

import (
	"strings"

	"newsdesk/rag/fact"
	"newsdesk/rag/text"
)

var (
	wherePreps = setOf("in at near off outside inside around across throughout في قرب شمال جنوب شرق غرب شمالي جنوبي شرقي غربي")
	// noPlaces are words that the gazetteer has and that news mostly means
	// otherwise: Seoul is written as floods are.
	noPlaces   = setOf("سيول السيول")
	placeHeads = setOf("village town city province district region state governorate island county suburb hamlet port")
	directions = setOf(`north south east west northern southern eastern western northeastern northwestern southeastern southwestern
		northeast northwest southeast southwest central coastal شمال جنوب شرق غرب شمالي جنوبي شرقي غربي وسط`)
)

// dateline reports whether the token before to ends what stands before the dash of a
// dateline: 'LUANDA —'.
func (l *line) dateline(to int) bool {
	if to >= len(l.Tokens) || to > datelineWords {
		return false
	}
	for i := range to {
		gap := l.Words[l.Tokens[i].End:l.Tokens[i+1].Start]
		if strings.Contains(gap, "—") || strings.Contains(gap, " - ") || strings.Contains(gap, " – ") {
			return i+1 >= to
		}
	}
	return false
}

// datelineWords is how many words a dateline has at most: 'NEW YORK CITY, March 3'.
const datelineWords = 5

func (l *line) readPlaces() {
	for _, f := range l.Facts {
		from, to := l.tokensOf(f.Span)
		if from == to || !f.Kind.Proper() || f.Kind == fact.Demonym || noPlaces[l.word(from)] || l.dateline(to) {
			continue
		}
		p := place{value: text.Fold(f.Value), fact: f, at: from, country: f.Country != "" && f.Country == f.Value}
		p.directed = directions[l.word(from-1)]
		back := from - 1
		if l.word(back) == "the" || directions[l.word(back)] {
			back--
		}
		if l.word(back) == "of" && placeHeads[l.word(back-1)] {
			p.head = l.word(back - 1)
		}
		if placeHeads[l.word(to)] {
			p.head = l.word(to)
		}
		if wherePreps[l.word(back)] {
			p.prep = l.word(back)
		}
		if directions[l.word(from-1)] && p.prep == "" && wherePreps[l.word(from-1)] {
			p.prep = l.word(from - 1)
		}
		if p.prep == "" && l.word(to) == "where" { // 'Basra, where three people died'
			p.prep = l.word(to)
		}
		if f.Kind == fact.Place || p.head != "" || p.prep != "" {
			l.places = append(l.places, p)
		}
	}
}
