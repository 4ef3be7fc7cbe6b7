package sources

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"newsdesk/rag"
)

// The collections of the shelf, and what their keys are.
const (
	keptSources = "sources"       // an entry, by the source's ID
	keptSeen    = "sources.seen"  // the items that were seen, by the source's ID
	keptPages   = "sources.pages" // a page, by the source's ID, a slash and a hash of its address
	keptHosts   = "sources.hosts" // what is known of a host, by scheme and host
	keptFiles   = "sources.files" // files of a folder, by the source's ID, a slash and a shard
)

// version is of the documents that this package writes. A document of a later
// one is never read, and never written over.
const version = 1

var (
	errNewer   = errors.New("it was written by a newer version of Newsdesk; update this one")
	errDamaged = errors.New("it is damaged, and left as it is")
)

// entry is the document of a source.
type entry struct {
	Source Source `json:"source"`
	State  State  `json:"state"`
	Life   string `json:"life,omitempty"` // see Source
}

func (e entry) status() Status { return Status{e.Source, e.State} }

// encode makes the body of a document, with its version beside it.
func encode(value any) ([]byte, error) {
	return json.Marshal(struct {
		V    int `json:"v"`
		Body any `json:"body"`
	}{version, value})
}

// decode reads what encode made.
func decode[T any](doc Doc) (T, error) {
	var body T
	var raw struct {
		V    int             `json:"v"`
		Body json.RawMessage `json:"body"`
	}
	err := json.Unmarshal(doc.Body, &raw)
	switch {
	case err == nil && raw.V > version:
		err = errNewer
	case err == nil && raw.V < 1:
		err = errDamaged
	case err == nil:
		err = json.Unmarshal(raw.Body, &body)
	}
	if err != nil {
		return body, fmt.Errorf("read %q of %q: %w", doc.Key, doc.Collection, err)
	}
	return body, nil
}

// decodeEntry reads the document of a source, and refuses one that can't be its.
func decodeEntry(doc Doc) (entry, error) {
	e, err := decode[entry](doc)
	if err == nil && string(e.Source.ID) != doc.Key {
		err = fmt.Errorf("read %q of %q: %w", doc.Key, doc.Collection, errDamaged)
	}
	if err == nil {
		if _, bad := e.Source.checked(); bad != nil {
			err = fmt.Errorf("read %q of %q: %w", doc.Key, doc.Collection, errDamaged)
		}
	}
	e.State.Pace, e.Source.life = e.State.Pace.sound(), e.Life
	return e, err
}

// entry returns the document of a source, or an error that wraps ErrUnknown.
func (k *Keeper) entry(ctx context.Context, id ID) (entry, error) {
	if id == "" || len(id) > maxName {
		return entry{}, fmt.Errorf("find source %q: %w", clip(string(id)), ErrUnknown)
	}
	doc, err := k.c.Shelf.Doc(ctx, keptSources, string(id))
	if errors.Is(err, rag.ErrNotFound) {
		return entry{}, fmt.Errorf("find source %s: %w", clip(string(id)), ErrUnknown)
	}
	if err != nil {
		return entry{}, fmt.Errorf("find source %s: %w", clip(string(id)), err)
	}
	return decodeEntry(doc)
}

// change changes the document of a source, and returns it as it is then. What was
// removed meanwhile stays so: the error wraps ErrUnknown.
func (k *Keeper) change(ctx context.Context, id ID, by func(e *entry) error) (entry, error) {
	var e entry
	err := k.c.Shelf.UpdateDoc(ctx, keptSources, string(id), func(old *Doc) (*Doc, error) {
		if old == nil {
			return nil, ErrUnknown
		}
		var err error
		if e, err = decodeEntry(*old); err != nil {
			return nil, err
		}
		if err := by(&e); err != nil {
			return nil, err
		}
		body, err := encode(e)
		return &Doc{Body: body}, err
	})
	if err != nil {
		return e, fmt.Errorf("change source %s: %w", clip(string(id)), err)
	}
	return e, nil
}

// changeOf changes the state of a source that a visit began with. One that was
// removed meanwhile is not touched, though it were added anew: the error wraps
// ErrUnknown.
func (k *Keeper) changeOf(ctx context.Context, s Source, by func(s *State)) (entry, error) {
	return k.change(ctx, s.ID, func(e *entry) error {
		if e.Source.life != s.life {
			return ErrUnknown
		}
		by(&e.State)
		return nil
	})
}

// still returns an error that wraps ErrUnknown where a source was removed since a
// visit began with it.
func (k *Keeper) still(ctx context.Context, s Source) error {
	e, err := k.entry(ctx, s.ID)
	if err == nil && e.Source.life != s.life {
		return fmt.Errorf("find source %s: %w", s.ID, ErrUnknown)
	}
	return err
}

// lookUp reads a document into a value; it reports whether there is one. A
// damaged one counts as none, for all it holds can be had anew.
func lookUp[T any](ctx context.Context, k *Keeper, collection, key string) (T, bool, error) {
	var none T
	doc, err := k.c.Shelf.Doc(ctx, collection, key)
	if errors.Is(err, rag.ErrNotFound) {
		return none, false, nil
	}
	if err != nil {
		return none, false, fmt.Errorf("read %s of %s: %w", key, collection, err)
	}
	value, err := decode[T](doc)
	if errors.Is(err, errNewer) {
		return none, false, err
	}
	if err != nil {
		k.c.Log.Warn("a document is damaged and made anew", "collection", collection, "key", key, "err", err)
		return none, false, nil
	}
	return value, true, nil
}

// put writes a document whatever it was before.
func (k *Keeper) put(ctx context.Context, collection, key string, value any, expires time.Time) error {
	body, err := encode(value)
	if err != nil {
		return fmt.Errorf("keep %s of %s: %w", key, collection, err)
	}
	return k.c.Shelf.UpdateDoc(ctx, collection, key, func(*Doc) (*Doc, error) {
		return &Doc{Body: body, Expires: expires}, nil
	})
}

// drop deletes a document.
func (k *Keeper) drop(ctx context.Context, collection, key string) error {
	return k.c.Shelf.UpdateDoc(ctx, collection, key, func(*Doc) (*Doc, error) { return nil, nil })
}

// dropOver deletes a document that was written for a life of a source that is
// over, or that can't be read.
func (k *Keeper) dropOver(ctx context.Context, collection, key string, over func(life string) bool) error {
	return k.c.Shelf.UpdateDoc(ctx, collection, key, func(old *Doc) (*Doc, error) {
		if old == nil {
			return nil, nil
		}
		of, err := decode[struct {
			Life string `json:"life"`
		}](*old)
		if err != nil || over(of.Life) {
			return nil, nil //nolint:nilerr // it can be had anew
		}
		return old, nil
	})
}
