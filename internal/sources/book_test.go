package sources

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestBook(t *testing.T) {
	play(t, "add, list, pause, resume, remove", func(s *scene) {
		s.web.serve(feed, 200, batch(article("a", "one"), item("https://news.example/1", "v")))
		s.web.serve("https://news.example/1", 200, batch(article("1", "the page")))
		k := New(s.config())
		defer s.run(k)()
		id := s.add(k, Feed, feed)
		known, err := k.Add(s.Context(), Source{Kind: Feed, Address: " HTTPS://News.example/feed#top"})
		if !errors.Is(err, ErrKnown) || known.ID != id {
			t.Errorf("added twice: %v, %+v", err, known)
		}
		ours, err := k.Add(s.Context(), Source{Kind: Feed, Address: feed, Audience: "guild"})
		if err != nil || ours.ID == id {
			t.Errorf("for another audience: %v, %+v", err, ours)
		}
		if n, err := k.Forget(s.Context(), "u"); err != nil || n != 1 || s.get(k, id).AddedBy != "" {
			t.Errorf("%d forgotten, %v: %+v", n, err, s.get(k, id))
		}
		if list, err := k.List(s.Context()); err != nil || len(list) != 2 {
			t.Errorf("listed %v, %v", list, err)
		}
		time.Sleep(time.Minute)
		if _, err := k.Pause(s.Context(), id); err != nil {
			s.Fatal(err)
		}
		if err := k.Remove(s.Context(), ours.ID); err != nil {
			s.Fatal(err)
		}
		time.Sleep(time.Minute)
		paused := time.Now()
		time.Sleep(48 * time.Hour)
		if n := len(s.web.asked(feed, paused)) + len(s.web.asked("https://news.example/1", paused)); n > 0 {
			t.Errorf("paused and removed, it was asked for %d times", n)
		}
		if _, err := k.Resume(s.Context(), id); err != nil {
			s.Fatal(err)
		}
		time.Sleep(time.Minute)
		if len(s.web.asked(feed, paused)) == 0 || len(s.web.asked("https://news.example/1", paused)) == 0 {
			t.Error("resumed, it and its page are not asked for at once")
		}
		if err := k.Remove(s.Context(), id); err != nil {
			s.Fatal(err)
		}
		time.Sleep(time.Minute)
		for name := range s.shelf.docs {
			if !strings.HasPrefix(name, keptHosts) {
				t.Errorf("removed, it left %q", name)
			}
		}
		for _, err := range []error{k.Remove(s.Context(), id), second(k.Pause(s.Context(), id)), second(k.Get(s.Context(), "")), second(k.Resume(s.Context(), "x"))} {
			if !errors.Is(err, ErrUnknown) {
				t.Errorf("of what is not there: %v", err)
			}
		}
	})
}

func TestBookRefuses(t *testing.T) {
	play(t, "what can't be followed", func(s *scene) {
		k := New(s.config())
		for _, bad := range []Source{
			{}, {Kind: Feed}, {Kind: Feed, Address: "file:///etc/passwd"}, {Kind: Feed, Address: "https://u:p@news.example/"}, {Kind: Page, Address: "news.example"},
			{Kind: "wire", Address: feed}, {Kind: Files, Address: "relative"}, {Kind: Files, Address: "/a\x00b"}, {Kind: Feed, Address: feed, Audience: strings.Repeat("x", 999)},
			{Kind: Feed, Address: "https://news.example/" + strings.Repeat("x", 5000)}, {Kind: Feed, Address: "https://news.example/\xff"},
		} {
			_, err := k.Add(s.Context(), bad)
			if !errors.Is(err, ErrAddress) || strings.Contains(err.Error(), "u:p") {
				t.Errorf("%+v: %v", bad, err)
			}
		}
	})
}

func TestDamaged(t *testing.T) {
	play(t, "a damaged document stops no other, and a newer one is left alone", func(s *scene) {
		k := New(s.config())
		bad := map[string]string{"aaa": "{", "bbb": `{"v":1,"body":{"source":{"id":"other"}}}`, "ccc": `{"v":99,"body":{}}`, "ddd": "null"}
		for key, body := range bad {
			s.shelf.UpdateDoc(s.Context(), keptSources, key, func(*Doc) (*Doc, error) { return &Doc{Body: []byte(body)}, nil })
		}
		s.web.serve(feed, 200, batch(article("a", "one"), item("https://news.example/1", "v")))
		id := s.add(k, Feed, feed)
		for _, collection := range []string{keptSeen, keptHosts, keptPages} {
			for _, key := range []string{string(id), "https://news.example", pageKey(id, "https://news.example/1"), string(id) + "/x"} {
				s.shelf.UpdateDoc(s.Context(), collection, key, func(*Doc) (*Doc, error) { return &Doc{Body: []byte("[")}, nil })
			}
		}
		s.web.serve("https://news.example/1", 200, batch(article("1", "the page")))
		defer s.run(k)()
		time.Sleep(time.Hour)
		if s.store.body("a") == "" || s.store.body("1") == "" {
			t.Errorf("stored %v", s.store.stored)
		}
		if list, err := k.List(s.Context()); err != nil || len(list) != 1 {
			t.Errorf("listed %v, %v", list, err)
		}
		for key, body := range bad {
			if doc, err := s.shelf.Doc(s.Context(), keptSources, key); err != nil || string(doc.Body) != body {
				t.Errorf("%s became %q, %v", key, doc.Body, err)
			}
		}
	})
}

func second[T any](_ T, err error) error { return err }
