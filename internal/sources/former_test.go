package sources

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// What a page has now, after it had the article "1".
func TestFormerArticles(t *testing.T) {
	const other = "https://other.example/wall"
	leads := func(status int) func(Request) (Response, error) {
		return func(Request) (Response, error) { return Response{Status: status, Location: other}, nil }
	}
	holds := func(items ...Item) func(Request) (Response, error) {
		return func(Request) (Response, error) { return Response{Status: 200, Body: batch(items...)}, nil }
	}
	cases := map[string]struct {
		now    func(Request) (Response, error)
		want   string // of what is stored, then
		notes  string // what is said
		at410  string // of what is stored when the page is gone
		latter string // a page that is listed too, and has article "1"
	}{
		"another article":             {now: holds(article("2", "x")), want: "2"},
		"another, and one has it too": {now: holds(article("2", "x")), latter: "https://news.example/2", want: "1 2", at410: "1"},
		"several":                     {now: holds(article("2", "x"), article("3", "y")), want: "1 2 3"},
		"another, moved for good":     {now: leads(301), want: "9"},
		"another, led on for now":     {now: leads(302), want: "1 9"},
		"a wall":                      {now: func(Request) (Response, error) { return Response{Status: 200, Body: []byte("consent")}, nil }, want: "1", notes: "could not be had: it is no batch; what was stored of it stays"},
		"nothing":                     {now: holds(), want: "1", notes: "could not be had: it holds no article; what was stored of it stays"},
	}
	for name, c := range cases {
		play(t, name, func(s *scene) {
			list := []Item{item(first, "v")}
			if c.latter != "" {
				list = append(list, item(c.latter, "v"))
				s.web.serve(c.latter, 200, batch(article("1", "the page")))
			}
			s.web.serve(feed, 200, batch(list...))
			s.web.serve(first, 200, batch(article("1", "the page")))
			s.web.serve(other, 200, batch(article("9", "elsewhere")))
			k := New(s.config())
			defer s.run(k)()
			id := s.add(k, Feed, feed)
			time.Sleep(time.Minute)
			s.web.on(first, c.now)
			time.Sleep(80 * time.Minute)
			if got := s.get(k, id).State; s.stored() != c.want || !strings.Contains(got.Note, c.notes) || (got.Note == "") != (c.notes == "") {
				t.Errorf("stored %q, want %q; its state %+v", s.stored(), c.want, got)
			}
			s.web.serve(first, 410, nil)
			time.Sleep(6 * time.Hour)
			if s.stored() != c.at410 {
				t.Errorf("when it is gone there is %q stored, want %q", s.stored(), c.at410)
			}
		})
	}
}

// stored are the ids of what is stored, in order.
func (s *scene) stored() string {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	var ids []string
	for n := range 10 {
		for id := range s.store.stored {
			if string(id) == fmt.Sprint(n) {
				ids = append(ids, string(id))
			}
		}
	}
	return strings.Join(ids, " ")
}

func TestFormerOfSource(t *testing.T) {
	play(t, "a page that is a source has another article", func(s *scene) {
		s.web.serve(first, 200, batch(article("1", "the page")))
		k := New(s.config())
		defer s.run(k)()
		id := s.add(k, Page, first)
		time.Sleep(time.Minute)
		s.web.serve(first, 200, batch(article("2", "the page")))
		time.Sleep(7 * time.Hour)
		if got := s.get(k, id).State; s.stored() != "2" || got.Withdrawn != 1 {
			t.Errorf("stored %q, its state %+v", s.stored(), got)
		}
	})
	for name, body := range map[string][]byte{"a wall": []byte("log in"), "nothing": batch()} {
		play(t, "a page that is a source has "+name, func(s *scene) {
			s.web.serve(first, 200, batch(article("1", "the page")))
			k := New(s.config())
			defer s.run(k)()
			id := s.add(k, Page, first)
			time.Sleep(time.Minute)
			s.web.serve(first, 200, body)
			time.Sleep(7 * time.Hour)
			if got := s.get(k, id).State; s.stored() != "1" || !strings.HasSuffix(got.Why, "what was stored of it stays") {
				t.Errorf("stored %q, its state %+v", s.stored(), got)
			}
			s.web.serve(first, 410, nil)
			time.Sleep(7 * time.Hour)
			if s.stored() != "" {
				t.Errorf("when it is gone there is %q stored", s.stored())
			}
		})
	}
	play(t, "a feed has another article of a page", func(s *scene) {
		whole := func(id string) []byte { return batch(Item{Key: id, URL: first, Article: article(id, "x").Article}) }
		s.web.serve(feed, 200, whole("1"))
		s.web.serve(first, 200, nil)
		k := New(s.config())
		defer s.run(k)()
		id := s.add(k, Feed, feed)
		time.Sleep(time.Minute)
		s.web.serve(feed, 200, whole("2"))
		if _, err := k.Poll(s.Context(), id); err != nil {
			s.Fatal(err)
		}
		s.web.serve(first, 410, nil)
		time.Sleep(2 * time.Hour)
		if s.stored() != "" {
			t.Errorf("when the page is gone there is %q stored", s.stored())
		}
	})
}

