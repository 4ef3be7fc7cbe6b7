package sources

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestRobots(t *testing.T) {
	const robots = "https://news.example/robots.txt"
	play(t, "what is not allowed is not asked for, and that is said", func(s *scene) {
		s.web.serve(robots, 200, []byte("User-agent: *\nDisallow: /feed\nCrawl-delay: soon\n"))
		s.web.serve(feed, 200, batch(article("a", "one")))
		s.web.serve(first, 200, batch(article("1", "the page")))
		k := New(s.config())
		defer s.run(k)()
		id, other := s.add(k, Feed, feed), s.add(k, Page, first)
		time.Sleep(time.Hour)
		if got := s.get(k, id).State; !strings.Contains(got.Why, "robots.txt of news.example does not let programs ask for /feed") || len(s.web.asked(feed, s.start)) > 0 {
			t.Errorf("its state is %+v", got)
		}
		if s.store.body("1") == "" || s.get(k, other).State.Why != "" {
			t.Error("what is allowed is not asked for")
		}
		s.web.serve(robots, 404, nil)
		time.Sleep(27 * time.Hour)
		if s.store.body("a") == "" || len(s.web.asked(robots, s.start)) != 2 {
			t.Errorf("after a day, robots.txt was asked for at %v", s.web.asked(robots, s.start))
		}
	})
	play(t, "while it can't be had nothing is asked for", func(s *scene) {
		s.web.serve(robots, 503, nil)
		s.web.serve(feed, 200, batch(article("a", "one")))
		k := New(s.config())
		defer s.run(k)()
		id := s.add(k, Feed, feed)
		time.Sleep(2 * time.Hour)
		if got := s.get(k, id).State; !strings.Contains(got.Why, "can't be had now") || len(s.web.asked(feed, s.start)) > 0 {
			t.Errorf("its state is %+v", got)
		}
		s.web.serve(robots, 200, nil)
		time.Sleep(3 * time.Hour)
		if s.store.body("a") == "" {
			t.Errorf("afterwards it is not asked for; robots.txt was at %v", s.web.asked(robots, s.start))
		}
	})
	play(t, "a redirect leads where the robots.txt there lets it", func(s *scene) {
		s.web.on(feed, func(Request) (Response, error) {
			return Response{Status: 302, Location: "https://other.example/feed"}, nil
		})
		s.web.serve("https://other.example/robots.txt", 200, []byte("User-agent: newsdesk\nDisallow: /"))
		k := New(s.config())
		defer s.run(k)()
		id := s.add(k, Feed, feed)
		time.Sleep(time.Hour)
		if got := s.get(k, id).State; !strings.Contains(got.Why, "robots.txt of other.example") || len(s.web.asked("https://other.example/feed", s.start)) > 0 {
			t.Errorf("its state is %+v", got)
		}
	})
	play(t, "Crawl-delay is kept, within reason, and the file is got conditionally", func(s *scene) {
		s.web.gap = maxDelay
		s.web.serve(robots, 200, []byte("User-agent: *\nCrawl-delay: 86400\n"))
		k := New(s.config())
		for i := range 5 {
			at := fmt.Sprintf("https://news.example/f%d", i)
			s.web.serve(at, 200, batch(article(at, "x")))
			s.add(k, Feed, at)
		}
		s.web.mu.Lock()
		s.web.gap = 0 // between robots.txt and what comes first it is not known yet
		s.web.mu.Unlock()
		defer s.run(k)()
		time.Sleep(time.Minute)
		s.web.mu.Lock()
		s.web.gap = maxDelay
		s.web.mu.Unlock()
		time.Sleep(30 * time.Hour)
		if len(s.store.stored) != 5 || s.web.last(robots).ETag == "" {
			t.Errorf("stored %d, robots.txt asked for as %+v", len(s.store.stored), s.web.last(robots))
		}
	})
}
