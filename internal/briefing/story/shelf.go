package story

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"newsdesk/rag"
)

const (
	collection = "stories"
	prefix     = "story/"
	// version is of the form of the documents. A newer one is neither read nor
	// written over.
	version = 1
	// longestID is the length in bytes from which on an article's id is stored as
	// its digest, so that mostArticles of them stay below 300 KB.
	longestID = 100
)

// page is the document of a story or, with Into, of an id that is an alias.
type page struct {
	Version  int      `json:"v"`
	Turn     int64    `json:"turn"` // in which it was written; of an article in two, the later counts
	Articles []string `json:"articles,omitempty"`
	Into     ID       `json:"into,omitempty"`
}

// errOvertaken says that another keeper took the turn meanwhile.
var errOvertaken = errors.New("another process has grouped the stories meanwhile")

// readPage reads a document. What is no document of ours counts as none: the
// articles in it are grouped again.
func (k *Keeper) readPage(d *Doc) (page, error) {
	var p page
	if err := json.Unmarshal(d.Body, &p); err != nil {
		k.Log.Warn("a story's document cannot be read", "key", d.Key, "err", err)
		return page{}, nil
	}
	if p.Version > version {
		return p, fmt.Errorf("document %s of version %d: %w", d.Key, p.Version, rag.ErrNewer)
	}
	return p, nil
}

// load reads the documents in place of what the keeper knew.
func (k *Keeper) load(ctx context.Context, h head) error {
	long := k.digests()
	s, turns := newState(), map[rag.ArticleID]int64{}
	err := k.Shelf.Docs(ctx, collection, prefix, func(d Doc) error {
		p, err := k.readPage(&d)
		if err == nil {
			s.read(ID(d.Key[len(prefix):]), p, long, turns)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("read the stories: %w", err)
	}
	s.settle()
	for _, e := range k.corpus.entries {
		if e != nil && e.revision <= h.Upto && s.of[e.ID] == "" {
			s.alone(e.ID)
		}
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.state, k.views, k.known = s, map[ID]*Story{}, h.Done
	if h.Upto > 0 && k.corpus.outgrown() { // others have grouped it: it is only weighed
		k.corpus.weighAll()
	}
	return nil
}

// read takes a document in. Where a writer did not come to the end an article may
// be in two: it is in the one written later.
func (s *state) read(id ID, p page, long map[string]rag.ArticleID, turns map[rag.ArticleID]int64) {
	s.stored[id] = true
	if p.Into != "" {
		s.alias[id] = p.Into
	}
	for _, name := range p.Articles {
		a, ok := long[name]
		if !ok {
			a = rag.ArticleID(name)
		}
		if was, met := turns[a]; met && was >= p.Turn {
			continue
		}
		turns[a], s.of[a] = p.Turn, id
	}
}

// settle makes the lists of members.
func (s *state) settle() {
	for a, id := range s.of {
		s.members[id] = append(s.members[id], a)
	}
	for _, all := range s.members {
		slices.Sort(all)
	}
}

// alone puts an article without a document into the story of its own.
func (s *state) alone(a rag.ArticleID) {
	id := single(a)
	if _, alias := s.alias[id]; alias || len(s.members[id]) > 0 {
		return // to be grouped again
	}
	s.of[a], s.members[id] = id, []rag.ArticleID{a}
}

// digests finds the articles with long ids by what is stored of them.
func (k *Keeper) digests() map[string]rag.ArticleID {
	long := map[string]rag.ArticleID{}
	for id := range k.corpus.places {
		if len(id) > longestID {
			long[nameOf(id)] = id
		}
	}
	return long
}

// nameOf is what is stored of an article's id.
func nameOf(a rag.ArticleID) string {
	if len(a) <= longestID {
		return string(a)
	}
	sum := sha256.Sum256([]byte(a))
	return "#" + hex.EncodeToString(sum[:])
}

// bodiless reports whether a change leaves a story that needs no document.
func (c *change) bodiless() bool {
	return len(c.articles) == 0 && c.into == "" || len(c.articles) == 1 && single(c.articles[0]) == c.id
}

// write stores changes, what grew first: a writer that does not come to the end
// leaves articles in two stories, and none in no story.
func (k *Keeper) write(ctx context.Context, changes []change, h head) error {
	grown := func(c change) int { return len(c.articles) - len(k.state.members[c.id]) }
	slices.SortStableFunc(changes, func(a, b change) int { return grown(b) - grown(a) })
	for i := range changes {
		if i%renewEvery == renewEvery-1 {
			if err := k.renew(ctx, h); err != nil {
				return err
			}
		}
		if err := k.writeOne(ctx, &changes[i], h.Turn); err != nil {
			return fmt.Errorf("store story %s: %w", changes[i].id, err)
		}
	}
	return nil
}

func (k *Keeper) writeOne(ctx context.Context, c *change, turn int64) error {
	drop := c.bodiless()
	if !k.state.stored[c.id] && (drop || len(c.articles) == 0) {
		return nil // it has no document, and needs none
	}
	p := page{Version: version, Turn: turn, Into: c.into}
	for _, a := range c.articles {
		p.Articles = append(p.Articles, nameOf(a))
	}
	body, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return k.Shelf.UpdateDoc(ctx, collection, prefix+string(c.id), func(old *Doc) (*Doc, error) {
		if old != nil {
			was, err := k.readPage(old)
			if err != nil {
				return nil, err
			}
			if was.Turn > turn {
				return nil, errOvertaken
			}
		}
		if drop {
			return nil, nil
		}
		return &Doc{Body: body}, nil
	})
}
