package rag

import (
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"strings"
)

// AnyAudience is the audience of a [Filter] that sees everything: the commands of
// who runs the bot. No article has it.
const AnyAudience = "*"

// ErrAudience says that an article cannot be stored for whom it names: see [IDFor].
var ErrAudience = errors.New("its id is not one of its audience")

// audienceLetters is how many letters of an audience's digest stand in the ids of
// its articles: 60 bits, of which some two of a million audiences share all once in two
// million times.
const audienceLetters = 12

// IDFor is the id under which an audience has an article of its own. Everybody's
// keep the id that their source gives them. Any other audience's is that id, a '~'
// and letters that only this audience's ids end in, so that an article that two
// audiences add, or one of them and everybody, is an article for each, and none
// replaces another's. An id that has this ending already stays.
func IDFor(audience string, id ArticleID) ArticleID {
	if audience == "" {
		return id
	}
	sum := sha256.Sum256([]byte(audience))
	ending := "~" + strings.ToLower(base32.StdEncoding.EncodeToString(sum[:])[:audienceLetters])
	return ArticleID(strings.TrimSuffix(string(id), ending) + ending)
}

// For is the article as an audience's own, under the id that it has there.
func (a Article) For(audience string) Article {
	a.ID, a.Audience = IDFor(audience, a.ID), audience
	return a
}

// sees reports whether coverage of an audience passes.
func (f Filter) sees(audience string) bool {
	return audience == "" || audience == f.Audience || f.Audience == AnyAudience
}

// audiences are the articles that not everybody sees.
type audiences struct {
	of    map[Revision]string
	count map[string]int
	// taken is a copy that no one changes, nil where of has changed since.
	taken *snapshot
}

// snapshot tells of articles that not everybody sees whose they are. It is asked of
// each chunk of a search, most of which everybody sees: a bit says so before the map.
type snapshot struct {
	of   map[Revision]string
	bits []uint64 // by revision
}

func (a *audiences) snapshot() *snapshot {
	s := &snapshot{of: maps.Clone(a.of)}
	last := Revision(0)
	for r := range a.of {
		last = max(last, r)
	}
	s.bits = make([]uint64, last/64+1)
	for r := range a.of {
		s.bits[r/64] |= 1 << (r % 64)
	}
	return s
}

// audience is whose a revision is.
func (s *snapshot) audience(r Revision) string {
	if at := int(r / 64); at >= len(s.bits) || s.bits[at]&(1<<(r%64)) == 0 {
		return ""
	}
	return s.of[r]
}

func (a *audiences) add(r Revision, audience string) {
	if audience == "" {
		return
	}
	a.remove(r)
	if a.of == nil {
		a.of, a.count = map[Revision]string{}, map[string]int{}
	}
	a.of[r], a.taken = audience, nil
	a.count[audience]++
}

func (a *audiences) remove(r Revision) {
	audience, ok := a.of[r]
	if !ok {
		return
	}
	delete(a.of, r)
	a.taken = nil
	if a.count[audience]--; a.count[audience] == 0 {
		delete(a.count, audience)
	}
}

// hidden returns the audiences of articles, some of which a filter does not see;
// nil where it sees all of them.
func (l *Library) hidden(f Filter) *snapshot {
	if f.Audience == AnyAudience {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.own.of) == l.own.count[f.Audience] {
		return nil
	}
	if l.own.taken == nil {
		l.own.taken = l.own.snapshot()
	}
	return l.own.taken
}

// CheckID refuses an article whose id is not of its audience: it would take the
// place of another's, and be seen by those who see that.
func CheckID(a *Article) error {
	switch {
	case a.Audience == AnyAudience, a.Audience != "" && IDFor(a.Audience, a.ID) != a.ID:
		return fmt.Errorf("store article %q for %q: %w", a.ID, a.Audience, ErrAudience)
	case a.Audience == "" && owned.MatchString(string(a.ID)):
		return fmt.Errorf("store article %q: %w: ids that end so are kept for what one audience alone sees; give it another id", a.ID, ErrAudience)
	}
	return nil
}

// owned is how the ids that an audience has for its own end.
var owned = regexp.MustCompile(`~[a-z2-7]{12}$`)
