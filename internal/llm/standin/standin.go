// Package standin is a model server for tests and for trying things out by
// hand: it speaks the OpenAI-compatible API, streamed and not, and has one
// personality for each way in which a model can be wrong or a service fail. The
// name of the model in a request chooses it; [Personalities] lists them.
//
// It writes from the prompts of package prompts, as a model would: it finds the
// fence, reads the passages and the question between, and knows nothing else.
// What it says of its own sentences ([Config].Said) is known to be true or
// false, so that a verifier can be scored on it. It measures nothing itself,
// and resembles a model in form only.
//
// Start with [New]; `go run ./internal/llm/standin/cmd` serves it.
package standin

import (
	"crypto/subtle"
	"encoding/json"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"

	openai "github.com/sashabaranov/go-openai"
)

// Config is what a server is made of.
type Config struct {
	Rand *rand.Rand    // required; the server draws from it alone
	Key  string        // the key that requests must carry; "" takes any
	Pace time.Duration // between two words of a stream; 0 is at once
	// Said is called with each reply before it is sent; nil for nobody. It
	// may be called by several goroutines.
	Said func(Reply)
}

// Reply is what a personality wrote.
type Reply struct {
	Personality string
	Lines       []Line
}

// Line is one sentence of a reply.
type Line struct {
	Text  string // without its citations
	Cites []int
	// False says that no passage holds the sentence: it was altered or made
	// up. A true sentence may still cite the wrong passage.
	False bool
}

// Server is the model server, an http.Handler.
type Server struct {
	config Config
	mux    *http.ServeMux

	mu   sync.Mutex // guards what follows, and config.Rand
	busy bool       // whether busy-once turned the last request away
}

// New returns a server.
func New(c Config) *Server {
	s := &Server{config: c, mux: http.NewServeMux()}
	s.mux.HandleFunc("GET /v1/models", s.models)
	s.mux.HandleFunc("POST /v1/chat/completions", s.chat)
	s.mux.HandleFunc("POST /v1/embeddings", s.embeddings)
	return s
}

// ServeHTTP serves the API.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	given := r.Header.Get("Authorization")
	if s.config.Key != "" && subtle.ConstantTimeCompare([]byte(given), []byte("Bearer "+s.config.Key)) == 0 {
		fail(w, http.StatusUnauthorized, "invalid_api_key", "Incorrect API key provided.")
		return
	}
	s.mux.ServeHTTP(w, r)
}

// models lists the personalities as models.
func (s *Server) models(w http.ResponseWriter, _ *http.Request) {
	var list openai.ModelsList
	for _, name := range append(Personalities(), embeddingModel) {
		list.Models = append(list.Models, openai.Model{ID: name, Object: "model", OwnedBy: "newsdesk"})
	}
	writeJSON(w, http.StatusOK, list)
}

// random is a source for one request, drawn from the server's.
func (s *Server) random() *rand.Rand {
	s.mu.Lock()
	defer s.mu.Unlock()
	return rand.New(rand.NewPCG(s.config.Rand.Uint64(), s.config.Rand.Uint64()))
}

// fail answers with an error in the API's form.
func fail(w http.ResponseWriter, status int, code, message string) {
	writeJSON(w, status, openai.ErrorResponse{Error: &openai.APIError{Code: code, Type: code, Message: message}})
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // who went away does not hear
}
