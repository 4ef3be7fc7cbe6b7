package recordtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"newsdesk/rag"
)

// Index is an index in its simplest form: it holds what a log's changes, applied
// one by one, leave there.
type Index struct {
	Articles map[rag.Revision]rag.Stored
	Vectors  map[Window][]float32
	Removals int // how many were delivered
	At       rag.Seq

	encoders []string
}

// Window names a window of a revision as an encoder saw it.
type Window struct {
	Encoder       string
	Revision      rag.Revision
	Chunk, Window int
}

// NewIndex returns an empty index that wants the vectors of some encoders.
func NewIndex(encoders ...string) *Index {
	return &Index{Articles: map[rag.Revision]rag.Stored{}, Vectors: map[Window][]float32{}, encoders: encoders}
}

// Follow applies what has happened since it was last called.
func (x *Index) Follow(ctx context.Context, log rag.Log) error {
	at, err := log.Changes(ctx, x.At, x.encoders, x.apply)
	if err != nil {
		return err
	}
	if at < x.At {
		return fmt.Errorf("position went back from %d to %d", x.At, at)
	}
	x.At = at
	return nil
}

func (x *Index) apply(c rag.Change) error {
	switch {
	case c.Stored != nil && c.Embedded == nil && c.Removed == 0:
		return x.add(*c.Stored)
	case c.Embedded != nil && c.Stored == nil && c.Removed == 0:
		return x.embed(*c.Embedded)
	case c.Removed > 0 && c.Stored == nil && c.Embedded == nil:
		x.remove(c.Removed)
		return nil
	}
	return fmt.Errorf("a change with not exactly one part: %+v", c)
}

// add fails where the article is still there under another revision: its
// removal should have come before.
func (x *Index) add(s rag.Stored) error {
	if s.Article.Body != "" {
		return errors.New("the log delivers a body")
	}
	for r, old := range x.Articles {
		if old.Article.ID == s.Article.ID && r != s.Revision {
			return fmt.Errorf("revision %d of %s came before %d was removed", s.Revision, s.Article.ID, r)
		}
	}
	x.Articles[s.Revision] = s
	return nil
}

func (x *Index) embed(p rag.EmbeddedPart) error {
	if _, ok := x.Articles[p.Revision]; !ok {
		return fmt.Errorf("vectors of revision %d, which is not there", p.Revision)
	}
	for _, v := range p.Vectors {
		x.Vectors[Window{p.Encoder, p.Revision, v.Chunk, v.Window}] = v.Vector
	}
	return nil
}

func (x *Index) remove(r rag.Revision) {
	x.Removals++
	delete(x.Articles, r)
	for w := range x.Vectors {
		if w.Revision == r {
			delete(x.Vectors, w)
		}
	}
}

// ByID returns what is indexed of an article.
func (x *Index) ByID(id rag.ArticleID) (rag.Stored, bool) {
	for _, s := range x.Articles {
		if s.Article.ID == id {
			return s, true
		}
	}
	return rag.Stored{}, false
}

// Diff tells how two indexes differ in what they hold.
func (x *Index) Diff(y *Index) string {
	return cmp.Diff(x, y, cmpopts.IgnoreFields(Index{}, "Removals", "encoders"),
		cmp.Comparer(bytes.Equal), cmp.Comparer(slices.Equal[[]float32])) // as one, not item by item
}

// Unit returns a unit vector that is told by its number.
func Unit(n, dim int) []float32 {
	v := make([]float32, dim)
	for i := range v {
		v[i] = float32(math.Sin(float64(n*dim+i) * 1.7))
	}
	norm := math.Sqrt(dot(v, v))
	for i := range v {
		v[i] /= float32(norm)
	}
	return v
}

func dot(a, b []float32) float64 {
	var sum float64
	for i := range a {
		sum += float64(a[i]) * float64(b[i])
	}
	return sum
}

// faithful is the least cosine between a vector and what a record gives back
// of it. Records may round: one byte a dimension leaves .99997 of a random
// vector, and search can't tell the difference.
const faithful = .9999

// sameVector fails unless got is want, but for rounding, and a unit vector.
func sameVector(t *testing.T, what any, got, want []float32) {
	t.Helper()
	switch {
	case len(got) != len(want) || (got == nil) != (want == nil):
		t.Errorf("%v: got %d dimensions (nil: %v), want %d (nil: %v)", what, len(got), got == nil, len(want), want == nil)
	case want == nil:
	case dot(got, want) < faithful:
		t.Errorf("%v: cosine to the vector stored is %v", what, dot(got, want))
	case math.Abs(dot(got, got)-1) > 1e-6:
		t.Errorf("%v: squared length is %v", what, dot(got, got))
	}
}
