package llm

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"net/url"
	"slices"
	"strings"
	"time"

	openai "github.com/sashabaranov/go-openai"

	"newsdesk/rag"
)

// Embedder embeds through an API. It may be used by several goroutines.
type Embedder struct {
	Config
	endpoint openai.ClientConfig
	dim      int
}

var _ rag.Embedder = (*Embedder)(nil)

// embedBatch is how many texts go in one request: what OpenAI, Ollama and vLLM
// all take, at some 80 words a text well below their limits of tokens.
const embedBatch = 64

// Bounds of a request for vectors. Five tries outlast a busy service, and who
// waits for a question's vector bounds it with the context. A batch takes a
// local model on a slow machine some ten seconds; 64 vectors of 4096 numbers in
// JSON are 6 MB.
const (
	embedTries = 5
	embedTime  = 60 * time.Second
	embedBytes = 32 << 20
)

// embedTotal bounds a call of Embed with all its requests. The library asks for
// some hundred vectors at a time, which is under a minute on a slow machine; the
// rest is for a service that asks to be left alone for a while.
const embedTotal = 3 * time.Minute

// probeText is embedded once to learn a model's dimension.
const probeText = "news"

// probeTries is a single one: whoever starts waits for it, and has other
// encoders where the service is down.
const probeTries = 1

// NewEmbedder returns an embedder for a model. It asks the model once for one
// vector to learn its dimension, and fails where that fails; ctx bounds the wait.
func NewEmbedder(ctx context.Context, c Config) (*Embedder, error) {
	c = c.orDefault()
	e := &Embedder{Config: c, endpoint: c.endpoint()}
	vectors, err := e.request(ctx, []string{probeText}, probeTries)
	if err != nil {
		return nil, fmt.Errorf("reach the embedding model %s: %w", c.Model, err)
	}
	if e.dim = len(vectors[0]); e.dim == 0 {
		return nil, fmt.Errorf("reach the embedding model %s: it returned an empty vector", c.Model)
	}
	return e, nil
}

// Name tells the model, its dimension and, where an address is set, the
// service: two services may have other models under the same name.
func (e *Embedder) Name() string {
	name := fmt.Sprintf("api-%s-%d", e.Model, e.dim)
	if e.BaseURL == "" {
		return name
	}
	return name + "-" + serviceHash(e.BaseURL)
}

// serviceHash tells hosts apart, with their ports, without naming them.
func serviceHash(baseURL string) string {
	host := baseURL
	if u, err := url.Parse(baseURL); err == nil && u.Host != "" {
		host = strings.ToLower(u.Host)
	}
	const bytes = 4 // a newsroom has few services
	sum := sha256.Sum256([]byte(host))
	return hex.EncodeToString(sum[:bytes])
}

// Dim is the length of a vector.
func (e *Embedder) Dim() int { return e.dim }

// Embed returns one unit vector a text, nil for a text of white space. Requests
// are tried again where that may help; all succeed or none is returned. A call
// ends within three minutes; who has thousands of texts calls again.
func (e *Embedder) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, embedTotal, overdue("not all vectors", embedTotal))
	defer cancel()
	all := make([][]float32, len(texts))
	for places := range slices.Chunk(worded(texts), embedBatch) {
		if err := e.embed(ctx, texts, places, all); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// worded lists the places of the texts that are not only white space.
func worded(texts []string) []int {
	var places []int
	for i, text := range texts {
		if strings.TrimSpace(text) != "" {
			places = append(places, i)
		}
	}
	return places
}

// embed puts the vectors of the texts at some places into all.
func (e *Embedder) embed(ctx context.Context, texts []string, places []int, all [][]float32) error {
	batch := make([]string, len(places))
	for i, place := range places {
		batch[i] = texts[place]
	}
	vectors, err := e.request(ctx, batch, embedTries)
	if err != nil {
		return err
	}
	for i, v := range vectors {
		if all[places[i]], err = e.unit(v); err != nil {
			return err
		}
	}
	return nil
}

// request embeds one batch; the vectors come in the order of the texts.
func (e *Embedder) request(ctx context.Context, texts []string, tries uint) ([][]float32, error) {
	response, err := retry(ctx, retrier{e.Config, tries}, func() (openai.EmbeddingResponse, time.Duration, error) {
		return e.send(ctx, texts)
	})
	if err == nil {
		var vectors [][]float32
		if vectors, err = inOrder(response.Data, len(texts)); err == nil {
			return vectors, nil
		}
	}
	return nil, fmt.Errorf("embed %d texts: %w", len(texts), err)
}

// send sends a batch once, and says how long to wait after an error.
func (e *Embedder) send(ctx context.Context, texts []string) (openai.EmbeddingResponse, time.Duration, error) {
	ctx, dog := watch(ctx)
	defer dog.stop()
	x := &exchange{Config: e.Config, watch: dog, limit: embedBytes}
	x.Limits.FirstToken = embedTime
	defer x.close()
	x.expectFirst()
	response, err := x.client(e.endpoint).CreateEmbeddings(ctx, openai.EmbeddingRequest{
		Input: texts, Model: openai.EmbeddingModel(e.Model),
	})
	if err != nil && ctx.Err() != nil {
		err = context.Cause(ctx)
	} else if err != nil {
		err = e.explain(cutJSON(err))
	}
	return response, x.asked(), err
}

// inOrder puts n vectors in the order of their texts.
func inOrder(data []openai.Embedding, n int) ([][]float32, error) {
	vectors := make([][]float32, n)
	for _, d := range data {
		if d.Index < 0 || d.Index >= n || vectors[d.Index] != nil {
			return nil, fmt.Errorf("the answer has a vector too many, for text %d", d.Index)
		}
		vectors[d.Index] = d.Embedding
	}
	for i, v := range vectors {
		if v == nil {
			return nil, fmt.Errorf("the answer has no vector for text %d", i)
		}
	}
	return vectors, nil
}

// unit returns a vector of the model's dimension at unit length.
func (e *Embedder) unit(v []float32) ([]float32, error) {
	if len(v) != e.dim {
		return nil, fmt.Errorf("the model %s returned %d dimensions after %d: is it another model under the same name?",
			e.Model, len(v), e.dim)
	}
	var sum float64
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	norm := math.Sqrt(sum)
	if !(norm > 0) || math.IsInf(norm, 0) {
		return nil, errors.New("the model returned a vector without a direction")
	}
	unit := make([]float32, len(v))
	for i, x := range v {
		unit[i] = float32(float64(x) / norm)
	}
	return unit, nil
}
