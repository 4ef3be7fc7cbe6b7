package llm

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	openai "github.com/sashabaranov/go-openai"
	"github.com/sony/gobreaker/v2"

	"newsdesk/rag"
)

// Chat writes with a chat model. It may be used by several goroutines.
type Chat struct {
	Config
	endpoint openai.ClientConfig
	dialect  atomic.Pointer[dialect]
	tokens   counter
	breaker  *gobreaker.CircuitBreaker[rag.Usage]
	failure  atomic.Pointer[error] // the last that the breaker counted
}

var _ rag.Generator = (*Chat)(nil)

// NewChat returns a chat with a model. Nothing is sent.
func NewChat(c Config) *Chat {
	c = c.orDefault()
	chat := &Chat{Config: c, endpoint: c.endpoint(), tokens: newCounter(c.Model)}
	d := newDialect(chat.endpoint, c.Model)
	chat.dialect.Store(&d)
	chat.breaker = gobreaker.NewCircuitBreaker[rag.Usage](chat.settings())
	return chat
}

// Name is the model's.
func (c *Chat) Name() string { return c.Model }

// CountTokens is how many tokens a prompt is: as the model counts where its
// vocabulary is known, otherwise an estimate on the safe side.
func (c *Chat) CountTokens(messages []rag.Message) int { return c.tokens.messages(messages) }

// Bounds of the circuit breaker: a service that failed three requests in a row,
// each with its retries, is down, and whoever asks within the next half minute
// is told at once. Then one request tries it.
const (
	breakerFailures = 3
	breakerRest     = 30 * time.Second
)

func (c *Chat) settings() gobreaker.Settings {
	return gobreaker.Settings{
		Name:        c.Model,
		Timeout:     breakerRest,
		ReadyToTrip: func(n gobreaker.Counts) bool { return n.ConsecutiveFailures >= breakerFailures },
		IsExcluded:  notTheService,
		OnStateChange: func(_ string, from, to gobreaker.State) {
			c.Log.Warn("model service changed", "model", c.Model, "from", from.String(), "to", to.String())
		},
	}
}

// notTheService reports errors that say nothing of whether the service is up:
// the caller's own, and those of one prompt.
func notTheService(err error) bool {
	var status *StatusError
	if errors.As(err, &status) && refusesForm(status.Status) {
		return true
	}
	var caller *callerError
	return errors.As(err, &caller) || errors.Is(err, context.Canceled) || errors.Is(err, ErrCutOff) ||
		errors.Is(err, ErrFiltered) || errors.Is(err, ErrTooLong)
}

// callerError is an error of onText, or that the caller cancelled.
type callerError struct{ error }

// Unwrap is what the caller said.
func (e *callerError) Unwrap() error { return e.error }

// Generate writes a reply to the messages; see [rag.Generator]. A failed request
// is tried again only while nothing was given to onText.
func (c *Chat) Generate(ctx context.Context, messages []rag.Message, onText func(string) error) (rag.Usage, error) {
	started := c.Now()
	usage, err := c.generate(ctx, messages, onText)
	if err != nil {
		err = fmt.Errorf("generate with %s: %w", c.Model, err)
	}
	c.Log.Debug("model request", "model", c.Model, "took", c.Now().Sub(started),
		"prompt_tokens", usage.PromptTokens, "completion_tokens", usage.CompletionTokens, "err", err)
	return usage, err
}

func (c *Chat) generate(ctx context.Context, messages []rag.Message, onText func(string) error) (rag.Usage, error) {
	if err := ctx.Err(); err != nil {
		return rag.Usage{}, context.Cause(ctx)
	}
	tokens := c.CountTokens(messages)
	if tokens > c.Limits.Prompt {
		return rag.Usage{}, fmt.Errorf("%w: %d tokens, at most %d", rag.ErrPromptTooLong, tokens, c.Limits.Prompt)
	}
	usage, err := c.breaker.Execute(func() (rag.Usage, error) {
		usage, err := c.try(ctx, messages, onText, tokens)
		if errors.Is(ctx.Err(), context.Canceled) {
			err = &callerError{context.Cause(ctx)}
		}
		if err != nil && !notTheService(err) {
			c.failure.Store(&err)
		}
		return usage, err
	})
	if errors.Is(err, gobreaker.ErrOpenState) || errors.Is(err, gobreaker.ErrTooManyRequests) {
		return rag.Usage{}, c.unavailable()
	}
	return usage, err
}

// unavailable tells why the service is left alone.
func (c *Chat) unavailable() error {
	if last := c.failure.Load(); last != nil {
		return fmt.Errorf("%w: %w", ErrUnavailable, *last)
	}
	return ErrUnavailable
}

// chatTries is how often a request is sent at most: a burst passes in the two
// waits between, and a person watches.
const chatTries = 3

// try sends the request until a reply comes.
func (c *Chat) try(ctx context.Context, messages []rag.Message, onText func(string) error, tokens int) (rag.Usage, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, c.Limits.Total, overdue("no whole reply", c.Limits.Total))
	defer cancel()
	return retry(ctx, retrier{c.Config, chatTries}, func() (rag.Usage, time.Duration, error) {
		a, err := c.attemptInDialect(ctx, messages, onText)
		if err != nil && a.given > 0 {
			err = &partial{err}
		}
		return a.spent(tokens), a.exchange.asked(), err
	})
}

// partial is the error of a reply that was begun and therefore not tried again.
type partial struct{ error }

// Unwrap is what went wrong.
func (e *partial) Unwrap() error { return e.error }

// attemptInDialect sends the request, in other words where the service
// refuses its form.
func (c *Chat) attemptInDialect(ctx context.Context, messages []rag.Message, onText func(string) error) (*attempt, error) {
	for {
		d := *c.dialect.Load()
		a, err := c.attempt(ctx, d, messages, onText)
		var status *StatusError
		if a.given > 0 || !errors.As(err, &status) {
			return a, err
		}
		if !d.learn(status, c.Model) {
			return a, tooLong(status)
		}
		c.dialect.Store(&d)
		c.Log.Info("model service wants another form of request", "model", c.Model, "err", err)
	}
}

// tooLong recognises that a service finds the prompt too long.
func tooLong(e *StatusError) error {
	said := strings.ToLower(e.Message)
	if e.Code == "context_length_exceeded" || strings.Contains(said, "maximum context length") ||
		strings.Contains(said, "context size") {
		return fmt.Errorf("%w: %w", rag.ErrPromptTooLong, e)
	}
	return e
}
