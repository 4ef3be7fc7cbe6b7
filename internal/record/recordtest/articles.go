package recordtest

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"newsdesk/rag"
)

// odd returns articles that a careless store would bend.
func odd() []rag.Prepared {
	base := func(id string) rag.Prepared {
		p := Prepared(1, 1)
		p.Article.ID = rag.ArticleID(id)
		return p
	}
	empty := rag.Prepared{Article: rag.Article{ID: "only an id"}}
	bytes := base("bytes \x00 \xff \u0627")
	bytes.Article.Body = "a\x00b\xff\xfe\r\n\r" + "\u2028 \U0001F600"
	bytes.Article.Title = "t\x00t"
	bytes.Analysis = []byte{0, 255, 0}
	zone := base("zone")
	zone.Article.Published = rag.Date{Time: time.Date(1912, 4, 15, 2, 20, 1, 987654321, time.FixedZone("", -17*60-30)), Precision: rag.ToMinute}
	old := base("old")
	old.Article.Published = rag.Day(3, 1, 1)
	epoch := base("epoch")
	epoch.Article.Published = rag.Date{Time: time.Unix(0, 0).UTC(), Precision: rag.ToMinute}
	long := base("long")
	for range 15 {
		long.Article.Body += long.Article.Body
	}
	return []rag.Prepared{base("plain"), empty, bytes, zone, old, epoch, long}
}

func testRoundTrip(t *testing.T, s *subject) {
	want := odd()
	s.put(want...)
	s.reopen()
	x := s.follow()
	if len(x.Articles) != len(want) {
		t.Fatalf("%d articles, want %d", len(x.Articles), len(want))
	}
	for _, p := range want {
		stored, ok := x.ByID(p.Article.ID)
		if !ok {
			t.Errorf("article %q is missing", p.Article.ID)
			continue
		}
		whole, err := s.Article(t.Context(), stored.Revision)
		s.must(err)
		if diff := cmp.Diff(p.Article, whole); diff != "" {
			t.Errorf("article %q (-want +got):\n%s", p.Article.ID, diff)
		}
		_, zoneWant := p.Article.Published.Time.Zone()
		if _, zoneGot := whole.Published.Time.Zone(); zoneGot != zoneWant {
			t.Errorf("article %q: zone %d, want %d", p.Article.ID, zoneGot, zoneWant)
		}
		p.Article.Body = ""
		if diff := cmp.Diff(p, stored.Prepared); diff != "" {
			t.Errorf("log of %q (-want +got):\n%s", p.Article.ID, diff)
		}
	}
}

func testOutcomes(t *testing.T, s *subject) {
	for _, step := range []struct {
		name string
		put  []rag.Prepared
		want []rag.Outcome
	}{
		{"nothing", nil, nil},
		{"new", []rag.Prepared{Prepared(1, 1), Prepared(2, 1)}, []rag.Outcome{rag.Added, rag.Added}},
		{"again", []rag.Prepared{Prepared(2, 1), Prepared(1, 1)}, []rag.Outcome{rag.Unchanged, rag.Unchanged}},
		{"mixed", []rag.Prepared{Prepared(1, 2), Prepared(2, 1), Prepared(3, 1)},
			[]rag.Outcome{rag.Replaced, rag.Unchanged, rag.Added}},
		{"twice in a batch", []rag.Prepared{Prepared(4, 1), Prepared(4, 1), Prepared(4, 2)},
			[]rag.Outcome{rag.Added, rag.Unchanged, rag.Replaced}},
	} {
		if got := s.put(step.put...); !slices.Equal(got, step.want) {
			t.Errorf("%s: %v, want %v", step.name, got, step.want)
		}
		s.reopen()
	}
	if n := len(s.follow().Articles); n != 4 {
		t.Errorf("%d articles, want 4", n)
	}
}

