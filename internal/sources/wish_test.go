package sources

import (
	"context"
	"errors"
	"testing"
	"time"
)

// A wish is what a process that does not keep the sources has of one that does.
func TestWishes(t *testing.T) {
	const other = "https://news.example/other"
	play(t, "of a host that is to be left alone", func(s *scene) {
		s.web.serve(feed, 200, batch(article("a", "one")))
		s.web.serve(other, 200, batch(article("b", "two")))
		one, two := New(s.config()), New(s.config())
		defer s.run(one)()
		id, busy := s.add(one, Feed, feed), s.add(one, Feed, other)
		time.Sleep(time.Minute)
		s.web.on(other, func(Request) (Response, error) { return Response{Status: 429, RetryAfter: "18000"}, nil })
		if _, err := one.Poll(s.Context(), busy); err != nil {
			s.Fatal(err)
		}
		s.shelf.bound(1000)
		held := time.Now()
		ctx, cancel := context.WithTimeout(s.Context(), time.Hour)
		defer cancel()
		if _, err := two.Poll(ctx, id); !errors.Is(err, ErrHeld) {
			t.Errorf("who wishes for it is told %v", err)
		}
		if _, err := one.Poll(ctx, id); !errors.Is(err, ErrHeld) {
			t.Errorf("who asks here is told %v", err)
		}
		time.Sleep(4 * time.Hour)
		if times := s.web.asked(feed, held); len(times) > 0 || s.shelf.count() > 100 {
			t.Errorf("asked at %v, with %d writes", times, s.shelf.count())
		}
		time.Sleep(3 * time.Hour)
		if times := s.web.asked(feed, held); len(times) == 0 {
			t.Error("afterwards it is not asked for")
		}
	})
	play(t, "of two that ask once", func(s *scene) {
		s.web.delay = 20 * time.Second
		s.web.serve(feed, 200, batch(article("a", "one")))
		s.web.serve(other, 200, batch(article("b", "two")))
		one, two := New(s.config()), New(s.config())
		id, second := s.add(one, Feed, feed), s.add(two, Feed, other)
		done := make(chan error, 1)
		go func() { _, err := one.Poll(s.Context(), id); done <- err }()
		time.Sleep(time.Second)
		ctx, cancel := context.WithTimeout(s.Context(), time.Hour)
		defer cancel()
		got, err := two.Poll(ctx, second)
		if err != nil || got.State.Added != 1 || got.State.Why != "" {
			t.Errorf("the second: %v, %+v", err, got.State)
		}
		if err := <-done; err != nil || s.store.body("a") == "" {
			t.Errorf("the first: %v, stored %v", err, s.store.stored)
		}
	})
	play(t, "of one that has died", func(s *scene) {
		s.web.serve(feed, 200, batch(article("a", "one")))
		k := New(s.config())
		id := s.add(k, Feed, feed)
		if ok, err := s.shelf.Lease(s.Context(), leaseJob, "who dies"); !ok || err != nil {
			s.Fatal(ok, err)
		}
		ctx, cancel := context.WithTimeout(s.Context(), time.Hour)
		defer cancel()
		if got, err := k.Poll(ctx, id); err != nil || got.State.Added != 1 || time.Since(s.start) > time.Minute {
			t.Errorf("after %v: %v, %+v", time.Since(s.start), err, got.State)
		}
	})
}

func TestWishesOfPaused(t *testing.T) {
	play(t, "as a whole", func(s *scene) {
		s.web.serve(feed, 200, batch(article("a", "one")))
		one, two := New(s.config()), New(s.config())
		defer s.run(one)()
		id := s.add(one, Feed, feed)
		if _, err := one.Pause(s.Context(), id); err != nil {
			s.Fatal(err)
		}
		time.Sleep(time.Minute)
		ctx, cancel := context.WithTimeout(s.Context(), time.Hour)
		defer cancel()
		if got, err := two.Poll(ctx, id); err != nil || got.State.Added != 1 || got.Active() {
			t.Errorf("it says %v, %+v", err, got)
		}
		time.Sleep(48 * time.Hour)
		if n := len(s.web.asked(feed, s.start)); n != 1 {
			t.Errorf("it was asked for %d times", n)
		}
	})
	play(t, "elsewhere, while a page of it is due", func(s *scene) {
		s.web.serve(feed, 200, batch(item(first, "v")))
		s.web.serve(first, 200, batch(article("1", "the page")))
		one, two := New(s.config()), New(s.config())
		id := s.add(one, Feed, feed)
		defer s.run(one)()
		time.Sleep(30 * time.Second)
		p, ok, err := lookUp[page](s.Context(), one, keptPages, pageKey(id, first))
		if !ok || err != nil {
			s.Fatal(ok, err)
		}
		time.Sleep(time.Until(p.Due) - time.Millisecond) // the other looks each lookEvery
		if _, err := two.Pause(s.Context(), id); err != nil {
			s.Fatal(err)
		}
		s.shelf.bound(1000)
		time.Sleep(time.Minute)
		if n := s.shelf.looks(); n > 100 {
			t.Errorf("%d documents were read", n)
		}
	})
}
