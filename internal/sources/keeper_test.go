package sources

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"strings"
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
}

func TestTrouble(t *testing.T) {
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
