package sources

import (
	"errors"
	"fmt"
	"testing"
	"time"
)

func TestBackOff(t *testing.T) {
	play(t, "the network's troubles are waited for ever longer", func(s *scene) {
		s.web.on(feed, func(Request) (Response, error) { return Response{Status: 500}, nil })
		k := New(s.config())
		defer s.run(k)()
		id := s.add(k, Feed, feed)
		time.Sleep(36 * time.Hour)
		times := s.web.asked(feed, s.start)
		if len(times) < 9 || len(times) > 13 || times[1]-times[0] < failFirst || times[1]-times[0] > 2*failFirst {
			t.Errorf("asked at %v", times)
		}
		s.web.serve(feed, 200, batch(article("a", "one")))
		time.Sleep(10 * time.Hour)
		if got := s.get(k, id).State; got.Why != "" || got.Failures != 0 || got.Added != 1 {
			t.Errorf("when it works again its state is %+v", got)
		}
	})
	for _, header := range []string{"7200", time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC).Format("Mon, 02 Jan 2006 15:04:05 GMT")} {
		play(t, "nothing before Retry-After: "+header, func(s *scene) {
			s.web.on(feed, func(Request) (Response, error) { return Response{Status: 503, RetryAfter: header}, nil })
			k := New(s.config())
			defer s.run(k)()
			id := s.add(k, Feed, feed)
			time.Sleep(time.Hour)
			if _, err := k.Poll(s.Context(), id); !errors.Is(err, ErrHeld) {
				t.Errorf("a poll says %v", err)
			}
			time.Sleep(4 * time.Hour)
			times := s.web.asked(feed, s.start)
			if len(times) < 2 || times[1] < 2*time.Hour || times[1] > 3*time.Hour {
				t.Errorf("asked at %v", times)
			}
		})
	}
	play(t, "429 holds all of the host, through a restart", func(s *scene) {
		s.web.on(feed, func(Request) (Response, error) { return Response{Status: 429, RetryAfter: "18000"}, nil })
		other := "https://news.example/other"
		s.web.serve(other, 200, batch(article("a", "one")))
		k := New(s.config())
		stop := s.run(k)
		s.add(k, Feed, feed)
		time.Sleep(time.Minute)
		stop()
		k = New(s.config())
		defer s.run(k)()
		id := s.add(k, Feed, other)
		time.Sleep(4 * time.Hour)
		if times := s.web.asked(other, s.start); len(times) > 0 {
			t.Errorf("asked at %v", times)
		}
		time.Sleep(2 * time.Hour)
		if got := s.get(k, id).State; s.store.body("a") == "" || got.Why != "" {
			t.Errorf("afterwards its state is %+v", got)
		}
	})
}

func TestSlowly(t *testing.T) {
	play(t, "gone is gone, until it is resumed", func(s *scene) {
		s.web.on(feed, func(Request) (Response, error) { return Response{Status: 410}, nil })
		k := New(s.config())
		defer s.run(k)()
		id := s.add(k, Feed, feed)
		time.Sleep(72 * time.Hour)
		if n := len(s.web.asked(feed, s.start)); n != 1 {
			t.Errorf("asked %d times", n)
		}
		s.web.serve(feed, 200, batch(article("a", "one")))
		if _, err := k.Resume(s.Context(), id); err != nil {
			s.Fatal(err)
		}
		time.Sleep(time.Minute)
		if s.store.body("a") == "" {
			t.Error("resumed, it is not asked for")
		}
	})
	play(t, "401, 403 and 404 are asked for slowly", func(s *scene) {
		s.web.on(feed, func(Request) (Response, error) { return Response{Status: 403}, nil })
		k := New(s.config())
		defer s.run(k)()
		s.add(k, Feed, feed)
		time.Sleep(5 * 24 * time.Hour)
		if times := s.web.asked(feed, s.start); len(times) < 4 || len(times) > 6 {
			t.Errorf("asked at %v", times)
		}
	})
}

func TestMoving(t *testing.T) {
	play(t, "what has moved for good is asked for there in the end", func(s *scene) {
		moved := "https://new.example/feed"
		s.web.on(feed, func(Request) (Response, error) { return Response{Status: 301, Location: moved}, nil })
		s.web.serve(moved, 200, batch(article("a", "one")))
		k := New(s.config())
		defer s.run(k)()
		id := s.add(k, Feed, feed)
		time.Sleep(20 * time.Hour)
		if s.get(k, id).State.Moved.Kept {
			t.Error("it was believed within a day")
		}
		time.Sleep(28 * time.Hour)
		then := time.Now()
		time.Sleep(24 * time.Hour)
		if old, now := s.web.asked(feed, then), s.web.asked(moved, then); len(old) > 0 || len(now) < 3 {
			t.Errorf("the old address was asked %d times, the new one %d", len(old), len(now))
		}
		s.web.on(moved, func(Request) (Response, error) { return Response{Status: 404}, nil })
		s.web.serve(feed, 200, batch(article("b", "two")))
		time.Sleep(12 * time.Hour)
		if s.store.body("b") == "" {
			t.Error("when the new address failed the old one was not asked again")
		}
	})
	play(t, "what has moved for now is not", func(s *scene) {
		s.web.on(feed, func(Request) (Response, error) { return Response{Status: 302, Location: "/now"}, nil })
		s.web.serve("https://news.example/now", 200, batch(article("a", "one")))
		k := New(s.config())
		defer s.run(k)()
		id := s.add(k, Feed, feed)
		time.Sleep(72 * time.Hour)
		if got := s.get(k, id).State; got.Moved != (Moved{}) || got.Added != 1 {
			t.Errorf("its state is %+v", got)
		}
	})
}

func TestHints(t *testing.T) {
	cases := map[string]struct {
		hints Hints
		cache string
		least time.Duration
		never func(at time.Time) bool
	}{
		"ttl":        {hints: Hints{Every: 3 * time.Hour}, least: 3 * time.Hour},
		"max-age":    {cache: "public, max-age=7200", least: 2 * time.Hour},
		"skipHours":  {hints: Hints{SkipHours: []int{9, 10, 11, 12}}, never: func(at time.Time) bool { return at.Hour() >= 9 && at.Hour() <= 12 }},
		"skipDays":   {hints: Hints{SkipDays: []time.Weekday{time.Tuesday}}, never: func(at time.Time) bool { return at.Weekday() == time.Tuesday }},
		"impossible": {hints: Hints{SkipDays: []time.Weekday{0, 1, 2, 3, 4, 5, 6, 9}, Every: 1e18}, least: 24 * time.Hour},
	}
	for name, c := range cases {
		play(t, name, func(s *scene) {
			n := 0
			s.web.on(feed, func(Request) (Response, error) {
				n++ // it changes each time
				return Response{Status: 200, Body: batchOf(c.hints, article(fmt.Sprint(n), "x")), CacheControl: c.cache}, nil
			})
			k := New(s.config())
			defer s.run(k)()
			s.add(k, Feed, feed)
			time.Sleep(72 * time.Hour)
			times := s.web.asked(feed, s.start)
			if len(times) < 3 {
				t.Errorf("asked at %v", times)
			}
			for i, at := range times {
				if c.never != nil && c.never(s.start.Add(at).UTC()) {
					t.Errorf("asked at %v", s.start.Add(at))
				}
				if i > 0 && at-times[i-1] < c.least {
					t.Errorf("asked %v after the last time", at-times[i-1])
				}
			}
		})
	}
}
