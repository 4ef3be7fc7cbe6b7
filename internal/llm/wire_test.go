package llm

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"newsdesk/internal/llm/standin"
	"newsdesk/rag"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const testKey = "sk-test-5ecre7k3y-never-to-be-seen"

// serve serves a handler in memory until the test ends, and returns how a model
// of it is reached.
func serve(t *testing.T, h http.Handler) Config {
	t.Helper()
	network := standin.Serve(h)
	t.Cleanup(network.Close)
	return Config{
		BaseURL: "http://model.test/v1", Key: testKey, Model: "m", HTTP: network.Client(),
		Log: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
}

// serveStandin serves the stand-in with a personality.
func serveStandin(t *testing.T, personality string) Config {
	t.Helper()
	c := serve(t, standin.New(standin.Config{Rand: rand.New(rand.NewPCG(1, 2)), Key: testKey}))
	c.Model = personality
	return c
}

// wire is a handler that answers with scripted bytes, one a request, the last
// for ever, and keeps the requests.
type wire struct {
	mu       sync.Mutex
	answers  []answer
	requests []recorded
}

type answer struct {
	status int
	header map[string]string
	body   string
	then   func(*http.Request) // after the body, such as a stall
}

type recorded struct {
	at     time.Time
	path   string
	header http.Header
	body   map[string]any
}

func (w *wire) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	a := w.record(r)
	for k, v := range a.header {
		rw.Header().Set(k, v)
	}
	if a.status != 0 {
		rw.WriteHeader(a.status)
	}
	io.WriteString(rw, a.body)
	if a.then != nil {
		rw.(http.Flusher).Flush()
		a.then(r)
	}
}

func (w *wire) record(r *http.Request) answer {
	b, _ := io.ReadAll(r.Body)
	got := recorded{at: time.Now(), path: r.URL.RequestURI(), header: r.Header.Clone()}
	_ = json.Unmarshal(b, &got.body)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.requests = append(w.requests, got)
	a := w.answers[0]
	if len(w.answers) > 1 {
		w.answers = w.answers[1:]
	}
	return a
}

// gaps are the times between the requests.
func (w *wire) gaps() []time.Duration {
	var gaps []time.Duration
	for i := 1; i < len(w.requests); i++ {
		gaps = append(gaps, w.requests[i].at.Sub(w.requests[i-1].at))
	}
	return gaps
}

func stall(r *http.Request) { <-r.Context().Done() }
func abort(*http.Request)   { panic(http.ErrAbortHandler) }

// sse is a stream of events.
func sse(events ...string) string {
	var b strings.Builder
	for _, e := range events {
		b.WriteString("data: " + e + "\n\n")
	}
	return b.String()
}

// delta is the event of a piece of text.
func delta(text string) string {
	b, _ := json.Marshal(text)
	return `{"choices":[{"index":0,"delta":{"content":` + string(b) + `},"finish_reason":null}]}`
}

const (
	roleEvent = `{"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}`
	stopEvent = `{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}`
	doneEvent = "[DONE]"
)

var good = answer{body: sse(roleEvent, delta("All "), delta("is well."), stopEvent, doneEvent)}

// ask generates, and returns the text that came.
func ask(ctx context.Context, c *Chat) (string, rag.Usage, error) {
	var b bytes.Buffer
	usage, err := c.Generate(ctx, []rag.Message{{Role: "user", Content: "How is it?"}}, func(s string) error {
		b.WriteString(s)
		return nil
	})
	return b.String(), usage, err
}
