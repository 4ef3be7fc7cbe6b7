package rag

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsdesk/rag/fact"
	"newsdesk/rag/lexical"
	"newsdesk/rag/text"
)

// core is the part of a text that asks: its last sentence with a question mark,
// or all of it. What stands around is searched for, and is otherwise nothing.
func core(question string) string {
	for _, p := range slices.Backward(text.Sentences(question)) {
		if s := p.Of(question); strings.HasSuffix(s, "?") || strings.HasSuffix(s, "؟") {
			question = s
			break
		}
	}
	for _, mark := range []string{":", "tell me"} {
		if at := strings.LastIndex(question, mark); at >= 0 && opensQuestion(question[at+len(mark):]) {
			question = question[at+len(mark):]
		}
	}
	return question
}

// opensQuestion reports whether a text begins as a question does.
func opensQuestion(s string) bool {
	for t := range text.Tokens(s) {
		return asking[t.Folded] || auxiliaries[t.Folded] || copulas[t.Folded]
	}
	return false
}

// asking are the words that open a question.
var asking = map[string]bool{
	"who": true, "whom": true, "whose": true, "what": true, "when": true, "where": true, "which": true, "why": true, "how": true,
}

// respelt puts the coverage's spelling in place of words that it lacks, so that
// 'Damscus' is read as the place that it is. Common words are spelt as meant, and
// words in another script stay.
func respelt(index *lexical.Index, question string) string {
	var b strings.Builder
	at := 0
	for _, t := range index.Interpret(question).Terms {
		if t.Known || t.Stop || len(t.Variants) == 0 || isCommon(t.Folded) || !latin(t.Folded) {
			continue
		}
		if v := t.Variants[0]; v.Kind == lexical.Spelling || v.Kind == lexical.Name {
			b.WriteString(question[at:t.Start] + likeCased(v.Word, t.Surface))
			at = t.End
		}
	}
	b.WriteString(question[at:])
	return b.String()
}

// isCommon reports whether a word is plain English and so spelt as it is meant.
func isCommon(folded string) bool {
	_, irregular := baseOf[folded]
	return irregular || fact.IsCommon(folded)
}

func latin(folded string) bool {
	return !strings.ContainsFunc(folded, func(r rune) bool { return r > unicode.MaxLatin1 })
}

// likeCased writes a word with a capital where another one has it.
func likeCased(word, like string) string {
	if first, _ := utf8.DecodeRuneInString(like); unicode.IsUpper(first) {
		r, size := utf8.DecodeRuneInString(word)
		return string(unicode.ToUpper(r)) + word[size:]
	}
	return word
}

// plainly puts questions by a noun in the way that the rest reads them: 'what
// is the death toll of' asks how many were killed.
func plainly(question string) string {
	for _, p := range plainer {
		if at := strings.Index(strings.ToLower(question), p.noun); at >= 0 && len(strings.ToLower(question)) == len(question) {
			if p.from {
				return p.verb + question[at+len(p.noun):]
			}
			return question[:at] + p.verb + question[at+len(p.noun):]
		}
	}
	return question
}

// plainer are nouns that ask and the plain words for them; from says that these
// stand for all that goes before, too.
var plainer = []struct {
	noun, verb string
	from       bool
}{
	{"the death toll of", "How many people were killed in", true},
	{"the death toll from", "How many people were killed in", true},
	{"the death toll in", "How many people were killed in", true},
	{"the death toll", "How many people were killed", true},
	{"was the number of", "How many", true},
	{"is the number of", "How many", true},
	{"was in charge of", "led", false},
	{"is in charge of", "leads", false},
}
