package rag

import (
	"context"
	"strings"

	"newsdesk/rag/text"
)

// Checked is one claim of a text and what the coverage says to it.
type Checked struct {
	text.Span // in the text
	Finding
}

// CheckText splits a text into claims and verifies each against the passages
// that search finds for it, in order. A claim for which nothing is found is
// Unsupported. An error of search ends the check.
func (v *Verifier) CheckText(ctx context.Context, s string, search func(ctx context.Context, claim string) ([]Passage, error)) ([]Checked, error) {
	var all []Checked
	for _, span := range SplitClaims(s) {
		found, err := search(ctx, span.Of(s))
		if err != nil {
			return all, err
		}
		f, err := v.Verify(ctx, span.Of(s), found)
		if err != nil {
			return all, err
		}
		if f.Verdict == Uncited {
			f = Finding{Verdict: Unsupported, Reason: "nothing in the coverage speaks of it"}
		}
		all = append(all, Checked{span, f})
	}
	return all, nil
}

// SplitClaims cuts a text into its claims: sentences, and clauses of a sentence
// that a semicolon or 'and' joins where both sides have a subject and a verb of
// their own. Quotations are never cut. Questions are no claims.
func SplitClaims(s string) []text.Span {
	var all []text.Span
	for _, sentence := range text.Sentences(s) {
		if words := sentence.Of(s); strings.HasSuffix(words, "?") || strings.HasSuffix(words, "؟") {
			continue
		}
		start := sentence.Start
		for _, cut := range cuts(sentence.Of(s)) {
			all = append(all, text.Span{Start: start, End: sentence.Start + cut.Start})
			start = sentence.Start + cut.End
		}
		all = append(all, text.Span{Start: start, End: sentence.End})
	}
	return all
}

// cuts are the joints of a sentence between full clauses: what falls away is the
// semicolon or the comma and its 'and'.
func cuts(sentence string) []text.Span {
	p := newProse(newSentence(sentence))
	var all []text.Span
	from := 0
	for i := 1; i < len(p.tokens); i++ {
		if p.inside[i] || p.inside[i-1] {
			continue
		}
		gap := p.between(i)
		joint, next := text.Span{Start: p.tokens[i-1].End, End: p.tokens[i].Start}, i
		switch t := p.tokens[i].Folded; {
		case strings.Contains(gap, ";"):
		case t == "and" && i+1 < len(p.tokens) && strings.Contains(gap, ",") && !p.elided(i+1):
			joint.End, next = p.tokens[i+1].Start, i+1
		default:
			continue
		}
		if p.full(from, i) && p.full(next, len(p.tokens)) {
			all = append(all, joint)
			from = next
		}
	}
	return all
}

// elided reports whether what begins at a token has its subject from before.
func (p *prose) elided(i int) bool {
	t := p.tokens[i].Folded
	return pronouns[t] || anaphoric[t] || p.factAt[i] < 0 && p.verbal(i)
}

// fullClause is how many words a clause with a subject and a verb has at least.
const fullClause = 4

// full reports whether tokens [from, to) are a clause: a name or noun with a verb behind it.
func (p *prose) full(from, to int) bool {
	if to-from < fullClause {
		return false
	}
	for i := from + 1; i < to; i++ {
		if p.factAt[i] < 0 && p.verbal(i) && !relative[p.tokens[i-1].Folded] {
			return true
		}
	}
	return false
}

// relative are words that make a verb part of what stands before.
var relative = map[string]bool{"who": true, "which": true, "that": true}
