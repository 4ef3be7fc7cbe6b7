package record

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"newsdesk/rag"
)

func randomUnit(r *rand.Rand, dim int) []float32 {
	v := make([]float32, dim)
	var squares float64
	for i := range v {
		x := r.NormFloat64()
		v[i] = float32(x)
		squares += x * x
	}
	for i := range v {
		v[i] /= float32(math.Sqrt(squares))
	}
	return v
}

func cosine(a, b []float32) float64 {
	var ab, aa, bb float64
	for i := range a {
		ab += float64(a[i]) * float64(b[i])
		aa += float64(a[i]) * float64(a[i])
		bb += float64(b[i]) * float64(b[i])
	}
	return ab / math.Sqrt(aa*bb)
}

// recode returns what comes back of a vector, and its length.
func recode(t *testing.T, v []float32) ([]float32, float64) {
	t.Helper()
	all, err := decodeWindows(appendWindow(nil, rag.WindowVector{Chunk: 70_000, Window: 3, Vector: v}), len(v))
	if err != nil || len(all) != 1 || all[0].Chunk != 70_000 || all[0].Window != 3 {
		t.Fatalf("%v, %v", all, err)
	}
	var squares float64
	for _, x := range all[0].Vector {
		squares += float64(x) * float64(x)
	}
	return all[0].Vector, math.Sqrt(squares)
}

// TestCodecCosine measures what rounding costs. chromem takes a vector as
// normalized within 1e-6 and copies it otherwise, hence the bound on the length.
func TestCodecCosine(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, dim := range []int{64, 256, 512, 1024} {
		least, mean := 1.0, 0.0
		for range 1000 {
			v := randomUnit(r, dim)
			got, length := recode(t, v)
			c := cosine(v, got)
			least, mean = min(least, c), mean+c/1000
			if math.Abs(length-1) > 9e-7 {
				t.Errorf("length %v", length)
			}
		}
		t.Logf("%d dimensions: least cosine %.6f, mean %.6f", dim, least, mean)
		if least < .9999 {
			t.Errorf("%d dimensions: least cosine %v", dim, least)
		}
	}
}

func TestCodecEdges(t *testing.T) {
	spike := make([]float32, 512)
	for i := range spike {
		spike[i] = .02 * float32(1-2*(i%2))
	}
	spike[7] = .9
	for name, test := range map[string]struct {
		v     []float32
		least float64
	}{
		"one dimension rules": {spike, .998},
		"one alone":           {[]float32{0, 0, -1, 0}, 1},
		"tiny":                {[]float32{1e-30, -1e-30}, .9999999},
		"huge":                {[]float32{1e30, 1e29}, .9999},
	} {
		got, length := recode(t, test.v)
		if c := cosine(test.v, got); c < test.least || math.Abs(length-1) > 9e-7 {
			t.Errorf("%s: cosine %v, length %v", name, c, length)
		}
	}
}

func FuzzDecodeWindows(f *testing.F) {
	f.Add(appendWindow(nil, rag.WindowVector{Vector: []float32{1, 0}}), 2)
	f.Add(appendWindow(nil, rag.WindowVector{Chunk: 1}), 0)
	f.Add([]byte("short"), 3)
	f.Fuzz(func(t *testing.T, b []byte, dim int) {
		if dim < 0 || dim > 4096 {
			return
		}
		all, err := decodeWindows(b, dim)
		if err != nil && !errors.Is(err, errWindows) {
			t.Error(err)
		}
		for _, w := range all {
			if w.Vector != nil && len(w.Vector) != dim {
				t.Errorf("%d dimensions, want %d", len(w.Vector), dim)
			}
		}
	})
}
