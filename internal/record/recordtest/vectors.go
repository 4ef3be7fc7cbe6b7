package recordtest

import (
	"context"
	"errors"
	"fmt"
	"math"
	"sync"
	"testing"
	"time"

	"newsdesk/rag"
)

// dim is the length of the vectors of most tests.
const dim = 32

// windows returns a window for each number, two to a chunk.
func windows(numbers ...int) []rag.WindowVector {
	var all []rag.WindowVector
	for _, n := range numbers {
		all = append(all, rag.WindowVector{Chunk: n / 2, Window: n % 2, Vector: Unit(n, dim)})
	}
	return all
}

func (s *subject) revision(id rag.ArticleID) rag.Revision {
	s.t.Helper()
	stored, ok := s.follow().ByID(id)
	if !ok {
		s.t.Fatalf("article %s is not there", id)
	}
	return stored.Revision
}

func testVectors(t *testing.T, s *subject) {
	s.put(Prepared(1, 1), Prepared(2, 1))
	one, two := s.revision("a1"), s.revision("a2")
	none := rag.WindowVector{Chunk: 7, Window: 1}
	at := s.follow("e").At
	s.embed(
		rag.EmbeddedPart{Encoder: "e", Revision: one, Vectors: append(windows(0, 1, 2), none)},
		rag.EmbeddedPart{Encoder: "other", Revision: one, Vectors: []rag.WindowVector{{Vector: Unit(5, 7)}}},
		rag.EmbeddedPart{Encoder: "e", Revision: two, Vectors: []rag.WindowVector{none}},
	)
	s.reopen()
	x := s.follow("e")
	want := map[Window][]float32{{"e", one, 7, 1}: nil, {"e", two, 7, 1}: nil,
		{"e", one, 0, 0}: Unit(0, dim), {"e", one, 0, 1}: Unit(1, dim), {"e", one, 1, 0}: Unit(2, dim)}
	for w, v := range want {
		got, ok := x.Vectors[w]
		if !ok {
			t.Errorf("%v is missing", w)
		}
		sameVector(t, w, got, v)
	}
	if len(x.Vectors) != len(want) {
		t.Errorf("%d windows, want %d", len(x.Vectors), len(want))
	}
	for encoders, want := range map[string]string{"e": "EE", "other": "E", "third": ""} {
		if kinds, _ := s.kinds(at, encoders); kinds != want {
			t.Errorf("encoder %s: changes %q, want %q", encoders, kinds, want)
		}
	}
	if kinds, _ := s.kinds(at, "e", "other"); kinds != "EEE" {
		t.Errorf("both encoders: changes %q", kinds)
	}
}

// testVectorParts stores windows a few at a time, and some of them again.
func testVectorParts(t *testing.T, s *subject) {
	s.put(Prepared(1, 1))
	r := s.revision("a1")
	x := s.follow("e")
	want := map[Window][]float32{}
	for _, numbers := range [][]int{{0, 1, 2}, {3}, {2, 3, 4, 5}, {0}, {1, 2, 3, 4, 5}} {
		vectors := windows(numbers...)
		for i := range vectors {
			v := &vectors[i]
			if v.Vector = Unit(len(want)*100+i, dim); i == 3 {
				v.Vector = nil // takes the place of a vector, too
			}
			want[Window{"e", r, v.Chunk, v.Window}] = v.Vector
		}
		s.embed(rag.EmbeddedPart{Encoder: "e", Revision: r, Vectors: vectors})
		s.must(x.Follow(t.Context(), s.Record))
	}
	if diff := x.Diff(s.follow("e")); diff != "" {
		t.Error(diff)
	}
	for w, v := range want {
		sameVector(t, w, x.Vectors[w], v)
	}
	if len(x.Vectors) != len(want) {
		t.Errorf("%d windows, want %d", len(x.Vectors), len(want))
	}
	delivered := 0
	_, err := s.Changes(t.Context(), 0, []string{"e"}, func(c rag.Change) error {
		if c.Embedded != nil {
			delivered += len(c.Embedded.Vectors)
		}
		return nil
	})
	s.must(err)
	if delivered != len(want) {
		t.Errorf("from zero %d windows are delivered, want each of %d once", delivered, len(want))
	}
}

func testVectorsOfTheGone(t *testing.T, s *subject) {
	s.put(Prepared(1, 1), Prepared(2, 1))
	gone, there := s.revision("a1"), s.revision("a2")
	part := func(r rag.Revision) rag.EmbeddedPart {
		return rag.EmbeddedPart{Encoder: "e", Revision: r, Vectors: windows(1)}
	}
	s.embed(part(gone), part(there))
	s.put(Prepared(1, 2))
	s.embed(part(gone), part(999), rag.EmbeddedPart{Encoder: "e", Revision: there})
	if x := s.follow("e"); len(x.Vectors) != 1 {
		t.Errorf("vectors of what is gone: %v", x.Vectors)
	}
}

