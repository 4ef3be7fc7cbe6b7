package vectors

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"go.uber.org/goleak"

	"newsdesk/rag"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func newCollection(t testing.TB, dim int) *Collection {
	t.Helper()
	c, err := New("test", dim)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func add(t testing.TB, c *Collection, r rag.Revision, vectors ...rag.WindowVector) {
	t.Helper()
	if err := c.Add(t.Context(), r, vectors); err != nil {
		t.Fatal(err)
	}
}

func nearest(t testing.TB, c *Collection, q []float32, n int, keep func(rag.ChunkID) bool) []rag.ScoredChunk {
	t.Helper()
	got, err := c.Nearest(t.Context(), q, n, keep)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func at(chunk, window int, v ...float32) rag.WindowVector {
	return rag.WindowVector{Chunk: chunk, Window: window, Vector: v}
}

// ids writes what was found as "revision.chunk revision.chunk".
func ids(found []rag.ScoredChunk) string {
	var all []string
	for _, f := range found {
		all = append(all, f.Chunk.String())
	}
	return strings.Join(all, " ")
}

// compass has vectors whose nearness to north is told by their angle.
func compass(t *testing.T) *Collection {
	c := newCollection(t, 2)
	angle := func(chunk, window int, degrees float64) rag.WindowVector {
		sin, cos := math.Sincos(degrees * math.Pi / 180)
		return at(chunk, window, float32(cos), float32(sin))
	}
	add(t, c, 1, angle(0, 0, 40), angle(0, 1, 90), angle(1, 0, 20), angle(2, 0, 180))
	add(t, c, 2, angle(0, 0, 60), angle(0, 1, 10), angle(0, 2, 11), rag.WindowVector{Chunk: 1})
	add(t, c, 30, angle(0, 0, 40))
	return c
}

var north = []float32{1, 0}

func TestNearest(t *testing.T) {
	c := compass(t)
	for _, test := range []struct {
		name string
		n    int
		keep func(rag.ChunkID) bool
		want string
	}{
		{"all", 10, nil, "2.0 1.1 1.0 30.0 1.2"},
		{"best", 1, nil, "2.0"},
		{"equal ones by id", 3, nil, "2.0 1.1 1.0"},
		{"none wanted", 0, nil, ""},
		{"fewer than none", -1, nil, ""},
		{"as many as can be", math.MaxInt, nil, "2.0 1.1 1.0 30.0 1.2"},
		{"kept", 2, func(id rag.ChunkID) bool { return id.Revision != 2 && id.Ordinal != 1 }, "1.0 30.0"},
		{"none kept", 2, func(id rag.ChunkID) bool { return false }, ""},
		{"keep that asks back", 1, func(id rag.ChunkID) bool { return c.Has(id.Revision) && c.Len() > 0 }, "2.0"},
	} {
		if got := ids(nearest(t, c, north, test.n, test.keep)); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
	if got := nearest(t, c, north, 1, nil)[0].Score; math.Abs(got-math.Cos(10*math.Pi/180)) > 1e-6 {
		t.Errorf("score %v", got)
	}
}

func TestEmpty(t *testing.T) {
	c := newCollection(t, 2)
	for range 2 {
		if got, err := c.Nearest(t.Context(), north, 5, nil); got != nil || err != nil {
			t.Errorf("%v, %v, want nothing", got, err)
		}
		add(t, c, 1)
		add(t, c, 1, rag.WindowVector{}, rag.WindowVector{Chunk: 1})
		add(t, c, 1, at(0, 0, 1, 0))
		add(t, c, 1, rag.WindowVector{}) // takes it away again
		if c.Has(1) || c.Len() != 0 || c.chunks != 0 || len(c.windows) != 0 {
			t.Errorf("left: %d windows, %d chunks, %v", c.Len(), c.chunks, c.windows)
		}
	}
}

func TestNew(t *testing.T) {
	for _, test := range []struct {
		encoder string
		dim     int
	}{{"", 2}, {"e", 0}, {"e", -1}} {
		if _, err := New(test.encoder, test.dim); err == nil {
			t.Errorf("%+v: no error", test)
		}
	}
	c := newCollection(t, 2)
	if c.chromem.Name != "test/2" {
		t.Errorf("named %q", c.chromem.Name)
	}
	if _, err := c.chromem.Query(t.Context(), "words", 1, nil, nil); !errors.Is(err, errOurs) {
		t.Errorf("chromem embeds on its own: %v", err)
	}
}

func TestRefused(t *testing.T) {
	c := compass(t)
	nan, inf := float32(math.NaN()), float32(math.Inf(-1))
	for name, bad := range map[string][]float32{
		"zero": {0, 0}, "empty": {}, "short": {1}, "long": {1, 0, 0}, "nan": {nan, 1}, "infinite": {inf, 0},
		"too small to have a direction": {1e-30, 0}, "too large": {1e30, 0},
	} {
		before := c.Len()
		if err := c.Add(t.Context(), 50, []rag.WindowVector{at(0, 0, 1, 0), {Chunk: 1, Vector: bad}}); err == nil {
			t.Errorf("%s: added", name)
		}
		if c.Len() != before || c.Has(50) {
			t.Errorf("%s: added by half", name)
		}
		if _, err := c.Nearest(t.Context(), bad, 1, nil); err == nil {
			t.Errorf("%s: searched for", name)
		}
	}
	for _, v := range []rag.WindowVector{at(-1, 0, 1, 0), at(0, math.MaxInt32+1, 1, 0)} {
		if err := c.Add(t.Context(), 50, []rag.WindowVector{v}); err == nil {
			t.Errorf("%+v: added", v)
		}
	}
	if _, err := c.Nearest(t.Context(), nil, 1, nil); err == nil {
		t.Error("nil: searched for")
	}
}

func TestRemove(t *testing.T) {
	c := compass(t)
	for _, step := range []struct {
		remove rag.Revision
		want   string
		left   int
	}{
		{99, "2.0 1.1 1.0 30.0 1.2", 8},
		{0, "2.0 1.1 1.0 30.0 1.2", 8},
		{3, "2.0 1.1 1.0 30.0 1.2", 8}, // and not 30
		{2, "1.1 1.0 30.0 1.2", 5},
		{2, "1.1 1.0 30.0 1.2", 5},
		{1, "30.0", 1},
		{30, "", 0},
		{30, "", 0},
	} {
		if err := c.Remove(t.Context(), step.remove); err != nil {
			t.Fatal(err)
		}
		got := ids(nearest(t, c, north, 10, nil))
		if got != step.want || c.Len() != step.left || c.Has(step.remove) {
			t.Errorf("without %d: %s, %d windows, want %s, %d", step.remove, got, c.Len(), step.want, step.left)
		}
	}
}

// TestCancelled holds that a search that was broken off is not taken for one
// that found little, as chromem would have it.
func TestCancelled(t *testing.T) {
	c := compass(t)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := c.Nearest(ctx, north, 3, func(rag.ChunkID) bool { cancel(); return false })
	if err != nil {
		t.Errorf("all had been asked for: %v", err)
	}
	for name, err := range map[string]error{
		"add":    c.Add(ctx, 5, []rag.WindowVector{at(0, 0, 1, 0)}),
		"search": second(c.Nearest(ctx, north, 3, nil)),
		"empty":  second(newCollection(t, 2).Nearest(ctx, north, 3, nil)),
	} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v, want context.Canceled", name, err)
		}
	}
	if c.Has(5) {
		t.Error("added in spite of it")
	}
}

func second[T any](_ T, err error) error { return err }

func randomVector(r *rand.Rand, dim int) []float32 {
	v := make([]float32, dim)
	var squares float64
	for i := range v {
		x := r.NormFloat64()
		v[i], squares = float32(x), squares+x*x
	}
	for i := range v {
		v[i] /= float32(math.Sqrt(squares))
	}
	return v
}

// model is the collection in its simplest form.
type model map[rag.Revision]map[place][]float32

func (m model) nearest(q []float32, n int, keep func(rag.ChunkID) bool) []rag.ScoredChunk {
	best := map[rag.ChunkID]float64{}
	for r, windows := range m {
		for p, v := range windows {
			id := rag.ChunkID{Revision: r, Ordinal: int(p.chunk)}
			if keep != nil && !keep(id) {
				continue
			}
			var dot float32
			for i := range v {
				dot += v[i] * q[i]
			}
			if old, ok := best[id]; !ok || float64(dot) > old {
				best[id] = float64(dot)
			}
		}
	}
	var all []rag.ScoredChunk
	for id, score := range best {
		all = append(all, rag.ScoredChunk{Chunk: id, Score: score})
	}
	slices.SortFunc(all, func(a, b rag.ScoredChunk) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Chunk.Revision, b.Chunk.Revision),
			cmp.Compare(a.Chunk.Ordinal, b.Chunk.Ordinal))
	})
	return all[:min(n, len(all))]
}

