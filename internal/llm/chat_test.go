package llm

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"newsdesk/rag"
)

// TestReplies holds what comes of each form of reply on the wire: the text, and
// the error.
func TestReplies(t *testing.T) {
	length := `{"choices":[{"index":0,"delta":{},"finish_reason":"length"}]}`
	filter := `{"choices":[{"index":0,"delta":{},"finish_reason":"content_filter"}]}`
	tool := `{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"1","type":"function","function":{"name":"f","arguments":"{}"}}]}}]}`
	whole := func(message string) string {
		return `{"id":"1","choices":[{"index":0,"message":` + message + `,"finish_reason":"stop"}]}`
	}
	for _, c := range []struct {
		name   string
		answer answer
		text   string
		err    error
	}{
		{"stream", good, "All is well.", nil},
		{"no finish reason", answer{body: sse(delta("All."), doneEvent)}, "All.", nil},
		{"no space after data:", answer{body: "data:" + delta("All.") + "\n\ndata:[DONE]\n\n"}, "All.", nil},
		{"no [DONE]", answer{body: sse(delta("All."), stopEvent)}, "All.", nil},
		{"comments and events", answer{body: ": ping\n\nevent: x\n" + sse(delta("All."), stopEvent, doneEvent)}, "All.", nil},
		{"many comments", answer{body: strings.Repeat(": ping\n\n", 2000) + sse(delta("All."), doneEvent)}, "All.", nil},
		{"DONE in the text", answer{body: sse(delta("data: [DONE]"))}, "data: [DONE]", ErrTruncated},
		{"thoughts", answer{body: sse(delta("<thi"), delta("nk>40 men</thi"), delta("nk>\n\nAll."), doneEvent)}, "All.", nil},
		{"reasoning apart", answer{body: sse(`{"choices":[{"delta":{"reasoning_content":"hm"}}]}`, delta("All."), doneEvent)}, "All.", nil},
		{"whole though streamed", answer{body: whole(`{"role":"assistant","content":"All."}`)}, "All.", nil},
		{"whole without text", answer{body: whole(`{"role":"assistant","content":null}`)}, "", ErrEmptyReply},
		{"whole without choices", answer{body: `{"choices":[]}`}, "", ErrEmptyReply},
		{"whole tool call", answer{body: whole(`{"role":"assistant","tool_calls":[{"id":"1","type":"function","function":{"name":"f"}}]}`)}, "", ErrToolCall},
		{"whole with an error", answer{body: `{"error":{"message":"no such model","code":"model_not_found"}}`}, "", &StatusError{}},
		{"whole broken JSON", answer{body: `{"choices":[{]}`}, "", ErrInvalidReply},
		{"whole JSON without end", answer{body: `{"choices":[{"message":`}, "", ErrTruncated},
		{"cut off", answer{body: sse(delta("All."), length, doneEvent)}, "All.", ErrCutOff},
		{"withheld", answer{body: sse(delta("All"), filter, doneEvent)}, "All", ErrFiltered},
		{"refusal", answer{body: sse(`{"choices":[{"delta":{"refusal":"No."}}]}`, stopEvent, doneEvent)}, "", ErrFiltered},
		{"tool call", answer{body: sse(roleEvent, tool, doneEvent)}, "", ErrToolCall},
		{"empty", answer{body: sse(roleEvent, stopEvent, doneEvent)}, "", ErrEmptyReply},
		{"white space", answer{body: sse(delta(" \n"), stopEvent, doneEvent)}, "", ErrEmptyReply},
		{"only thoughts", answer{body: sse(delta("<think>hm"), stopEvent, doneEvent)}, "", ErrEmptyReply},
		{"no choices", answer{body: sse(`{"choices":[]}`, doneEvent)}, "", ErrEmptyReply},
		{"broken JSON", answer{body: sse(delta("All"), `{"choices":[{]}`)}, "All", ErrInvalidReply},
		{"truncated", answer{body: sse(delta("All"))}, "All", ErrTruncated},
		{"died", answer{body: sse(delta("All")), then: abort}, "All", ErrTruncated},
		{"error in the stream", answer{body: sse(delta("All"), `{"error":{"message":"oops","type":"server_error"}}`)}, "All", &StatusError{}},
		{"web page", answer{body: "\n<!DOCTYPE html><html>"}, "", ErrNotAPI},
		{"plain text", answer{body: "Internal error"}, "", ErrNotAPI},
		{"redirect", answer{status: 302, header: map[string]string{"Location": "http://elsewhere.test/"}}, "", ErrNotAPI},
		{"flood", answer{body: sse(delta("All "), delta(strings.Repeat("a", 70_000)))}, "All ", ErrTooLong},
		{"flood of one line", answer{body: "data: " + strings.Repeat("a", 9<<20)}, "", ErrTooLong},
		{"flood of thought", answer{body: strings.Repeat(sse(`{"choices":[{"delta":{"reasoning_content":"hm hm hm"}}]}`), 140_000)}, "", ErrTooLong},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				text, _, err := ask(t.Context(), NewChat(serve(t, &wire{answers: []answer{c.answer}})))
				if text != c.text || !isWanted(err, c.err) {
					t.Errorf("got %q, %v; want %q, %v", text, err, c.text, c.err)
				}
			})
		})
	}
}

