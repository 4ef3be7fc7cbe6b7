package briefing

import (
	"context"
	"time"
)

// Doc is a document on a shelf. It spells out the record's Doc, an alias, so
// that *record.Record is a [Shelf] though neither package knows the other.
type Doc = struct {
	Collection, Key string    // its name, neither empty
	Owner           string    // who can have it forgotten; "": nobody
	Body            []byte    // JSON
	Expires         time.Time // zero: never
}

// Shelf keeps small documents beside the coverage: stories, schedules, what a
// channel was told.
type Shelf interface {
	// Doc returns a document, or an error that wraps rag.ErrNotFound.
	Doc(ctx context.Context, collection, key string) (Doc, error)
	// Docs calls visit with the documents whose keys begin with a prefix, by key.
	Docs(ctx context.Context, collection, keyPrefix string, visit func(Doc) error) error
	// UpdateDoc replaces a document by what change makes of it; nobody writes
	// it in between. Old is nil where there is none; a nil result deletes it.
	UpdateDoc(ctx context.Context, collection, key string, change func(old *Doc) (*Doc, error)) error
}
