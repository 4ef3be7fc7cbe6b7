package llm

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	openai "github.com/sashabaranov/go-openai"
)

func refusal(message string) answer {
	return answer{status: 400, body: fmt.Sprintf(`{"error":{"message":%q,"type":"invalid_request_error"}}`, message)}
}

// TestDialect: what a service refuses is left out, at once and from then on.
func TestDialect(t *testing.T) {
	whole := answer{body: `{"choices":[{"message":{"content":"All is well."}}]}`}
	for name, c := range map[string]struct {
		refused []string
		then    answer
		fields  []string // of the last request
	}{
		"usage": {[]string{"Unrecognized request argument supplied: stream_options"}, good,
			[]string{"max_tokens", "messages", "model", "stream", "temperature"}},
		"limit": {[]string{"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."}, good,
			[]string{"max_completion_tokens", "messages", "model", "stream", "stream_options", "temperature"}},
		"temperature": {[]string{"Unsupported value: 'temperature' does not support 0.01 with this model."}, good,
			[]string{"max_tokens", "messages", "model", "stream", "stream_options"}},
		"stream": {[]string{"streaming is not supported"}, whole,
			[]string{"max_tokens", "messages", "model", "temperature"}},
		"all": {[]string{"stream_options: extra fields not permitted", "max_tokens unknown", "temperature unknown", "'stream' must be false"}, whole,
			[]string{"max_completion_tokens", "messages", "model"}},
	} {
		t.Run(name, func(t *testing.T) {
			w := &wire{}
			for _, m := range c.refused {
				w.answers = append(w.answers, refusal(m))
			}
			w.answers = append(w.answers, c.then)
			chat := NewChat(serve(t, w))
			for range 2 {
				if text, _, err := ask(t.Context(), chat); err != nil || text != "All is well." {
					t.Fatalf("%q, %v", text, err)
				}
			}
			if len(w.requests) != len(c.refused)+2 {
				t.Errorf("%d requests for %d refusals", len(w.requests), len(c.refused))
			}
			if got := fields(w.requests[len(w.requests)-1].body); !slices.Equal(got, c.fields) {
				t.Errorf("sent %v, want %v", got, c.fields)
			}
		})
	}
}

func fields(body map[string]any) []string {
	var names []string
	for name, value := range body {
		if value != false {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func TestDialectEnds(t *testing.T) {
	w := &wire{answers: []answer{refusal("max_tokens, stream_options, temperature and stream: no")}}
	if _, _, err := ask(t.Context(), NewChat(serve(t, w))); err == nil || len(w.requests) > 5 {
		t.Errorf("%d requests: %v", len(w.requests), err)
	}
	w = &wire{answers: []answer{refusal("upstream said no")}}
	if _, _, err := ask(t.Context(), NewChat(serve(t, w))); err == nil || len(w.requests) != 1 {
		t.Errorf("%d requests: %v", len(w.requests), err)
	}
}

// TestModelsThatReason get the limit that go-openai sends for them, with room
// to think, and no temperature.
func TestModelsThatReason(t *testing.T) {
	for _, model := range []string{"o3-mini", "gpt-5", "gpt-5-mini", openai.GPT6Sol} {
		w := &wire{answers: []answer{good}}
		c := serve(t, w)
		c.Model = model
		if _, _, err := ask(t.Context(), NewChat(c)); err != nil {
			t.Errorf("%s: %v", model, err)
			continue
		}
		b := w.requests[0].body
		if b["max_completion_tokens"] != float64(defaultCompletion+reasoningTokens) || b["temperature"] != nil || b["max_tokens"] != nil {
			t.Errorf("%s: sent %v", model, b)
		}
	}
}

func TestEndpoints(t *testing.T) {
	for base, c := range map[string]struct{ uri, header, limit string }{
		"http://model.test/v1":  {"/v1/chat/completions", "Authorization", "max_tokens"},
		"http://model.test/v1/": {"/v1/chat/completions", "Authorization", "max_tokens"},
		"http://desk.openai.azure.com": {
			"/openai/deployments/m:1/chat/completions?api-version=2024-10-21", "Api-Key", "max_completion_tokens"},
		"http://desk.openai.azure.com/openai/deployments/own/chat/completions?api-version=2025-01-01": {
			"/openai/deployments/own/chat/completions?api-version=2025-01-01", "Api-Key", "max_completion_tokens"},
		"http://desk.cognitiveservices.azure.com/": {
			"/openai/deployments/m:1/chat/completions?api-version=2024-10-21", "Api-Key", "max_completion_tokens"},
		"http://desk.openai.azure.com/openai/v1/": {"/openai/v1/chat/completions", "Authorization", "max_completion_tokens"},
	} {
		w := &wire{answers: []answer{good}}
		config := serve(t, w)
		config.BaseURL, config.Model = base, "m:1"
		if _, _, err := ask(t.Context(), NewChat(config)); err != nil {
			t.Errorf("%s: %v", base, err)
			continue
		}
		r := w.requests[0]
		if r.path != c.uri || !strings.Contains(r.header.Get(c.header), testKey) || r.body[c.limit] == nil {
			t.Errorf("%s: sent to %s with %v and %v", base, r.path, r.header, fields(r.body))
		}
	}
	if got := (Config{}).orDefault().endpoint(); got.BaseURL != "https://api.openai.com/v1" || newDialect(got, "gpt-4o").oldLimit {
		t.Errorf("the default is %s", got.BaseURL)
	}
}

// TestNoRedirects: Azure's key would follow a redirect to any host.
func TestNoRedirects(t *testing.T) {
	w := &wire{answers: []answer{{status: 307, header: map[string]string{"Location": "http://elsewhere.test/"}}}}
	c := serve(t, w)
	c.BaseURL = "http://desk.openai.azure.com"
	if _, _, err := ask(t.Context(), NewChat(c)); err == nil || len(w.requests) != 1 {
		t.Errorf("%d requests: %v", len(w.requests), err)
	}
}
