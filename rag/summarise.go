package rag

import (
	"context"
	"errors"

	"newsdesk/prompts"
)

// Brief is what a model is to summarise.
type Brief struct {
	Topic    string    // what the summary is to be about; "" for all that the passages say
	Passages []Passage // what it is made of, best first; at most promptPassages are shown
	// Sentences is how many it has at most.
	Sentences int
}

// ErrNoAuthor says that there is no model that could write.
var ErrNoAuthor = errors.New("there is no model to write with")

// Summarise has the model write a summary of passages, each sentence of which is
// verified, corrected or dropped as those of an answer are. Fallback is set, and
// there are no claims, where what the model wrote cannot be used: the caller then
// gives the coverage's own words. An error is that of the context, or ErrNoAuthor.
func (a *Answerer) Summarise(ctx context.Context, b Brief) (Answer, error) {
	if a.Author == nil {
		return Answer{}, ErrNoAuthor
	}
	written := Answer{Question: b.Topic, Standalone: b.Topic, Engine: Model, Model: a.Author.Generator.Name()}
	found := b.Passages[:min(len(b.Passages), promptPassages)]
	if len(found) == 0 {
		written.Fallback = fallbackFalse
		return written, nil
	}
	limited, cancel := a.Author.within(ctx)
	defer cancel()
	r := &review{
		author: a.Author, verifier: &a.verifier, question: b.asked(), like: found[0].Text(), found: found, answer: &written,
		log: a.Author.Log, answers: func(Source) bool { return true }, show: func(Answer) error { return nil },
	}
	used, failed := a.Author.write(limited, a.Author.summarising(b), found, r.take)
	written.Usage = written.Usage.plus(used)
	switch {
	case ctx.Err() != nil:
		return written, ctx.Err()
	case failed == nil:
		failed = r.verdict()
	case limited.Err() != nil:
		failed = errAuthorLimit
	}
	if failed != nil {
		a.Author.Log.Info("summarising without the model", "model", written.Model, "err", failed)
		written.Fallback, written.Claims, written.Sources = fallback(failed), nil, nil
		return written, nil
	}
	written.Claims = written.Claims[:min(len(written.Claims), max(1, b.Sentences))]
	written.citeUsed()
	return written, nil
}

// asked is what the brief asks, as a sentence of it that is written again has it.
func (b Brief) asked() string {
	if b.Topic == "" {
		return "What matters most in these passages?"
	}
	return b.Topic
}

func (a *Author) summarising(b Brief) prompting {
	return func(fence string, found []prompts.Passage) ([]prompts.Message, error) {
		return a.Prompts.Summary(prompts.Summary{Fence: fence, Topic: b.Topic, Sentences: b.Sentences, Passages: found})
	}
}

// citeUsed leaves out the sources that no claim cites, and numbers the others anew.
func (a *Answer) citeUsed() {
	renumbered := map[int]int{}
	var sources []Source
	for i := range a.Claims {
		for j, n := range a.Claims[i].Citations {
			if renumbered[n] == 0 {
				sources = append(sources, a.Sources[n-1])
				renumbered[n] = len(sources)
			}
			a.Claims[i].Citations[j] = renumbered[n]
		}
	}
	a.Sources = sources
}
