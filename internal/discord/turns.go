package discord

import (
	"context"
	"sync"
)

// turns let those of one name do something one after another. The zero turns are
// ready.
type turns struct {
	mu    sync.Mutex
	names map[string]*turn
}

// A turn is one name's: held has who is at it, and users count these and all who
// wait.
type turn struct {
	held  chan struct{}
	users int
}

// wait waits for the turn of who comes now, and returns what ends it, which is to
// be called once. With an error, that of a context which ended, there is none.
func (t *turns) wait(ctx context.Context, name string) (over func(), err error) {
	mine := t.join(name)
	select {
	case mine.held <- struct{}{}:
		return func() { <-mine.held; t.leave(name, mine) }, nil
	case <-ctx.Done():
		t.leave(name, mine)
		return nil, context.Cause(ctx)
	}
}

func (t *turns) join(name string) *turn {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.names == nil {
		t.names = map[string]*turn{}
	}
	if t.names[name] == nil {
		t.names[name] = &turn{held: make(chan struct{}, 1)}
	}
	t.names[name].users++
	return t.names[name]
}

// leave forgets a name that nobody is at any more.
func (t *turns) leave(name string, mine *turn) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if mine.users--; mine.users == 0 {
		delete(t.names, name)
	}
}
