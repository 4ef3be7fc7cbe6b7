package sources

import (
	"context"
	"sync"
	"time"
)

// keptDoors is how many doors a gate remembers before it forgets those that
// nobody used for idleTime: more than the hosts that a newsroom's feeds lead to
// in a day.
const (
	keptDoors = 10_000
	idleTime  = time.Hour
)

// A gate lets one at a time through each of its doors, and the next only when the
// one before has been gone for a while.
type gate struct {
	now func() time.Time

	mu    sync.Mutex
	since time.Time // what was before counts as having left then
	doors map[string]*door
}

type door struct {
	busy bool
	left time.Time     // when the last one went
	rest time.Duration // that the last one asked for
	free chan struct{} // closed as the one who is in goes
}

func newGate(now func() time.Time) *gate { return &gate{now: now, doors: map[string]*door{}} }

// begin has each door rest from a moment on: a process that ended then may have
// been there.
func (g *gate) begin(at time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.since = at
}

// ready is when a door can be gone through, as far as can be known.
func (g *gate) ready(name string, rest time.Duration) time.Time {
	g.mu.Lock()
	defer g.mu.Unlock()
	d := g.doors[name]
	if d == nil {
		return rested(g.since, rest)
	}
	return rested(later(d.left, g.since), max(rest, d.rest))
}

// enter waits until the door has been left for as long as rest. Who entered
// leaves. Its error is that of ctx.
func (g *gate) enter(ctx context.Context, name string, rest time.Duration) error {
	for {
		wait, free := g.try(name, rest)
		if free == nil && wait <= 0 {
			return nil
		}
		if free == nil {
			if !pause(ctx, wait) {
				return ctx.Err()
			}
			continue
		}
		select {
		case <-free:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// try goes in and returns nothing, or says how long to wait or for what.
func (g *gate) try(name string, rest time.Duration) (time.Duration, <-chan struct{}) {
	g.mu.Lock()
	defer g.mu.Unlock()
	d := g.doors[name]
	if d == nil {
		g.prune()
		d = &door{}
		g.doors[name] = d
	}
	if d.busy {
		return 0, d.free
	}
	if wait := rested(later(d.left, g.since), rest).Sub(g.now()); wait > 0 {
		return wait, nil
	}
	d.busy, d.rest, d.free = true, rest, make(chan struct{})
	return 0, nil
}

// leave lets the next one in.
func (g *gate) leave(name string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	d := g.doors[name]
	d.busy, d.left = false, g.now()
	close(d.free)
}

// prune forgets doors where there are too many.
func (g *gate) prune() {
	if len(g.doors) < keptDoors {
		return
	}
	for name, d := range g.doors {
		if !d.busy && g.now().Sub(d.left) > max(idleTime, d.rest) {
			delete(g.doors, name)
		}
	}
}

// rested is a moment and a rest, zero where there was no such moment.
func rested(left time.Time, rest time.Duration) time.Time {
	if left.IsZero() {
		return left
	}
	return left.Add(rest)
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
