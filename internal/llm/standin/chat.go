package standin

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	openai "github.com/sashabaranov/go-openai"
)

// exchange is one chat request and its reply.
type exchange struct {
	*Server
	w           http.ResponseWriter
	ctx         context.Context //nolint:containedctx // of the one request that it is
	request     openai.ChatCompletionRequest
	personality string
	reply       string // the text
}

// PersonalityHeader names in a reply who wrote it: 'mixed' does not tell.
const PersonalityHeader = "X-Standin-Personality"

// maxRequest bounds a request's body.
const maxRequest = 8 << 20

// chat serves /v1/chat/completions.
func (s *Server) chat(w http.ResponseWriter, r *http.Request) {
	x := &exchange{Server: s, w: w, ctx: r.Context()}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxRequest)).Decode(&x.request); err != nil {
		fail(w, http.StatusBadRequest, "invalid_request_error", "We could not parse the JSON body of your request.")
		return
	}
	random := s.random()
	x.personality = named(x.request.Model, random)
	write, writes := writers[x.personality]
	misbehave, fails := failures[x.personality]
	if !writes && !fails {
		fail(w, http.StatusNotFound, "model_not_found", fmt.Sprintf("The model %q does not exist.", x.request.Model))
		return
	}
	w.Header().Set(PersonalityHeader, x.personality)
	if !writes {
		write = faithful
	}
	p := read(x.request.Messages)
	lines := write(p, random)
	if p.standalone {
		lines = followUp(p)
	}
	x.say(lines)
	if fails {
		misbehave(x)
		return
	}
	x.send(x.reply)
}

// say makes the text of the reply, and tells who listens.
func (x *exchange) say(lines []Line) {
	parts := make([]string, len(lines))
	for i, l := range lines {
		parts[i] = l.String()
	}
	x.reply = strings.Join(parts, " ")
	if x.config.Said != nil {
		x.config.Said(Reply{x.personality, lines})
	}
}

// String is the sentence with its citations before its full stop, or after a
// quotation mark that ends it.
func (l Line) String() string {
	if len(l.Cites) == 0 {
		return l.Text
	}
	var cites strings.Builder
	for _, n := range l.Cites {
		cites.WriteString("[" + strconv.Itoa(n) + "]")
	}
	body, stop := unstopped(l.Text)
	return body + " " + cites.String() + stop
}

// send sends a whole reply, in the form that is asked for.
func (x *exchange) send(reply string) {
	if !x.request.Stream {
		x.sendWhole(openai.ChatCompletionMessage{Role: openai.ChatMessageRoleAssistant, Content: reply}, openai.FinishReasonStop)
		return
	}
	x.begin()
	x.words(reply)
	x.finish(openai.FinishReasonStop)
}

// sendWhole sends a reply in one piece.
func (x *exchange) sendWhole(m openai.ChatCompletionMessage, why openai.FinishReason) {
	writeJSON(x.w, http.StatusOK, openai.ChatCompletionResponse{
		ID: "chatcmpl-standin", Object: "chat.completion", Model: x.personality, Usage: *x.usage(m.Content),
		Choices: []openai.ChatCompletionChoice{{Message: m, FinishReason: why}},
	})
}

// usage counts words as tokens.
func (x *exchange) usage(reply string) *openai.Usage {
	prompt := 0
	for _, m := range x.request.Messages {
		prompt += len(strings.Fields(m.Content))
	}
	n := len(strings.Fields(reply))
	return &openai.Usage{PromptTokens: prompt, CompletionTokens: n, TotalTokens: prompt + n}
}

// begin begins a stream, with the empty piece that most services send.
func (x *exchange) begin() {
	x.w.Header().Set("Content-Type", "text/event-stream")
	x.event(openai.ChatCompletionStreamChoice{Delta: openai.ChatCompletionStreamChoiceDelta{Role: openai.ChatMessageRoleAssistant}})
}

// words streams a text, a word a piece.
func (x *exchange) words(s string) {
	for word := range strings.SplitAfterSeq(s, " ") {
		if x.ctx.Err() != nil {
			return
		}
		x.piece(word)
		x.pause()
	}
}

func (x *exchange) piece(s string) {
	x.event(openai.ChatCompletionStreamChoice{Delta: openai.ChatCompletionStreamChoiceDelta{Content: s}})
}

// pause keeps the pace.
func (x *exchange) pause() {
	if x.config.Pace <= 0 {
		return
	}
	select {
	case <-x.ctx.Done():
	case <-time.After(x.config.Pace):
	}
}

// finish ends a stream, with the usage where it is asked for.
func (x *exchange) finish(why openai.FinishReason) {
	x.event(openai.ChatCompletionStreamChoice{FinishReason: why})
	if o := x.request.StreamOptions; o != nil && o.IncludeUsage {
		x.data(x.chunk(nil, x.usage(x.reply)))
	}
	fmt.Fprint(x.w, "data: [DONE]\n\n")
}

func (x *exchange) event(choice openai.ChatCompletionStreamChoice) {
	x.data(x.chunk([]openai.ChatCompletionStreamChoice{choice}, nil))
}

func (x *exchange) chunk(choices []openai.ChatCompletionStreamChoice, u *openai.Usage) openai.ChatCompletionStreamResponse {
	if choices == nil {
		choices = []openai.ChatCompletionStreamChoice{}
	}
	return openai.ChatCompletionStreamResponse{
		ID: "chatcmpl-standin", Object: "chat.completion.chunk", Model: x.personality, Choices: choices, Usage: u,
	}
}

// data sends one event.
func (x *exchange) data(v any) {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // these types can be written as JSON
	}
	fmt.Fprintf(x.w, "data: %s\n\n", b)
	if f, ok := x.w.(http.Flusher); ok {
		f.Flush()
	}
}