// testFactsDecide changes one thing at a time.
func testFactsDecide(t *testing.T, s *subject) {
	for _, test := range []struct {
		name string
		edit func(p *rag.Prepared)
		want rag.Outcome
	}{
		{"nothing", func(p *rag.Prepared) {}, rag.Unchanged},
		{"imported", func(p *rag.Prepared) { p.Article.Imported = p.Article.Imported.Add(time.Hour) }, rag.Unchanged},
		{"title", func(p *rag.Prepared) { p.Article.Title += "!" }, rag.Replaced},
		{"derived", func(p *rag.Prepared) { p.Article.TitleDerived = !p.Article.TitleDerived }, rag.Replaced},
		{"outlet", func(p *rag.Prepared) { p.Article.Outlet = "" }, rag.Replaced},
		{"byline", func(p *rag.Prepared) { p.Article.Byline = "" }, rag.Replaced},
		{"undated", func(p *rag.Prepared) { p.Article.Published = rag.Date{} }, rag.Replaced},
		{"precision", func(p *rag.Prepared) { p.Article.Published.Precision = rag.ToMinute }, rag.Replaced},
		{"day", func(p *rag.Prepared) { p.Article.Published = rag.Day(1999, 1, 1) }, rag.Replaced},
		{"url", func(p *rag.Prepared) { p.Article.URL = "" }, rag.Replaced},
		{"language", func(p *rag.Prepared) { p.Article.Language = "ar" }, rag.Replaced},
		{"file", func(p *rag.Prepared) { p.Article.File = "other" }, rag.Replaced},
		{"body", func(p *rag.Prepared) { p.Article.Body += " " }, rag.Replaced},
		{"prose", func(p *rag.Prepared) { p.Article.Prose++ }, rag.Replaced},
		{"audience", func(p *rag.Prepared) { p.Article.Audience = "theirs" }, rag.Replaced},
		{"version", func(p *rag.Prepared) { p.Version++ }, rag.Replaced},
		{"moved between fields", func(p *rag.Prepared) {
			p.Article.Outlet, p.Article.Byline = p.Article.Outlet+p.Article.Byline[:1], p.Article.Byline[1:]
		}, rag.Replaced},
	} {
		s.put(Prepared(1, 1))
		p := Prepared(1, 1)
		test.edit(&p)
		held, err := s.Holds(t.Context(), []rag.Article{Prepared(7, 1).Article, p.Article}, p.Version)
		if s.must(err); held[0] || held[1] != (test.want == rag.Unchanged) {
			t.Errorf("%s: held are %v", test.name, held)
		}
		if got := s.put(p)[0]; got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

func testRevisions(t *testing.T, s *subject) {
	last := rag.Revision(0)
	for version := range 5 {
		s.put(Prepared(1, version))
		stored, ok := s.follow().ByID("a1")
		if !ok || stored.Revision <= last {
			t.Fatalf("version %d: revision %d after %d", version, stored.Revision, last)
		}
		last = stored.Revision
		if version%2 == 1 { // the newest revision goes before the next comes
			s.must(s.Remove(t.Context(), "a1"))
		}
		s.reopen()
	}
}

func testNotFound(t *testing.T, s *subject) {
	s.put(Prepared(1, 1))
	gone, _ := s.follow().ByID("a1")
	s.must(s.Remove(t.Context(), "a1"))
	_, err := s.Article(t.Context(), gone.Revision)
	for what, err := range map[string]error{
		"article": err,
		"remove":  s.Remove(t.Context(), "a1"),
		"never":   s.Remove(t.Context(), "never there"),
	} {
		if !errors.Is(err, rag.ErrNotFound) {
			t.Errorf("%s: %v, want ErrNotFound", what, err)
		}
	}
}

func testAtomic(t *testing.T, s *subject) {
	before := s.follow()
	bad := Prepared(2, 1)
	bad.Article.ID = ""
	if _, err := s.Put(t.Context(), []rag.Prepared{Prepared(1, 1), bad, Prepared(3, 1)}); err == nil {
		t.Fatal("an article without an id was stored")
	}
	if diff := before.Diff(s.follow()); diff != "" {
		t.Errorf("a failed batch left something behind:\n%s", diff)
	}
}

func testCancelled(t *testing.T, s *subject) {
	s.put(Prepared(1, 1))
	before := s.follow()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, putErr := s.Put(ctx, []rag.Prepared{Prepared(2, 1)})
	_, changesErr := s.Changes(ctx, 0, nil, func(rag.Change) error { return nil })
	_, leaseErr := s.Lease(ctx, "job", "owner")
	for what, err := range map[string]error{"put": putErr, "changes": changesErr, "lease": leaseErr,
		"remove": s.Remove(ctx, "a1"), "reanalyse": s.Reanalyse(ctx, []rag.Reanalysis{{Revision: 1, Version: 2}})} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v, want context.Canceled", what, err)
		}
	}
	if diff := before.Diff(s.follow()); diff != "" {
		t.Errorf("cancelled calls changed something:\n%s", diff)
	}
}

