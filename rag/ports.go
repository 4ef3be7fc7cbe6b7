package rag

import (
	"context"
	"errors"
)

// What the library asks of the outside. Implementations may be used by several
// goroutines and stand beside other processes on the same data.

// Sentinels that implementations wrap.
var (
	// ErrNotFound says that no such article or revision is stored.
	ErrNotFound = errors.New("not in the coverage")
	// ErrNewer says that the record was written by a newer version of the bot.
	ErrNewer = errors.New("the record was written by a newer version of newsdesk")
)

// Seq is a position in a record's log of changes. Zero is before the first.
type Seq int64

// Prepared is an article with what was derived from its text, ready to be stored.
type Prepared struct {
	Article Article
	// Analysis is the article's chunks and their words, in a form that only
	// the library reads; Version tells which.
	Analysis []byte
	Version  int
	// Unasked says that nobody asked for this very article: a feed lists it, or a
	// folder has it. What a person has withdrawn stays out then.
	Unasked bool
}

// Reanalysis is a new analysis of a stored revision.
type Reanalysis struct {
	Revision Revision
	Analysis []byte
	Version  int
	// Recut says that the chunks are others than before: the vectors, which
	// are of the old ones, are dropped.
	Recut bool
}

// Outcome tells what storing an article did.
type Outcome int

// The outcomes of storing.
const (
	Unchanged Outcome = iota // the same text and facts were there
	Added
	Replaced
	Withheld // a person has withdrawn it, and nobody asked for it
)

// Change is one event of a record's log, with what an index needs of it.
// Exactly one of its parts is set.
type Change struct {
	Stored   *Stored       // an article is there under a new revision
	Removed  Revision      // this revision is gone: withdrawn or replaced
	Embedded *EmbeddedPart // vectors came for some windows of a revision
}

// Stored is an article as the log delivers it. Article.Body is empty: ask
// Texts for it.
type Stored struct {
	Revision Revision
	Prepared
}

// EmbeddedPart is the vectors of some windows of one revision, by one encoder.
type EmbeddedPart struct {
	Encoder  string
	Revision Revision
	Vectors  []WindowVector
}

// WindowVector is the unit vector of one window of a chunk. A nil Vector
// says that the window has no words that the encoder knows.
type WindowVector struct {
	Chunk  int // ordinal in its article
	Window int // ordinal in its chunk
	Vector []float32
}

// Log delivers what has happened to the coverage.
type Log interface {
	// Changes calls visit for everything since after, oldest first, and
	// returns the position reached. From zero it delivers the present
	// state: all articles that are there, then their vectors. Vectors of
	// encoders that are not named are left out. A removal is delivered
	// before the revision that replaces it. An error of visit ends it, and
	// the position returned is then meaningless.
	Changes(ctx context.Context, after Seq, encoders []string, visit func(Change) error) (Seq, error)
}

// Texts gives stored articles whole.
type Texts interface {
	// Article returns a revision with its body, or an error that wraps ErrNotFound.
	Article(ctx context.Context, r Revision) (Article, error)
}

// Writer changes the coverage. Each call is applied whole or not at all, and
// is durable when it returns.
type Writer interface {
	// Put stores articles, replacing those with the same id whose text or
	// facts differ. One outcome an article, in order.
	Put(ctx context.Context, articles []Prepared) ([]Outcome, error)
	// Holds reports for each article whether it is stored as it is given, its
	// text and its facts, with an analysis of a version: what Put would leave
	// unchanged.
	Holds(ctx context.Context, articles []Article, version int) ([]bool, error)
	// Remove withdraws an article; an error that wraps ErrNotFound where there is none.
	Remove(ctx context.Context, id ArticleID) error
	// Reanalyse replaces analyses that were made by other rules, without a
	// change in the log. Revisions that are gone are passed over.
	Reanalyse(ctx context.Context, all []Reanalysis) error
}

// VectorWriter keeps vectors beside their articles.
type VectorWriter interface {
	// PutVectors stores vectors of windows; those of a revision that is
	// gone are dropped silently. Storing the same window again replaces it.
	PutVectors(ctx context.Context, parts []EmbeddedPart) error
	// Lease gives one of several processes the right to a job until it
	// renews it by asking again or its time is over. It reports whether
	// owner holds it.
	Lease(ctx context.Context, job, owner string) (bool, error)
	// Release gives a lease back; one that owner does not hold is left alone.
	Release(ctx context.Context, job, owner string) error
}

// Record is the durable store of the coverage.
type Record interface {
	Log
	Texts
	Writer
	VectorWriter
}

// Embedder turns texts into vectors.
type Embedder interface {
	// Name tells encoder, dimension and version; vectors of different
	// names are never compared.
	Name() string
	// Dim is the length of each vector.
	Dim() int
	// Embed returns one unit vector a text, nil for a text without words.
	Embed(ctx context.Context, texts []string) ([][]float32, error)
}

// VectorIndex finds the nearest windows by cosine.
type VectorIndex interface {
	Add(ctx context.Context, r Revision, vectors []WindowVector) error
	Remove(ctx context.Context, r Revision) error
	// Nearest returns at most n chunks, best first, each scored by the
	// cosine of its best window; chunks for which keep (nil: all) is
	// false are passed over. keep is called by one goroutine.
	Nearest(ctx context.Context, query []float32, n int, keep func(ChunkID) bool) ([]ScoredChunk, error)
}

// ScoredChunk is a chunk and how well it matches; what the score means is told
// by who returns it.
type ScoredChunk struct {
	Chunk ChunkID
	Score float64
}
