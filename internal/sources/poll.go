package sources

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// wishLook is how often it is looked whether another process has done what was
// wished for: a person waits for it.
const wishLook = time.Second

// Poll asks for a source at once, whether it is due or paused, and returns how it
// stands then; its State says what came of it. It waits until its host may be
// asked. An error wraps ErrUnknown, or ErrHeld where the site asked to be left
// alone, or is that of ctx.
//
// Where this process or none keeps the sources, Poll asks itself; in the latter
// case it gets the new pages that the source lists, too. Where another process
// does, that one is told, and Poll waits for it.
func (k *Keeper) Poll(ctx context.Context, id ID) (Status, error) {
	e, err := k.entry(ctx, id)
	if err != nil {
		return Status{}, err
	}
	k.mu.Lock()
	runs, leading := k.runs, k.leading
	k.mu.Unlock()
	switch {
	case e.Source.Kind == Files && leading:
		return k.wish(ctx, id)
	case leading:
		defer k.tell(jobKey{source: id})
		return k.visit(ctx, id, true)
	case runs:
		return k.wish(ctx, id)
	}
	var s Status
	got, asking := k.leased(ctx, func(ctx context.Context) { s, err = k.alone(ctx, e) })
	if !got && asking == nil {
		return k.wish(ctx, id)
	}
	return s, errors.Join(err, asking)
}

// alone asks for a source and the pages that it lists, where nobody else does.
func (k *Keeper) alone(ctx context.Context, e entry) (Status, error) {
	if e.Source.Kind == Files {
		if err := k.scanOnce(ctx, e.Source); err != nil {
			return e.status(), err
		}
		return k.Get(ctx, e.Source.ID)
	}
	s, err := k.visit(ctx, e.Source.ID, true)
	if err != nil || !s.Active() {
		return s, err
	}
	for range maxDepth + 1 {
		keys, err := k.duePages(ctx, e.Source.ID)
		if err != nil || len(keys) == 0 {
			break
		}
		for _, key := range keys {
			if err := k.visitPage(ctx, key); err != nil {
				return s, err
			}
		}
	}
	return k.Get(ctx, e.Source.ID)
}

// duePages are the pages of a source that are due.
func (k *Keeper) duePages(ctx context.Context, id ID) ([]jobKey, error) {
	var due []jobKey
	err := k.c.Shelf.Docs(ctx, keptPages, string(id)+"/", func(doc Doc) error {
		if p, err := decode[page](doc); err == nil && !p.Due.IsZero() && !p.Due.After(k.c.Now()) {
			due = append(due, jobKey{id, doc.Key})
		}
		return nil
	})
	return due, err
}

// wish has whoever keeps the sources ask for one, and waits until that was done.
func (k *Keeper) wish(ctx context.Context, id ID) (Status, error) {
	e, err := k.change(ctx, id, func(e *entry) error {
		now := k.c.Now()
		if e.State.Held.After(now) {
			return fmt.Errorf("%w, until %s", ErrHeld, e.State.Held.UTC().Format(time.RFC3339))
		}
		e.State.Wanted = later(now, e.State.Asked.Add(time.Nanosecond))
		return nil
	})
	if err != nil {
		return e.status(), err
	}
	k.tell(jobKey{source: id})
	for wanted := e.State.Wanted; e.State.Asked.Before(wanted); {
		if !pause(ctx, wishLook) {
			return e.status(), fmt.Errorf("wait for source %s to be asked for: %w", id, ctx.Err())
		}
		if e, err = k.entry(ctx, id); err != nil {
			return Status{}, err
		}
	}
	return e.status(), nil
}
