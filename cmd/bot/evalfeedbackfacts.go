package main

import (
	"slices"
	"strings"
	"unicode"

	"newsdesk/internal/discord"
	"newsdesk/rag/fact"
	"newsdesk/rag/text"
)

// telling is what an answer is known by where its question asks for no kind of
// fact: of the other kinds, what stands in such a sentence is mostly beside the
// point (the year in the answer to a 'why').
var telling = []fact.Kind{fact.Quote}

// keyFacts are the words of the first claim that has facts which the question
// lacks, and known too: those of the kind that it asks for, and of several such
// kinds the best alone, since any one of a case's answers will do.
func keyFacts(question string, claims []discord.KeptClaim, known ...fact.Fact) []string {
	ask := fact.Ask(question)
	kinds := ask.Expect
	if len(kinds) == 0 {
		kinds = telling
	}
	for _, c := range claims {
		facts := slices.DeleteFunc(fact.Find(c.Text), func(f fact.Fact) bool {
			return stated(ask.Facts, f) || stated(known, f) || tooPlain(f.Of(c.Text), f, ask.Want)
		})
		var words []string
		for _, f := range ofBestKind(facts, kinds) {
			words = appendOnce(words, factWords(c.Text, f))
		}
		if len(words) > 0 {
			return words
		}
	}
	return nil
}

// ofBestKind keeps the facts of the first kind that any is of.
func ofBestKind(facts []fact.Fact, kinds []fact.Kind) []fact.Fact {
	for _, k := range kinds {
		of := slices.DeleteFunc(slices.Clone(facts), func(f fact.Fact) bool { return f.Kind != k })
		if len(of) > 0 {
			return of
		}
	}
	return nil
}

// stated reports whether a fact is among others, a name also in part: who asks
// of Al-Shatri is not told that it is Hamid Al-Shatri.
func stated(facts []fact.Fact, f fact.Fact) bool {
	return slices.ContainsFunc(facts, func(g fact.Fact) bool {
		named := f.Kind.Proper() && g.Kind.Proper() && (fact.NameWithin(f.Value, g.Value) || fact.NameWithin(g.Value, f.Value))
		return named || fact.Equal(f, g)
	})
}

// tooPlain reports whether a fact would be found in many another answer: 'Iraqi'
// and, where no number is asked for, 'two'.
func tooPlain(words string, f fact.Fact, want fact.Want) bool {
	counted := want == fact.HowMany || want == fact.HowMuch
	return f.Kind == fact.Demonym && want != fact.Which ||
		f.Kind == fact.Number && !counted && !strings.ContainsFunc(words, unicode.IsDigit)
}

// factWords are the words of a fact. A number comes with the word after it, for
// '13' alone stands in '2013' too.
func factWords(claim string, f fact.Fact) string {
	span := f.Span
	if f.Kind == fact.Number {
		for _, t := range text.Tokenize(claim) {
			if t.Start >= span.End {
				if strings.TrimSpace(claim[span.End:t.Start]) == "" {
					span.End = t.End
				}
				break
			}
		}
	}
	return strings.TrimRight(span.Of(claim), ",.;:")
}
