package standin

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"newsdesk/rag/text"
)

// alteration changes a sentence so that it is false; false where it finds
// nothing to change.
type alteration func(s string, r *rand.Rand) (string, bool)

// lying writes faithfully but for one sentence: the first that can be altered
// of those said, else of all that might be. Where none can be, it makes one up.
func lying(alter alteration, madeUp string) writer {
	return func(p prompt, r *rand.Rand) []Line {
		lines := faithful(p, r)
		if len(p.passages) == 0 {
			return lines
		}
		for i := range lines {
			if said, ok := alter(lines[i].Text, r); ok && lines[i].Cites != nil {
				lines[i].Text, lines[i].False = said, true
				return lines
			}
		}
		return append(cited(lines), p.lie(alter, madeUp, r))
	}
}

// cited keeps the lines that cite: what is added to a refusal replaces it.
func cited(lines []Line) []Line {
	return slices.DeleteFunc(lines, func(l Line) bool { return l.Cites == nil })
}

// lie is a false sentence.
func (p *prompt) lie(alter alteration, madeUp string, r *rand.Rand) Line {
	for _, c := range p.candidates() {
		if said, ok := alter(c.words, r); ok {
			return Line{said, []int{c.n}, true}
		}
	}
	return Line{madeUp, []int{p.passages[0].n}, true}
}

var (
	number     = regexp.MustCompile(`\d+(?:[.,]\d+)*`)
	numberWord = regexp.MustCompile(`(?i)\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|thousands)\b`)
)

// inventNumber puts another number in the place of one.
func inventNumber(s string, r *rand.Rand) (string, bool) {
	if at := pick(number.FindAllStringIndex(s, -1), r); at != nil {
		return splice(s, at, otherNumber(s[at[0]:at[1]], r)), true
	}
	if at := pick(numberWord.FindAllStringIndex(s, -1), r); at != nil {
		return splice(s, at, strconv.Itoa(41+r.IntN(50))), true
	}
	return s, false
}

// otherNumber is a number of about the same size: digits are changed, the
// first of them for sure.
func otherNumber(s string, r *rand.Rand) string {
	b := []byte(s)
	b[0] = '1' + (b[0]-'1'+byte(1+r.IntN(8)))%9
	for i := 1; i < len(b); i++ {
		if b[i] >= '0' && b[i] <= '9' && r.IntN(2) == 0 {
			b[i] = '0' + byte(r.IntN(10))
		}
	}
	return string(b)
}

func pick(found [][]int, r *rand.Rand) []int {
	if len(found) == 0 {
		return nil
	}
	return found[r.IntN(len(found))]
}

func splice(s string, at []int, with string) string { return s[:at[0]] + with + s[at[1]:] }

// name is a run of words with capitals; some names have particles in them.
var name = regexp.MustCompile(`(?:[Aa]l-)?\p{Lu}[\p{L}'’-]+(?: (?:(?:bin|ibn|al|of|de|van) )?(?:[Aa]l-)?\p{Lu}[\p{L}'’-]+)*`)

// alike joins two names so that they may change places and all stays true.
var alike = regexp.MustCompile(`\b(?:and|or|met|meets|with|between|as well as)\b`)

// swapNames lets two names change places.
func swapNames(s string, r *rand.Rand) (string, bool) {
	found := namesIn(s)
	r.Shuffle(len(found), func(i, j int) { found[i], found[j] = found[j], found[i] })
	for i, a := range found {
		for _, b := range found[i+1:] {
			if a[0] > b[0] {
				a, b = b, a
			}
			one, other, between := s[a[0]:a[1]], s[b[0]:b[1]], s[a[1]:b[0]]
			if len(between) > 3 && !alike.MatchString(between) && !strings.Contains(one, other) && !strings.Contains(other, one) {
				return s[:a[0]] + other + between + one + s[b[1]:], true
			}
		}
	}
	return s, false
}

// namesIn are the places of names; a first word that is a common one is none.
func namesIn(s string) [][]int {
	return slices.DeleteFunc(name.FindAllStringIndex(s, -1), func(at []int) bool {
		word := s[at[0]:at[1]]
		return calendar[word] || text.IsStop(text.Fold(word)) || at[0] == 0 && !strings.Contains(word, " ")
	})
}

var calendar = func() map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(`Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April
		May June July August September October November December`) {
		m[w] = true
	}
	return m
}()

var (
	quotation = regexp.MustCompile(`["“«][^"“”«»]{12,}["”»]`)
	longWord  = regexp.MustCompile(`\p{L}{5,}`)
)

// instead are words to put into other people's mouths.
var instead = []string{"unacceptable", "historic", "shameful", "inevitable", "worthless"}

// alterQuotation puts another word into a quotation.
func alterQuotation(s string, r *rand.Rand) (string, bool) {
	at := quotation.FindStringIndex(s)
	if at == nil {
		return s, false
	}
	quote := s[at[0]:at[1]]
	word := pick(longWord.FindAllStringIndex(quote, -1), r)
	if word == nil {
		return s, false
	}
	return splice(s, at, splice(quote, word, instead[r.IntN(len(instead))])), true
}

// additions are facts that nobody wrote.
var additions = []string{
	", a move that Norway is said to have financed", ", which cost 61 million dollars", ", to the anger of the trade unions",
	", as was agreed in Lisbon last year", " because of pressure from the World Bank",
}

// addFact adds to a sentence.
func addFact(s string, r *rand.Rand) (string, bool) {
	body, stop := unstopped(s)
	return body + additions[r.IntN(len(additions))] + stop, body != ""
}

// unstopped splits off what ends a sentence.
func unstopped(s string) (body, stop string) {
	body = strings.TrimRight(s, ".!?؟。 ")
	return body, s[len(body):]
}

var (
	negated = regexp.MustCompile(`\b(is|are|was|were|has|have|had|will|would|could|should|did|does|do|can|may) not\b`)
	// affirmed can bear a 'not'; not where one follows.
	affirmed = regexp.MustCompile(`\b(is|are|was|were|has|have|had|will|would|could|should|can)\b`)
)

// turnNegation takes a 'not' away, or adds one.
func turnNegation(s string, _ *rand.Rand) (string, bool) {
	if at := negated.FindStringSubmatchIndex(s); at != nil && !strings.HasPrefix(s[at[1]:], " only") {
		return s[:at[3]] + s[at[1]:], true
	}
	if at := affirmed.FindStringIndex(s); at != nil && !strings.HasPrefix(s[at[1]:], " not") {
		return fmt.Sprintf("%s not%s", s[:at[1]], s[at[1]:]), true
	}
	return s, false
}
