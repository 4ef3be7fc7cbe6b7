// Package encoder turns English sentences into vectors without a network: Universal Sentence Encoder lite, read from
// weights that are embedded in the binary, computed in Go with assembly for the matrix product on amd64.
//
// It does not cut articles into windows, and it does not cache: feed it windows of 40 to 80 words, since only the first
// [MaxTokens] word pieces of a text count. The origin and licence of the weights are in README.md.
//
// Start at [Model.Embed]; a text then passes through fold and [Model.Tokens] (tokens.go, lattice over trie.go), is put in
// a batch with others (batch.go), and goes through the graph (forward.go, attention.go), whose work is nearly all in
// the matrix product (product.go, over the kernels of kernel*.go and *.s).
package encoder

import (
	"context"
	_ "embed"
	"sync"
)

const (
	// MaxTokens is how many word pieces of a text the model reads; the rest is cut off. It is a property of the
	// original, which was trained so.
	MaxTokens = 128

	dim  = 512
	name = "use-lite-512-v1"
)

var (
	//go:embed use_int8.bin
	weightFile []byte
	//go:embed vocab.tsv
	vocabFile string
)

// Model is the encoder. It is safe for concurrent use: after New it is only read.
type Model struct {
	vocab  *vocabulary
	net    *network
	kernel kernel
	runs   sync.Pool // of *run
}

// New returns the encoder. The weights are decoded once, at the first call, into about 20 MB that all models share; the
// error tells of files that were damaged before they were embedded.
func New() (*Model, error) {
	return shared()
}

var shared = sync.OnceValues(func() (*Model, error) { return load(weightFile, vocabFile) })

func load(weights []byte, vocab string) (*Model, error) {
	v, err := newVocabulary(vocab)
	if err != nil {
		return nil, err
	}
	n, err := newNetwork(weights)
	if err != nil {
		return nil, err
	}
	return newModel(v, n, kernels()[0]), nil
}

func newModel(v *vocabulary, n *network, k kernel) *Model {
	m := &Model{vocab: v, net: n, kernel: k}
	m.runs.New = func() any { return &run{net: n, kernel: k} }
	return m
}

// Name identifies model, dimension and version; vectors of different names must not be compared. It changes with
// whatever changes the vectors beyond rounding.
func (m *Model) Name() string { return name }

// Dim is the length of every vector: 512.
func (m *Model) Dim() int { return dim }

// Embed returns for each text one vector of length 1 with [Model.Dim] numbers, in the order of the texts, or nil for a
// text without tokens (empty or only white space).
//
// Letters are lower-cased and runs of white space count as one space, which is how the retrieval weights were measured.
// Only the first [MaxTokens] tokens count. A text's vector does not depend on the texts beside it. Embed uses up to
// GOMAXPROCS goroutines, all finished when it returns. When ctx ends it returns ctx.Err() and no vectors; it
// has no other error.
func (m *Model) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	tokens := make([][]int, len(texts))
	for i, text := range texts {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		tokens[i] = m.vocab.segment(fold(text), MaxTokens)
	}
	return m.encode(ctx, tokens)
}

// Tokens returns the word piece ids of s, as the original's tokenizer finds them: the most probable segmentation after
// NFKC, a run of unknown characters being one id 0. It neither lower-cases nor stops at [MaxTokens], but it reads only
// the first 16 KiB of s, before and after NFKC.
func (m *Model) Tokens(s string) []int {
	return m.vocab.segment(s, maxBytes)
}
