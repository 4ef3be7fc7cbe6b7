package story

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"newsdesk/internal/briefing/voice"
	"newsdesk/rag"
)

// corpus is the coverage as it is compared. Articles have a place in it, in the
// order in which they came.
type corpus struct {
	vocabulary map[string]int32
	written    []string    // by term, as one of everybody's articles writes it; "" where none does, or it is no word
	posted     [][]posting // by term, the articles that say it, by place
	whole      census
	everybodys census   // of the articles that everybody sees
	entries    []*entry // by place; nil where the article went
	places     map[rag.ArticleID]int32
	singles    map[ID]rag.ArticleID // by the id that a story of one article has
	weighed    int                  // how many articles there were when all were weighed
	scratch    []float32
}

// census is by what it is told how rare a term is.
type census struct {
	articles int
	arabic   int     // of them, in Arabic: a word of theirs is rare among these
	held     []int32 // by term, how many of them say it
}

// count counts an article in, or with -1 out. All its terms are known.
func (s *census) count(e *entry, by int32, known int) {
	s.held = append(s.held, make([]int32, known-len(s.held))...)
	s.articles += int(by)
	if e.arabic {
		s.arabic += int(by)
	}
	for _, t := range slices.Concat(e.terms, e.native) {
		s.held[t.term] += by
	}
}

// count counts an article in, or with -1 out.
func (c *corpus) count(e *entry, by int32) {
	c.whole.count(e, by, len(c.posted))
	if e.Audience == "" {
		c.everybodys.count(e, by, len(c.posted))
	}
}

// census is by what the terms of an article are weighed: everybody's by how rare they
// are among these, so that nothing else shows in how they are grouped.
func (c *corpus) census(e *entry) *census {
	if e.Audience == "" {
		return &c.everybodys
	}
	return &c.whole
}

// entry is an article of the corpus.
type entry struct {
	rag.Article
	revision rag.Revision
	lead     string
	place    int32
	copied   voice.Print
	arabic   bool
	day      float64 // of publication, since 1970
	terms    []counted
	native   []counted
	profile  *profile // by what is rare now
	near     []int32  // see corpus.near; nil: not looked for yet
	leaned   *profile // see corpus.leaned; nil: not made yet
}

// posting is an article that says a term, and the term's value in its vector.
type posting struct {
	place int32
	value float32
}

// counted is how much an article says a term.
type counted struct {
	term           int32
	strength       float32
	sound, salient bool // the sound of a name; in headline or lead
}

// alone is the profile of an article by what it says itself.
func (e *entry) alone() *profile { return e.profile }

func newCorpus() *corpus {
	return &corpus{vocabulary: map[string]int32{}, places: map[rag.ArticleID]int32{}, singles: map[ID]rag.ArticleID{}}
}

// add takes an article in, in place of the one with its id.
func (c *corpus) add(f *Features, r rag.Revision) *entry {
	c.remove(f.Article.ID)
	e := &entry{Article: f.Article, revision: r, lead: f.Lead, place: int32(len(c.entries)), copied: f.copied, arabic: f.arabic}
	if e.Published.Known() {
		e.day = float64(e.Published.Time.Unix()) / (24 * 60 * 60)
	}
	e.terms, e.native = c.intern(f.terms, e), c.intern(f.native, e)
	c.count(e, 1)
	c.entries = append(c.entries, e)
	c.places[e.ID] = e.place
	c.singles[single(e.ID)] = e.ID
	return e
}

func (c *corpus) remove(id rag.ArticleID) {
	e := c.entry(id)
	if e == nil {
		return
	}
	c.count(e, -1)
	c.entries[e.place] = nil
	delete(c.places, id)
	delete(c.singles, single(id))
}

// entry returns the article with an id, or nil.
func (c *corpus) entry(id rag.ArticleID) *entry {
	place, ok := c.places[id]
	if !ok {
		return nil
	}
	return c.entries[place]
}

// all returns the articles that are there.
func (c *corpus) all() []*entry {
	return slices.DeleteFunc(slices.Clone(c.entries), func(e *entry) bool { return e == nil })
}

func (c *corpus) intern(terms map[string]term, e *entry) []counted {
	all := make([]counted, 0, len(terms))
	for _, key := range slices.Sorted(maps.Keys(terms)) {
		t := terms[key]
		id, ok := c.vocabulary[key]
		if !ok {
			id = int32(len(c.posted))
			c.vocabulary[key] = id
			c.written, c.posted = append(c.written, ""), append(c.posted, nil)
		}
		if c.written[id] == "" && e.Audience == "" {
			c.written[id] = t.written
		}
		c.posted[id] = append(c.posted[id], posting{place: e.place})
		all = append(all, counted{id, float32(t.strength()), t.sound, t.title || t.lead})
	}
	slices.SortFunc(all, func(a, b counted) int { return cmp.Compare(a.term, b.term) })
	return all
}

// prior is how many articles without a term are supposed beside those that there
// are, so that a coverage of three articles has rare words. From 0 to 100 it
// makes no difference on stories_a.jsonl.
const prior = 20

// rarity is the inverse document frequency of a term among so many articles.
func (s *census) rarity(term int32, among int) float32 {
	return float32(math.Log(1 + (float64(among)+prior)/(float64(s.held[term])+0.5)))
}

// weigh makes the profile of an article by what is rare now.
func (c *corpus) weigh(e *entry) {
	s := c.census(e)
	p := &profile{n: 1, words: s.vector(e.terms, s.articles), native: s.vector(e.native, s.arabic), span: e.span()}
	if e.arabic {
		p.arabic = 1
	}
	for _, t := range e.terms {
		if !t.sound {
			continue
		}
		p.said = append(p.said, weighed{t.term, 1})
		if t.salient {
			p.about = append(p.about, weighed{t.term, 1})
			p.names = append(p.names, weighed{t.term, s.rarity(t.term, s.articles)})
		}
	}
	e.profile = p
	c.post(e)
}

// post writes the vectors of an article to the postings.
func (c *corpus) post(e *entry) {
	for _, w := range slices.Concat(e.profile.words, e.profile.native) {
		all := c.posted[w.term]
		i, _ := slices.BinarySearchFunc(all, e.place, func(p posting, place int32) int { return cmp.Compare(p.place, place) })
		all[i].value = w.value
	}
}

func (s *census) vector(terms []counted, among int) sparse {
	v := make(sparse, len(terms))
	for i, t := range terms {
		v[i] = weighed{t.term, t.strength * s.rarity(t.term, among)}
	}
	return v.largest(mostTerms).unit()
}

// weighAll weighs all articles anew.
func (c *corpus) weighAll() {
	for _, e := range c.all() {
		c.weigh(e)
		e.near, e.leaned = nil, nil
	}
	c.weighed = len(c.places)
}

// compact gives back the places of articles that went.
func (c *corpus) compact() *corpus {
	fresh := newCorpus()
	fresh.vocabulary, fresh.written, fresh.singles, fresh.whole, fresh.everybodys = c.vocabulary, c.written, c.singles, c.whole, c.everybodys
	fresh.posted, fresh.weighed = make([][]posting, len(c.posted)), c.weighed
	for _, e := range c.all() {
		e.place, e.near, e.leaned = int32(len(fresh.entries)), nil, nil
		fresh.entries = append(fresh.entries, e)
		fresh.places[e.ID] = e.place
		for _, t := range slices.Concat(e.terms, e.native) {
			fresh.posted[t.term] = append(fresh.posted[t.term], posting{place: e.place})
		}
		fresh.post(e)
	}
	return fresh
}