func testReanalyse(t *testing.T, s *subject) {
	s.put(Prepared(1, 1))
	x := s.follow()
	stored, _ := x.ByID("a1")
	s.must(s.Reanalyse(t.Context(), nil))
	s.must(s.Reanalyse(t.Context(), []rag.Reanalysis{{Revision: stored.Revision, Analysis: []byte("new"), Version: 2}}))
	s.reopen()
	s.must(s.follow().Follow(t.Context(), s.Record))
	now, _ := s.follow().ByID("a1")
	if now.Revision != stored.Revision || string(now.Analysis) != "new" || now.Version != 2 {
		t.Errorf("stored as %+v", now)
	}
	s.must(x.Follow(t.Context(), s.Record))
	if seen, _ := x.ByID("a1"); seen.Version != 1 {
		t.Error("the log told of a new analysis")
	}
	p := Prepared(1, 1)
	p.Version = 2
	if got := s.put(p)[0]; got != rag.Unchanged {
		t.Errorf("the same article with the new analysis: %v, want Unchanged", got)
	}
}

// testRecut analyses several revisions at once, one of them in other chunks and
// one that is gone.
func testRecut(t *testing.T, s *subject) {
	s.put(Prepared(1, 1), Prepared(2, 1), Prepared(3, 1))
	kept, recut, gone := s.revision("a1"), s.revision("a2"), s.revision("a3")
	for _, r := range []rag.Revision{kept, recut, gone} {
		s.embed(rag.EmbeddedPart{Encoder: "e", Revision: r, Vectors: windows(0, 1)},
			rag.EmbeddedPart{Encoder: "other", Revision: r, Vectors: windows(2)})
	}
	s.must(s.Remove(t.Context(), "a3"))
	before := s.follow("e", "other").At
	s.must(s.Reanalyse(t.Context(), []rag.Reanalysis{
		{Revision: gone, Analysis: []byte("new"), Version: 2, Recut: true},
		{Revision: recut, Analysis: []byte("new"), Version: 2, Recut: true},
		{Revision: kept, Analysis: []byte("new"), Version: 2},
	}))
	s.reopen()
	x := s.follow("e", "other")
	for key := range x.Vectors {
		if key.Revision != kept {
			t.Errorf("%v is still there", key)
		}
	}
	if len(x.Articles) != 2 || len(x.Vectors) != 3 {
		t.Errorf("%d articles and %d windows, want 2 and 3", len(x.Articles), len(x.Vectors))
	}
	for _, a := range x.Articles {
		if string(a.Analysis) != "new" || a.Version != 2 {
			t.Errorf("%s has analysis %q of version %d", a.Article.ID, a.Analysis, a.Version)
		}
	}
	if kinds, _ := s.kinds(before, "e", "other"); kinds != "" {
		t.Errorf("the log tells of new analyses: %q", kinds)
	}
	s.embed(rag.EmbeddedPart{Encoder: "e", Revision: recut, Vectors: windows(4)})
	if x := s.follow("e"); len(x.Vectors) != 3 {
		t.Errorf("%d windows after the new chunks were embedded, want 3", len(x.Vectors))
	}
}
