package name

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"newsdesk/rag/text"
)

// pairOf is a line of testdata/pairs.txt.
type pairOf struct {
	a, b string
	same bool
}

func readPairs(t *testing.T, file string) []pairOf {
	data, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	var pairs []pairOf
	for line := range strings.Lines(string(data)) {
		if f := strings.Fields(line); len(f) == 3 && f[0] != "#" {
			pairs = append(pairs, pairOf{joined(f[1]), joined(f[2]), f[0] == "="})
		}
	}
	return pairs
}

// joined folds a word, its hyphens closed up.
func joined(s string) string { return text.Fold(strings.ReplaceAll(s, "-", "")) }

// score returns precision and recall of Similarity at a threshold.
func score(pairs []pairOf, threshold float64) (precision, recall float64) {
	var found, right, all float64
	for _, p := range pairs {
		said := Similarity(p.a, p.b) >= threshold
		if said {
			found++
		}
		if p.same {
			all++
			if said {
				right++
			}
		}
	}
	return right / max(found, 1), right / all
}

func TestPairs(t *testing.T) {
	pairs := readPairs(t, "pairs.txt")
	for _, threshold := range []float64{0.84, 0.86, 0.88, 0.9, 0.91, 0.92, 0.93, 0.94, 0.96} {
		p, r := score(pairs, threshold)
		t.Logf("threshold %.2f: precision %.3f recall %.3f F1 %.3f of %d pairs", threshold, p, r, 2*p*r/(p+r), len(pairs))
	}
	for _, p := range pairs {
		if s := Similarity(p.a, p.b); (s >= Same) != p.same {
			t.Logf("%s %s: %.3f, same name: %v", p.a, p.b, s, p.same)
		}
		if p.same && !shareKey(p.a, p.b) {
			t.Logf("%s %s: no key in common: %v %v", p.a, p.b, Keys(p.a), Keys(p.b))
		}
	}
	if p, r := score(pairs, Same); p < 0.95 || r < 0.95 {
		t.Errorf("precision %.3f, recall %.3f", p, r)
	}
}

// TestHeldOut shows what to expect of names that nothing was settled on.
func TestHeldOut(t *testing.T) {
	pairs := readPairs(t, "heldout.txt")
	for _, p := range pairs {
		if s := Similarity(p.a, p.b); (s >= Same) != p.same {
			t.Logf("%s %s: %.3f, same name: %v", p.a, p.b, s, p.same)
		}
	}
	p, r := score(pairs, Same)
	t.Logf("precision %.3f recall %.3f of %d pairs", p, r, len(pairs))
	if p < 0.85 || r < 0.85 {
		t.Error("too low")
	}
}

func shareKey(a, b string) bool {
	return slices.ContainsFunc(Keys(a), func(k string) bool { return slices.Contains(Keys(b), k) })
}
