package standin

import (
	"math/rand/v2"
	"slices"
	"strings"

	"newsdesk/prompts"
	"newsdesk/rag/text"
)

// candidate is a sentence of a passage that might be said.
type candidate struct {
	words string
	n     int     // the passage
	score float64 // how much of the question it has, 0 to 1
}

// candidates are the passages' sentences, those with most of the question's
// words first.
func (p *prompt) candidates() []candidate {
	about := p.question
	if p.sentence != "" {
		about = p.sentence
	}
	asked := contentWords(about)
	var all []candidate
	for _, passage := range p.passages {
		for _, sentence := range text.Prose(passage.wording, 0) {
			words := strings.Join(strings.Fields(sentence.Of(passage.wording)), " ")
			if sayable(words) {
				all = append(all, candidate{words, passage.n, overlap(asked, words)})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return compare(b.score, a.score) })
	return all
}

// Bounds of what is said: fewer words of meaning are a heading or a scrap, more
// bytes a list or a table.
const (
	leastWords  = 3
	longestSaid = 500
)

// sayable reports whether words are a sentence that states something.
func sayable(words string) bool {
	return len(words) <= longestSaid && len(contentWords(words)) >= leastWords && !strings.HasSuffix(words, "?")
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// contentWords are the stems of a text's words that carry meaning.
func contentWords(s string) map[string]bool {
	words := make(map[string]bool)
	for _, t := range text.Tokenize(s) {
		if !text.IsStop(t.Folded) {
			words[text.Stem(t.Folded)] = true
		}
	}
	return words
}

// overlap is the share of the asked words that a sentence has.
func overlap(asked map[string]bool, sentence string) float64 {
	n := 0
	for word := range contentWords(sentence) {
		if asked[word] {
			n++
		}
	}
	return float64(n) / float64(max(1, len(asked)))
}

// A sentence is said if it has this share of the question's words, and half of
// what the best one has.
const leastOverlap = 0.25

// faithful answers with one to three sentences of the passages, each with the
// right citation, word for word or lightly reworded; or refuses.
func faithful(p prompt, r *rand.Rand) []Line {
	all := p.candidates()
	if len(all) == 0 || all[0].score < leastOverlap && !p.foreign() {
		return refuse(p, r)
	}
	n := 1 + r.IntN(3)
	if p.sentence != "" {
		n = 1
	}
	var lines []Line
	for _, c := range all[:min(n, len(all))] {
		if c.score*2 >= all[0].score {
			lines = append(lines, Line{Text: reword(c.words, r), Cites: []int{c.n}})
		}
	}
	return lines
}

// foreign reports whether question and passages are in different scripts, so
// that no words can be shared.
func (p *prompt) foreign() bool {
	return len(p.passages) > 0 && arabic(p.question) != arabic(p.passages[0].wording)
}

func arabic(s string) bool {
	n := 0
	for _, r := range s {
		if r >= 0x600 && r < 0x700 {
			n++
		}
	}
	return n*4 > len([]rune(s))
}

// refuse says the line that is asked for where the passages have no answer.
func refuse(prompt, *rand.Rand) []Line { return []Line{{Text: prompts.Refusal}} }

// rewordings keep the meaning of a sentence.
var rewordings = strings.NewReplacer(
	" said ", " stated ", " also ", " ", " began ", " started ", " about ", " around ",
	" two ", " 2 ", " three ", " 3 ", " four ", " 4 ", " 5 ", " five ", " 13 ", " thirteen ",
)

// leads are words that join a sentence to one before it that is not said.
var leads = []string{"However, ", "Meanwhile, ", "Moreover, ", "In addition, ", "But ", "And "}

// reword says a sentence in nearly its own words, half of the time; never
// where it quotes.
func reword(s string, r *rand.Rand) string {
	if r.IntN(2) == 0 || strings.ContainsAny(s, `"“”«»'‘`) {
		return s
	}
	for _, lead := range leads {
		if rest, ok := strings.CutPrefix(s, lead); ok && rest != "" {
			s = capital(rest)
			break
		}
	}
	return rewordings.Replace(s)
}

func capital(s string) string {
	r := []rune(s)
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}
