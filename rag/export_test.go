package rag

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// Explained is a candidate of a question as the fitting of weights sees it.
type Explained struct {
	Text, File string
	Evidence   []float64
	Barred     bool // by what no weight outweighs
	Why        string
	Rank       float64
	Accept     float64
}

// Signals is how many signals evidence has.
const Signals = signals

// Explain returns what the answerer sees in the candidates of a question, and
// how it reads it.
func (a *Answerer) Explain(ctx context.Context, question string) ([]Explained, error) {
	r := read(a.Library.words, question)
	found, err := a.find(ctx, r, Query{Text: question, K: answerPassages})
	if err != nil || !r.answerable() {
		return nil, err
	}
	all := a.candidates(found)
	if err := a.compare(ctx, r.question, all); err != nil {
		return nil, err
	}
	r.gather(all)
	slices.SortStableFunc(all, func(a, b *candidate) int { return cmp.Compare(b.score, a.score) })
	var explained []Explained
	for _, c := range all {
		overruled := r.overruled(c, all[0])
		explained = append(explained, Explained{
			Text: c.words, File: c.page.article.File, Evidence: c.evidence[:],
			Barred: r.bars(c) || overruled, Why: r.why(c),
			Rank: c.score, Accept: c.evidence.weighed(&accepting) + acceptBias,
		})
	}
	return explained, nil
}

// why tells what bars a candidate.
func (r *reading) why(c *candidate) string {
	switch {
	case r.fitRequired() && c.fit == 0:
		return "lacks the kind of fact"
	case c.evidence[unaffirmed] > 0:
		return "does not affirm"
	case r.unnamed(c):
		return "names nobody"
	case r.conflicts(c):
		return "conflicts"
	case c.evidence[lacking] > 0:
		why := "lacks"
		for i := range r.units {
			if u := &r.units[i]; u.hard() && c.met[i].context < metFloor {
				why += " " + u.Of(r.question)
			}
		}
		return why
	}
	return ""
}

// Reading shows how a question is read.
func Reading(a *Answerer, question string) string {
	r := read(a.Library.words, question)
	s := fmt.Sprintf("%s\n want=%v expect=%v focus=%q defines=%v speaker=%q", r.question, r.ask.Want, r.ask.Expect, r.ask.Focus,
		r.ask.Defines, r.ask.Speaker.Of(r.question))
	for _, u := range r.units {
		s += fmt.Sprintf("\n  unit %q kind=%d w=%.2f agent=%v verb=%v phrase=%q %v/%s/%s", u.Of(r.question), u.kind, u.weight, u.agent, u.verb,
			u.phrase, u.fact.Kind, u.fact.Value, u.fact.Country)
		for _, w := range u.words {
			s += fmt.Sprint(" ", w.stem, w.standIns)
		}
	}
	return s
}

// Planted reports whether a sentence tells its reader to do something.
func Planted(sentence string) bool { return planted(sentence) }