// More than is looked at is said, of a list and of one that a list lists.
func TestTooManyItems(t *testing.T) {
	var all []Item
	for i := range maxItems + 7 {
		all = append(all, Item{Key: fmt.Sprint(i), Article: article(fmt.Sprint(i), "x").Article})
	}
	const want = "it lists 5007 items, of which only the first 5000 are looked at"
	const wall = "https://news.example/wall"
	play(t, "of a source", func(s *scene) {
		s.web.serve(feed, 200, batch(append([]Item{item(wall, "v")}, all[1:]...)...))
		s.web.serve(wall, 200, []byte("consent"))
		k := New(s.config())
		defer s.run(k)()
		id := s.add(k, Sitemap, feed)
		time.Sleep(time.Minute)
		if got := s.get(k, id).State; got.Note != want+"; of its pages, "+wall+" could not be had: it is no batch" {
			t.Errorf("it says %q", got.Note)
		}
		s.web.serve(feed, 200, batch(all[:5]...))
		time.Sleep(7 * time.Hour)
		if got := s.get(k, id).State; !strings.HasPrefix(got.Note, "of its pages, ") {
			t.Errorf("afterwards it says %q", got.Note)
		}
	})
	play(t, "of a list in a list", func(s *scene) {
		s.web.serve(feed, 200, batch(item(wall, "v")))
		var listed []Item
		for i := range maxItems + 7 {
			listed = append(listed, Item{URL: "no address", Key: fmt.Sprint(i)})
		}
		s.web.serve(wall, 200, batch(listed...))
		k := New(s.config())
		defer s.run(k)()
		id := s.add(k, Sitemap, feed)
		time.Sleep(time.Minute)
		if got := s.get(k, id).State; got.Note != "of its pages, "+wall+" was not had whole: "+want {
			t.Errorf("it says %q", got.Note)
		}
	})
}

func TestCanonical(t *testing.T) {
	t.Chdir(t.TempDir())
	k := New(Config{Shelf: newMemory()})
	for _, c := range []struct {
		kind        Kind
		given, kept string
	}{
		{Feed, " HTTPS://News.Example", "https://news.example/"},
		{Feed, "https://news.example/Feed?b=1#top", "https://news.example/Feed?b=1"},
		{Files, "/srv//wire/../archive/", "/srv/archive"},
	} {
		s, err := k.Add(t.Context(), Source{Kind: c.kind, Address: strings.TrimSpace(c.given)})
		if err != nil || s.Address != c.kept || Canonical(c.given) != c.kept || Canonical(c.kept) != c.kept {
			t.Errorf("%q is kept as %q, %v, and Canonical says %q", c.given, s.Address, err, Canonical(c.given))
		}
	}
	if got := Canonical("wire"); !strings.HasPrefix(got, "/") || !strings.HasSuffix(got, "/wire") {
		t.Errorf("of a relative path it makes %q", got)
	}
	for _, bad := range []string{"", "https://", "https://u:p@news.example/", "ftp://news.example/", "a\x00b", "https://\xff"} {
		if got := Canonical(bad); got != bad {
			t.Errorf("of %q it makes %q", bad, got)
		}
	}
}
