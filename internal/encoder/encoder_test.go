package encoder

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func newTest(t testing.TB) *Model {
	t.Helper()
	m, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// models returns one model for each kernel of this machine.
func models(t testing.TB) map[string]*Model {
	m, out := newTest(t), map[string]*Model{}
	for _, k := range kernels() {
		out[k.name] = newModel(m.vocab, m.net, k)
	}
	return out
}

func cosine(a, b []float32) float64 {
	var ab, aa, bb float64
	for i := range a {
		x, y := float64(a[i]), float64(b[i])
		ab, aa, bb = ab+x*y, aa+x*x, bb+y*y
	}
	return ab / math.Sqrt(aa*bb)
}

func TestName(t *testing.T) {
	m := newTest(t)
	if m.Name() != "use-lite-512-v1" || m.Dim() != 512 {
		t.Errorf("Name, Dim = %q, %d", m.Name(), m.Dim())
	}
}

func TestEmbedNil(t *testing.T) {
	vecs, err := newTest(t).Embed(t.Context(), []string{"", "one", " \t\n\u00a0", "two", strings.Repeat(" ", 1<<20)})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []int{0, dim, 0, dim, 0} {
		if len(vecs[i]) != want {
			t.Errorf("text %d has %d numbers, want %d", i, len(vecs[i]), want)
		}
	}
	if vecs, err := newTest(t).Embed(t.Context(), nil); err != nil || len(vecs) != 0 {
		t.Errorf("Embed(nothing) = %v, %v", vecs, err)
	}
}

func TestEmbedFolds(t *testing.T) {
	vecs := embedAll(t, newTest(t), []string{"the bank raised rates", "  The BANK\n\traised\u00a0 rates "})
	if !slices.Equal(vecs[0], vecs[1]) {
		t.Error("case or white space changed the vector")
	}
}

// TestEmbedMeaning holds the least that a sentence encoder must do.
func TestEmbedMeaning(t *testing.T) {
	vecs := embedAll(t, newTest(t), []string{
		"The central bank raised interest rates.", "Borrowing costs go up as policymakers fight inflation.",
		"The goalkeeper saved two penalties in the final.",
	})
	if near, far := cosine(vecs[0], vecs[1]), cosine(vecs[0], vecs[2]); near < far+0.1 {
		t.Errorf("cosine of related texts %.3f, of unrelated ones %.3f", near, far)
	}
}

// TestEmbedAlone compares texts embedded together, in batches of many lengths, with the same texts alone.
func TestEmbedAlone(t *testing.T) {
	words := strings.Fields(article)
	var texts []string
	for n := 1; n < 90; n += 4 {
		texts = append(texts, strings.Join(words[n:2*n], " "))
	}
	m := newTest(t)
	for i, v := range embedAll(t, m, texts) {
		alone := embedAll(t, m, texts[i:i+1])[0]
		if c := cosine(v, alone); !(c > 1-1e-9) {
			t.Errorf("text %d: cosine to itself alone is %v", i, c)
		}
		if l := math.Sqrt(dot(v, v)); math.Abs(l-1) > 1e-5 {
			t.Errorf("text %d has length %v", i, l)
		}
	}
}

func dot(a, b []float32) float64 {
	var sum float64
	for i := range a {
		sum += float64(a[i]) * float64(b[i])
	}
	return sum
}

func embedAll(t testing.TB, m *Model, texts []string) [][]float32 {
	t.Helper()
	vecs, err := m.Embed(t.Context(), texts)
	if err != nil {
		t.Fatal(err)
	}
	return vecs
}

func TestEmbedCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if vecs, err := newTest(t).Embed(ctx, []string{"a text"}); vecs != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("Embed = %v, %v", vecs, err)
	}
	if vecs, err := newTest(t).Embed(ctx, nil); vecs != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("Embed(nothing) = %v, %v", vecs, err)
	}
}

// lastingErrs is a context that ends at the n-th look at it.
type lastingErrs struct {
	context.Context
	mu   sync.Mutex
	left int
}

func (c *lastingErrs) Err() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.left--; c.left < 0 {
		return context.DeadlineExceeded
	}
	return nil
}

func TestEmbedCancelledBetweenTexts(t *testing.T) {
	texts := slices.Repeat([]string{article}, 8)
	for looks := range 2 * len(texts) {
		ctx := &lastingErrs{Context: t.Context(), left: looks}
		vecs, err := newTest(t).Embed(ctx, texts)
		if vecs != nil || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("after %d looks: %d vectors, %v", looks, len(vecs), err)
		}
	}
}

func TestEmbedConcurrently(t *testing.T) {
	m, texts := newTest(t), windows(60)[:4]
	want := embedAll(t, m, texts)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			vecs, err := m.Embed(t.Context(), texts)
			if err != nil {
				t.Error(err)
			}
			for i := range vecs {
				if !slices.Equal(vecs[i], want[i]) {
					t.Errorf("text %d differs", i)
				}
			}
		})
	}
	group.Wait()
}
