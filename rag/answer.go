package rag

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"newsdesk/rag/fact"
)

// Answerer answers questions from a library: with a model, in its words, each
// sentence of which was verified; else in the coverage's own sentences.
type Answerer struct {
	Library *Library
	Now     func() time.Time
	// Sentences tells the likeness in meaning of a question and a sentence. It
	// is the built-in encoder, whose likeness the weights were fitted with;
	// nil means by words alone.
	Sentences Embedder
	// Author writes the answers; nil means that nobody does.
	Author *Author

	pages    pageCache
	verifier Verifier
}

// answerPassages is how many passages are read for an answer: beyond eight the
// sentence that answers was practically never found (testdata, newsqa2022).
const answerPassages = 8

// Answer answers a question or declines it. An error means that the coverage
// could not be read, never that it does not know or that a model failed.
func (a *Answerer) Answer(ctx context.Context, q Question) (Answer, error) {
	return a.Stream(ctx, q, func(Answer) error { return nil })
}

// Stream is Answer that calls show, from its own goroutine, with the answer so far
// each time that a sentence of a model was verified. The answer returned is
// usually the last one shown; it is another where too little of what the model
// wrote holds, or the model fails. An error of show ends it and is returned.
func (a *Answerer) Stream(ctx context.Context, q Question, show func(Answer) error) (Answer, error) {
	started := a.Now()
	limited, cancel := a.Author.within(ctx)
	defer cancel()
	standalone, used := a.standalone(limited, q)
	standalone = clipQuery(standalone)
	reading := read(a.Library.words, standalone)
	found, err := a.find(ctx, reading, Query{Text: standalone, Filter: q.Filter, K: answerPassages})
	if err != nil {
		return Answer{}, fmt.Errorf("answer: %w", err)
	}
	retrieved := a.Now()
	base := Answer{Question: q.Text, Standalone: standalone, Found: found, Timings: Timings{Retrieve: retrieved.Sub(started)}, Usage: used}
	first := time.Duration(0)
	w := &writing{reading: reading, found: found, show: func(so Answer) error {
		if first == 0 {
			first = a.Now().Sub(started)
		}
		so.Timings.First = first
		return show(so)
	}}
	answer, err := a.compose(ctx, limited, w, base)
	if err != nil {
		return Answer{}, fmt.Errorf("answer: %w", err)
	}
	if answer.Refused {
		a.decline(&answer, q.Filter, found)
	}
	answer.Timings.Answer, answer.Timings.First = a.Now().Sub(retrieved), first
	return answer, nil
}

// standalone is the question made to stand on its own: by the model where there
// is one and the question belongs to a conversation, else by rules.
func (a *Answerer) standalone(ctx context.Context, q Question) (string, Usage) {
	if a.Author == nil || len(q.History) == 0 {
		return Standalone(q), Usage{}
	}
	written, used, err := a.Author.standalone(ctx, q)
	if err != nil {
		a.Author.Log.Info("making the question stand alone by rules", "err", err)
		return Standalone(q), used
	}
	return written, used
}

// writing is a question with what was found for it, while its answer is written.
type writing struct {
	reading *reading
	found   []Passage
	show    func(Answer) error
}

// compose writes the answer: the author's, who has the time of limited, where its
// draft holds, else the coverage's own sentences.
func (a *Answerer) compose(ctx, limited context.Context, w *writing, base Answer) (Answer, error) {
	if a.Author == nil || len(w.found) == 0 {
		return a.extract(ctx, w.reading, w.found, base)
	}
	written, failed, err := a.write(ctx, limited, w, base)
	switch {
	case err != nil:
		return written, err
	case failed == nil:
		return written, nil
	case errors.Is(failed, errAllRefused):
		written.Refused = true
		return written, nil
	}
	base.Fallback, base.Dropped, base.Rejected, base.Usage = fallback(failed), written.Dropped, written.Rejected, written.Usage
	if base.Fallback == fallbackFailed || base.Fallback == fallbackLate {
		a.Author.Log.Warn("answering without the model", "model", written.Model, "err", failed)
	}
	return a.extract(ctx, w.reading, w.found, base)
}

// What people are told where a model's answer is not used.
const (
	fallbackFailed = "The model could not be used"
	fallbackLate   = "The model took too long"
	fallbackFalse  = "Most of what the model wrote is not in the coverage"
	fallbackBeside = "What the model wrote does not answer the question"
)

func fallback(failed error) string {
	switch {
	case errors.Is(failed, errMostlyUnsupported):
		return fallbackFalse
	case errors.Is(failed, errBeside):
		return fallbackBeside
	case errors.Is(failed, errAuthorLimit):
		return fallbackLate
	}
	return fallbackFailed
}

