package rag_test

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"newsdesk/rag"
)

// memory is a record without a disk. What it holds can be read back.
type memory struct {
	mu      sync.Mutex
	next    rag.Revision
	stored  map[rag.Revision]rag.Prepared
	byID    map[rag.ArticleID]rag.Revision
	log     []rag.Change
	vectors map[rag.Revision][]rag.WindowVector
}

func newMemory() *memory {
	return &memory{
		stored: map[rag.Revision]rag.Prepared{}, byID: map[rag.ArticleID]rag.Revision{},
		vectors: map[rag.Revision][]rag.WindowVector{},
	}
}

var _ rag.Record = (*memory)(nil)

func (m *memory) Changes(_ context.Context, after rag.Seq, encoders []string, visit func(rag.Change) error) (rag.Seq, error) {
	m.mu.Lock()
	log := m.log[after:]
	m.mu.Unlock()
	for _, c := range log {
		if c.Stored != nil {
			m.mu.Lock()
			_, there := m.stored[c.Stored.Revision]
			m.mu.Unlock()
			if !there {
				continue
			}
		}
		if err := visit(c); err != nil {
			return 0, err
		}
	}
	return after + rag.Seq(len(log)), nil
}

func (m *memory) Article(_ context.Context, r rag.Revision) (rag.Article, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	p, ok := m.stored[r]
	if !ok {
		return rag.Article{}, fmt.Errorf("revision %d: %w", r, rag.ErrNotFound)
	}
	return p.Article, nil
}

func (m *memory) Put(_ context.Context, articles []rag.Prepared) ([]rag.Outcome, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	outcomes := make([]rag.Outcome, len(articles))
	for i, p := range articles {
		outcomes[i] = rag.Added
		if old, ok := m.byID[p.Article.ID]; ok {
			outcomes[i] = rag.Replaced
			m.drop(old)
		}
		m.next++
		m.stored[m.next], m.byID[p.Article.ID] = p, m.next
		p.Article.Body = ""
		m.log = append(m.log, rag.Change{Stored: &rag.Stored{Revision: m.next, Prepared: p}})
	}
	return outcomes, nil
}

func (m *memory) drop(r rag.Revision) {
	delete(m.stored, r)
	delete(m.vectors, r)
	m.log = append(m.log, rag.Change{Removed: r})
}

// Holds is never sure, so that all is analysed and put.
func (m *memory) Holds(_ context.Context, articles []rag.Article, _ int) ([]bool, error) {
	return make([]bool, len(articles)), nil
}

func (m *memory) Remove(_ context.Context, id rag.ArticleID) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	r, ok := m.byID[id]
	if !ok {
		return fmt.Errorf("article %s: %w", id, rag.ErrNotFound)
	}
	delete(m.byID, id)
	m.drop(r)
	return nil
}

func (m *memory) Reanalyse(_ context.Context, all []rag.Reanalysis) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, one := range all {
		p, ok := m.stored[one.Revision]
		if !ok {
			continue
		}
		p.Analysis, p.Version = one.Analysis, one.Version
		m.stored[one.Revision] = p
		if one.Recut {
			delete(m.vectors, one.Revision)
			m.log = slices.DeleteFunc(m.log, func(c rag.Change) bool {
				return c.Embedded != nil && c.Embedded.Revision == one.Revision
			})
		}
	}
	return nil
}

func (m *memory) PutVectors(_ context.Context, parts []rag.EmbeddedPart) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, p := range parts {
		if _, ok := m.stored[p.Revision]; ok {
			m.vectors[p.Revision] = append(m.vectors[p.Revision], p.Vectors...)
			m.log = append(m.log, rag.Change{Embedded: &p})
		}
	}
	return nil
}

func (m *memory) Lease(context.Context, string, string) (bool, error) { return true, nil }

func (m *memory) Release(context.Context, string, string) error { return nil }

// newLibrary opens a library over a memory with some articles.
func newLibrary(t testing.TB, articles ...rag.Article) *rag.Library {
	t.Helper()
	l, err := rag.OpenLibrary(t.Context(), rag.LibraryConfig{
		Record: newMemory(), Log: slog.New(slog.DiscardHandler), Now: time.Now,
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Add(t.Context(), articles); err != nil {
		t.Fatal(err)
	}
	return l
}

// age makes all analyses look like those of another version.
func (m *memory) age(version int) {
	for r, p := range m.stored {
		p.Version, p.Analysis = version, []byte("in another form")
		m.stored[r] = p
	}
	for _, c := range m.log {
		if c.Stored != nil {
			c.Stored.Version, c.Stored.Analysis = version, []byte("in another form")
		}
	}
}
