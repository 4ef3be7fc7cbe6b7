package sources

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"
)

func TestTwoProcesses(t *testing.T) {
	play(t, "one asks, the other takes over", func(s *scene) {
		s.web.serve(feed, 200, batch(article("a", "one")))
		one, two := New(s.config()), New(s.config())
		stopOne := s.run(one)
		time.Sleep(time.Second)
		stopTwo := s.run(two)
		defer stopTwo()
		id := s.add(two, Feed, feed)
		time.Sleep(30 * time.Second)
		if s.store.body("a") == "" {
			t.Error("a source that was added in the other process is not asked for")
		}
		before := time.Now()
		got, err := two.Poll(s.Context(), id)
		if err != nil || !got.State.Asked.After(before) || len(s.web.asked(feed, s.start)) != 2 {
			t.Errorf("a poll in the other process: %v, %+v, asked %v", err, got.State, s.web.asked(feed, s.start))
		}
		stopOne()
		stopped := time.Now()
		time.Sleep(5 * time.Hour)
		if len(s.web.asked(feed, stopped)) == 0 {
			t.Error("the other process did not take over")
		}
	})
	play(t, "who loses the lease stops", func(s *scene) {
		s.web.serve(feed, 200, batch(article("a", "one")))
		k := New(s.config())
		stop := s.run(k)
		defer stop()
		s.add(k, Feed, feed)
		time.Sleep(time.Minute)
		s.shelf.mu.Lock()
		s.shelf.owner, s.shelf.until = "other", time.Now().Add(48*time.Hour)
		s.shelf.mu.Unlock()
		time.Sleep(renewEvery)
		lost := time.Now()
		time.Sleep(24 * time.Hour)
		if times := s.web.asked(feed, lost); len(times) > 0 {
			t.Errorf("asked at %v", times)
		}
	})
}

// Whoever asks, the web of the tests fails them where a host is asked twice at once
// or without a rest.
func TestOneAtATime(t *testing.T) {
	play(t, "polls beside a keeper that runs", func(s *scene) {
		s.web.delay = 5 * time.Second
		k := New(s.config())
		stop := s.run(k)
		var ids []ID
		for i := range 5 {
			at := fmt.Sprintf("https://news.example/f%d", i)
			s.web.serve(at, 200, batch(article(at, "x"), item(at+"/page", "v")))
			s.web.serve(at+"/page", 200, batch(article(at+"/page", "y")))
			ids = append(ids, s.add(k, Feed, at))
		}
		var polls sync.WaitGroup
		for range 3 {
			for _, id := range ids {
				polls.Go(func() {
					if _, err := k.Poll(s.Context(), id); err != nil {
						t.Error(err)
					}
				})
			}
		}
		polls.Wait()
		time.Sleep(5 * time.Minute)
		stop()
		if len(s.store.stored) != 10 || len(s.store.times) != 10 {
			t.Errorf("stored %v", s.store.times)
		}
	})
	play(t, "through a restart", func(s *scene) {
		s.web.serve(feed, 200, batch(article("a", "one")))
		s.web.serve(first, 200, batch(article("b", "two")))
		k := New(s.config())
		stop := s.run(k)
		s.add(k, Feed, feed)
		time.Sleep(DefaultGap + 5*s.web.delay/2)
		stop()
		k = New(s.config())
		s.add(k, Page, first)
		stop = s.run(k)
		time.Sleep(time.Minute)
		stop()
		if len(s.store.stored) != 2 {
			t.Errorf("stored %v", s.store.stored)
		}
	})
	play(t, "no more hosts side by side than allowed", func(s *scene) {
		s.web.delay = 10 * time.Second
		c := s.config()
		c.Hosts = 3
		under, most := 0, 0
		for i := range 30 {
			s.web.serve(fmt.Sprintf("https://h%d.example/robots.txt", i), 404, nil)
		}
		count := func(r Request, by int) {
			s.web.mu.Lock()
			defer s.web.mu.Unlock()
			under += by
			most = max(most, under)
		}
		c.Getter = counting{s.web, count}
		k := New(c)
		stop := s.run(k)
		for i := range 30 {
			s.add(k, Feed, fmt.Sprintf("https://h%d.example/feed", i))
		}
		time.Sleep(10 * time.Minute)
		stop()
		if most != 3 || len(s.web.hits) < 60 {
			t.Errorf("%d at once, %d in all", most, len(s.web.hits))
		}
	})
}

// counting tells when requests begin and end.
type counting struct {
	Getter
	count func(r Request, by int)
}

func (c counting) Get(ctx context.Context, r Request) (Response, error) {
	c.count(r, 1)
	defer c.count(r, -1)
	return c.Getter.Get(ctx, r)
}

func TestPollAlone(t *testing.T) {
	play(t, "with the pages that it lists", func(s *scene) {
		s.web.serve(feed, 200, batch(item("https://news.example/1", "v")))
		s.web.serve("https://news.example/1", 200, batch(article("1", "the page")))
		k := New(s.config())
		id := s.add(k, Feed, feed)
		got, err := k.Poll(s.Context(), id)
		if err != nil || s.store.body("1") != "the page" || got.State.Added != 1 {
			t.Errorf("%v, %+v, stored %v", err, got.State, s.store.stored)
		}
		if s.shelf.until.After(time.Now()) {
			t.Error("the lease was not given back")
		}
		if _, err := k.Poll(s.Context(), "nope"); !errors.Is(err, ErrUnknown) {
			t.Errorf("an unknown source: %v", err)
		}
		ctx, cancel := context.WithTimeout(s.Context(), 100*time.Millisecond)
		defer cancel()
		if _, err := k.Poll(ctx, id); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("with no time: %v", err)
		}
		if got := s.get(k, id).State; got.Why != "" {
			t.Errorf("who had no time leaves %q", got.Why)
		}
	})
}
