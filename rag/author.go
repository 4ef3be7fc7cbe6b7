package rag

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"time"

	"newsdesk/prompts"
	"newsdesk/rag/fact"
	"newsdesk/rag/name"
	"newsdesk/rag/text"
)

// Author writes with a chat model. What it writes is a draft: nothing of it is
// an answer before a Verifier found each sentence in the passages.
type Author struct {
	Generator Generator
	Prompts   *prompts.Set
	// Random is what fences are drawn from; nobody who writes articles or
	// questions may guess it.
	Random io.Reader
	// Limit bounds the time of one answer with all that is asked of the
	// model for it; DefaultAuthorLimit where it is 0.
	Limit time.Duration
	Log   *slog.Logger
}

// DefaultAuthorLimit is how long somebody waits for a model before the
// coverage's own words are given: as long as a local model on a slow machine
// takes for the prompt, half a minute, and as much again to write.
const DefaultAuthorLimit = 60 * time.Second

var errAuthorLimit = errors.New("the model took too long")

// within bounds the time of an answer; without an author it bounds nothing.
func (a *Author) within(ctx context.Context) (context.Context, context.CancelFunc) {
	if a == nil {
		return ctx, func() {}
	}
	limit := a.Limit
	if limit <= 0 {
		limit = DefaultAuthorLimit
	}
	return context.WithTimeoutCause(ctx, limit, errAuthorLimit)
}

// promptPassages is how many passages a prompt holds at most: those read for an
// answer and the few of a day that the question names.
const promptPassages = 12

// longestReply is how many sentences of a reply are read: it was asked for five.
const longestReply = 12

// errEnough ends a reply that goes on.
var errEnough = errors.New("enough was written")

// prompting makes the prompt of a piece from passages, with a fence for it.
type prompting func(fence string, found []prompts.Passage) ([]prompts.Message, error)

// write asks for a piece from the passages and calls each with its sentences, in
// order, while the model writes on. An error of each ends it and is returned.
func (a *Author) write(ctx context.Context, ask prompting, found []Passage, each func(context.Context, drafted) error) (Usage, error) {
	for {
		messages, err := a.prompt(ask, found)
		if err != nil {
			return Usage{}, err
		}
		used, err := a.stream(ctx, messages, each)
		if !errors.Is(err, ErrPromptTooLong) || len(found) < 2 {
			return used, err
		}
		found = found[:len(found)/2] // nothing was written yet
	}
}

func (a *Author) prompt(ask prompting, found []Passage) ([]Message, error) {
	fence, err := prompts.NewFence(a.Random)
	if err != nil {
		return nil, err
	}
	rendered, err := ask(fence, shown(found))
	return asMessages(rendered), err
}

// answering asks for the answer to a question.
func (a *Author) answering(question string) prompting {
	return func(fence string, found []prompts.Passage) ([]prompts.Message, error) {
		return a.Prompts.Answer(prompts.Answer{Fence: fence, Question: question, Passages: found})
	}
}

// stream reads a reply in one goroutine, which it waits for, and hands over its
// sentences in its own, so that checking does not hold up the stream.
func (a *Author) stream(ctx context.Context, messages []Message, each func(context.Context, drafted) error) (Usage, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	sentences := make(chan drafted, longestReply+1)
	ended := make(chan error, 1)
	var used Usage // read only after ended
	go func() {
		defer close(sentences)
		var err error
		used, err = a.read(ctx, messages, sentences)
		ended <- err
	}()
	var failed error
	for d := range sentences {
		if failed == nil {
			if failed = each(ctx, d); failed != nil {
				cancel()
			}
		}
	}
	if err := <-ended; failed == nil {
		failed = err
	}
	return used, failed
}

// read sends the sentences of a reply, at most longestReply.
func (a *Author) read(ctx context.Context, messages []Message, sentences chan<- drafted) (Usage, error) {
	var d draft
	read := 0
	send := func(whole []drafted) error {
		for _, one := range whole {
			if read == longestReply {
				return errEnough
			}
			read++
			select {
			case sentences <- one:
			case <-ctx.Done():
				return context.Cause(ctx)
			}
		}
		return nil
	}
	used, err := a.Generator.Generate(ctx, messages, func(piece string) error { return send(d.add(piece)) })
	if err == nil {
		err = send(d.end())
	}
	if errors.Is(err, errEnough) {
		return used, nil
	}
	if err == nil && read == 0 {
		return used, errors.New("the model wrote nothing")
	}
	return used, err
}

// repairing is a sentence that cannot stand, with the reason.
type repairing struct {
	question string
	sentence drafted
	reason   string
	found    []Passage
}

