package sources

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// What was known of a source that was removed is not known of one that is added at
// the same address: it is read as though it had never been followed.
func TestRemovedThenAdded(t *testing.T) {
	const page = "https://other.example/1"
	// again is whether all of the feed was read, in a new life.
	again := func(s *scene, k *Keeper, id ID) {
		s.Helper()
		time.Sleep(3 * time.Hour)
		if got := s.get(k, id).State; s.store.body("1") == "" || got.Worked.IsZero() || got.Why != "" {
			s.Errorf("stored %q, its state %+v", s.store.body("1"), got)
		}
	}
	play(t, "a visit is under way", func(s *scene) {
		k := New(s.config())
		var id ID
		var n atomic.Int64 // requests
		s.web.serve(page, 404, nil)
		s.web.on(feed, func(Request) (Response, error) {
			if n.Add(1) == 1 {
				if err := k.Remove(s.Context(), id); err != nil {
					s.Error(err)
				}
			}
			return Response{Status: 200, Body: batch(item(page, "v"), article("a", fmt.Sprint(n.Load())))}, nil
		})
		id = s.add(k, Feed, feed)
		defer s.run(k)()
		time.Sleep(time.Minute)
		if n.Load() != 1 || s.store.body("a") != "" {
			s.Fatalf("asked %d times, stored %q", n.Load(), s.store.body("a"))
		}
		s.onlyHosts()
		s.web.serve(page, 200, batch(article("1", "the page")))
		again(s, k, s.add(k, Feed, feed))
	})
	play(t, "a visit is under way, and ends when it is there again", func(s *scene) {
		k := New(s.config())
		var id ID
		var n atomic.Int64 // requests
		s.web.serve(page, 200, batch(article("1", "the page")))
		s.web.on(feed, func(Request) (Response, error) {
			if n.Add(1) == 1 {
				if err := k.Remove(s.Context(), id); err != nil {
					s.Error(err)
				}
				s.add(k, Feed, feed)
			}
			return Response{Status: 200, Body: batch(item(page, "v"), article("a", fmt.Sprint(n.Load())))}, nil
		})
		id = s.add(k, Feed, feed)
		defer s.run(k)()
		again(s, k, id)
		s.store.mu.Lock()
		defer s.store.mu.Unlock()
		if s.store.times["a\x001"] > 0 || s.store.times["a\x002"] != 1 {
			s.Errorf("stored %v", s.store.times)
		}
	})
	play(t, "the removal was cut short", func(s *scene) {
		k := New(s.config())
		s.web.serve(feed, 200, batch(article("1", "whole")))
		id := s.add(k, Feed, feed)
		if _, err := k.Poll(s.Context(), id); err != nil {
			s.Fatal(err)
		}
		ctx, die := context.WithCancel(s.Context())
		cut := New(s.config())
		cut.c.Shelf = mortal{s.shelf, die}
		if err := cut.Remove(ctx, id); !errors.Is(err, context.Canceled) {
			s.Errorf("cut short it says %v", err)
		}
		delete(s.store.stored, "1") // by a person, to have it read anew
		defer s.run(k)()
		again(s, k, s.add(k, Feed, feed))
	})
}

// onlyHosts fails where more is kept than what is known of hosts.
func (s *scene) onlyHosts() {
	s.Helper()
	s.shelf.mu.Lock()
	defer s.shelf.mu.Unlock()
	for name := range s.shelf.docs {
		if !strings.HasPrefix(name, keptHosts) {
			s.Errorf("it left %q", name)
		}
	}
}

// mortal is the shelf of a process that dies after its first write.
type mortal struct {
	*memory
	die func()
}

func (m mortal) UpdateDoc(ctx context.Context, collection, key string, change func(*Doc) (*Doc, error)) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	defer m.die()
	return m.memory.UpdateDoc(ctx, collection, key, change)
}

func (m mortal) Docs(ctx context.Context, collection, prefix string, visit func(Doc) error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return m.memory.Docs(ctx, collection, prefix, visit)
}
