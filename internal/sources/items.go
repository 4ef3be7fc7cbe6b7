package sources

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"time"

	"newsdesk/rag"
)

const (
	// maxItems bounds how many items of a source are looked at and remembered. A
	// feed has 10 to 200 and a sitemap of news at most 1,000.
	maxItems = 5000
	// putAtOnce is how many articles are stored in one transaction.
	putAtOnce = 100
)

// mark is the hash of a key or of a version.
type mark [8]byte

func markOf(s string) mark {
	sum := sha256.Sum256([]byte(s))
	return mark(sum[:8])
}

// seenDoc is which items of a source were taken in, the latest first: the mark
// of each one's key and of its version, one after another.
type seenDoc struct {
	Life  string `json:"life,omitempty"` // of the source
	Marks []byte `json:"marks"`
}

const seenSize = 2 * len(mark{})

// versions are the marks by key.
func (s seenDoc) versions() map[mark]mark {
	all := make(map[mark]mark, len(s.Marks)/seenSize)
	for rest := s.Marks; len(rest) >= seenSize; rest = rest[seenSize:] {
		all[mark(rest[:8])] = mark(rest[8:16])
	}
	return all
}

// with is what was seen after some items were taken in.
func (s seenDoc) with(items []Item) seenDoc {
	next := seenDoc{Life: s.Life}
	known := map[mark]bool{}
	add := func(key, version mark) {
		if !known[key] && len(known) < maxItems {
			known[key] = true
			next.Marks = append(append(next.Marks, key[:]...), version[:]...)
		}
	}
	for _, item := range items {
		add(markOf(item.key()), item.mark())
	}
	for rest := s.Marks; len(rest) >= seenSize; rest = rest[seenSize:] {
		add(mark(rest[:8]), mark(rest[8:16]))
	}
	return next
}

// mark changes when an item does.
func (i Item) mark() mark {
	version := i.Version + "\x00" + i.URL
	if a := i.Article; a != nil {
		version += "\x00" + a.Title + "\x00" + a.Body
	}
	return markOf(version)
}

// took is what was taken in.
type took struct {
	Added, Changed int
	fresh          int // items that are new or changed
	left           int // for which there was no room
	withdrawn      int
	lags           []time.Duration
}

// taking is what is to be taken in.
type taking struct {
	source Source
	items  []Item
	depth  int // of the page that lists them; 0: the source itself does
	// followed reports that the source was followed before: what is new in it is
	// news.
	followed bool
}

// takeIn stores the articles of items that are new or changed and has the pages
// of the others got. It can be repeated without effect.
func (k *Keeper) takeIn(ctx context.Context, t taking) (took, error) {
	leave, err := k.turn(ctx, "seen "+string(t.source.ID))
	if err != nil {
		return took{}, err
	}
	defer leave()
	seen, _, err := lookUp[seenDoc](ctx, k, keptSeen, string(t.source.ID))
	if err != nil {
		return took{}, err
	}
	if seen.Life != t.source.life {
		seen = seenDoc{Life: t.source.life}
	}
	fresh, known := t.fresh(seen.versions())
	if len(fresh) == 0 {
		return took{}, nil
	}
	took, err := k.putItems(ctx, t, fresh, known)
	if err != nil {
		return took, err
	}
	taken, err := k.queue(ctx, t, fresh)
	if err != nil {
		return took, err
	}
	took.fresh, took.left = len(taken), len(fresh)-len(taken)
	if err := k.still(ctx, t.source); err != nil {
		return took, err
	}
	return took, k.put(ctx, keptSeen, string(t.source.ID), seen.with(taken), time.Time{})
}

// fresh are the items that are new or changed, and which of their keys are known.
func (t taking) fresh(seen map[mark]mark) ([]Item, map[string]bool) {
	var fresh []Item
	known, twice := map[string]bool{}, map[string]bool{}
	for _, item := range t.items[:min(len(t.items), maxItems)] {
		key := item.key()
		if key == "" || twice[key] {
			continue
		}
		twice[key] = true
		version, ok := seen[markOf(key)]
		if ok && version == item.mark() {
			continue
		}
		known[key] = ok
		fresh = append(fresh, item)
	}
	return fresh, known
}

// putItems stores the articles of items that have them.
func (k *Keeper) putItems(ctx context.Context, t taking, fresh []Item, known map[string]bool) (took, error) {
	var articles []rag.Article
	var out took
	for _, item := range fresh {
		if item.Article == nil {
			continue
		}
		articles = append(articles, *item.Article)
		if lag := k.lag(item); t.followed && !known[item.key()] && lag > 0 {
			out.lags = append(out.lags, lag)
		}
	}
	var err error
	out.Added, out.Changed, err = k.putAll(ctx, t.source, articles)
	return out, err
}

// putAll stores articles, some at a time.
func (k *Keeper) putAll(ctx context.Context, s Source, articles []rag.Article) (added, changed int, err error) {
	for len(articles) > 0 {
		n := min(len(articles), putAtOnce)
		a, c, err := k.c.Store.Put(ctx, s, articles[:n])
		added, changed = added+a, changed+c
		if err != nil {
			return added, changed, fmt.Errorf("store articles of %s: %w", s.ID, err)
		}
		articles = articles[n:]
	}
	return added, changed, nil
}

// lag is how long ago an item was published, 0 where the source does not say.
func (k *Keeper) lag(item Item) time.Duration {
	if item.Published.IsZero() {
		return 0
	}
	return max(k.c.Now().Sub(item.Published), 0)
}

// read reads what came of a source or page, and does not fall with the reader.
func (k *Keeper) read(ctx context.Context, s Source, f Found) (b Batch, err error) {
	defer func() {
		if r := recover(); r != nil {
			k.c.Log.Error("reading a source panicked", "source", s.ID, "url", f.URL, "panic", r)
			err = errors.New("it can't be read; the log says more")
		}
	}()
	return k.c.Reader.Read(ctx, s, f)
}

// withdraw removes articles, and counts those that were there.
func (k *Keeper) withdraw(ctx context.Context, s Source, ids []rag.ArticleID) (int, error) {
	if err := k.still(ctx, s); err != nil {
		return 0, err
	}
	n := 0
	for _, id := range ids {
		err := k.c.Store.Withdraw(ctx, s, id)
		if errors.Is(err, rag.ErrNotFound) {
			continue
		}
		if err != nil {
			return n, fmt.Errorf("withdraw an article of %s: %w", s.ID, err)
		}
		n++
	}
	return n, nil
}

// observe reports what a visit took in.
func (k *Keeper) observe(t Took) {
	if k.c.Observer != nil && (t.Added > 0 || t.Changed > 0 || t.Withdrawn > 0) {
		k.c.Observer.Took(t)
	}
}
