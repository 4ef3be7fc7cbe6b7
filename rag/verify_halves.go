package rag

import (
	"context"
	"slices"
	"strings"

	"newsdesk/rag/text"
)

// sideBySide are the words that put two statements side by side and say nothing of
// what the one has to do with the other.
var sideBySide = folded("and while whereas but")

// crosswise are the words by which the halves of a sentence mean one another, so
// that neither can be read alone.
var crosswise = folded("respectively former latter both each other instead too also neither same")

// halves verifies the statements of a claim one by one, where it only puts them
// side by side: 'A happened in X, while B happened in Y'. Read as one they are
// easily taken for one story. It reports false where the claim has no such halves
// or one of them does not hold.
func (v *Verifier) halves(ctx context.Context, claim string, evidence []Passage) (Finding, bool) {
	parts := sidesOf(claim)
	if len(parts) < 2 {
		return Finding{}, false
	}
	whole := Finding{Verdict: Supported}
	for _, part := range parts {
		f, err := v.verifyOne(ctx, strings.TrimSpace(part.Of(claim)), evidence)
		if err != nil || !f.Holds() {
			return Finding{}, false
		}
		if f.Verdict == Translated {
			whole.Verdict = Translated
		}
		for _, s := range f.Supports {
			if !slices.ContainsFunc(whole.Supports, func(t Source) bool { return t.Article.ID == s.Article.ID && t.Span == s.Span }) {
				whole.Supports = append(whole.Supports, s)
			}
		}
	}
	return whole, true
}

// sidesOf cuts a claim into the statements that it puts side by side.
func sidesOf(claim string) []text.Span {
	p := newProse(newSentence(claim))
	if slices.ContainsFunc(p.tokens, func(t text.Token) bool { return crosswise[t.Folded] }) {
		return nil
	}
	var all []text.Span
	from := 0
	for i := 1; i+1 < len(p.tokens); i++ {
		gap := p.between(i)
		if p.inside[i] || !strings.ContainsAny(gap, ",;") || p.elided(i+1) {
			continue
		}
		next := i
		if sideBySide[p.tokens[i].Folded] {
			next = i + 1
		} else if !strings.Contains(gap, ";") {
			continue
		}
		if p.full(from, i) && p.full(next, len(p.tokens)) {
			all = append(all, text.Span{Start: p.tokens[from].Start, End: p.tokens[i-1].End})
			from = next
		}
	}
	if from == 0 {
		return nil
	}
	return append(all, text.Span{Start: p.tokens[from].Start, End: len(claim)})
}
