package story

import (
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strconv"
	"strings"

	"newsdesk/rag"
)

// state is which story each article is in: what is on the shelf.
type state struct {
	of      map[rag.ArticleID]ID
	members map[ID][]rag.ArticleID // articles that are gone may still be among them
	alias   map[ID]ID
	stored  map[ID]bool // what has a document
}

func newState() *state {
	return &state{of: map[rag.ArticleID]ID{}, members: map[ID][]rag.ArticleID{}, alias: map[ID]ID{}, stored: map[ID]bool{}}
}

// change is what became of one story. Without articles it is gone; Into is the
// story that it went into.
type change struct {
	id       ID
	articles []rag.ArticleID
	into     ID
}

// apply makes a change.
func (s *state) apply(c change) {
	for _, a := range s.members[c.id] {
		if s.of[a] == c.id {
			delete(s.of, a)
		}
	}
	delete(s.members, c.id)
	delete(s.alias, c.id)
	if c.into != "" && s.stored[c.id] {
		s.alias[c.id] = c.into
	}
	if len(c.articles) == 0 {
		return
	}
	s.members[c.id] = c.articles
	for _, a := range c.articles {
		s.of[a] = c.id
	}
}

// departed reports whether a story has an article that is not there.
func (s *state) departed(c *corpus) bool {
	for a := range s.of {
		if _, there := c.places[a]; !there {
			return true
		}
	}
	return false
}

// resolve follows aliases to a story that is there.
func (s *state) resolve(id ID) (ID, bool) {
	for range len(s.alias) + 1 {
		if _, ok := s.members[id]; ok {
			return id, true
		}
		next, ok := s.alias[id]
		if !ok {
			break
		}
		id = next
	}
	return id, false
}

// single is the id of a story that began with an article.
func single(a rag.ArticleID) ID { return idOf(string(a)) }

const idLetters = 12 // 60 bits: two of a million articles share one once in a million times

func idOf(s string) ID {
	sum := sha256.Sum256([]byte(s))
	return ID(strings.ToLower(base32.StdEncoding.EncodeToString(sum[:])[:idLetters]))
}

// fresh returns an id for a group that has none: that of its first article whose
// id no other story has or had.
func (s *state) fresh(articles []rag.ArticleID, taken map[ID]bool) ID {
	free := func(id ID) bool {
		_, alias := s.alias[id]
		return len(s.members[id]) == 0 && !alias && !taken[id]
	}
	if i := slices.IndexFunc(articles, func(a rag.ArticleID) bool { return free(single(a)) }); i >= 0 {
		return single(articles[i])
	}
	for n := 1; ; n++ {
		if id := idOf(string(articles[0]) + "\x00" + strconv.Itoa(n)); free(id) {
			return id
		}
	}
}
