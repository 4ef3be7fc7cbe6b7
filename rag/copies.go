package rag

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"newsdesk/rag/copies"
	"newsdesk/rag/lexical"
	"newsdesk/rag/text"
)

// copyIndex knows which articles may be copies of one another, and remembers of
// which pairs it was found out.
type copyIndex struct {
	near *copies.Index
	same *lru.Cache[revisionPair, bool]
}

// revisionPair is two revisions, the lesser first. A revision's text never changes,
// so that neither does what was found out.
type revisionPair [2]Revision

// comparedPairs is how many comparisons are remembered: those of some hundred
// answers, in half a megabyte.
const comparedPairs = 8192

func newCopyIndex() *copyIndex {
	same, _ := lru.New[revisionPair, bool](comparedPairs) // fails only for a size below one
	return &copyIndex{copies.NewIndex(), same}
}

// add takes in a revision by the signatures that its stored analysis has: a library
// of 100,000 articles opens half a second later for it, and no body is read.
func (x *copyIndex) add(rev Revision, words *lexical.Analysis) {
	x.near.Add(int64(rev), signatures(words))
}

func (x *copyIndex) remove(rev Revision) { x.near.Remove(int64(rev)) }

func signatures(words *lexical.Analysis) []lexical.Signature {
	all := make([]lexical.Signature, words.Chunks())
	for i := range all {
		all[i] = words.Signature(i)
	}
	return all
}

// Copies tells with which other articles that pass a filter an article is one
// report: the same text, whole or cut, with another headline, some words or
// paragraphs changed, and no other number, day or name. The canonical one is the one
// whose address most of them give, else the first published, the longest, or the one
// with the least id. The others are without bodies, in the same order; both are as the
// filter's viewer sees them, and name nothing that does not pass. An article that is
// not there, or does not pass, is an error that wraps ErrNotFound.
func (l *Library) Copies(ctx context.Context, id ArticleID, f Filter) (canonical ArticleID, others []Article, err error) {
	l.mu.RLock()
	rev, ok := l.byID[id]
	l.mu.RUnlock()
	if !ok || !l.passes(rev, f) {
		return "", nil, fmt.Errorf("copies of article %s: %w", id, ErrNotFound)
	}
	linked, err := l.linked(ctx, rev, f)
	if err != nil {
		return "", nil, fmt.Errorf("copies of article %s: %w", id, err)
	}
	group, err := l.groupOf(ctx, rev, linked)
	if err != nil {
		return "", nil, fmt.Errorf("copies of article %s: %w", id, err)
	}
	for _, g := range group {
		if g.article.ID != id {
			others = append(others, g.article)
		}
	}
	return group[0].article.ID, others, nil
}

func (l *Library) passes(rev Revision, f Filter) bool {
	l.mu.RLock()
	defer l.mu.RUnlock()
	e := l.entries[rev]
	return e != nil && f.Passes(&e.article)
}

// mostLinked bounds how many articles are gathered around one: more print no
// report, and each is compared with some others.
const mostLinked = 200

// linked gathers all that can be reached from a revision by going from copy to copy,
// itself included.
func (l *Library) linked(ctx context.Context, rev Revision, f Filter) ([]Revision, error) {
	reached := []Revision{rev}
	for at := 0; at < len(reached) && len(reached) < mostLinked; at++ {
		for _, next := range l.candidates(reached[at], f) {
			if slices.Contains(reached, next) {
				continue
			}
			same, err := l.oneReport(ctx, reached[at], next)
			if err != nil {
				return nil, err
			}
			if same {
				reached = append(reached, next)
			}
		}
	}
	return reached, nil
}

// candidates are the revisions that may be copies of one, by their signatures alone.
func (l *Library) candidates(rev Revision, f Filter) []Revision {
	chunks := l.signaturesOf(rev)
	var all []Revision
	for _, id := range l.copies.near.Near(chunks) {
		other := Revision(id)
		if other != rev && l.passes(other, f) && anyAlike(chunks, l.signaturesOf(other)) {
			all = append(all, other)
		}
	}
	return all
}

func (l *Library) signaturesOf(rev Revision) []lexical.Signature {
	var all []lexical.Signature
	for i := 0; ; i++ {
		s, ok := l.signature(ChunkID{rev, i})
		if !ok {
			return all
		}
		all = append(all, s)
	}
}

// resemblingAt is the likeness of two chunks from which their articles are compared
// whole. Chunks of one report that begin at other sentences and have a third of
// their words in common are above it; of chunks of unrelated articles one pair in ten
// thousand is above a quarter of it (see lexical.Similar, which tells copies of one chunk).
const resemblingAt = 0.2

// anyAlike reports whether any chunk of one article is like one of the other.
func anyAlike(a, b []lexical.Signature) bool {
	return slices.ContainsFunc(a, func(s lexical.Signature) bool {
		return slices.ContainsFunc(b, func(t lexical.Signature) bool { return lexical.Resemblance(s, t) >= resemblingAt })
	})
}

