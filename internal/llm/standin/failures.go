package standin

import (
	"fmt"
	"net/http"
	"strings"

	openai "github.com/sashabaranov/go-openai"
)

// failure serves a request badly.
type failure func(*exchange)

// stall says nothing until the client goes.
func (x *exchange) stall() { <-x.ctx.Done() }

// stallMidway says half, and then nothing.
func (x *exchange) stallMidway() {
	x.half()
	x.stall()
}

// die ends the connection before a word.
func (x *exchange) die() { panic(http.ErrAbortHandler) }

// dieMidway ends the connection after half.
func (x *exchange) dieMidway() {
	x.half()
	x.die()
}

// half sends half of the reply; where it is to come whole, half of its JSON.
func (x *exchange) half() {
	half := x.reply[:strings.LastIndexByte(x.reply[:len(x.reply)/2+1], ' ')+1]
	if x.request.Stream {
		x.begin()
		x.words(half)
		return
	}
	x.w.Header().Set("Content-Type", "application/json")
	fmt.Fprintf(x.w, `{"choices":[{"message":{"role":"assistant","content":%q`, half)
	if f, ok := x.w.(http.Flusher); ok {
		f.Flush()
	}
}

// busyOnce turns away every other request.
func (x *exchange) busyOnce() {
	x.mu.Lock()
	x.Server.busy = !x.Server.busy
	away := x.Server.busy
	x.mu.Unlock()
	if away {
		x.busy()
		return
	}
	x.send(x.reply)
}

// busy asks for a second's patience, for ever.
func (x *exchange) busy() {
	x.w.Header().Set("Retry-After", "1")
	fail(x.w, http.StatusTooManyRequests, "rate_limit_exceeded", "Rate limit reached. Please try again in 1s.")
}

func (x *exchange) noQuota() {
	fail(x.w, http.StatusTooManyRequests, "insufficient_quota", "You exceeded your current quota, please check your plan and billing details.")
}

func (x *exchange) fail() {
	fail(x.w, http.StatusInternalServerError, "server_error", "The server had an error while processing your request.")
}

func (x *exchange) webPage() {
	x.w.Header().Set("Content-Type", "text/html")
	fmt.Fprint(x.w, "<!DOCTYPE html><html><title>Welcome</title><body>Please log in.</body></html>")
}

func (x *exchange) invalidJSON() {
	if x.request.Stream {
		x.begin()
		fmt.Fprint(x.w, "data: {\"choices\": [{]}\n\ndata: [DONE]\n\n")
		return
	}
	x.w.Header().Set("Content-Type", "application/json")
	fmt.Fprint(x.w, `{"choices": [{]}`)
}

func (x *exchange) emptyChoices() {
	if x.request.Stream {
		x.data(x.chunk(nil, nil))
		fmt.Fprint(x.w, "data: [DONE]\n\n")
		return
	}
	writeJSON(x.w, http.StatusOK, openai.ChatCompletionResponse{Choices: []openai.ChatCompletionChoice{}})
}

func (x *exchange) emptyText() { x.send("") }

func (x *exchange) onlyToolCall() {
	call := openai.ToolCall{ID: "call_1", Type: openai.ToolTypeFunction, Function: openai.FunctionCall{Name: "search", Arguments: "{}"}}
	if !x.request.Stream {
		x.sendWhole(openai.ChatCompletionMessage{
			Role: openai.ChatMessageRoleAssistant, ToolCalls: []openai.ToolCall{call},
		}, openai.FinishReasonToolCalls)
		return
	}
	x.begin()
	x.event(openai.ChatCompletionStreamChoice{Delta: openai.ChatCompletionStreamChoiceDelta{ToolCalls: []openai.ToolCall{call}}})
	x.finish(openai.FinishReasonToolCalls)
}

// veryLong says ten megabytes, of which the beginning is an answer.
func (x *exchange) veryLong() {
	const size, piece = 10 << 20, "The report goes on at length [1]. "
	block := strings.Repeat(piece, 64)
	if !x.request.Stream {
		x.send(x.reply + " " + strings.Repeat(block, size/len(block)))
		return
	}
	x.begin()
	x.words(x.reply + " ")
	for sent := 0; sent < size && x.ctx.Err() == nil; sent += len(block) {
		x.piece(block)
	}
	x.finish(openai.FinishReasonStop)
}

// unstreamed sends the reply in one piece, whatever is asked for.
func (x *exchange) unstreamed() {
	x.request.Stream = false
	x.send(x.reply)
}

// thinkAloud leaves the model's thoughts in the text.
func (x *exchange) thinkAloud() {
	x.send("<think>The user asks about the passages. Forty-two of them, maybe [3].</think>\n\n" + x.reply)
}