// uncitedShown is how many of the best passages a model sees beside those that the
// sentence cites.
const uncitedShown = 3

// passages are those that a repair needs, under the numbers that they had: a
// prompt that was cut for an answer is not to grow again for a sentence.
func (r *repairing) passages() []prompts.Passage {
	var all []prompts.Passage
	for i, p := range shown(r.found) {
		if p.Number = i + 1; i < uncitedShown || slices.Contains(r.sentence.Cites, p.Number) {
			all = append(all, p)
		}
	}
	return all[:min(len(all), 2*uncitedShown)]
}

// repair asks for one sentence again. It returns what was written first, or nil
// where the model finds that nothing can be said.
func (a *Author) repair(ctx context.Context, r repairing) (*drafted, Usage, error) {
	fence, err := prompts.NewFence(a.Random)
	if err != nil {
		return nil, Usage{}, err
	}
	rendered, err := a.Prompts.Repair(prompts.Repair{
		Fence: fence, Question: r.question, Sentence: r.sentence.Raw(), Reason: r.reason, Passages: r.passages(),
	})
	if err != nil {
		return nil, Usage{}, err
	}
	var first *drafted
	used, err := a.stream(ctx, asMessages(rendered), func(_ context.Context, one drafted) error {
		if !excuses(one) {
			first = &one
		}
		return errEnough
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	return first, used, err
}

// Bounds of a question that was made to stand alone: one that is longer than a
// long question, or took longer than a person notices, is not used.
const (
	longestStandalone = 400 // characters
	standaloneLimit   = 10 * time.Second
)

// standalone makes a question of a conversation stand alone. What the model
// writes is used only if it names nobody and nothing that was not spoken of.
func (a *Author) standalone(ctx context.Context, q Question) (string, Usage, error) {
	ctx, cancel := context.WithTimeout(ctx, standaloneLimit)
	defer cancel()
	fence, err := prompts.NewFence(a.Random)
	if err != nil {
		return "", Usage{}, err
	}
	d := prompts.Standalone{Fence: fence, Question: q.Text}
	for _, t := range q.History {
		d.Turns = append(d.Turns, prompts.Turn(t))
	}
	rendered, err := a.Prompts.Standalone(d)
	if err != nil {
		return "", Usage{}, err
	}
	var reply strings.Builder
	used, err := a.Generator.Generate(ctx, asMessages(rendered), func(piece string) error {
		if reply.WriteString(piece); reply.Len() > 4*longestStandalone {
			return errEnough
		}
		return nil
	})
	if err != nil {
		return "", used, err
	}
	written := unmarked(strings.TrimSpace(reply.String()))
	return written, used, followsFrom(written, q)
}

// followsFrom reports what is wrong with a question that was made of a conversation.
func followsFrom(question string, q Question) error {
	if n := len([]rune(question)); n == 0 || n > longestStandalone {
		return fmt.Errorf("the question made to stand alone has %d characters", n)
	}
	said := q.Text
	for _, t := range q.History {
		said += "\n" + t.Question + "\n" + t.Answer
	}
	known := fact.Find(said)
	spoken := newSentence(said).stems
	for _, t := range text.Tokenize(question) {
		if !text.IsStop(t.Folded) && !spoken[t.Stem] && !strings.Contains(strings.ToLower(said), t.Folded) {
			return fmt.Errorf("the question made to stand alone has a word that was not spoken: %q", t.Folded)
		}
	}
	for _, f := range fact.Find(question) {
		if !f.Kind.Proper() && !f.Kind.Numeric() {
			continue
		}
		if !strings.Contains(strings.ToLower(said), strings.ToLower(f.Of(question))) && !slices.ContainsFunc(known, func(k fact.Fact) bool {
			return k.Value == f.Value || f.Kind.Proper() && k.Kind.Proper() && name.Similarity(k.Value, f.Value) >= name.Same
		}) {
			return fmt.Errorf("the question made to stand alone speaks of what was not spoken of: %q", f.Value)
		}
	}
	return nil
}

// shown are passages as a prompt has them.
func shown(found []Passage) []prompts.Passage {
	all := make([]prompts.Passage, len(found))
	for i := range found {
		p := &found[i]
		all[i] = prompts.Passage{Title: p.Article.Title, Outlet: p.Article.Outlet, Date: p.Article.Published.words(), Text: p.Text()}
	}
	return all
}

// words is the day of a date for people, "" for none.
func (d Date) words() string {
	if !d.Known() {
		return ""
	}
	return d.Time.Format("2 January 2006")
}

func asMessages(rendered []prompts.Message) []Message {
	all := make([]Message, len(rendered))
	for i, m := range rendered {
		all[i] = Message(m)
	}
	return all
}