// oneReport compares two revisions whole. Of what was withdrawn meanwhile nothing
// is a copy.
func (l *Library) oneReport(ctx context.Context, a, b Revision) (bool, error) {
	pair := revisionPair{min(a, b), max(a, b)}
	if same, ok := l.copies.same.Get(pair); ok {
		return same, nil
	}
	one, err := l.load(ctx, a)
	other, errOther := l.load(ctx, b)
	if err := errors.Join(err, errOther); errors.Is(err, ErrNotFound) {
		return false, nil
	} else if err != nil {
		return false, err
	}
	same := copies.Same(copies.Read(runningText(&one)), copies.Read(runningText(&other)))
	l.copies.same.Add(pair, same)
	return same, nil
}

// runningText is what of an article is its own sentences.
func runningText(a *Article) string { return a.Body[min(max(a.Prose, 0), len(a.Body)):] }

// grouped is an article as it is ranked among its copies.
type grouped struct {
	revision Revision
	article  Article
	length   int // of its text, in bytes
	named    int // how many others give its address as theirs
}

// groupOf parts linked articles into groups and returns the one that a revision is
// in, the canonical first. The first of all in rank takes all that are one report
// with it, then the first of the rest: so it is the same whoever asks and in
// whatever order they came, and where two copies of a cut report differ in a number
// that it lacks they are in two groups.
func (l *Library) groupOf(ctx context.Context, rev Revision, linked []Revision) ([]grouped, error) {
	rest := l.ranked(linked)
	for len(rest) > 0 {
		first, group, others := rest[0], rest[:1:1], []grouped(nil)
		for _, g := range rest[1:] {
			same, err := l.oneReport(ctx, first.revision, g.revision)
			if err != nil {
				return nil, err
			}
			if same {
				group = append(group, g)
			} else {
				others = append(others, g)
			}
		}
		if slices.ContainsFunc(group, func(g grouped) bool { return g.revision == rev }) {
			return group, nil
		}
		rest = others
	}
	return nil, ErrNotFound // it was withdrawn meanwhile
}

// ranked puts copies in the order in which one would be named before the other.
func (l *Library) ranked(linked []Revision) []grouped {
	l.mu.RLock()
	defer l.mu.RUnlock()
	var all []grouped
	addresses := map[string]int{}
	for _, rev := range linked {
		if e := l.entries[rev]; e != nil {
			g := grouped{revision: rev, article: e.article}
			if n := len(e.chunks); n > 0 {
				g.length = e.chunks[n-1].End - e.chunks[0].Start
			}
			addresses[address(&e.article)]++
			all = append(all, g)
		}
	}
	for i := range all {
		if a := address(&all[i].article); a != "" {
			all[i].named = addresses[a] - 1
		}
	}
	slices.SortFunc(all, func(a, b grouped) int {
		return cmp.Or(b.named-a.named, earlier(a.article.Published, b.article.Published), b.length-a.length,
			cmp.Compare(a.article.ID, b.article.ID))
	})
	return all
}

// address is an article's address without what does not tell pages apart.
func address(a *Article) string {
	_, s, _ := strings.Cut(a.URL, "://")
	return strings.TrimSuffix(s, "/")
}

// earlier orders dates for who was first: by the day, then those of that day with a
// time, and what states no date last.
func earlier(a, b Date) int {
	if a.Known() != b.Known() || !a.Known() {
		return cmp.Compare(b.Precision, a.Precision)
	}
	day := strings.Compare(a.Time.UTC().Format(time.DateOnly), b.Time.UTC().Format(time.DateOnly))
	return cmp.Or(day, cmp.Compare(b.Precision, a.Precision), a.Time.Compare(b.Time))
}

// containedAt is the share of a chunk's runs of three words that a passage must
// have for the chunk to tell nothing besides it. A copy with every tenth word
// changed has some .73 of them in common. Of Arabic paragraphs that were printed
// twice with a sentence more (ARCD) recall@10 is .859 where all are hidden, .924 at .6
// and .941 at .8; but from .7 on the reprints of one report fill an answer's passages
// (TestCopiesDoNotFillAnAnswer). newsqa2022 is the same at each.
const containedAt = 0.6

// repeats reports whether a chunk says what a passage says that was already found:
// it is nearly the same text, without another number, day or name, and no more of it.
func (l *Library) repeats(ctx context.Context, id ChunkID, p *Passage) bool {
	c, err := l.passage(ctx, fused{id: id}, Filter{Audience: AnyAudience}) // it is compared, not shown
	if err != nil || c.Text() == p.Text() {
		return true
	}
	return contained(c.Text(), p.Text()) >= containedAt && !copies.Conflict(copies.Read(c.Text()), copies.Read(p.Text()))
}

// contained is the share of a text's runs of three words that are in another.
func contained(s, other string) float64 {
	has := map[[3]string]bool{}
	for run := range runs(other) {
		has[run] = true
	}
	all, both := 0, 0
	for run := range runs(s) {
		if all++; has[run] {
			both++
		}
	}
	return float64(both) / float64(max(all, 1))
}

// runs are the runs of three words of a text.
func runs(s string) iter.Seq[[3]string] {
	return func(yield func([3]string) bool) {
		var run [3]string
		n := 0
		for t := range text.Tokens(s) {
			run = [3]string{run[1], run[2], t.Stem}
			if n++; n >= len(run) && !yield(run) {
				return
			}
		}
	}
}
