package rag

import (
	"context"
	"errors"
)

// Generator writes text with a chat model. Implementations may be used by
// several goroutines, and bound the time and the length of a reply themselves.
type Generator interface {
	// Name is the model's, as shown beside its answers.
	Name() string
	// Generate sends the messages and calls onText with each piece of the
	// reply as it comes, in order and from the calling goroutine; pieces
	// are neither words nor sentences, and never empty. An error of onText
	// ends the request and is returned.
	//
	// Without an error the reply is whole and was not empty. With one, what
	// onText was given is the beginning of a reply whose last sentence may
	// be unfinished; nothing is ever taken back. A prompt beyond what the
	// model takes is an error that wraps ErrPromptTooLong, before any text.
	// A cancelled context ends the request at once. Usage is what was used,
	// with an error too.
	Generate(ctx context.Context, messages []Message, onText func(string) error) (Usage, error)
}

// Message is one message of a chat. Role is "system", "user" or "assistant".
type Message struct{ Role, Content string }

// Usage counts the tokens of a request; estimated where the service does not say.
type Usage struct{ PromptTokens, CompletionTokens int }

// plus is the sum of two usages.
func (u Usage) plus(v Usage) Usage {
	return Usage{u.PromptTokens + v.PromptTokens, u.CompletionTokens + v.CompletionTokens}
}

// ErrPromptTooLong says that a prompt must be cut before a model can take it.
var ErrPromptTooLong = errors.New("the prompt is too long for the model")
