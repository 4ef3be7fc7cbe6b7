package recordtest

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"newsdesk/rag"
)

const (
	randomRuns  = 6
	randomSteps = 150
	randomIDs   = 12 // few, so that articles are often replaced
)

// testRandom does random things to a record while several indexes follow it,
// each at its own pace, and holds them all to a model.
func testRandom(t *testing.T, s *subject) {
	for seed := range uint64(randomRuns) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			w := newWorld(t, s, seed)
			for range randomSteps {
				w.step()
			}
			w.check()
		})
		for n := range randomIDs {
			_ = s.Remove(t.Context(), Prepared(n, 0).Article.ID)
		}
	}
}

// world is a record, what should be in it, and who follows it.
type world struct {
	*subject
	t        *testing.T
	rand     *rand.Rand
	versions map[int]int          // of the articles that are there
	vectors  map[Window][]float32 // as they were given
	indexes  []*Index
	next     int
}

func newWorld(t *testing.T, s *subject, seed uint64) *world {
	w := &world{subject: s, t: t, rand: rand.New(rand.NewPCG(seed, 1)), versions: map[int]int{}, vectors: map[Window][]float32{}}
	for range 4 {
		w.indexes = append(w.indexes, NewIndex("e"))
	}
	return w
}

func (w *world) step() {
	switch k := w.rand.IntN(20); {
	case k < 6:
		w.store()
	case k < 8:
		w.withdraw(w.rand.IntN(randomIDs))
	case k < 13:
		w.addVectors(w.rand.IntN(randomIDs))
	case k < 14:
		if trimmer, ok := w.Record.(Trimmer); ok {
			w.must(trimmer.Trim(w.t.Context(), w.rand.IntN(4)))
		}
	case k < 15:
		w.reopen()
	default:
		w.must(w.indexes[w.rand.IntN(len(w.indexes)-1)].Follow(w.t.Context(), w.Record)) // the last one only at the end
	}
}

func (w *world) store() {
	var batch []rag.Prepared
	for range 1 + w.rand.IntN(4) {
		n := w.rand.IntN(randomIDs)
		w.next++
		w.versions[n] = w.next
		batch = append(batch, Prepared(n, w.next))
		w.forgetVectors(n)
	}
	w.put(batch...)
}

func (w *world) withdraw(n int) {
	if _, ok := w.versions[n]; !ok {
		return
	}
	w.forgetVectors(n)
	w.must(w.Remove(w.t.Context(), Prepared(n, 0).Article.ID))
	delete(w.versions, n)
}

// forgetVectors drops from the model the vectors of the text that is there.
func (w *world) forgetVectors(n int) {
	stored, ok := w.follow().ByID(Prepared(n, 0).Article.ID)
	if !ok {
		return
	}
	for key := range w.vectors {
		if key.Revision == stored.Revision {
			delete(w.vectors, key)
		}
	}
}

func (w *world) addVectors(n int) {
	stored, ok := w.follow().ByID(Prepared(n, 0).Article.ID)
	if !ok {
		return
	}
	part := rag.EmbeddedPart{Encoder: "e", Revision: stored.Revision}
	for i, chosen := range w.rand.Perm(6)[:1+w.rand.IntN(5)] {
		w.next++
		v := rag.WindowVector{Chunk: chosen / 2, Window: chosen % 2, Vector: Unit(w.next, dim)}
		if i == 4 {
			v.Vector = nil
		}
		part.Vectors = append(part.Vectors, v)
		w.vectors[Window{"e", stored.Revision, v.Chunk, v.Window}] = v.Vector
	}
	w.embed(part, rag.EmbeddedPart{Encoder: "unwanted", Revision: stored.Revision, Vectors: windows(1)})
}

func (w *world) check() {
	present := w.follow("e")
	if len(present.Articles) != len(w.versions) || len(present.Vectors) != len(w.vectors) {
		w.t.Fatalf("%d articles and %d windows, want %d and %d",
			len(present.Articles), len(present.Vectors), len(w.versions), len(w.vectors))
	}
	for n, version := range w.versions {
		want := Prepared(n, version)
		if got, _ := present.ByID(want.Article.ID); got.Article.Title != want.Article.Title {
			w.t.Errorf("article %d is %q, want %q", n, got.Article.Title, want.Article.Title)
		}
	}
	for key, v := range w.vectors {
		sameVector(w.t, key, present.Vectors[key], v)
	}
	for i, x := range w.indexes {
		w.must(x.Follow(w.t.Context(), w.Record))
		if diff := x.Diff(present); diff != "" {
			w.t.Errorf("index %d (-followed +present):\n%s", i, diff)
		}
	}
}
