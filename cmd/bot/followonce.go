package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"newsdesk/internal/sources"
	"newsdesk/rag"
)

// readListing takes the articles that a feed, or a map of a site, lists, with the
// pages of those that it does not have whole, as politely as if it were followed.
func (in *intake) readListing(ctx context.Context, address string) error {
	reader := &follower{in.stockroom, nil}
	shelf := &memoryShelf{docs: map[string]sources.Doc{}}
	k := sources.New(sources.Config{
		Shelf: shelf, Leases: shelf, Getter: webGetter{in.web}, Reader: reader, Store: onceStore{in},
		Log: in.log, Now: time.Now, UserAgent: userAgent,
	})
	added, err := k.Add(ctx, sources.Source{Kind: sources.Feed, Address: address})
	if err != nil {
		return err
	}
	status, err := k.Poll(ctx, added.ID)
	switch {
	case err != nil:
		return err
	case status.State.Why != "":
		return fmt.Errorf("read %s: %s", address, status.State.Why)
	case status.State.Note != "":
		in.bar.say(in.stderr, "newsdesk: "+oneLine(address)+": "+oneLine(status.State.Note))
	}
	in.bar.say(in.stderr, "newsdesk: read once what "+oneLine(address)+" lists; to follow it: bot sources add "+oneLine(address))
	return nil
}

// onceStore gives the articles of a feed that is read once to an import.
type onceStore struct{ in *intake }

// Put implements sources.Store. What became of the articles is counted by the import.
func (s onceStore) Put(_ context.Context, _ sources.Source, articles []rag.Article) (added, changed int, err error) {
	for _, a := range articles {
		if err := s.in.take(a.For(s.in.audience)); err != nil {
			return 0, 0, err
		}
	}
	return 0, 0, nil
}

// Withdraw implements sources.Store: nothing is kept of what the feed had before.
func (onceStore) Withdraw(context.Context, sources.Source, rag.ArticleID) error {
	return rag.ErrNotFound
}

// memoryShelf is a shelf for a feed that is read once, and its lease.
type memoryShelf struct {
	mu   sync.Mutex
	docs map[string]sources.Doc
}

// named is the key of a document among all.
func (m *memoryShelf) named(collection, key string) string { return collection + "\x00" + key }

// Doc implements sources.Shelf.
func (m *memoryShelf) Doc(_ context.Context, collection, key string) (sources.Doc, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	doc, ok := m.docs[m.named(collection, key)]
	if !ok {
		return doc, fmt.Errorf("document %s: %w", key, rag.ErrNotFound)
	}
	return doc, nil
}

// Docs implements sources.Shelf.
func (m *memoryShelf) Docs(_ context.Context, collection, keyPrefix string, visit func(sources.Doc) error) error {
	m.mu.Lock()
	all := maps.Clone(m.docs)
	m.mu.Unlock()
	for _, key := range slices.Sorted(maps.Keys(all)) {
		if strings.HasPrefix(key, m.named(collection, keyPrefix)) {
			if err := visit(all[key]); err != nil {
				return err
			}
		}
	}
	return nil
}

// UpdateDoc implements sources.Shelf.
func (m *memoryShelf) UpdateDoc(_ context.Context, collection, key string, change func(*sources.Doc) (*sources.Doc, error)) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	var old *sources.Doc
	if doc, ok := m.docs[m.named(collection, key)]; ok {
		old = &doc
	}
	doc, err := change(old)
	switch {
	case err != nil:
		return errors.Join(fmt.Errorf("change document %s", key), err)
	case doc == nil:
		delete(m.docs, m.named(collection, key))
	default:
		doc.Collection, doc.Key = collection, key
		m.docs[m.named(collection, key)] = *doc
	}
	return nil
}

// Lease implements sources.Leases: there is nobody else.
func (*memoryShelf) Lease(context.Context, string, string) (bool, error) { return true, nil }

// Release implements sources.Leases.
func (*memoryShelf) Release(context.Context, string, string) error { return nil }
