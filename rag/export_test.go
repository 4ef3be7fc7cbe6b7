package rag

import "context"

// Explained is a candidate of a question as the fitting of weights sees it.
type Explained struct {
	Text, File string
	Evidence   []float64
	Barred     bool // by what no weight outweighs
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
	var explained []Explained
	for _, c := range all {
		explained = append(explained, Explained{
			Text: c.words, File: c.page.article.File, Evidence: c.evidence[:],
			Barred: r.bars(c),
		})
	}
	return explained, nil
}
