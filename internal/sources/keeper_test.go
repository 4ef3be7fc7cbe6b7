package sources

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"
)

const feed = "https://news.example/feed"

func TestFollowing(t *testing.T) {
	play(t, "a new source is asked for at once, then under its condition", func(s *scene) {
		s.web.serve(feed, 200, batch(article("a", "one")))
		k := New(s.config())
		defer s.run(k)()
		id := s.add(k, Feed, feed)
		time.Sleep(time.Minute)
		if s.store.body("a") != "one" {
			t.Error("it was not stored within a minute")
		}
		time.Sleep(3 * time.Hour)
		if r := s.web.last(feed); r.ETag == "" || len(s.web.asked(feed, s.start)) < 2 {
			t.Errorf("asked %v, last as %+v", s.web.asked(feed, s.start), r)
		}
		got := s.get(k, id)
		if got.State.Added != 1 || got.State.Why != "" || got.State.Worked.IsZero() || got.State.Due.IsZero() || got.State.Interval == 0 {
			t.Errorf("its state is %+v", got.State)
		}
	})
	play(t, "through a restart it stays conditional and is not asked sooner", func(s *scene) {
		s.web.serve(feed, 200, batch(article("a", "one")))
		k := New(s.config())
		stop := s.run(k)
		id := s.add(k, Feed, feed)
		time.Sleep(time.Minute)
		stop()
		due := s.get(k, id).State.Due
		k = New(s.config())
		defer s.run(k)()
		time.Sleep(3 * time.Hour)
		times := s.web.asked(feed, s.start)
		if len(times) < 2 || times[1] < due.Sub(s.start) || s.web.last(feed).ETag == "" {
			t.Errorf("it was due %v after the start and asked at %v", due.Sub(s.start), times)
		}
		if n := len(s.web.asked("https://news.example/robots.txt", s.start)); n != 1 {
			t.Errorf("robots.txt was asked for %d times", n)
		}
	})
	play(t, "a feed without validators is read only where it changed", func(s *scene) {
		s.web.on(feed, func(Request) (Response, error) {
			return Response{Status: 200, Body: batch(article("a", "one"))}, nil
		})
		k := New(s.config())
		defer s.run(k)()
		id := s.add(k, Feed, feed)
		time.Sleep(6 * time.Hour)
		if got := s.get(k, id).State; got.Added != 1 || got.Changed != 0 || s.store.times["a\x00one"] != 1 {
			t.Errorf("its state is %+v, stored %v", got, s.store.times)
		}
	})
	play(t, "an item that changes is stored again, one that vanishes stays", func(s *scene) {
		s.web.serve(feed, 200, batch(article("a", "one"), article("b", "two")))
		k := New(s.config())
		defer s.run(k)()
		s.add(k, Feed, feed)
		time.Sleep(time.Minute)
		s.web.serve(feed, 200, batch(article("a", "one, corrected")))
		time.Sleep(3 * time.Hour)
		if s.store.body("a") != "one, corrected" || s.store.body("b") != "two" {
			t.Errorf("stored %v", s.store.stored)
		}
	})
	play(t, "what does not work says why", func(s *scene) {
		k := New(s.config())
		defer s.run(k)()
		reply := func(status int) func(Request) (Response, error) {
			return func(Request) (Response, error) { return Response{Status: status, Body: []byte("<p>")}, nil }
		}
		cases := map[string]func(Request) (Response, error){
			"404 Not Found; check":       reply(404),
			"403 Forbidden; it does not": reply(403),
			"410 Gone":                   reply(410),
			"503 Service Unavailable":    reply(503),
			"429 Too Many Requests":      reply(429),
			"418":                        reply(418),
			"can't be read: it is no":    reply(200),
			"since a version that":       reply(304),
			"and not where to":           reply(302),
			"cannot be reached":          func(Request) (Response, error) { return Response{}, errors.New("it cannot be reached") },
			"certificate": func(Request) (Response, error) {
				return Response{}, fmt.Errorf("a bad certificate: %w", &tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}})
			},
			"from https to http": func(Request) (Response, error) { return Response{Status: 301, Location: "http://a.example/"}, nil },
			"leads on and on":    func(r Request) (Response, error) { return Response{Status: 302, Location: r.URL + "x"}, nil },
			"the log says more":  func(Request) (Response, error) { return Response{Status: 200, Body: []byte("panic")}, nil },
		}
		ids := map[string]ID{}
		n := 0
		for want, reply := range cases {
			n++
			host := fmt.Sprintf("https://h%d.example/", n)
			s.web.on(host, reply)
			if want == "leads on and on" {
				for i := range maxHops + 2 {
					s.web.on(host+strings.Repeat("x", i), reply)
				}
			}
			ids[want] = s.add(k, Feed, host)
		}
		time.Sleep(2 * time.Minute)
		for want, id := range ids {
			got := s.get(k, id).State
			if !strings.Contains(got.Why, want) || strings.Contains(got.Why, "\n") || got.Failures == 0 {
				t.Errorf("it says %q, want %q", got.Why, want)
			}
			if got.Gone.IsZero() != !strings.HasPrefix(want, "410") || got.Gone.IsZero() == got.Due.IsZero() {
				t.Errorf("%s: gone %v, due %v", want, got.Gone, got.Due)
			}
		}
	})
}

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