// write has the author write and reviews the draft. failed is why the draft is not
// used, where it is not; err is that of the caller: of its context or of show.
func (a *Answerer) write(ctx, limited context.Context, w *writing, base Answer) (answer Answer, failed, err error) {
	found := w.found[:min(len(w.found), promptPassages)]
	bears, err := a.bearing(ctx, w)
	if err != nil {
		return base, nil, err
	}
	base.Engine, base.Model = Model, a.Author.Generator.Name()
	var refused error // by show
	r := &review{
		author: a.Author, verifier: &a.verifier, question: base.Standalone, like: base.Standalone, found: found, answer: &base, log: a.Author.Log, answers: bears,
		show: func(so Answer) error { refused = w.show(so); return refused },
	}
	used, failed := a.Author.write(limited, a.Author.answering(base.Standalone), found, r.take)
	base.Usage = base.Usage.plus(used)
	switch {
	case ctx.Err() != nil:
		return base, nil, ctx.Err()
	case refused != nil:
		return base, nil, refused
	case failed == nil:
		failed = r.verdict()
	case limited.Err() != nil:
		failed = errAuthorLimit
	}
	return base, failed, nil
}

// admits reports whether a sentence may be what an answer rests on. Across scripts
// the kind of fact and what is done cannot be told, names and values can.
func (r *reading) admits(c, best *candidate) bool {
	if script(r.question) != script(c.words) {
		return c.evidence[lacking] == 0 && !r.conflicts(c)
	}
	return r.accepts(c) && !r.overruled(c, best)
}

// bearing returns what tells whether a sentence bears on the question: the gate of
// the extractive engine. A looser one was tried: with half a point less of
// evidence the right sentences of 0 to 3% more of the answerable questions pass
// (sets first to d of testdata), and of 4 to 14% more of the unanswerable ones some
// sentence does.
func (a *Answerer) bearing(ctx context.Context, w *writing) (func(Source) bool, error) {
	if !w.reading.answerable() {
		return func(Source) bool { return false }, nil
	}
	all := a.candidates(w.found)
	if err := a.compare(ctx, w.reading.question, all); err != nil {
		return nil, err
	}
	w.reading.gather(all)
	best := slices.MaxFunc(append([]*candidate{{score: math.Inf(-1)}}, all...), func(x, y *candidate) int { return cmp.Compare(x.score, y.score) })
	return func(s Source) bool {
		return slices.ContainsFunc(all, func(c *candidate) bool {
			return c.page.article.ID == s.Article.ID && overlaps(c.Span, s.Span) && w.reading.admits(c, best)
		})
	}, nil
}

// find retrieves passages for a question, and where it names a day, those that
// were published then or on the days after, too.
func (a *Answerer) find(ctx context.Context, r *reading, q Query) ([]Passage, error) {
	found, err := a.Library.Search(ctx, q)
	if err != nil {
		return nil, err
	}
	for i := range r.units {
		day := r.units[i].fact
		if day.Kind != fact.Date || day.Day.Date == 0 || day.Day.Year == 0 || !q.Since.IsZero() || !q.Until.IsZero() {
			continue
		}
		q.Since = time.Date(day.Day.Year, day.Day.Month, day.Day.Date, 0, 0, 0, 0, time.UTC)
		q.Until = q.Since.AddDate(0, 0, reportedWithin)
		dated, err := a.Library.Latest(ctx, q.Filter, q.K)
		if err != nil {
			return nil, err
		}
		return append(found, dated...), nil
	}
	return found, nil
}

// reportedWithin is for how many days after an event reports still name its
// weekday.
const reportedWithin = 6

// extract answers with the sentences of the passages that answer best.
func (a *Answerer) extract(ctx context.Context, r *reading, found []Passage, answer Answer) (Answer, error) {
	answer.Engine, answer.Refused = Extractive, true
	all := a.candidates(found)
	if err := a.compare(ctx, r.question, all); err != nil {
		return answer, err
	}
	for _, c := range r.choose(all) {
		answer.Refused = false
		answer.cite(c)
	}
	return answer, nil
}

// compare finds the likeness in meaning of each candidate and the question.
func (a *Answerer) compare(ctx context.Context, question string, all []*candidate) error {
	if a.Sentences == nil || len(all) == 0 {
		return nil
	}
	asked, err := a.Sentences.Embed(ctx, []string{question})
	if err == nil {
		err = a.pages.embed(ctx, a.Sentences, all)
	}
	if err != nil {
		return fmt.Errorf("compare sentences: %w", err)
	}
	for _, c := range all {
		c.similar = cosine(asked[0], c.page.vectors[c.at])
	}
	return nil
}

// cosine is that of two unit vectors; 0 where one is missing.
func cosine(a, b []float32) float64 {
	sum := float32(0)
	for i := range min(len(a), len(b)) {
		sum += a[i] * b[i]
	}
	return float64(sum)
}

// cite appends a sentence as a claim with its source.
func (a *Answer) cite(c *candidate) {
	a.Sources = append(a.Sources, Source{Article: *c.page.article, Span: c.Span})
	a.Claims = append(a.Claims, Claim{
		Text: c.words, Citations: []int{len(a.Sources)}, Verdict: Supported,
		Resolved: resolveDates(c.sentence, c.page.article.Published),
	})
}
