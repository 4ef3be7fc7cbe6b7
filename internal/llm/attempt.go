package llm

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	openai "github.com/sashabaranov/go-openai"

	"newsdesk/rag"
)

// attempt is one request and what came of it.
type attempt struct {
	*Chat
	exchange *exchange
	onText   func(string) error

	think    thinking
	reply    strings.Builder // what onText was given
	given    int             // its bytes
	events   int
	finish   openai.FinishReason
	tool     bool
	withheld bool
	usage    openai.Usage
}

// maxWire bounds a reply on the wire. A token of a stream takes some 300 bytes
// there, so that this is 9,000 tokens of text and 18,000 of thought.
const maxWire = 8 << 20

// attempt sends one request. The attempt is never nil.
func (c *Chat) attempt(ctx context.Context, d dialect, messages []rag.Message, onText func(string) error) (*attempt, error) {
	ctx, dog := watch(ctx)
	defer dog.stop()
	a := &attempt{Chat: c, onText: onText, exchange: &exchange{Config: c.Config, watch: dog, limit: maxWire}}
	defer a.exchange.close()
	request := d.request(c.Model, messages, c.Limits)
	var err error
	if d.whole {
		err = a.receive(ctx, request)
	} else {
		err = a.stream(ctx, request)
	}
	return a, a.verdict(ctx, err)
}

// verdict is the error of an attempt: the caller's own, or that time is up, or
// what the service did.
func (a *attempt) verdict(ctx context.Context, err error) error {
	var caller *callerError
	if err == nil || errors.As(err, &caller) {
		return err
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return a.explain(err)
}

// stream asks for a stream and takes what comes.
func (a *attempt) stream(ctx context.Context, request openai.ChatCompletionRequest) error {
	a.exchange.expectFirst()
	stream, err := a.exchange.client(a.endpoint).CreateChatCompletionStream(ctx, request)
	if err != nil {
		return err
	}
	defer func() { _ = stream.Close() }()
	first, err := a.exchange.body.first()
	switch {
	case err != nil:
		return a.unread(err)
	case first == '{':
		return a.unstreamed()
	case first == '<':
		return fmt.Errorf("%w: it is a web page", ErrNotAPI)
	}
	return a.follow(stream)
}

// unread is the error of a reply that has not even a first byte.
func (a *attempt) unread(err error) error {
	if errors.Is(err, io.EOF) {
		return fmt.Errorf("%w: it has no content", ErrTruncated)
	}
	return broken(err)
}

// follow takes a stream to its end.
func (a *attempt) follow(stream *openai.ChatCompletionStream) error {
	for {
		event, err := stream.Recv()
		switch {
		case errors.Is(err, io.EOF):
			return a.end()
		case err != nil && a.finish != "":
			return a.end() // only the usage is missing
		case err != nil:
			return broken(err)
		}
		if err := a.take(event); err != nil {
			return err
		}
	}
}

// take takes one event.
func (a *attempt) take(event openai.ChatCompletionStreamResponse) error {
	a.events++
	if event.Usage != nil {
		a.usage = *event.Usage
	}
	for _, choice := range event.Choices {
		if choice.Index != 0 {
			continue
		}
		delta := choice.Delta
		a.tool = a.tool || len(delta.ToolCalls) > 0 || delta.FunctionCall != nil
		a.withheld = a.withheld || delta.Refusal != ""
		a.note(choice.FinishReason)
		if err := a.give(a.think.next(delta.Content)); err != nil {
			return err
		}
		a.expectNext(delta.Content != "" || delta.ReasoningContent != "")
	}
	return nil
}

// note notes that a reply ends, and why. Some services send an empty or a null
// reason with every piece.
func (a *attempt) note(reason openai.FinishReason) {
	if reason != "" && reason != openai.FinishReasonNull {
		a.finish = reason
	}
}

// afterEnd is how long the usage may follow the end of the text.
const afterEnd = 2 * time.Second

// expectNext expects the next piece after one that had words. A piece without,
// with which many streams begin, leaves expected what was; more of them are
// thoughts, in a form that go-openai does not know, and the text may still come.
func (a *attempt) expectNext(words bool) {
	switch {
	case a.finish != "":
		a.exchange.watch.expect(afterEnd, overdue("no end", afterEnd))
	case words:
		a.exchange.watch.expect(a.Limits.Idle, overdue("no more text", a.Limits.Idle))
	case a.given == 0 && a.events > 1:
		a.exchange.expectFirst()
	}
}

// give hands text to the caller, who may take as long as the whole may.
func (a *attempt) give(text string) error {
	if text == "" {
		return nil
	}
	if a.given+len(text) > a.Limits.Text {
		return fmt.Errorf("%w: over %d bytes", ErrTooLong, a.Limits.Text)
	}
	a.exchange.watch.rest()
	a.given += len(text)
	a.reply.WriteString(text)
	if err := a.onText(text); err != nil {
		return &callerError{err}
	}
	return nil
}

// end judges a reply that is over.
func (a *attempt) end() error {
	if err := a.give(a.think.end()); err != nil {
		return err
	}
	switch {
	case a.events == 0:
		return fmt.Errorf("%w: it has no events", ErrNotAPI)
	case a.finish == "" && !a.exchange.body.done():
		return ErrTruncated
	case a.finish == openai.FinishReasonContentFilter || a.withheld:
		return ErrFiltered
	case a.finish == openai.FinishReasonLength:
		return ErrCutOff
	case a.given == 0 && (a.tool || a.finish == openai.FinishReasonToolCalls):
		return ErrToolCall
	case strings.TrimSpace(a.reply.String()) == "":
		return ErrEmptyReply
	}
	return nil
}

// spent is what the attempt used, by the service's count or ours.
func (a *attempt) spent(prompt int) rag.Usage {
	u := rag.Usage{PromptTokens: a.usage.PromptTokens, CompletionTokens: a.usage.CompletionTokens}
	if u.PromptTokens == 0 {
		u.PromptTokens = prompt
	}
	if u.CompletionTokens == 0 {
		u.CompletionTokens = a.tokens.count(a.reply.String())
	}
	return u
}
