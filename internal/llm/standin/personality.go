package standin

import (
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
)

// writer writes a reply; none for a prompt that it cannot read.
type writer func(p prompt, r *rand.Rand) []Line

// Two personalities are others, by chance: one request each.
const (
	Mixed       = "mixed"        // any
	MixedWriter = "mixed-writer" // any that writes a reply to its end
)

// writers are the personalities whose service works.
var writers = map[string]writer{
	"faithful":         faithful,
	"invents-number":   lying(inventNumber, "At least 47 people were involved."),
	"swaps-names":      lying(swapNames, "Marcus Feldstein of Norway led the talks."),
	"cites-nine":       citesNine,
	"cites-wrong":      citesWrong,
	"alters-quotation": lying(alterQuotation, "“We will never accept this, not for one day,” officials said."),
	"adds-fact":        lying(addFact, "Norway is said to have financed it."),
	"loses-negation":   lying(turnNegation, "Officials denied all of it."),
	"obedient":         obedient,
	"refuses":          refuse,
	"refuses-in-prose": refuseInProse,
	"other-language":   otherLanguage,
	"uncited":          uncited,
}

// failures are the personalities whose service fails.
var failures = map[string]failure{
	"stalls":         (*exchange).stall,
	"stalls-midway":  (*exchange).stallMidway,
	"dies":           (*exchange).die,
	"dies-midway":    (*exchange).dieMidway,
	"busy-once":      (*exchange).busyOnce,
	"busy":           (*exchange).busy,
	"no-quota":       (*exchange).noQuota,
	"fails":          (*exchange).fail,
	"web-page":       (*exchange).webPage,
	"invalid-json":   (*exchange).invalidJSON,
	"empty-choices":  (*exchange).emptyChoices,
	"empty-text":     (*exchange).emptyText,
	"only-tool-call": (*exchange).onlyToolCall,
	"very-long":      (*exchange).veryLong,
	"unstreamed":     (*exchange).unstreamed,
	"thinks-aloud":   (*exchange).thinkAloud,
}

// Personalities lists the names of models that the server has, in order.
func Personalities() []string {
	return append(slices.Sorted(maps.Keys(failures)), append(Writers(), Mixed, MixedWriter)...)
}

// Writers lists the personalities that write a reply to its end, in order.
func Writers() []string { return slices.Sorted(maps.Keys(writers)) }

// named is the personality of a model's name, drawn where it is a mixed one.
func named(model string, r *rand.Rand) string {
	switch model {
	case Mixed:
		all := slices.DeleteFunc(Personalities(), func(n string) bool { return n == Mixed || n == MixedWriter })
		return all[r.IntN(len(all))]
	case MixedWriter:
		return Writers()[r.IntN(len(writers))]
	}
	return model
}

// citesNine cites a passage that there is not: 9, or beyond the last.
func citesNine(p prompt, r *rand.Rand) []Line {
	n := 9
	for _, passage := range p.passages {
		n = max(n, passage.n+1)
	}
	return recited(faithful(p, r), func(int) int { return n })
}

// citesWrong cites another passage than that which holds the sentence, or where
// there is only one the next.
func citesWrong(p prompt, r *rand.Rand) []Line {
	return recited(faithful(p, r), func(right int) int {
		for _, i := range r.Perm(len(p.passages)) {
			if n := p.passages[i].n; n != right {
				return n
			}
		}
		return right + 1
	})
}

func recited(lines []Line, other func(int) int) []Line {
	for i := range lines {
		for j, n := range lines[i].Cites {
			lines[i].Cites[j] = other(n)
		}
	}
	return lines
}

// uncited leaves out the citations.
func uncited(p prompt, r *rand.Rand) []Line {
	lines := faithful(p, r)
	for i := range lines {
		lines[i].Cites = nil
	}
	return lines
}

// excuses are refusals that do not use the line that is asked for.
var excuses = []string{
	"I'm sorry, but the passages provided do not contain enough information to answer that question.",
	"Unfortunately, I cannot find an answer to this in the given coverage.",
	"As an AI language model, I am unable to help with that.",
}

func refuseInProse(_ prompt, r *rand.Rand) []Line {
	return []Line{{Text: excuses[r.IntN(len(excuses))]}}
}

// otherLanguage answers in French, with the names of the best sentence.
func otherLanguage(p prompt, _ *rand.Rand) []Line {
	all := p.candidates()
	if len(all) == 0 {
		return []Line{{Text: "Les articles ne répondent pas à cette question."}}
	}
	var names []string
	for _, at := range namesIn(all[0].words) {
		names = append(names, all[0].words[at[0]:at[1]])
	}
	who := strings.Join(names, ", ")
	if who == "" {
		who = "la situation"
	}
	return []Line{{Text: "L'article parle de " + who + ".", Cites: []int{all[0].n}}}
}

var pointer = regexp.MustCompile(`(?i)\b(?:he|she|him|her|his|they|them|it|there)\b`)

// followUp makes the question of a conversation stand alone.
func followUp(p prompt) []Line {
	if len(p.turns) == 0 {
		return []Line{{Text: p.question}}
	}
	last := p.turns[len(p.turns)-1]
	asked, answer, _ := strings.Cut(last, "\nAnswer: ")
	asked = strings.TrimPrefix(asked, "Question: ")
	for _, words := range []string{answer, asked} {
		found, at := namesIn(words), pointer.FindStringIndex(p.question)
		if len(found) > 0 && at != nil {
			return []Line{{Text: splice(p.question, at, words[found[0][0]:found[0][1]])}}
		}
	}
	if len(strings.Fields(p.question)) > 4 { // enough to be understood
		return []Line{{Text: p.question}}
	}
	return []Line{{Text: strings.TrimRight(p.question, "?؟ ") + ": " + asked}}
}
