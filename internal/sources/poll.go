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

// wishTry is after how many such looks it is tried whether nobody keeps the sources
// any more: who did may only have asked for a source of its own, or have died.
const wishTry = 2

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
	runs, leading := k.running()
	switch {
	case leading && e.Source.Kind != Files:
		defer k.tell(jobKey{source: id})
		return k.visit(ctx, id, true)
	case runs:
		return k.wish(ctx, id)
	}
	s, got, err := k.takeUp(ctx, func(ctx context.Context) (Status, error) { return k.alone(ctx, e) })
	if !got && err == nil {
		return k.wish(ctx, id)
	}
	return s, err
}

// running reports whether Run is under way, and whether it holds the lease.
func (k *Keeper) running() (runs, leading bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.runs, k.leading
}

// takeUp does what a person waits for if nobody keeps the sources, and reports
// whether that was so. It waits for nobody.
func (k *Keeper) takeUp(ctx context.Context, do func(context.Context) (Status, error)) (Status, bool, error) {
	select {
	case k.lead <- struct{}{}:
		defer func() { <-k.lead }()
	default:
		return Status{}, false, nil // somebody in this process does
	}
	var s Status
	var err error
	got, asking := k.holding(ctx, func(ctx context.Context) { s, err = do(ctx) })
	return s, got, errors.Join(err, asking)
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

// wish has whoever keeps the sources ask for one, and waits until that was done. If
// they are kept no more it asks itself.
func (k *Keeper) wish(ctx context.Context, id ID) (Status, error) {
	e, err := k.change(ctx, id, func(e *entry) error {
		now := k.c.Now()
		if e.State.Held.After(now) {
			return e.held()
		}
		e.State.Wanted = later(now, e.State.Asked.Add(time.Nanosecond))
		return nil
	})
	if err != nil {
		return e.status(), err
	}
	k.tell(jobKey{source: id})
	return k.await(ctx, e, e.State.Wanted)
}

// await waits until a source was asked for since it was wanted.
func (k *Keeper) await(ctx context.Context, e entry, wanted time.Time) (Status, error) {
	id := e.Source.ID
	for looks := 1; e.State.Asked.Before(wanted); looks++ {
		if e.State.Held.After(k.c.Now()) {
			return e.status(), e.held()
		}
		if !pause(ctx, wishLook) {
			return e.status(), fmt.Errorf("wait for source %s to be asked for: %w", id, ctx.Err())
		}
		if runs, _ := k.running(); !runs && looks%wishTry == 0 {
			s, got, err := k.takeUp(ctx, func(ctx context.Context) (Status, error) { return k.inherit(ctx, id, wanted) })
			if got || err != nil {
				return s, err
			}
		}
		var err error
		if e, err = k.entry(ctx, id); err != nil {
			return Status{}, err
		}
	}
	return e.status(), nil
}

// inherit asks for a source in place of who kept it until now, if that one has not
// done so.
func (k *Keeper) inherit(ctx context.Context, id ID, wanted time.Time) (Status, error) {
	k.rules.Purge() // others have learned more meanwhile
	k.hosts.begin(k.c.Now())
	e, err := k.entry(ctx, id)
	if err != nil || !e.State.Asked.Before(wanted) {
		return e.status(), err
	}
	return k.alone(ctx, e)
}
