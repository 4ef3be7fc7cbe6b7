package sources

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

const first = "https://news.example/1"

func TestPages(t *testing.T) {
	play(t, "an item that is not whole is got, and looked at ever more seldom", func(s *scene) {
		s.web.serve(feed, 200, batch(item(first, "v")))
		s.web.serve(first, 200, batch(article("1", "the page")))
		k := New(s.config())
		defer s.run(k)()
		s.add(k, Feed, feed)
		time.Sleep(20 * 24 * time.Hour)
		times := s.web.asked(first, s.start)
		if len(times) != 6 {
			s.Fatalf("asked at %v", times)
		}
		for i, look := range append([]time.Duration{0}, looks()...) {
			if late := times[i] - look; late < 0 || late > time.Minute+look/10 {
				t.Errorf("look %d at %v, want about %v", i, times[i], look)
			}
		}
		if r := s.web.last(first); r.ETag == "" {
			t.Errorf("last asked for as %+v", r)
		}
		if s.store.times["1\x00the page"] != 1 {
			t.Errorf("stored %v", s.store.times)
		}
	})
	play(t, "an edit is noticed", func(s *scene) {
		s.web.serve(feed, 200, batch(item(first, "v")))
		s.web.serve(first, 200, batch(article("1", "the page")))
		k := New(s.config())
		defer s.run(k)()
		id := s.add(k, Feed, feed)
		time.Sleep(time.Minute)
		s.web.serve(first, 200, batch(article("1", "the page, corrected")))
		time.Sleep(70 * time.Minute)
		if got := s.get(k, id).State; s.store.body("1") != "the page, corrected" || got.Added != 1 || got.Changed != 1 {
			t.Errorf("stored %v, its state %+v", s.store.stored, got)
		}
	})
	play(t, "an item whose version changes is read at once", func(s *scene) {
		s.web.serve(feed, 200, batch(item(first, "v1")))
		s.web.serve(first, 200, batch(article("1", "the page")))
		k := New(s.config())
		defer s.run(k)()
		id := s.add(k, Feed, feed)
		time.Sleep(30 * time.Hour)
		s.web.serve(feed, 200, batch(item(first, "v2")))
		s.web.serve(first, 200, batch(article("1", "the page, corrected")))
		if _, err := k.Poll(s.Context(), id); err != nil {
			s.Fatal(err)
		}
		time.Sleep(time.Minute)
		if r := s.web.last(first); s.store.body("1") != "the page, corrected" || r.ETag == "" {
			t.Errorf("stored %v, asked for as %+v", s.store.stored, r)
		}
	})
}

func TestWithdrawal(t *testing.T) {
	for name, listed := range map[string]Item{"got": item(first, "v"), "whole": {URL: first, Article: article("1", "the page").Article}} {
		play(t, "410 withdraws what was "+name, func(s *scene) {
			s.web.serve(feed, 200, batch(listed))
			s.web.serve(first, 200, batch(article("1", "the page")))
			k := New(s.config())
			defer s.run(k)()
			id := s.add(k, Feed, feed)
			time.Sleep(time.Minute)
			s.web.serve(first, 410, nil)
			time.Sleep(80 * time.Minute)
			if got := s.get(k, id).State; s.store.body("1") != "" || got.Withdrawn != 1 {
				t.Errorf("stored %v, its state %+v", s.store.stored, got)
			}
			time.Sleep(10 * 24 * time.Hour)
			if n := len(s.web.asked(first, s.start)); n > 2 || s.store.body("1") != "" {
				t.Errorf("afterwards it was asked for %d times, stored %v", n, s.store.stored)
			}
		})
	}
	play(t, "404 withdraws only when it stays", func(s *scene) {
		s.web.serve(feed, 200, batch(item(first, "v")))
		s.web.serve(first, 200, batch(article("1", "the page")))
		k := New(s.config())
		defer s.run(k)()
		s.add(k, Feed, feed)
		time.Sleep(time.Minute)
		s.web.serve(first, 404, nil)
		time.Sleep(6 * time.Hour)
		s.web.serve(first, 200, batch(article("1", "the page")))
		time.Sleep(10 * time.Hour) // it was back in between
		s.web.serve(first, 404, nil)
		time.Sleep(23 * time.Hour)
		if s.store.body("1") == "" {
			s.Fatal("withdrawn too soon")
		}
		time.Sleep(36 * time.Hour)
		if s.store.body("1") != "" {
			t.Errorf("still there; asked for at %v", s.web.asked(first, s.start))
		}
	})
	play(t, "a page that is a source", func(s *scene) {
		s.web.serve(first, 200, batch(Item{URL: first, Article: article("1", "the page").Article}))
		k := New(s.config())
		defer s.run(k)()
		id := s.add(k, Page, first)
		time.Sleep(time.Minute)
		s.web.serve(first, 410, nil)
		time.Sleep(7 * time.Hour)
		if got := s.get(k, id).State; s.store.body("1") != "" || got.Withdrawn != 1 || got.Gone.IsZero() {
			t.Errorf("stored %v, its state %+v", s.store.stored, got)
		}
	})
}