func testBadVectors(t *testing.T, s *subject) {
	s.put(Prepared(1, 1))
	r := s.revision("a1")
	s.embed(rag.EmbeddedPart{Encoder: "e", Revision: r, Vectors: windows(9)})
	nan, inf := Unit(1, dim), Unit(1, dim)
	nan[3], inf[3] = float32(math.NaN()), float32(math.Inf(1))
	for name, bad := range map[string]rag.WindowVector{
		"zero":        {Vector: make([]float32, dim)},
		"empty":       {Vector: []float32{}},
		"nan":         {Vector: nan},
		"infinite":    {Vector: inf},
		"mixed":       {Vector: Unit(1, dim+1)},
		"no chunk":    {Chunk: -1, Vector: Unit(1, dim)},
		"comes twice": windows(3)[0],
	} {
		part := rag.EmbeddedPart{Encoder: "e", Revision: r, Vectors: append(windows(3), bad)}
		if err := s.PutVectors(t.Context(), []rag.EmbeddedPart{part}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	other := rag.EmbeddedPart{Encoder: "e", Revision: r, Vectors: []rag.WindowVector{{Vector: Unit(1, dim+1)}}}
	if err := s.PutVectors(t.Context(), []rag.EmbeddedPart{other}); err == nil {
		t.Error("another dimension under the same encoder: no error")
	}
	if x := s.follow("e"); len(x.Vectors) != 1 {
		t.Errorf("refused vectors were stored: %d windows", len(x.Vectors))
	}
}

func testLeases(t *testing.T, s *subject, lasts time.Duration) {
	for _, step := range []struct {
		after time.Duration
		job   string
		owner string
		want  bool
	}{
		{0, "embed", "a", true},
		{0, "embed", "b", false},
		{0, "other", "b", true},
		{lasts - time.Second, "embed", "b", false},
		{0, "embed", "a", true}, // renewed
		{lasts - time.Second, "embed", "b", false},
		{time.Second, "embed", "b", true}, // its time is over
		{0, "embed", "a", false},
		{0, "other", "a", true},
	} {
		s.clock = s.clock.Add(step.after)
		got, err := s.Lease(t.Context(), step.job, step.owner)
		s.must(err)
		if got != step.want {
			t.Errorf("at %v: %s of %s: %v", s.clock, step.owner, step.job, got)
		}
		s.reopen()
	}
}

// testTwoHandles opens the record twice, as two processes would.
func testTwoHandles(t *testing.T, s *subject) {
	other := s.open(s.now)
	defer func() { s.must(other.Close()) }()
	x := NewIndex("e")
	for n := range 5 {
		s.put(Prepared(n, 1))
		s.must(x.Follow(t.Context(), other))
		if len(x.Articles) != n+1 {
			t.Fatalf("the other handle sees %d articles of %d", len(x.Articles), n+1)
		}
	}
	s.embed(rag.EmbeddedPart{Encoder: "e", Revision: s.revision("a3"), Vectors: windows(1, 2)})
	s.must(other.Remove(t.Context(), "a1"))
	s.must(x.Follow(t.Context(), s.Record))
	if diff := x.Diff(s.follow("e")); diff != "" {
		t.Error(diff)
	}
}

// testSideBySide lets several writers and readers at one record.
func testSideBySide(t *testing.T, s *subject) {
	const writers, each = 3, 20
	handles := []Record{s.Record, s.open(s.now)}
	defer func() { s.must(handles[1].Close()) }()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var writing, reading sync.WaitGroup
	for w := range writers {
		writing.Go(func() { s.write(handles[w%2], w*each, each) })
	}
	indexes := []*Index{NewIndex(), NewIndex()}
	for i, x := range indexes {
		reading.Go(func() {
			for ctx.Err() == nil {
				if err := x.Follow(ctx, handles[i]); err != nil && !errors.Is(err, context.Canceled) {
					t.Error(err)
					return
				}
			}
		})
	}
	writing.Wait()
	cancel()
	reading.Wait()
	for _, x := range indexes {
		s.must(x.Follow(t.Context(), s.Record))
		if diff := x.Diff(s.follow()); diff != "" || len(x.Articles) != writers*each {
			t.Errorf("%d articles, want %d\n%s", len(x.Articles), writers*each, diff)
		}
	}
}

// write stores articles one by one, each of them twice.
func (s *subject) write(r Record, from, n int) {
	for i := range n {
		for version := 1; version <= 2; version++ {
			if _, err := r.Put(s.t.Context(), []rag.Prepared{Prepared(from+i, version)}); err != nil {
				s.t.Error(fmt.Errorf("write %d: %w", from+i, err))
			}
		}
	}
}
