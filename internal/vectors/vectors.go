// Package vectors finds the nearest windows of the coverage by cosine, in a
// chromem collection in memory. It is derived from the record and keeps
// nothing of its own: at start-up it is filled from there.
//
// It neither embeds nor filters by dates or outlets; the caller's keep does
// that. What chromem would do wrongly it never comes to do: see the comments
// on [New], [Collection.Add] and [Collection.Nearest].
//
// Start with [Collection]; nearest.go is the search.
package vectors

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"sync"

	chromem "github.com/philippgille/chromem-go"

	"newsdesk/rag"
)

// Collection holds the windows of one encoder. Its methods may be called by
// several goroutines.
//
// A window of 512 dimensions takes 2.3 KB, of which 2 KB are its vector:
// measure with BenchmarkAdd.
type Collection struct {
	dim int

	// mu is held for reading while chromem searches, and for writing while
	// windows come and go. chromem has a lock of its own, but its Delete
	// reads before it takes it, and a search must not ask for more windows
	// than there still are.
	mu      sync.RWMutex
	chromem *chromem.Collection
	// windows tells which windows of a revision are there, in order. chromem
	// can delete by id, and a revision is not an id.
	windows map[rag.Revision][]place
	chunks  int
}

var _ rag.VectorIndex = (*Collection)(nil)

// errOurs is what chromem gets when it wants to embed: the vectors are ours.
var errOurs = errors.New("vectors: chromem asked for an embedding")

// New returns an empty collection for the vectors of one encoder. It is named
// after both, for chromem would take vectors of other dimensions and then
// fail every search. chromem gets a function to embed with that fails, because
// for none it would call OpenAI.
func New(encoder string, dim int) (*Collection, error) {
	if encoder == "" || dim <= 0 {
		return nil, fmt.Errorf("new collection %q of %d dimensions: needs a name and a dimension", encoder, dim)
	}
	refuse := func(context.Context, string) ([]float32, error) { return nil, errOurs }
	c, err := chromem.NewDB().CreateCollection(fmt.Sprintf("%s/%d", encoder, dim), nil, refuse)
	if err != nil {
		return nil, fmt.Errorf("new collection %q: %w", encoder, err)
	}
	return &Collection{dim: dim, chromem: c, windows: map[rag.Revision][]place{}}, nil
}

// Add implements [rag.VectorIndex]. Windows without a vector are passed over;
// those that are there already are replaced. Where a vector can't be searched
// for, nothing is added: chromem would answer NaN for a zero one.
//
// Add keeps the vectors without copying them; the caller leaves them as they are.
func (c *Collection) Add(ctx context.Context, r rag.Revision, vectors []rag.WindowVector) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("add revision %d: %w", r, err)
	}
	for _, v := range vectors {
		if err := c.checkWindow(v); err != nil {
			return fmt.Errorf("add window %d of chunk %d of revision %d: %w", v.Window, v.Chunk, r, err)
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	all := append(make([]place, 0, len(c.windows[r])+len(vectors)), c.windows[r]...)
	for _, v := range vectors {
		var err error
		if all, err = c.set(context.WithoutCancel(ctx), r, all, v); err != nil {
			return fmt.Errorf("add to revision %d: %w", r, err)
		}
	}
	c.keep(r, all)
	return nil
}

// set puts one window in the place of what was there, and returns the
// revision's windows.
func (c *Collection) set(ctx context.Context, r rag.Revision, all []place, v rag.WindowVector) ([]place, error) {
	p := place{int32(v.Chunk), int32(v.Window)}
	at, there := slices.BinarySearchFunc(all, p, place.compare)
	switch { // neither call blocks or looks at its context
	case v.Vector == nil && there:
		return slices.Delete(all, at, at+1), c.chromem.Delete(ctx, nil, nil, p.id(r))
	case v.Vector == nil:
		return all, nil
	case !there:
		all = slices.Insert(all, at, p)
	}
	return all, c.chromem.AddDocument(ctx, chromem.Document{ID: p.id(r), Embedding: v.Vector})
}

// keep notes the windows of a revision. The caller holds mu.
func (c *Collection) keep(r rag.Revision, all []place) {
	c.chunks += countChunks(all) - countChunks(c.windows[r])
	if len(all) == 0 {
		delete(c.windows, r)
		return
	}
	c.windows[r] = slices.Clip(all)
}

// Remove implements [rag.VectorIndex]. A revision that is not there is no error.
func (c *Collection) Remove(ctx context.Context, r rag.Revision) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	all := c.windows[r]
	if len(all) == 0 {
		return nil // chromem takes no ids for an error, or for all of them
	}
	ids := make([]string, len(all))
	for i, p := range all {
		ids[i] = p.id(r)
	}
	// By nil and not by an empty where, which would match everything.
	if err := c.chromem.Delete(context.WithoutCancel(ctx), nil, nil, ids...); err != nil {
		return fmt.Errorf("remove revision %d: %w", r, err)
	}
	c.keep(r, nil)
	return nil
}

// Len is how many windows there are.
func (c *Collection) Len() int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.chromem.Count()
}

// Has reports whether any window of a revision is there.
func (c *Collection) Has(r rag.Revision) bool {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return len(c.windows[r]) > 0
}

func (c *Collection) checkWindow(v rag.WindowVector) error {
	if v.Chunk < 0 || v.Window < 0 || v.Chunk > math.MaxInt32 || v.Window > math.MaxInt32 {
		return errors.New("no such ordinal")
	}
	if v.Vector == nil {
		return nil
	}
	return c.check(v.Vector)
}

// Vectors are unit vectors; chromem mends a length that is a little off. Its
// arithmetic is of 32 bits, which a length outside of these bounds would
// leave, so that the cosine came out as NaN.
const (
	minLength = 1e-6
	maxLength = 1e6
)

// check fails where a vector has no cosine to others of the collection.
func (c *Collection) check(v []float32) error {
	if len(v) != c.dim {
		return fmt.Errorf("a vector of %d dimensions in collection %s", len(v), c.chromem.Name)
	}
	var squares float64
	for _, x := range v {
		squares += float64(x) * float64(x)
	}
	if !(squares >= minLength*minLength && squares <= maxLength*maxLength) { // false for NaN, too
		return fmt.Errorf("a vector of length %v, not a unit vector", math.Sqrt(squares))
	}
	return nil
}
