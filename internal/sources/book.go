package sources

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"
)

// Add follows a source, from now on: its Kind, Address, Audience and AddedBy. Its
// errors wrap ErrAddress, ErrKnown, with which the source that is followed comes,
// or ErrFull. It is asked for at once where a Keeper runs, in whatever process.
func (k *Keeper) Add(ctx context.Context, s Source) (Status, error) {
	s, err := s.checked()
	if err != nil {
		return Status{}, err
	}
	if err := k.room(ctx); err != nil {
		return Status{}, fmt.Errorf("add %s: %w", clip(s.Address), err)
	}
	s.Added, s.life = k.c.Now(), rand.Text()[:lifeLetters]
	e := entry{Source: s, State: State{Due: s.Added}, Life: s.life}
	var known entry
	err = k.c.Shelf.UpdateDoc(ctx, keptSources, string(s.ID), func(old *Doc) (*Doc, error) {
		if old != nil {
			var err error
			if known, err = decodeEntry(*old); err == nil {
				return nil, ErrKnown
			} else if errors.Is(err, errNewer) {
				return nil, err
			}
		}
		body, err := encode(e)
		return &Doc{Body: body}, err
	})
	if err != nil {
		return known.status(), fmt.Errorf("add %s: %w", clip(s.Address), err)
	}
	// What a removal that was cut short, or a visit that it overtook, left.
	if err := k.forget(ctx, s.ID, func(life string) bool { return life != s.life }); err != nil {
		return e.status(), fmt.Errorf("add %s: %w", clip(s.Address), err)
	}
	k.tell(jobKey{source: s.ID})
	return e.status(), nil
}

// lifeLetters is how long the name of a life is: at five bits a letter, two lives
// of one source have the same once in a million million times.
const lifeLetters = 8

// room returns ErrFull where no other source has room.
func (k *Keeper) room(ctx context.Context) error {
	n := 0
	err := k.c.Shelf.Docs(ctx, keptSources, "", func(Doc) error { n++; return nil })
	if err == nil && n >= MaxSources {
		err = ErrFull
	}
	return err
}

// Remove follows a source no longer, and forgets what is known of it. Its
// articles stay. Its error wraps ErrUnknown where there is none.
func (k *Keeper) Remove(ctx context.Context, id ID) error {
	ended := func(string) bool { return true } // of one that can't be read, all
	err := k.c.Shelf.UpdateDoc(ctx, keptSources, string(id), func(old *Doc) (*Doc, error) {
		if old == nil {
			return nil, ErrUnknown
		}
		if e, err := decodeEntry(*old); err == nil {
			ended = func(life string) bool { return life == e.Life }
		}
		return nil, nil
	})
	if err != nil {
		return fmt.Errorf("remove source %q: %w", clip(string(id)), err)
	}
	k.tell(jobKey{source: id})
	return k.forget(ctx, id, ended)
}

// forget deletes what is kept of lives of a source that are over.
func (k *Keeper) forget(ctx context.Context, id ID, over func(life string) bool) error {
	err := k.dropOver(ctx, keptSeen, string(id), over)
	for _, collection := range []string{keptPages, keptFiles} {
		keys, listed := k.keys(ctx, collection, string(id)+"/")
		err = errors.Join(err, listed)
		for _, key := range keys {
			err = errors.Join(err, k.dropOver(ctx, collection, key, over))
		}
	}
	if err != nil {
		return fmt.Errorf("forget source %s: %w", id, err)
	}
	return nil
}

func (k *Keeper) keys(ctx context.Context, collection, prefix string) ([]string, error) {
	var keys []string
	err := k.c.Shelf.Docs(ctx, collection, prefix, func(doc Doc) error {
		keys = append(keys, doc.Key)
		return nil
	})
	return keys, err
}

// Pause asks for a source no longer, until Resume.
func (k *Keeper) Pause(ctx context.Context, id ID) (Status, error) {
	return k.command(ctx, id, func(e *entry) {
		if e.Source.Paused.IsZero() {
			e.Source.Paused = k.c.Now()
		}
	})
}

// Resume asks for a source again, at once; also for one that was gone.
func (k *Keeper) Resume(ctx context.Context, id ID) (Status, error) {
	return k.command(ctx, id, func(e *entry) {
		now := k.c.Now()
		if e.status().Active() {
			return
		}
		e.Source.Paused, e.State.Gone = time.Time{}, time.Time{}
		e.State.Failures, e.State.Due = 0, later(now, e.State.Held)
	})
}

// Forget has it no longer known who added sources, where that was a person, and
// returns how many there were. They are followed as before.
func (k *Keeper) Forget(ctx context.Context, person string) (int, error) {
	list, err := k.List(ctx)
	n := 0
	for _, s := range list {
		if s.AddedBy != person || person == "" {
			continue
		}
		n++
		_, changed := k.change(ctx, s.ID, func(e *entry) error { e.Source.AddedBy = ""; return nil })
		if !errors.Is(changed, ErrUnknown) {
			err = errors.Join(err, changed)
		}
	}
	return n, err
}

// command changes a source for a person, and has the line look at it.
func (k *Keeper) command(ctx context.Context, id ID, by func(e *entry)) (Status, error) {
	e, err := k.change(ctx, id, func(e *entry) error { by(e); return nil })
	if err != nil {
		return Status{}, err
	}
	k.tell(jobKey{source: id})
	return e.status(), nil
}

// Get returns a source, or an error that wraps ErrUnknown.
func (k *Keeper) Get(ctx context.Context, id ID) (Status, error) {
	e, err := k.entry(ctx, id)
	if err != nil {
		return Status{}, err
	}
	return e.status(), nil
}

// List returns all sources, by ID. Documents that can't be read are left out, and
// the log has them.
func (k *Keeper) List(ctx context.Context) ([]Status, error) {
	var list []Status
	err := k.c.Shelf.Docs(ctx, keptSources, "", func(doc Doc) error {
		e, err := decodeEntry(doc)
		if err != nil {
			k.c.Log.Warn("a source can't be read and is left out", "source", doc.Key, "err", err)
			return nil
		}
		list = append(list, e.status())
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list sources: %w", err)
	}
	return list, nil
}
