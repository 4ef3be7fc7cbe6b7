// Package llm speaks to chat and embedding models through any service with an
// OpenAI-compatible API: OpenAI, Azure, Ollama, vLLM, llama.cpp.
//
// A request ends within its limits, whatever the service does: it is down,
// stalls, dies in the middle, answers with a web page or with ten megabytes.
// Each of these is an error of its own. The package knows nothing of coverage
// or answers, and judges no text. It takes its HTTP client, clock and logger
// from outside and never logs a key, a prompt or a reply.
//
// Start with [NewChat] and [NewEmbedder]; package standin has a model to try
// them on.
package llm

import (
	"fmt"
	"log/slog"
	"net/http"
	"time"
)

// Config is where a model is and how to reach it.
type Config struct {
	BaseURL string // "" means OpenAI's; of Azure the resource's address
	Key     string
	Model   string           // of Azure the deployment's name
	HTTP    *http.Client     // nil means one without limits of its own
	Log     *slog.Logger     // nil means silence
	Now     func() time.Time // nil means time.Now; what dates in headers are compared with
	Limits  Limits
}

// Limits bound a request. A zero field means its default.
type Limits struct {
	Connect    time.Duration // until there is a connection
	FirstToken time.Duration // from the connection to the first of the text
	Idle       time.Duration // from one piece of text to the next
	Total      time.Duration // of a request with all its retries
	Prompt     int           // tokens sent
	Completion int           // tokens received
	Text       int           // bytes of text received
}

// Defaults of Limits. A person waits: half a minute for the first word is what
// a local model with a prompt of this size takes on a slow machine, and nobody
// stays longer. The prompt is eight passages of 200 words, in Arabic some 500
// tokens each, with as much again for the rules and to spare. An answer is a few
// sentences, some 300 tokens; a reply of 64 KiB is none.
const (
	defaultConnect    = 5 * time.Second
	defaultFirstToken = 30 * time.Second
	defaultIdle       = 15 * time.Second
	defaultTotal      = 90 * time.Second
	defaultPrompt     = 8000
	defaultCompletion = 1000
	defaultText       = 64 << 10
)

// orDefault fills what is not set.
func (l Limits) orDefault() Limits {
	fill(&l.Connect, defaultConnect)
	fill(&l.FirstToken, defaultFirstToken)
	fill(&l.Idle, defaultIdle)
	fill(&l.Total, defaultTotal)
	fill(&l.Prompt, defaultPrompt)
	fill(&l.Completion, defaultCompletion)
	fill(&l.Text, defaultText)
	return l
}

func fill[T int | time.Duration](field *T, value T) {
	if *field <= 0 {
		*field = value
	}
}

// orDefault fills what is not set and keeps the client from following
// redirects, which would carry the prompt, and Azure's key, to another host.
func (c Config) orDefault() Config {
	client := http.Client{}
	if c.HTTP != nil {
		client = *c.HTTP
	}
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	c.HTTP = &client
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	c.Limits = c.Limits.orDefault()
	return c
}

// String names the model; the key is never printed.
func (c Config) String() string { return fmt.Sprintf("model %s", c.Model) }

// GoString is String.
func (c Config) GoString() string { return c.String() }

// LogValue is String.
func (c Config) LogValue() slog.Value { return slog.StringValue(c.String()) }
