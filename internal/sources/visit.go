package sources

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// turn waits until nobody else does what has a name, and returns what ends it.
func (k *Keeper) turn(ctx context.Context, name string) (func(), error) {
	if err := k.turns.enter(ctx, name, 0); err != nil {
		return nil, err
	}
	return func() { k.turns.leave(name) }, nil
}

// visit asks for a source if it is due, or whatever it is where a person forces
// it, and notes what came of it. Its error is our own: what is wrong with the
// source is in its State.
func (k *Keeper) visit(ctx context.Context, id ID, forced bool) (Status, error) {
	leave, err := k.turn(ctx, "source "+string(id))
	if err != nil {
		return Status{}, err
	}
	defer leave()
	e, err := k.entry(ctx, id)
	if err != nil {
		return Status{}, err
	}
	now := k.c.Now()
	if e.State.Held.After(now) {
		return e.status(), e.held()
	}
	if !forced && e.due(now).After(now) {
		return e.status(), nil
	}
	note, err := k.call(ctx, e)
	if err != nil {
		return e.status(), err
	}
	before := e.State.Asked
	e, err = k.changeOf(ctx, e.Source, note)
	if err == nil && !e.State.Asked.After(before) && e.State.Held.After(k.c.Now()) {
		err = e.held() // its host is, and nothing was asked
	}
	return e.status(), err
}

// held says that a source is to be left alone.
func (e entry) held() error {
	return fmt.Errorf("ask for source %s: %w, until %s", e.Source.ID, ErrHeld, e.State.Held.UTC().Format(time.RFC3339))
}

// wanted reports whether a person waits for it.
func (e entry) wanted() bool { return e.State.Wanted.After(e.State.Asked) }

// due is when a source is to be asked for, in the year 9999 where it is not.
func (e entry) due(now time.Time) time.Time {
	switch {
	case e.Source.Kind != Files && e.wanted():
		return later(now, e.State.Held)
	case e.Source.Kind == Files || !e.status().Active():
		return time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return later(e.State.Due, e.State.Held)
}

// call asks for a source and takes in what came. It returns how to note that in
// the source's state, which may have changed meanwhile.
func (k *Keeper) call(ctx context.Context, e entry) (func(*State), error) {
	s := e.State
	r := &request{source: e.Source.ID, what: AskedSource, etag: s.ETag, modified: s.LastModified, again: s.Sum != ""}
	ans, err := k.ask(ctx, e.status().address(), r)
	now, chance := k.c.Now(), k.c.Rand()
	var t *trouble
	if errors.As(err, &t) {
		return k.lost(ctx, e, t)
	}
	if err != nil {
		return nil, err
	}
	v, err := k.learn(ctx, e, ans)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if errors.Is(err, ErrUnknown) {
		return nil, err
	}
	if errors.As(err, &t) {
		return func(s *State) { s.failed(t, now, chance) }, nil
	}
	if err != nil {
		k.c.Log.Error("can't take in what a source brought", "source", e.Source.ID, "err", err)
		return func(s *State) {
			s.failed(&trouble{say: "what it brought could not be stored; the log says more"}, now, chance)
		}, nil
	}
	k.observe(Took{Source: e.Source.ID, Added: v.took.Added, Changed: v.took.Changed, Withdrawn: v.took.withdrawn, Lags: v.took.lags})
	return func(s *State) { s.worked(v, e.Source.Kind.bounds(), now, chance) }, nil
}

// learn reads what came of a source. Its error is a *trouble where that can't be
// read.
func (k *Keeper) learn(ctx context.Context, e entry, ans answer) (visited, error) {
	v := visited{answer: ans}
	if ans.Status == http.StatusNotModified || ans.sum == e.State.Sum {
		v.same = true
		return v, nil
	}
	if err := k.still(ctx, e.Source); err != nil {
		return v, err
	}
	b, err := k.read(ctx, e.Source, Found{Response: ans.Response})
	if err == nil && e.Source.Kind == Page && len(b.Items) == 0 {
		err = errNoArticle
	}
	if err != nil {
		return v, &trouble{kind: passing, say: "what came can't be read: " + clip(err.Error()) + stays(e.State.Articles)}
	}
	v.hints = b.Hints
	v.took, err = k.takeIn(ctx, taking{source: e.Source, items: b.Items, followed: !e.State.Worked.IsZero()})
	v.left, v.note = v.took.left > 0, ofList(len(b.Items), v.took.left)
	for _, item := range b.Items[:min(len(b.Items), maxItems)] {
		if !item.Published.IsZero() {
			v.dates = append(v.dates, item.Published)
		}
		if item.Article != nil && e.Source.Kind == Page && len(v.articles) < maxHeld {
			v.articles = append(v.articles, item.Article.ID)
		}
	}
	if err == nil {
		err = k.succeed(ctx, e, &v)
	}
	return v, err
}

// lost is what to note where a source was not had. The articles of a page that is
// gone are withdrawn; what a feed listed stays when the feed goes.
func (k *Keeper) lost(ctx context.Context, e entry, t *trouble) (func(*State), error) {
	now, chance := k.c.Now(), k.c.Rand()
	after := e.State
	told := *t
	after.failed(&told, now, chance)
	withdrawn := 0
	if e.Source.Kind == Page && (!after.Gone.IsZero() || after.Missing.sure(now)) {
		var err error
		if withdrawn, err = k.withdraw(ctx, e.Source, e.State.Articles); err != nil {
			return nil, err
		}
		k.observe(Took{Source: e.Source.ID, Withdrawn: withdrawn})
	}
	return func(s *State) {
		told := *t
		s.failed(&told, now, chance)
		if s.Withdrawn += withdrawn; withdrawn > 0 {
			s.Articles, s.ETag, s.LastModified, s.Sum = nil, "", "", "" // if it comes back it is read
		}
	}, nil
}
