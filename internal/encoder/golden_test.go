package encoder

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
)

// minCosine is what every kernel must reach against the vectors of the original. The int8 weights allow 0.9996 at
// best, and TestGolden logs what is reached.
const minCosine = 0.999

type golden struct {
	Text   string    `json:"text"`
	Tokens []int     `json:"tokens"`
	Vec    []float32 `json:"vec"`
}

func readGolden(t testing.TB) []golden {
	t.Helper()
	b, err := os.ReadFile("testdata/golden.json")
	if err != nil {
		t.Fatal(err)
	}
	var out []golden
	if err := json.Unmarshal(b, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestGolden takes the path of the original: no lower-casing.
func TestGolden(t *testing.T) {
	entries := readGolden(t)
	for name, m := range models(t) {
		t.Run(name, func(t *testing.T) {
			var tokens [][]int
			for _, g := range entries {
				ids := m.Tokens(g.Text)
				if !slices.Equal(ids, g.Tokens) {
					t.Errorf("Tokens(%q) = %v, want %v", g.Text, ids, g.Tokens)
				}
				tokens = append(tokens, ids[:min(len(ids), MaxTokens)])
			}
			vecs, err := m.encode(t.Context(), tokens)
			if err != nil {
				t.Fatal(err)
			}
			lowest := 1.0
			for i, g := range entries {
				lowest = min(lowest, cosine(vecs[i], g.Vec))
			}
			t.Logf("lowest cosine to the original: %.6f", lowest)
			if !(lowest >= minCosine) {
				t.Errorf("lowest cosine %.6f, want %v", lowest, minCosine)
			}
		})
	}
}

func TestLoadDamaged(t *testing.T) {
	cut, longer := weightFile[:len(weightFile)-1], append(slices.Clone(weightFile), 0)
	for _, w := range [][]byte{nil, []byte("USEL0002"), weightFile[:8], cut, longer} {
		if _, err := newNetwork(w); err == nil {
			t.Errorf("newNetwork of %d bytes gave no error", len(w))
		}
	}
	for _, v := range []string{"", "a\tb", vocabFile + "\na\t-1", strings.Replace(vocabFile, "\na\t", "\nqa\t", 1)} {
		if _, err := newVocabulary(v); err == nil {
			t.Errorf("newVocabulary of %d bytes gave no error", len(v))
		}
	}
}
