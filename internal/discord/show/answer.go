package show

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsdesk/rag"
)

// Answer returns the messages that hold an answer: its sentences with the
// numbers of what they cite, what a reader must know of it, and the sources of
// these numbers. While more is to come, '…' follows the last sentence and what
// is only known at the end is left out. A refused answer is Refusal without a
// suggestion. There is always at least one message.
func Answer(a *rag.Answer, more bool) []string {
	if a.Refused {
		return Refusal(a, "")
	}
	var all []piece
	for i := range a.Claims {
		all = append(all, claim(&a.Claims[i], len(a.Sources))...)
	}
	if more {
		all = append(all, piece{sep: " ", text: ellipsis})
	} else {
		all = append(all, notes(a)...)
	}
	all = append(all, together(sources(a.Sources, citedBy(a)), MaxContent)...)
	if len(all) == 0 {
		return []string{ellipsis}
	}
	return pack(lineAfterQuote(all), MaxContent)
}

// claim is one sentence; of a translated one with the coverage's words below it.
func claim(c *rag.Claim, sources int) []piece {
	said := sentence(c)
	if said == "" {
		return nil
	}
	all := []piece{{sep: " ", text: cited(said, rag.Marks(within(c.Citations, sources)))}}
	if original := Line(unnumbered(c.Original)); original != "" {
		all[0].sep = "\n"
		all = together(append(all, piece{"\n", quoted, isolated(original)}), MaxContent)
	}
	return all
}

// lineAfterQuote puts what follows a quotation on a line of its own.
func lineAfterQuote(all []piece) []piece {
	for i := 1; i < len(all); i++ {
		before := all[i-1].prefix + all[i-1].text
		last := before[strings.LastIndexByte(before, '\n')+1:]
		if all[i].sep == " " && strings.HasPrefix(last, quoted) {
			all[i].sep = "\n"
		}
	}
	return all
}

// within are the numbers that name one of n sources: no other is shown.
func within(numbers []int, n int) []int {
	var all []int
	for _, one := range numbers {
		if one >= 1 && one <= n {
			all = append(all, one)
		}
	}
	return all
}

// sentence is a claim's text with its resolved dates in brackets, in the order
// of a text from left to right even within an Arabic one.
func sentence(c *rag.Claim) string {
	some, _ := direction(c.Text)
	var b strings.Builder
	at := 0
	for _, r := range c.Resolved {
		if r.End < at || r.End > len(c.Text) || r.Date == "" {
			continue
		}
		date := escape(oneLine(r.Date))
		if some {
			date = string(isolateLeft) + date + string(pop)
		}
		b.WriteString(words(c.Text[at:r.End], at == 0) + " [" + date + "]")
		at = r.End
	}
	b.WriteString(words(c.Text[at:], at == 0))
	return strings.TrimSpace(b.String())
}

// words are a part of a sentence, as it stands in one line.
func words(s string, first bool) string {
	line := escape(unnumbered(oneLine(s)))
	switch r, _ := utf8.DecodeRuneInString(s); {
	case first:
		return guard(line)
	case unicode.IsSpace(r):
		return " " + line
	case strings.HasPrefix(line, "("): // after the bracket of a date it would be a link's
		return breaker + line
	}
	return line
}

// numbered matches what a reader would take for one of our citations.
var numbered = regexp.MustCompile(`\[\s*(\p{Nd}+)\s*\]`)

// unnumbered puts the numbers in brackets that a text has of its own in
// parentheses, so that each [1] that is shown opens a source.
func unnumbered(s string) string { return numbered.ReplaceAllString(s, "($1)") }

// notes are what a reader must know of an answer, in small print.
func notes(a *rag.Answer) []piece {
	var all []piece
	for _, note := range a.Notes() {
		all = append(all, piece{sep: "\n", prefix: small, text: Line(note)})
	}
	switch {
	case a.Dropped == 1:
		all = append(all, piece{"\n", small, "(One sentence of the model was not supported and is left out.)"})
	case a.Dropped > 1:
		all = append(all, piece{"\n", small, fmt.Sprintf("(%d sentences of the model were not supported and are left out.)", a.Dropped)})
	}
	return all
}

// citedBy are the numbers of the sources that an answer cites.
func citedBy(a *rag.Answer) map[int]bool {
	numbers := map[int]bool{}
	for i := range a.Claims {
		for _, n := range within(a.Claims[i].Citations, len(a.Sources)) {
			numbers[n] = true
		}
	}
	return numbers
}
