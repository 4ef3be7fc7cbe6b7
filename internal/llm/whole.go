package llm

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	openai "github.com/sashabaranov/go-openai"
)

// unstreamed reads a reply that comes whole though a stream was asked for.
func (a *attempt) unstreamed() error {
	var reply struct {
		openai.ChatCompletionResponse
		Error *openai.APIError `json:"error"`
	}
	if err := json.NewDecoder(a.exchange.body).Decode(&reply); err != nil {
		return cutJSON(err)
	}
	if reply.Error != nil {
		return reply.Error
	}
	return a.complete(reply.ChatCompletionResponse)
}

// receive asks for a reply in one piece, which is there when it is whole.
func (a *attempt) receive(ctx context.Context, request openai.ChatCompletionRequest) error {
	a.exchange.Limits.FirstToken = a.Limits.Total
	reply, err := a.exchange.client(a.endpoint).CreateChatCompletion(ctx, request)
	if err != nil {
		return cutJSON(err)
	}
	return a.complete(reply)
}

// cutJSON tells a reply that broke off from one that is no JSON.
func cutJSON(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("%w: its JSON has no end", ErrTruncated)
	}
	return err
}

// complete takes a reply in one piece.
func (a *attempt) complete(reply openai.ChatCompletionResponse) error {
	a.events++
	a.usage = reply.Usage
	if len(reply.Choices) == 0 {
		return fmt.Errorf("%w: it has no choices", ErrEmptyReply)
	}
	choice := reply.Choices[0]
	a.note(choice.FinishReason)
	a.tool = len(choice.Message.ToolCalls) > 0 || choice.Message.FunctionCall != nil
	a.withheld = choice.Message.Refusal != ""
	if a.finish == "" {
		a.finish = openai.FinishReasonStop // it came whole
	}
	if err := a.give(a.think.next(choice.Message.Content)); err != nil {
		return err
	}
	return a.end()
}
