// Package recordtest holds a [rag.Record] to its contract. Every implementation
// runs [Run] from its tests; what only one of them can do, it tests itself.
//
// Start with Run. index.go is the index that the tests keep by applying
// changes, and random.go the test that matters most: whatever happens to a
// record, and from wherever an index follows it, the two end up equal.
package recordtest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"newsdesk/rag"
)

// Record is what is tested.
type Record interface {
	rag.Record
	Close() error
}

// Opener opens a test's record with a clock. Opened again, even while it is
// still open, it is the same record.
type Opener func(now func() time.Time) Record

// Trimmer is a record whose log of removals can be shortened.
type Trimmer interface {
	Trim(ctx context.Context, keep int) error
}

// Options are what differs between implementations.
type Options struct {
	// New makes an empty record for a test.
	New func(t *testing.T) Opener
	// LeaseTime is how long a lease lasts.
	LeaseTime time.Duration
}

// Run tests an implementation.
func Run(t *testing.T, opts Options) {
	for _, test := range []struct {
		name string
		run  func(t *testing.T, s *subject)
	}{
		{"round trip", testRoundTrip},
		{"outcomes", testOutcomes},
		{"facts decide", testFactsDecide},
		{"revisions rise", testRevisions},
		{"not found", testNotFound},
		{"whole or not at all", testAtomic},
		{"cancelled", testCancelled},
		{"reanalyse", testReanalyse},
		{"reanalyse in other chunks", testRecut},
		{"changes of a fresh record", testFresh},
		{"changes from zero", testFromZero},
		{"removal before replacement", testRemovalFirst},
		{"changes end with visit", testVisitFails},
		{"changes are of one moment", testOneMoment},
		{"changes ahead of the log", testAhead},
		{"vectors", testVectors},
		{"vectors in parts", testVectorParts},
		{"vectors of the gone", testVectorsOfTheGone},
		{"vectors that are none", testBadVectors},
		{"leases", func(t *testing.T, s *subject) { testLeases(t, s, opts.LeaseTime) }},
		{"two handles", testTwoHandles},
		{"side by side", testSideBySide},
		{"random operations", testRandom},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := &subject{t: t, open: opts.New(t), clock: time.Date(2026, 3, 14, 9, 0, 0, 0, time.UTC)}
			s.Record = s.open(s.now)
			t.Cleanup(func() { s.must(s.Close()) })
			test.run(t, s)
		})
	}
}

// subject is the record of one test, with what tests do to it often. The clock
// stands still unless the test moves it.
type subject struct {
	Record
	t     *testing.T
	open  Opener
	clock time.Time
}

func (s *subject) now() time.Time { return s.clock }

func (s *subject) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// reopen closes the record and opens it again.
func (s *subject) reopen() {
	s.t.Helper()
	s.must(s.Close())
	s.Record = s.open(s.now)
}

func (s *subject) put(articles ...rag.Prepared) []rag.Outcome {
	s.t.Helper()
	outcomes, err := s.Put(s.t.Context(), articles)
	s.must(err)
	return outcomes
}

func (s *subject) embed(parts ...rag.EmbeddedPart) {
	s.t.Helper()
	s.must(s.PutVectors(s.t.Context(), parts))
}

// follow returns a fresh index of the present state.
func (s *subject) follow(encoders ...string) *Index {
	s.t.Helper()
	x := NewIndex(encoders...)
	s.must(x.Follow(s.t.Context(), s.Record))
	return x
}

// Prepared returns an article of a number. Those of different versions differ
// in text, title and analysis.
func Prepared(n, version int) rag.Prepared {
	body := fmt.Sprintf("Article %d.\n\nThis is version %d of it; متن %d.", n, version, n*version)
	a := rag.Article{
		ID:           rag.ArticleID(fmt.Sprintf("a%d", n)),
		Title:        fmt.Sprintf("Title %d of %d", version, n),
		TitleDerived: n%2 == 0,
		Outlet:       fmt.Sprintf("Outlet %d", n%3),
		Byline:       "By A. Nother",
		URL:          fmt.Sprintf("https://example.org/%d?v=%d", n, version),
		Language:     "en",
		File:         "articles.jsonl",
		Body:         body,
		Prose:        len("Article 1.\n\n"),
		Imported:     time.Date(2026, 1, 2, 3, 4, 5, 6000, time.UTC),
	}
	switch n % 3 {
	case 1:
		a.Published = rag.Day(2025, time.March, 1+n%28)
	case 2:
		at := time.Date(2025, 3, 14, 9, n%60, 0, 0, time.FixedZone("", 3*3600))
		a.Published = rag.Date{Time: at, Precision: rag.ToMinute}
	}
	return rag.Prepared{Article: a, Analysis: fmt.Appendf(nil, "analysis %d.%d", n, version), Version: 1}
}
