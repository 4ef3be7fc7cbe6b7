package recordtest

import (
	"errors"
	"testing"

	"newsdesk/rag"
)

func testFresh(t *testing.T, s *subject) {
	at, err := s.Changes(t.Context(), 0, []string{"e"}, func(c rag.Change) error {
		t.Errorf("an empty record delivers %+v", c)
		return nil
	})
	s.must(err)
	s.put(Prepared(1, 1))
	x := NewIndex()
	x.At = at
	s.must(x.Follow(t.Context(), s.Record))
	if len(x.Articles) != 1 {
		t.Errorf("%d articles since the record was empty, want 1", len(x.Articles))
	}
}

// kinds records in which order changes come.
func (s *subject) kinds(after rag.Seq, encoders ...string) (string, rag.Seq) {
	s.t.Helper()
	var kinds []byte
	at, err := s.Changes(s.t.Context(), after, encoders, func(c rag.Change) error {
		switch {
		case c.Stored != nil:
			kinds = append(kinds, 'S')
		case c.Embedded != nil:
			kinds = append(kinds, 'E')
		default:
			kinds = append(kinds, 'R')
		}
		return nil
	})
	s.must(err)
	return string(kinds), at
}

func testFromZero(t *testing.T, s *subject) {
	s.put(Prepared(1, 1))
	one, _ := s.follow().ByID("a1")
	s.embed(rag.EmbeddedPart{Encoder: "e", Revision: one.Revision, Vectors: windows(1, 2)})
	s.put(Prepared(2, 1), Prepared(3, 1), Prepared(2, 2))
	s.must(s.Remove(t.Context(), "a3"))
	s.reopen()
	kinds, at := s.kinds(0, "e")
	if kinds != "SSE" {
		t.Errorf("from zero: %s, want the articles, then the vectors, and nothing of what is gone", kinds)
	}
	if kinds, again := s.kinds(at, "e"); kinds != "" || again != at {
		t.Errorf("from the end %d: %q and %d", at, kinds, again)
	}
}

func testRemovalFirst(t *testing.T, s *subject) {
	s.put(Prepared(1, 1), Prepared(2, 1))
	x := s.follow()
	s.put(Prepared(1, 2))
	s.put(Prepared(2, 2), Prepared(1, 3))
	if kinds, _ := s.kinds(x.At); kinds[0] != 'R' {
		t.Errorf("order %s", kinds)
	}
	s.must(x.Follow(t.Context(), s.Record)) // fails on a wrong order
	if diff := x.Diff(s.follow()); diff != "" {
		t.Error(diff)
	}
}

func testVisitFails(t *testing.T, s *subject) {
	s.put(Prepared(1, 1), Prepared(2, 1))
	stop := errors.New("stop")
	visits := 0
	_, err := s.Changes(t.Context(), 0, nil, func(rag.Change) error { visits++; return stop })
	if !errors.Is(err, stop) || visits != 1 {
		t.Errorf("%d visits, %v", visits, err)
	}
	s.put(Prepared(3, 1)) // nothing is left locked
}

// testOneMoment reads and writes while it visits.
func testOneMoment(t *testing.T, s *subject) {
	s.put(Prepared(1, 1), Prepared(2, 1), Prepared(3, 1))
	x := NewIndex()
	at, err := s.Changes(t.Context(), 0, nil, func(c rag.Change) error {
		if _, err := s.Article(t.Context(), c.Stored.Revision); err != nil && !errors.Is(err, rag.ErrNotFound) {
			return err
		}
		if len(x.Articles) == 0 {
			s.put(Prepared(2, 2), Prepared(4, 1))
			s.must(s.Remove(t.Context(), "a3"))
			s.must(s.Reanalyse(t.Context(), []rag.Reanalysis{{Revision: c.Stored.Revision, Analysis: []byte("x"), Version: 1}}))
		}
		return x.apply(c)
	})
	s.must(err)
	if two, _ := x.ByID("a2"); len(x.Articles) != 3 || two.Article.Title != "Title 1 of 2" {
		t.Errorf("not the state of one moment: %+v", x.Articles)
	}
	x.At = at
	s.must(x.Follow(t.Context(), s.Record))
	if _, there := x.ByID("a3"); there || len(x.Articles) != 3 {
		t.Errorf("what was written meanwhile is not what came next: %+v", x.Articles)
	}
}

func testAhead(t *testing.T, s *subject) {
	s.put(Prepared(1, 1))
	for _, after := range []rag.Seq{-1, s.follow().At + 1} {
		if _, err := s.Changes(t.Context(), after, nil, func(rag.Change) error { return nil }); err == nil {
			t.Errorf("changes since %d, where no record has been: no error", after)
		}
	}
}
