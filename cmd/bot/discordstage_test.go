package main

import (
	"bytes"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	modelstandin "newsdesk/internal/llm/standin"
)

// modelKey is a word that no message and no log may hold.
const modelKey = "sk-never-to-be-seen"

// stage is a model's service whose personality the test changes between two
// questions, and whose reply it can hold.
type stage struct {
	*httptest.Server

	mu          sync.Mutex
	service     http.Handler
	personality string
	lines       []modelstandin.Line // all that was said of since the last act
	hold        chan struct{}       // nil, or what the end of a reply waits for
}

// newStage starts the service, and has the bots that are started use it.
func newStage(t *testing.T) *stage {
	s := &stage{}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	t.Setenv("OPENAI_BASE_URL", s.URL+"/v1")
	t.Setenv("OPENAI_API_KEY", modelKey)
	t.Setenv("OPENAI_MODEL", "on-stage")
	return s
}

func (s *stage) said(r modelstandin.Reply) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lines = append(s.lines, r.Lines...)
}

// act has a personality answer from now on, always by the same dice: with these
// the faithful one says three sentences. Held, its replies do not end, in
// whichever way, before the function that it returns is called.
func (s *stage) act(personality string, held bool) (goOn func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.service = modelstandin.New(modelstandin.Config{Rand: rand.New(rand.NewPCG(8, 4)), Key: modelKey, Said: s.said})
	s.personality, s.lines, s.hold = personality, nil, nil
	if !held {
		return func() {}
	}
	hold := make(chan struct{})
	s.hold = hold
	return sync.OnceFunc(func() { close(hold) })
}

// lies are the sentences of which their writer knew that they are false.
func (s *stage) lies() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []string
	for _, l := range s.lines {
		if l.False {
			all = append(all, l.Text)
		}
	}
	return all
}

// ServeHTTP serves a request as one to the personality on stage.
func (s *stage) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	service, personality, hold := s.service, s.personality, s.hold
	s.mu.Unlock()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	body = bytes.Replace(body, []byte(`"model":"on-stage"`), []byte(`"model":"`+personality+`"`), 1)
	r.Body = io.NopCloser(bytes.NewReader(body))
	wait := func() {
		if hold != nil {
			select {
			case <-hold:
			case <-r.Context().Done():
			}
		}
	}
	defer func() {
		if p := recover(); p != nil { // the service breaks the connection
			wait()
			panic(p)
		}
	}()
	service.ServeHTTP(&heldWriter{w, wait}, r)
}

// heldWriter waits before the event that ends a stream.
type heldWriter struct {
	http.ResponseWriter
	wait func()
}

func (w *heldWriter) Write(p []byte) (int, error) {
	if bytes.Contains(p, []byte(`"finish_reason":"stop"`)) {
		w.wait()
	}
	return w.ResponseWriter.Write(p)
}

func (w *heldWriter) Flush() { w.ResponseWriter.(http.Flusher).Flush() }