// change does something random to both.
func (m model) change(t *testing.T, c *Collection, r *rand.Rand, dim int, pool [][]float32) {
	rev := rag.Revision(1 + r.IntN(20))
	if r.IntN(4) == 0 {
		delete(m, rev)
		if err := c.Remove(t.Context(), rev); err != nil {
			t.Fatal(err)
		}
		return
	}
	if m[rev] == nil {
		m[rev] = map[place][]float32{}
	}
	var vectors []rag.WindowVector
	for range r.IntN(8) {
		v := rag.WindowVector{Chunk: r.IntN(4), Window: r.IntN(3)}
		p := place{int32(v.Chunk), int32(v.Window)}
		delete(m[rev], p)
		if k := r.IntN(10); k < 5 {
			v.Vector = randomVector(r, dim)
		} else if k < 9 {
			v.Vector = pool[r.IntN(len(pool))] // as of stories that several outlets ran
		}
		if v.Vector != nil {
			m[rev][p] = v.Vector
		}
		vectors = append(vectors, v)
	}
	add(t, c, rev, vectors...)
}

// TestProperty holds the collection to its model, whatever happens to both.
func TestProperty(t *testing.T) {
	const dim = 8
	for seed := range uint64(30) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, 3))
			pool := [][]float32{randomVector(r, dim), randomVector(r, dim), randomVector(r, dim)}
			c, m := newCollection(t, dim), model{}
			for range 60 {
				m.change(t, c, r, dim, pool)
				q, n, rest := randomVector(r, dim), 1+r.IntN(30), r.IntN(5)
				if r.IntN(3) == 0 {
					q = pool[0]
				}
				var keep func(rag.ChunkID) bool
				if rest > 0 {
					keep = func(id rag.ChunkID) bool { return int(id.Revision)%rest == 0 }
				}
				want, got := m.nearest(q, n, keep), nearest(t, c, q, n, keep)
				if diff := gocmp.Diff(want, got, cmpopts.EquateEmpty(), cmpopts.EquateApprox(0, 1e-6)); diff != "" {
					t.Fatalf("n %d, rest %d (-want +got):\n%s", n, rest, diff)
				}
			}
			m.checkCounts(t, c)
		})
	}
}