func TestPageTrouble(t *testing.T) {
	play(t, "a page that fails is tried again, and said", func(s *scene) {
		s.web.serve(feed, 200, batch(item(first, "v"), item("https://news.example/wall", "v")))
		n := 0
		s.web.on(first, func(Request) (Response, error) {
			if n++; n < 3 {
				return Response{Status: 502}, nil
			}
			return Response{Status: 200, Body: batch(article("1", "the page"))}, nil
		})
		s.web.serve("https://news.example/wall", 200, []byte("please subscribe"))
		k := New(s.config())
		defer s.run(k)()
		id := s.add(k, Feed, feed)
		time.Sleep(2 * time.Hour)
		if got := s.get(k, id).State; s.store.body("1") == "" || !strings.Contains(got.Note, "/wall could not be had: it is no batch") || got.Why != "" {
			t.Errorf("stored %v, its state %+v", s.store.stored, got)
		}
	})
	play(t, "what can't be stored is asked for again under the old condition", func(s *scene) {
		s.web.serve(feed, 200, batch(article("a", "one")))
		k := New(s.config())
		defer s.run(k)()
		id := s.add(k, Feed, feed)
		time.Sleep(time.Minute)
		s.store.mu.Lock()
		s.store.err = fmt.Errorf("the disk is full")
		s.store.mu.Unlock()
		s.web.serve(feed, 200, batch(article("b", "two")))
		if got, err := k.Poll(s.Context(), id); err != nil || !strings.Contains(got.State.Why, "could not be stored") {
			t.Errorf("%v: %+v", err, got.State)
		}
		s.store.mu.Lock()
		s.store.err = nil
		s.store.mu.Unlock()
		time.Sleep(2 * time.Hour)
		if s.store.body("b") == "" || s.web.last(feed).ETag == "" {
			t.Errorf("stored %v", s.store.stored)
		}
	})
	play(t, "a version that is listed while the page is asked for is not missed", func(s *scene) {
		const at = "https://other.example/1"
		k := New(s.config())
		var id ID
		n := 0
		s.web.on(at, func(Request) (Response, error) {
			if n++; n == 1 {
				s.web.serve(feed, 200, batch(item(at, "v2")))
				if _, err := k.Poll(s.Context(), id); err != nil {
					t.Error(err)
				}
			}
			return Response{Status: 200, Body: batch(article("1", fmt.Sprint("text ", n)))}, nil
		})
		s.web.serve(feed, 200, batch(item(at, "v1")))
		id = s.add(k, Feed, feed)
		defer s.run(k)()
		time.Sleep(time.Minute)
		if s.store.body("1") != "text 2" {
			t.Errorf("stored %v", s.store.stored)
		}
	})
}

func TestLists(t *testing.T) {
	play(t, "a sitemap of sitemaps", func(s *scene) {
		index, child := "https://news.example/sitemap.xml", "https://news.example/november.xml"
		s.web.serve(index, 200, batch(item(child, "1")))
		s.web.serve(child, 200, batch(item(first, "v"), item(child, "2")))
		s.web.serve(first, 200, batch(article("1", "the page")))
		k := New(s.config())
		defer s.run(k)()
		s.add(k, Sitemap, index)
		time.Sleep(time.Minute)
		if s.store.body("1") == "" {
			t.Error("the page of the inner sitemap was not got")
		}
	})
	play(t, "more pages than there is room for wait", func(s *scene) {
		if raced {
			s.Skip("it is long, and the detector sees no more in many pages than in few")
		}
		var all []Item
		for i := range MaxPages + 50 {
			at := fmt.Sprintf("https://h%d.example/%d", i%200, i)
			all = append(all, Item{URL: at, Published: s.start.Add(-30 * 24 * time.Hour)})
			s.web.serve(at, 200, batch(article(fmt.Sprint(i), "x")))
		}
		s.web.serve(feed, 200, batch(all...))
		k := New(s.config())
		defer s.run(k)()
		id := s.add(k, Sitemap, feed)
		time.Sleep(time.Minute)
		if got := s.get(k, id).State; !strings.Contains(got.Note, "50 of the pages") || got.ETag != "" {
			t.Errorf("its state is %+v", got)
		}
		time.Sleep(12 * time.Hour)
		if got := s.get(k, id).State; got.Added != MaxPages+50 || got.ETag == "" {
			t.Errorf("afterwards its state is %+v", got)
		}
	})
}
