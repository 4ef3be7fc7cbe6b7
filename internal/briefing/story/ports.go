package story

import (
	"context"
	"log/slog"
	"time"

	"newsdesk/rag"
)

// Coverage is what a keeper follows: what happened to the articles, and their
// texts. *record.Record is one. The log, not the library, is followed, because it
// tells that an article was replaced, and costs nothing where nothing happened.
type Coverage interface {
	rag.Log
	rag.Texts
}

// Doc is a document on a shelf; it spells out that of the record.
type Doc = struct {
	Collection, Key string    // its name, neither empty
	Owner           string    // who can have it forgotten; "": nobody
	Body            []byte    // JSON
	Expires         time.Time // zero: never
}

// Shelf keeps the ids of stories. *record.Record is one.
type Shelf interface {
	// Doc returns a document, or an error that wraps rag.ErrNotFound.
	Doc(ctx context.Context, collection, key string) (Doc, error)
	// Docs calls visit with the documents whose keys begin with a prefix, by key.
	Docs(ctx context.Context, collection, keyPrefix string, visit func(Doc) error) error
	// UpdateDoc replaces a document by what change makes of it; nobody writes
	// it in between. Old is nil where there is none; a nil result deletes it.
	UpdateDoc(ctx context.Context, collection, key string, change func(old *Doc) (*Doc, error)) error
}

// Config is what a keeper is made of. All is required.
type Config struct {
	Coverage Coverage
	Shelf    Shelf
	Now      func() time.Time
	Log      *slog.Logger
}
