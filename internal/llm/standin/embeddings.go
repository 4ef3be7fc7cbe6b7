package standin

import (
	"encoding/json"
	"hash/fnv"
	"math"
	"net/http"

	openai "github.com/sashabaranov/go-openai"

	"newsdesk/rag/text"
)

// embeddingModel is the model that makes vectors; any other name does as well.
const embeddingModel = "standin-embed"

// EmbeddingDim is the length of a vector.
const EmbeddingDim = 64

// embeddings serves /v1/embeddings: a text's words, each hashed to a place and
// a sign. Texts that share words are near one another; the same text always
// has the same vector.
func (s *Server) embeddings(w http.ResponseWriter, r *http.Request) {
	var request struct {
		Input json.RawMessage
		Model string
	}
	err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxRequest)).Decode(&request)
	texts, ok := inputs(request.Input)
	if err != nil || !ok {
		fail(w, http.StatusBadRequest, "invalid_request_error", "'$.input' is invalid.")
		return
	}
	reply := openai.EmbeddingResponse{Object: "list", Model: openai.EmbeddingModel(request.Model)}
	for i, t := range texts {
		reply.Data = append(reply.Data, openai.Embedding{Object: "embedding", Index: i, Embedding: Embed(t)})
	}
	writeJSON(w, http.StatusOK, reply)
}

// inputs is one text or several.
func inputs(raw json.RawMessage) ([]string, bool) {
	var one string
	if json.Unmarshal(raw, &one) == nil {
		return []string{one}, true
	}
	var many []string
	return many, json.Unmarshal(raw, &many) == nil && len(many) > 0
}

// Embed is a text's unit vector.
func Embed(s string) []float32 {
	var sums [EmbeddingDim]float64
	sums[0] = 1e-3 // a text without words has a direction too
	for _, t := range text.Tokenize(s) {
		h := fnv.New64a()
		_, _ = h.Write([]byte(text.Stem(t.Folded)))
		bits := h.Sum64()
		sums[bits%EmbeddingDim] += 1 - 2*float64(bits>>63)
	}
	var square float64
	for _, x := range sums {
		square += x * x
	}
	v := make([]float32, EmbeddingDim)
	for i, x := range sums {
		v[i] = float32(x / math.Sqrt(square))
	}
	return v
}
