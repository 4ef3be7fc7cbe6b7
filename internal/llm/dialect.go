package llm

import (
	"net/http"
	"regexp"
	"strings"

	openai "github.com/sashabaranov/go-openai"

	"newsdesk/rag"
)

// dialect is what of the API a service takes. It begins with what is known of
// the address and the model, and learns from refusals.
type dialect struct {
	oldLimit      bool // max_tokens in place of max_completion_tokens
	limitLearned  bool
	noUsage       bool // no stream_options
	noTemperature bool
	whole         bool // no streams
}

// temperature is next to none: an answer is to repeat passages, not to vary.
// go-openai leaves 0 out, which would mean 1.
const temperature = 0.01

// reasoningTokens is what models that think first may spend on it, beside the
// tokens of their text, which one limit bounds for both.
const reasoningTokens = 8000

// newDialect guesses: OpenAI's own service and Azure's call the limit
// max_completion_tokens, and everything else knows max_tokens.
func newDialect(endpoint openai.ClientConfig, model string) dialect {
	own := endpoint.APIType == openai.APITypeAzure || strings.Contains(endpoint.BaseURL, "//api.openai.com/") ||
		strings.Contains(endpoint.BaseURL, ".azure.com/")
	return dialect{oldLimit: !own && !reasons(model), noTemperature: reasons(model)}
}

// reasons reports whether a model by its name is one of OpenAI's that think
// first. They take no temperature, and go-openai does not send them max_tokens.
func reasons(model string) bool {
	name := baseName(model)
	for _, prefix := range []string{"o1", "o3", "o4", "gpt-5", "gpt-6"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// request is a chat's request in this dialect.
func (d dialect) request(model string, messages []rag.Message, l Limits) openai.ChatCompletionRequest {
	r := openai.ChatCompletionRequest{Model: model}
	for _, m := range messages {
		r.Messages = append(r.Messages, openai.ChatCompletionMessage{Role: m.Role, Content: m.Content})
	}
	switch {
	case d.oldLimit:
		r.MaxTokens = l.Completion //nolint:staticcheck // what Ollama, vLLM and llama.cpp know
	case reasons(model):
		r.MaxCompletionTokens = l.Completion + reasoningTokens
	default:
		r.MaxCompletionTokens = l.Completion
	}
	if !d.noTemperature {
		r.Temperature = temperature
	}
	if !d.whole && !d.noUsage {
		r.StreamOptions = &openai.StreamOptions{IncludeUsage: true}
	}
	return r
}

// learn changes the dialect by what a refusal names; false where it names
// nothing that could be changed. Each part changes once.
func (d *dialect) learn(e *StatusError, model string) bool {
	if !refusesForm(e.Status) {
		return false
	}
	says := func(word string) bool { return strings.Contains(strings.ToLower(e.Message), word) }
	switch {
	case says("stream_options") && !d.noUsage:
		d.noUsage = true
	case (says("max_tokens") || says("max_completion_tokens")) && !d.limitLearned && !reasons(model):
		d.oldLimit, d.limitLearned = !d.oldLimit, true
	case says("temperature") && !d.noTemperature:
		d.noTemperature = true
	case noStream.MatchString(e.Message) && !d.whole:
		d.whole = true
	default:
		return false
	}
	return true
}

// noStream is found where a refusal is about streams, and not about upstreams.
var noStream = regexp.MustCompile(`(?i)\bstream(ing)?\b`)

// refusesForm reports whether a status says that the form of a request is wrong.
func refusesForm(status int) bool {
	switch status {
	case http.StatusBadRequest, http.StatusUnprocessableEntity, http.StatusMethodNotAllowed,
		http.StatusUnsupportedMediaType, http.StatusNotImplemented:
		return true
	}
	return false
}