func isWanted(err, want error) bool {
	if errors.As(want, new(*StatusError)) {
		return errors.As(err, new(*StatusError))
	}
	return errors.Is(err, want) || errors.Is(want, errAny) && err != nil
}

func TestUsage(t *testing.T) {
	usage := `{"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":5,"total_tokens":12}}`
	w := &wire{answers: []answer{{body: sse(delta("All is well."), stopEvent, usage, doneEvent)}, good}}
	c := serve(t, w)
	c.Model = "gpt-4o"
	chat := NewChat(c)
	if _, got, err := ask(t.Context(), chat); err != nil || got != (rag.Usage{PromptTokens: 7, CompletionTokens: 5}) {
		t.Errorf("the service's count: %+v, %v", got, err)
	}
	// "How is it?" is 4 tokens, and 4 + 3 are around them; "All is well." is 4.
	if _, got, err := ask(t.Context(), chat); err != nil || got != (rag.Usage{PromptTokens: 11, CompletionTokens: 4}) {
		t.Errorf("counted: %+v, %v", got, err)
	}
	if o, _ := w.requests[0].body["stream_options"].(map[string]any); o["include_usage"] != true {
		t.Errorf("usage was not asked for: %v", w.requests[0].body)
	}
}

func TestRequest(t *testing.T) {
	w := &wire{answers: []answer{good}}
	if _, _, err := ask(t.Context(), NewChat(serve(t, w))); err != nil {
		t.Fatal(err)
	}
	r := w.requests[0]
	if r.path != "/v1/chat/completions" || r.header.Get("Authorization") != "Bearer "+testKey {
		t.Errorf("sent to %s with %v", r.path, r.header)
	}
	got := fmt.Sprint(r.body)
	want := "map[max_tokens:1000 messages:[map[content:How is it? role:user]] model:m stream:true " +
		"stream_options:map[include_usage:true] temperature:0.01]"
	if got != want {
		t.Errorf("sent %s, want %s", got, want)
	}
}

// TestTimeouts holds each limit of time to the second.
func TestTimeouts(t *testing.T) {
	slow := func(r *http.Request) { stall(r) }
	for name, c := range map[string]struct {
		answer answer
		text   string
		after  time.Duration
		says   string
	}{
		"first token":        {answer{then: slow}, "", 30 * time.Second, "no text"},
		"after the role":     {answer{body: sse(roleEvent), then: slow}, "", 30 * time.Second, "no text"},
		"idle":               {answer{body: sse(delta("All")), then: slow}, "All", 15 * time.Second, "no more text"},
		"idle in a line":     {answer{body: sse(delta("All")) + "data: {", then: slow}, "All", 15 * time.Second, "no more text"},
		"idle in an error":   {answer{status: 500, body: "{", then: slow}, "", 30 * time.Second, "no text"},
		"idle in whole JSON": {answer{body: `{"choices"`, then: slow}, "", 30 * time.Second, "no text"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				started := time.Now()
				w := &wire{answers: []answer{c.answer}}
				text, _, err := ask(t.Context(), NewChat(serve(t, w)))
				if !errors.Is(err, ErrTimeout) || !strings.Contains(err.Error(), c.says) || text != c.text {
					t.Errorf("got %q, %v", text, err)
				}
				if took := time.Since(started); took != c.after || len(w.requests) != 1 {
					t.Errorf("took %s and %d requests, want %s and one", took, len(w.requests), c.after)
				}
			})
		})
	}
}

func TestConnectTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		transport := &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			<-ctx.Done() // nobody accepts
			return nil, ctx.Err()
		}}
		defer transport.CloseIdleConnections()
		started := time.Now()
		_, _, err := ask(t.Context(), NewChat(Config{
			BaseURL: "http://model.test/v1", Model: "m", HTTP: &http.Client{Transport: transport},
		}))
		if !errors.Is(err, ErrTimeout) || !strings.Contains(err.Error(), "no connection") || time.Since(started) != defaultConnect {
			t.Errorf("after %s: %v", time.Since(started), err)
		}
	})
}

func TestTotalTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		drip := func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				fmt.Fprint(w, sse(delta("a ")))
				w.(http.Flusher).Flush()
				time.Sleep(time.Second)
			}
		}
		started := time.Now()
		_, usage, err := ask(t.Context(), NewChat(serve(t, http.HandlerFunc(drip))))
		if !errors.Is(err, ErrTimeout) || time.Since(started) != defaultTotal || usage.CompletionTokens == 0 {
			t.Errorf("after %s: %v, %+v", time.Since(started), err, usage)
		}
		time.Sleep(2 * time.Second) // the service sees that nobody listens
	})
}

// TestSilenceAfterTheEnd: a reply that ended is whole, though the service does
// not end the stream.
func TestSilenceAfterTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		started := time.Now()
		w := &wire{answers: []answer{{body: sse(delta("All."), stopEvent), then: stall}}}
		text, _, err := ask(t.Context(), NewChat(serve(t, w)))
		if text != "All." || err != nil || time.Since(started) != afterEnd {
			t.Errorf("after %s: %q, %v", time.Since(started), text, err)
		}
	})
}

func TestCancelEndsAtOnce(t *testing.T) {
	for name, a := range map[string]answer{
		"before a byte": {then: stall}, "midway": {body: sse(delta("All")), then: stall},
		"while waiting to try again": {status: 429, header: map[string]string{"Retry-After": "15"}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
				defer cancel()
				time.AfterFunc(3*time.Second, cancel)
				started := time.Now()
				_, _, err := ask(ctx, NewChat(serve(t, &wire{answers: []answer{a}})))
				if !errors.Is(err, context.Canceled) || time.Since(started) != 3*time.Second {
					t.Errorf("after %s: %v", time.Since(started), err)
				}
			})
		})
	}
}

func TestCallerCanStop(t *testing.T) {
	w := &wire{answers: []answer{{body: sse(delta("All"), delta("is well.")), then: stall}}}
	enough, calls := errors.New("enough"), 0
	_, err := NewChat(serve(t, w)).Generate(t.Context(), nil, func(string) error { calls++; return enough })
	if !errors.Is(err, enough) || calls != 1 || len(w.requests) != 1 {
		t.Errorf("%d calls, %d requests: %v", calls, len(w.requests), err)
	}
}

// TestSlowCaller: the time that the caller takes is not the service's.
func TestSlowCaller(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		chat := NewChat(serve(t, &wire{answers: []answer{good}}))
		_, err := chat.Generate(t.Context(), nil, func(string) error { time.Sleep(40 * time.Second); return nil })
		if err != nil {
			t.Error(err)
		}
	})
}

func TestPromptTooLong(t *testing.T) {
	w := &wire{answers: []answer{{status: 400, body: `{"error":{"message":"This model's maximum context length is 4096 tokens.","code":"context_length_exceeded"}}`}}}
	c := serve(t, w)
	c.Limits.Prompt = 50
	chat := NewChat(c)
	_, err := chat.Generate(t.Context(), []rag.Message{{Content: strings.Repeat("word ", 50)}}, nil)
	if !errors.Is(err, rag.ErrPromptTooLong) || len(w.requests) != 0 {
		t.Errorf("%d requests: %v", len(w.requests), err)
	}
	if _, _, err := ask(t.Context(), chat); !errors.Is(err, rag.ErrPromptTooLong) || len(w.requests) != 1 {
		t.Errorf("%d requests: %v", len(w.requests), err)
	}
}
