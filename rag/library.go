package rag

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"newsdesk/rag/lexical"
)

// Encoder is an embedder with an index for its vectors and its weight against
// the words. The weight is a property of the embedder: it is measured.
type Encoder struct {
	Embedder Embedder
	Index    VectorIndex
	// Weight is the share of meaning in a fused score, 0 to 1.
	Weight float64
}

// LibraryConfig is what a library is made of. All but Encoders are required.
type LibraryConfig struct {
	Record Record
	// Encoders, best first. The first is filled in the background; the
	// others serve with the vectors that they have until it has more.
	Encoders []Encoder
	Log      *slog.Logger
	Now      func() time.Time
}

// Library is the coverage as it can be searched: the record, and in memory the
// words and vectors that are derived from it. It is safe for concurrent use,
// and other processes may write to the same record.
type Library struct {
	record Record
	dense  []*dense
	log    *slog.Logger
	now    func() time.Time
	bodies *lru.Cache[Revision, string]
	words  *lexical.Index
	copies *copyIndex

	syncing sync.Mutex // one reader of the log at a time
	at      Seq

	mu      sync.RWMutex // guards what follows
	entries map[Revision]*entry
	byID    map[ArticleID]Revision
	own     audiences
	stale   []staleRevision // to be analysed anew, see renew
}

// entry is a stored article without its body.
type entry struct {
	article Article
	chunks  []Chunk
}

// cachedBodies is how many article texts are kept in memory: at a usual 6 KB
// an article some 25 MB, and more articles than a day of questions touches.
const cachedBodies = 4096

// cachedBody is up to which length in bytes a text is kept; longer ones, books
// and reports, are read each time, so that the memory stays bounded.
const cachedBody = 128 << 10

// OpenLibrary derives the indexes from the record.
func OpenLibrary(ctx context.Context, c LibraryConfig) (*Library, error) {
	bodies, err := lru.New[Revision, string](cachedBodies)
	if err != nil {
		return nil, fmt.Errorf("open library: %w", err)
	}
	l := &Library{
		record: c.Record, log: c.Log, now: c.Now, bodies: bodies, words: lexical.New(), copies: newCopyIndex(),
		entries: map[Revision]*entry{}, byID: map[ArticleID]Revision{},
	}
	for _, e := range c.Encoders {
		l.dense = append(l.dense, newDense(e))
	}
	if err := errors.Join(l.Sync(ctx), l.renew(ctx)); err != nil {
		return nil, fmt.Errorf("open library: %w", err)
	}
	return l, nil
}

// Add stores articles and makes them searchable by words. All are stored or
// none; one outcome an article. An error wraps ErrAudience where an id is not one of
// its article's audience: see [IDFor].
func (l *Library) Add(ctx context.Context, articles []Article) ([]Outcome, error) {
	outcomes, err := Store{Record: l.record}.Add(ctx, articles)
	if err != nil {
		return nil, err
	}
	return outcomes, l.Sync(ctx)
}

// Remove withdraws an article; the next answer has nothing of it. Like Article it
// asks nobody's leave.
func (l *Library) Remove(ctx context.Context, id ArticleID) error {
	if err := l.record.Remove(ctx, id); err != nil {
		return fmt.Errorf("remove article %s: %w", id, err)
	}
	return l.Sync(ctx)
}

// Article returns the article with an id whole, or an error that wraps ErrNotFound.
// It asks nobody's leave: who shows it holds it against a [Filter] first.
func (l *Library) Article(ctx context.Context, id ArticleID) (Article, error) {
	l.mu.RLock()
	rev, ok := l.byID[id]
	l.mu.RUnlock()
	if !ok {
		return Article{}, fmt.Errorf("article %s: %w", id, ErrNotFound)
	}
	return l.load(ctx, rev)
}

// Articles returns what passes the filter without bodies, the latest first
// and the undated last.
func (l *Library) Articles(f Filter) []Article {
	l.mu.RLock()
	defer l.mu.RUnlock()
	var found []Article
	for _, rev := range slices.Sorted(maps.Keys(l.entries)) {
		if e := l.entries[rev]; f.Passes(&e.article) {
			found = append(found, e.article)
		}
	}
	slices.SortStableFunc(found, func(a, b Article) int { return b.Published.Time.Compare(a.Published.Time) })
	return found
}

// Extent tells how much coverage passes the filter and what days it spans.
func (l *Library) Extent(f Filter) Extent {
	l.mu.RLock()
	defer l.mu.RUnlock()
	var x Extent
	outlets := map[string]bool{}
	for _, e := range l.entries {
		if f.Passes(&e.article) {
			x.add(&e.article)
			outlets[e.article.Outlet] = true
		}
	}
	delete(outlets, "")
	x.Outlets = slices.Sorted(maps.Keys(outlets))
	return x
}

func (x *Extent) add(a *Article) {
	x.Articles++
	if !a.Published.Known() {
		x.Undated++
		return
	}
	if !x.First.Known() || a.Published.Time.Before(x.First.Time) {
		x.First = a.Published
	}
	if !x.Last.Known() || a.Published.Time.After(x.Last.Time) {
		x.Last = a.Published
	}
}

// Chunks is how many chunks can be searched.
func (l *Library) Chunks() int { return l.words.Len() }

// load returns the article of a revision with its body.
func (l *Library) load(ctx context.Context, rev Revision) (Article, error) {
	l.mu.RLock()
	e, ok := l.entries[rev]
	l.mu.RUnlock()
	if !ok {
		return Article{}, fmt.Errorf("revision %d: %w", rev, ErrNotFound)
	}
	a := e.article
	if body, ok := l.bodies.Get(rev); ok {
		a.Body = body
		return a, nil
	}
	stored, err := l.record.Article(ctx, rev)
	if err != nil {
		return Article{}, fmt.Errorf("read article %s: %w", a.ID, err)
	}
	if len(stored.Body) <= cachedBody {
		l.bodies.Add(rev, stored.Body)
	}
	return stored, nil
}