func (m model) checkCounts(t *testing.T, c *Collection) {
	windows, chunks := 0, map[rag.ChunkID]bool{}
	for r, all := range m {
		windows += len(all)
		for p := range all {
			chunks[rag.ChunkID{Revision: r, Ordinal: int(p.chunk)}] = true
		}
		if c.Has(r) != (len(all) > 0) {
			t.Errorf("has revision %d: %v", r, c.Has(r))
		}
	}
	if c.Len() != windows || c.chunks != len(chunks) {
		t.Errorf("%d windows of %d chunks, want %d of %d", c.Len(), c.chunks, windows, len(chunks))
	}
}

// TestKeepIsAskedOnce has a filter that lets little pass, so that chromem is
// asked several times.
func TestKeepIsAskedOnce(t *testing.T) {
	const dim, revisions = 16, 3000
	r := rand.New(rand.NewPCG(5, 5))
	c := newCollection(t, dim)
	for rev := range rag.Revision(revisions) {
		add(t, c, rev, at(0, 0, randomVector(r, dim)...), at(0, 1, randomVector(r, dim)...))
	}
	asked := map[rag.ChunkID]int{}
	got := nearest(t, c, randomVector(r, dim), 5, func(id rag.ChunkID) bool {
		asked[id]++
		return id.Revision%300 == 0
	})
	if len(got) != 5 {
		t.Errorf("%d of 5 found, there are 10", len(got))
	}
	for id, times := range asked {
		if times > 1 {
			t.Errorf("asked about %v %d times", id, times)
		}
	}
}

// TestTies has more equal windows than are asked for at first.
func TestTies(t *testing.T) {
	c := newCollection(t, 2)
	for rev := range rag.Revision(300) {
		add(t, c, rev, at(0, 0, north...))
	}
	for range 5 {
		if got := ids(nearest(t, c, north, 3, nil)); got != "0.0 1.0 2.0" {
			t.Errorf("of equal chunks: %s, want the first by id", got)
		}
	}
}

// TestTogether searches while windows come and go.
func TestTogether(t *testing.T) {
	const dim, rounds = 8, 150
	c := newCollection(t, dim)
	stay := randomVector(rand.New(rand.NewPCG(1, 1)), dim)
	add(t, c, 1, at(0, 0, stay...))
	done := make(chan error)
	writer := func(rev rag.Revision) {
		r := rand.New(rand.NewPCG(uint64(rev), 1))
		for range rounds {
			err := c.Add(t.Context(), rev, []rag.WindowVector{at(0, 0, randomVector(r, dim)...), at(1, 0, randomVector(r, dim)...)})
			if err = cmp.Or(err, c.Remove(t.Context(), rev)); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}
	reader := func() {
		for range rounds {
			got, err := c.Nearest(t.Context(), stay, 100, nil)
			if err == nil && (len(got) == 0 || got[0].Chunk.Revision != 1) {
				err = fmt.Errorf("found %v", got)
			}
			if err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}
	go writer(2)
	go writer(3)
	go reader()
	go reader()
	for range 4 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if c.Len() != 1 {
		t.Errorf("%d windows are left, want 1", c.Len())
	}
}
